"""What is kept of the end and of the months of a block of worlds: by series arrays (world, …)."""

from __future__ import annotations

import numpy as np

from funneldsl_forecast.arrays import FAR, Floats
from funneldsl_forecast.carried import carried
from funneldsl_forecast.channels import prices
from funneldsl_forecast.closing_money import of_buyers, of_money, spent
from funneldsl_forecast.columns import columns, monthly_sums, months, sums
from funneldsl_forecast.flow.state import State
from funneldsl_forecast.happened import Happened
from funneldsl_forecast.judging import Judge
from funneldsl_forecast.metrics import Metrics
from funneldsl_forecast.parts import came, conditions_of
from funneldsl_forecast.projects import Builds
from funneldsl_forecast.scene import Scene
from funneldsl_forecast.waiting import waiting


def closing(
    scene: Scene, people: Happened, state: State, builds: Builds, metrics: Metrics
) -> dict[str, Floats]:
    """All series by world, or by world and month."""
    return {
        **_of_people(state, metrics),
        **_of_channels(scene, people, state),
        **of_money(scene, metrics),
        **of_buyers(scene, metrics),
        **_low_point(metrics),
        **_verdicts(scene, metrics),
        **_of_builds(scene, builds),
        **waiting(scene, metrics.in_stage),
        "closing.hours": metrics.hours.sum(axis=1).T,
    }


def _of_people(state: State, metrics: Metrics) -> dict[str, Floats]:
    """By stage, and by what moves people between stages."""
    scene = metrics.scene
    stages, calendar, worlds = range(len(state.entered)), scene.calendar, scene.worlds
    by_month = {
        "entered": monthly_sums(calendar, metrics.entered, worlds),
        "moved": monthly_sums(calendar, (state.moved(s) for s in stages), worlds),
        "left": monthly_sums(calendar, state.left, worlds),
        "lost": monthly_sums(calendar, (state.lost[s] + state.gave_up[s] for s in stages), worlds),
    }
    ends = calendar.month_ends()
    return {
        **{f"{name}.month": found for name, found in by_month.items()},
        **{f"closing.{name}": found.sum(axis=1) for name, found in by_month.items()},
        "closing.already": columns(state.already, worlds),
        "closing.in_progress": columns([i[-1] for i in metrics.in_stage], worlds),
        "people.month": months([i[ends] for i in metrics.in_stage], worlds, len(ends)),
        "flow.moved": sums(state.flow_moved, worlds),
        "campaign.moved": sums(state.campaign_moved, worlds),
    }


def _of_channels(scene: Scene, people: Happened, state: State) -> dict[str, Floats]:
    worlds = scene.worlds
    return {
        "channel.brought": sums(state.brought, worlds),
        "channel.turned_away": sums(state.turned_away, worlds),
        "channel.spend": spent(scene, people.traffic),
        "flow.outside": columns(state.outside, worlds),
        **prices(scene),
        **carried(scene, people.traffic, state.brought),
    }


def _of_builds(scene: Scene, builds: Builds) -> dict[str, Floats]:
    return {
        "project.launch": launches(scene, builds),
        "flow.missed_window": _missed(scene, builds),
    }


def _verdicts(scene: Scene, metrics: Metrics) -> dict[str, Floats]:
    judge = Judge(metrics)
    held = []
    for condition in conditions_of(scene.network):
        holds = judge.held(condition.of)
        held.append((holds if condition.at_least else ~holds).astype(np.int64))
    parts = came(judge)
    reached = [r.astype(np.int64) for r in judge.verdicts.reached]
    days = judge.verdicts.day
    return {
        "goal.reached": columns(reached, scene.worlds),
        "goal.day": np.stack(days, axis=-1) if days else np.zeros((scene.worlds, 0)),
        "check.held": columns(held, scene.worlds),
        "part.value": parts.value,
        "part.day": parts.day,
    }


def _low_point(metrics: Metrics) -> dict[str, Floats]:
    """The least money in the bank at a close, and the first day that closes with it."""
    cash = metrics.account("cash")
    return {
        "cash.low": cash.min(axis=0) / 100,
        "cash.low_day": cash.argmin(axis=0).astype(np.float64),
    }


def launches(scene: Scene, builds: Builds) -> Floats:
    """Days by (world, project) on which projects are done; not a number for never."""
    chosen = [n for n, gate in enumerate(scene.network.gates) if gate.project]
    launches = builds.launches[chosen].T
    return np.where(launches < FAR, launches, np.nan)


def _missed(scene: Scene, builds: Builds) -> Floats:
    """1 where a project is done only after a window of days of what waits for it."""
    network = scene.network
    waiting = [(row.gates, row.windows) for row in network.stages]
    waiting += [(row.gates, row.windows) for row in network.channels]
    waiting += [(row.gates, row.windows) for row in network.campaigns]
    missed = []
    for number, gate in enumerate(network.gates):
        if gate.project:
            last = [w.last for gates, windows in waiting if number in gates for w in windows]
            missed.append((builds.launches[number] > min(last, default=FAR)).astype(np.int64))
    return columns(missed, scene.worlds)
