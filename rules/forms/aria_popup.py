"""A field that opens a list names that list, so that assistive technology finds it.

An id that leads nowhere loses it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="aria-popup",
    title="An open combobox or a scrollbar leads to what it controls",
    wcag=("4.1.2", "1.3.1"),
    trusted_tester=("5.C",),
    baseline=("5.A", "5.C"),
    act=("in6db8",),
    affects=("302.1",),
    remediation="Write the `id` of the list that opens into `aria-controls`, in the same document or shadow tree.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

IS_FOUND = passed("An element has the id that aria-controls names.")
IS_NOT_FOUND = cant_tell(
    "No element has an id that this control's aria-controls names. "
    "When its list is open, is each entry announced as one moves through it?",
    asks=("5.C",),
)


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed `scrollbar` and each exposed `combobox` that is open, with `aria-controls`."""
    for element in page.with_role("combobox", "scrollbar"):
        is_open = element.role == "scrollbar" or (element.get("aria-expanded") or "").strip().lower() == "true"
        if is_open and (element.get("aria-controls") or "").strip() and element.is_exposed:
            yield element


def expectation(element: Element) -> Result:
    """At least one of the ids in `aria-controls` is that of an element in the same tree."""
    return (
        IS_FOUND
        if element.references("aria-controls")
        else IS_NOT_FOUND.with_detail(element.get("aria-controls") or "")
    )


FIELD = '<input role="combobox" aria-label="State" aria-expanded="{}" aria-controls="l">'

EXAMPLES = (
    Example(f'{FIELD.format("true")}<ul role="listbox" id="l"><li role="option">Ohio</ul>', IS_FOUND),
    Example(f'{FIELD.format("true")}<ul role="listbox"><li role="option">Ohio</ul>', IS_NOT_FOUND),
    Example(FIELD.format("false"), INAPPLICABLE),
    Example('<button aria-expanded="true" aria-controls="l">Menu</button>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
