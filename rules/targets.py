"""What a pointer is aimed at, how large it is, and how near to others.

WCAG 2.2, 2.5.8 Target Size (Minimum): a target may be small if a circle of 24 CSS pixels around its middle meets no
other target, nor the circle of another small one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rules.aria import WIDGETS
from rules.display import block_containers
from rules.fields import kind_of
from rules.page import Box, Element, Page

LEAST = 24.0
"""CSS pixels: width, height, and the diameter of the circle that must hold no other target."""
CELL = 96.0
"""Targets are looked for in squares of so many pixels."""
SEPARATORS = " \n\t\xa0|·•,;/-–—>»›"
"""What parts the links of a list from one another, and is no text that they stand in."""


def targets(page: Page) -> list[Element]:
    """Each visible target, but for links in lines of text and fields of the browser's own size; none in another."""
    found: list[Element] = []
    inside: set[int] = set()
    for element in page.elements:
        if element.parent is not None and element.parent.id in inside:
            inside.add(element.id)
        elif _is_target(element):
            inside.add(element.id)
            if not _is_in_text(element) and not _is_browsers_own(element) and element.id not in page.labels:
                found.append(element)
    return found


def is_small(target: Element) -> bool:
    """Whether it is less than 24 CSS pixels wide or high."""
    box = target.box
    return box is not None and (box.width < LEAST or box.height < LEAST)


def crowded(page: Page) -> frozenset[int]:
    """The ids of the small targets that are too near to another."""
    return frozenset(e.id for e in page.derived(targets) if is_small(e) and not _has_room(e))


def _is_target(element: Element) -> bool:
    if (element.role not in WIDGETS and element.role != "link") or element.box is None or element.tag == "area":
        return False
    return element.is_focusable and element.style("pointer-events") != "none" and element.is_visible


def _is_in_text(element: Element) -> bool:
    """Whether it stands in a line with words that are no target."""
    page = element.page
    block = page.derived(block_containers)[element.id]
    return element.style("display") == "inline" and block.id in page.derived(_with_words)


def _with_words(page: Page) -> frozenset[int]:
    """The blocks with words of their own in their lines, outside links and controls."""
    blocks = page.derived(block_containers)
    found: set[int] = set()
    for text in page.texts:
        block, around = blocks[text.parent.id], text.parent
        if block.id in found or text.box is None or not text.text.strip(SEPARATORS):
            continue
        while around is not block and around.role != "link" and around.role not in WIDGETS:
            assert around.parent is not None  # its block is further out
            around = around.parent
        if around is block:
            found.add(block.id)
    return frozenset(found)


def _is_browsers_own(element: Element) -> bool:
    """Whether it is as small as browsers make it, so that its author has not chosen the size."""
    return kind_of(element) in ("checkbox", "radio", "color", "range", "file") or element.role == "option"


def _has_room(target: Element) -> bool:
    """Whether a circle around its middle meets no other target, nor the circle of another small one."""
    assert target.box is not None
    x, y = _middle(target.box)
    cells = target.page.derived(_by_cell)
    near = {
        other.id: other
        for column in (int((x - LEAST) // CELL), int((x + LEAST) // CELL))
        for row in (int((y - LEAST) // CELL), int((y + LEAST) // CELL))
        for other in cells.get((column, row), ())
    }
    return not any(_meets(x, y, other) for other in near.values() if other is not target)


def _meets(x: float, y: float, other: Element) -> bool:
    box = other.box
    assert box is not None
    across = max(box.x - x, x - box.right, 0.0)
    down = max(box.y - y, y - box.bottom, 0.0)
    if across**2 + down**2 < (LEAST / 2) ** 2:
        return True
    if not is_small(other):
        return False
    other_x, other_y = _middle(box)
    return (other_x - x) ** 2 + (other_y - y) ** 2 < LEAST**2


def _middle(box: Box) -> tuple[float, float]:
    return box.x + box.width / 2, box.y + box.height / 2


def _by_cell(page: Page) -> Mapping[tuple[int, int], list[Element]]:
    cells: dict[tuple[int, int], list[Element]] = defaultdict(list)
    for element in page.derived(targets):
        box = element.box
        assert box is not None
        for column in range(int(box.x // CELL), min(int(box.right // CELL), int(box.x // CELL) + 20) + 1):
            for row in range(int(box.y // CELL), min(int(box.bottom // CELL), int(box.y // CELL) + 20) + 1):
                cells[column, row].append(element)
    return cells
