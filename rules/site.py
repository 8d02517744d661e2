"""What the crawl knew of all the pages of a site that it looked at, frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from rules.addresses import parts_of, without_fragment
from rules.digest import PageDigest

T = TypeVar("T")


@dataclass(frozen=True, eq=False, slots=True)
class SitePage:
    """One page that was looked at. `level` tells how many links it is from where the crawl began."""

    url: str
    level: int
    digest: PageDigest


class Site:
    """The pages of one crawl, in the order of level and address."""

    def __init__(
        self, pages: Iterable[SitePage], known: int, judged: int, aliases: Mapping[str, str] | None = None
    ) -> None:
        self.pages = tuple(pages)
        self.known = known
        """How many pages of the site the crawl knew of; those it did not look at may hold anything."""
        self.judged = judged
        """How many pages were judged by themselves; those that are not here were not seen well enough to compare."""
        self._aliases = aliases or {}
        self._by_url = {page.url: page for page in self.pages}
        languages = Counter(page.digest.language for page in self.pages if page.digest.language)
        self._language = languages.most_common(1)[0][0] if languages else ""
        first = parts_of(self.pages[0].url) if self.pages else parts_of("")
        self._origin = f"{first.scheme}://{first.netloc}"
        self._derived: dict[Callable[[Site], Any], Any] = {}

    def language_of(self, page: SitePage) -> str:
        """The page's language; that of most pages where it tells none."""
        return page.digest.language or self._language

    def told(self, address: str) -> str:
        """An address as people are told it: by its path on the site's own host."""
        return address.removeprefix(self._origin) if address != self._origin else "/"

    @property
    def is_complete(self) -> bool:
        """Whether every page that the crawl knew of was looked at."""
        return len(self.pages) >= self.known

    def address(self, target: str) -> str:
        """The one address of the page that a link's address leads to: redirects and copies come to the same page."""
        url = without_fragment(target)
        for _ in range(5):
            if url not in self._aliases:
                break
            url = self._aliases[url]
        return url

    def page_at(self, target: str) -> SitePage | None:
        """The page that a link's address leads to; None where the crawl did not look at it."""
        return self._by_url.get(self.address(target))

    def derived(self, make: Callable[[Site], T]) -> T:
        """What `make` says of the site, worked out once and kept as long as the site is."""
        if make not in self._derived:
            self._derived[make] = make(self)
        found: T = self._derived[make]
        return found


class Place(NamedTuple):
    """One page that a target of a site rule is on: how it is there, and how it is usually or should be."""

    page: SitePage
    said: str
    usual: str = ""

    @property
    def is_odd(self) -> bool:
        """Whether it is not as usual."""
        return self.said != self.usual


@dataclass(frozen=True, slots=True)
class Shared:
    """What a site rule is about: something that pages share, or that is to be told apart among them."""

    site: Site = field(repr=False)
    name: str
    """Tells it from others of its kind: a landmark, an address, a title. The same in the next audit."""
    places: tuple[Place, ...]
    is_certain: bool = True
    """Whether it is one and the same thing at all places beyond doubt."""

    @property
    def odd(self) -> tuple[Place, ...]:
        """The places at which it is not as usual."""
        return tuple(place for place in self.places if place.is_odd)


def so_many(places: Sequence[Place]) -> str:
    """How many pages those are, in words."""
    return f"{len(places):,} {'page' if len(places) == 1 else 'pages'}"
