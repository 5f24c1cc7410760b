"""What is said with every forecast of this simulator, and the series that only it has."""

from __future__ import annotations

from collections.abc import Iterator

from funneldsl_forecast.flow.assumptions import assumptions as of_the_plan
from funneldsl_forecast.forecasts import Own

from funneldsl.plugin import Network

OWN = {
    "expected.outside": Own(
        ("world", "channel"), "people", "people who wait outside of a closed stage at the end"
    ),
    "expected.conversion": Own(
        ("world", "entry", "stage"),
        "share",
        "of those who enter where people appear, the part who ever get to the stage, by flows alone",
    ),
    "expected.moves": Own(
        ("world", "entry", "moment"),
        "moves",
        "mean and variance of the flows that they take; not a number where they go round for ever",
    ),
    "expected.days": Own(
        ("world", "entry", "moment"),
        "days",
        "mean and variance of the days until they enter the stage where they stay",
    ),
    "expected.ltv": Own(
        ("world", "offer"),
        "money",
        "what a buyer pays before he stops, undiscounted, without sales tax and refunds: price/churn; "
        "not a number where nobody ever stops",
    ),
    "expected.cac": Own(
        ("world", "channel"),
        "money",
        "money for ads in the plan, and costs of those whom it brings, per first payment that these ever make by "
        "flows alone, after the end, too; without commissions; not a number without any",
    ),
}

MOMENTS = ("mean", "variance")


def assumptions(network: Network) -> tuple[str, ...]:
    """Sentences for the reader of a result."""
    return (*_sentences(network), *of_the_plan(network))


def _sentences(network: Network) -> Iterator[str]:
    yield "nothing happens by chance inside a world: numbers of people are means, and no whole ones"
    if network.goals or network.expectations:
        yield "goals, limits and checks are not judged: on a mean path nothing has a chance"
    if network.exit is not None:
        yield "a sale brings what a world's expected profit is worth, which is never less than nothing"
