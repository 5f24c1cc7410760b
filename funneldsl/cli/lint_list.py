"""The rules of lint as a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from funneldsl.cli.plain import plain
from funneldsl.cli.rules_json import as_json as rules_as_json
from funneldsl.config.selectors import any_means, groups_of, means

if TYPE_CHECKING:
    from funneldsl.diagnostics import Rule
    from funneldsl.extensions import Extensions


def listed(select: tuple[str, ...], extensions: Extensions, as_json: bool) -> str:
    """The rules that words select; without words, those that only lint asks. Raises UnknownNameError."""
    from funneldsl.pipeline import rules

    known = rules(extensions)
    refuse_unknown(select, known)
    chosen = [
        r for r in known if (any_means(select, r) if select else extensions.only_of_lint(r.code))
    ]
    return rules_as_json(chosen) if as_json else _text(chosen)


def refuse_unknown(words: Iterable[str], known: Sequence[Rule]) -> None:
    """Raise UnknownNameError for a word that means no rule."""
    from funneldsl.errors import UnknownNameError

    for word in words:
        if not any(means(word, r) for r in known):
            choices = [w for r in known for w in (*groups_of(r), r.name, r.code)]
            raise UnknownNameError("rule or group", word, dict.fromkeys(choices))


def _text(rules: list[Rule]) -> str:
    name = max((len(r.name) for r in rules), default=0)
    group = max((len(", ".join(groups_of(r))) for r in rules), default=0)
    return "".join(
        f"{r.code:<5} {r.name:<{name}}  {r.severity.value:<7}  {', '.join(groups_of(r)):<{group}}  "
        f"{plain(r.summary)}".rstrip()
        + "\n"
        for r in rules
    )
