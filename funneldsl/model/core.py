"""The core kinds, as one tuple. They enter the host through the same hook as a stranger's."""

from __future__ import annotations

from funneldsl.model.business import Business, Import, Require
from funneldsl.model.correlations import Correlation
from funneldsl.model.evidence import Check, Events, Experiment, Track
from funneldsl.model.kinds import Declaration
from funneldsl.model.offers import Offer
from funneldsl.model.people import Customer, Department, Person
from funneldsl.model.projects import Project, Risk, Task
from funneldsl.model.scenarios import Scenario
from funneldsl.model.stages import Flow, Stage
from funneldsl.model.strategy import Goal, Keep, Limit, Sell, StepAway, Strategy, Trial
from funneldsl.model.systems import Campaign, Channel, Funnel, System

CORE_KINDS: tuple[type[Declaration], ...] = (
    Business,
    Import,
    Require,
    Strategy,
    Keep,
    Sell,
    StepAway,
    Goal,
    Limit,
    Trial,
    Customer,
    Department,
    Person,
    System,
    Funnel,
    Channel,
    Stage,
    Flow,
    Campaign,
    Offer,
    Project,
    Task,
    Risk,
    Correlation,
    Scenario,
    Experiment,
    Track,
    Events,
    Check,
)
