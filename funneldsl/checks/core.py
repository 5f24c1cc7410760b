"""All core checks, as one tuple. They enter the host through the same hook as a stranger's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from funneldsl.checks.business import BUSINESS
from funneldsl.checks.campaigns import CAMPAIGNS
from funneldsl.checks.carrying import CARRYING
from funneldsl.checks.channels import CHANNELS
from funneldsl.checks.correlations import CORRELATIONS
from funneldsl.checks.dates import DATES
from funneldsl.checks.deadlines import DEADLINES
from funneldsl.checks.delays import DELAYS
from funneldsl.checks.expectations import EXPECTATIONS
from funneldsl.checks.experiments import EXPERIMENTS
from funneldsl.checks.growth import GROWTH
from funneldsl.checks.hourly import HOURS_OF_NOBODY
from funneldsl.checks.hours import HOURS
from funneldsl.checks.launches import LAUNCHES
from funneldsl.checks.margins import MARGINS
from funneldsl.checks.offers import OFFERS
from funneldsl.checks.places import PLACES
from funneldsl.checks.referrals import REFERRALS
from funneldsl.checks.routes import ROUTES
from funneldsl.checks.scenarios import SCENARIOS
from funneldsl.checks.seasons import SEASONS
from funneldsl.checks.sends import SENDS
from funneldsl.checks.shares import SHARES
from funneldsl.checks.stages import STAGES
from funneldsl.checks.targets import TARGETS
from funneldsl.checks.taxes import TAXES
from funneldsl.checks.tracking import TRACKING
from funneldsl.checks.turns import TURNS
from funneldsl.checks.unused import UNUSED
from funneldsl.checks.variants import VARIANTS_AND_SPLITS
from funneldsl.checks.work import WORK

if TYPE_CHECKING:
    from funneldsl.plugin import Check

CORE_CHECKS: tuple[Check, ...] = (
    BUSINESS,
    SHARES,
    ROUTES,
    REFERRALS,
    DATES,
    DELAYS,
    DEADLINES,
    TARGETS,
    WORK,
    CORRELATIONS,
    HOURS,
    LAUNCHES,
    CHANNELS,
    CARRYING,
    GROWTH,
    SEASONS,
    STAGES,
    PLACES,
    TURNS,
    OFFERS,
    HOURS_OF_NOBODY,
    MARGINS,
    TAXES,
    CAMPAIGNS,
    SENDS,
    SCENARIOS,
    EXPECTATIONS,
    EXPERIMENTS,
    VARIANTS_AND_SPLITS,
    TRACKING,
    UNUSED,
)
