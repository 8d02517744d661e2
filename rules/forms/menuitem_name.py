"""People who open a menu without seeing it hear its items one by one.

An item without a name is a blank that they cannot choose with confidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import corrected, named, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="menuitem-name",
    title="Menu item has an accessible name",
    wcag=("4.1.2",),
    trusted_tester=("5.C",),
    baseline=("5.A",),
    act=("m6b1q3",),
    affects=("302.1", "302.7"),
    remediation="Put words into the menu item that say what it does, or an `aria-label` if it shows only an icon.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_NAME = passed("The menu item has an accessible name.")
NO_NAME = failed("The menu item has no accessible name.", fails=("5.C",))


def applicability(page: Page) -> Iterator[Element]:
    """Each HTML element with the role `menuitem` that is exposed to assistive technology."""
    return (e for e in page.with_role("menuitem") if e.is_exposed and not e.is_foreign)


def expectation(item: Element) -> Result:
    """The menu item has a non-empty accessible name."""
    return HAS_NAME if item.name.strip() else NO_NAME


EXAMPLES = (
    Example('<div role="menu"><button role="menuitem">Print</button></div>', HAS_NAME),
    Example('<div role="menu"><span role="menuitem" aria-label="Print" tabindex="0"></span></div>', HAS_NAME),
    Example('<div role="menu"><button role="menuitem"><img src="p.png" alt=""></button></div>', NO_NAME),
    Example('<div role="menu" hidden><button role="menuitem"></button></div>', INAPPLICABLE),
    Example('<menu><li><a href="#"></a></li></menu>', INAPPLICABLE),
)


def correction(item: Element, _: Result) -> Correction | None:
    """The menu item with words: of its own, in the `alt` of its image, or as a label of its icon."""
    mended = named(item, "[what the menu item does]")
    return corrected(item, mended, change="Give the menu item words that say what it does.", speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
