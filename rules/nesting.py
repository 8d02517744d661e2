"""What stands in what, told of all elements of a page in one pass."""

from __future__ import annotations

from collections.abc import Callable

from rules.page import Element, Page


def standing_in(page: Page, is_outer: Callable[[Element], bool]) -> frozenset[int]:
    """The ids of the elements that stand in one of which `is_outer` is true."""
    found: set[int] = set()
    for element in page.elements:
        parent = element.parent
        if parent is not None and (parent.id in found or is_outer(parent)):
            found.add(element.id)
    return frozenset(found)


def holding(page: Page, is_inner: Callable[[Element], bool]) -> frozenset[int]:
    """The ids of the elements that hold one of which `is_inner` is true."""
    found: set[int] = set()
    for element in reversed(page.elements):  # children come after their parents
        if element.parent is not None and (element.id in found or is_inner(element)):
            found.add(element.parent.id)
    return frozenset(found)
