"""Values that are words, texts, dates and working hours."""

from __future__ import annotations

from datetime import date

import pytest

from funneldsl.model.values import WorkHours, Yearly

from .reading import SHOP, mended, plan, said, value


def department(more: str) -> str:
    return SHOP + f"department desk {{ {more} }}\n"


def person(more: str) -> str:
    return SHOP + f"person cai {{ hours: 9 hours per week; {more} }}\n"


@pytest.mark.parametrize(
    ("kind", "word", "written", "expected"),
    [
        ("department", "sees", '"a parcel"', "a parcel"),
        ("department", "sees", "“a parcel”", "a parcel"),
        ("customer", "perfect", "yes", True),
        ("customer", "perfect", "no", False),
        ("customer", "pains", '"one"', ("one",)),
        ("customer", "pains", '["one", "two"]', ("one", "two")),
        ("system", "role", "leads", ("leads",)),
        ("system", "role", "[leads, repeat]", ("leads", "repeat")),
        ("project", "starts", "2027-03-01", date(2027, 3, 1)),
        ("experiment", "variants", '[control, "the short one"]', ("control", "the short one")),
        ("experiment", "looks", "always", "always"),
        ("campaign", "every", "weekday", "weekday"),
        ("campaign", "every", "Mon", "Mon"),
        ("department", "success", '"smiles"', "smiles"),
        ("person", "works", '"Mon-Fri 9:00-17:00"', WorkHours((0, 1, 2, 3, 4), 540, 1020)),
        ("person", "works", '"Mon, Wed-Thu 9-13:30"', WorkHours((0, 2, 3), 540, 810)),
        ("person", "works", '"Sat-Mon 0:00-24:00"', WorkHours((0, 5, 6), 0, 1440)),
    ],
)
def test_words_mean_themselves(kind: str, word: str, written: str, expected: object) -> None:
    assert expected == value(kind, word, written)


def test_a_season_knows_months_weekdays_and_days() -> None:
    season = value("channel", "season", '{ Jan: 140%, Mon: 80%, "Nov 24 for 6 days": 300% }')
    assert ["Jan", "Mon", Yearly(11, 24, 6)] == list(season)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (department("sees: parcel"), ("F250", "parcel", 'write it in quotes: `"parcel"`')),
        (department("sees: 3"), ("F250", "3", 'write it in quotes: `"3"`')),
        (
            SHOP + "customer c { perfect: true }\n",
            ("F251", "true", "write `yes`"),
        ),
        (
            SHOP + "system s { role: lead }\n",
            (
                "F251",
                "lead",
                "write `leads`, `subscribers`, `customers`, `repeat`, `onward` or `operations`",
            ),
        ),
        (
            SHOP + 'system s { role: "leads" }\n',
            ("F251", '"leads"', "write it without quotes: `leads`"),
        ),
        (
            person("from: 2027-13-45"),
            ("F244", "2027-13-45", "write year, month, day: `2028-06-30`"),
        ),
        (person("from: 2027-3-1"), ("F244", "2027-3-1", "write `2027-03-01`")),
        (person('from: "2027-03-01"'), ("F250", '"2027-03-01"', "write `2027-03-01`")),
        (person("from: soon"), ("F250", "soon", "write year, month, day: `2028-06-30`")),
        (
            person('works: "weekdays"'),
            ("F250", '"weekdays"', 'write it as in `"Mon-Fri 9:00-17:00"`'),
        ),
        (
            person('works: "Mon-Fri 17:00-9:00"'),
            ("F250", '"Mon-Fri 17:00-9:00"', 'write it as in `"Mon-Fri 9:00-17:00"`'),
        ),
        (
            person("works: 9"),
            ("F250", "9", 'write `"Mon-Fri 9:00-17:00"`'),
        ),
        (
            SHOP + "funnel f { stage x { patience: forver } }\n",
            ("F251", "forver", "write `forever`"),
        ),
        (
            SHOP.replace("USD", "usd"),
            ("F264", "usd", "write `USD`"),
        ),
        (
            SHOP.replace("USD", '"USD"'),
            ("F264", '"USD"', "write `USD`"),
        ),
    ],
)
def test_other_values_are_answered_with_what_to_type(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected == said(text)


@pytest.mark.parametrize("key", ["Jann", '"Nov 31"', '"Nov 24 to 30"', "spring"])
def test_a_season_knows_no_other_days(key: str) -> None:
    text = (
        SHOP + f"channel ads {{ brings: visitor; people: 5 per day; season: {{ {key}: 80% }} }}\n"
    )
    assert "F269" == said(text)[0]


@pytest.mark.parametrize("key", ["January", "jan", "JAN"])
def test_a_month_by_another_spelling_is_mended(key: str) -> None:
    text = (
        SHOP + f"channel ads {{ brings: visitor; people: 5 per day; season: {{ {key}: 80% }} }}\n"
    )
    assert text.replace(key, "Jan") == mended(text)


def test_a_name_in_quotes_is_mended() -> None:
    text = SHOP + 'system s { owner: "ann" }\n'
    assert text.replace('"ann"', "ann") == mended(text)


def test_a_list_where_one_value_stands_is_refused() -> None:
    assert "F275" == said(SHOP + "system s { owner: [ann, ben] }\n")[0]


def test_one_value_makes_a_list_of_one() -> None:
    assert (
        plan(SHOP)["welcome.buyer"].sells
        == plan(  # type: ignore[attr-defined]
            SHOP.replace("sells: course", "sells: [course]")
        )["welcome.buyer"].sells
    )  # type: ignore[attr-defined]
