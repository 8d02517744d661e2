"""A state that a role does not know is shown on the screen, perhaps, and announced to nobody.

Only what would tell the state of something to operate is asked about; other attributes out of place hurt no one.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.aria import ATTRIBUTES, ROLES
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="aria-permitted",
    title="ARIA states and properties are ones that the role knows",
    wcag=("4.1.2", "1.3.1"),
    trusted_tester=("5.C",),
    baseline=("5.C", "5.D"),
    act=("5c01ea",),
    affects=("302.1",),
    remediation="Give the element a role that knows the state (`tab` for `aria-selected`), or remove the attribute.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

ARE_KNOWN = passed("The element's role knows all its ARIA states and properties.")
CHANGES_NOTHING = passed("The ARIA attributes that the role does not know tell no state of something to operate.")
IS_UNHEARD = cant_tell(
    "This element has a state that its role does not know. If that state can be seen, is it announced too?",
    asks=("5.C",),
)

STATES = frozenset(
    "aria-checked aria-expanded aria-invalid aria-level aria-pressed aria-required aria-selected aria-sort "
    "aria-valuenow".split()
)
"""The attributes whose loss a person may notice."""
NATIVE_STATES = {"aria-checked": ("checkbox", "radio"), "aria-required": ("file", "password", "date", "time", "color")}
"""What some types of `input` take though their role, or their having none, does not say so."""


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with a known ARIA attribute that is not empty.

    Of elements with the same role, tag and unknown states, the first.
    """
    met: set[tuple[object, ...]] = set()
    for element in page.elements:
        attributes = [name for name, value in element.attributes.items() if name.startswith("aria-") and value.strip()]
        if not any(name in ATTRIBUTES for name in attributes) or element.tag.startswith("::") or not element.is_exposed:
            continue
        unheard = _unheard(element)
        key = (element.role, element.tag, *unheard)
        if not unheard or key not in met:
            met.add(key)
            yield element


def _unknown(element: Element) -> list[str]:
    """The element's attributes that its role does not know, but for those that prohibit a name."""
    role = ROLES.get(element.role or "generic", ROLES["generic"])
    given = (name for name, value in element.attributes.items() if name in ATTRIBUTES and value.strip())
    return [name for name in given if name not in role.supported and name not in role.prohibited]


def _unheard(element: Element) -> list[str]:
    kind = (element.get("type") or "").strip().lower()
    return [n for n in _unknown(element) if n in STATES and kind not in NATIVE_STATES.get(n, ())]


def expectation(element: Element) -> Result:
    """Each state or property is global, or one that the role supports or inherits."""
    unheard = _unheard(element)
    if unheard:
        states = ", ".join(f'{name}="{element.get(name)}"' for name in unheard)
        return IS_UNHEARD.with_detail(f"{states} on {element.role or element.tag}")
    return CHANGES_NOTHING if _unknown(element) else ARE_KNOWN


EXAMPLES = (
    Example('<button aria-expanded="false">Menu</button>', ARE_KNOWN),
    Example('<p aria-describedby="h">Fees</p><p id="h" aria-live="polite">None</p>', ARE_KNOWN, ARE_KNOWN),
    Example('<ul aria-orientation="vertical"><li>Fees</ul>', CHANGES_NOTHING),
    Example('<a href="/fees" aria-pressed="true">Fees</a>', IS_UNHEARD),
    Example('<ul><li aria-selected="true">Fees<li aria-selected="false">Forms</ul>', IS_UNHEARD),
    Example('<a href="/fees" aria-pressed="true" hidden>Fees</a><p aria-label="">Fees</p>', INAPPLICABLE),
    Example('<p aria-lable="Fees">Fees</p>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
