"""A button, an image or an option is read as one thing: what stands inside it is nothing but its words.

A link inside it takes the focus and is announced as no link, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.aria import ROLES
from rules.correction import corrected, replaced
from rules.focus import may_be_blocked, tab_stops
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="presentational-children-focus",
    title="What is read as one thing holds nothing that can take the focus",
    wcag=("4.1.2",),
    trusted_tester=("5.C", "6.A"),
    baseline=("5.A", "5.B", "14.A"),
    act=("307n5z",),
    affects=("302.1",),
    remediation="Move the inner control beside the outer one, or give the outer one a role that may hold controls.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

HAS_NO_STOP = passed("Nothing inside the element can be reached with the Tab key.")
HOLDS_LINK = failed("A link that takes the focus stands in an element that is read as one thing.", fails=("6.A",))
HOLDS_CONTROL = failed("A control that takes the focus stands in an element that is read as one thing.", fails=("5.C",))
HOLDS_UNSEEN = cant_tell(
    "Something that cannot be seen takes the focus inside this element. Is it announced in full there?", asks=("5.C",)
)

SINGLE = frozenset(name for name, role in ROLES.items() if role.are_children_presentational)
"""The roles whose children are presentational (WAI-ARIA 1.2, 5.2.8)."""


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with content whose role makes its children presentational; a `summary` has no such role."""
    for element in page.with_role(*SINGLE):
        if element.children and element.is_exposed and (element.tag != "summary" or element.has("role")):
            yield element


def expectation(element: Element) -> Result:
    """The Tab key stops at nothing inside it; what can't be seen may pass the focus on by script.

    What is inside another such element is judged with that one.
    """
    stops = [stop for stop in tab_stops(element, SINGLE) if stop is not element]
    if not stops:
        return HAS_NO_STOP
    seen = next((stop for stop in stops if stop.is_visible), None)
    if seen is None or may_be_blocked(seen):
        return HOLDS_UNSEEN
    return HOLDS_LINK if seen.role == "link" else HOLDS_CONTROL


EXAMPLES = (
    Example('<button>Print <img src="print.png" alt=""></button>', HAS_NO_STOP),
    Example("<button><a>Print</a> <input disabled></button>", HAS_NO_STOP),
    Example('<div role="checkbox" aria-checked="true" tabindex="0">I agree to the terms</div>', HAS_NO_STOP),
    Example('<div role="checkbox" tabindex="0">I agree to the <a href="/terms">terms</a></div>', HOLDS_LINK),
    Example('<span role="img" aria-label="Map"><a href="/ohio">Ohio</a></span>', HOLDS_LINK),
    Example('<button>Print <span tabindex="0">help</span></button>', HOLDS_CONTROL),
    Example('<div role="tab">Fees <button>Close</button></div>', HOLDS_CONTROL, HAS_NO_STOP),
    Example('<div role="switch"><input style="opacity: 0" type="checkbox"> Alerts</div>', HOLDS_UNSEEN),
    Example('<a href="/"><img src="seal.png" alt="Home"></a><details><summary>Fees</summary></details>', INAPPLICABLE),
    Example("<button hidden>Print</button>", INAPPLICABLE),
)


def correction(element: Element, _: Result) -> Correction | None:
    """What takes the focus beside the outer element, in place of within it."""
    stops = [stop for stop in tab_stops(element, SINGLE) if stop is not element]
    outermost = [stop for stop in stops if not any(around in stops for around in stop.ancestors())]
    change = "Move what takes the focus out of the element, and put it beside it."
    return corrected(element, replaced(element, {stop.id: () for stop in outermost}), *outermost, change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
