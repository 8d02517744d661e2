"""The blocks of text that a person sees on a page, in the order of the document, each with its look.

A block is what stands on lines of its own: it ends where a box, or a `br`, ends the line that it is on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rules.display import IN_LINE
from rules.page import Box, Element, Page, Text

BOLD = 600
"""The weight from which letters look bold beside those of 400."""


class Look(NamedTuple):
    """What letters look like; two looks are equal if nobody could tell the letters apart."""

    size: float
    weight: float
    style: str
    color: str
    family: str
    transform: str
    decoration: str

    @property
    def is_bold(self) -> bool:
        """Whether the letters are bold."""
        return self.weight >= BOLD

    def __str__(self) -> str:
        return f"{self.size:g} px, weight {self.weight:g}"


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """One block of text that can be seen."""

    container: Element
    """The element whose box it stands in."""
    texts: tuple[Text, ...]
    words: str
    """All its words, white space collapsed."""
    box: Box
    look: Look
    """The look of its longest run of text."""
    is_bold: bool
    """Whether all of it is bold."""
    heading: Element | None
    """The heading that its first text stands in."""

    @property
    def element(self) -> Element:
        """The innermost element that holds the whole block."""
        first = self.texts[0].parent
        if first is self.container:
            return first
        around = [first, *first.ancestors()]
        for text in self.texts[1:]:
            others = {text.parent.id, *(e.id for e in text.parent.ancestors())}
            around = [e for e in around if e.id in others]
        return around[0]

    @property
    def is_linked(self) -> bool:
        """Whether all its words are those of links or other controls."""
        return all(text.parent.closest("a", "button", "summary", "label") is not None for text in self.texts)

    def is_above(self, other: Block) -> bool:
        """Whether the other begins below it, and under it."""
        box, beneath = self.box, other.box
        return beneath.y >= box.bottom - 2 and box.x < beneath.right and beneath.x < box.right


def blocks_of(page: Page) -> list[Block]:
    """The blocks of the page."""
    return page.derived(_blocks)


def blocks_in(element: Element) -> Iterator[Block]:
    """The blocks whose container is the element, or stands in it."""
    return (
        block
        for inside in (element, *element.descendants())
        for block in element.page.derived(_by_container).get(inside.id, ())
    )


def _by_container(page: Page) -> Mapping[int, list[Block]]:
    found: dict[int, list[Block]] = defaultdict(list)
    for block in blocks_of(page):
        found[block.container.id].append(block)
    return found


def _blocks(page: Page) -> list[Block]:
    looks: dict[int, Look] = {}
    shown: dict[int, bool] = {}
    headings = {heading.id: heading for heading in page.with_role("heading")}
    found: list[Block] = []
    for container, texts in _lines(page, headings):
        seen = [text for text in texts if text.box is not None and text.text.strip() and _is_seen(text, shown)]
        if seen:
            found.append(_block(container, texts, seen, looks, headings.get(seen[0].parent.id)))
    return found


def _lines(page: Page, headings: dict[int, Element]) -> Iterator[tuple[Element, list[Text]]]:
    """The texts of each line with the element whose box it is in; tells which elements stand in a heading."""
    containers: dict[int, Element] = {}
    ends: dict[int, int] = {}
    lines: dict[tuple[int, int], list[Text]] = {}
    for node in page.nodes:
        if isinstance(node, Text):
            container = containers[node.parent.id].id
            line = (container, ends.get(container, 0))
            if line in lines:
                lines[line].append(node)
            else:
                lines[line] = [node]
        elif node is not None:
            parent, style = node.parent, node.computed
            if parent is None:
                containers[node.id] = node
                continue
            if parent.id in headings:
                headings.setdefault(node.id, headings[parent.id])
            around = containers[parent.id]
            if style is None or style["display"] in IN_LINE:
                containers[node.id] = around
                ends_line = node.tag == "br"
            else:
                containers[node.id] = node
                ends_line = style["position"] not in ("absolute", "fixed")
            if ends_line:
                ends[around.id] = ends.get(around.id, 0) + 1
    return ((containers[texts[0].parent.id], texts) for texts in lines.values())


def _block(
    container: Element, texts: list[Text], seen: list[Text], looks: dict[int, Look], heading: Element | None
) -> Block:
    first = seen[0]
    if len(seen) == 1:
        look = _look(first, looks)
        assert first.box is not None  # only what is laid out is seen
        return Block(container, (first,), " ".join(first.text.split()), first.box, look, look.is_bold, heading)
    shown = {text.id for text in seen}
    words = " ".join("".join(text.text for text in texts if text.id in shown or text.text.isspace()).split())
    look = _look(max(seen, key=lambda text: len(text.text)), looks)
    is_bold = all(_look(text, looks).is_bold for text in seen if any(map(str.isalnum, text.text)))
    return Block(container, tuple(seen), words, _around(seen), look, is_bold, heading)


def _is_seen(text: Text, shown: dict[int, bool]) -> bool:
    """Whether it can be seen where it is; `shown` keeps what is so of all that stands in one element."""
    parent, box = text.parent, text.box
    if box is None or not box.width or not box.height or box.right <= 0 or box.bottom <= 0:
        return False
    if parent.id not in shown:
        shown[parent.id] = (
            text.computed is not None
            and text.computed["visibility"] == "visible"
            and not parent.is_foreign
            and not parent.is_clipped_away
            and not parent.is_transparent
        )
    return shown[parent.id]


def _look(text: Text, looks: dict[int, Look]) -> Look:
    style = text.computed
    assert style is not None  # what is seen has a style
    look = looks.get(id(style))  # what looks alike shares one mapping
    if look is None:
        size, weight = float(style["font-size"][:-2]), float(style["font-weight"])
        names = ("font-style", "color", "font-family", "text-transform", "text-decoration-line")
        look = looks[id(style)] = Look(size, weight, *(style[name] for name in names))
    return look


def _around(texts: list[Text]) -> Box:
    boxes = [text.box for text in texts if text.box is not None]
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)
