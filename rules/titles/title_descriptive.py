"""A title that any page could have, or that belongs to another page, tells nobody which page this is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.addresses import parts_of
from rules.general_names import GENERAL_TITLES
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Page
from rules.words import beginnings

METADATA = Metadata(
    id="title-descriptive",
    title="Page's title says what the page is about",
    wcag=("2.4.2",),
    trusted_tester=("12.B",),
    baseline=("11.A",),
    act=("c4a8a4",),
    affects=("302.1", "302.7", "302.9"),
    remediation="Write the page's subject and the site's name into the `title`.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.ROLES),
)

HAS_SUBJECT = passed("The page's title shares words with the page, and is more than a file's or the site's name.")
IS_GENERAL = cant_tell("Does this title say what this page is about?", asks=("12.B",))
IS_SITE = cant_tell("The title is the site's name alone. Is this page about the site as a whole?", asks=("12.B",))
IS_STRANGE = cant_tell(
    "No word of the title occurs on the page. Does the title say what this page is about?", asks=("12.B",)
)

FILE = re.compile(
    r"https?://\S+|www\.\S+|[\w-]+(\.[\w-]+)*\.(com|edu|gov|mil|net|org)(/\S*)?"
    r"|\S+\.(aspx?|cfm|docx?|dwt|html?|indd|jsp|pdf|php|pptx?|xhtml|xlsx?)|microsoft (word|powerpoint|excel) - .+",
    re.IGNORECASE,
)
SITE_NAMES = ("og:site_name", "application-name")
FRONT = re.compile(r"(/(en|es|english|spanish))?/?((default|home|index)(\.\w+)?)?/?", re.IGNORECASE)
"""Paths of a site's front page."""
STEM = 5
"""How many letters of a word stand for the whole, so that "harvest" meets "harvesting"."""
FEW = 200
"""How many letters a page must have for it to say something that its title does not."""


def applicability(page: Page) -> Iterator[Page]:
    """The page, if it is an HTML page that has a title."""
    if page.is_html and page.title.strip():
        yield page


def expectation(page: Page) -> Result:
    """The title is no file name or stopgap, nor inside a site the site's name alone; the page has a word of it."""
    title = " ".join(page.title.split())
    if GENERAL_TITLES.fullmatch(title) or FILE.fullmatch(title):
        return IS_GENERAL.with_detail(title)
    stems = _stems(title)
    is_inside = not FRONT.fullmatch(parts_of(page.url).path)
    if (
        is_inside
        and _is_site(page, title)
        and not any(stem in heading for heading in _headings(page) for stem in stems)
    ):
        return IS_SITE.with_detail(title)
    return HAS_SUBJECT if _occurs(stems, page, len(title)) else IS_STRANGE.with_detail(title)


def _stems(title: str) -> frozenset[str]:
    """The words of a title, cut to their stems; in a script without spaces, two signs stand for a word."""
    found = (stem for stem in beginnings(title, STEM) if len(stem) > 2 or not stem.isascii())
    return frozenset(stem if stem < "\u2e80" else stem[:2] for stem in found if not stem[0].isdigit())


def _headings(page: Page) -> list[str]:
    main = (e for e in page.with_role("heading") if (e.tag == "h1" or e.get("aria-level") == "1") and e.is_exposed)
    return [e.name.casefold() for e in main]


def _is_site(page: Page, title: str) -> bool:
    """Whether the title is what the page itself calls its site."""
    said = [e.get("content") for e in page.by_tag["meta"] if e.get("property", e.get("name")) in SITE_NAMES]
    said += [e.name for e in page.by_tag["a"] if (e.get("href") or "").strip() in ("/", "./", "../")]
    return title.casefold() in {" ".join(name.casefold().split()) for name in said if name}


def _occurs(stems: frozenset[str], page: Page, longer: int) -> bool:
    """Whether the page's text has one of the words, or is too short to say anything else than its title."""
    if not stems:
        return True
    seen = 0
    for text in page.texts:
        if text.is_rendered and text.document is page.document:
            words = text.text.casefold()
            if any(stem in words for stem in stems):
                return True
            seen += len(words.strip())
    if seen < min(FEW, longer * 2):
        return True
    names = (e.name.casefold() for e in page.tagged("img", "svg", "iframe") if e.is_exposed)
    return any(stem in name for name in names for stem in stems)


FEES = "<h1>Harbor fees</h1><p>What a berth costs, by length of the boat and by season, from May to October."
SITE = '<meta property="og:site_name" content="Coastal Bureau">'
EXAMPLES = (
    Example("<!doctype html><title>Renew a passport - Travel</title><p>Renewal of passports", HAS_SUBJECT),
    Example(f"<!doctype html><title>Fees | Department of Labor</title>{FEES}", HAS_SUBJECT),
    Example("<!doctype html><title>Untitled Document</title><p>Renew", IS_GENERAL),
    Example("<!doctype html><title>Home</title><p>Renew", IS_GENERAL),
    Example("<!doctype html><title>passport_v2_final.docx</title><p>Renew", IS_GENERAL),
    Example("<!doctype html><title>https://travel.example/renew</title><p>Renew", IS_GENERAL),
    Example(f"<!doctype html><title>Coastal Bureau</title>{SITE}{FEES}", IS_SITE),
    Example(f"<!doctype html><title>Coastal Bureau</title>{SITE}<h1>The Bureau</h1>", HAS_SUBJECT),
    Example(f"<!doctype html><title>Apply for a passport</title>{FEES}", IS_STRANGE),
    Example("<!doctype html><title></title><p>Renew", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
