"""A separate version for people with disabilities that lags behind, or says less, leaves them with less than others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell
from rules.page import Element, Page

METADATA = Metadata(
    id="alternate-version",
    title="Alternate version is accessible, equivalent and up to date",
    trusted_tester=("1.A", "1.B", "1.C"),
    baseline=("20.A",),
    affects=("302.1", "302.2", "302.7", "302.9"),
    remediation="Make the page itself accessible. Else keep the alternate version accessible and equal to the page, "
    "and lead to it from the top of the page.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

IS_ALTERNATE = cant_tell(
    "Does this link, which everybody must be able to use, lead to a version that is accessible and has the same "
    "information and functions, as up to date?",
    asks=("1.A", "1.B", "1.C"),
)

_ALTERNATE = re.compile(
    r"\b(?:(?:plain[- ])?text[- ]only|accessible (?:\w+ )?(?:versions?|formats?|pdf|html|alternative)|"
    r"accessibility (?:version|pdf)|"
    r"html version|(?:plain )?text version|(?:section )?508[- ](?:compliant|accessible|conformant|version|pdf)|"
    r"screen[- ]reader (?:[- ]?\w+ )?version|(?:high[- ]contrast|low[- ]vision|non-?flash) version|"
    r"versi[oó]n (?:accesible|(?:de |en )?s[oó]lo texto|(?:de |en )?texto|html))\b|\(508\)",
    re.IGNORECASE,
)


def _words(link: Element) -> str:
    found = _ALTERNATE.search(link.name)
    return " ".join(found.group().lower().split()) if found else ""


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed link whose name calls what it leads to accessible, 508, text only or HTML; the first of a kind."""
    seen = {""}
    for link in page.with_role("link"):
        words = _words(link) if link.is_exposed else ""
        if words not in seen:
            seen.add(words)
            yield link


def expectation(link: Element) -> Result:
    """The version it leads to meets all tests and is equivalent and as up to date; the page does not tell."""
    return IS_ALTERNATE.with_detail(link.name.strip())


EXAMPLES = (
    Example('<a href="/text">Text-only version</a>', IS_ALTERNATE),
    Example(
        '<a href="/508.pdf">Tide tables (508 compliant)</a> <a href="/a.html">Accessible version</a>',
        *[IS_ALTERNATE] * 2,
    ),
    Example('<a href="/1.html">Fees, HTML version</a> <a href="/2.html">Tides, HTML version</a>', IS_ALTERNATE),
    Example('<a href="/texto">Versión de solo texto</a>', IS_ALTERNATE),
    Example(
        '<a href="/m">Mobile version</a> <a href="/508">Section 508</a> <a href="/">Accessibility</a>', INAPPLICABLE
    ),
    Example('<a href="/text" hidden>Text-only version</a><p>Text-only version</p>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
