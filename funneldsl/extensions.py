"""Candidates become the book: loaded one by one, each on its own, all of its contributions or none.

Plain discovery lets one broken plugin take everything down. Here each plugin has a manager to itself, whatever fails
is named with its distribution and version, and the rest goes on. Nothing happens at import.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

import pluggy
from attrs import evolve, field, frozen

from funneldsl import plugin
from funneldsl.checks import CORE_CHECKS
from funneldsl.contributions import LINT_CODES, PARTS, ContributionError, Key, is_advice
from funneldsl.diagnostics import Rule, did_you_mean
from funneldsl.errors import reason
from funneldsl.ledger import Ledger
from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Declaration, Kinds
from funneldsl.version import VERSION

if TYPE_CHECKING:
    import click


class State(Enum):
    """What became of a plugin."""

    LOADED = "loaded"
    OFF = "switched off"
    FAILED = "failed"


@frozen
class Candidate:
    """A plugin that could be loaded: an entry point, a file, or an object at hand."""

    name: str
    distribution: str
    version: str
    load: Callable[[], object] = field(repr=False)

    @property
    def label(self) -> str:
        """Who it is, in messages: distribution and version."""
        return f"{self.distribution} {self.version}".strip()


@frozen
class Entry:
    """A line of the book."""

    candidate: Candidate
    state: State
    error: str = ""
    seconds: float = 0.0
    """How long it took to load."""
    api: tuple[int, int] | None = None
    """The version of the contract that it wants; None if it could not be asked."""
    hooks: tuple[str, ...] = ()
    contributes: tuple[str, ...] = ()


@frozen
class Extensions:
    """Everything that is plugged in. A value: made by a call, passed along."""

    kinds: Kinds
    simulators: Mapping[str, plugin.Simulator]
    checks: tuple[plugin.Check, ...]
    exporters: Mapping[str, plugin.Exporter]
    commands: Mapping[str, click.Command]
    owners: Mapping[Key, str] = field(repr=False)
    """Who brought it: `("simulator", "flow")` to `funneldsl-forecast 0.1.0`."""
    book: tuple[Entry, ...] = ()

    @property
    def failed(self) -> tuple[Entry, ...]:
        """Plugins that could not be loaded."""
        return tuple(e for e in self.book if e.state is State.FAILED)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of every check."""
        return tuple(dict.fromkeys(r for c in self.checks for r in c.rules))

    @property
    def whole(self) -> bool:
        """Whether nothing that is installed is missing."""
        return all(e.state is State.LOADED for e in self.book)

    def only_of_lint(self, code: str) -> bool:
        """Whether findings with this code are looked for by `lint` alone, not by `check`."""
        return code.startswith(LINT_CODES) or any(
            code == r.code for c in self.checks if is_advice(c) for r in c.rules
        )

    def owner_of(self, check: plugin.Check) -> str:
        """Who brought a check; empty for the core's own."""
        owner = self.owners["rule", check.rules[0].code]
        return "" if owner == CORE.label else owner


class _Core:
    """The core's own contributions, which come in through the same hooks as a stranger's."""

    @staticmethod
    @plugin.hook
    def funneldsl_kinds() -> tuple[type[Declaration], ...]:
        return CORE_KINDS

    @staticmethod
    @plugin.hook
    def funneldsl_checks() -> tuple[plugin.Check, ...]:
        return CORE_CHECKS


CORE = Candidate("core", "funneldsl", VERSION, _Core)


def assemble(
    candidates: Iterable[Candidate] = (),
    *,
    only: frozenset[str] | None = None,
    without: frozenset[str] = frozenset(),
    parts: Container[str] = PARTS,
) -> Extensions:
    """Load the core and the candidates. A failure is in the book with its reason and contributes nothing.

    `only` are the names to load (None for all), `without` those to leave out. Plugins are asked for `parts` only:
    whoever just checks a plan need not wait for the libraries of a simulator.
    """
    ledger = Ledger()
    book = [_load(CORE, ledger, parts)]
    for candidate in candidates:
        if candidate.name in without or (only is not None and candidate.name not in only):
            book.append(Entry(candidate, State.OFF))
        else:
            book.append(_load(candidate, ledger, parts))
    return Extensions(
        Kinds.of(*ledger.by_name("kind").values()),
        ledger.by_name("simulator"),
        ledger.checks(),
        ledger.by_name("exporter"),
        ledger.by_name("command"),
        ledger.owners,
        tuple(book),
    )


def _load(candidate: Candidate, ledger: Ledger, parts: Container[str]) -> Entry:
    """The line of the book for one candidate. Its contributions enter the ledger if nothing goes wrong."""
    entry, began = Entry(candidate, State.FAILED), time.perf_counter()
    try:
        plugged = candidate.load()
        entry = evolve(entry, api=_wanted(plugged))
        callers = _callers(plugged, candidate)
        answers = {p: _exhausted(c) for p, c in callers.items() if p in parts}
        entered = ledger.enter(candidate.name, candidate.label, answers)
        entry = evolve(
            entry,
            state=State.LOADED,
            hooks=tuple(c.name for c in callers.values()),
            contributes=tuple(f"{w} {n}" for w, n in entered if not (w == "rule" and "." in n)),
        )
    except (Exception, SystemExit) as e:
        entry = evolve(entry, error=reason(e))
    return evolve(entry, seconds=time.perf_counter() - began)


def _wanted(plugged: object) -> tuple[int, int]:
    """The version of the contract that a plugin states in `api`; without it, the present one."""
    wanted = getattr(plugged, "api", plugin.API)
    match wanted:
        case (int(first), int(second)):
            if first == plugin.API[0] and second <= plugin.API[1]:
                return first, second
            raise ContributionError(
                f"it wants version {_dotted(wanted)} of the plugin contract, offered is {_dotted(plugin.API)}"
            )
    raise ContributionError(f"its `api` is {wanted!r}; write {plugin.API!r}")


def _callers(plugged: object, candidate: Candidate) -> dict[str, pluggy.HookCaller]:
    """The hooks of a plugin, by the part that they bring.

    The manager is the plugin's own, so a half-registered stranger leaves nothing behind.
    """
    manager = pluggy.PluginManager("funneldsl")
    manager.add_hookspecs(plugin)
    manager.register(plugged, candidate.name)
    callers = manager.get_hookcallers(plugged) or []
    known = [f"funneldsl_{p}" for p in PARTS]
    for name in (c.name for c in callers if c.spec is None):
        raise ContributionError(f"there is no hook {name!r}{did_you_mean(name, known)}")
    for name in set(known) - {c.name for c in callers}:
        if callable(getattr(plugged, name, None)):
            raise ContributionError(f"function {name!r} is not marked with @hook")
    if not callers:
        raise ContributionError("it has no hooks: no function marked with @hook")
    return {c.name.removeprefix("funneldsl_"): c for c in callers}


def _exhausted(caller: pluggy.HookCaller) -> tuple[Any, ...]:
    things: list[Any] = []
    for answer in caller():
        if isinstance(answer, (str, bytes)) or not isinstance(answer, Iterable):
            raise ContributionError(f"{caller.name} returned {answer!r}; return a list")
        things += answer
    return tuple(things)


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
