"""The headings of a page as the outline that a screen reader lists: which one stands above which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.numbers import whole
from rules.page import Element, Page

NOTE = re.compile(
    r"(attention|caution|danger|error|example|hint|important|info|note|notice|see also|tip|warning)s?\W*", re.IGNORECASE
)
"""What a box beside the text is called for its kind, however many of them there are."""
PARTS = frozenset(("banner", "complementary", "contentinfo", "dialog", "main", "navigation", "region", "search"))
"""The roles of what has an outline of its own."""


@dataclass(frozen=True, eq=False, slots=True)
class Heading:
    """A heading and its place in the outline."""

    element: Element
    level: int
    above: Heading | None
    """The heading of the part that this one's part belongs to."""
    part: int
    """The id of the landmark or the document that it stands in."""

    @property
    def name(self) -> str:
        """What a screen reader calls it."""
        return " ".join(self.element.name.split())


def headings_of(page: Page) -> list[Heading]:
    """The exposed headings of the page."""
    return page.derived(_headings)


def _headings(page: Page) -> list[Heading]:
    found: list[Heading] = []
    open_ones: dict[int, list[Heading]] = {}
    for element in page.with_role("heading"):
        if not element.is_exposed or element.is_foreign:
            continue
        level, part = _level(element), _part(element)
        above = open_ones.setdefault(part, [])
        while above and above[-1].level >= level:
            above.pop()
        heading = Heading(element, level, above[-1] if above else None, part)
        above.append(heading)
        found.append(heading)
    return found


def _level(element: Element) -> int:
    written = whole(element.get("aria-level")) or 0
    if written > 0:
        return written
    return int(element.tag[1]) if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6") else 2


def _part(element: Element) -> int:
    return next((e.id for e in _outside(element) if e.role in PARTS), element.document.id)


def _outside(element: Element) -> Iterator[Element]:
    return (e for e in element.ancestors() if e.document is element.document)
