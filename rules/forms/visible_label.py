"""People who see a field without words do not know what to write into it.

A label that only assistive technology gets does not help them, and a placeholder is gone with the first letter typed:
who is interrupted, or forgets easily, has nothing left to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rules.fields import (
    CHOICES,
    NEAR,
    fields_by_form,
    form_of,
    is_in_data_table,
    kind_of,
    seen_fields,
    text_beside,
    visible_label,
)
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Box, Element, Page

METADATA = Metadata(
    id="visible-label",
    title="Form field has a label that can be seen",
    wcag=("3.3.2",),
    trusted_tester=("5.A",),
    baseline=("10.E",),
    affects=("302.2", "302.9"),
    remediation="Put a `label` in sight above or beside the field, and use the placeholder for nothing but an example.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_LABEL = passed("The field has a label that can be seen, or words beside it.")
IS_SEARCH = passed("The field stands beside the button that searches.")
HAS_PLACEHOLDER = cant_tell(
    "Only a placeholder, which typing removes, was found to tell what this field is for. Does anything else in sight?",
    asks=("5.A",),
)
HAS_NOTHING = cant_tell(
    "No words were found beside this field. Does anything in sight tell what it is for?", asks=("5.A",)
)

SEARCH = re.compile(r"search|find|look ?up|\bgo\b|buscar|rechercher|suche", re.IGNORECASE)


def applicability(page: Page) -> Iterator[Element]:
    """Each field that can be seen; of those without visible words in one form, the first."""
    wordless = page.derived(_wordless)
    return (f for f in page.derived(seen_fields) if f.id not in wordless or wordless[f.id][0] is f)


def _wordless(page: Page) -> Mapping[int, list[Element]]:
    """For each field that no words are seen with, by its number, all such fields of its form."""
    found: dict[int, list[Element]] = {}
    for members in page.derived(fields_by_form).values():
        alike: list[Element] = []
        placed: Box | None = None
        for field in members:
            if _has_words(field) or (placed is not None and _is_continued(placed, field.box)):
                placed = field.box or placed
            else:
                alike.append(field)
                found[field.id] = alike
    return found


def _has_words(field: Element) -> bool:
    return bool(visible_label(field) or text_beside(field)) or is_in_data_table(field)


def _is_continued(before: Box, box: Box | None) -> bool:
    """Whether it goes on in the line of a field with words, as the parts of a date or a telephone number do."""
    return box is not None and before.y < box.bottom and box.y < before.bottom and 0 <= box.x - before.right <= NEAR / 3


def expectation(field: Element) -> Result:
    """Words that are not in the field itself can be seen with it, or it is a search field beside its button."""
    alike = field.page.derived(_wordless).get(field.id, ())
    if not alike:
        return HAS_LABEL
    if _is_search(field, form_of(field)):
        return IS_SEARCH
    count = f"{len(alike)} such fields in this form" if len(alike) > 1 else ""
    placeholder = (field.get("placeholder") or "").strip()
    if placeholder and field.role not in CHOICES:
        return HAS_PLACEHOLDER.with_detail("; ".join(filter(None, (f'placeholder "{placeholder}"', count))))
    return HAS_NOTHING.with_detail("; ".join(filter(None, (f'name "{field.name.strip()}"', count))))


def _is_search(field: Element, form: Element | None) -> bool:
    """Whether a button that can be seen near it says that it searches."""
    around = form or field.parent
    if around is None or field.box is None:
        return False
    is_search = field.role == "searchbox" or kind_of(field) == "search" or bool(SEARCH.search(field.name))
    is_search = is_search or (form is not None and (form.role == "search" or bool(form.closest("search"))))
    for button in around.descendants():
        if button.role == "button" and button.is_visible and button.box is not None:
            near = button.box.y < field.box.bottom + NEAR / 3 and field.box.y - NEAR / 3 < button.box.bottom
            if near and (is_search or SEARCH.search(button.name)):
                return True
    return False


EXAMPLES = (
    Example('<label for="n">Full name</label> <input id="n">', HAS_LABEL),
    Example('<p>Full name</p><input aria-label="Full name">', HAS_LABEL),
    Example('<input type="checkbox" aria-label="I agree"> I agree', HAS_LABEL),
    Example('<table><tr><th>Fee<tr><td><input aria-label="Fee"></table>', HAS_LABEL),
    Example('<p>From <input aria-label="From"> <input aria-label="To"></p>', HAS_LABEL, HAS_LABEL),
    Example('<form><input aria-label="Search"> <button>Search</button></form>', IS_SEARCH),
    Example('<form role="search"><input aria-label="This site"> <button>🔍</button></form>', IS_SEARCH),
    Example('<input aria-label="Email" placeholder="Email">', HAS_PLACEHOLDER),
    Example('<form><input placeholder="Name"><br><br><br><input placeholder="Email"></form>', HAS_PLACEHOLDER),
    Example('<input title="Email">', HAS_NOTHING),
    Example('<select aria-label="Year"><option>2025</select>', HAS_NOTHING),
    Example('<input aria-label="Email" hidden><input aria-label="Fax" disabled>', INAPPLICABLE),
    Example('<button>Send</button><input type="submit"><input type="hidden">', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
