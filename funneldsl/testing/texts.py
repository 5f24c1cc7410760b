"""Whole `.funnel` texts that say something about everything the language has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from funneldsl.model.core import CORE_KINDS
from funneldsl.model.kinds import Declaration, Heading, props
from funneldsl.model.literal_wording import say_text
from funneldsl.model.shapes import Shape
from funneldsl.testing.values import DAYS, SAID, Pool, values

_NAMES = ("day", "was_here", "größe", "名前", "a", "b2", "stage", "price", "per_month", "x_1", "q")
_INNER = ("to", "after", "by", "then", "of", "in")
"""Names that a writer may well choose, words of the language among them."""

_SELDOM: SearchStrategy[bool] = st.sampled_from([False, False, False, True])
_BECAUSE = SAID.map(say_text).map(" because {}".format)
_GROUNDS = _BECAUSE | SAID.map(say_text).map(" source {} on 2026-12-01".format)

_KINDS = {(c.kind, c.variant): c for c in CORE_KINDS}


@st.composite
def texts(draw: DrawFn) -> str:
    """A text that reads without an error, with any of the kinds and properties of the core."""
    writer = _Writer(draw)
    blocks = [
        writer.block(
            "business", "b", Pool({}), "currency: USD; rates: { EUR: $1.1, CHF: 1.05 USD }"
        )
    ]
    return "\n".join(["language 1", "", *blocks, *writer.rest(), ""])


class _Writer:
    """Draws one text. Names are chosen first, so that any block may speak of any other."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw
        self.free = iter(draw(st.permutations([f"{n}{i}" for i in ("", "9") for n in _NAMES])))
        stages = draw(
            st.lists(st.sampled_from((*_INNER, "buyer")), min_size=1, max_size=3, unique=True)
        )
        self.funnel = next(self.free)
        self.own = stages
        self.names: dict[str, Sequence[str]] = {
            "stage": [f"{self.funnel}.{s}" for s in stages],
            "funnel": [self.funnel],
            **{
                k: self.some(k, 0, 2)
                for k in ("offer", "person", "customer", "department", "channel", "campaign")
            },
            **{k: self.some(k, 0, 1) for k in ("project", "goal", "limit", "scenario")},
        }
        self.names["task"] = [
            f"{p}.{t}" for p in self.names["project"] for t in self.some("task", 1, 2)
        ]
        pairs = [(a, b) for a in self.names["stage"] for b in self.names["stage"]]
        self.flows = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3))
        self.names["flow"] = [f"{a} -> {b}" for a, b in self.flows]
        self.strategy = draw(st.booleans())
        unspoken = ("scenario",) if self.strategy else ("scenario", "goal", "limit")
        self.pool = Pool({k: v for k, v in self.names.items() if k not in unspoken})

    def some(self, kind: str, least: int, most: int) -> list[str]:
        count = self.draw(st.integers(least, most))
        return [next(self.free) for _ in range(count)]

    def rest(self) -> Iterator[str]:
        """Everything but the business."""
        for kind in ("customer", "department", "person", "offer", "channel", "campaign"):
            yield from (self.block(kind, name, self.pool) for name in self.names[kind])
        yield self.block("funnel", self.funnel, self.pool, *self.inner())
        for project in self.names["project"]:
            tasks = [
                self.block("task", t.rpartition(".")[2], self.pool) for t in self.names["task"]
            ]
            yield self.block("project", project, self.pool, *tasks)
        if self.strategy:
            yield self.block("strategy", "", self.pool, *self.aims())
        for scenario in self.names["scenario"]:
            yield f"scenario {scenario} {{ {'; '.join(self.patches())} }}"
        for _ in self.pool.of("flow")[:1]:
            yield self.block("experiment", next(self.free), self.pool)
        if self.draw(st.booleans()):
            yield self.block("track", self.funnel, self.pool, self.events())
        yield f"check {say_text('any ' + self.draw(SAID))} {{ expect: cash >= $0 }}"

    def inner(self) -> Iterator[str]:
        """What stands in the funnel."""
        yield from (self.block("stage", s, self.pool) for s in self.own)
        asked = {
            w: p for w, p in props(_KINDS["flow", None]).items() if w not in ("source", "target")
        }
        for a, b in self.flows:
            parts = [f"{a} -> {b}"]
            for word, p in asked.items():
                # A line for some people has another name, by which experiments do not know it.
                if word != "for" and (said := self.maybe(p.shape)) is not None:
                    parts.append(said if word == "share" else f"{word} {said}")
            yield " ".join(parts) + self.grounds() * (len(parts) > 1)

    def aims(self) -> Iterator[str]:
        yield from (self.block("goal", name, self.pool) for name in self.names["goal"])
        yield from (self.block("limit", name, self.pool) for name in self.names["limit"])
        variant = self.draw(st.sampled_from([None, "keep", "sell", "step_away"]))
        if variant is not None:
            yield self.block("exit", variant, self.pool, variant=variant)

    def events(self) -> str:
        steps = "; ".join(f'{s}: event == "{i}"' for i, s in enumerate(self.own))
        return f"events {{ {steps} }}"

    def patches(self) -> Iterator[str]:
        yield from (f"{c}.open: none" for c in self.names["channel"])
        yield from (f"{o}.price: was * 50% to 90%" for o in self.names["offer"])
        yield from (
            f"{t}.takes: was * 2 because {say_text('twice')}" for t in self.names["task"][:1]
        )
        yield from (f"{p}.until: {self.draw(DAYS)}" for p in self.names["person"])
        yield from (f"{a} -> {b} none" for a, b in self.flows[:1])

    def block(
        self, kind: str, name: str, pool: Pool, *inside: str, variant: str | None = None
    ) -> str:
        """A block with all that it must say and some of what it may."""
        cls = _KINDS[kind, variant]
        said = " ".join(inside)
        lines = [
            line for line in self.properties(cls, pool) if f"{line.partition(':')[0]}:" not in said
        ]
        body = "\n".join(f"  {line}" for part in (*lines, *inside) for line in part.split("\n"))
        titled = cls.heading is not Heading.NONE and self.draw(_SELDOM)
        title = f" {say_text(self.draw(SAID))}" if titled else ""
        about = "## What follows\n" if self.draw(_SELDOM) and not inside else ""
        head = f"{about}{kind}{f' {name}' if name else ''}{title}"
        return f"{head} {{\n{body}\n}}" if body else f"{head} {{ }}"

    def properties(self, cls: type[Declaration], pool: Pool) -> Iterator[str]:
        declared = props(cls)
        chosen = {self.draw(st.sampled_from(group)) for group in cls.one_of}
        for group in cls.together:
            chosen |= set(group if self.draw(st.booleans()) else ())
        excluded = {w for group in (*cls.one_of, *cls.together) for w in group} - chosen
        for word, p in declared.items():
            if p.rest or word in excluded:
                continue
            found = values(p.shape, pool)
            if found is None or not (p.required or word in chosen or self.draw(_SELDOM)):
                continue
            line = f"{word}: {self.draw(found)}{self.grounds()}"
            if p.changes and self.draw(_SELDOM):
                line += f" then {self.draw(found)} from {self.draw(DAYS)}"
            yield line

    def maybe(self, shape: Shape[Any]) -> str | None:
        found = values(shape, self.pool)
        return self.draw(found) if found is not None and self.draw(st.booleans()) else None

    def grounds(self) -> str:
        """On what a value rests, sometimes."""
        return self.draw(_GROUNDS) if self.draw(_SELDOM) else ""
