"""Lengths of time, dates, months, working hours."""

from __future__ import annotations

from funneldsl.explaining.word import word

TIME = "Time"

WORDS = (
    word(
        TIME,
        "lengths of time",
        "duration durations minute minutes hour hours day days week weeks month months year years",
        "Minutes, hours, days, weeks, months, years; singular and plural are the same. A month is 365.25/12 days where it is counted in days; bills and goals follow the calendar.",
        ("offer.pays_after", "14 days"),
        ("business.horizon", "24 months"),
        ("stage.takes", "45 minutes"),
        ("task.hours", "10 hours"),
        ("offer.commits", "1 year"),
        ("flow.within", "8 weeks"),
    ),
    word(
        TIME,
        "dates",
        "date dates",
        "Always year, month, day. `for` makes it a stretch of days.",
        ("business.start", "2027-01-04"),
        ("project.starts", "2027-02-01"),
        ("person.closed", "2027-08-02 for 14 days"),
    ),
    word(
        TIME,
        "months and weekdays",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun weekday",
        "By their first three letters. Days of every year stand in quotes.",
        ("channel.season", '{ Jan: 140%, Sat: 60%, "Nov 24 for 6 days": 250% }'),
        ("campaign.every", "Mon"),
    ),
    word(
        TIME,
        "working hours",
        "works",
        "The days and the hours between which somebody works, as a text.",
        ("person.works", '"Mon-Fri 9:00-17:00"'),
    ),
)
