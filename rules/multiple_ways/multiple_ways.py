"""Some search, some read through menus, some look into a list of everything: one way alone leaves somebody out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rules.model import INAPPLICABLE, Metadata, Result, SiteExample, SiteRule, cant_tell, passed
from rules.site import Place, Shared, Site, SitePage, so_many

METADATA = Metadata(
    id="multiple-ways",
    title="Pages can be found in more than one way",
    wcag=("2.4.5",),
    trusted_tester=("19.A",),
    baseline=("23.A",),
    affects=("302.1", "302.2", "302.7", "302.9"),
    remediation="Offer a search, or a site map that lists every page, besides the navigation.",
)

SEVERAL_WAYS = passed(
    "A search, a list of the site's pages or links on several pages lead to the pages that were seen."
)
ONE_WAY = cant_tell(
    "One page alone links to each of these pages, and neither a search nor a list of all pages was found. Is there "
    "another way to each of them, or is it a step of a process?",
    asks=("19.A",),
)

INDEX = re.compile(
    r"\bsite ?(?:map|index)\b|\ba ?(?:to|-|–) ?z\b|\bindex\b|\ball (?:pages|topics|services)\b|\bcontents\b",
    re.IGNORECASE,
)


def applicability(site: Site) -> Iterator[Shared]:
    """The pages beyond the one where the crawl began, taken together, but for those that say they are a step."""
    inner = [page for page in site.pages if page.level > 0 and not page.digest.is_step]
    if inner:
        has_other_way = any(page.digest.has_search for page in site.pages) or _has_index(site)
        ways = _ways(site)
        yield Shared(site, "all pages", tuple(Place(page, *_told(ways[page], has_other_way)) for page in inner))


def _told(ways: set[SitePage], has_other_way: bool) -> tuple[str, str]:
    """Which page alone links to a page, and what would be usual; the same twice where there are more ways to it."""
    return ("", "") if has_other_way or len(ways) != 1 else (f"linked from {next(iter(ways)).url}", "")


def _ways(site: Site) -> Mapping[SitePage, set[SitePage]]:
    """The other pages that link to each page."""
    ways: dict[SitePage, set[SitePage]] = defaultdict(set)
    for page in site.pages:
        for link in page.digest.all_links:
            target = site.page_at(link.target)
            if target is not None and target is not page:
                ways[target].add(page)
    return ways


def _has_index(site: Site) -> bool:
    """Whether a link to a list of the site's pages was seen."""
    return any(INDEX.search(link.name) for page in site.pages for link in page.digest.all_links)


def expectation(pages: Shared) -> Result:
    """The site has a search or a list of its pages, or more than one page links to each of them.

    Where pages were not looked at, nobody is asked: they may hold what is missing.
    """
    odd = pages.odd
    if not odd:
        return SEVERAL_WAYS
    return ONE_WAY.with_detail(f"{len(odd)} of {so_many(pages.places)}, such as {pages.site.told(odd[0].page.url)}.")


HOME = '<a href="/fees">Fees</a> <a href="/ferries">Ferries</a>'

EXAMPLES = (
    SiteExample(
        {"/": f'{HOME} <a href="/map">Site map</a>', "/fees": "<p>Fees", "/ferries": "<p>Ferries"}, SEVERAL_WAYS
    ),
    SiteExample({"/": f'{HOME}<form><input name="q" type="search"></form>', "/fees": "<p>Fees"}, SEVERAL_WAYS),
    SiteExample(
        {"/": HOME, "/fees": '<a href="/ferries">Ferries</a>', "/ferries": '<a href="/fees">Fees</a>'}, SEVERAL_WAYS
    ),
    SiteExample({"/": HOME, "/fees": "<p>Fees", "/ferries": "<p>Ferries"}, ONE_WAY),
    SiteExample({"/": '<a href="/2">Start</a>', "/2": "<h1>Step 2 of 2</h1>"}, INAPPLICABLE),
)

RULE = SiteRule(METADATA, applicability, expectation, EXAMPLES, is_of_all=True)
