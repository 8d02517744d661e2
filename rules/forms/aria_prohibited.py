"""Some elements take no name: one screen reader says what `aria-label` says on a plain `span`, another does not.

Where the label only names a part of the page, or says nothing that the text does not say, nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.aria import ROLES
from rules.focus import holding_focusable
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page
from rules.words import plain

METADATA = Metadata(
    id="aria-prohibited",
    title="Names are given to elements that take one",
    wcag=("1.3.1", "1.1.1"),
    trusted_tester=("5.C", "7.A"),
    baseline=("5.A", "6.A"),
    act=("kb1m8s",),
    affects=("302.1",),
    remediation="Write the words as text, hidden from sight where needed, or use a role that takes a name (`img`).",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

TAKES_NAME = passed("The element's role takes a name.")
LOSES_NOTHING = passed("The element takes no name, and nothing that can be seen is lost with it.")
SYMBOL_MAY_BE_LOST = cant_tell(
    "This element takes no name, and has no text, so that its label may not be read out. "
    "Is what it shows told in another way?",
    asks=("7.A",),
    wcag=("1.1.1",),
)
WORDS_MAY_BE_LOST = cant_tell(
    "This element takes no name, so that its label may not be read out. Does its text alone tell enough?",
    asks=("5.C",),
    wcag=("1.3.1",),
)

FEW = 60
"""Letters: what has more is a part of the page, and a name for it is a help to find the way, not something seen."""
NAMING = ("aria-label", "aria-labelledby")


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with `aria-label` or `aria-labelledby`.

    Of those with a label that may be lost, the first with each tag, with and without text.
    """
    met: set[tuple[str, bool]] = set()
    for element in page.elements:
        if element.attributes.keys().isdisjoint(NAMING) or not element.is_exposed or not _given(element):
            continue
        if _prohibits(element) and _may_lose(element):
            kind = (element.tag, bool(element.text))
            if kind in met:
                continue
            met.add(kind)
        yield element


def _given(element: Element) -> str:
    """The words given as a name; for ids that lead nowhere the attribute itself."""
    referred = " ".join(e.text for e in element.references("aria-labelledby"))
    return (
        (element.get("aria-label") or "").strip() or referred.strip() or (element.get("aria-labelledby") or "").strip()
    )


def _prohibits(element: Element) -> bool:
    role = ROLES.get(element.role or "")
    if role is None:
        return False
    is_host = "-" in element.tag and not element.has("role")  # a custom element may say itself what it is
    return "prohibited" in role.name_from and not is_host and not element.is_focusable


def _may_lose(element: Element) -> bool:
    """Whether the label tells more than the element's own few words, and no other element in sight tells it."""
    text = element.text
    if len(text) > FEW or element.id in element.page.derived(holding_focusable):
        return False
    if any(e.is_visible for e in element.references("aria-labelledby")):
        return False
    return not set(plain(text).split()).issuperset(plain(_given(element)).split())


def expectation(element: Element) -> Result:
    """Its role does not prohibit a name, or its text has all the words of the name, or is more than a few words."""
    if not _prohibits(element):
        return TAKES_NAME
    if not _may_lose(element):
        return LOSES_NOTHING
    given = f'"{_given(element)}" on {element.role}'
    return (WORDS_MAY_BE_LOST if element.text else SYMBOL_MAY_BE_LOST).with_detail(given)


EXAMPLES = (
    Example('<nav aria-label="Main"><a href="/">Home</a></nav>', TAKES_NAME),
    Example('<div role="img" aria-label="Open">✓</div>', TAKES_NAME),
    Example('<p aria-label="Fees">Fees of 2026</p>', LOSES_NOTHING),
    Example('<h2 id="f">Fees</h2><div aria-labelledby="f">Fifty dollars</div>', LOSES_NOTHING),
    Example('<div aria-label="Harbors"><a href="/a">Gull Point</a></div>', LOSES_NOTHING),
    Example('<span aria-label="Open"></span><span aria-label="Closed"></span>', SYMBOL_MAY_BE_LOST),
    Example('<span aria-label="three of four stars">★★★☆</span>', WORDS_MAY_BE_LOST),
    Example('<p aria-label="Fees" hidden>Forms</p><p aria-label="">Fees</p>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
