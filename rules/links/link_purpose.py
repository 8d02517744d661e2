"""Who goes through the links of a page hears "more, more, here, here" where a link says nothing of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rules.general_names import GENERAL_LINKS
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
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.ROLES),
)

HAS_OWN_WORDS = passed("The link has words of its own, or a description.")
HAS_CONTEXT = passed("The words could be any link's; its paragraph, list item or table row has more of them.")
SAYS_NOTHING = cant_tell(
    "These words could be any link's, and its paragraph, list item or table cell adds none. Is it clear all the same "
    "where it leads?",
    asks=("6.A",),
)
SAYS_KIND = cant_tell(
    "This link names a kind of thing, and its paragraph, list item or table cell does not say which. Is it clear all "
    "the same where it leads?",
    asks=("6.A",),
)
SAYS_ADDRESS = cant_tell(
    "This link says only its address, without any words around it. Does the address tell people where it leads?",
    asks=("6.A",),
)

KINDS = frozenset(
    (
        "agenda|article|audio|brochure|chart|csv|doc|document|docx|epub|excel|excel file|fact sheet|file|"
        "flyer|form|handout|html|image|json|map|memo|minutes|notice|page|paper|pdf|pdf file|photo|plain text|"
        "podcast|poster|powerpoint|ppt|presentation|press release|recording|report|rtf|section|slides|"
        "spreadsheet|study|summary|survey|table|text|txt|transcript|video|webinar|website|word|word document|"
        "workshop|xls|xlsx|xml|zip"
    ).split("|")
)
"""Kinds of things, and forms of files, of which there is more than one in the world."""
ADDRESS = re.compile(r"(https?://|www\.)[^/\s]+/\S*([?&=%]|\d{4}|[0-9a-f]{8})\S*", re.IGNORECASE)
"""An address that says more to programs than to people."""

MENU = 4
"""So many links make a list a menu, if no more than one in so many names a kind of thing."""

AROUND = ("caption", "dd", "dt", "figcaption", "li", "p", "td", "th")
"""The elements whose words are the context of a link, with the list items that a list item stands in."""
SITE = ("banner", "contentinfo", "navigation", "menu", "menubar")
"""Where the page itself is not what links are about."""


def words_of(link: Element) -> str:
    """The link's name without marks and arrows, in lower case."""
    return " ".join("".join(c if c.isalnum() or c == "'" else " " for c in link.name.lower()).split())


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed link with a name; of several alike for which nothing speaks, the first."""
    return (page_link for page_link, _ in page.derived(find).values())


def find(page: Page) -> Mapping[int, tuple[Element, Result]]:
    """The links to judge, and what is to say of each, by the link's id."""
    found: dict[int, tuple[Element, Result]] = {}
    asked: set[tuple[Result, str]] = set()
    for link in page.with_role("link"):
        words = words_of(link) if link.is_exposed else ""
        if words:
            result = _judge(link, words)
            like = result, _alike(link, words, result)
            if result in (HAS_OWN_WORDS, HAS_CONTEXT) or like not in asked:
                found[link.id] = link, result
            asked.add(like)
    return found


def _judge(link: Element, words: str) -> Result:
    if words in GENERAL_LINKS:
        result = SAYS_NOTHING
    elif words in KINDS and not any(each.role in SITE for each in link.ancestors()) and not _is_in_menu(link):
        result = SAYS_KIND
    elif ADDRESS.fullmatch(link.name.strip()):
        result = SAYS_ADDRESS
    else:
        return HAS_OWN_WORDS
    is_own_heading = (link.get("href") or "").startswith("#") and any(e.role == "heading" for e in link.ancestors())
    if link.description.strip() or is_own_heading or any(e.tag == "code" for e in link.elements):
        return HAS_OWN_WORDS
    return HAS_CONTEXT if _has_context(link) else result


def _is_in_menu(link: Element) -> bool:
    """Whether it stands in a list of links nearly all of which name no kinds of things: one topic among others."""
    around = link.closest("ul", "ol")
    beside = [words_of(each) for each in around.descendants() if each.role == "link"] if around is not None else []
    return len(beside) >= MENU and sum(words in KINDS for words in beside) <= len(beside) / MENU


def _alike(link: Element, words: str, result: Result) -> str:
    if result == SAYS_KIND:
        around = link.closest("ul", "ol", "table")
        return str(around.id) if around is not None else ""
    return words if result == SAYS_NOTHING else ""


def _has_context(link: Element) -> bool:
    """Whether its paragraph, item or cell, or a header of its row, has words that stand in no link."""
    around = link.closest(*AROUND)
    while around is not None:
        if _has_words(around):
            return True
        if around.tag in ("td", "th"):
            row = around.closest("tr")
            heads = [*around.references("headers"), *(e for e in (row.elements if row else ()) if e.tag == "th")]
            return any(_has_words(head) for head in heads if head is not around)
        if around.tag == "dd" and around.parent is not None:
            return any(e.tag == "dt" and e.id < around.id and _has_words(e) for e in around.parent.elements)
        around = around.parent.closest("li") if around.parent is not None else None
    return False


def _has_words(element: Element) -> bool:
    texts = (text.text for text in element.texts() if text.is_rendered and text.parent.closest("a") is None)
    words = (word.strip(".,:;()[]").lower() for text in texts for word in text.split())
    return any(
        len(word) > 2 and word[0].isalpha() and word not in KINDS and word not in GENERAL_LINKS for word in words
    )


def expectation(link: Element) -> Result:
    """Its name says more than any link's, a kind or an address; or its description or context has more words.

    In a menu, which is a list of links nearly all of which say more than a kind, a kind is as good as any other topic.
    """
    return link.page.derived(find)[link.id][1]


EXAMPLES = (
    Example('<a href="/fees">More about fees</a>', HAS_OWN_WORDS),
    Example('<h2 id="f">Fees</h2><a href="/fees" aria-describedby="f">More</a>', HAS_OWN_WORDS),
    Example('<a href="/fees" aria-label="More about fees">More</a>', HAS_OWN_WORDS),
    Example('<p>For the fees of harbors, <a href="/fees">click here</a>.', HAS_CONTEXT),
    Example(
        '<ul><li>Fee schedule <ul><li><a href="/f.pdf">PDF</a><li><a href="/f">HTML</a></ul></ul>',
        HAS_CONTEXT,
        HAS_CONTEXT,
    ),
    Example('<table><tr><th>Harbor fees<td><a href="/fees">Details</a></table>', HAS_CONTEXT),
    Example(
        '<p>The harbor has new fees.</p><a href="/fees">Read more &raquo;</a> <a href="/b">Read more</a>', SAYS_NOTHING
    ),
    Example('<a href="/fees"><img src="go.png" alt="Go"></a>', SAYS_NOTHING),
    Example('<table><tr><td>Harbor fees<td><a href="/fees">Details</a></table>', SAYS_NOTHING),
    Example('<h3>Fee schedule</h3><ul><li><a href="/f.pdf">PDF</a><li><a href="/f">HTML</a></ul>', SAYS_KIND),
    Example('<p>The fees have changed.</p><p><a href="/f">https://harbor.example/doc?id=402817</a></p>', SAYS_ADDRESS),
    Example('<nav><a href="/map">Map</a></nav><h2 id="s"><a href="#s">Summary</a></h2>', HAS_OWN_WORDS, HAS_OWN_WORDS),
    Example(
        '<ul><li><a href="/a">Dock</a><li><a href="/b">Piers</a><li><a href="/c">Map</a><li><a href="/d">Tide</a></ul>',
        *[HAS_OWN_WORDS] * 4,
    ),
    Example('<a href="/fees" hidden>More</a><a>More</a><a href="/"></a>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
