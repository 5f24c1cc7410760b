"""Findings about the configuration and the baseline."""

from __future__ import annotations

from funneldsl.diagnostics import Rule, Severity

_PLAN = """\
# shop.funnel
business shop { currency: USD; start: 2027-01-04; horizon: 12 months; cash: $600 }

# funneldsl.toml
"""
_TYPED = "\n$ funneldsl lint shop.funnel\n"


def _settings(text: str) -> str:
    """A plan with settings beside it."""
    return f"{_PLAN}{text}\n{_TYPED}"


_BASELINE = """\

# funneldsl-baseline.json
{"schema": "funneldsl/baseline/1", "findings": [
  %s
]}
"""


def _baseline(entry: str) -> str:
    """A plan with a baseline beside it."""
    plan = _PLAN.replace("\n\n", "\noffer candle { price: $39 }\n\n", 1)
    return f'{plan}baseline = "funneldsl-baseline.json"\n{_BASELINE % entry}{_TYPED}'


UNREADABLE = Rule(
    "F040",
    "config.unreadable",
    Severity.ERROR,
    "A file of settings cannot be read.",
    "It does not exist, may not be opened, or is not TOML. Nothing in it has an effect; without it other things "
    "might be found than you asked for.",
    wrong=_settings("ignore = [F460]"),
    right=_settings('ignore = ["F460"]'),
)
UNKNOWN_KEY = Rule(
    "F041",
    "config.unknown-key",
    Severity.WARNING,
    "A setting that does not exist.",
    "It has no effect. `funneldsl lint --help` and the page about configuration name all settings. Tables with the "
    "name of a plugin belong to that plugin.",
    wrong=_settings('ignored = ["F460"]'),
    right=_settings('ignore = ["F460"]'),
)
WRONG_VALUE = Rule(
    "F042",
    "config.wrong-value",
    Severity.ERROR,
    "A setting has a value that it cannot have.",
    "The default is used in its place, which is not what you asked for.",
    wrong=_settings('ignore = "F460"'),
    right=_settings('ignore = ["F460"]'),
)
UNKNOWN_RULE = Rule(
    "F043",
    "config.unknown-rule",
    Severity.WARNING,
    "A setting names a finding that does not exist.",
    "It has no effect. Findings are named by code (`F701`), by the beginning of codes (`F7`), by name (`guess.bare`) "
    "or by group (`guesses`); `funneldsl lint --list` shows them.",
    wrong=_settings('ignore = ["offer.unsolt"]'),
    right=_settings('ignore = ["offer.unsold"]'),
)
UNKNOWN_PLUGIN = Rule(
    "F044",
    "config.unknown-plugin",
    Severity.NOTE,
    "A plugin is to be left out that is not installed here.",
    "That does no harm where it is meant for another computer. If it is a slip of the pen, the plugin that was meant "
    "is still at work.",
    wrong=_settings('without = ["strateggy"]'),
    right=_settings("without = []"),
)
GONE = Rule(
    "F045",
    "baseline.gone",
    Severity.NOTE,
    "Findings of the baseline that are no longer there.",
    "Write the baseline anew with `funneldsl lint --write-baseline`, so that it would not hide them if they came back.",
    wrong=_baseline(
        '{"file": "shop.funnel", "code": "F460", "thing": "candle", "message": "no stage sells offer candle, so it earns nothing", "count": 1},\n  {"file": "shop.funnel", "code": "F460", "thing": "lamp", "message": "no stage sells offer lamp, so it earns nothing", "count": 1}'
    ),
    right=_baseline(
        '{"file": "shop.funnel", "code": "F460", "thing": "candle", "message": "no stage sells offer candle, so it earns nothing", "count": 1}'
    ),
)
BASELINE = Rule(
    "F046",
    "baseline.unreadable",
    Severity.ERROR,
    "The file of known findings cannot be read.",
    "It does not exist or was not written by `funneldsl lint --write-baseline`. Nothing is taken as known.",
    wrong=_baseline("").replace("baseline/1", "diagnostics/1"),
    right=_baseline(""),
)
ERROR_KEPT = Rule(
    "F047",
    "config.error-kept",
    Severity.WARNING,
    "A setting would silence an error.",
    "A plan with errors does not run, so they are always told, as errors. Put the error right, or take it out of the "
    "setting.",
    wrong=_settings('ignore = ["F206"]'),
    right=_settings('ignore = ["F460"]'),
)
RULES = (
    UNREADABLE,
    UNKNOWN_KEY,
    WRONG_VALUE,
    UNKNOWN_RULE,
    UNKNOWN_PLUGIN,
    GONE,
    BASELINE,
    ERROR_KEPT,
)
