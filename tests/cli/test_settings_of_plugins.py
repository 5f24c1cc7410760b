"""Numbers of checks of plugins, set in the table of the plugin."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from funneldsl.cli.main import main

PLUGIN = """\
from funneldsl.plugin import Offer, Rule, Setting, Severity, hook, percentiles

CHEAP = Rule("CHEAP1", "offer.cheap", Severity.WARNING, "A price is low.")

class Prices:
    rules = (CHEAP,)
    settings = (Setting("least-price", 50.0, "Prices below this are low.", 1.0, 1000.0),)

    def __init__(self, least=50.0):
        self.least = least

    def with_settings(self, numbers):
        return Prices(numbers["least-price"])

    def check(self, plan):
        for offer in plan.of(Offer):
            if (percentiles.high(offer.price[0].amount) or 0) < self.least:
                yield CHEAP.at(offer.headline, f"{offer.label} costs less than {self.least:g}")

@hook
def funneldsl_checks():
    return [Prices()]
"""
PLAN = """\
language 1
business a { currency: USD; start: 2027-01-04; horizon: 2 months }
offer candle { price: $39 }
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "prices.py").write_text(PLUGIN, "utf-8")
    (tmp_path / "plan.funnel").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(settings: str = "", code: int = 0) -> str:
    Path("funneldsl.toml").write_text(settings, "utf-8")
    done = CliRunner().invoke(
        main, ["check", "plan.funnel", "--plugin", "prices.py"], env={"FUNNELDSL_PLUGINS": ""}
    )
    assert code == done.exit_code, done.output
    return done.output


@pytest.mark.usefixtures("folder")
def test_without_settings_the_default_holds() -> None:
    assert "candle costs less than 50" in check()


@pytest.mark.usefixtures("folder")
def test_a_check_speaks_from_where_the_project_says() -> None:
    assert "CHEAP1" not in check("[prices]\nleast-price = 30\n")
    assert "candle costs less than 80" in check("[prices]\nleast-price = 80\n")


@pytest.mark.usefixtures("folder")
def test_a_setting_that_the_plugin_does_not_have_is_told_with_its_place() -> None:
    told = check("[prices]\nleast-prize = 30\n")

    assert "funneldsl.toml:2:1: warning F041" in told
    assert "there is no setting prices.least-prize" in told
    assert "did you mean `least-price`?" in told
    assert "candle costs less than 50" in told


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ('"30"', "prices.least-price is a number"),
        ("true", "prices.least-price is a number"),
        ("0.5", "prices.least-price is 0.5; it must be at least 1 and at most 1000"),
        ("nan", "prices.least-price is nan; it must be at least 1"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_number_that_does_not_fit_is_an_error_and_the_default_holds(
    value: str, wrong: str
) -> None:
    told = check(f"[prices]\nleast-price = {value}\n", code=1)

    assert wrong in told
    assert "candle costs less than 50" in told


@pytest.mark.usefixtures("folder")
def test_a_table_of_a_plugin_that_is_not_there_is_left_alone() -> None:
    assert "F041" not in check("[elsewhere]\nanything = 30\n")


SELLING = """\
language 1
business a { currency: USD; start: 2027-01-04; horizon: 2 months }
strategy { goal sold { reach: entered(shop.buyer) >= 30; by: 2027-02-28 } }
channel ads { brings: shop.buyer; people: 2 per day }
funnel shop { stage buyer { sells: candle } }
offer candle { price: $39 }
scenario dear { candle.price: $44 }
check "sold" { expect: chance(sold) >= 10% }
"""
COMMANDS = (
    ("simulate", "plan.funnel", "--worlds", "4"),
    ("compare", "plan.funnel", "--worlds", "4", "--no-why"),
    ("test", "plan.funnel", "--worlds", "300"),
    ("outline", "plan.funnel"),
    ("brief", "plan.funnel", "--no-forecast"),
    ("export", "plan.funnel", "--to", "mermaid"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
@pytest.mark.parametrize(
    ("settings", "counted"),
    [
        ("", "1 warning"),
        ("[prices]\nleast-price = 20\n", ""),
        ('ignore = ["CHEAP1"]\n', ""),
        ('without = ["prices"]\n', ""),
    ],
)
def test_commands_that_run_a_plan_count_what_check_would_show(
    folder: Path, command: tuple[str, ...], settings: str, counted: str
) -> None:
    (folder / "plan.funnel").write_text(SELLING, "utf-8")
    Path("funneldsl.toml").write_text(settings, "utf-8")
    plugins = {"FUNNELDSL_PLUGINS": "forecast,diagram"}
    done = CliRunner().invoke(main, [*command, "--plugin", "prices.py"], env=plugins)

    assert 0 == done.exit_code, done.output
    told = "plan.funnel: 1 warning; `funneldsl check` shows them" in done.output
    assert bool(counted) == told, done.output
