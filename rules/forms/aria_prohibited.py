"""Some elements take no name: one screen reader says what `aria-label` says on a plain `span`, another does not.

Where the label says nothing that the text does not say, nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.aria import ROLES
from rules.fields import plain
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="aria-prohibited",
    title="Names are given to elements that take one",
    wcag=("1.3.1", "1.1.1"),
    trusted_tester=("5.C", "7.A"),
    baseline=("5.A", "6.A"),
    act=("kb1m8s",),
    affects=("302.1",),
    remediation="Write the words as text, hidden from sight where needed, or use a role that takes a name (`img`).",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.ROLES),
)

TAKES_NAME = passed("The element's role takes a name.")
SAYS_THE_SAME = passed("The element takes no name, and its text says what the name would.")
SYMBOL_MAY_BE_LOST = cant_tell(
    "This element takes no name, and has no text, so that its label may not be read out. "
    "Is what it shows told in another way?",
    asks=("7.A",),
)
WORDS_MAY_BE_LOST = cant_tell(
    "This element takes no name, so that its label may not be read out. Does its text alone tell enough?",
    asks=("5.C",),
)

NAMING = ("aria-label", "aria-labelledby")


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element with `aria-label` or `aria-labelledby`.

    Of those with a label that may be lost, the first with each tag, with and without text.
    """
    met: set[tuple[str, bool]] = set()
    for element in page.elements:
        if element.attributes.keys().isdisjoint(NAMING) or not element.is_exposed or not _given(element):
            continue
        if _prohibits(element) and _is_more(element):
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


def _is_more(element: Element) -> bool:
    return not set(plain(element.text).split()).issuperset(plain(_given(element)).split())


def expectation(element: Element) -> Result:
    """Its role does not prohibit a name, or its text has all the words of the name."""
    if not _prohibits(element):
        return TAKES_NAME
    if not _is_more(element):
        return SAYS_THE_SAME
    given = f'"{_given(element)}" on {element.role}'
    return (WORDS_MAY_BE_LOST if element.text else SYMBOL_MAY_BE_LOST).with_detail(given)


EXAMPLES = (
    Example('<nav aria-label="Main"><a href="/">Home</a></nav>', TAKES_NAME),
    Example('<div role="img" aria-label="Open">✓</div>', TAKES_NAME),
    Example('<p aria-label="Fees">Fees of 2026</p>', SAYS_THE_SAME),
    Example('<span aria-label="Open"></span><span aria-label="Closed"></span>', SYMBOL_MAY_BE_LOST),
    Example('<span aria-label="three of four stars">★★★☆</span>', WORDS_MAY_BE_LOST),
    Example('<p aria-label="Fees" hidden>Forms</p><p aria-label="">Fees</p>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
