"""Among ten tabs, or in a list of results, pages of one title can only be told apart by opening each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rules.model import INAPPLICABLE, Metadata, Result, SiteExample, SiteRule, cant_tell, passed
from rules.site import Place, Shared, Site, SitePage, so_many

METADATA = Metadata(
    id="titles-tell-apart",
    title="Pages that differ have titles that differ",
    wcag=("2.4.2",),
    trusted_tester=("12.B",),
    baseline=("11.A",),
    affects=("302.1", "302.7", "302.9"),
    remediation="Put what sets the page apart first in its `title`, then the name of the section and of the site.",
)

OWN_TITLE = passed("No other page that was looked at has this title.")
ONE_TITLE = cant_tell("Several pages have this title. Does it say what each of them is about?", asks=("12.B",))

MOST_TOLD = 3


def applicability(site: Site) -> Iterator[Shared]:
    """Each title of an HTML page that was looked at, however many pages have it. Copies of a page count once."""
    found: dict[str, list[SitePage]] = defaultdict(list)
    for page in site.pages:
        if page.digest.title:
            found[page.digest.title.casefold()].append(page)
    for pages in sorted(found.values(), key=lambda pages: -len(pages)):
        is_own = len(pages) == 1
        shared = frozenset.intersection(*(frozenset(page.digest.headings) for page in pages))
        headings = ((page, _heading(page, shared)) for page in pages)
        places = tuple(Place(page, heading, heading if is_own else "") for page, heading in headings)
        yield Shared(site, pages[0].digest.title, places)


def expectation(title: Shared) -> Result:
    """It is the title of one page alone."""
    if not title.odd:
        return OWN_TITLE
    headings = list(dict.fromkeys(place.said for place in title.places))
    more = f" and {len(headings) - MOST_TOLD} more" if len(headings) > MOST_TOLD else ""
    shown = ", ".join(headings[:MOST_TOLD])
    return ONE_TITLE.with_detail(f'"{title.name}" on {so_many(title.places)}, with the headings: {shown}{more}.')


def _heading(page: SitePage, shared: frozenset[str]) -> str:
    """The first heading that not all of the pages have, else the first one."""
    told = [heading for heading in page.digest.headings if heading]
    return next((heading for heading in told if heading not in shared), next(iter(told), "no heading"))


FEES = "<!doctype html><title>Harbor Service</title><h1>Fees</h1>"
FERRIES = "<!doctype html><title>Harbor Service</title><h1>Ferries</h1>"

EXAMPLES = (
    SiteExample({"/fees": FEES.replace("<title>", "<title>Fees, "), "/ferries": FERRIES}, OWN_TITLE, OWN_TITLE),
    SiteExample({"/fees": FEES, "/ferries": FERRIES}, ONE_TITLE),
    SiteExample({"/fees": "<!doctype html><title></title><h1>Fees</h1>", "/map.svg": "<html>Map"}, INAPPLICABLE),
)

RULE = SiteRule(METADATA, applicability, expectation, EXAMPLES)
