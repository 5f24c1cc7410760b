"""The most that may be asked for. Limits are arguments, so nothing can be asked of a service that its owner did not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from funneldsl.errors import LimitError

if TYPE_CHECKING:
    from funneldsl.network import Network


@frozen
class Limits:
    """The most that may be asked for; LimitError beyond."""

    bytes: int = 8 * 2**20
    """Of one file."""
    worlds: int = 1_000_000
    days: int = 36_525
    """Of the horizon."""
    world_days: int = 200_000_000
    """Worlds times days: what waits in a temporary file for exact percentiles."""
    stage_days: int = 5_000_000_000
    """Worlds times days times stages and channels: what a simulation costs, about an hour of one processor."""


LIMITS = Limits()


def refuse_beyond(what: str, asked: int, limit: int, hint: str = "") -> None:
    """Raise LimitError for what is more than a limit."""
    if asked > limit:
        raise LimitError(what, asked, limit, hint)


def refuse_size(network: Network, worlds: int, limits: Limits) -> None:
    """Raise LimitError for what would take hours, before anything is drawn."""
    refuse_beyond("days of the horizon", network.days, limits.days)
    wide = len(network.stages) + len(network.channels)
    for what, each, limit in (
        ("worlds times days", network.days, limits.world_days),
        ("worlds times days times stages and channels", network.days * wide, limits.stage_days),
    ):
        hint = f"ask for at most {limit // max(each, 1):,} worlds, or for a shorter horizon"
        refuse_beyond(what, worlds * each, limit, hint)
