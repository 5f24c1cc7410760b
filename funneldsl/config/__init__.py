"""Settings of a project: read from a file beside its plans, typed, never able to load code."""

from funneldsl.config.applying import misnamed as misnamed
from funneldsl.config.applying import not_installed as not_installed
from funneldsl.config.applying import settled as settled
from funneldsl.config.reading import NO_CONFIG as NO_CONFIG
from funneldsl.config.reading import Configured as Configured
from funneldsl.config.reading import config_for as config_for
from funneldsl.config.reading import config_in as config_in
from funneldsl.config.reading import config_of as config_of
from funneldsl.config.rules import RULES as RULES
from funneldsl.config.settings import Config as Config
from funneldsl.config.settings import Thresholds as Thresholds
