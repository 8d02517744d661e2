"""An `aria-` attribute that does not exist says nothing to anybody.

That hurts only people to whom it should have said something they cannot learn otherwise: so it is a question, and
what is lost (a name, a state) fails by its own rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.aria import ATTRIBUTES
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="aria-attribute",
    title="ARIA attributes are ones that exist",
    wcag=("4.1.2",),
    trusted_tester=("5.C",),
    baseline=("5.A", "5.C", "5.D"),
    act=("5f99a7",),
    affects=("302.1",),
    needs=(Aspect.TREE, Aspect.ROLES),
    remediation="Correct the attribute's spelling, or remove it.",
)

EXIST = passed("All ARIA attributes of the element exist.")
UNKNOWN = cant_tell(
    "This element has an ARIA attribute that does not exist. Are its name, state and value announced all the same?",
    asks=("5.C",),
)


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with an attribute whose name begins with `aria-`."""
    for element in page.elements:
        if any(name.startswith("aria-") for name in element.attributes) and element.is_exposed:
            yield element


def expectation(element: Element) -> Result:
    """Each attribute whose name begins with `aria-` is a state or property of WAI-ARIA."""
    unknown = [name for name in element.attributes if name.startswith("aria-") and name not in ATTRIBUTES]
    return UNKNOWN.with_detail(", ".join(unknown)) if unknown else EXIST


EXAMPLES = (
    Example('<button aria-expanded="false" aria-controls="menu">Menu</button>', EXIST),
    Example("<button aria-describedby>Menu</button>", EXIST),
    Example('<input aria-labeledby="name">', UNKNOWN),
    Example('<div aria-title="Forms">Forms</div>', UNKNOWN),
    Example('<div data-aria-title="Forms" title="Forms">Forms</div>', INAPPLICABLE),
    Example('<div aria-title="Forms" hidden>Forms</div>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
