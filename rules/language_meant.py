"""Which language a `lang` means that names none: `english`, `en_US`, `us` on an English page."""

from __future__ import annotations

from rules.language_identification import AUTONYMS, NAMES, identify
from rules.languages import has_known_language, primary_subtag
from rules.page import Element
from rules.passages import leading, passages

_BY_NAME = {name.casefold(): code for code, name in NAMES.items()} | AUTONYMS

CHOICE = "[en, es or another code]"
"""What stands where neither the attribute nor the text tells."""


def tag_meant(written: str, text: str) -> str:
    """The tag that is meant by what is written, or that the text is in for certain; else a choice."""
    tag = written.strip().replace("_", "-")
    if tag and has_known_language(tag):
        return tag
    by_name = _BY_NAME.get(primary_subtag(tag))
    if by_name is not None:
        return by_name
    identified = identify(text)
    return identified.language if identified is not None and identified.is_sure else CHOICE


def language_of_page(root: Element, written: str = "") -> str:
    """The tag for a page whose `html` element says `written`."""
    tag = tag_meant(written, "")
    if tag != CHOICE:
        return tag
    found = leading(p for p in root.page.derived(passages) if p.element.document is root.document)
    return found.language if found is not None else CHOICE
