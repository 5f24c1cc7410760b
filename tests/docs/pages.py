"""Pages of the documentation as the tests see them: fences, headings, links."""

import re
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
)

_FENCE = re.compile(r"^([ \t]*)```([^\n`]*)\n(.*?)^\1```[ \t]*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^()\s]+)\)")


@frozen
class Fence:
    """A block between ``` lines. `tags` are the words behind the language."""

    line: int
    language: str
    tags: tuple[str, ...]
    text: str

    def tag(self, name: str) -> str | None:
        """The word behind a tag: `as candles.funnel` has the tag `as`."""
        behind = dict(zip(self.tags, (*self.tags[1:], ""), strict=False))
        return behind.get(name)

    @property
    def wrong(self) -> frozenset[str] | None:
        """Codes of the findings that it must have; None if it must be clean."""
        if "wrong" not in self.tags:
            return None
        return frozenset(t for t in self.tags if re.fullmatch(r"[A-Z]+\d+", t))


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def fences(text: str) -> tuple[Fence, ...]:
    return tuple(_fence(text, m) for m in _FENCE.finditer(text))


def _fence(text: str, m: re.Match[str]) -> Fence:
    language, *tags = m[2].split() or [""]
    indent = m[1]
    body = "".join(line.removeprefix(indent) for line in m[3].splitlines(keepends=True))
    return Fence(text.count("\n", 0, m.start()) + 1, language, tuple(tags), body)


def rewritten(text: str, news: Mapping[Fence, str]) -> str:
    """The page with other text in some of its fences (those that are not indented)."""

    def fence(m: re.Match[str]) -> str:
        new = news.get(_fence(text, m))
        return m[0] if new is None else f"```{m[2]}\n{new}```"

    return _FENCE.sub(fence, text)


def prose(text: str) -> str:
    """The text without its fences and without `code`."""
    return re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text))


def anchors(text: str) -> frozenset[str]:
    """Where a link to `page.md#…` may lead, by the rule of GitHub."""
    return frozenset(_anchor(h) for h in _HEADING.findall(_FENCE.sub("", text)))


def _anchor(heading: str) -> str:
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def links(text: str) -> tuple[str, ...]:
    return tuple(_LINK.findall(prose(text)))
