"""The whole contract between funneldsl and a plugin: hooks, protocols, and what authors need. No logic.

A plugin is a module (or any object) with functions marked `@hook`, named by an entry point of the group
`funneldsl`. Each hook returns objects that know their own name; the host keeps the book, refuses
duplicates and guards what comes back. A plugin is code that runs with the user's rights; a `.funnel` file
never causes one to load.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

import pluggy
from attrs import field, frozen

from funneldsl.diagnostics import Finding as Finding
from funneldsl.diagnostics import Fix as Fix
from funneldsl.diagnostics import Related as Related
from funneldsl.diagnostics import Rule as Rule
from funneldsl.diagnostics import Severity as Severity
from funneldsl.diagnostics import TextEdit as TextEdit
from funneldsl.diagnostics import did_you_mean as did_you_mean
from funneldsl.edits import Edit as Edit
from funneldsl.errors import FunnelError as FunnelError
from funneldsl.errors import LimitError as LimitError
from funneldsl.errors import UnknownNameError as UnknownNameError
from funneldsl.model import clock as clock
from funneldsl.model import expectations as expectations
from funneldsl.model import fit as fit
from funneldsl.model import formulas as formulas
from funneldsl.model import percentiles as percentiles
from funneldsl.model import shapes as shapes
from funneldsl.model import values as values
from funneldsl.model.business import Business as Business
from funneldsl.model.evidence import Check as CheckBlock
from funneldsl.model.evidence import Events as Events
from funneldsl.model.evidence import Experiment as Experiment
from funneldsl.model.evidence import Track as Track
from funneldsl.model.formula_wording import say_formula as say_formula
from funneldsl.model.kinds import Declaration as Declaration
from funneldsl.model.kinds import Heading as Heading
from funneldsl.model.kinds import kind as kind
from funneldsl.model.kinds import prop as prop
from funneldsl.model.kinds import props as props
from funneldsl.model.kinds import record as record
from funneldsl.model.literal_wording import say_number as say_number
from funneldsl.model.offers import Offer as Offer
from funneldsl.model.offers import Payment as Payment
from funneldsl.model.offers import Refunds as Refunds
from funneldsl.model.people import Customer as Customer
from funneldsl.model.people import Department as Department
from funneldsl.model.people import Person as Person
from funneldsl.model.plan import Plan as Plan
from funneldsl.model.plan import references as references
from funneldsl.model.projects import Project as Project
from funneldsl.model.projects import Risk as Risk
from funneldsl.model.projects import Task as Task
from funneldsl.model.records import Cost as Cost
from funneldsl.model.records import Effort as Effort
from funneldsl.model.records import Leaves as Leaves
from funneldsl.model.records import Window as Window
from funneldsl.model.scenarios import Scenario as Scenario
from funneldsl.model.stages import Already as Already
from funneldsl.model.stages import Flow as Flow
from funneldsl.model.stages import Sale as Sale
from funneldsl.model.stages import Stage as Stage
from funneldsl.model.strategy import Goal as Goal
from funneldsl.model.strategy import Keep as Keep
from funneldsl.model.strategy import Limit as Limit
from funneldsl.model.strategy import Sell as Sell
from funneldsl.model.strategy import StepAway as StepAway
from funneldsl.model.strategy import Strategy as Strategy
from funneldsl.model.strategy import Trial as Trial
from funneldsl.model.systems import Campaign as Campaign
from funneldsl.model.systems import Channel as Channel
from funneldsl.model.systems import Funnel as Funnel
from funneldsl.model.systems import System as System
from funneldsl.model.values import Told as Told
from funneldsl.model.wording import Wording as Wording
from funneldsl.model.wording import say_amount as say_amount
from funneldsl.model.wording import say_charge as say_charge
from funneldsl.model.wording import say_spread as say_spread
from funneldsl.source import Source as Source
from funneldsl.source import Span as Span

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import click

    from funneldsl import network as network
    from funneldsl.documents import PLAN_SCHEMA as PLAN_SCHEMA
    from funneldsl.documents import plan_document as plan_document
    from funneldsl.forecast_document import forecast_document as forecast_document
    from funneldsl.network import Network as Network
    from funneldsl.results import ACCOUNTS as ACCOUNTS
    from funneldsl.results import BRIDGE as BRIDGE
    from funneldsl.results import SERIES as SERIES
    from funneldsl.results import STATISTICS as STATISTICS
    from funneldsl.results import Axis as Axis
    from funneldsl.results import Facts as Facts
    from funneldsl.results import Forecast as Forecast
    from funneldsl.results import Series as Series
    from funneldsl.worlds import BLOCK as BLOCK
    from funneldsl.worlds import Worlds as Worlds

API = (1, 0)
"""Version of this contract: a plugin with another first number is refused, a larger second one too."""

hookspec = pluggy.HookspecMarker("funneldsl")
hook = pluggy.HookimplMarker("funneldsl")


_ENGINE_ROOM = {
    "funneldsl.documents": (
        "PLAN_SCHEMA",
        "plan_document",
    ),
    "funneldsl.forecast_document": ("forecast_document",),
    "funneldsl.network": ("Network",),
    "funneldsl.results": (
        "ACCOUNTS",
        "BRIDGE",
        "SERIES",
        "STATISTICS",
        "Axis",
        "Facts",
        "Forecast",
        "Series",
    ),
    "funneldsl.worlds": (
        "BLOCK",
        "Worlds",
    ),
}
"""What only simulators and exporters need, by module: imported when it is asked for, so no check waits for it."""


if not TYPE_CHECKING:  # a type checker must still notice names that do not exist

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name == "network":
            return import_module("funneldsl.network")
        for module, names in _ENGINE_ROOM.items():
            if name in names:
                return getattr(import_module(module), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted((*globals(), "network", *(n for names in _ENGINE_ROOM.values() for n in names)))


def _silent(share: float) -> None:
    return None


@frozen
class Run:
    """How to simulate; never what."""

    seed: int = 1
    executor: Executor | None = None
    """Where to run blocks of worlds; None for this process."""
    before: Mapping[str, Forecast] = field(factory=dict)
    """Results of the simulators named in `needs`."""
    progress: Callable[[float], None] = _silent
    """Called with the share that is done, 0 to 1."""
    every_day: bool = False
    """Whether `stage.moved`, `stage.left` and `stage.lost` are asked for, which take memory and time."""


@frozen
class Subject:
    """What an exporter may show. Parts that were not asked for are None."""

    plan: Plan
    forecast: Forecast | None = None
    measurement: object | None = None
    findings: tuple[Finding, ...] = ()


class Simulator(Protocol):
    """Turns a network and worlds into a forecast."""

    @property
    def name(self) -> str:
        """How users ask for it."""
        ...

    @property
    def needs(self) -> tuple[str, ...]:
        """Names of simulators that must have run before."""
        ...

    @property
    def runs(self) -> Container[str]:
        """Tokens of `network.uses` that it can run; a plan that uses others is refused, naming them."""
        ...

    def simulate(self, network: Network, worlds: Worlds, run: Run) -> Forecast:
        """The forecast: the same network, worlds and seed give the same bytes. People are conserved exactly."""
        ...


@frozen
class Setting:
    """A number from which on a check speaks. Projects set it in the table of the plugin: `[strategy]`."""

    key: str
    """How it is written: `quiet-weeks`."""
    default: float
    doc: str
    """What it decides, in a sentence."""
    least: float = 0.0
    most: float = float("inf")


class Check(Protocol):
    """Says something about a plan without running it.

    A check that has `settings: tuple[Setting, ...]` also has `with_settings(numbers: Mapping[str, float])`, which
    returns the check that speaks from there on; it gets only keys of its own, within their bounds.
    """

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that its findings may break."""
        ...

    def check(self, plan: Plan) -> Iterable[Finding]:
        """The findings; the plan may be incomplete."""
        ...


class Exporter(Protocol):
    """Shows a plan and its results as bytes. Never writes files itself."""

    @property
    def name(self) -> str:
        """How users ask for it."""
        ...

    @property
    def suffix(self) -> str:
        """Of a file that holds it, with the dot."""
        ...

    def export(self, subject: Subject) -> bytes | Mapping[str, bytes]:
        """The bytes, or several files by name."""
        ...


@hookspec
def funneldsl_simulators() -> Iterable[Simulator]:  # type: ignore[empty-body]
    """Simulators: engines that turn a network and worlds into a forecast."""


@hookspec
def funneldsl_checks() -> Iterable[Check]:  # type: ignore[empty-body]
    """Checks: what can be said about a plan without running it."""


@hookspec
def funneldsl_exporters() -> Iterable[Exporter]:  # type: ignore[empty-body]
    """Exporters: a plan and its results as bytes."""


@hookspec
def funneldsl_kinds() -> Iterable[type[Declaration]]:  # type: ignore[empty-body]
    """Kinds: new words of the language, which expand into declarations of core kinds."""


@hookspec
def funneldsl_commands() -> Iterable[click.Command]:  # type: ignore[empty-body]
    """Commands: click objects that join the command line."""
