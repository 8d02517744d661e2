"""Which elements stop the Tab key, as far as a recording tells."""

from __future__ import annotations

from collections.abc import Iterator

from rules.aria import WIDGETS
from rules.nesting import holding, standing_in
from rules.page import Element, Page


def tab_stops(element: Element, closed: frozenset[str] = frozenset()) -> Iterator[Element]:
    """The element, if the Tab key stops at it, and what stops it inside.

    Frames are not looked into, nor is what has one of the roles `closed`.
    """
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in ("iframe", "frame"):
            continue
        if node.is_tabbable:
            yield node
        if node is element or node.role not in closed:
            stack.extend(child for child in reversed(node.children) if isinstance(child, Element))


def is_control(element: Element) -> bool:
    """Whether it can take the focus and does something then: no mere target of a skip link, no region that scrolls."""
    return element.is_focusable and (element.role in WIDGETS or element.is_clickable)


def in_controls(page: Page) -> frozenset[int]:
    """The ids of the elements that stand in a control."""
    return standing_in(page, is_control)


def holding_focusable(page: Page) -> frozenset[int]:
    """The ids of the elements that hold one which can take the focus."""
    return holding(page, lambda element: element.is_focusable)


def may_be_blocked(element: Element) -> bool:
    """Whether a dialog stands open over the page and holds everything outside it back from the keyboard.

    The dialog that does so is fixed in its place by the browser's own style sheet (HTML, 15.5.3); one that is merely
    open is not.
    """
    dialogs = element.page.derived(_fixed_dialogs)
    return bool(dialogs) and not any(ancestor in dialogs for ancestor in (element, *element.ancestors()))


def _fixed_dialogs(page: Page) -> list[Element]:
    return [e for e in page.tagged("dialog") if e.has("open") and e.style("position") == "fixed"]
