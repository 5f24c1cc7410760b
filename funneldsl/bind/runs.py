"""Neighbouring pieces that were read without a fault, taken together: a hundred looks become one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from operator import is_

from attrs import frozen

from funneldsl.bind.names import Known, Names
from funneldsl.bind.sites import Site
from funneldsl.model.kinds import Declaration
from funneldsl.source import Span
from funneldsl.syntax import nodes

LONGEST = 24
"""Pieces of a run: about the root of how many a large plan has, so that neither runs nor pieces in one are many."""


@frozen(eq=False, repr=False)
class Outlined:
    """A piece of which nothing is to be known but the blocks and flows in it, and their names."""

    piece: nodes.Piece
    sites: tuple[Site, ...]
    known: Mapping[str, Known]

    @classmethod
    def of(cls, piece: nodes.Piece, sites: Iterable[Site], names: Names) -> Outlined:
        """What was outlined just now."""
        here = tuple(sites)
        known = {s.name: names.known[s.name] for s in here if isinstance(s.node, nodes.Block)}
        return cls(piece, here, known)


@frozen(eq=False, repr=False)
class Understood:
    """The declarations of a piece in which there is no fault."""

    piece: nodes.Piece
    declarations: Mapping[str, Declaration]
    flows: Mapping[str, Span]
    asked: frozenset[str]
    """The names that were looked for, as they are written."""


@frozen(eq=False, repr=False)
class Run:
    """Some pieces, in order, and all that is known of them."""

    pieces: tuple[nodes.Piece, ...]
    outlined: tuple[Outlined, ...]
    understood: tuple[Understood, ...]
    sites: tuple[Site, ...]
    known: Mapping[str, Known]
    declarations: Mapping[str, Declaration]
    flows: Mapping[str, Span]
    asked: frozenset[str]

    @classmethod
    def of(cls, pieces: Sequence[tuple[Outlined, Understood]]) -> Run:
        """These pieces."""
        outlined, understood = zip(*pieces, strict=True)
        return cls(
            tuple(o.piece for o in outlined),
            outlined,
            understood,
            tuple(s for o in outlined for s in o.sites),
            {name: known for o in outlined for name, known in o.known.items()},
            {name: d for u in understood for name, d in u.declarations.items()},
            {name: span for u in understood for name, span in u.flows.items()},
            frozenset().union(*(u.asked for u in understood)),
        )

    def stands_in(self, pieces: Sequence[nodes.Piece], at: int) -> bool:
        """Whether its pieces stand there, all and in order."""
        here = pieces[at : at + len(self.pieces)]
        return len(here) == len(self.pieces) and all(map(is_, here, self.pieces))


def found_in(
    pieces: Sequence[nodes.Piece], runs: Iterable[Run]
) -> tuple[dict[int, Run], list[Run]]:
    """The runs by where they begin among some pieces, and those that are not there as a whole any more."""
    place = dict(zip(map(id, pieces), count()))
    whole: dict[int, Run] = {}
    broken: list[Run] = []
    for run in runs:
        at = place.get(id(run.pieces[0]))
        if at is not None and run.stands_in(pieces, at):
            whole[at] = run
        else:
            broken.append(run)
    return whole, broken


Unit = Run | tuple[Outlined, Understood] | None
"""A run, a piece alone, or a piece that may be in none."""


def grouped(units: Sequence[Unit]) -> list[Run]:
    """Runs of what stands next to each other. Where most have become short, all are made anew."""
    runs = list(_grouped(units))
    if len(runs) > 8 and sum(len(run.pieces) for run in runs) < len(runs) * LONGEST // 3:
        return list(_grouped([alone for unit in units for alone in _alone(unit)]))
    return runs


def _alone(unit: Unit) -> Iterable[Unit]:
    if isinstance(unit, Run):
        return zip(unit.outlined, unit.understood, strict=True)
    return (unit,)


def _grouped(units: Iterable[Unit]) -> Iterator[Run]:
    waiting: list[tuple[Outlined, Understood]] = []
    for unit in (*units, None):
        if waiting and (not isinstance(unit, tuple) or len(waiting) == LONGEST):
            yield Run.of(waiting)
            waiting = []
        if isinstance(unit, tuple):
            waiting.append(unit)
        elif unit is not None:
            yield unit
