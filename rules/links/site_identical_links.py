"""A link of the menu that leads somewhere else on one page takes those astray who know it from the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from rules.addresses import parts_of
from rules.digest import Link
from rules.model import INAPPLICABLE, Metadata, Result, SiteExample, SiteRule, cant_tell, passed
from rules.repetition import is_relative, repeated_blocks, without_state
from rules.site import Place, Shared, Site, SitePage, so_many

METADATA = Metadata(
    id="site-identical-links",
    title="A link of repeated navigation leads to the same place on every page",
    wcag=("2.4.4",),
    trusted_tester=("6.A",),
    baseline=("14.A",),
    affects=("302.1", "302.7", "302.9"),
    remediation="Let the link lead where it leads on the other pages, or give it a name that says what differs.",
)

ONE_PLACE = passed("It leads to the same place on all pages that were looked at.")
OTHER_PLACE = cant_tell(
    "On a few pages the link of this name leads elsewhere than on the rest. Does it serve the same purpose there?",
    asks=("6.A",),
)

MOST_TARGETS = 3
"""A link with more targets than these follows from the page it stands on: "Edit this page", "Sign in"."""


def applicability(site: Site) -> Iterator[Shared]:
    """Each name that one link of repeated navigation has on two or more pages of one language.

    It leads to one place on two of three pages at least, and to three places at the most. Links that lead elsewhere
    from each page, such as "Next", are left out. Its like in the page's own language or folder counts as one place.
    """
    for block in site.derived(repeated_blocks):
        found: dict[str, list[tuple[SitePage, str, str]]] = defaultdict(list)
        for links, pages in block.variants:
            once = Counter(without_state(link.name) for link in links)
            for link in links:
                if once[without_state(link.name)] == 1 and not is_relative(link.name):
                    target = _target(site, link)
                    found[without_state(link.name)] += [(page, link.name, target) for page in pages]
        for rows in found.values():
            targets = Counter(target for _, _, target in rows)
            usual, count = targets.most_common(1)[0]
            if len(rows) > 1 and len(targets) <= MOST_TARGETS and 3 * count >= 2 * len(rows):
                places = tuple(Place(page, _or_alike(site, page, target, usual), usual) for page, _, target in rows)
                yield Shared(site, f"{block.landmark}: {rows[0][1]}", places)


def _target(site: Site, link: Link) -> str:
    address = site.address(link.target)
    parts = parts_of(address)
    return address.partition("?")[0].rstrip("/") if parts.query else address.rstrip("/")


def _or_alike(site: Site, page: SitePage, target: str, usual: str) -> str:
    """The target; the usual one, where a person would find the same there, or its like in their language or branch."""
    if _is_of_own_branch(page.url, target, usual):
        return usual
    here, there = site.page_at(target), site.page_at(usual)
    if here is None or there is None:
        return target
    is_translation = site.language_of(here) != site.language_of(page)
    is_copy = (here.digest.title, here.digest.headings[:1]) == (there.digest.title, there.digest.headings[:1])
    return usual if is_translation or is_copy else target


def _is_of_own_branch(page: str, target: str, usual: str) -> bool:
    """Whether the addresses differ in one folder alone (a language, a version), and the page lies in that folder."""
    own, one, other = (parts_of(each).path.split("/") for each in (page, target, usual))
    odd = [(number, step) for number, step in enumerate(one) if other[number : number + 1] != [step]]
    return len(one) == len(other) and len(odd) == 1 and own[odd[0][0] : odd[0][0] + 1] == [odd[0][1]]


def expectation(link: Shared) -> Result:
    """It leads to one page, wherever it stands."""
    odd = link.odd
    if not odd:
        return ONE_PLACE
    return OTHER_PLACE.with_detail(
        f"{link.name}: to {link.site.told(odd[0].said)} on {len(odd)} of {so_many(link.places)}, "
        f"else to {link.site.told(odd[0].usual)}."
    )


MENU = '<nav><a href="/a">Apply</a> <a href="/b">Boats</a> <a href="/c">Contact</a> <a href="{}">Fees</a></nav>'

EXAMPLES = (
    SiteExample({"/1": MENU.format("/d"), "/2": MENU.format("/d")}, *[ONE_PLACE] * 4),
    SiteExample(
        {"/1": MENU.format("/d"), "/2": MENU.format("/d"), "/3": MENU.format("/old-fees")},
        *[ONE_PLACE] * 3,
        OTHER_PLACE,
    ),
    SiteExample({"/1": MENU.format("/1/fees"), "/2": MENU.format("/2/fees")}, *[ONE_PLACE] * 3),
    SiteExample(
        {"/v2/1": MENU.format("/v2/f"), "/v2/2": MENU.format("/v2/f"), "/v1/1": MENU.format("/v1/f")}, *[ONE_PLACE] * 4
    ),
    SiteExample({"/1": MENU.format("/d"), "/2": "<p>Tides"}, INAPPLICABLE),
)

RULE = SiteRule(METADATA, applicability, expectation, EXAMPLES, most=20)
