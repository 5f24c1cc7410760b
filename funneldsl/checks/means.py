"""The expected value of a number that we may not know, where checks look for it."""

from funneldsl.model.percentiles import mean as mean
