"""Which texts CSS places beside one another, and which of them it shows in another order than the markup has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rules.blocks import blocks_of
from rules.page import Box, Element, Page

ENOUGH = 20
"""Characters of a text that may depend on what was read before it."""

PLACING = frozenset(("flex", "grid", "inline-flex", "inline-grid"))
UNITS = frozenset(
    ("banner", "complementary", "contentinfo", "dialog", "form", "main", "navigation", "search", "tooltip", "toolbar")
)
"""The roles of what makes sense by itself, wherever it stands."""


def placed_texts(page: Page) -> Iterator[tuple[Element, tuple[Element, Element] | None]]:
    """Each exposed element two children of which, or more, hold text and are placed by CSS.

    With it the first two that follow one another in the markup, are seen the other way round and depend on their order;
    None if there are no such two.
    """
    letters = _letters(page)
    for element in page.elements:
        if len(element.children) < 2 or not letters[element.id]:
            continue
        items = [e for e in _placed(element) if letters[e.id]]
        if len(items) >= 2 and element.is_exposed:
            yield element, next((pair for pair in pairwise(items) if _is_turned(*pair, letters)), None)


def _letters(page: Page) -> list[int]:
    """How many characters can be seen in each element, by node id."""
    counts = [0] * len(page.nodes)
    for block in blocks_of(page):
        counts[block.container.id] += len(block.words)
    for node in reversed(page.nodes):  # children come after their parents
        if isinstance(node, Element) and node.parent is not None:
            counts[node.parent.id] += counts[node.id]
    return counts


def _placed(element: Element) -> list[Element]:
    """The children that CSS places beside one another: all of a flex or grid container, else floats, else absolutes."""
    children = [e for e in element.elements if e.computed is not None and e.box is not None and e.box.area]
    flowing = [e for e in children if e.style("position") not in ("absolute", "fixed")]
    if element.style("display") in PLACING:
        return flowing
    floating = [e for e in flowing if e.style("float") != "none"]
    if floating:
        return floating
    return [e for e in children if e.style("position") == "absolute"]


def _is_turned(one: Element, other: Element, letters: list[int]) -> bool:
    a, b = one.box, other.box
    if a is None or b is None or not (_is_above(b, a) or _is_before(b, a, one)):
        return False
    if not one.is_visible or not other.is_visible or not one.is_exposed or not other.is_exposed:
        return False
    if one.role in UNITS or other.role in UNITS:
        return False
    if _is_above(b, a):
        return all(letters[e.id] >= ENOUGH or _is_heading(e) for e in (one, other))
    is_alike = (one.tag, one.get("class")) == (other.tag, other.get("class"))
    return is_alike and all(_is_told(e, letters[e.id]) for e in (one, other))


def _is_above(box: Box, other: Box) -> bool:
    return box.bottom <= other.y + 1 and box.x < other.right and other.x < box.right


def _is_before(box: Box, other: Box, element: Element) -> bool:
    """Whether it stands beside the other, on the side where lines begin."""
    shared = min(box.bottom, other.bottom) - max(box.y, other.y)
    if shared < 0.5 * min(box.height, other.height):
        return False
    is_rtl = element.style("direction") == "rtl"
    return other.right <= box.x + 1 if is_rtl else box.right <= other.x + 1


def _is_heading(element: Element) -> bool:
    return element.role == "heading" or any(e.role == "heading" for e in element.elements)


def _is_told(element: Element, count: int) -> bool:
    """Whether it is more than a link or a button, and long enough or numbered."""
    is_active = element.tag in ("a", "button", "input") or any(e.tag in ("a", "button") for e in element.elements)
    return not is_active and (count >= ENOUGH or element.text[:1].isdigit())
