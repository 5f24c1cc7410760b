"""The page of settings lists them as they are. `UPDATE_GOLDEN=1` writes it anew."""

import os
import re
from pathlib import Path
from typing import Any

import funneldsl as fd
from funneldsl.adjusting import settings_of
from funneldsl.config import Config, Thresholds, config_of
from funneldsl.config.settings import settings
from funneldsl.source import Source
from tests.docs.generated import with_part
from tests.docs.pages import ROOT, fences

PAGE = ROOT / "docs" / "reference" / "configuration.md"
UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))


def table(cls: type) -> str:
    """A line for each setting."""
    rows = [
        f"| `{key}` | {s.metadata['sort'].value} | {default(s.default)} | {s.metadata['doc']} |\n"
        for key, s in settings(cls).items()
    ]
    return "| key | is | without it | |\n|---|---|---|---|\n" + "".join(rows)


def advice() -> str:
    """A line for each number of the plugin of strategy."""
    rows = [
        f"| `{s.key}` | a number | {s.default:g} | {s.doc} |\n"
        for s in settings_of(fd.discover())["strategy"].values()
    ]
    return "| key | is | without it | |\n|---|---|---|---|\n" + "".join(rows)


def default(value: Any) -> str:
    match value:
        case tuple() if value:
            return f"`[{', '.join(repr(v) for v in value)}]`".replace("'", '"')
        case float() | int():
            return f"{value:g}"
    return ""


def test_the_page_lists_every_setting_with_its_default() -> None:
    text = PAGE.read_text()
    made = with_part(text, "settings", table(Config))
    made = with_part(made, "thresholds", table(Thresholds))
    made = with_part(made, "strategy", advice())
    if UPDATE:
        PAGE.write_text(made)

    assert PAGE.read_text() == made


def test_what_the_pages_show_as_settings_is_understood() -> None:
    for page in (PAGE, ROOT / "docs" / "how-to" / "lint-in-ci.md"):
        shown = [f.text for f in fences(page.read_text()) if f.language == "toml"]
        assert shown
        for text in shown:
            configured = config_of(Source("funneldsl.toml", text), Path())
            assert configured is not None
            assert () == configured.findings


def test_every_key_of_the_example_is_a_setting_and_most_settings_are_in_it() -> None:
    example = next(f.text for f in fences(PAGE.read_text()) if f.language == "toml")
    keys = set(re.findall(r"^\[?([\w-]+)", example, re.MULTILINE))

    assert set(settings(Config)) <= keys
