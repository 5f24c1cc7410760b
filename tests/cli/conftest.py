"""Running commands as a person does, in a folder with plans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from funneldsl.cli.main import main

SOUND = """\
language 1
business candles "Evening Candles" { currency: USD; start: 2027-01-04; horizon: 6 months; cash: $600 }
strategy {
  purpose: "Earn a living wage from candles"
  exit keep
  goal living { reach: profit >= $1,500 per month; by: 2027-06-30; chance: 60% }
}
channel ads { brings: shop.visitor; spend: $25 per day; price: $0.30 to $0.60 per visitor }
funnel shop {
  role: [leads, subscribers, customers, repeat, onward]
  serves: living
  stage visitor
  stage buyer "Bought a candle" { sells: candle }
  visitor -> buyer  2% to 5%  after 0 to 6 days
}
offer candle { price: $39; cost: $11; fee: 2.9% + $0.30 }
customer anna { perfect: yes; who: "reads at night"; wants: "a quiet hour" }
scenario bold "Twice the ads" { ads.spend: was * 200% }
"""
WRONG = SOUND.replace("stage buyer", "stage byuer")

Run = Callable[..., Result]


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `sound.funnel` and `wrong.funnel`, in which commands are run."""
    (tmp_path / "sound.funnel").write_text(SOUND, "utf-8")
    (tmp_path / "wrong.funnel").write_text(WRONG, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(plans: Path) -> Run:
    """Run a command there, without the plugins of others; its result."""

    def funneldsl(*arguments: str, input: str | bytes | None = None, code: int = 0) -> Result:
        plugins = {"FUNNELDSL_PLUGINS": "forecast,diagram,report"}
        done = CliRunner().invoke(main, arguments, input=input, env=plugins, prog_name="funneldsl")
        assert code == done.exit_code, done.output
        return done

    return funneldsl
