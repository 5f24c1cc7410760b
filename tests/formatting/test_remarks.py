"""`# ok F310 because …` accepts the same findings after the text was laid out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import funneldsl as fd

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
CORE = fd.discover(fd.NO_PLUGINS)
REMARK = "# ok {} because it is known"
PLAN = """\
language 1
business shop { currency: USD; start: 2027-01-04; horizon: 12 months; zone: "Europe/Berlin"; cash: $600 }
offer candle { price: $39; cost: $11
  fee: 2.9% + $0.30; refunds: 3% }
customer anna { who: "reads" }; customer ben { who: "too" }
funnel sale {
stage visitor; stage buyer { sells: candle }; stage nobody
  visitor->buyer 2% to 5%
    stage lost "Never"
  stage alone
}
offer unused { price: $1 }; offer unused_too { price: $2 }
"""


def findings(text: str) -> list[tuple[str, str]]:
    return sorted((f.code, f.message) for f in fd.read(text, extensions=CORE).findings)


def codes(text: str) -> list[str]:
    found = fd.read(text, extensions=CORE).findings
    return sorted({f.code for f in found if f.severity is not fd.Severity.ERROR})


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_remarks_accept_the_same_in_the_layout(data: st.DataObject) -> None:
    lines = PLAN.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(1, len(lines) - 1))
        remark = REMARK.format(data.draw(st.sampled_from(codes(PLAN))))
        if data.draw(st.booleans()):
            lines.insert(at, data.draw(st.sampled_from(["", "   "])) + remark)
        elif "#" not in lines[at]:
            lines[at] += f" {remark}"
    text = "\n".join(lines)
    new = fd.format(text)

    assert findings(text) == findings(new)
    assert new == fd.format(new)


@pytest.mark.parametrize("gap", ["", "\n"])
def test_remark_above_an_indented_block_stays_about_it(gap: str) -> None:
    text = f"  # ok F461 because it is new\n{gap}  offer   a {{ price: $79 }}\n"

    assert findings(text) == findings(fd.format(text))


def test_block_with_a_remark_is_not_parted() -> None:
    block = "offer a { price: $79; cost: $6; fee: 2.9% + $0.30; refunds: 3% to 6% within 30 days; commits: 3 months }"
    text = f"{block}  # ok F460 because it is sold by hand\n"

    assert text == fd.format(text)
