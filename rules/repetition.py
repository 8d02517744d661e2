"""The blocks of navigation that pages of a site repeat."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules.digest import Link
from rules.site import Site, SitePage

FEWEST_SHARED = 3
"""How many links two blocks must have in common to be one block on two pages."""
MOST_CANDIDATES = 20

RELATIVE = frozenset(
    "back cancel close continue down english espanol español first forward français go help here in index last less "
    "login more newer next older out permalink prev previous print return share skip start top up upward".split()
)
"""Words of links that lead elsewhere from each page, as they should."""

OF_THE_PAGE = re.compile(
    r"bread ?crumb|pag(?:ination|er)|related|recent|popular|latest|trending|tags?\b|share|social|language|see also|"
    r"on this page|in this|contents|you are here|next|previous|results?",
    re.IGNORECASE,
)
"""Names of navigation whose links and order follow from the page that it stands on."""

_STATE = re.compile(r"[\d()\[\],.:;!?»«›‹→←↑↓▼▶|/+-]+|\b(?:current(?: page)?|selected|expanded|collapsed)\b")


Variants = Sequence[tuple[tuple[Link, ...], Sequence[SitePage]]]


@dataclass(frozen=True, eq=False, slots=True)
class Repeated:
    """One block of navigation as it stands on several pages of one language."""

    landmark: str
    variants: Variants
    """Its links in order, and the pages that have them so: the way that most pages have comes first."""
    is_only: bool
    """Whether no page has another block of its landmark, that it could be taken for."""

    @property
    def usual(self) -> tuple[Link, ...]:
        """Its links as most pages have them."""
        return self.variants[0][0]

    @property
    def pages(self) -> Iterator[SitePage]:
        """Every page that has it."""
        return (page for _, pages in self.variants for page in pages)


def repeated_blocks(site: Site) -> Sequence[Repeated]:
    """The blocks on two or more pages. They are one block that have a landmark, a language and enough links in common.

    What follows from the page it stands on, such as a trail of breadcrumbs, repeats nothing.
    """
    found: dict[tuple[str, int, str], dict[tuple[Link, ...], list[SitePage]]] = defaultdict(lambda: defaultdict(list))
    for page in site.pages:
        count: Counter[str] = Counter()
        for block in page.digest.blocks:
            if len(block.links) >= FEWEST_SHARED and not OF_THE_PAGE.search(block.landmark):
                count[block.landmark] += 1
                found[block.landmark, count[block.landmark], site.language_of(page)][block.links].append(page)
    several = {landmark for landmark, number, _ in found if number > 1}
    blocks = [
        Repeated(f"{landmark} ({number})" if landmark in several else landmark, variants, landmark not in several)
        for (landmark, number, _), ways in found.items()
        for variants in _clusters(ways)
    ]
    return sorted(blocks, key=lambda block: -sum(len(pages) for _, pages in block.variants))


def _clusters(ways: Mapping[tuple[Link, ...], list[SitePage]]) -> Iterator[Variants]:
    """Puts each way to write a block to the commonest that it has enough links in common with."""
    ordered = sorted(ways.items(), key=lambda variant: (-len(variant[1]), variant[1][0].level, variant[1][0].url))
    clusters: list[list[tuple[tuple[Link, ...], Sequence[SitePage]]]] = []
    known: dict[str, list[int]] = defaultdict(list)
    """The blocks that a name or an address was seen in: a link that lost one of the two is still that link."""
    for links, pages in ordered:
        shared = Counter(number for link in links for number in {*known[without_state(link.name)], *known[link.target]})
        best, count = max(shared.items(), key=lambda each: (each[1], -each[0]), default=(-1, 0))
        if count >= FEWEST_SHARED and 2 * count >= min(len(links), len(clusters[best][0][0])):
            clusters[best].append((links, pages))
            continue
        for told in {each for link in links for each in (without_state(link.name), link.target)}:
            if len(known[told]) < MOST_CANDIDATES:
                known[told].append(len(clusters))
        clusters.append([(links, pages)])
    return (cluster for cluster in clusters if sum(len(pages) for _, pages in cluster) > 1)


def without_state(name: str) -> str:
    """A name without numbers, marks and words of state, in lower case."""
    return " ".join(_STATE.sub(" ", name.casefold()).split())


def is_relative(name: str) -> bool:
    """Whether a link of this name leads elsewhere from each page, as `Next` and `Sign in` do, or has no words."""
    words = without_state(name).split()
    return not words or (len(words) <= 3 and not RELATIVE.isdisjoint(words))
