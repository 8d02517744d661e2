"""Who hears "menu" or "table" moves about in it as in any other one.

Without the items or rows that such a thing is made of there is nothing to move to, and nothing is counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.aria import ROLES
from rules.correction import changed, corrected, replaced, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.ownership import owned_by
from rules.page import Element, Page

METADATA = Metadata(
    id="required-owned",
    title="Element with a role holds what the role is made of",
    wcag=("1.3.1",),
    trusted_tester=("5.C", "10.D", "14.A"),
    baseline=("5.B", "12.A", "13.D"),
    act=("bc4a75",),
    affects=("302.1",),
    remediation="Give the parts the roles that belong into it, such as `listitem` in `list`, or take its role away.",
    needs=(Aspect.TREE, Aspect.STYLE),
)

HOLDS_PARTS = passed("The element holds only what its role is made of.")
IS_NO_LIST = failed("The list holds no item.", fails=("10.D",))
IS_NO_TABLE = failed("The table, or part of one, holds no rows or cells.", fails=("14.A",))
IS_NO_CONTROL = failed("The control holds none of what its role is made of.", fails=("5.C",))
IS_EMPTY = cant_tell("Nothing is in this element yet. Is there something in it when people use it?", asks=("5.C",))
IS_MIXED = cant_tell(
    "Beside what its role is made of, this element holds something else. Can that be reached and heard?", asks=("5.C",)
)
EMPTY_LIST = cant_tell("Nothing is in this list yet. Are there items in it when people use it?", asks=("10.D",))
EMPTY_TABLE = cant_tell("Nothing is in this table yet. Are there rows in it when people use it?", asks=("14.A",))
MIXED_LIST = cant_tell(
    "Beside its items, this list holds something else. Can that be reached and heard?", asks=("10.D",)
)
MIXED_TABLE = cant_tell(
    "Beside its rows or cells, this table or row holds something else. Can that be reached and heard?", asks=("14.A",)
)

TABLES = frozenset({"grid", "row", "rowgroup", "table", "treegrid"})
LOOSE = frozenset({"radiogroup", "suggestion"})
"""Roles whose parts may stand at any depth: radio buttons are often laid out as a list or a table."""

ALSO = {"grid": ("caption",), "table": ("caption",), "treegrid": ("caption",)}


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with a `role` that holds, is made of certain parts and is not its own, unless busy."""
    busy: set[int] = set()
    for element in page.elements:
        parent = element.parent
        if element.get("aria-busy", "") == "true" or (parent is not None and parent.id in busy):
            busy.add(element.id)
        elif element.has("role") and element.role != element.implicit_role and _parts(element) and element.is_exposed:
            yield element


def _parts(element: Element) -> frozenset[str]:
    role = ROLES.get(element.role or "")
    return role.owned if role is not None and not role.is_deprecated and role.name not in LOOSE else frozenset()


def expectation(element: Element) -> Result:
    """It owns at least one of the parts that WAI-ARIA 1.2 requires of its role, and nothing else with a role."""
    parts = _parts(element)
    owned = [part.role for part in owned_by(element)]
    others = [role for role in owned if role not in parts and role not in ALSO.get(element.role or "", ())]
    lacking, empty, mixed = _of_kind(element)
    if any(role in parts for role in owned):
        return mixed.with_detail(", ".join(sorted({str(role) for role in others}))) if others else HOLDS_PARTS
    if not owned and not any(text.text.strip() and text.is_rendered for text in element.texts()):
        return empty
    return lacking


def _of_kind(element: Element) -> tuple[Result, Result, Result]:
    """What to say of a list, a table or a control that has no parts, nothing at all, or something else as well."""
    if element.role == "list":
        return IS_NO_LIST, EMPTY_LIST, MIXED_LIST
    if element.role in TABLES:
        return IS_NO_TABLE, EMPTY_TABLE, MIXED_TABLE
    return IS_NO_CONTROL, IS_EMPTY, IS_MIXED


EXAMPLES = (
    Example('<div role="list"><div><span role="listitem">Ohio</span></div></div>', HOLDS_PARTS),
    Example('<ul role="tablist"><li role="none"><a role="tab" href="#fees">Fees</a></li></ul>', HOLDS_PARTS),
    Example('<div role="menu"><div role="group"><span role="menuitem">Print</span></div></div>', HOLDS_PARTS),
    Example('<table role="grid"><caption>Fees</caption><tr><td>5</td></tr></table>', HOLDS_PARTS),
    Example('<div role="list">Ohio</div>', IS_NO_LIST),
    Example('<div role="list" aria-owns="t"></div><p id="t">Ohio</p>', IS_NO_LIST),
    Example('<div role="grid"><div role="row"><span>5</span></div></div>', HOLDS_PARTS, IS_NO_TABLE),
    Example('<ul role="menu"><li>Print</li></ul>', IS_NO_CONTROL),
    Example('<div role="listbox"></div>', IS_EMPTY),
    Example('<div role="list"></div><div role="table"></div>', EMPTY_LIST, EMPTY_TABLE),
    Example('<div role="list"><button>Close</button><span role="listitem">Ohio</span></div>', MIXED_LIST),
    Example('<div role="row"><button>Close</button><span role="cell">Ohio</span></div>', MIXED_TABLE),
    Example('<div role="menu"><button>Close</button><span role="menuitem">Print</span></div>', IS_MIXED),
    Example('<div role="menu" aria-busy="true">Loading</div><ul><li>Ohio</li></ul>', INAPPLICABLE),
    Example('<div role="list" hidden>Ohio</div><ul role="list"><li>Ohio</li></ul>', INAPPLICABLE),
)


PART = {
    "grid": "row",
    "list": "listitem",
    "row": "cell",
    "rowgroup": "row",
    "table": "row",
    "treegrid": "row",
}
"""What the parts become where there are elements for them; a control would need a script besides."""


def correction(element: Element, _: Result) -> Correction | None:
    """Each element inside with the role of a part, or the role taken away."""
    part = PART.get(element.role or "", "")
    if part == "cell" and any(e.role in ("grid", "treegrid") for e in element.ancestors()):
        part = "gridcell"
    inside = list(element.elements)
    is_full = not any(not isinstance(c, Element) and c.text.strip() for c in element.children)
    if part and inside and is_full and element.implicit_role in (None, "generic"):
        mended = replaced(element, {e.id: [changed(e, {"role": part})] for e in inside})
        return corrected(element, mended, change=f'Give each part its role: `role="{part}"`.')
    mended = changed(element, without=("role",))
    change = "Remove the `role`, or give it the parts that belong to it and the keys that people expect of it."
    return corrected(element, mended, change=change, speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
