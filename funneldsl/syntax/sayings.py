"""Amounts, spans of time and dates as people say them, answered with what to type.

Each entry matches a stretch of a value that cannot be read on. Those with one meaning give what to type instead;
the others say what to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from attrs import frozen

from funneldsl.diagnostics import Rule
from funneldsl.syntax import rules
from funneldsl.syntax.faults import Answer, Fault

_NUMBER = r"[$€£¥]?\d[\d.,]{0,15}[kM]?(?: ?%| [A-Z]{3}\b)?"
_PERIOD = r"(?P<unit>hour|day|week|month|year)"
_SMALL = {
    word: number
    for number, words in enumerate(
        [
            "zero",
            "a an one",
            "two couple",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
    for word in words.split()
}
_SMALL_WORD = rf"(?:{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TIMES = (("minute", 1), ("hour", 60), ("day", 1440), ("week", 10080))
_LONG_TIMES = (("month", 1), ("year", 12))
_SHORT = {
    "m": "minute",
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "d": "day",
    "w": "week",
    "wk": "week",
}


@frozen
class Said:
    """What is told of a stretch; `instead` is put in its place if there is but one thing that it can mean."""

    rule: Rule
    message: str
    help: str
    instead: str | None = None


Way: TypeAlias = Callable[[re.Match[str]], Said | None]


def _meant(rule: Rule, what: str) -> Callable[[str], Callable[[re.Match[str]], Said]]:
    """An entry with one meaning: a template of the groups of its match."""

    def template(instead: str) -> Callable[[re.Match[str]], Said]:
        def said(match: re.Match[str]) -> Said:
            text = instead.format(**match.groupdict())
            return Said(rule, f"`{match[0]}` is not how {what} is written", f"write `{text}`", text)

        return said

    return template


def _either(rule: Rule, message: str, help: str) -> Way:
    """An entry that only the writer can decide."""
    return lambda match: Said(rule, message.format(match[0]), help)


# --- numbers and money ----------------------------------------------------------------------------------


def _european(match: re.Match[str]) -> Said:
    whole, fraction = match["whole"].replace(".", ","), match["fraction"]
    instead = f"{match['sign']}{whole}{'.' + fraction if fraction else ''}"
    message = f"in `{match[0]}` points group the thousands, which commas do here"
    return Said(rules.NUMBER_BLANK, message, f"write `{instead}`", instead)


def _apostrophes(match: re.Match[str]) -> Said:
    instead = re.sub("['’]", ",", match[0])
    message = f"`{match[0]}` groups its thousands by apostrophes"
    return Said(rules.NUMBER_BLANK, message, f"write `{instead}`", instead)


def _dollars_of(match: re.Match[str]) -> Said:
    codes = {
        "US": "USD",
        "CA": "CAD",
        "C": "CAD",
        "A": "AUD",
        "AU": "AUD",
        "NZ": "NZD",
        "HK": "HKD",
        "S": "SGD",
    }
    instead = f"{match['number']} {codes[match['land']]}"
    message = f"`{match[0]}` begins with what it is for"
    return Said(rules.SIGN_PLACE, message, f"write `{instead}`", instead)


def _ratio(match: re.Match[str]) -> Said | None:
    part, whole = match["part"], match["whole"]
    count = float(whole.replace(",", ""))
    if not count:
        return None
    guess = f"{100 * float(part.replace(',', '')) / count:.3g}%"
    help = f"write `{part} of {whole}` if you counted it, or `{guess}` if you guess"
    return Said(rules.ONE_IN, f"`{match[0]}` could be counted or guessed", help)


# --- time -----------------------------------------------------------------------------------------------


def _plural(count: str, unit: str) -> str:
    return f"{count} {unit}{'' if count == '1' else 's'}"


def _in_words(match: re.Match[str]) -> Said:
    low, high = match["low"], match["high"]
    ends = [str(_SMALL.get(word.lower(), word)) for word in (low, high) if word]
    instead = _plural(" to ".join(ends), match["unit"])
    message = f"`{match[0]}` is written with digits"
    return Said(rules.NUMBER_BLANK, message, f"write `{instead}`", instead)


def _added(match: re.Match[str]) -> Said | None:
    parts = re.findall(r"(\d+) ?([a-z]+)", match[0].replace("and", ""))
    units = [_SHORT.get(unit, unit.removesuffix("s")) for _, unit in parts]
    for table in (dict(_TIMES), dict(_LONG_TIMES)):
        if all(unit in table for unit in units):
            least = min(units, key=table.__getitem__)
            total = sum(int(n) * table[u] for (n, _), u in zip(parts, units, strict=True))
            instead = _plural(f"{total // table[least]:,}", least)
            message = f"`{match[0]}` has two units"
            return Said(rules.NUMBER_BLANK, message, f"write `{instead}`", instead)
    return None


def _weekdays(match: re.Match[str]) -> Said:
    message = f"`{match[0]}` counts days that are not worked on, too, here"
    instead = f"{match['count']} days"
    help = f"write the days that pass in all, weekends included: `{instead}` or more"
    return Said(rules.NUMBER_BLANK, message, help)


def _often(match: re.Match[str]) -> Said:
    many = {"once": 1, "twice": 2, "thrice": 3}.get(match["many"].lower()) or _SMALL.get(
        match["many"].lower().removesuffix(" times"), 0
    )
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[match["unit"]]
    apart = max(1, round(days / (many or 1)))
    help = f"for how far apart they are write `{_plural(str(apart), 'day')}`"
    if many > 1:
        help += f"; for how many there are write `{many} per {match['unit']}`"
    return Said(rules.SLASH, f"`{match[0]}` is not how a rate is written", help)


def _working_hours(match: re.Match[str]) -> Said:
    first, last = _clock(match["first"]), _clock(match["last"], after=_clock(match["first"]))
    days = (
        re.sub(r"[^A-Za-z]+", "-", match["days"].title()).strip("-") if match["days"] else "Mon-Fri"
    )
    instead = f'"{days} {first}-{last}"'
    message = f"working hours such as `{match[0]}` stand in quotes"
    return Said(
        rules.QUOTE_NEEDED, message, f"write `{instead}`", instead if match["days"] else None
    )


def _clock(text: str, after: str = "") -> str:
    digits = re.match(r"\d+", text)
    hour = int(digits[0]) if digits else 0
    minute = text.partition(":")[2][:2] or "00"
    if ("p" in text.lower() and hour < 12) or (
        after and "a" not in text.lower() and hour < int(after.partition(":")[0]) and hour < 12
    ):
        hour += 12
    return f"{hour}:{minute}"


# --- dates ----------------------------------------------------------------------------------------------


def _first_or_last(what: str, year: int, first: int, last: int) -> Said:
    leap = last == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    end = f"{year}-{last:02}-{_LAST_DAYS[last - 1] + leap}"
    help = f"write a day: `{year}-{first:02}-01` is the first, `{end}` the last"
    return Said(rules.DATE_SPELLING, f"`{what}` is more than one day", help)


def _quarter(match: re.Match[str]) -> Said:
    number, year = int(match["quarter"]), int(match["year"])
    return _first_or_last(match[0], year, 3 * number - 2, 3 * number)


def _month(match: re.Match[str]) -> Said:
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    return _first_or_last(match[0], int(match["year"]), month, month)


def _end_of_year(match: re.Match[str]) -> Said:
    day = "12-31" if match["side"].lower() == "end" else "01-01"
    instead = f"{match['year']}-{day}"
    return Said(
        rules.DATE_SPELLING,
        f"`{match[0]}` is not how a date is written",
        f"write `{instead}`",
        instead,
    )


def _short_year(match: re.Match[str]) -> Said:
    a, b, year = int(match["a"]), int(match["b"]), f"20{match['year']}"
    ways = [f"`{year}-{m:02}-{d:02}`" for d, m in ((a, b), (b, a)) if 1 <= m <= 12 and 1 <= d <= 31]
    help = "write year, month, day: " + " or ".join(dict.fromkeys(ways or ["`2028-06-30`"]))
    return Said(rules.DATE_SPELLING, f"`{match[0]}` is not how a date is written", help)


_DAY = "write the day itself, as year, month, day: `2028-06-30`"
_DAYS = r"(?P<days>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*(?: ?(?:-|–|to) ?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)?,? )?"
_TIME_OF_DAY = r"\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\b\.?)?"
_LENGTH = r"\d+ ?(?:minutes?|min|hours?|hrs?|h|days?|d|weeks?|wk|w|months?|years?|m)\b"

_WAYS: tuple[tuple[str, Way], ...] = (
    (r"\?{1,9}(?![\w?])", _either(rules.UNKNOWN_SIGN, "`{}` is no value", "leave the line out until you know it, or write a wide range such as `1% to 10%`")),
    (r"(?P<sign>[$€£¥]?)(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<fraction>\d{1,2})\b", _european),
    (r"(?P<sign>[$€£¥]?)(?P<whole>\d{1,3}(?:\.\d{3}){2,5})(?P<fraction>)\b", _european),
    (r"[$€£¥]?\d{1,3}(?:['’]\d{3})+\b", _apostrophes),
    (r"(?P<number>[$€£¥]?\d[\d,]*)(?:\.|,)(?:-|–|—)", _meant(rules.NUMBER_BLANK, "an amount")("{number}")),
    (r"\b(?P<land>US|CA|C|AU|A|NZ|HK|S)\$(?P<number>\d[\d,.]*[kM]?)", _dollars_of),
    (r"(?P<number>(?<![\w.,$€£¥])\d[\d,.]*[kM]?) (?P<sign>[$€£¥])(?!\d)", _meant(rules.SIGN_PLACE, "an amount")("{sign}{number}")),
    (rf"(?P<amount>{_NUMBER}) (?:a|an|each|every) {_PERIOD}\b", _meant(rules.SLASH, "a rate")("{amount} per {unit}")),
    (rf"\b(?P<many>once|twice|thrice|(?:{_SMALL_WORD}|\d+) times) (?:a|per|every|each) (?P<unit>day|week|month|year)\b", _often),
    (rf"{_DAYS}(?P<first>{_TIME_OF_DAY}) ?(?:-|–|—|to) ?(?P<last>{_TIME_OF_DAY})(?![\w%,.])", lambda m: _working_hours(m) if m["days"] or ":" in m[0] or "m" in m[0] else None),
    (r"(?<![\d:])(?P<part>\d[\d,]*):(?P<whole>\d[\d,]*)(?![\d:])", _ratio),
    (rf"{_LENGTH}(?:,? and |,? ){_LENGTH}", _added),
    (rf"\b(?:a )?(?P<low>{_SMALL_WORD}|\d+)(?: (?:to|or) (?P<high>{_SMALL_WORD}|\d+))?(?: of)? (?P<unit>minute|hour|day|week|month|year)s?\b", lambda m: _in_words(m) if not m["low"].isdigit() else None),
    (r"(?P<count>\d+) (?:business|working|work) days\b", _weekdays),
    (r"\bQ(?P<quarter>[1-4])[ /-]?(?P<year>\d{4})\b", _quarter),
    (rf"\b(?P<month>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.?,? (?P<year>\d{{4}})\b", _month),
    (r"\b(?:the )?(?P<side>end|beginning|start) of (?P<year>\d{4})\b", _end_of_year),
    (r"(?<![\d.])(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<year>\d\d)(?![\d.])", _short_year),
    (r"(?P<day>\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d)?Z?", _meant(rules.DATE_SPELLING, "a date")("{day}")),
    (r"\b(?:next|this|last|end of|beginning of|mid|early|late) (?:the )?(?:year|month|week|quarter|summer|winter|spring|autumn|fall|[Q\d][\w]*)\b", _either(rules.DATE_SPELLING, "`{}` moves with the calendar", _DAY)),
    (r"\bin (?:\d+|a|one|two|three) (?:day|week|month|year)s?\b", _either(rules.DATE_SPELLING, "`{}` moves with the calendar", _DAY)),
)  # fmt: skip


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Way], ...]:
    """Made when the first value is not understood."""
    return tuple((re.compile(pattern, re.IGNORECASE), way) for pattern, way in _WAYS)


_BOUND = re.compile(
    rf"(?P<bound>>=|<=|=<|=>|[<>≤≥]|(?:at least|at most|up to|more than|less than|min(?:imum)?\.?|max(?:imum)?\.?|over|under)\b) ?(?P<number>{_NUMBER})(?P<unit> (?:minute|hour|day|week|month|year)s?)?",
    re.IGNORECASE,
)
_MOST = 60
"""Characters of a value on both sides of the fault that are looked at."""


def in_words(fault: Fault) -> Answer | None:
    """An amount, a time or a date in the words of a conversation."""
    if not fault.in_value:
        return None
    place, stretch = fault.stretch(_MOST)
    here = fault.token[2] - place
    before = here - (fault.token[2] - fault.before[2]) if fault.at > fault.first else here
    for pattern, way in _patterns():
        for match in pattern.finditer(stretch):
            if match.start() <= here <= match.end() and match.end() > before:
                said = way(match)
                if said is not None:
                    return _answer(said, place + match.start(), place + match.end())
    return None


def bound(fault: Fault) -> Answer | None:
    """`share: at least 30%`, `takes: >= 30 days`: a limit where a value stands."""
    if not fault.in_value:
        return None
    place, stretch = fault.stretch(_MOST)
    first = fault.tokens[min(fault.first, fault.at)][2] - place
    match = _BOUND.match(stretch, max(first, 0))
    if match is None or fault.token[2] - place > match.end():
        return None
    amount = match["number"] + (match["unit"] or "")
    message = f"`{match['bound']}` says no more than a limit"
    help = (
        f"write what you expect: `{amount}`, or the two ends between which you are 90% sure it is"
    )
    return _answer(Said(rules.HEDGE, message, help), place + match.start(), place + match.end())


def _answer(said: Said, start: int, end: int) -> Answer:
    put = (start, end, said.instead) if said.instead is not None else None
    return Answer(said.rule, start, end, said.message, said.help, put)
