"""`funneldsl lint`: advice, fixes, settings, the baseline."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import SOUND, Run
from tests.cli.hostile import HOSTILE, OBEYED

ADVISED = SOUND.replace("cash: $600", "cash: $60000").replace("2% to 5%", "3%")


@pytest.fixture
def advised(plans: Path) -> Path:
    file = plans / "advised.funnel"
    file.write_text(ADVISED, "utf-8")
    return file


def codes(out: str) -> list[str]:
    return [d["code"] for d in json.loads(out)["diagnostics"]]


def test_a_sound_plan_has_notes_only(run: Run) -> None:
    told = run("lint", "sound.funnel")

    assert {"note"} == {
        d["severity"]
        for d in json.loads(run("lint", "--format", "json", "sound.funnel").stdout)["diagnostics"]
    }
    assert told.stdout.endswith("notes\n")


def test_lint_says_all_that_check_says_and_more(run: Run) -> None:
    checked = codes(run("check", "--format", "json", "wrong.funnel", code=1).stdout)
    linted = codes(run("lint", "--format", "json", "wrong.funnel", code=1).stdout)

    assert set(checked) < set(linted)
    assert any(c.startswith("F7") for c in linted)


@pytest.mark.usefixtures("advised")
def test_advice_is_told_with_its_line_and_ends_with_1(run: Run) -> None:
    told = run("lint", "advised.funnel", code=1)

    assert "warning F701 guess.bare" in told.stdout
    assert "^" in told.stdout
    run("lint", "--fail-on", "error", "advised.funnel")


@pytest.mark.usefixtures("advised")
@pytest.mark.parametrize("form", ["json", "sarif", "github", "text"])
def test_every_form_tells_the_same_codes(run: Run, form: str) -> None:
    found = set(codes(run("lint", "--format", "json", "advised.funnel", code=1).stdout))
    told = run("lint", "--format", form, "advised.funnel", code=1).stdout

    assert all(c in told for c in found)


@pytest.mark.usefixtures("advised")
def test_rules_are_chosen_by_code_name_and_group(run: Run) -> None:
    def chosen(*options: str, code: int = 0) -> set[str]:
        return set(
            codes(run("lint", "--format", "json", *options, "advised.funnel", code=code).stdout)
        )

    assert {"F701", "F705"} == chosen("--select", "guesses", code=1)
    assert {"F701", "F761"} == chosen("--select", "F701,number.ungrouped", code=1)
    assert "F701" not in chosen("--ignore", "guess.bare")


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_word_that_means_no_rule_is_refused(run: Run, option: str) -> None:
    told = run("lint", option, "gueses", "sound.funnel", code=2)

    assert "did you mean 'guesses'?" in told.stderr


def test_the_rules_are_listed_with_their_groups(run: Run) -> None:
    told = run("lint", "--list").stdout

    assert "F701  guess.bare" in told
    assert "guesses" in told
    assert "F460" not in told
    assert "F460" in run("lint", "--list", "--select", "unused").stdout
    listed = json.loads(run("lint", "--list", "--format", "json").stdout)["rules"]
    assert {"groups", "code", "severity", "wrong", "right"} <= set(listed[0])


# --- fixing -------------------------------------------------------------------------------------------------


def test_fix_keeps_everything_but_what_it_fixes(run: Run, advised: Path) -> None:
    advised.chmod(0o640)
    told = run("lint", "--fix", "advised.funnel", code=1)

    assert ADVISED.replace("$60000", "$60,000") == advised.read_text()
    assert 0o640 == advised.stat().st_mode & 0o777
    assert "was fixed: F761 write `$60,000`" in told.stderr
    assert "F761" not in told.stdout


def test_ignored_findings_are_not_fixed(run: Run, advised: Path) -> None:
    run("lint", "--fix", "--ignore", "F761", "advised.funnel", code=1)

    assert ADVISED == advised.read_text()


def test_diff_shows_and_changes_nothing(run: Run, advised: Path) -> None:
    told = run("lint", "--diff", "advised.funnel", code=1)

    assert ADVISED == advised.read_text()
    assert "--- advised.funnel\n+++ advised.funnel\n" in told.stdout
    assert "+business candles" in told.stdout
    assert "" == run("lint", "--diff", "sound.funnel").stdout


def test_diff_reads_standard_input(run: Run) -> None:
    assert "$60,000" in run("lint", "--diff", "-", input=ADVISED, code=1).stdout


def test_unsafe_fixes_need_to_be_asked_for(run: Run, plans: Path) -> None:
    file = plans / "misspelled.funnel"
    file.write_text(SOUND.replace("sells: candle", "sells: candel"))
    run("lint", "--fix", "misspelled.funnel", code=1)
    assert "candel" in file.read_text()

    run("lint", "--fix", "--unsafe-fixes", "misspelled.funnel")
    assert "candel " not in file.read_text()


def test_a_fixed_file_is_told_as_json(run: Run, advised: Path) -> None:
    document = json.loads(run("lint", "--fix", "--format", "json", advised.name, code=1).stdout)

    assert ["F761"] == [d["code"] for d in document["fixed"]]
    assert [] == document["notFixed"]


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--fix", "-"),
        ("--fix", "--diff", "sound.funnel"),
        ("--unsafe-fixes", "sound.funnel"),
        ("--write-baseline", "-"),
        ("--config", "x", "--no-config", "sound.funnel"),
    ],
)
def test_options_that_do_not_go_together_are_refused(run: Run, options: tuple[str, ...]) -> None:
    run("lint", *options, input=SOUND, code=2)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_leads_to_the_file_that_is_fixed(run: Run, plans: Path, advised: Path) -> None:
    (plans / "link.funnel").symlink_to(advised)
    run("lint", "--fix", "link.funnel", code=1)

    assert (plans / "link.funnel").is_symlink()
    assert "$60,000" in advised.read_text()


def test_a_file_that_is_not_there_ends_with_3(run: Run) -> None:
    assert ["F001"] == codes(run("lint", "--format", "json", "missing.funnel", code=3).stdout)


def test_what_a_plan_says_cannot_command_the_terminal(run: Run, plans: Path) -> None:
    (plans / "hostile.funnel").write_text(
        SOUND + f'# TODO {HOSTILE}\nstage "{HOSTILE}" {{\n', "utf-8"
    )
    told = run("lint", "hostile.funnel", code=1)

    assert not any(o in told.output for o in OBEYED)


# --- settings -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("advised")
def test_settings_beside_the_plan_hold(run: Run, plans: Path) -> None:
    (plans / "funneldsl.toml").write_text('ignore = ["guesses"]\n')

    assert "F701" not in codes(run("lint", "--format", "json", "advised.funnel").stdout)
    assert "F701" in codes(
        run("lint", "--no-config", "--format", "json", "advised.funnel", code=1).stdout
    )


@pytest.mark.usefixtures("advised")
def test_the_command_line_stands_above_the_settings(run: Run, plans: Path) -> None:
    (plans / "funneldsl.toml").write_text('select = ["F761"]\n')

    assert ["F761"] == codes(run("lint", "--format", "json", "advised.funnel").stdout)
    told = run("lint", "--select", "F701", "--format", "json", "advised.funnel", code=1).stdout
    assert ["F701"] == codes(told)


def test_settings_can_be_named(run: Run, plans: Path) -> None:
    (plans / "other.toml").write_text('select = ["nothing.there"]\n')

    told = run("lint", "--config", "other.toml", "--format", "json", "sound.funnel", code=1)
    assert ["F043"] == codes(told.stdout)
    run("lint", "--config", "missing.toml", "sound.funnel", code=1)


def test_check_follows_the_settings_too(run: Run, plans: Path) -> None:
    (plans / "unsold.funnel").write_text(SOUND + "offer lamp { price: $9 }\n")
    assert "F460" in run("check", "unsold.funnel").stdout

    (plans / "funneldsl.toml").write_text('ignore = ["F460"]\n')
    told = run("check", "unsold.funnel").stdout
    assert "F460" not in told
    assert "1 finding not told, by the settings" in told
    assert "F460" in run("check", "--no-config", "unsold.funnel").stdout

    (plans / "funneldsl.toml").write_text('[severity]\nunused = "error"\n')
    assert "error F460" in run("check", "unsold.funnel", code=1).stdout


def test_check_is_silent_about_remarks_on_advice(run: Run, plans: Path) -> None:
    line = "visitor -> buyer  2% to 5%  after 0 to 6 days"
    remark = f"{line}  # ok F701 because it is only once"
    (plans / "remark.funnel").write_text(SOUND.replace(line, remark))

    assert "F031" not in run("check", "remark.funnel").stdout
    assert "F031" in run("lint", "remark.funnel").stdout


def test_settings_are_never_followed_for_errors(run: Run, plans: Path) -> None:
    (plans / "funneldsl.toml").write_text('ignore = ["all"]\n[severity]\nall = "note"\n')

    assert "error" in run("check", "wrong.funnel", code=1).stdout


# --- the baseline -------------------------------------------------------------------------------------------


def test_known_findings_are_counted_and_not_told(run: Run, plans: Path, advised: Path) -> None:
    told = run("lint", "--write-baseline", "advised.funnel")
    assert "is written in funneldsl-baseline.json" in told.stdout

    (plans / "funneldsl.toml").write_text('baseline = "funneldsl-baseline.json"\n')
    told = run("lint", "advised.funnel")
    assert "F701" not in told.stdout
    assert "known from the baseline" in told.stdout

    advised.write_text(ADVISED.replace("3%", "2% to 4%"))
    told = run("lint", "advised.funnel")
    assert "F045" in told.stdout

    run("lint", "--write-baseline", "advised.funnel")
    assert "F701" not in (plans / "funneldsl-baseline.json").read_text()


def test_a_baseline_is_never_written_over_another_file(run: Run, plans: Path) -> None:
    (plans / "notes.json").write_text('{"mine": 1}')
    told = run("lint", "--write-baseline", "--baseline", "notes.json", "sound.funnel", code=1)

    assert "F046" in told.stdout
    assert '{"mine": 1}' == (plans / "notes.json").read_text()


def test_a_baseline_that_is_not_there_is_an_error(run: Run) -> None:
    told = run("lint", "--baseline", "missing.json", "--format", "json", "sound.funnel", code=1)

    assert "F046" in codes(told.stdout)


# --- parts of a project -------------------------------------------------------------------------------------


@pytest.fixture
def parts(plans: Path) -> Path:
    """A project whose offers stand in a file of their own."""
    lines = SOUND.splitlines(keepends=True)
    offers = "".join(li for li in lines if li.startswith("offer"))
    rest = "".join(li for li in lines if not li.startswith("offer"))
    folder = plans / "parts"
    folder.mkdir()
    (folder / "main.funnel").write_text(rest.replace("$600", "$60000") + 'import "offers.funnel"\n')
    (folder / "offers.funnel").write_text(offers.replace("$39", "$12000"))
    return folder


@pytest.mark.usefixtures("parts")
def test_a_part_is_linted_as_a_part(run: Run) -> None:
    told = run("lint", "--format", "json", "--fail-on", "error", "parts/offers.funnel")
    files = {d["span"]["file"] for d in json.loads(told.stdout)["diagnostics"]}

    assert {"parts/offers.funnel"} == files
    assert "F475" in codes(
        run("lint", "--alone", "--format", "json", "parts/offers.funnel", code=1).stdout
    )


def test_fixing_a_part_changes_no_other_file(run: Run, parts: Path) -> None:
    run("lint", "--fix", "parts/offers.funnel")

    assert "$12,000" in (parts / "offers.funnel").read_text()
    assert "$60000" in (parts / "main.funnel").read_text()


def test_fixing_a_project_changes_all_its_files(run: Run, parts: Path) -> None:
    run("lint", "--fix", "parts/main.funnel")

    assert "$12,000" in (parts / "offers.funnel").read_text()
    assert "$60,000" in (parts / "main.funnel").read_text()
