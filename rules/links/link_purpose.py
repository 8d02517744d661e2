"""Who goes through the links of a page hears "more, more, here, here" where a link says nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="link-purpose",
    title="Link says where it leads",
    wcag=("2.4.4",),
    trusted_tester=("6.A",),
    baseline=("14.A",),
    act=("5effbb",),
    affects=("302.1", "302.7", "302.9"),
    remediation='Name what the link leads to: "Read the fee schedule" instead of "Read more".',
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_OWN_WORDS = passed("The link has words of its own, or a description.")
SAYS_NOTHING = cant_tell(
    "These words could be any link's. Does the sentence, list item or table cell around it tell where it leads?",
    asks=("6.A",),
)

GENERAL = frozenset(
    "click|click here|continue|continue reading|details|download|find out more|full story|go|go here|here|info|"
    "learn more|link|more|more details|more info|more information|read|read more|read on|see details|see more|this|"
    "this link|this page|view|view details|view more".split("|")
)
"""What links say that say nothing of where they lead, in English."""


def words_of(link: Element) -> str:
    """The link's name without marks and arrows, in lower case."""
    return " ".join("".join(c if c.isalnum() or c == "'" else " " for c in link.name.lower()).split())


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed link with a name."""
    return (e for e in page.with_role("link") if e.is_exposed and words_of(e))


def expectation(link: Element) -> Result:
    """Its name is more than words that could be any link's, or it has a description."""
    return SAYS_NOTHING if words_of(link) in GENERAL and not link.description.strip() else HAS_OWN_WORDS


EXAMPLES = (
    Example('<a href="/fees">More about fees</a>', HAS_OWN_WORDS),
    Example('<h2 id="f">Fees</h2><a href="/fees" aria-describedby="f">More</a>', HAS_OWN_WORDS),
    Example('<a href="/fees" aria-label="More about fees">More</a>', HAS_OWN_WORDS),
    Example('<p>For fees, <a href="/fees">click here</a>.', SAYS_NOTHING),
    Example('<a href="/fees">Read more &raquo;</a>', SAYS_NOTHING),
    Example('<a href="/fees"><img src="go.png" alt="Go"></a>', SAYS_NOTHING),
    Example('<a href="/fees" hidden>More</a><a>More</a><a href="/"></a>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
