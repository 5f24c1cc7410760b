"""Networks with what is written less often: sorts of customers, trials, work, gates, numbers that nobody knows exactly.

Some of it is laid on top of what `any_network` makes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from funneldsl.model.values import Between, Erlang, Exactly, Law, Lognormal, Normal, Triangular
from funneldsl.network import (
    NONE,
    Cycle,
    DayRange,
    Delay,
    FlowRow,
    MixRow,
    Moment,
    Network,
    PaymentRow,
    Terms,
)
from oracle.any_network import SHARES, cycles, sketches
from oracle.any_work import work
from oracle.sketch import Changing, Sketch

WEEKLY, MONTHLY, YEARLY = Cycle(days=7), Cycle(1), Cycle(12)
CHANCES = st.sampled_from([0.15, 0.4, 0.8])
DAYS = st.integers(0, 25)
PATIENT: st.SearchStrategy[Law] = st.sampled_from(
    [Erlang(2, 3.0), Between(0.0, 4.0), Normal(2.0, 2.0), Exactly(0.5), Exactly(0.0)]
)
TAKING: st.SearchStrategy[Law] = st.sampled_from(
    [Triangular(0.0, 1.0, 8.0), Lognormal(3.0, 2.0), Normal(1.0, 2.0), Exactly(0.25)]
)


@st.composite
def wide_networks(draw: st.DrawFn) -> Network:
    """Some rare words on top of a small network."""
    sketch = draw(sketches())
    words: dict[str, Any] = {}
    some = st.lists(st.sampled_from(MORE), min_size=1, max_size=4, unique=True)
    for more in draw(some):
        more(draw, sketch)
    if draw(st.integers(0, 3)) == 0:
        words["prices_with_tax"] = True
    return sketch.network(cash=100, **words)


def sorts(draw: st.DrawFn, sketch: Sketch) -> None:
    """Customers among the people of channels, and flows for some."""
    customers = [sketch.customer() for _ in range(draw(st.integers(1, 2)))]
    for number in _some(draw, sketch, "channels"):
        shares = draw(st.sampled_from([(0.5,), (1.0,), (0.3, 0.6), (0.2, 0.8)]))
        mix = tuple(MixRow(c, sketch.number(s)) for c, s in zip(customers, shares, strict=False))
        _change(sketch, "channels", number, customers=mix)
    for number in _some(draw, sketch, "flows"):
        row: FlowRow = sketch.rows["flows"][number]
        named = draw(st.sets(st.sampled_from(customers), max_size=2))
        channels = st.integers(0, len(sketch.rows["channels"]) - 1)
        by = draw(st.sets(channels, min_size=0 if named else 1, max_size=2))
        words = {"for_customers": tuple(sorted(named)), "for_channels": tuple(sorted(by))}
        if draw(st.booleans()):
            _change(sketch, "flows", number, **words)
        else:
            share = sketch.number(draw(SHARES))
            again = evolve(row, name=f"{row.name} for {number}", share=share, **words)
            sketch.rows["flows"].append(again)


def partners(draw: st.DrawFn, sketch: Sketch) -> None:
    """What is paid to those who bring buyers."""
    for number in _some(draw, sketch, "channels"):
        _change(sketch, "channels", number, commission=sketch.number(0.3))
    for number in _some(draw, sketch, "offers"):
        _change(sketch, "offers", number, commission=sketch.number(0.1))


def taxes(draw: st.DrawFn, sketch: Sketch) -> None:
    """Tax on subscriptions too."""
    for number in _some(draw, sketch, "offers"):
        _change(sketch, "offers", number, sales_tax=sketch.number(0.19))


def subscriptions(draw: st.DrawFn, sketch: Sketch) -> None:
    """Trials, what joining costs, two bills, time in which nobody can stop, what is due later, other periods."""
    for number, row in enumerate(sketch.rows.get("offers", [])):
        if not row.recurring:
            continue
        bill: PaymentRow = row.payments[0]
        form = draw(
            st.sampled_from(["trial", "free", "joining", "bills", "later", "terms", "as is"])
        )
        after = draw(st.sampled_from([3.0, 7.0, 10.0, 2.5]))
        payments = {
            "trial": lambda b=bill, d=after: (sketch.payment(1.0), evolve(b, after=d)),
            "free": lambda b=bill, d=after: (evolve(b, after=d),),
            "joining": lambda b=bill: (sketch.payment(30.0), b),
            "bills": lambda b=bill: (sketch.payment(50.0, cycle=_rarer(b.cycle)), b),
            "later": lambda b=bill, d=after: (b, sketch.payment(25.0, after=d)),
            "terms": lambda b=bill: (evolve(b, terms=_terms(draw)),),
            "as is": lambda b=bill: (b,),
        }[form]()
        words: dict[str, Any] = {"payments": payments}
        if form != "terms" and draw(st.integers(0, 2)) == 0:
            words["commits"] = draw(st.integers(1, 3))
        _change(sketch, "offers", number, **words)


def _rarer(cycle: Cycle) -> Cycle:
    return YEARLY if cycle.months else cycle


def _terms(draw: st.DrawFn) -> tuple[Terms, ...]:
    other = st.sampled_from([WEEKLY, MONTHLY, YEARLY])
    return (Terms(Moment(draw(DAYS)), draw(other)),)


def prices(draw: st.DrawFn, sketch: Sketch) -> None:
    """Numbers that become others: people, money, prices; and a scenario with another budget."""
    for number in _some(draw, sketch, "channels"):
        row = sketch.rows["channels"][number]
        day = draw(DAYS)
        words: dict[str, Any] = {}
        if row.people != NONE:
            words["people"] = sketch.number(Changing(3.0, day, draw(st.sampled_from([0.0, 6.0]))))
        elif row.spend != NONE:
            words["spend"] = sketch.number(Changing(4.0, day, draw(st.sampled_from([0.0, 13.0]))))
            if draw(st.booleans()):
                words["price"] = sketch.number(Changing(3.0, draw(DAYS), 1.5))
        if draw(st.booleans()):
            words["cost"] = sketch.number(draw(st.sampled_from([0.4, Changing(0.4, day, 0.9)])))
        _change(sketch, "channels", number, **words)
    for number in _some(draw, sketch, "offers"):
        row = sketch.rows["offers"][number]
        if row.cost != NONE:
            _change(sketch, "offers", number, cost=sketch.number(Changing(2.0, draw(DAYS), 3.5)))


def leaving(draw: st.DrawFn, sketch: Sketch) -> None:
    """Rates of leaving whose period changes, patience that differs."""
    for number in _some(draw, sketch, "stages"):
        row = sketch.rows["stages"][number]
        words: dict[str, Any] = {}
        if row.leaves != NONE:
            words["leaves_terms"] = (Terms(Moment(draw(DAYS)), WEEKLY),)
        if not row.waits:
            words["patience"] = Delay(draw(PATIENT))
        _change(sketch, "stages", number, **words)


def laws(draw: st.DrawFn, sketch: Sketch) -> None:
    """Ways that take as long as other laws say."""
    for number in _some(draw, sketch, "flows"):
        row: FlowRow = sketch.rows["flows"][number]
        within = NONE if row.within == NONE else sketch.number(5.5)
        _change(sketch, "flows", number, delay=Delay(draw(TAKING)), within=within)


def gates(draw: st.DrawFn, sketch: Sketch) -> None:
    """What opens with a project: offers and the stages that sell them, channels, campaigns, flows, costs."""
    gate = sketch.gate(starts=draw(st.integers(0, 20)))
    for table in ("channels", "campaigns", "flows", "costs"):
        for number in _some(draw, sketch, table):
            if table != "costs" or sketch.rows[table][number].share == NONE:
                _open_with(sketch, table, number, gate)
    for number in _some(draw, sketch, "offers"):
        _open_with(sketch, "offers", number, gate)
        for sale in sketch.rows["sales"]:
            if sale.offer == number:
                _open_with(sketch, "stages", sale.stage, gate)


def _open_with(sketch: Sketch, table: str, number: int, gate: int) -> None:
    old = sketch.rows[table][number].gates
    _change(sketch, table, number, gates=tuple(dict.fromkeys((*old, gate))))


def campaigns(draw: st.DrawFn, sketch: Sketch) -> None:
    """Dates between which they are sent, and money that comes once."""
    for number in _some(draw, sketch, "campaigns"):
        words: dict[str, Any] = {}
        if draw(st.booleans()):
            first = draw(st.integers(0, 12))
            words["days"] = DayRange(first, first + draw(st.integers(3, 25)))
        if draw(st.booleans()):
            words["earns_once"] = sketch.number(20.0)
        _change(sketch, "campaigns", number, **words)


def costs(draw: st.DrawFn, sketch: Sketch) -> None:
    """A part of revenue, and costs that something else replaces."""
    sketch.cost(share=0.1, of=draw(st.sampled_from(["revenue", "profit"])))
    day = Moment(draw(DAYS))
    sketch.cost(20.0, cycle=draw(cycles()), until=(day,))
    sketch.cost(35.0, cycle=draw(cycles()), since=day)


def guesses(draw: st.DrawFn, sketch: Sketch) -> None:
    """Numbers that nobody knows exactly."""
    certain = [n for n, p in enumerate(sketch.parameters) if isinstance(p.law, Exactly)]
    if not certain:
        return
    for number in draw(st.lists(st.sampled_from(certain), max_size=8, unique=True)):
        parameter = sketch.parameters[number]
        value = parameter.law.value  # type: ignore[union-attr]
        more = 1.1 if value < 0.9 or value > 1 else 1.0
        low, high = sorted([0.75 * value, more * value])
        if low < high:
            sketch.parameters[number] = evolve(parameter, law=Between(low, high))


def _some(draw: st.DrawFn, sketch: Sketch, table: str) -> list[int]:
    count = len(sketch.rows.get(table, []))
    if not count:
        return []
    numbers = st.lists(st.integers(0, count - 1), min_size=1, max_size=2, unique=True)
    return sorted(draw(numbers))


def _change(sketch: Sketch, table: str, number: int, **words: Any) -> None:
    sketch.rows[table][number] = evolve(sketch.rows[table][number], **words)


MORE: tuple[Callable[[st.DrawFn, Sketch], None], ...] = (
    sorts,
    partners,
    taxes,
    subscriptions,
    subscriptions,
    prices,
    leaving,
    laws,
    gates,
    campaigns,
    costs,
    work,
    guesses,
)
