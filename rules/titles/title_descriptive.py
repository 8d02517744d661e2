"""A title that any page could have tells nobody which page this is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.model import INAPPLICABLE, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Page

METADATA = Metadata(
    id="title-descriptive",
    title="Page's title says what the page is about",
    wcag=("2.4.2",),
    trusted_tester=("12.B",),
    baseline=("11.A",),
    act=("c4a8a4",),
    affects=("302.1", "302.9"),
    remediation="Write the page's subject and the site's name into the `title`.",
)

HAS_SUBJECT = passed("The page's title is not a file name or words that any page could have.")
IS_GENERAL = cant_tell("Does this title say what this page is about?", asks=("12.B",))

GENERAL = re.compile(
    r"(untitled|new|blank|my|web)?[\s_-]*(document|page|site|title|untitled|website|web ?page)?[\s_-]*\d*"
    r"|default|home|home ?page|index|loading\W*|test|welcome|react app|vite app|404|error",
    re.IGNORECASE,
)
FILE = re.compile(
    r"https?://\S+|\S+\.(aspx?|cfm|docx?|dwt|html?|indd|jsp|pdf|php|pptx?|xhtml|xlsx?)|microsoft word - .+",
    re.IGNORECASE,
)


def applicability(page: Page) -> Iterator[Page]:
    """The page, if it is an HTML page that has a title."""
    if page.is_html and page.title.strip():
        yield page


def expectation(page: Page) -> Result:
    """The title is neither a file name or address, nor what an editor writes when nobody writes a title."""
    title = " ".join(page.title.split())
    is_general = GENERAL.fullmatch(title) or FILE.fullmatch(title)
    return IS_GENERAL.with_detail(title) if is_general else HAS_SUBJECT


EXAMPLES = (
    Example("<!doctype html><title>Renew a passport - Travel</title><p>Renew", HAS_SUBJECT),
    Example("<!doctype html><title>Home | Department of Labor</title><p>Renew", HAS_SUBJECT),
    Example("<!doctype html><title>Untitled Document</title><p>Renew", IS_GENERAL),
    Example("<!doctype html><title>Home</title><p>Renew", IS_GENERAL),
    Example("<!doctype html><title>passport_v2_final.docx</title><p>Renew", IS_GENERAL),
    Example("<!doctype html><title>https://travel.example/renew</title><p>Renew", IS_GENERAL),
    Example("<!doctype html><title></title><p>Renew", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
