"""Sites for tests: small pages by path, read without a browser."""

from __future__ import annotations

from collections.abc import Mapping

from rules.digest import digest_of
from rules.site import Site, SitePage
from tests.rules.pages import page

ORIGIN = "https://agency.example"


def site(pages: Mapping[str, str], known: int = 0, aliases: Mapping[str, str] | None = None) -> Site:
    """The site that has these pages and no others; `/` is where the crawl began."""
    read = []
    for path, html in pages.items():
        digest = digest_of(page(html, url=f"{ORIGIN}{path}"))
        assert digest is not None
        read.append(SitePage(f"{ORIGIN}{path}", 0 if path == "/" else 1, digest))
    count = known or len(read)
    return Site(read, count, len(read), {ORIGIN + one: ORIGIN + other for one, other in (aliases or {}).items()})
