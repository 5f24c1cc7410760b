"""Worlds split over the workers of somebody else give the same bytes."""

from __future__ import annotations

from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from time import sleep

import pytest
from forecasting import SHOP, bytes_of, network_of
from funneldsl_forecast.flow.simulator import Flow
from funneldsl_forecast.schedule.simulator import Schedule
from funneldsl_forecast.spreading import spread

from funneldsl.plugin import Run
from funneldsl.worlds import draw

PLAN = (
    SHOP
    + """\
channel ads { brings: site.visitor; people: 20 to 40 per day }
funnel site {
  stage visitor
  stage buyer { sells: club; capacity: 40 }
  visitor -> buyer  5% to 9%  after 0 to 9 days
}
offer club { price: $9 per month; churn: 5% to 9% per month; refunds: 5% within 5 days }
person ann { hours: 20 hours per week; costs: $20 per hour }
project build {
  task draft { takes: 2 to 9 days; by: ann }
  task proofs { takes: 2 to 9 days; by: ann; cost: $10 to $20 }
  task press { takes: 2 to 9 days; after: draft }
  risk flood { chance: 30%; adds: 5 days; to: press }
}
"""
)
WORLDS = 700
SIMULATORS = (Flow(), Schedule())


def _here(simulator: Flow | Schedule) -> dict[str, bytes]:
    network = network_of(PLAN)
    return bytes_of(simulator.simulate(network, draw(network, WORLDS, 1), Run()))


def _there(simulator: Flow | Schedule, executor: Executor) -> dict[str, bytes]:
    network, told = network_of(PLAN), list[float]()
    run = Run(executor=executor, progress=told.append)
    found = bytes_of(simulator.simulate(network, draw(network, WORLDS, 1), run))
    assert sorted(told) == told
    assert 3 == len([share for share in told if 0 < share < 1])
    return found


def test_processes_give_the_same_bytes() -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        for simulator in SIMULATORS:
            assert _here(simulator) == _there(simulator, executor)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_gives_the_same_bytes() -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=None
    )
    with cluster, distributed.Client(cluster) as client, client.get_executor() as executor:
        for simulator in SIMULATORS:
            assert _here(simulator) == _there(simulator, executor)


def test_what_one_job_says_wrong_ends_all() -> None:
    done: list[int] = []

    def work(job: int) -> int:
        done.append(job)
        sleep(0.01)
        return 1 // job

    with ThreadPoolExecutor(1) as executor, pytest.raises(ZeroDivisionError):
        list(spread(work, [1, 0, *range(2, 1000)], executor))
    assert len(done) < 1000


def test_without_an_executor_jobs_are_done_in_their_order() -> None:
    assert [(0, 4), (1, 9)] == list(spread(lambda n: n * n, [2, 3], None))
