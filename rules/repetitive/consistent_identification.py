"""Whoever hears "Search" on one page and "Find" on the next has to find out that both do the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from rules.model import INAPPLICABLE, Metadata, Result, SiteExample, SiteRule, cant_tell, passed
from rules.repetition import is_relative, repeated_blocks, without_state
from rules.site import Place, Shared, Site, SitePage, so_many
from rules.words import has_separate_words, speak_of_one_thing

METADATA = Metadata(
    id="consistent-identification",
    title="What does the same has the same name on every page",
    wcag=("3.2.4",),
    trusted_tester=("9.C",),
    baseline=("4.C",),
    affects=("302.1", "302.2", "302.9"),
    remediation="Give a component that repeats the same name, and the same text alternative, on every page.",
)

ONE_NAME = passed("The names it has on the pages that were looked at have words in common.")
OTHER_NAME = cant_tell(
    "On some pages this has another name than on the rest. Does it do the same there?",
    asks=("9.C",),
)


def applicability(site: Site) -> Iterator[Shared]:
    """Each link of repeated navigation, told by where it leads, and each control, told by what it sends or runs.

    It is on two or more pages of one language. Links that lead elsewhere from each page, such as "Next", are left out.
    """
    for function, names in (*_links(site), *_controls(site)):
        if len(names) > 1:
            yield Shared(site, function, _places(names))


Names = dict[SitePage, list[str]]
"""The names of one component by page; a page may have it twice."""


def _links(site: Site) -> Iterator[tuple[str, Names]]:
    for block in site.derived(repeated_blocks):
        found: dict[str, Names] = defaultdict(lambda: defaultdict(list))
        for links, pages in block.variants:
            for link in links:
                if not is_relative(link.name):
                    address = site.address(link.target) + link.target[len(link.target.partition("#")[0]) :]
                    for page in pages:
                        found[address][page].append(link.name)
        yield from ((f"{block.landmark}: {site.told(address)}", names) for address, names in found.items())


def _controls(site: Site) -> Iterator[tuple[str, Names]]:
    found: dict[tuple[str, str], Names] = defaultdict(lambda: defaultdict(list))
    for page in site.pages:
        for control in page.digest.controls:
            found[control.function, site.language_of(page)][page].append(control.name)
    return ((" ".join(map(site.told, function.split())), names) for (function, _), names in found.items())


def _places(names: Names) -> tuple[Place, ...]:
    """Each page with its name; what has the usual name among others, or a part of it, counts as usual."""
    counted = Counter(without_state(name) for told in names.values() for name in dict.fromkeys(told))
    usual = counted.most_common(1)[0][0]
    shown = next(name for told in names.values() for name in told if without_state(name) == usual)
    return tuple(
        Place(page, shown if any(_is_alike(usual, without_state(name)) for name in told) else told[0], shown)
        for page, told in names.items()
    )


def _is_alike(one: str, other: str) -> bool:
    return one == other or not has_separate_words(one + other) or speak_of_one_thing(one, other)


def expectation(component: Shared) -> Result:
    """Its accessible names share a word with the name that most pages give it."""
    odd = component.odd
    if not odd:
        return ONE_NAME
    names = ", ".join(f'"{name}"' for name in list(dict.fromkeys(place.said for place in odd))[:3])
    return OTHER_NAME.with_detail(
        f'{component.name}: {names} on {len(odd)} of {so_many(component.places)}, else "{odd[0].usual}".'
    )


SEARCH = '<header><form action="/find"><input name="q" aria-label="{}"> <button>{}</button></form></header>'
MENU = '<nav><a href="/a">Apply</a> <a href="/b">Boats</a> <a href="/c">{}</a></nav>'

EXAMPLES = (
    SiteExample({"/1": MENU.format("Contact"), "/2": MENU.format("Contact us")}, ONE_NAME, ONE_NAME, ONE_NAME),
    SiteExample({"/1": SEARCH.format("Words", "Search"), "/2": SEARCH.format("Words", "Find")}, ONE_NAME, OTHER_NAME),
    SiteExample({"/1": MENU.format("Contact"), "/2": MENU.format("Write to us")}, ONE_NAME, ONE_NAME, OTHER_NAME),
    SiteExample({"/1": MENU.format("Contact"), "/2": "<p>Tides"}, INAPPLICABLE),
)

RULE = SiteRule(METADATA, applicability, expectation, EXAMPLES)
