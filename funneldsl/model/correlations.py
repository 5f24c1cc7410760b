"""Numbers that are high together, or one high where the other is low."""

from __future__ import annotations

from funneldsl.model.kinds import Declaration, kind, prop
from funneldsl.model.shapes import SHARE, amount, either, many, number, route
from funneldsl.model.values import Amount, NumberAt, Route


@kind(
    "correlation",
    example="""\
correlation heat "When ads are dear, they are dear everywhere" {
  of: [search_ads.price, videos.people]
  rank: -40%  because "both follow the season"
}""",
)
class Correlation(Declaration):
    """Uncertain numbers that are not independent: each two of them have this rank correlation."""

    of: tuple[Route | NumberAt, ...] = prop(
        many(either(route, number)),
        "the uncertain numbers, each by its path; a flow stands for its share",
        example="[search_ads.price, welcome.subscriber -> welcome.student]",
    )
    rank: Amount = prop(
        amount(SHARE, signed=True),
        "how strongly they go together, from -100% to 100%: Spearman's rank correlation",
        example="60%",
    )
