"""From documents to a plan: what was written becomes what was meant.

In this order: an outline of all names; each block read by the sheet of its kind; kinds of plugins expanded; what was
not found yet read again, strictly; lines of scenarios typed by what they change; what each thing says of itself.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from funneldsl.bind import formula_rules, name_rules, scenario_rules, value_rules
from funneldsl.bind.blocks import block
from funneldsl.bind.expansion import broke_down, expand, resolved
from funneldsl.bind.flows import flow
from funneldsl.bind.memory import Memory
from funneldsl.bind.money import Money
from funneldsl.bind.names import Names
from funneldsl.bind.outline import Outline
from funneldsl.bind.patches import Patching
from funneldsl.bind.rates import money_of, without_rate
from funneldsl.bind.reading import Reading
from funneldsl.bind.rewriting import without
from funneldsl.bind.runs import Run, Understood
from funneldsl.bind.saying import Saying
from funneldsl.bind.sites import Site
from funneldsl.bind.vocabulary import Vocabulary
from funneldsl.diagnostics import Finding, errors, in_order
from funneldsl.model.kinds import Declaration, Kinds
from funneldsl.model.plan import Plan
from funneldsl.model.values import Fixed
from funneldsl.source import Span
from funneldsl.syntax import nodes


@frozen
class Bound:
    """A plan, and what was wrong with the text. Every name in the plan is found in it.

    If there are errors, things that could not be understood are missing in the plan, together with what cannot be
    without them.
    """

    plan: Plan
    findings: tuple[Finding, ...]


ELSEWHERE = (name_rules.UNKNOWN, formula_rules.METRIC, scenario_rules.PATH, scenario_rules.NO_FLOW)
"""What is said of a name that nothing has. Where a file could not be read, that file may have it."""


OF_ABSENCE = (value_rules.NO_RATE, scenario_rules.NOTHING_BEFORE, scenario_rules.NO_FLOW)
"""What is said of something that is not there. Where a line could not be read, that line may be it."""


def bind(
    documents: Sequence[nodes.Document],
    kinds: Kinds,
    *,
    complete: bool = True,
    memory: Memory | None = None,
) -> Bound:
    """The plan that documents mean together; never raises for what is written in them.

    `complete` says whether all files of the project are there; if not, an unknown name is no mistake. With a `memory`,
    what the last call with it understood is used again where the text is the same, and this one is remembered.
    """
    was_on = gc.isenabled()
    gc.disable()  # all that is made here stays; looking for waste in it would only take time
    try:
        vocabulary = memory.begin(kinds) if memory is not None else Vocabulary(kinds)
        return _Binder(vocabulary, memory).bind(documents, complete)
    finally:
        if was_on:
            gc.enable()


@define(eq=False, repr=False)
class _Binder:
    """One project while it is bound."""

    vocabulary: Vocabulary
    memory: Memory | None = None
    findings: list[Finding] = field(factory=list)
    money: Money = field(factory=Money)
    flows: dict[str, Span] = field(factory=dict)
    """Where each flow is written."""
    failed: set[str] = field(factory=set)

    def bind(self, documents: Sequence[nodes.Document], complete: bool) -> Bound:
        outline = Outline(self.vocabulary, Saying(self.findings), self.memory)
        outline.read(documents)
        self.money = money_of(outline.business)
        names = outline.names
        written, later = self.read(outline)
        grown: dict[str, Declaration] = {}
        if outline.expands:
            grown = self.grown(outline, written, later)
            order = [site.name for site in outline.sites]
            written = {name: written[name] for name in order if name in written}
        written, grown = self.closed(written, grown)
        patching = Patching(names, self.money, self.findings)
        written = patching.typed(outline.sites, written, grown)
        if self.memory is not None:
            written = self.memory.same(written)
            self.memory.end(written)
        self.findings += names.unknown_findings()
        said = (*self.findings, *(f for document in documents for f in document.findings))
        plan = Plan(Fixed(written), Fixed(grown), complete=complete and not errors(said))
        self.own_checks(plan)
        self.findings += without_rate(self.money, plan)
        unread = any(document.findings for document in documents)
        silent = (*(() if complete else ELSEWHERE), *(OF_ABSENCE if unread else ()))
        found = [f for f in self.findings if f.rule not in silent]
        return Bound(plan, in_order(_once(found)))

    def read(self, outline: Outline) -> tuple[dict[str, Declaration], list[Site]]:
        """Every declaration, and the sites to be read again once kinds are expanded."""
        strict = not outline.expands
        written: dict[str, Declaration] = {}
        again: list[Site] = []
        if self.memory is None:
            self.read_sites(outline.sites, outline, strict, written, again)
            return written, again
        self.memory.compare(outline.names, self.money, strict)
        for piece, first, end in self.pieces_to_read(outline, written, self.memory):
            known = self.memory.understood(piece, self.flows)
            if known is not None:
                self.take(known.declarations, written)
            elif first < end:
                here = outline.sites[first:end]
                self.read_piece(piece, here, outline, strict, written, again, self.memory)
        return written, again

    def pieces_to_read(
        self, outline: Outline, written: dict[str, Declaration], memory: Memory
    ) -> Iterator[tuple[nodes.Piece, int, int]]:
        """Pieces that are in no run, with the stretch of their sites; runs are taken as they come."""
        ends = (*(first for _, first in outline.parts[1:]), len(outline.sites))
        for (part, first), end in zip(outline.parts, ends, strict=False):
            if not isinstance(part, Run):
                yield part, first, end
            elif memory.understood_run(part, self.flows):
                self.take(part.declarations, written)
            else:
                for one in part.outlined:
                    yield one.piece, first, first + len(one.sites)
                    first += len(one.sites)

    def take(
        self, declarations: Mapping[str, Declaration], written: dict[str, Declaration]
    ) -> None:
        """Declarations as they were the last time."""
        written.update(declarations)
        if self.failed:
            self.failed.difference_update(declarations)

    def read_piece(
        self,
        piece: nodes.Piece,
        sites: list[Site],
        outline: Outline,
        strict: bool,
        written: dict[str, Declaration],
        again: list[Site],
        memory: Memory,
    ) -> None:
        """The sites of one piece; they are remembered if nothing is wrong with them."""
        names, flows, everything = outline.names, self.flows, written
        names.asked, names.wondered = set(), False
        before = self.counted(names, again)
        for site in sites:
            if isinstance(site.node, nodes.Flow):
                site.name = ""
        found: dict[str, Declaration] = {}
        self.read_sites(sites, outline, strict, found, again)
        everything.update(found)
        if len(found) == len(sites) and not names.wondered:
            if before == self.counted(names, again):
                own = {s.name: flows[s.name] for s in sites if isinstance(s.node, nodes.Flow)}
                memory.keep(Understood(piece, found, own, frozenset(names.asked)))

    def counted(self, names: Names, again: list[Site]) -> tuple[int, ...]:
        """How much was said so far, and how much is not clear yet."""
        strangers = sum(map(len, self.money.strangers.values()))
        told = (self.findings, names.unknown, names.failed, again)
        return (strangers, names.explained, *map(len, told))

    def read_sites(
        self,
        sites: list[Site],
        outline: Outline,
        strict: bool,
        written: dict[str, Declaration],
        again: list[Site],
    ) -> None:
        """Each declaration into `written`, and into `again` what names a thing that is not known yet."""
        for site in sites:
            before = len(self.findings)
            at = self.reading(site, outline, strict)
            declaration = self.declaration(site, at)
            if at.missed and not strict:
                del self.findings[before:]
                again.append(site)
            self.keep(site, declaration, written)

    def grown(
        self, outline: Outline, written: dict[str, Declaration], later: list[Site]
    ) -> dict[str, Declaration]:
        """What kinds of plugins stand for; then everything is read that names it."""
        names = outline.names
        soft: list[Finding] = []
        grown = expand(written, names, soft)
        for site in later:
            self.read_again(site, outline, written)
        again = {site.name for site in later}
        self.findings += [f for f in soft if not any(site.span == f.span for site in later)]
        left = {
            name: d for name, d in grown.items() if d.origin in written and d.origin not in again
        }
        left |= expand(written, names, self.findings, again)
        found = resolved(left, names, self.findings)
        self.failed.update(grown.keys() - found.keys())
        return found

    def read_again(self, site: Site, outline: Outline, written: dict[str, Declaration]) -> None:
        if site.name:
            written.pop(site.name, None)
        self.keep(site, self.declaration(site, self.reading(site, outline, True)), written)

    def reading(self, site: Site, outline: Outline, strict: bool) -> Reading:
        return Reading(
            site.piece, outline.names, self.money, site.scope, self.findings, strict=strict
        )

    def declaration(self, site: Site, at: Reading) -> Declaration | None:
        if isinstance(site.node, nodes.Flow):
            return flow(site, at, self.flows)
        if not site.readable:
            return None
        try:
            return block(site, at, self.vocabulary)
        except (TypeError, ValueError, AttributeError) as error:
            if site.cls.__module__.startswith("funneldsl."):
                raise
            self.findings.append(broke_down(site.cls, site.name, site.head, error))
            return None

    def keep(
        self, site: Site, declaration: Declaration | None, written: dict[str, Declaration]
    ) -> None:
        if declaration is not None:
            written[declaration.name] = declaration
            self.failed.discard(declaration.name)
        elif site.name:
            self.failed.add(site.name)

    def closed(
        self, written: dict[str, Declaration], grown: dict[str, Declaration]
    ) -> tuple[dict[str, Declaration], dict[str, Declaration]]:
        """Without what refers to things that could not be understood."""
        gone = self.failed - written.keys()
        if not gone:
            return written, grown
        safe = (self.memory.safe,) if self.memory is not None else ()
        left = without({**written, **grown}, set(gone), *safe)
        return (
            {name: left[name] for name in written if name in left},
            {name: left[name] for name in grown if name in left},
        )

    def own_checks(self, plan: Plan) -> None:
        for declaration in plan.all.values() if self.vocabulary.check else ():
            if type(declaration).check is Declaration.check:
                continue
            try:
                self.findings += declaration.check(plan)
            except Exception as error:  # a stranger's code; the plan must still be read
                cls, name = type(declaration), declaration.name
                self.findings.append(broke_down(cls, name, declaration.span, error))


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Without repetitions: a unit behind a list is read for each item."""
    kept: dict[tuple[object, ...], Finding] = {}
    for f in findings:
        kept.setdefault((f.code, id(f.span.source), f.span.start, f.span.end, f.message), f)
    return kept.values()
