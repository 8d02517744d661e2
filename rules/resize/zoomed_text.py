"""People with low vision zoom in until they can read. What is cut off then, they never learn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Box, Clipped, Element, Page, Text, Unknown

METADATA = Metadata(
    id="zoomed-text",
    title="Text is not cut off at 200 % zoom",
    wcag=("1.4.4",),
    trusted_tester=("18.A",),
    baseline=("22.A",),
    act=("59br37",),
    affects=("302.2",),
    remediation="Let boxes grow with their text: `min-height` instead of `height`, no `overflow: hidden` around text.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES, Aspect.ZOOM),
)

IS_WHOLE = passed("At 200 % zoom it cuts off none of its text.")
CUTS = failed("At 200 % zoom it cuts off text, and nobody can scroll to the rest.", fails=("18.A",))
MAY_OPEN = cant_tell("At 200 % zoom this cuts off text. Does a control show the rest?", asks=("18.A",))
MAY_END = cant_tell(
    "At 200 % zoom this text ends in an ellipsis. Can all of it be read in another way?", asks=("18.A",)
)
IS_ALWAYS_CUT = cant_tell(
    "This cuts off text, at 200 % zoom and without. Can all of it be read in another way?", asks=("18.A",)
)

SEEN, LOST = 0.25, 0.35
"""Of the height of a line: how much must be in sight for it to be seen, and out of sight for it to be cut."""
CLIPS = ("hidden", "clip")
OPENS = re.compile(r"\b(?:more|expand|show|read|whole|full|details|más|mostrar)\b", re.IGNORECASE)
"""In the name of a control that may show the rest."""


class _Cut(NamedTuple):
    """What a clipping element does to text: how it ends there, whether it does so without zoom too."""

    ends: str
    always: bool


def _seen(line: Box, window: tuple[float | None, ...], *, down: float) -> bool:
    """Whether enough of a line is in the window: `down` of its height, and as much of its width as it is high."""
    left, top, right, bottom = window
    wide = min(line.right, _or(right, line.right)) - max(line.x, _or(left, line.x))
    high = min(line.bottom, _or(bottom, line.bottom)) - max(line.y, _or(top, line.y))
    return high >= down * line.height and wide >= min(line.height, line.width)


def _or(side: float | None, otherwise: float) -> float:
    return otherwise if side is None else side


def _is_cut(clipped: Clipped) -> bool:
    """Whether some of its lines are seen, and others, or parts of them, are not and can't be moved into sight."""
    window = clipped.window
    left, top, right, bottom = window
    seen = [line for line in clipped.lines if _seen(line, window, down=SEEN)]
    if not seen:
        return False
    if clipped.axis == "x":  # what fits the window may be slid into it
        return any(
            line.width > _or(right, line.right) - _or(left, line.x)
            and _out(line.x, line.right, left, right) > line.height
            for line in seen
        )
    beside = [line for line in clipped.lines if _seen(line, (left, None, right, None), down=SEEN)]
    return any(_out(line.y, line.bottom, top, bottom) >= LOST * line.height for line in beside)


def _out(start: float, end: float, least: float | None, most: float | None) -> float:
    """How much of a line lies before or after what is open."""
    return max(_or(least, start) - start, end - _or(most, end))


def _was_cut(clipped: Clipped, page: Page) -> bool | None:
    """Whether it was cut without zoom too; None where it was not there, or is not to be compared."""
    own, by = page.nodes[clipped.element], page.nodes[clipped.by]
    if not isinstance(own, Element) or not isinstance(by, Element) or by.box is None:
        return None
    boxes = [text.box for text in own.children if isinstance(text, Text) and text.box is not None and text.text.strip()]
    if not boxes or own.is_clipped_away or own.is_transparent:
        return None
    slack = LOST * min(line.height for line in clipped.lines)
    if clipped.axis == "x":
        return any(_out(box.x, box.right, by.box.x, by.box.right) > slack for box in boxes)
    return any(_out(box.y, box.bottom, by.box.y, by.box.bottom) > slack for box in boxes)


def _cuts(page: Page) -> dict[int, _Cut]:
    """What each element that cuts off text does to it, the worst alone."""
    found: dict[int, _Cut] = {}
    for clipped in () if isinstance(page.zoomed, Unknown) else page.zoomed:
        was_cut = _was_cut(clipped, page) if _is_cut(clipped) else None
        if was_cut is None or _moves(page, clipped):
            continue
        cut = _Cut(clipped.ends, was_cut)
        found[clipped.by] = min(found.get(clipped.by, cut), cut, key=lambda each: (each.always, each.ends != ""))
    return found


def _moves(page: Page, clipped: Clipped) -> bool:
    """Whether an animation carries the text past: a ticker."""
    node = page.nodes[clipped.element]
    while isinstance(node, Element):
        if node.computed is not None and node.computed["animation-name"] != "none":
            return True
        if node.id == clipped.by:
            return False
        node = node.parent
    return False


def applicability(page: Page) -> Iterator[Element]:
    """Each element in sight that clips what reaches out of it and has text, on a page that was zoomed.

    Of those about which a person must be asked, the first alone.
    """
    cuts = page.derived(_cuts)
    has_asked = False
    holding = {
        ancestor.id for text in page.texts if text.is_seen for ancestor in (text.parent, *text.parent.ancestors())
    }
    for element in page.elements:
        if element.id in cuts:
            asks = expectation(element) != CUTS
            if not (asks and has_asked):
                yield element
            has_asked = has_asked or asks
        elif element.id in holding and element.tag not in ("html", "body") and _clips(element):
            yield element


def _holding(page: Page) -> set[int]:
    """The ids of the elements that hold text in sight."""
    found: set[int] = set()
    for text in page.texts:
        node: Element | None = text.parent if text.is_seen else None
        while node is not None and node.id not in found:
            found.add(node.id)
            node = node.parent
    return found


def _clips(element: Element) -> bool:
    return element.style("overflow-x") in CLIPS or element.style("overflow-y") in CLIPS


def expectation(element: Element) -> Result:
    """In 640 by 400 CSS pixels, the half of a window of 1280 by 800 as 200 % zoom leaves it, it shows all its text."""
    cut = element.page.derived(_cuts).get(element.id)
    if cut is None:
        return IS_WHOLE
    if cut.always:
        return IS_ALWAYS_CUT
    if cut.ends:
        return MAY_END
    return MAY_OPEN if _opener(element) else CUTS


def _opener(element: Element) -> bool:
    """Whether a control in it, or next to it, may show the rest."""
    beside = list(element.parent.elements) if element.parent is not None else [element]
    at = beside.index(element)
    near = [part for each in beside[max(at - 1, 0) : at + 2] if each is not element for part in (each, *each.elements)]
    return any(
        part.role in ("button", "link") and (part.has("aria-expanded") or OPENS.search(part.name))
        for part in (*element.descendants(), *near)
    )


POEM = (
    "Once the fog has lifted off the harbor, ferries leave from all piers as told on the board at the gate, every day. "
)
LINES = "North pier<br>South pier<br>West pier<br>East pier<br>Old pier"

EXAMPLES = (
    Example(f'<div style="overflow: hidden">{POEM}</div>', IS_WHOLE),
    Example(f'<div style="overflow: hidden; height: 1.5em">{POEM * 2}</div>', IS_ALWAYS_CUT),
    Example(f'<div style="overflow: hidden; height: 1.3em">{POEM}</div>', CUTS),
    Example(f'<div style="overflow: hidden; height: 14vh">{LINES}</div>', CUTS),
    Example(f'<div style="overflow: hidden; white-space: nowrap">{POEM}</div>', CUTS),
    Example(f'<div style="overflow: hidden; white-space: nowrap; text-overflow: ellipsis">{POEM}</div>', MAY_END),
    Example(f'<div><p style="overflow: hidden; height: 1.3em">{POEM}</p><button>Read more</button></div>', MAY_OPEN),
    Example(f'<div style="overflow: auto; height: 1.3em">{POEM}</div>', INAPPLICABLE),
    Example(f'<div style="position: absolute; overflow: hidden; width: 1px; height: 1px">{POEM}</div>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
