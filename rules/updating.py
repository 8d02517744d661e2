"""Regions of a page that say by role or class that they change by themselves."""

from __future__ import annotations

from rules.page import Element, Page

ROLES = frozenset({"timer", "marquee", "log"})
CLASSES = frozenset(
    "ticker newsticker news-ticker stock-ticker countdown count-down countdown-timer live-feed live-updates live-blog "
    "twitter-timeline flipclock flip-clock".split()
)
PAGE = frozenset({"html", "body", "main", "article", "section"})
LIVE_ROLES = frozenset({"alert", "log", "status"})
"""The roles that tell of their changes without an `aria-live`."""


def updating_regions(page: Page) -> dict[int, str]:
    """The outermost elements in sight that say that they change by themselves, by id, with what says so.

    Of those that say it in the same way, the first alone. The clock of a player is none: it tells what the player does.
    """
    found: dict[int, str] = {}
    inside: set[int] = set()
    for element in page.elements:
        if element.parent is not None and element.parent.id in inside:
            inside.add(element.id)
            continue
        sign = _sign(element)
        if sign and element.is_visible and element.text and not _is_in_player(element):
            inside.add(element.id)
            if sign not in found.values():
                found[element.id] = sign
    return found


def _sign(element: Element) -> str:
    role = next(iter((element.get("role") or "").lower().split()), "")
    if role in ROLES:
        return f"role {role}"
    classes = element.get("class")
    return next((f"class {name}" for name in classes.lower().split() if name in CLASSES), "") if classes else ""


def _is_in_player(element: Element) -> bool:
    around = (e for e in element.ancestors() if e.tag not in PAGE)
    return any(each.tag in ("audio", "video") for e in around for each in e.descendants())


def is_announced(element: Element) -> bool:
    """Whether assistive technology tells of its changes: it is, or stands in, a live region."""
    node: Element | None = element
    while node is not None:
        live = (node.get("aria-live") or "").strip().lower()
        if live:
            return live in ("polite", "assertive")
        if node.role in LIVE_ROLES:
            return True
        node = node.parent
    return False
