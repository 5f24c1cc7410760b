"""Small networks of any kind, for hypothesis: what the rules leave open between words is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from funneldsl.model.values import (
    Between,
    Erlang,
    Exactly,
    Exponential,
    Family,
    Law,
    Range,
    Yearly,
)
from funneldsl.network import Cycle, DayRange, Delay, Network, SeasonRow
from oracle.sketch import Changing, Sketch

SHARES = st.sampled_from([0.1, 0.25, 0.4, 0.6, 0.9, 1.0])
PARTS_OF_DAYS = (1.5, 2.75)
CHANGING = st.builds(
    Changing, st.sampled_from([0.2, 0.6]), st.integers(0, 25), st.sampled_from([0.05, 0.4, 0.9])
)
"""A share that becomes another one on a day of the plan."""
MONTHLY = st.sampled_from([0.1, 0.3, 0.6, 0.9])
LAWS: st.SearchStrategy[Law] = st.one_of(
    st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.25, 7.0]).map(Exactly),
    st.sampled_from([1.0, 4.0]).map(Exponential),
    st.sampled_from([(1.0, 6.0), (3.0, 9.0)]).map(lambda r: Range(*r, Family.LOGNORMAL)),
    st.just(Range(0.0, 5.0, Family.EXPONENTIAL)),
    st.just(Between(1.0, 4.0)),
    st.just(Erlang(2, 4.0)),
)
SINCE = st.one_of(
    st.just(Exactly(1.0)),
    st.just(Exactly(4.0)),
    st.just(Range(2.0, 12.0, Family.LOGNORMAL)),
).map(Delay)


def networks() -> st.SearchStrategy[Network]:
    """Two to four stages, some flows, channels, offers, campaigns, and a launch."""
    return sketches().map(lambda sketch: sketch.network(cash=100))


@st.composite
def sketches(draw: st.DrawFn) -> Sketch:
    """The same, not finished yet."""
    sketch = Sketch(draw(st.dates(date(2027, 1, 1), date(2028, 3, 1))), draw(st.integers(12, 40)))
    gates = [sketch.gate(starts=draw(st.integers(0, 20))) for _ in range(draw(st.integers(0, 1)))]
    stages = [_stage(draw, sketch, f"f.s{n}", gates) for n in range(draw(st.integers(2, 4)))]
    _flows(draw, sketch, stages, gates)
    for _ in range(draw(st.integers(1, 2))):
        _channel(draw, sketch, draw(st.sampled_from(stages)))
    if draw(st.integers(0, 2)) == 0:
        _referrals(draw, sketch, stages)
    _sales(draw, sketch, stages)
    for _ in range(draw(st.integers(0, 2))):
        _campaign(draw, sketch, stages)
    for _ in range(draw(st.integers(0, 1))):
        sketch.cost(draw(st.sampled_from([30.0, 12.5])), cycle=draw(cycles()))
    return sketch


def cycles() -> st.SearchStrategy[Cycle]:
    """Once, monthly, or weekly."""
    return st.sampled_from([Cycle(), Cycle(1), Cycle(days=7)])


def _maybe(
    draw: st.DrawFn, words: dict[str, Any], name: str, values: st.SearchStrategy[Any]
) -> None:
    if draw(st.integers(0, 3)) == 0:
        words[name] = draw(values)


def _window(draw: st.DrawFn) -> tuple[DayRange, ...]:
    first = draw(st.integers(0, 20))
    return (DayRange(first, first + draw(st.integers(0, 9))),)


def _stage(draw: st.DrawFn, sketch: Sketch, name: str, gates: list[int]) -> int:
    words: dict[str, Any] = {}
    _maybe(draw, words, "leaves", MONTHLY | CHANGING)
    if draw(st.booleans()):
        _maybe(draw, words, "leaves_after", st.integers(1, 9))
    shrinking = st.builds(Changing, st.integers(4, 12), st.integers(0, 20), st.integers(1, 14))
    _maybe(draw, words, "capacity", st.integers(1, 12) | shrinking)
    _maybe(draw, words, "already", st.integers(1, 20))
    if "already" in words:
        words["already_moving"] = draw(st.booleans())
        _maybe(draw, words, "since", SINCE)
    _maybe(draw, words, "patience", st.sampled_from([2.0, 5.0]).map(lambda d: Delay(Exactly(d))))
    if "patience" not in words:
        _maybe(draw, words, "waits", st.just(True))
    if draw(st.integers(0, 4)) == 0:
        words["windows"] = _window(draw)
    if gates and draw(st.integers(0, 2)) == 0:
        words["gates"] = tuple(gates)
    _maybe(draw, words, "earns", st.just(0.35))
    _maybe(draw, words, "earns_present", st.just(0.0213))
    _maybe(draw, words, "cost", st.just(1.1))
    return sketch.stage(name, **words)


def _flows(draw: st.DrawFn, sketch: Sketch, stages: list[int], gates: list[int]) -> None:
    pairs = [(a, b) for a in stages for b in stages]
    for source, target in draw(st.lists(st.sampled_from(pairs), max_size=5, unique=True)):
        law = draw(st.none() | LAWS)
        words: dict[str, Any] = {}
        if law is not None and not isinstance(law, Exactly):
            _maybe(draw, words, "within", st.sampled_from([3.0, 5.5]))
        if gates and draw(st.integers(0, 4)) == 0:
            words["gates"] = tuple(gates)
        sketch.flow(source, target, draw(SHARES | CHANGING), law, **words)


def _channel(draw: st.DrawFn, sketch: Sketch, stage: int) -> None:
    words: dict[str, Any] = {}
    if draw(st.booleans()):
        words |= {"people": draw(st.sampled_from([0.7, 2.0, 4.0]))}
        _maybe(draw, words, "grows", st.sampled_from([-0.4, 0.5]))
    else:
        spend = draw(st.sampled_from([4.0, 9.0]))
        words |= {"spend": spend, "written_spend": spend, "price": 3.0}
        _maybe(draw, words, "doubles", st.just(30.0))
        _maybe(draw, words, "lingers", st.sampled_from([0.0, 2.5, 8.0]))
        if "lingers" in words:
            _maybe(draw, words, "spent_before", st.just(6.0))
    _maybe(draw, words, "audience", st.integers(5, 60))
    _maybe(draw, words, "varies", st.sampled_from([0.5, 1.5]))
    if draw(st.integers(0, 3)) == 0:
        words["days"] = DayRange(draw(st.integers(0, 6)), draw(st.integers(8, 30)))
    if draw(st.integers(0, 4)) == 0:
        words["windows"] = _window(draw)
    keys = st.sampled_from(["Jan", "Mon", "Sun", Yearly(1, 20, 5)])
    season = draw(st.lists(keys, max_size=2, unique=True))
    words["season"] = tuple(SeasonRow(key, sketch.number(1.4)) for key in season)
    sketch.channel(stage, **words)


def _referrals(draw: st.DrawFn, sketch: Sketch, stages: list[int]) -> None:
    sources = draw(st.lists(st.sampled_from(stages), min_size=1, max_size=2, unique=True))
    words = draw(st.sampled_from([{"each": 0.15}, {"each_present": 0.01}]))
    sketch.channel(draw(st.sampled_from(stages)), referred_by=tuple(sources), **words)


def _sales(draw: st.DrawFn, sketch: Sketch, stages: list[int]) -> None:
    for stage in draw(st.lists(st.sampled_from(stages), max_size=2, unique=True)):
        words = _terms(draw)
        price = draw(st.sampled_from([9.0, 49.99]))
        day, other = draw(st.integers(0, 25)), draw(st.sampled_from([price, 12.5]))
        words |= draw(st.sampled_from([{}, {"commission": 0.15}, {"sales_tax": 0.19}]))
        payments = draw(st.sampled_from(["once", "twice", "thrice"]))
        rows = [sketch.payment(Changing(price, day, other))]
        if payments == "twice":
            rows.append(sketch.payment(price / 2, after=draw(st.sampled_from([0.5, 5.0]))))
        elif payments == "thrice":
            rows = [sketch.payment(Changing(price, day, other), cycle=Cycle(days=7), times=3)]
        sketch.sale(stage, sketch.offer(*rows, **words), draw(st.none() | SHARES))
    for stage in draw(st.lists(st.sampled_from(stages), max_size=2, unique=True)):
        sketch.sale(stage, _subscription(draw, sketch), draw(st.none() | SHARES))


def _terms(draw: st.DrawFn) -> dict[str, Any]:
    words: dict[str, Any] = {}
    _maybe(draw, words, "fee", st.just(0.3))
    _maybe(draw, words, "fee_share", st.just(0.029))
    _maybe(draw, words, "cost", st.just(2.0))
    _maybe(draw, words, "cost_share", st.just(0.05))
    _maybe(draw, words, "cost_each", st.just(0.75))
    _maybe(draw, words, "pays_after", st.integers(1, 5))
    if draw(st.booleans()):
        words |= {"refunds": 0.3, "refund_days": draw(st.integers(1, 20))}
    return words


def _subscription(draw: st.DrawFn, sketch: Sketch) -> int:
    """Billed monthly or weekly, so that several renewals fall into a short plan."""
    words = _terms(draw)
    _maybe(draw, words, "cost_present", st.just(0.123))
    churn = tuple(draw(st.lists(MONTHLY, max_size=2)))
    cycle = draw(st.sampled_from([Cycle(1), Cycle(days=7)]))
    return sketch.offer(
        sketch.payment(10.0, cycle=cycle),
        churn=churn,
        churn_cycle=Cycle(1) if churn else Cycle(),
        **words,
    )


def _campaign(draw: st.DrawFn, sketch: Sketch, stages: list[int]) -> None:
    words: dict[str, Any] = {}
    when = draw(st.sampled_from(["every", "weekdays", "dates", "after"]))
    words[when] = {
        "every": draw(st.integers(1, 9)),
        "weekdays": (0, 3),
        "dates": tuple(sorted(draw(st.sets(st.integers(0, 20), min_size=1, max_size=3)))),
        "after": draw(st.sampled_from([(0.25, 2.0), (1.0, 4.0), PARTS_OF_DAYS])),
    }[when]
    if draw(st.integers(0, 3)):
        converts = draw(SHARES | CHANGING)
        words |= {"target": draw(st.sampled_from(stages)), "converts": converts}
    if draw(st.integers(0, 4)) == 0:
        words["windows"] = _window(draw)
    if words.get("after") == PARTS_OF_DAYS:
        # How many are touched on the earlier of two days and how many on the later one is drawn apart by
        # `flow`: right on average, but their sum varies although everyone is touched once.
        sources = draw(st.lists(st.sampled_from(stages), min_size=1, max_size=2, unique=True))
        sketch.campaign(*sources, **words)
        return
    _maybe(draw, words, "earns_send", st.sampled_from([0.002, 0.4]))
    _maybe(draw, words, "cost_send", st.just(0.01))
    if draw(st.integers(0, 3)) == 0:
        words |= {"earns_open": 0.05, "opens": 0.4}
    sources = draw(st.lists(st.sampled_from(stages), min_size=1, max_size=2, unique=True))
    sketch.campaign(*sources, **words)
