"""An item is an item of something: a screen reader says "tab, two of five" only when it knows the five.

Outside its list, table or menu an item is announced without its place, or as plain text.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.aria import ROLES
from rules.correction import changed, corrected, made
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.ownership import owner_of
from rules.page import Element, Page

METADATA = Metadata(
    id="required-context",
    title="Element with a role stands in what the role is a part of",
    wcag=("1.3.1",),
    trusted_tester=("5.C", "10.D", "14.A"),
    baseline=("5.B", "12.A", "13.D"),
    act=("ff89c9",),
    affects=("302.1",),
    remediation="Put the element directly into one with the role that it belongs to, or use the HTML elements for it.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_CONTEXT = passed("The element stands in what its role is a part of.")
IS_NO_LIST = failed("The item stands in no list.", fails=("10.D",))
IS_NO_TABLE = failed("The part of a table stands in no table that can be told from the markup.", fails=("14.A",))
IS_NO_CONTROL = failed("The part of a control stands outside of what its role belongs to.", fails=("5.C",))

LISTS = frozenset({"doc-biblioentry", "doc-endnote", "listitem"})
TABLES = frozenset({"caption", "cell", "columnheader", "row", "rowgroup", "rowheader"})


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with a `role` that holds and must stand in a certain context."""
    for element in page.elements:
        if element.has("role") and _context(element) and element.is_exposed and _is_written(element):
            yield element


def _context(element: Element) -> frozenset[str]:
    role = ROLES.get(element.role or "")
    return role.context if role is not None and not role.is_deprecated else frozenset()


def _is_written(element: Element) -> bool:
    return element.role in (element.get("role") or "").lower().split()


def expectation(element: Element) -> Result:
    """What owns it has one of the roles that WAI-ARIA 1.2 names as the required context of its role."""
    owner = owner_of(element)
    if owner is not None and owner.role in _context(element):
        return HAS_CONTEXT
    if element.role in LISTS:
        return IS_NO_LIST
    return IS_NO_TABLE if element.role in TABLES else IS_NO_CONTROL


EXAMPLES = (
    Example('<div role="list"><span role="listitem">Ohio</span></div>', HAS_CONTEXT),
    Example('<ul><div><div role="none"><p role="listitem">Ohio</p></div></div></ul>', HAS_CONTEXT),
    Example('<div role="list" aria-owns="o"></div><span role="listitem" id="o">Ohio</span>', HAS_CONTEXT),
    Example('<ul role="tablist"><li role="none"><a role="tab" href="#fees">Fees</a></li></ul>', HAS_CONTEXT),
    Example('<div role="listitem">Ohio</div>', IS_NO_LIST),
    Example('<div role="list"><div aria-live="polite"><p role="listitem">Ohio</p></div></div>', IS_NO_LIST),
    Example('<div role="row">Fees</div>', IS_NO_TABLE),
    Example('<div><button role="tab">Fees</button></div>', IS_NO_CONTROL),
    Example('<ul><li role="menuitem">Print</li></ul>', IS_NO_CONTROL),
    Example('<ul><li>Ohio</li></ul><div role="article">Fees</div>', INAPPLICABLE),
    Example('<div role="listitem" hidden>Ohio</div>', INAPPLICABLE),
)


AROUND = {
    "caption": "table",
    "listitem": "list",
    "menuitem": "menu",
    "menuitemcheckbox": "menu",
    "menuitemradio": "menu",
    "option": "listbox",
    "row": "table",
    "rowgroup": "table",
    "tab": "tablist",
    "treeitem": "tree",
    **dict.fromkeys(("cell", "columnheader", "gridcell", "rowheader"), "row"),
    **dict.fromkeys(("doc-biblioentry", "doc-endnote"), "list"),
}
"""Where a role belongs, of the places that are allowed."""


def correction(element: Element, _: Result) -> Correction | None:
    """What holds nothing but such parts with the role that they belong to, or a new element with it."""
    around, parent = AROUND[element.role or ""], element.parent
    is_theirs = parent is not None and parent.role in (None, "generic", "list") and parent.tag not in ("body", "li")
    if parent is not None and is_theirs and all(e.role == element.role for e in parent.elements if e.is_exposed):
        change = f'Give the element around it the role: `role="{around}"`.'
        return corrected(element, changed(parent, {"role": around}), change=change)
    change = f'Put the element into one with `role="{around}"`, together with those that belong beside it.'
    return corrected(element, made(element, "div", {"role": around}, element), change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
