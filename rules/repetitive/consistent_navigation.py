"""Who has learned where a link stands in a menu looks and listens for it there, on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rules.digest import Link
from rules.model import INAPPLICABLE, Metadata, Result, SiteExample, SiteRule, cant_tell, failed, passed
from rules.repetition import Repeated, repeated_blocks
from rules.site import Place, Shared, Site, so_many

METADATA = Metadata(
    id="consistent-navigation",
    title="Links of repeated navigation keep their order",
    wcag=("3.2.3",),
    trusted_tester=("9.B",),
    baseline=("4.B",),
    affects=("302.1", "302.2", "302.9"),
    remediation="Put the links that pages share into one order on all pages; others may stand between them.",
)

ONE_ORDER = passed("The links that the pages share come in one order on all pages that were looked at.")
OTHER_ORDER = failed("On some pages, links of the navigation come in another order than on the rest.", fails=("9.B",))
OTHER_ORDER_IN_PART = cant_tell(
    "On some pages, links come in another order than on the rest. Is this the same navigation, and the order not one "
    "that the person chose?",
    asks=("9.B",),
)

MOST_TOLD = 6


def applicability(site: Site) -> Iterator[Shared]:
    """Each block of links that pages of one language repeat: navigation, and what is in the site's header and footer.

    A block is the same on two pages if its landmark has the same role and name, and the pages share three links in it
    and half of the smaller one. What follows from the page, such as breadcrumbs, is left out.
    """
    for block in site.derived(repeated_blocks):
        orders = [(_orders(block, links), links, pages) for links, pages in block.variants]
        places = tuple(Place(page, *order) for order, _, pages in orders for page in pages)
        odd = [links for (said, usual), links, _ in orders if said != usual]
        yield Shared(site, block.landmark, places, block.is_only and all(_is_as_a_whole(block, links) for links in odd))


def _is_as_a_whole(block: Repeated, links: tuple[Link, ...]) -> bool:
    """Whether the links are those of the usual block, give or take one in five, and not only some of them."""
    return 5 * len({*links} & {*block.usual}) >= 4 * len({*links} | {*block.usual})


def _orders(block: Repeated, links: tuple[Link, ...]) -> tuple[str, str]:
    """The shared links that come in another order: as they are, and as they usually are. Both are empty if none do."""
    once = _once(links) & _once(block.usual)
    here, usual = ([link for link in each if link in once] for each in (links, block.usual))
    while here and here[0] == usual[0]:
        here, usual = here[1:], usual[1:]
    while here and here[-1] == usual[-1]:
        here, usual = here[:-1], usual[:-1]
    return _told(here), _told(usual)


def _once(links: tuple[Link, ...]) -> set[Link]:
    return {link for link, count in Counter(links).items() if count == 1}


def _told(links: list[Link]) -> str:
    more = f" and {len(links) - MOST_TOLD} more" if len(links) > MOST_TOLD else ""
    return ", ".join(link.name for link in links[:MOST_TOLD]) + more


def expectation(block: Shared) -> Result:
    """The links that two pages share come in the same relative order; links that one has alone may stand anywhere.

    It fails where the block is a navigation landmark of more than half of all pages, has the same links on them but for
    one in five, and no page has another landmark of its name; else a person must decide.
    """
    odd = block.odd
    if not odd:
        return ONE_ORDER
    is_menu = (
        block.is_certain and block.name.startswith("navigation") and 2 * len(block.places) > len(block.site.pages) > 2
    )
    result = OTHER_ORDER if is_menu else OTHER_ORDER_IN_PART
    first = odd[0]
    return result.with_detail(
        f"{block.name}, on {len(odd)} of {so_many(block.places)}: {first.said}. Usually: {first.usual}."
    )


MENU = '<nav><a href="/a">Apply</a> <a href="/b">Boats</a> <a href="/c">Contact</a> <a href="/d">Docks</a></nav>'
SWAPPED = '<nav><a href="/b">Boats</a> <a href="/a">Apply</a> <a href="/c">Contact</a> <a href="/d">Docks</a></nav>'
LONGER = MENU.replace(" <a href", ' <a href="/e">Eels</a> <a href', 1)

EXAMPLES = (
    SiteExample({"/1": MENU, "/2": MENU, "/3": LONGER}, ONE_ORDER),
    SiteExample({"/1": MENU, "/2": MENU, "/3": SWAPPED}, OTHER_ORDER),
    SiteExample({"/1": MENU, "/2": SWAPPED, "/3": "<p>Tides", "/4": "<p>Ice", "/5": "<p>Fog"}, OTHER_ORDER_IN_PART),
    SiteExample(
        {f"/{n}": f"<footer>{html[5:-6]}</footer>" for n, html in enumerate((MENU, MENU, SWAPPED))}, OTHER_ORDER_IN_PART
    ),
    SiteExample({"/1": MENU + SWAPPED, "/2": MENU + SWAPPED, "/3": MENU + SWAPPED}, ONE_ORDER, ONE_ORDER),
    SiteExample({"/1": MENU + SWAPPED, "/2": MENU + SWAPPED, "/3": SWAPPED}, OTHER_ORDER_IN_PART, ONE_ORDER),
    SiteExample({"/1": MENU, "/2": SWAPPED.replace("<nav>", '<nav aria-label="Related">')}, INAPPLICABLE),
    SiteExample({"/1": MENU, "/2": "<p>Tides"}, INAPPLICABLE),
)

RULE = SiteRule(METADATA, applicability, expectation, EXAMPLES)
