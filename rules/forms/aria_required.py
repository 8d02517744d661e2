"""A checkbox that never says whether it is checked, or a slider without a value, leaves people who listen guessing.

Where a missing property has a default that may be right, such as the level of a heading, it is a question.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.aria import ROLES
from rules.correction import changed, corrected, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="aria-required",
    title="Element with a role has the states and properties that the role needs",
    wcag=("4.1.2", "1.3.1"),
    trusted_tester=("5.C", "10.C"),
    baseline=("5.C", "5.D", "13.B"),
    act=("4e8ab6",),
    affects=("302.1",),
    needs=(Aspect.TREE, Aspect.ROLES),
    remediation="Add the missing attribute and keep it true by script, or use the HTML element that does so itself.",
)

HAS_ALL = passed("The element has the states and properties that its role needs.")
LACKS_STATE = failed("The element lacks a state or value that its role needs.", fails=("5.C",), wcag=("4.1.2",))
LACKS_LEVEL = cant_tell(
    "This heading says no level, and counts as one of the second. Is it one?", asks=("10.C",), wcag=("1.3.1",)
)

LEVEL = ["aria-level"]
NATIVE = {
    "aria-checked": frozenset({"checkbox", "radio"}),
    "aria-valuenow": frozenset({"number", "range"}),
}
"""The types of `input` that bring a state by themselves."""


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with a `role` that holds, is not its own anyway, and needs a state or property.

    Of the headings without a level, the first.
    """
    first = next((e.id for e in page.derived(_without_level)), None)
    for element in page.derived(_needy):
        if element.id == first or _missing(element) != LEVEL:
            yield element


def _needy(page: Page) -> list[Element]:
    return [e for e in page.elements if e.has("role") and e.role != e.implicit_role and _required(e) and e.is_exposed]


def _without_level(page: Page) -> list[Element]:
    return [element for element in page.derived(_needy) if _missing(element) == LEVEL]


def _required(element: Element) -> list[str]:
    """What the role needs, but for what has a default that says nothing, such as "not selected"."""
    role = ROLES.get(element.role or "")
    if role is None:
        return []
    if role.name == "separator":
        return ["aria-valuenow"] if element.is_focusable else []
    return [name for name, default in role.required.items() if default is None or name == "aria-level"]


def expectation(element: Element) -> Result:
    """Each state and property that the role needs is there and not empty, or HTML gives it."""
    missing = _missing(element)
    if not missing:
        return HAS_ALL
    if missing == LEVEL:
        more = len(element.page.derived(_without_level)) - 1
        return LACKS_LEVEL.with_detail(f"{more} more on the page say none" if more else "")
    return LACKS_STATE.with_detail(", ".join(missing))


def _missing(element: Element) -> list[str]:
    return [name for name in _required(element) if not (element.get(name) or "").strip() and not _has(element, name)]


def _has(element: Element, name: str) -> bool:
    if element.tag == "input":
        return (element.get("type") or "").strip().lower() in NATIVE.get(name, ())
    if element.tag == "select":
        return name == "aria-expanded"
    return name == "aria-level" and element.implicit_role == "heading"


EXAMPLES = (
    Example('<div role="checkbox" aria-checked="false" tabindex="0">I agree</div>', HAS_ALL),
    Example('<input type="checkbox" role="switch" aria-label="Alerts">', HAS_ALL),
    Example('<div role="heading" aria-level="3">Fees</div>', HAS_ALL),
    Example('<div role="checkbox" tabindex="0">I agree</div>', LACKS_STATE),
    Example('<div role="switch" aria-checked="" tabindex="0">Alerts</div>', LACKS_STATE),
    Example('<input role="combobox" aria-label="State">', LACKS_STATE),
    Example('<div role="separator" tabindex="0"></div>', LACKS_STATE),
    Example('<div role="heading">Fees</div>', LACKS_LEVEL),
    Example('<div role="heading">Fees</div><div role="heading">Docks</div>', LACKS_LEVEL),
    Example('<input type="checkbox" role="checkbox" aria-label="I agree">', INAPPLICABLE),
    Example('<div role="listbox"><div role="option">Ohio</div></div><div role="separator"></div>', INAPPLICABLE),
    Example('<div role="checkbox" hidden>I agree</div>', INAPPLICABLE),
)


def correction(element: Element, _: Result) -> Correction | None:
    """The element with what is missing, as it is at the start."""
    missing = [name for name in _required(element) if not (element.get(name) or "").strip() and not _has(element, name)]
    given = {name: "[number]" if name == "aria-valuenow" else "false" for name in missing}
    mended = changed(element, given)
    told = " and ".join(f"`{name}`" for name in missing)
    change = f"Add {told}, and let the script keep it true to what is seen."
    return corrected(element, mended, change=change, speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
