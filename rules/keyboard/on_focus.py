"""A page that goes elsewhere when something takes the focus throws off whoever tabs through it to see what is there."""

from __future__ import annotations

from collections.abc import Iterator

from rules.context_change import LEAVING, SUSPICIOUS
from rules.correction import changed, corrected
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="on-focus",
    title="Taking the focus changes nothing but the focus",
    wcag=("3.2.1",),
    trusted_tester=("4.E",),
    baseline=("2.C",),
    affects=("302.1", "302.2", "302.7", "302.9"),
    remediation="Do it when the control is activated (`onclick`), not when it takes the focus.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

STAYS = passed("The code that runs when it takes the focus does not look like it leaves the page or opens a window.")
LEAVES = failed("Taking the focus sends a form, leaves the page or opens a window.", fails=("4.E",))
MAY_LEAVE = cant_tell(
    "The code that runs when this takes the focus sounds like it leads elsewhere. Does the page stay as it is?",
    asks=("4.E",),
)

EVENTS = ("onfocus", "onfocusin")
CONDITION = ("if", "?", "&&", "||", "confirm", "function", "=>")
"""Signs that the code does not do all that it says, or not at once."""


def applicability(page: Page) -> Iterator[Element]:
    """Each element with an `onfocus` or `onfocusin` attribute that can be reached with the Tab key."""
    return (e for e in page.elements if not e.attributes.keys().isdisjoint(EVENTS) and e.is_tabbable)


def expectation(element: Element) -> Result:
    """That code neither submits a form, nor sets the location, nor opens a window."""
    code = "; ".join((element.get(event) or "").strip() for event in EVENTS if element.has(event))
    if LEAVING.search(code) and not any(sign in code for sign in CONDITION):
        return LEAVES.with_detail(code[:80])
    if LEAVING.search(code) or SUSPICIOUS.search(code):
        return MAY_LEAVE.with_detail(code[:80])
    return STAYS


EXAMPLES = (
    Example('<input aria-label="Berth" onfocus="this.select()">', STAYS),
    Example('<a href="/tides" onfocus="window.open(\'/tides\')">Tides</a>', LEAVES),
    Example('<input aria-label="Berth" onfocus="location.href = \'/berths\'">', LEAVES),
    Example('<input aria-label="Berth" onfocus="if (!this.value) location = \'/berths\'">', MAY_LEAVE),
    Example('<button onfocus="goTo(2)">Next</button>', MAY_LEAVE),
    Example('<a onfocus="window.open(\'/tides\')">Tides</a> <a href="/tides">Tides</a>', INAPPLICABLE),
)


def correction(element: Element, _: Result) -> Correction | None:
    """What is pressed does it when it is pressed; a field does not do it."""
    code = next(code for event in EVENTS if (code := element.get(event)))
    if element.role in ("button", "link") and not element.has("onclick"):
        mended = changed(element, {"onclick": code}, without=EVENTS)
        return corrected(element, mended, change="Run the code when the element is pressed: `onclick`, not `onfocus`.")
    change = "Remove `onfocus`; where it is needed, let a button beside this run its code."
    return corrected(element, changed(element, without=EVENTS), change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
