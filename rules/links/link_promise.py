"""Who follows a link and lands on a page that speaks of something else wonders whether they took a wrong turn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from rules.addresses import parts_of
from rules.general_names import GENERAL_LINKS
from rules.model import INAPPLICABLE, Metadata, Result, SiteExample, SiteRule, cant_tell, passed
from rules.repetition import is_relative, without_state
from rules.site import Place, Shared, Site, SitePage, so_many
from rules.words import has_separate_words, speak_of_one_thing, stands_for, stems

METADATA = Metadata(
    id="link-promise",
    title="Link's words return on the page that it leads to",
    wcag=("2.4.4",),
    trusted_tester=("6.A",),
    baseline=("14.A",),
    affects=("302.1", "302.7", "302.9"),
    remediation="Name the link after the title or main heading of the page that it leads to.",
)

KEPT = passed("The link and the title, headings or address of its page have words in common.")
BROKEN = cant_tell(
    "The title and headings of the page that this leads to have no word of the link. Does the link say what is there?",
    asks=("6.A",),
)


MOST_TARGETS = 2


def applicability(site: Site) -> Iterator[Shared]:
    """Each two of a link's name and the page it leads to, on however many pages, if that page was looked at.

    The link stands by itself, its name has words of its own, and the page a title or heading in its language.
    Left out are links to a part of a page, to where the crawl began, and to steps on the way, such as "Next"; and those
    whose name leads to more than two pages, such as "Overview", since only what is around it tells them apart.
    """
    found: dict[tuple[str, SitePage], list[SitePage]] = defaultdict(list)
    for page in site.pages:
        for link in page.digest.alone:
            target = site.page_at(link.target) if "#" not in link.target else None
            if (
                target is not None
                and target is not page
                and target.level > 0
                and _is_told(link.name, page, target, site)
            ):
                found[link.name, target].append(page)
    targets = Counter(name for name, _ in found)
    told = ((name, target, pages) for (name, target), pages in found.items() if targets[name] <= MOST_TARGETS)
    for name, target, pages in sorted(told, key=lambda each: -len(each[2])):
        said = ". ".join(filter(None, dict.fromkeys((target.digest.title, *target.digest.headings))))
        yield Shared(site, f"{name}: {site.told(target.url)}", tuple(Place(page, name, said) for page in pages))


def _is_told(name: str, page: SitePage, target: SitePage, site: Site) -> bool:
    if site.language_of(target) != site.language_of(page) or not (target.digest.title or any(target.digest.headings)):
        return False
    words = without_state(name)
    return words not in GENERAL_LINKS and not is_relative(name) and bool(stems(name)) and has_separate_words(words)


def expectation(link: Shared) -> Result:
    """The name shares a word with the page's title, one of its first headings, or its address."""
    place = link.places[0]
    name, address = place.said, link.name.rpartition(": ")[2]
    parts = parts_of(address)
    if speak_of_one_thing(name, place.usual) or stems(name) & stems(parts.path + parts.query):
        return KEPT
    if stands_for(parts.path.rpartition("/")[2].partition(".")[0].upper(), name):
        return KEPT
    return BROKEN.with_detail(f'"{name}" on {so_many(link.places)} leads to {address}: "{place.usual[:100]}".')


def _page(title: str, body: str) -> str:
    return f"<!doctype html><title>{title}</title><h1>{title}</h1>{body}"


EXAMPLES = (
    SiteExample({"/": '<a href="/1">Harbor fees</a>', "/1": _page("What a berth costs: fees", "")}, KEPT),
    SiteExample({"/": '<a href="/2">FAQ</a>', "/2": _page("Frequently asked questions", "")}, KEPT),
    SiteExample({"/": '<a href="/3">Ferry timetable</a>', "/3": _page("Berths and moorings", "")}, BROKEN),
    SiteExample({"/": '<a href="/4">Next</a> <a href="/4#f">Ferries</a>', "/4": _page("Tides", "")}, INAPPLICABLE),
)

RULE = SiteRule(METADATA, applicability, expectation, EXAMPLES, most=12)
