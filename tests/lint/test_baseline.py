"""Known findings are set aside by what they are about, not by where they stand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from funneldsl import NO_PLUGINS, discover, pipeline
from funneldsl.config import Thresholds
from funneldsl.diagnostics import Finding, Severity
from funneldsl.lint import baseline
from funneldsl.pipeline import Reading
from funneldsl.source import Source

CORE = discover(NO_PLUGINS)
HERE = Path()
PLAN = """\
business shop { currency: USD; start: 2027-01-04; horizon: 12 months }
offer course { price: $79 }
offer lamp { price: $39 }
"""


def read(text: str) -> Reading:
    return pipeline.read(Source("plan.funnel", text), CORE, lint=Thresholds())


def known(text: str) -> Counter[baseline.Known]:
    reading = read(text)
    thing = baseline.things([reading.plan])
    data = baseline.written(reading.findings, HERE, thing, {}, ["plan.funnel"])
    found = baseline.known_in(Source("b.json", data.decode()))
    assert isinstance(found, Counter)
    return found


def sift(text: str, before: Counter[baseline.Known]) -> baseline.Sifted:
    reading = read(text)
    thing = baseline.things([reading.plan])
    return baseline.sifted(reading.findings, before, HERE, thing, ["plan.funnel"])


def test_what_is_written_is_known() -> None:
    sifted = sift(PLAN, known(PLAN))

    assert ((), 2, ()) == (sifted.new, sifted.known, sifted.gone)


def test_lines_above_do_not_make_a_finding_new() -> None:
    moved = "# a remark\n\n" + PLAN.replace("offer course", "\n\noffer course")

    assert () == sift(moved, known(PLAN)).new


def test_another_thing_is_new_and_a_mended_one_is_gone() -> None:
    sifted = sift(PLAN.replace("lamp", "candle"), known(PLAN))

    assert ["F460"] == [f.code for f in sifted.new]
    assert [("F460", "lamp")] == [(code, thing) for _, code, thing, _ in sifted.gone]


def test_errors_are_never_known() -> None:
    wrong = PLAN + "offer x { prise: $1 }\n"
    before = known(wrong)

    assert not any(code == "F205" for _, code, _, _ in before)
    assert [Severity.ERROR] == list({f.severity for f in sift(wrong, before).new})


def test_the_same_finding_twice_is_known_twice() -> None:
    twice = Counter({("plan.funnel", "F460", "course", "x"): 1})
    reading = read(PLAN)
    same = [f for f in reading.findings if "course" in f.message] * 2
    key = baseline.known_as(same[0], HERE, baseline.things([reading.plan]))
    sifted = baseline.sifted(
        same, Counter({key: 1}), HERE, baseline.things([reading.plan]), ["plan.funnel"]
    )

    assert 1 == len(sifted.new) == sifted.known
    assert 1 == twice.total()


def test_entries_of_files_that_were_not_read_are_neither_gone_nor_dropped() -> None:
    other = ("other.funnel", "F460", "x", "no stage sells offer x, so it earns nothing")
    before = known(PLAN) + Counter({other: 1})
    reading = read(PLAN)
    thing = baseline.things([reading.plan])
    data = baseline.written(reading.findings, HERE, thing, before, ["plan.funnel"])

    assert () == sift(PLAN, before).gone
    assert other in baseline.known_in(Source("b.json", data.decode()))  # type: ignore[operator]


def test_a_baseline_is_sorted_json_for_people_to_read() -> None:
    reading = read(PLAN)
    data = baseline.written(
        reading.findings, HERE, baseline.things([reading.plan]), {}, ["plan.funnel"]
    )
    document = json.loads(data)

    assert "funneldsl/baseline/1" == document["schema"]
    assert ["course", "lamp"] == [e["thing"] for e in document["findings"]]


def test_a_file_of_another_sort_is_refused(tmp_path: Path) -> None:
    for content in ("", "[]", '{"schema": "x"}', '{"schema": "funneldsl/baseline/1"}', "[" * 99999):
        path = tmp_path / "b.json"
        path.write_text(content)
        found = baseline.read(path)

        assert isinstance(found, Finding)
        assert "F046" == found.code
    assert "F046" == baseline.read(tmp_path / "missing.json").code  # type: ignore[union-attr]
