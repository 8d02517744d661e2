"""Which pages serve people: what is mended there first helps those who came to get something done.

A kind is a hint for the order of fixes, told with its reason; no outcome depends on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from rules.page import Element, Page

SERVICE = "service"

FIELDS = frozenset(
    "text email tel url number date month week time datetime-local password checkbox radio file range".split()
)
"""Types of `input` that a person fills in; a search field says nothing about the page."""

SAID = re.compile(
    r"\b(appl(?:y|ication)|renew(?:al)?|enroll(?:ment)?|register|registration|appointments?|eligib\w+|benefits?|claims?|"
    r"permits?|licen[cs]es?|pay(?:ments?)?|solicit\w+|pag(?:ar|os)|beneficios?|cita|renovar|inscri\w+)\b",
    re.IGNORECASE,
)
"""What pages of services call themselves, in English and Spanish."""


def kinds_of(page: Page) -> tuple[tuple[str, str], ...]:
    """The kinds of a page, each with the sentence why; empty for most pages."""
    return tuple((SERVICE, why) for why in _reasons(page))[:1]


def _reasons(page: Page) -> Iterator[str]:
    filled = filter(_is_filled_in, page.tagged("input", "select", "textarea"))
    forms = Counter(form.id if (form := field.closest("form")) else None for field in filled)
    fields = max(forms.values(), default=0)
    if fields >= 2:
        yield f"It has a form of {fields} fields."
    path = " ".join(re.split(r"[^\w]+|_", unquote(urlsplit(page.document.url).path).rpartition(".")[0]))
    heading = next((e.text for e in page.tagged("h1") if not e.is_hidden), "")
    for place, words in (("address", path), ("main heading", heading)):
        found = SAID.search(words)
        if found:
            yield f"Its {place} says “{found[0]}”."


def _is_filled_in(field: Element) -> bool:
    around = field.closest("form")
    if field.is_hidden or field.is_disabled or (around is not None and around.role == "search"):
        return False
    return field.tag != "input" or (field.get("type") or "text").lower() in FIELDS
