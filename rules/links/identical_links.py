"""Two links of one name promise one thing; when they lead to two places, one of them surprises.

People who listen to the links alone cannot tell them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rules.addresses import resolved
from rules.general_names import GENERAL_LINKS
from rules.links.link_purpose import words_of
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="identical-links",
    title="Links of one name lead to one place",
    wcag=("2.4.4",),
    trusted_tester=("6.A",),
    baseline=("14.A",),
    act=("fd3a94",),
    affects=("302.1", "302.7", "302.9"),
    remediation="Say in each link what sets its target apart, or let them lead to the same place.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

LEAD_TO_ONE_PLACE = passed("All links of this name and context lead to the same place.")
LEAD_APART = cant_tell(
    "Links of this name lead to different addresses from the same context. Do they serve the same purpose?",
    asks=("6.A",),
)

CONTEXTS = ("caption", "dd", "dt", "figcaption", "li", "p", "td", "th")


def applicability(page: Page) -> Iterator[Element]:
    """The first of each two or more exposed links with one name and the same words around them; not general names.

    Nor is a heading's link within the page, which leads to the heading itself or back to a list of contents.
    """
    return (group[0] for group in page.derived(_groups).values())


def _groups(page: Page) -> Mapping[int, list[Element]]:
    """Links that share a name and the text of their paragraph, item or row, by the id of the first of them."""
    by_name: dict[tuple[int, str], list[Element]] = defaultdict(list)
    for link in page.with_role("link"):
        words = words_of(link)
        if words and words not in GENERAL_LINKS and link.is_exposed and _target(link) and not _is_of_heading(link):
            by_name[link.document.id, words].append(link)
    texts: dict[int, str] = {}
    found: dict[tuple[int, str, str], list[Element]] = defaultdict(list)
    for (document, words), links in by_name.items():
        if len(links) > 1:
            for link in links:
                found[document, words, _context(link, texts)].append(link)
    return {g[0].id: g for g in sorted(found.values(), key=lambda group: group[0].id) if len(g) > 1}


def _is_of_heading(link: Element) -> bool:
    return (link.get("href") or "").startswith("#") and any(each.role == "heading" for each in link.ancestors())


def _context(link: Element, texts: dict[int, str]) -> str:
    around = link.closest(*CONTEXTS)
    if around is not None and around.tag in ("td", "th"):
        around = around.closest("tr") or around
    if around is None:
        return ""
    if around.id not in texts:
        texts[around.id] = around.text
    return texts[around.id]


def _target(link: Element) -> str:
    address = link.get("href", link.get("xlink:href"))
    if address is None:
        return link.get("onclick") or ""
    return resolved(link.document.base_url, address).rstrip("/#")


def expectation(link: Element) -> Result:
    """They all have the same address."""
    group = link.page.derived(_groups)[link.id]
    targets = list(dict.fromkeys(_target(each) for each in group))
    return LEAD_TO_ONE_PLACE if len(targets) == 1 else LEAD_APART.with_detail(", ".join(targets[:3]))


EXAMPLES = (
    Example('<p><a href="/fees">Fees</a> <a href="/fees/">fees</a>', LEAD_TO_ONE_PLACE),
    Example('<p><a href="/a">Contact us</a> or <a href="/b">Contact us</a>', LEAD_APART),
    Example('<p>Harbors:</p><p><a href="/a">Fees</a></p><p>Ferries:</p><p><a href="/b">Fees</a></p>', LEAD_APART),
    Example('<div><a href="/a">Fees</a></div><div><a href="/b">Fees &raquo;</a></div>', LEAD_APART),
    Example('<a href="#fees">Fees</a><h2 id="fees"><a href="#contents">Fees</a></h2>', INAPPLICABLE),
    Example('<ul><li>Harbor <a href="/a">fees</a><li>Ferry <a href="/b">fees</a></ul>', INAPPLICABLE),
    Example('<p><a href="/a">Fees</a> <a href="/b" hidden>Fees</a> <a>Fees</a>', INAPPLICABLE),
    Example("<table><tr><th>Boats<td><a href=/a>Fees</a><tr><th>Ferries<td><a href=/b>Fees</a></table>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
