"""A link without a name is read as "link", or as a piece of its address.

People who listen, or who go through a list of links, cannot know where it leads, and people who speak to their
computer cannot call it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import corrected, named, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.names import is_said
from rules.page import Element, Page

METADATA = Metadata(
    id="link-name",
    title="Link has an accessible name",
    wcag=("2.4.4", "4.1.2"),
    trusted_tester=("6.A",),
    baseline=("14.A",),
    act=("c487ae",),
    affects=("302.1", "302.7"),
    remediation="Put words into the link that say where it leads; if it holds only an image, put them into its `alt`.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

ROLES = ("link", "doc-backlink", "doc-biblioref", "doc-glossref", "doc-noteref")

HAS_NAME = passed("The link has an accessible name.")
NO_NAME = failed("The link has no accessible name.", fails=("6.A",))
NO_WORDS = failed("The link's name is a sign of an icon font alone, which nobody hears.", fails=("6.A",))


def applicability(page: Page) -> Iterator[Element]:
    """Each HTML element with the role `link`, or a role that is a kind of link, that is exposed."""
    return (e for e in page.with_role(*ROLES) if e.is_exposed and not e.is_foreign)


def expectation(link: Element) -> Result:
    """The link has a non-empty accessible name, and one that can be said if it has no description either."""
    if not link.name.strip():
        return NO_NAME
    return HAS_NAME if is_said(link.name) or is_said(link.description) else NO_WORDS


EXAMPLES = (
    Example('<a href="/forms">Tax forms</a>', HAS_NAME),
    Example('<a href="/"><img src="seal.png" alt="Department of Labor home"></a>', HAS_NAME),
    Example('<span role="link" tabindex="0">Tax forms</span>', HAS_NAME),
    Example('<a href="/"></a>', NO_NAME),
    Example('<a href="/"><img src="seal.png" alt=""></a>', NO_NAME),
    Example('<a href="/"><span aria-hidden="true">x</span></a>', NO_NAME),
    Example('<a href="/">&nbsp;</a>', NO_NAME),
    Example('<a href="/" role="none"><img src="seal.png" alt=""></a>', NO_NAME),
    Example(
        '<img src="m.png" alt="States" usemap="#m"><map name="m"><area href="/ohio" shape="default"></map>', NO_NAME
    ),
    Example('<a href="/facebook">&#xf09a;</a>', NO_WORDS),
    Example('<style>i::before { content: "\\f09a" }</style><a href="/facebook"><i></i></a>', NO_WORDS),
    Example('<a href="/facebook" title="Facebook">&#xf09a;</a>', HAS_NAME),
    Example('<a href="/facebook">&#xf09a; Facebook</a>', HAS_NAME),
    Example('<a href="/love">&#x1F496;</a>', HAS_NAME),
    Example('<a href="/" hidden></a>', INAPPLICABLE),
    Example('<a href="/" aria-hidden="true" tabindex="-1"></a>', INAPPLICABLE),
    Example('<a name="top"></a>', INAPPLICABLE),
)


def correction(link: Element, _: Result) -> Correction | None:
    """The link with words: of its own, in the `alt` of its image, or as a label of its icon."""
    mended = named(link, "[where the link leads]")
    return corrected(link, mended, change="Give the link words that say where it leads.", speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
