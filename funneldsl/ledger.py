"""Who contributed what. Entering is all or nothing; a name that is taken is refused with both owners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from funneldsl.contributions import ContributionError, Key, keys, letters
from funneldsl.model.kinds import Kinds

CORE_COMMANDS = (
    "assumptions",
    "brief",
    "check",
    "compare",
    "diff",
    "edit",
    "exit",
    "explain",
    "export",
    "fmt",
    "learn",
    "lint",
    "new",
    "optimise",
    "outline",
    "plugins",
    "reconcile",
    "schema",
    "seek",
    "sensitivity",
    "simulate",
    "test",
    "upgrade",
    "worth",
)
"""Words of the command line that no plugin may take."""

HOUSE_LETTERS = "F"
HOUSE_CODES: Mapping[str, str] = {"F3": "strategy"}
"""Codes with these beginnings are kept for plugins of ours, by name; all others in F are the core's."""


@define
class Ledger:
    """Contributions in the order they came. Lives only while extensions are being put together."""

    things: dict[Key, Any] = field(factory=dict)
    owners: dict[Key, str] = field(factory=lambda: {("command", c): "core" for c in CORE_COMMANDS})

    def enter(self, name: str, owner: str, answers: Mapping[str, tuple[Any, ...]]) -> list[Key]:
        """Enter what the hooks of plugin `name` returned; raises before anything is entered."""
        fresh: dict[Key, Any] = {}
        for hook, things in answers.items():
            for thing in things:
                for key in keys(hook, thing):
                    self._refuse_taken(key, thing, fresh)
                    fresh[key] = thing
        families = {self._family(name, owner, c): owner for c in _codes(fresh)}
        Kinds.of(*self.by_name("kind").values(), *(t for (w, _), t in fresh.items() if w == "kind"))
        self.things |= fresh
        self.owners |= {**dict.fromkeys(fresh, owner), **families}
        return list(fresh)

    def by_name(self, word: str) -> dict[str, Any]:
        """Things of one part by name."""
        return {name: t for (w, name), t in self.things.items() if w == word}

    def checks(self) -> tuple[Any, ...]:
        """Every check once, though it stands under each of its rules."""
        return tuple({id(t): t for t in self.by_name("rule").values()}.values())

    def _refuse_taken(self, key: Key, thing: Any, fresh: Mapping[Key, Any]) -> None:
        word, name = key
        if key in self.owners:
            raise ContributionError(f"{word} {name!r} already belongs to {self.owners[key]}")
        if key in fresh and not (
            word == "rule" and _meaning(thing, name) == _meaning(fresh[key], name)
        ):
            raise ContributionError(f"{word} {name!r} is there twice")

    def _family(self, name: str, owner: str, code: str) -> Key:
        """The letters of a code become the plugin's own, unless they are another's."""
        begins = letters(code)
        if begins == HOUSE_LETTERS and HOUSE_CODES.get(code[:2], "core") != name:
            raise ContributionError(
                f"code {code} is kept for funneldsl; begin yours with letters of your own"
            )
        taken = self.owners.get(("codes", begins), owner)
        if begins != HOUSE_LETTERS and taken != owner:
            raise ContributionError(f"codes that begin with {begins} already belong to {taken}")
        return ("codes", begins) if begins != HOUSE_LETTERS else ("codes", code)


def _codes(fresh: Mapping[Key, Any]) -> list[str]:
    return [name for word, name in fresh if word == "rule" and "." not in name]


def _meaning(check: Any, name: str) -> Any:
    return next(r for r in check.rules if name in (r.code, r.name))
