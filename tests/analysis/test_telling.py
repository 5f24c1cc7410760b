"""What was true in the worlds that made a goal."""

from __future__ import annotations

import numpy as np
import pytest

import funneldsl as fd
from funneldsl import pipeline
from funneldsl.analysis.telling import Reasons, reasons

PLAN = """\
business shop { currency: USD; start: 2027-01-04; horizon: 6 months }
strategy {
  goal sold { reach: entered(site.buyer) >= 150; by: 2027-06-30 }
  goal easy { reach: entered(site.visitor) >= 1; by: 2027-06-30 }
}
channel ads { brings: site.visitor; people: 30 per day }
funnel site {
  stage visitor
  stage buyer { sells: box }
  visitor -> buyer 2% to 6%
}
project build { builds: site.buyer; task make { takes: 5 to 60 days } }
offer box { price: $20 to $90 }
"""
EXTENSIONS = fd.discover()


def told(worlds: int = 1024) -> tuple[dict[str, Reasons], fd.Forecast]:
    reading = pipeline.read(fd.Source("plan.funnel", PLAN), EXTENSIONS)
    study = pipeline.study(pipeline.sound(reading), EXTENSIONS, worlds=worlds)
    network = study.network()
    drawn = study.draw(network)
    forecast = study.simulate(network, drawn)
    return {r.goal: r for r in reasons(study.plan, network, drawn, forecast)}, forecast


def test_what_decides_a_goal_is_told_and_what_has_no_bearing_is_not() -> None:
    names = [d.name for d in told()[0]["sold"].differences]
    assert "site.visitor -> site.buyer" == names[0]
    assert {"launch of build", "build.make.takes"} <= set(names)
    assert "box.price" not in names


def test_means_are_those_over_the_worlds_of_each_side() -> None:
    found, forecast = told()
    made = forecast.at("goal.reached", goal="sold") > 0
    share = forecast.at("parameter.value", parameter="site.visitor -> site.buyer.share")
    first = found["sold"].differences[0]
    assert f"{100 * share[made].mean():.3g}%" == first.made
    assert f"{100 * share[~made].mean():.3g}%" == first.missed
    assert (share[made].mean() - share[~made].mean()) / share.std() == pytest.approx(first.distance)


def test_launches_are_told_as_dates_and_earlier_is_better() -> None:
    launch = next(d for d in told()[0]["sold"].differences if d.name == "launch of build")
    assert "2027-01-04" < launch.made < launch.missed
    assert launch.distance < 0


def test_a_goal_that_every_world_makes_has_no_reasons() -> None:
    assert () == told(64)[0]["easy"].differences


def test_few_worlds_tell_less_than_many() -> None:
    few, many = (len(told(n)[0]["sold"].differences) for n in (32, 1024))
    assert few <= many
    assert np.isfinite(few)
