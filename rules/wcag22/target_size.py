"""Small targets that stand close together are missed by people whose hands shake, and the wrong thing happens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rules.aria import WIDGETS
from rules.fields import kind_of
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Box, Element, Page

METADATA = Metadata(
    id="target-size",
    title="Targets are large enough or far enough apart",
    wcag=("2.5.8",),
    section508=(),
    affects=("302.7", "302.8"),
    remediation="Make the target 24 by 24 CSS pixels large, by padding, or keep its neighbors that far away.",
    standard="wcag22aa",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

IS_LARGE = passed("The target is 24 by 24 CSS pixels or larger.")
HAS_ROOM = passed("The target is small, and no other is within reach of a circle of 24 CSS pixels around it.")
IS_CROWDED = cant_tell(
    "This target is smaller than 24 by 24 CSS pixels, and near another. Is there a larger one for the same?"
)

LEAST = 24.0
"""CSS pixels: width, height, and the diameter of the circle that must hold no other target."""
CELL = 96.0
"""Targets are looked for in squares of so many pixels."""


def applicability(page: Page) -> Iterator[Element]:
    """Each visible target of a pointer, but for links in lines of text and fields of the browser's own size.

    What stands in another target is left out; of crowded ones with the same tag and classes, the first is judged.
    """
    met: set[tuple[str, str]] = set()
    for element in page.derived(_targets):
        if element.id in page.derived(_crowded):
            kind = element.tag, element.get("class") or ""
            if kind in met:
                continue
            met.add(kind)
        yield element


def _targets(page: Page) -> list[Element]:
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


def _is_target(element: Element) -> bool:
    if (element.role not in WIDGETS and element.role != "link") or element.box is None or element.tag == "area":
        return False
    return element.is_focusable and element.style("pointer-events") != "none" and element.is_visible


def _is_in_text(element: Element) -> bool:
    """Whether it stands in a line with words that are no target."""
    return element.style("display") == "inline" and _block_of(element).id in element.page.derived(_with_words)


def _block_of(element: Element) -> Element:
    """What lays out the lines that an inline element stands in."""
    block = element.parent or element
    while block.style("display") in ("inline", "contents") and block.parent is not None:
        block = block.parent
    return block


def _with_words(page: Page) -> frozenset[int]:
    """The blocks with words of their own in their lines, outside links and controls."""
    found: set[int] = set()
    for text in page.texts:
        if text.box is None or not text.text.strip(SEPARATORS):
            continue
        holder = text.parent
        while holder.style("display") in ("inline", "contents") and holder.parent is not None:
            if holder.role == "link" or holder.role in WIDGETS:
                break
            holder = holder.parent
        else:
            found.add(holder.id)
    return frozenset(found)


SEPARATORS = " \n\t\xa0|·•,;/-–—>»›"
"""What parts the links of a list from one another, and is no text that they stand in."""


def _is_browsers_own(element: Element) -> bool:
    """Whether it is as small as browsers make it, so that its author has not chosen the size."""
    return kind_of(element) in ("checkbox", "radio", "color", "range", "file") or element.role == "option"


def _is_small(element: Element) -> bool:
    box = element.box
    return box is not None and (box.width < LEAST or box.height < LEAST)


def _crowded(page: Page) -> frozenset[int]:
    return frozenset(e.id for e in page.derived(_targets) if _is_small(e) and not _has_room(e))


def _has_room(element: Element) -> bool:
    """Whether a circle around its middle meets no other target, nor the circle of another small one."""
    assert element.box is not None
    x, y = _middle(element.box)
    cells = element.page.derived(_by_cell)
    near = {
        other.id: other
        for column in (int((x - LEAST) // CELL), int((x + LEAST) // CELL))
        for row in (int((y - LEAST) // CELL), int((y + LEAST) // CELL))
        for other in cells.get((column, row), ())
    }
    return not any(_meets(x, y, other) for other in near.values() if other is not element)


def _meets(x: float, y: float, other: Element) -> bool:
    box = other.box
    assert box is not None
    across = max(box.x - x, x - box.right, 0.0)
    down = max(box.y - y, y - box.bottom, 0.0)
    if across**2 + down**2 < (LEAST / 2) ** 2:
        return True
    if not _is_small(other):
        return False
    other_x, other_y = _middle(box)
    return (other_x - x) ** 2 + (other_y - y) ** 2 < LEAST**2


def _middle(box: Box) -> tuple[float, float]:
    return box.x + box.width / 2, box.y + box.height / 2


def _by_cell(page: Page) -> Mapping[tuple[int, int], list[Element]]:
    cells: dict[tuple[int, int], list[Element]] = defaultdict(list)
    for element in page.derived(_targets):
        box = element.box
        assert box is not None
        for column in range(int(box.x // CELL), min(int(box.right // CELL), int(box.x // CELL) + 20) + 1):
            for row in range(int(box.y // CELL), min(int(box.bottom // CELL), int(box.y // CELL) + 20) + 1):
                cells[column, row].append(element)
    return cells


def expectation(element: Element) -> Result:
    """It is 24 by 24 CSS pixels, or a circle of that diameter around its middle meets no other target or circle."""
    if not _is_small(element):
        return IS_LARGE
    if element.id not in element.page.derived(_crowded):
        return HAS_ROOM
    box = element.box
    return IS_CROWDED.with_detail(f"{box.width:.0f} by {box.height:.0f} pixels" if box is not None else "")


SMALL = 'style="width: 16px; height: 16px; padding: 0; margin: 0; float: left"'

EXAMPLES = (
    Example('<button style="width: 80px; height: 30px">Send</button>', IS_LARGE),
    Example(f'<button {SMALL} aria-label="Close"></button>', HAS_ROOM),
    Example(f'<button {SMALL} aria-label="Up"></button><button {SMALL} aria-label="Down"></button>', IS_CROWDED),
    Example('<p>Read the <a href="/fees">fees</a> and the <a href="/forms">forms</a>.</p>', INAPPLICABLE),
    Example('<label><input type="checkbox"> Tours</label><button hidden>Send</button>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
