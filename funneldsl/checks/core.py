"""All core checks, as one tuple. They enter the host through the same hook as a stranger's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from funneldsl.checks.business import BUSINESS
from funneldsl.checks.campaigns import CAMPAIGNS
from funneldsl.checks.channels import CHANNELS
from funneldsl.checks.dates import DATES
from funneldsl.checks.deadlines import DEADLINES
from funneldsl.checks.experiments import EXPERIMENTS
from funneldsl.checks.hours import HOURS
from funneldsl.checks.launches import LAUNCHES
from funneldsl.checks.offers import OFFERS
from funneldsl.checks.referrals import REFERRALS
from funneldsl.checks.routes import ROUTES
from funneldsl.checks.scenarios import SCENARIOS
from funneldsl.checks.seasons import SEASONS
from funneldsl.checks.shares import SHARES
from funneldsl.checks.stages import STAGES
from funneldsl.checks.tracking import TRACKING
from funneldsl.checks.unused import UNUSED
from funneldsl.checks.work import WORK

if TYPE_CHECKING:
    from funneldsl.plugin import Check

CORE_CHECKS: tuple[Check, ...] = (
    BUSINESS,
    SHARES,
    ROUTES,
    REFERRALS,
    DATES,
    DEADLINES,
    WORK,
    HOURS,
    LAUNCHES,
    CHANNELS,
    SEASONS,
    STAGES,
    OFFERS,
    CAMPAIGNS,
    SCENARIOS,
    EXPERIMENTS,
    TRACKING,
    UNUSED,
)
