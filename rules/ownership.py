"""Who owns whom in the accessibility tree: what the required context and the required owned elements are read from.

WAI-ARIA 1.2, 5.2.5 and 5.2.6 and its definition of "owned element": generic and presentational elements are skipped
on the way, unless a global attribute makes them count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.aria import GLOBAL_ATTRIBUTES
from rules.page import Element, Page
from rules.roles import PRESENTATIONAL


def owner_of(element: Element) -> Element | None:
    """The nearest element that counts and that contains it, or claims it with `aria-owns`."""
    claims = element.page.derived(_claims)
    seen: set[int] = set()
    node = element
    while node.id not in seen:
        seen.add(node.id)
        parent = claims.get(node.id) or node.parent
        if parent is None or parent.document is not element.document:
            return None
        if counts(parent):
            return parent
        node = parent
    return None


def owned_by(element: Element) -> Iterator[Element]:
    """The exposed elements that count and that it owns, those it claims last."""
    claims = element.page.derived(_claims)
    seen = {element.id}
    stack = _below(element, claims)[::-1]
    while stack:
        node = stack.pop()
        if node.id in seen or not (node.is_exposed or not node.is_rendered):
            continue
        seen.add(node.id)
        if counts(node):
            if node.is_exposed:
                yield node
        else:
            stack += _below(node, claims)[::-1]


def _below(element: Element, claims: Mapping[int, Element]) -> list[Element]:
    inside = [e for e in element.elements if claims.get(e.id, element) is element and e.document is element.document]
    return inside + [e for e in element.references("aria-owns") if claims.get(e.id) is element and e not in inside]


def counts(element: Element) -> bool:
    """Whether it has a place of its own in the accessibility tree."""
    if element.role in PRESENTATIONAL:
        return False
    if element.role is not None and element.role != "generic":
        return True
    return any(
        name in GLOBAL_ATTRIBUTES and name != "aria-hidden" and name != "aria-owns" and value.strip()
        for name, value in element.attributes.items()
        if name.startswith("aria-")
    )


def _claims(page: Page) -> Mapping[int, Element]:
    """The first element that claims another with `aria-owns`, by the other's id."""
    found: dict[int, Element] = {}
    for element in page.elements:
        if element.has("aria-owns"):
            for claimed in element.references("aria-owns"):
                found.setdefault(claimed.id, element)
    return found
