"""People who listen hear whether a box is checked or a menu open from attributes with fixed values.

Any other value is ignored, and then they hear a wrong state or none. A value that says nothing they need is a
question only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.aria import ATTRIBUTES, ROLES, Attribute
from rules.correction import changed, corrected, near, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="aria-value",
    title="ARIA attributes have values that exist",
    wcag=("4.1.2",),
    trusted_tester=("5.C",),
    baseline=("5.C", "5.D"),
    act=("6a7281",),
    affects=("302.1",),
    needs=(Aspect.TREE, Aspect.ROLES),
    remediation="Give the attribute one of the values that WAI-ARIA allows, such as `true` or `false`.",
)

ARE_VALID = passed("All ARIA attributes of the element have values that exist.")
STATE_IS_LOST = failed("The element's state or value is given in a way that no browser understands.", fails=("5.C",))
IS_IGNORED = cant_tell(
    "This element has an ARIA attribute with a value that does not exist. Is what it should say announced "
    "all the same?",
    asks=("5.C",),
)

STATES = frozenset({"aria-checked", "aria-expanded", "aria-pressed", "aria-selected", "aria-valuenow"})

_NUMBERS = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "number": re.compile(r"[+-]?(?:[0-9]++\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?"),
}


def _is_valid(attribute: Attribute, value: str) -> bool:
    value = value.strip().lower()
    if attribute.type in _NUMBERS:
        return _NUMBERS[attribute.type].fullmatch(value) is not None
    if attribute.type == "tokenlist":
        return attribute.tokens.issuperset(value.split())
    return not attribute.tokens or value in attribute.tokens or (attribute.allow_undefined and value == "undefined")


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with a state or property of WAI-ARIA whose value is more than white space."""
    for element in page.elements:
        given = (n for n, value in element.attributes.items() if n.startswith("aria-") and value.strip())
        if not ATTRIBUTES.keys().isdisjoint(given) and element.is_exposed:
            yield element


def expectation(element: Element) -> Result:
    """Each value is of its attribute's type; whether ids lead anywhere is another rule's matter."""
    invalid = [
        name
        for name, value in element.attributes.items()
        if name.startswith("aria-") and name in ATTRIBUTES and value.strip() and not _is_valid(ATTRIBUTES[name], value)
    ]
    if not invalid:
        return ARE_VALID
    detail = ", ".join(f'{name}="{element.get(name)}"' for name in invalid)
    role = ROLES.get(element.role or "")
    is_written = element.role != element.implicit_role  # what HTML gives by itself brings its own state
    for name in invalid:
        if (
            role is not None
            and name in STATES & role.supported
            and (is_written or name in ("aria-expanded", "aria-pressed"))
        ):
            return STATE_IS_LOST.with_detail(detail)
    return IS_IGNORED.with_detail(detail)


EXAMPLES = (
    Example('<button aria-expanded="False" aria-haspopup="menu">Menu</button>', ARE_VALID),
    Example('<div role="spinbutton" aria-valuenow="-1.5" aria-label="Degrees"></div>', ARE_VALID),
    Example('<div aria-relevant="additions text">News</div><div aria-live="">News</div>', ARE_VALID),
    Example('<p aria-describedby="no-such-id">News</p>', ARE_VALID),
    Example('<button aria-expanded="open">Menu</button>', STATE_IS_LOST),
    Example('<div role="checkbox" aria-checked="on" tabindex="0">I agree</div>', STATE_IS_LOST),
    Example('<div role="slider" aria-valuenow="low" aria-label="Volume" tabindex="0"></div>', STATE_IS_LOST),
    Example('<p aria-live="loud">News</p>', IS_IGNORED),
    Example('<div role="row" aria-rowindex="2.5">News</div>', IS_IGNORED),
    Example('<input type="checkbox" aria-checked="on" aria-label="I agree">', IS_IGNORED),
    Example("<p>News</p>", INAPPLICABLE),
    Example('<button aria-expanded="open" hidden>Menu</button>', INAPPLICABLE),
)


MEANT = {
    **dict.fromkeys(("1", "checked", "on", "open", "opened", "pressed", "selected", "yes", "expanded"), "true"),
    **dict.fromkeys(("0", "unchecked", "off", "close", "closed", "collapsed", "no", "none", "unselected"), "false"),
}
"""What is meant by words that people write for true and false."""


def correction(element: Element, _: Result) -> Correction | None:
    """The element with the values that are meant, or the choice of those that exist."""
    given = {
        name: _meant(ATTRIBUTES[name], value)
        for name, value in element.attributes.items()
        if name in ATTRIBUTES and value.strip() and not _is_valid(ATTRIBUTES[name], value)
    }
    mended = changed(element, given)
    told = ", ".join(f'`{name}="{value}"`' for name, value in given.items())
    return corrected(
        element, mended, change=f"Write {told}, as is true when the page is shown.", speech=speech_of(mended)
    )


def _meant(attribute: Attribute, value: str) -> str:
    if attribute.type in _NUMBERS:
        number = _NUMBERS[attribute.type].match(value.strip())
        return number.group()[:20] if number else "[number]"
    meant = MEANT.get(value.strip().lower(), "")
    choices = sorted(attribute.tokens, key=lambda each: (each != "true", each != "false", each))
    return meant if meant in attribute.tokens else near(value, attribute.tokens) or f"[{' or '.join(choices)}]"


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
