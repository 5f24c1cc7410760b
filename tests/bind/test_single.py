import pytest

from funneldsl import FindingsError, FunnelError
from funneldsl.bind.single import amount_of
from funneldsl.model.values import Dimension, Exactly, Form, Period

RATE = Form(Dimension.MONEY, rate=True)


def test_a_budget_is_read_as_in_a_plan():
    found = amount_of("$3,000 per month", "budget", "USD", RATE)
    assert Exactly(3000.0) == found.law
    assert ("USD", Period.MONTH) == (found.unit.measure, found.unit.per)


def test_a_dollar_is_that_of_the_business():
    assert "CAD" == amount_of("$100 per day", "budget", "CAD", RATE).unit.measure


@pytest.mark.parametrize("text", ["$3,000", "5 days", "10%", "$1 to $2 per month"])
def test_what_is_no_such_amount_is_answered(text):
    with pytest.raises(FindingsError, match="budget"):
        amount_of(text, "budget", "USD", RATE)


@pytest.mark.parametrize("text", ["", "$5 per month because x", "$5 per month; x: 3", "a { }"])
def test_what_is_no_amount_at_all_is_answered(text):
    with pytest.raises(FunnelError):
        amount_of(text, "budget", "USD", RATE)
