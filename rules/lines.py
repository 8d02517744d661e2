"""Links that stand in a line of running text, and what tells them from the words around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from rules.display import block_containers
from rules.page import Element, Page, Text

FEWEST_WORDS = 5
"""How many words besides those of links make a line running text, and no list of links."""

PICTURES = frozenset({"img", "svg", "canvas", "picture", "video"})

PLAIN = frozenset("abbr b bdi bdo br cite code em font i kbd mark q s samp small span strong u var wbr".split())
"""Elements in a link that draw nothing but their words, save by a style that is looked at."""

_WORD = re.compile(r"[^\W\d_]{2,}")


FILLS = ("background-color", "background-image", "box-shadow")
NO_FILL = frozenset({"none", "rgba(0, 0, 0, 0)"})


class Linked(NamedTuple):
    """The first words of a link, and the longest run of words in the same line that are no link's."""

    link: Element
    text: Text
    other: Text


Line = list[tuple[Text, Element | None]]
"""The runs of words in a line, each with the link that it belongs to."""


def links_in_lines(page: Page) -> Iterator[Linked]:
    """Each link with the display `inline` that has words and stands in a line of running text."""
    blocks = page.derived(block_containers)
    within: dict[int, Element | None] = {}
    lines: dict[int, Line] = defaultdict(list)
    ended: list[Line] = []
    for node in page.nodes:
        if isinstance(node, Element):
            parent, block = node.parent, blocks[node.id]
            within[node.id] = node if node.role == "link" else within[parent.id] if parent is not None else None
            broken = blocks[parent.id] if block is node and parent is not None else block if node.tag == "br" else None
            if broken is not None and broken.id in lines:
                ended.append(lines.pop(broken.id))
        elif isinstance(node, Text) and node.is_seen:
            lines[blocks[node.parent.id].id].append((node, within[node.parent.id]))
    found = {linked.link.id: linked for line in (*ended, *lines.values()) for linked in _linked(line)}
    return (found[id_] for id_ in sorted(found))


def _linked(line: Line) -> Iterator[Linked]:
    if all(link is None for _, link in line):
        return
    plain = [(len(_WORD.findall(text.text)), text) for text, link in line if link is None]
    if sum(count for count, _ in plain) < FEWEST_WORDS:
        return
    _, longest = max(plain, key=lambda each: each[0])
    seen: set[int] = set()
    for text, link in line:
        if link is not None and link.id not in seen and link.style("display") == "inline" and _WORD.search(text.text):
            seen.add(link.id)
            yield Linked(link, text, longest)


def differs(linked: Linked) -> bool | None:
    """Whether something besides color tells the link from the words around it; None where that can't be said."""
    parts = list(linked.link.descendants())
    other = _look(linked.other)
    looks = {_look(text) for text in linked.link.texts() if text.is_seen}
    if all(look.is_apart(other) for look in looks) or any(part.tag in PICTURES and part.is_visible for part in parts):
        return True
    is_bare = all(part.tag in PLAIN and not _is_hiding(part) for part in parts) and not _is_padded(linked)
    return False if is_bare and looks == {other} else None


def _is_hiding(part: Element) -> bool:
    """Whether it may underline words by a style that nobody recorded: `display: contents` without words of its own."""
    return part.computed is None and part.is_rendered and not any(isinstance(child, Text) for child in part.children)


class _Look(NamedTuple):
    """How words look, but for their color."""

    lines: frozenset[str]
    """The lines drawn at them, on purpose and in sight."""
    fills: frozenset[str]
    """What is painted behind or around them, in sight or not."""
    shape: tuple[str, ...]
    size: float
    weight: float
    drawing: tuple[str, ...]

    def is_apart(self, other: _Look) -> bool:
        """Whether everybody who sees them sees a difference of form."""
        if self.lines - other.lines or self.shape != other.shape or abs(self.weight - other.weight) >= 200:
            return True
        return not 0.84 < self.size / max(other.size, 1) < 1.19


def _look(text: Text) -> _Look:
    """The look of words by their own style and by what the elements draw that they stand in, up to their block."""
    style = text.computed
    assert style is not None  # what has no style is not laid out, and so not read
    lines: set[str] = set()
    fills: set[str] = set()
    if text.parent.computed is None:
        lines.update(style["text-decoration-line"].replace("none", "").split())
    for element in (text.parent, *text.parent.ancestors()):
        drawn = element.computed
        if drawn is None:
            continue  # with `display: contents` it draws no box
        if drawn["display"] != "inline":
            break
        lines.update(drawn["text-decoration-line"].replace("none", "").split())
        if drawn["border-bottom-style"] not in ("none", "hidden") and drawn["border-bottom-width"] != "0px":
            lines.add("border")
        if drawn["outline-style"] != "none":
            lines.add("outline")
        fills |= {f"{name} {drawn[name]}" for name in FILLS if drawn[name] not in NO_FILL}
    return _Look(
        lines=frozenset(lines),
        fills=frozenset(fills),
        shape=(style["font-style"], style["text-transform"]),
        size=float(style["font-size"].removesuffix("px")),
        weight=float(style["font-weight"]),
        drawing=tuple(style[name] for name in ("font-family", "text-shadow", "-webkit-text-stroke-width")),
    )


def _is_padded(linked: Linked) -> bool:
    """Whether the link's box is larger than its words, as a border on another side or a picture makes it."""
    boxes = [text.box for text in linked.link.texts() if text.box is not None]
    box = linked.link.box
    if box is None or not boxes:
        return True
    width = max(each.right for each in boxes) - min(each.x for each in boxes)
    height = max(each.bottom for each in boxes) - min(each.y for each in boxes)
    return box.width - width > 1.5 or box.height - height > 1.5
