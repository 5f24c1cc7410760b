"""Small networks with subscriptions of all forms, for hypothesis: what is paid when, and by whom."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from funneldsl.model.values import Family, Range
from funneldsl.network import Cycle, Delay, Moment, Network, PaymentRow, Terms
from oracle.sketch import Changing, Sketch

WEEK, MONTH, YEAR = Cycle(days=7), Cycle(1), Cycle(12)
RHYTHMS = st.sampled_from([WEEK, MONTH, MONTH, Cycle(2)])


@st.composite
def subscriptions(draw: st.DrawFn) -> Network:
    """One or two stages that sell one, and ways to another stage."""
    sketch = Sketch(days=draw(st.integers(30, 75)))
    make = sketch.task(0, draw(st.integers(3, 30)))
    sketch.risk(0.5, 10, make)  # So it is done sooner in some worlds than in others.
    gates = [sketch.gate(make)]
    homes = [_home(draw, sketch, f"f.home{n}") for n in range(draw(st.integers(1, 2)))]
    beside = sketch.stage("f.beside", **_waiting(draw))
    sketch.channel(homes[0], people=draw(st.sampled_from([1.0, 3.0])))
    flows = [(homes[0], beside), (homes[-1], beside), (beside, homes[0]), (homes[0], homes[-1])]
    for source, target in draw(st.lists(st.sampled_from(flows), max_size=3, unique=True)):
        after = draw(st.sampled_from([2.0, 9.0, Range(3.0, 30.0, Family.LOGNORMAL)]))
        sketch.flow(source, target, draw(st.sampled_from([0.3, 0.7])), after)
    if draw(st.integers(0, 2)) == 0:
        sketch.campaign(homes[0], every=10, target=beside, converts=0.2)
    for home in homes:
        sketch.sale(home, _offer(draw, sketch, gates), draw(st.sampled_from([None, 0.7])))
    return sketch.network(cash=100)


def _home(draw: st.DrawFn, sketch: Sketch, name: str) -> int:
    words = draw(st.sampled_from([{}, {}, {"leaves": 0.3}, {"leaves_after": 12}]))
    before: dict[str, Any] = {}
    if draw(st.booleans()):
        before = {"already": 25, "since": Delay(Range(5.0, 200.0, Family.LOGNORMAL))}
    return sketch.stage(name, **words, **before)


def _waiting(draw: st.DrawFn) -> dict[str, Any]:
    """A door that opens late."""
    return draw(st.sampled_from([{}, {}, {"gates": (0,), "waits": True}, {"gates": (0,)}]))


def _offer(draw: st.DrawFn, sketch: Sketch, gates: list[int]) -> int:
    words: dict[str, Any] = {}
    churn = draw(st.sampled_from([(), (0.3,), (0.6, 0.1), (0.5, 0.3, 0.1)]))
    if churn:
        words["churn_cycle"] = draw(st.sampled_from([WEEK, MONTH]))
    if draw(st.booleans()):
        words |= {"refunds": 0.4, "refund_days": draw(st.integers(1, 40))}
    if draw(st.integers(0, 2)) == 0:
        words |= {"fee_share": 0.03, "cost": 1.5, "pays_after": 4}
    form = draw(st.sampled_from(["terms", "terms", "bills", "trial", "joining"]))
    if form == "bills":
        commits = draw(st.sampled_from([0, 0, 3]))
        payments = _bills(draw, sketch)
        return sketch.offer(*payments, churn=churn, commits=commits, **words)
    rhythm = draw(RHYTHMS)
    after = draw(st.sampled_from([0.0, 6.0, 21.0])) if form in ("terms", "trial") else 0.0
    terms: tuple[Terms, ...] = ()
    if form == "terms":
        terms = tuple(
            Terms(_moment(draw, gates), draw(RHYTHMS | st.just(YEAR)))
            for _ in range(draw(st.integers(1, 2)))
        )
        words["committed"] = draw(st.sampled_from([0.0, 0.0, 1.5]))
    bill = sketch.payment(_price(draw), cycle=rhythm, after=after, terms=terms)
    if form == "joining":
        joining = sketch.payment(30.0, after=draw(st.sampled_from([0.0, 12.0])))
        return sketch.offer(*draw(st.permutations([joining, bill])), churn=churn, **words)
    return sketch.offer(bill, churn=churn, **words)


def _bills(draw: st.DrawFn, sketch: Sketch) -> list[PaymentRow]:
    """By the month, and each third month; the dearer one may stand first."""
    often = sketch.payment(_price(draw), cycle=MONTH)
    seldom = sketch.payment(50.0, cycle=draw(st.sampled_from([Cycle(3), Cycle(2), YEAR])))
    return list(draw(st.permutations([often, seldom])))


def _price(draw: st.DrawFn) -> float | Changing:
    return draw(
        st.sampled_from([10.0, 9.99])
        | st.builds(Changing, st.just(10.0), st.integers(1, 40), st.just(25.0))
    )


def _moment(draw: st.DrawFn, gates: list[int]) -> Moment:
    return draw(st.sampled_from([Moment(gate=gates[0]), Moment(0), Moment(9), Moment(33)]))
