"""Settings: where they are looked for, what they may say, what they do to findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from funneldsl import NO_PLUGINS, discover, pipeline
from funneldsl.config import Config, config_for, config_in, config_of, misnamed, settled
from funneldsl.config.selectors import groups_of, means
from funneldsl.config.settings import Thresholds, settings
from funneldsl.diagnostics import Finding, Rule, Severity
from funneldsl.source import Source, Span

CORE = discover(NO_PLUGINS)
RULES = pipeline.rules(CORE)
UNSOLD = next(r for r in RULES if r.code == "F460")
BARE = next(r for r in RULES if r.code == "F701")
MISSING = next(r for r in RULES if r.code == "F206")


def said(text: str, name: str = "funneldsl.toml") -> list[tuple[str, str, str]]:
    """Code, text at the place, and message of each finding."""
    configured = config_of(Source(name, text), Path())
    assert configured is not None
    return [(f.code, f.span.text, f.message) for f in configured.findings]


def config(text: str) -> Config:
    configured = config_of(Source("funneldsl.toml", text), Path().resolve())
    assert configured is not None
    assert () == configured.findings
    return configured.config


def finding(rule: Rule, file: str = "plan.funnel") -> Finding:
    return rule.at(Span(Source(file, "x"), 0, 1), "something")


# --- where ------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "plans" / "old").mkdir(parents=True)
    return tmp_path


def test_the_nearest_file_upward_holds(project: Path) -> None:
    (project / "funneldsl.toml").write_text('ignore = ["F1"]')
    (project / "plans" / "funneldsl.toml").write_text('ignore = ["F2"]')

    assert ("F2",) == config_for(project / "plans" / "old").config.ignore
    assert ("F1",) == config_for(project).config.ignore


def test_pyproject_counts_only_with_a_table_of_ours(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.funneldsl]\nignore = ["F1"]')
    (project / "plans" / "pyproject.toml").write_text('[project]\nname = "x"')

    assert ("F1",) == config_for(project / "plans").config.ignore


def test_a_file_of_our_own_wins_over_pyproject(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.funneldsl]\nignore = ["F1"]')
    (project / "funneldsl.toml").write_text('ignore = ["F2"]')

    assert ("F2",) == config_for(project).config.ignore


def test_the_search_ends_at_the_root_of_a_repository(project: Path) -> None:
    (project / "plans" / ".git").mkdir()
    (project / "funneldsl.toml").write_text('ignore = ["F1"]')

    assert () == config_for(project / "plans" / "old").config.ignore


def test_a_broken_pyproject_of_somebody_else_is_no_affair_of_ours(project: Path) -> None:
    (project / "pyproject.toml").write_text("[project\n")
    assert () == config_for(project).findings

    (project / "pyproject.toml").write_text("[tool.funneldsl]\nignore = [\n")
    assert ["F040"] == [f.code for f in config_for(project).findings]


def test_a_file_that_was_named_must_be_there_and_speak_of_us(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"')

    assert ["F040"] == [f.code for f in config_in(tmp_path / "missing.toml").findings]
    assert ["F040"] == [f.code for f in config_in(tmp_path / "pyproject.toml").findings]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a = " + b"[" * 5000, b"#" * (2**20 + 1)])
def test_what_is_no_toml_is_refused_in_plain_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "funneldsl.toml").write_bytes(content)
    configured = config_for(tmp_path)

    assert ["F040"] == [f.code for f in configured.findings]
    assert Config().select == configured.config.select


def test_a_mistake_of_toml_has_its_place() -> None:
    configured = config_of(Source("funneldsl.toml", 'select = ["F7"]\nignore = F460\n'), Path())
    assert configured is not None

    assert [(2, 10)] == [(f.span.line, f.span.column) for f in configured.findings]


# --- what -------------------------------------------------------------------------------------------------


def test_every_setting_can_be_written() -> None:
    written = config(
        'select = ["all"]\nignore = ["F460"]\nbaseline = "b.json"\nwithout = ["strategy"]\n'
        '[severity]\n"guess.bare" = "error"\n[per-file-ignores]\n"old/*" = ["F7"]\n'
        "[lint]\nnarrow-range = 1.3\nold-evidence = 24\n[strategy]\nleast = 3\n"
    )

    assert ("F460",) == written.ignore
    assert Path("b.json") == written.baseline
    assert {"guess.bare": Severity.ERROR} == written.severity
    assert {"old/*": ("F7",)} == written.per_file_ignores
    assert (1.3, 24) == (written.lint.narrow_range, written.lint.old_evidence)
    assert {"strategy": {"least": 3}} == written.plugins


def test_a_name_with_a_dot_needs_no_quotes() -> None:
    assert {"guess.bare": Severity.NOTE} == config('[severity]\nguess.bare = "note"').severity


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('ignor = ["F1"]', "F041", "ignor"),
        ("[lint]\nnarow-range = 2", "F041", "narow-range"),
        ("lint = { narow-range = 2 }", "F041", "lint"),
        ("[severty]\nF701 = 'note'", "F041", "severty"),
        ('ignore = "F1"', "F042", "ignore"),
        ("ignore = [1]", "F042", "ignore"),
        ("[severity]\nF701 = 'fatal'", "F042", "F701"),
        ("[lint]\nnarrow-range = true", "F042", "narrow-range"),
        ("[lint]\nnarrow-range = 0.5", "F042", "narrow-range"),
        ("[lint]\nwide-range = inf", "F042", "wide-range"),
        ("lint = 3", "F042", "lint"),
        ("baseline = 3", "F042", "baseline"),
        ("[per-file-ignores]\n'x' = 'F1'", "F042", "per-file-ignores"),
        ("without = 'strategy'", "F042", "without"),
    ],
)
def test_what_does_not_fit_is_found_at_its_place(text: str, code: str, place: str) -> None:
    ((found, at, _),) = said(text)

    assert (code, place) == (found, at)


def test_what_does_not_fit_leaves_the_rest_in_force() -> None:
    configured = config_of(Source("funneldsl.toml", 'ignore = 3\nselect = ["F7"]'), Path())
    assert configured is not None

    assert ((), ("F7",)) == (configured.config.ignore, configured.config.select)


def test_tables_of_plugins_are_kept_as_data() -> None:
    assert [] == said('[strategy]\nrun = "import os"\n[measure.more]\nx = 1')


def test_a_slip_of_the_pen_is_answered() -> None:
    configured = config_of(Source("funneldsl.toml", "[lint]\nnarow-range = 2"), Path())
    assert configured is not None

    assert ["did you mean `narrow-range`?"] == [f.help for f in configured.findings]


# --- which rules --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("selector", "meant"),
    [
        *((word, True) for word in ("all", "F460", "f460", "F46", "F4", "F")),
        *((word, True) for word in ("offer.unsold", "unused", "structure")),
        *((word, False) for word in ("F461", "F5", "offer", "guesses", "", "460")),
    ],
)
def test_a_word_means_a_rule_by_code_beginning_name_or_group(selector: str, meant: bool) -> None:
    assert meant == means(selector, UNSOLD)


def test_letters_of_plugins_are_not_ours() -> None:
    stranger = Rule("FX01", "x.y", Severity.NOTE, "A rule.")

    assert not means("F", stranger)
    assert means("FX", stranger)


def test_every_rule_of_ours_is_in_a_group() -> None:
    assert [] == [r.code for r in RULES if not groups_of(r)]


# --- what they do -------------------------------------------------------------------------------------------


def test_ignored_findings_are_left_out_and_errors_are_not() -> None:
    wanted = config('ignore = ["F460", "F206"]')

    assert ["F206"] == [f.code for f in settled([finding(UNSOLD), finding(MISSING)], wanted)]


def test_severities_are_changed_and_those_of_errors_are_not() -> None:
    wanted = config('[severity]\nF460 = "error"\nF206 = "note"')
    left = settled([finding(UNSOLD), finding(MISSING)], wanted)

    assert [Severity.ERROR, Severity.ERROR] == [f.severity for f in left]


def test_a_code_tells_more_than_a_group() -> None:
    wanted = config('[severity]\nF701 = "note"\nguesses = "error"\nF7 = "error"')

    assert [Severity.NOTE] == [f.severity for f in settled([finding(BARE)], wanted)]


def test_files_are_matched_from_the_folder_of_the_settings() -> None:
    wanted = config('[per-file-ignores]\n"old/*.funnel" = ["F4"]')
    files = ["old/a.funnel", "old/deep/b.funnel", "new.funnel"]
    left = settled([finding(UNSOLD, f) for f in files], wanted)

    assert ["new.funnel"] == [f.span.source.name for f in left]


def test_what_is_not_selected_is_left_out_but_for_errors() -> None:
    left = settled([finding(UNSOLD), finding(BARE), finding(MISSING)], Config(), ("guesses",))

    assert ["F701", "F206"] == [f.code for f in left]


def test_words_that_mean_nothing_are_found_with_a_guess() -> None:
    found = list(misnamed(config('ignore = ["guess.bear"]'), RULES))

    assert [("F043", '"guess.bear"', "did you mean `guess.bare`?")] == [
        (f.code, f.span.text, f.help) for f in found
    ]


def test_words_like_no_other_may_be_of_a_plugin_that_is_missing() -> None:
    wanted = config('ignore = ["WEB12"]')

    assert [] == list(misnamed(wanted, RULES, all_loaded=False))
    assert ["F043"] == [f.code for f in misnamed(wanted, RULES)]


def test_errors_that_would_be_silenced_are_told() -> None:
    wanted = config('ignore = ["F206"]\nselect = ["F206"]\n[severity]\nF250 = "note"')

    assert ["F047", "F047"] == [f.code for f in misnamed(wanted, RULES)]


# --- the page -----------------------------------------------------------------------------------------------


def test_every_setting_is_documented() -> None:
    for cls in (Config, Thresholds):
        for key, setting in settings(cls).items():
            assert setting.metadata["doc"].strip().endswith("."), key
