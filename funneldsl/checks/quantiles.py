"""Percentiles of a number that we may not know, where checks look for them."""

from funneldsl.model.percentiles import CANTELLI as CANTELLI
from funneldsl.model.percentiles import HIGH as HIGH
from funneldsl.model.percentiles import LOW as LOW
from funneldsl.model.percentiles import MIDDLE as MIDDLE
from funneldsl.model.percentiles import at_most as at_most
from funneldsl.model.percentiles import beta_quantile as beta_quantile
from funneldsl.model.percentiles import exactly as exactly
from funneldsl.model.percentiles import high as high
from funneldsl.model.percentiles import low as low
from funneldsl.model.percentiles import middle as middle
from funneldsl.model.percentiles import quantile as quantile
