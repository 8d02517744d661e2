"""A `tabindex` above 0 lets the focus jump ahead of everything else on the page.

People who move by the Tab key, and see or hear one thing at a time, lose their place when the order makes no sense.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.numbers import whole
from rules.page import Element, Page

METADATA = Metadata(
    id="tabindex-order",
    title="Numbered focus order is the order of the page",
    wcag=("2.4.3",),
    trusted_tester=("4.F",),
    baseline=("2.B",),
    affects=("302.1", "302.2", "302.7"),
    remediation="Remove every `tabindex` above 0, and put what belongs together in that order into the HTML.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

SAME_ORDER = passed("The numbers lead through the page in the order that it has without them.")
OTHER_ORDER = cant_tell(
    "The tabindex of this element, and of others, moves the focus in another order than that of the page. "
    "Does that order make sense?",
    asks=("4.F",),
)


def applicability(page: Page) -> Iterator[Element]:
    """The first element with a `tabindex` above 0 of each document or shadow tree that the Tab key stops at."""
    met: set[int] = set()
    for element in page.elements:
        if element.scope not in met and element.has("tabindex") and _number(element) > 0 and element.is_tabbable:
            met.add(element.scope)
            yield element


def _number(element: Element) -> int:
    return whole(element.get("tabindex")) or 0


def expectation(element: Element) -> Result:
    """The Tab key stops in the order of the document, as if no number were given."""
    stops = element.page.derived(_stops)[element.scope]
    numbers = [_number(e) or _LAST for e in stops]
    if numbers == sorted(numbers):
        return SAME_ORDER
    return OTHER_ORDER.with_detail(f"{sum(number < _LAST for number in numbers)} of {len(stops)} stops are numbered")


def _stops(page: Page) -> Mapping[int, list[Element]]:
    """What the Tab key stops at, by the tree that it belongs to."""
    found: dict[int, list[Element]] = defaultdict(list)
    for element in page.elements:
        if element.is_tabbable:
            found[element.scope].append(element)
    return found


_LAST = 32768
"""Browsers take no larger number; what has none comes last."""

EXAMPLES = (
    Example('<a href="/a" tabindex="1">One</a> <a href="/b" tabindex="2">Two</a> <a href="/c">Three</a>', SAME_ORDER),
    Example('<a href="/a">One</a> <input aria-label="Name" tabindex="1">', OTHER_ORDER),
    Example('<a href="/a" tabindex="2">One</a> <a href="/b" tabindex="1">Two</a>', OTHER_ORDER),
    Example('<a href="/a" tabindex="0">One</a> <p tabindex="-1">Two</p>', INAPPLICABLE),
    Example('<a href="/a" tabindex="3" hidden>One</a> <a href="/b">Two</a>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
