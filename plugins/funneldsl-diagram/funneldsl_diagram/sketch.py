"""What stands in which rank and lane, and by way of what each arrow runs; no coordinates yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from funneldsl_diagram.cards import Card, card, headed, tag
from funneldsl_diagram.lanes import Block, lanes
from funneldsl_diagram.picture import Arrow, Box, Group, Look, Picture, Stroke
from funneldsl_diagram.ranks import downwards, ranks

MOST_BENDS = 20_000
"""With more bends than this, long arrows run straight and may cross what is between."""


@frozen
class Item:
    """A box, the label of an arrow, or (without a card) a bend of an arrow."""

    rank: int
    lane: int
    card: Card | None = None

    @property
    def width(self) -> float:
        """In pixels; 0 for a bend."""
        return self.card.width if self.card is not None else 0.0

    @property
    def height(self) -> float:
        """In pixels; 0 for a bend."""
        return self.card.height if self.card is not None else 0.0

    @property
    def weight(self) -> float:
        """How firmly it stands where it wants to stand: campaigns make way for flows."""
        return 1.0 if self.card is not None and self.card.look is Look.CAMPAIGN else 24.0


@frozen
class Chain:
    """An arrow by way of items, from the upper end to the lower; `down` says where its head is."""

    arrow: Arrow
    items: tuple[int, ...]
    down: bool


@frozen
class Frame:
    """Ground of a group: the width of its lane, over its ranks."""

    group: str
    heading: tuple[str, ...]
    lane: int
    first: int
    last: int


@frozen
class Sketch:
    """The first items are the boxes of the picture, in its order."""

    items: tuple[Item, ...]
    chains: tuple[Chain, ...]
    beside: tuple[Arrow, ...]
    """Arrows from projects, which run sideways."""
    frames: tuple[Frame, ...]


def sketch(picture: Picture) -> Sketch:
    """Ranks by the flows, lanes by the groups."""
    return _Sketching.of(picture).sketch()


@frozen
class _Sketching:
    picture: Picture
    number: Mapping[str, int]
    """Position of a box, by id."""
    running: tuple[Arrow, ...]
    """Arrows that decide about ranks."""
    down: tuple[bool, ...]
    rank: tuple[int, ...]
    home: Mapping[str, str]
    """The block that a box belongs to, by id: that of its group, or one of its own."""

    @classmethod
    def of(cls, picture: Picture) -> _Sketching:
        number = {box.id: i for i, box in enumerate(picture.boxes)}
        running = tuple(a for a in picture.arrows if a.stroke is not Stroke.BUILDS)
        links = [(number[a.source], number[a.target]) for a in running]
        down = downwards(len(number), links)
        turned = [link if d else link[::-1] for link, d in zip(links, down, strict=True)]
        odd = [box.look is Look.CAMPAIGN for box in picture.boxes]
        rank = list(ranks(odd, turned))
        home = {box.id: box.group or box.id for box in picture.boxes}
        for arrow in running:
            target = picture.boxes[number[arrow.target]]
            if target.look is Look.CAMPAIGN and target.group is None:
                home[target.id] = home[arrow.source]
        _place_projects(picture, number, home, rank)
        return cls(picture, number, running, down, tuple(rank), home)

    def sketch(self) -> Sketch:
        blocks = self._blocks()
        lane = lanes(blocks, self._ties())
        items = [
            Item(self.rank[i], lane[self.home[box.id]], self._card(box))
            for i, box in enumerate(self.picture.boxes)
        ]
        chains = tuple(self._chains(items))
        frames = tuple(self._frames(blocks, lane))
        beside = tuple(a for a in self.picture.arrows if a.stroke is Stroke.BUILDS)
        return Sketch(tuple(items), chains, beside, frames)

    def _card(self, box: Box) -> Card:
        moves = (f"{line} move on" for a in self.running if a.source == box.id for line in a.lines)
        return card(box, moves if box.look is Look.CAMPAIGN else ())

    def _blocks(self) -> list[Block]:
        ends: dict[str, list[int]] = {}
        for box, rank in zip(self.picture.boxes, self.rank, strict=True):
            ends.setdefault(self.home[box.id], []).append(rank)
        return [Block(key, min(found), max(found)) for key, found in ends.items()]

    def _ties(self) -> dict[tuple[str, str], int]:
        ties: dict[tuple[str, str], int] = {}
        for arrow in self.running:
            pair = self.home[arrow.source], self.home[arrow.target]
            ties[pair] = ties.get(pair, 0) + 1
        return ties

    def _chains(self, items: list[Item]) -> Iterator[Chain]:
        """Adds labels and bends to `items` on the way."""
        spans = (abs(self._rank(a.source) - self._rank(a.target)) for a in self.running)
        bending = sum(spans) <= MOST_BENDS
        for arrow, down in zip(self.running, self.down, strict=True):
            ends = self.number[arrow.source], self.number[arrow.target]
            upper, lower = ends if down else ends[::-1]
            labelled = bool(arrow.lines) and items[self.number[arrow.source]].rank % 2 == 0
            way = [upper]
            for rank in range(items[upper].rank + 1, items[lower].rank):
                first = rank == items[upper].rank + 1
                if bending or (first and labelled):
                    label = tag(arrow.lines) if first and labelled else None
                    items.append(Item(rank, items[lower].lane, label))
                    way.append(len(items) - 1)
            yield Chain(arrow, (*way, lower), down)

    def _rank(self, id: str) -> int:
        return self.rank[self.number[id]]

    def _frames(self, blocks: list[Block], lane: Mapping[str, int]) -> Iterator[Frame]:
        span = {block.key: block for block in blocks}
        groups = {group.id: group for group in self.picture.groups}
        for group in self.picture.groups:
            if group.id in span:
                block = span[group.id]
                heading = headed(_title(group, groups))
                yield Frame(group.id, heading, lane[group.id], block.first, block.last)


def _title(group: Group, groups: Mapping[str, Group]) -> str:
    """Its title, behind that of the group around it."""
    return f"{groups[group.inside].title} › {group.title}" if group.inside else group.title


def _place_projects(
    picture: Picture, number: Mapping[str, int], home: dict[str, str], rank: list[int]
) -> None:
    """Each project on its own, beside the first thing that it builds."""
    for box in picture.boxes:
        if box.look is Look.PROJECT:
            home[box.id] = box.id
            built = [a.target for a in picture.arrows if a.source == box.id]
            places = [rank[number[t]] for t in built if t in number]
            inside = [rank[number[b.id]] for b in picture.boxes if b.group in built]
            rank[number[box.id]] = min(places or inside or [0]) // 2 * 2
