"""The plan as tables of numbers: what simulators read. Columns are only ever added.

Rows refer to rows by position (`Id`), to unknown numbers by position in `parameters`; NONE where there is nothing.
Days count from 0 at `start`. The network knows the calendar but no current time.
"""

from __future__ import annotations

from funneldsl.network.goals import CorrelationRow, ExpectationRow, GoalRow
from funneldsl.network.money import CostRow, OfferRow, PaymentRow, RateRow, SaleOfBusiness, SaleRow
from funneldsl.network.parameters import (
    ALWAYS,
    MONTHLY,
    ONCE,
    Basis,
    Cycle,
    DayRange,
    Delay,
    Derived,
    Moment,
    Parameter,
    Step,
    Terms,
    Timed,
)
from funneldsl.network.people import CustomerRow, First, FlowRow, MixRow, StageRow
from funneldsl.network.positions import NONE, Id
from funneldsl.network.reaching import CampaignRow, ChannelRow, SeasonRow
from funneldsl.network.tables import Network, Use
from funneldsl.network.work import EffortRow, GateRow, PersonRow, RiskRow, Salary, TaskRow

__all__ = [
    "ALWAYS",
    "MONTHLY",
    "NONE",
    "ONCE",
    "Basis",
    "CampaignRow",
    "ChannelRow",
    "CorrelationRow",
    "CostRow",
    "CustomerRow",
    "Cycle",
    "DayRange",
    "Delay",
    "Derived",
    "EffortRow",
    "ExpectationRow",
    "First",
    "FlowRow",
    "GateRow",
    "GoalRow",
    "Id",
    "MixRow",
    "Moment",
    "Network",
    "OfferRow",
    "Parameter",
    "PaymentRow",
    "PersonRow",
    "RateRow",
    "RiskRow",
    "Salary",
    "SaleOfBusiness",
    "SaleRow",
    "SeasonRow",
    "StageRow",
    "Step",
    "TaskRow",
    "Terms",
    "Timed",
    "Use",
]
