"""What belongs together in a chain of operands."""

from __future__ import annotations

import pytest

from .reading import codes, value

TREES = {
    "2% to 4%": "(2% to 4%)",
    "4 to 7 hours per week": "((4 to 7_hours) per week)",
    "was * 70% to 95%": "(was * (70% to 95%))",
    "-2% to 3%": "((- 2%) to 3%)",
    "between 2% and 4% per month": "((between 2% and 4%) per month)",
    "between -$5 and $5": "(between (- $5) and $5)",
    "412 of 1,530": "(412 of 1,530)",
    "2.2 to 3.4 years of profit": "((2.2 to 3.4_years) of profit)",
    "10% of revenue + $1": "((10% of revenue) + $1)",
    "2.9% + $0.30": "(2.9% + $0.30)",
    "0.1 each": "(0.1 each)",
    "5 hours each per month": "((5_hours each) per month)",
    "$30 per 1,000 opens": "($30 per 1,000_opens)",
    "[9%, 6%] per month": "([9%, 6%] per month)",
    "$6 per person per month": "(($6 per person) per month)",
    "a + b - c * d / e": "(a + b - (c * d / e))",
    "a - -b": "(a - (- b))",
    "(a + b) * c": "((group (a + b)) * c)",
    "profit >= $6k per month": "(profit >= ($6k per month))",
    "a and b or not c and d": "((a and b) or ((not c) and d))",
    "not a == b": "(not (a == b))",
    "not not a": "(not (not a))",
    'country in ["US"] and age between 35 and 60': "((country in ['US']) and (age between 35 and 60))",
    "a not in [b] or c": "((a not in [b]) or c)",
    "a not between 1 + 2 and 3 and b": "((a not between (1 + 2) and 3) and b)",
    "x between $5 per day and $6 per day": "(x between ($5 per day) and ($6 per day))",
    "chance(cash >= $0) >= 90%": "(chance((cash >= $0)) >= 90%)",
    "a.b -> c.d": "(a.b -> c.d)",
    "was + 1 to 2 of x per day": "(was + ((1 to 2) of (x per day)))",
}


@pytest.mark.parametrize(("text", "tree"), TREES.items())
def test_the_tree_of_a_chain(text: str, tree: str) -> None:
    assert tree == value(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1 < a < 3", "F161"),
        ("a in b in c", "F161"),
        ("a between 1 and 2 == b", "F161"),
        ("1 to 2 to 3", "F151"),
        ("between 1 to 2", "F152"),
        ("between 1 per day and 2 per day", "F152"),
        ("$5 per day to $6 per day", "F153"),
        ("3-5 days", "F150"),
        ("$100 - $200", "F150"),
        ("5% each - 6% each", "F150"),
        ("2027-01", "F150"),
        ("1 in 40", "F156"),
        ("10/05/2027", "F155"),
        ("not " * 21 + "a", "F164"),
        ("1" + " per day" * 21, "F164"),
    ],
)
def test_a_chain_that_means_nothing_is_one_mistake(text: str, code: str) -> None:
    assert [code] == codes(f"x: {text}")


@pytest.mark.parametrize("text", ["was - 5", "a - 5%", "$5 - a", "10/5", "a/b/c", "a in b"])
def test_what_only_looks_like_a_mistake_is_none(text: str) -> None:
    assert [] == codes(f"x: {text}")


def test_a_long_sum_is_flat() -> None:
    assert "(" + " + ".join("a" * 500) + ")" == value(" + ".join("a" * 500))
