"""Plugins come in one by one, all of their contributions or none; whoever fails is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest

from funneldsl.candidates import Choice, discover, from_environment, from_file, installed
from funneldsl.cli.main import COMMANDS
from funneldsl.errors import UnknownNameError
from funneldsl.extensions import CORE, Candidate, Entry, Extensions, State, assemble
from funneldsl.ledger import CORE_COMMANDS
from funneldsl.model.core import CORE_KINDS
from funneldsl.plugin import (
    API,
    Declaration,
    Plan,
    Rule,
    Severity,
    Subject,
    hook,
    kind,
    prop,
    shapes,
)


class Named:
    """Simulator or exporter that does nothing but have a name."""

    needs = ()
    runs = frozenset[str]()
    suffix = ".txt"

    def __init__(self, name: str) -> None:
        self.name = name

    def simulate(self, *anything: object) -> None: ...

    def export(self, subject: Subject) -> bytes:
        return b""


class Looks:
    """Check that finds nothing."""

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules

    def check(self, plan: Plan) -> tuple[()]:
        return ()


def rule(code: str, name: str = "shop.closed") -> Rule:
    return Rule(code, name, Severity.WARNING, "the shop is closed")


def plugged(**hooks: Any) -> SimpleNamespace:
    """A plugin whose hooks return these things: `simulators=[…]`."""

    def returning(value: Any) -> Callable[[], Any]:
        return hook(lambda: value)

    return SimpleNamespace(**{f"funneldsl_{name}": returning(v) for name, v in hooks.items()})


def candidate(
    name: str = "stranger", load: Callable[[], object] | None = None, **hooks: Any
) -> Candidate:
    return Candidate(name, f"funneldsl-{name}", "1.2", load or (lambda: plugged(**hooks)))


def entry(extensions: Extensions, name: str = "stranger") -> Entry:
    return next(e for e in extensions.book if e.candidate.name == name)


def refused(**hooks: Any) -> str:
    """What the book says of a plugin that is refused; it must have contributed nothing."""
    extensions = assemble([candidate(**hooks)])
    failed = entry(extensions)

    assert State.FAILED is failed.state
    assert () == failed.contributes
    assert extensions.owners == assemble().owners
    return failed.error


# --- what comes in ------------------------------------------------------------------------------------


def test_core_comes_in_through_the_same_hooks() -> None:
    core = entry(assemble(), "core")

    assert State.LOADED is core.state
    assert {"funneldsl_kinds", "funneldsl_checks"} == set(core.hooks)
    assert set(CORE_KINDS) == set(assemble().kinds.all())


def test_everything_a_plugin_returns_is_entered_with_its_owner() -> None:
    extensions = assemble(
        [
            candidate(
                simulators=[Named("calm")],
                exporters=(Named("list"),),
                checks=iter([Looks(rule("SHOP1"))]),
                commands=[click.Command("greet")],
            )
        ]
    )

    assert "calm" in extensions.simulators
    assert "list" in extensions.exporters
    assert "greet" in extensions.commands
    assert rule("SHOP1") in extensions.rules
    assert "funneldsl-stranger 1.2" == extensions.owners["simulator", "calm"]
    assert "funneldsl-stranger 1.2" == extensions.owner_of(extensions.checks[-1])


def test_checks_of_the_core_have_no_foreign_owner() -> None:
    extensions = assemble()

    assert {""} == {extensions.owner_of(c) for c in extensions.checks}


def test_kind_of_a_plugin_joins_the_vocabulary() -> None:
    @kind("webinar")
    class Webinar(Declaration):
        """A talk."""

        topic: str | None = prop(shapes.text, "what it is about", default=None)

    extensions = assemble([candidate(kinds=[Webinar])])

    assert Webinar is extensions.kinds.by_word["webinar"]


def test_check_with_several_rules_is_there_once() -> None:
    check = Looks(rule("SHOP1"), rule("SHOP2", "shop.dark"))
    extensions = assemble([candidate(checks=[check])])

    assert [check] == [c for c in extensions.checks if c is check]


# --- what fails ---------------------------------------------------------------------------------------


def broken_import() -> object:
    raise ModuleNotFoundError("No module named 'numpi'")


def ends_the_program() -> object:
    raise SystemExit(3)


def stranger_with_raising_hook() -> object:
    @hook
    def funneldsl_checks() -> list[object]:
        raise RuntimeError("no\nluck")

    return SimpleNamespace(funneldsl_checks=funneldsl_checks)


@pytest.mark.parametrize(
    ("load", "told"),
    [
        (broken_import, "ModuleNotFoundError: No module named 'numpi'"),
        (ends_the_program, "it ended the program (exit code 3)"),
        (stranger_with_raising_hook, "RuntimeError: no luck"),
    ],
)
def test_plugin_that_breaks_is_named_and_the_others_go_on(
    load: Callable[[], object], told: str
) -> None:
    extensions = assemble([candidate("bad", load), candidate(simulators=[Named("calm")])])

    assert told == entry(extensions, "bad").error
    assert "funneldsl-bad 1.2" == entry(extensions, "bad").candidate.label
    assert {"calm"} == set(extensions.simulators)
    assert ("bad",) == tuple(e.candidate.name for e in extensions.failed)


def test_iterable_that_breaks_halfway_contributes_nothing() -> None:
    def halfway() -> Any:
        yield Named("calm")
        raise RuntimeError("second one")

    assert "RuntimeError: second one" == refused(simulators=halfway())


def test_misspelled_hook_is_told_with_the_one_that_was_meant() -> None:
    assert (
        "there is no hook 'funneldsl_simulator'; did you mean 'funneldsl_simulators'?"
        == refused(simulator=[])
    )


def test_hook_without_mark_is_told() -> None:
    stranger = plugged(checks=[])
    stranger.funneldsl_exporters = lambda: [Named("list")]

    failed = entry(assemble([candidate(load=lambda: stranger)]))

    assert "function 'funneldsl_exporters' is not marked with @hook" == failed.error


def test_plugin_without_hooks_is_told() -> None:
    assert "it has no hooks: no function marked with @hook" == refused()


def test_hook_with_arguments_is_refused() -> None:
    @hook
    def funneldsl_checks(plan: object) -> list[object]:
        return []

    stranger = SimpleNamespace(funneldsl_checks=funneldsl_checks)
    failed = entry(assemble([candidate(load=lambda: stranger)]))

    assert State.FAILED is failed.state
    assert "plan" in failed.error


@pytest.mark.parametrize("wanted", [(API[0] + 1, 0), (API[0], API[1] + 1), (0, 9)])
def test_other_version_of_the_contract_is_refused(wanted: tuple[int, int]) -> None:
    stranger = plugged(simulators=[Named("calm")])
    stranger.api = wanted

    failed = entry(assemble([candidate(load=lambda: stranger)]))

    assert State.FAILED is failed.state
    assert f"it wants version {wanted[0]}.{wanted[1]} of the plugin contract" in failed.error


def test_version_that_is_no_pair_is_refused() -> None:
    stranger = plugged(simulators=[])
    stranger.api = "1"

    assert "its `api` is '1'" in entry(assemble([candidate(load=lambda: stranger)])).error


@pytest.mark.parametrize(
    ("hooks", "told"),
    [
        ({"simulators": [Named]}, "Named is a class"),
        ({"simulators": "flow"}, "return a list"),
        ({"simulators": 7}, "return a list"),
        ({"simulators": [SimpleNamespace(name="x", runs=())]}, "has no `needs`"),
        ({"exporters": [SimpleNamespace(name="x", suffix=".x")]}, "has no `export()`"),
        ({"exporters": [Named("../x")]}, "names are lower-case letters"),
        ({"exporters": [Named("\x1b[31m")]}, "names are lower-case letters"),
        ({"exporters": [Named("a"), Named("a")]}, "exporter 'a' is there twice"),
        ({"checks": [Looks()]}, "has no rules"),
        ({"checks": [Looks(rule("shop1"))]}, "like SHOP1"),
        ({"checks": [Looks(rule("S1"))]}, "like SHOP1"),
        ({"checks": [Looks(rule("SHOP1", "Shop Closed"))]}, "write `subject.mistake`"),
        ({"kinds": [Plan]}, "is not a kind"),
        ({"kinds": [Declaration]}, "is not a kind"),
    ],
)
def test_what_is_not_as_promised_is_refused(hooks: dict[str, Any], told: str) -> None:
    assert told in refused(**hooks)


def test_kind_with_a_shape_of_its_own_is_refused() -> None:
    class Colour(shapes.Shape[str]):
        pass

    @kind("sign")
    class Sign(Declaration):
        """A sign."""

        colour: str = prop(Colour(), "its colour")

    assert "property `colour` of kind `sign` has a shape of its own" in refused(kinds=[Sign])


def test_kind_that_names_unknown_kinds_is_refused() -> None:
    @kind("seat", inside=("theatre",))
    class Seat(Declaration):
        """A seat."""

    assert "names kind 'theatre', which does not exist" in refused(kinds=[Seat])


# --- names that are taken ------------------------------------------------------------------------------


def test_name_that_is_taken_is_refused_with_both_owners() -> None:
    extensions = assemble(
        [
            candidate("first", exporters=[Named("list")]),
            candidate("second", exporters=[Named("list")]),
        ]
    )
    second = entry(extensions, "second")

    assert "exporter 'list' already belongs to funneldsl-first 1.2" == second.error
    assert "funneldsl-second 1.2" == second.candidate.label


def test_kind_of_the_core_cannot_be_replaced() -> None:
    @kind("offer")
    class Offer(Declaration):
        """Another offer."""

    assert f"kind 'offer' already belongs to {CORE.label}" == refused(kinds=[Offer])


def test_command_of_the_core_cannot_be_replaced() -> None:
    assert "command 'check' already belongs to core" == refused(commands=[click.Command("check")])


def test_every_command_of_ours_is_kept() -> None:
    assert set(COMMANDS) == set(CORE_COMMANDS)


def test_codes_of_the_house_are_kept() -> None:
    assert "is kept for funneldsl" in refused(checks=[Looks(rule("F999"))])
    assert "is kept for funneldsl" in refused(checks=[Looks(rule("F312"))])


def test_codes_of_the_strategy_plugin_are_its_own() -> None:
    ours = candidate("strategy", checks=[Looks(rule("F312"))])

    assert State.LOADED is entry(assemble([ours]), "strategy").state


def test_letters_of_codes_belong_to_one_plugin() -> None:
    extensions = assemble(
        [
            candidate("first", checks=[Looks(rule("SHOP1"))]),
            candidate("second", checks=[Looks(rule("SHOP2", "shop.dark"))]),
        ]
    )

    assert (
        "codes that begin with SHOP already belong to funneldsl-first 1.2"
        == entry(extensions, "second").error
    )


def test_name_of_a_rule_belongs_to_one_plugin() -> None:
    extensions = assemble(
        [
            candidate("first", checks=[Looks(rule("SHOP1"))]),
            candidate("second", checks=[Looks(rule("BAR1"))]),
        ]
    )

    assert "rule 'shop.closed' already belongs to" in entry(extensions, "second").error


# --- which plugins -------------------------------------------------------------------------------------


def test_plugin_switched_off_is_in_the_book_and_not_loaded() -> None:
    extensions = assemble([candidate(load=broken_import)], without=frozenset({"stranger"}))

    assert State.OFF is entry(extensions).state
    assert () == extensions.failed


def test_nothing_but_the_core_is_loaded_without_plugins() -> None:
    extensions = discover(Choice(only=frozenset()))

    assert ["core"] == [e.candidate.name for e in extensions.book if e.state is State.LOADED]


def test_unknown_plugin_cannot_be_left_out() -> None:
    with pytest.raises(UnknownNameError, match="no plugin is named 'nobody'"):
        discover(Choice(without=frozenset({"nobody"})))


def test_environment_chooses() -> None:
    assert Choice() == from_environment({})
    assert Choice(only=frozenset()) == from_environment({"FUNNELDSL_PLUGINS": ""})
    assert Choice(frozenset({"a", "b"}), frozenset({"c"})) == from_environment(
        {"FUNNELDSL_PLUGINS": "a, b", "FUNNELDSL_WITHOUT": "c"}
    )


def test_later_choice_narrows_the_earlier() -> None:
    assert Choice(frozenset(), frozenset({"a", "b"}), ("x.py",)) == Choice(
        frozenset({"a"}), frozenset({"a"})
    ) | Choice(frozenset(), frozenset({"b"}), ("x.py",))


ONE_FILE = """
from funneldsl.plugin import hook


class Names:
    name, suffix = "names", ".txt"

    def export(self, subject):
        return b"names"


@hook
def funneldsl_exporters():
    return [Names()]
"""


def test_plugin_in_a_file_is_loaded_when_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "names.py"
    path.write_text(ONE_FILE)
    extensions = discover(Choice(only=frozenset(), files=(str(path),)))

    assert State.LOADED is entry(extensions, "names").state
    assert str(path) == extensions.owners["exporter", "names"]


def test_plugin_file_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    extensions = assemble([from_file(str(tmp_path / "nothing.py"))])

    assert State.FAILED is entry(extensions, "nothing").state


def test_looking_for_installed_plugins_loads_none() -> None:
    assert all(isinstance(c, Candidate) for c in installed())
