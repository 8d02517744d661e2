"""The title is the first thing a screen reader says of a page, and how people tell tabs and bookmarks apart.

Without one they hear an address, or nothing, and must read into the page to learn where they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.model import Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Page

METADATA = Metadata(
    id="page-title",
    title="Page has a title",
    wcag=("2.4.2",),
    trusted_tester=("12.A",),
    baseline=("11.A",),
    act=("2779a5",),
    affects=("302.1", "302.7", "302.9"),
    remediation="Put a `title` with the page's subject and the site's name first in the `head`.",
)

HAS_TITLE = passed("The page has a title.", passes=("12.A",))
NO_TITLE = failed("The page has no title, or an empty one.", fails=("12.A",))


def applicability(page: Page) -> Iterator[Page]:
    """The page, if it is an HTML page."""
    if page.is_html:
        yield page


def expectation(page: Page) -> Result:
    """The page's first `title` element holds more than white space."""
    return HAS_TITLE if page.title.strip() else NO_TITLE


EXAMPLES = (
    Example("<!doctype html><title>Renew a passport - Travel</title><p>Renew", HAS_TITLE),
    Example("<!doctype html><html><body><p>Renew a passport<title>Renew a passport</title>", HAS_TITLE),
    Example("<!doctype html><html><body><h1>Renew a passport</h1>", NO_TITLE),
    Example("<!doctype html><title> </title><p>Renew", NO_TITLE),
    Example("<!doctype html><html><body><svg><title>A passport</title></svg>", NO_TITLE),
    Example("<!doctype html><title></title><body><title>The second does not count</title>", NO_TITLE),
)


def correction(_page: Page, _: Result) -> Correction | None:
    """A title with the page's subject first."""
    change = "Put a `title` into the `head`, with the page's subject first and then the site's name."
    return Correction("<title>[what the page is about] - [name of the site]</title>", change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
