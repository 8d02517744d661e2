"""A page that reloads or leaves by itself throws out whoever reads slowly, listens, or is filling in a form.

A screen reader then starts again at the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.correction import REMOVED
from rules.model import INAPPLICABLE, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="meta-refresh",
    title="Page does not reload or leave by itself after a while",
    wcag=("2.2.1",),
    trusted_tester=("8.A",),
    baseline=("21.A",),
    act=("bc659a",),
    affects=("302.1", "302.2", "302.7", "302.9"),
    remediation="Remove the `meta` or header; redirect on the server, or let people reload when they are ready.",
)

TWENTY_HOURS = 72_000

AT_ONCE = passed("The page is redirected at once.")
LATE = passed("The page stays for more than 20 hours.")
TIMED = failed("The page reloads or leaves by itself, and gives people no say in when.", fails=("8.A",))

_DELAY = re.compile(r"[\t\n\f\r ]*([0-9]++|(?=\.))[0-9.]*(?:$|[\t\n\f\r ;,])")
"""How `content` and the header are read: white space, seconds, a fraction that does not count, an end or separator."""


def _seconds(target: Element | Page) -> int | None:
    if isinstance(target, Page):
        told = target.source.get("refresh", "")
    else:
        told = target.get("content") if (target.get("http-equiv") or "").lower() == "refresh" else ""
    match = _DELAY.match(told or "")
    return int(match.group(1)[:9] or 0) if match else None


def applicability(page: Page) -> Iterator[Element | Page]:
    """What makes a browser refresh a document: the page's HTTP header `Refresh`, else the first such `meta` element."""
    seen = set()
    if _seconds(page) is not None:
        seen.add(page.document.id)
        yield page
    for meta in page.tagged("meta"):
        if meta.document.id not in seen and _seconds(meta) is not None:
            seen.add(meta.document.id)
            yield meta


def expectation(target: Element | Page) -> Result:
    """The time given is none at all, or more than 20 hours."""
    seconds = _seconds(target) or 0
    if seconds == 0:
        return AT_ONCE
    if seconds > TWENTY_HOURS:
        return LATE
    return TIMED.with_detail(f"after {seconds} seconds" + (" (header `Refresh`)" if isinstance(target, Page) else ""))


EXAMPLES = (
    Example('<!doctype html><meta http-equiv="refresh" content="0; url=#new">', AT_ONCE),
    Example('<!doctype html><meta http-equiv="refresh" content="72001">', LATE),
    Example('<!doctype html><meta http-equiv="Refresh" content="72000">', TIMED),
    Example('<!doctype html><meta http-equiv="refresh" content=" 300.5 , url=#new">', TIMED),
    Example(
        '<!doctype html><meta http-equiv="refresh" content="9999; url=#a">'
        '<meta http-equiv="refresh" content="0; url=#b">',
        TIMED,
    ),
    Example('<!doctype html><meta http-equiv="refresh" content="300: url=#new">', INAPPLICABLE),
    Example('<!doctype html><meta http-equiv="refresh" content="soon">', INAPPLICABLE),
    Example('<!doctype html><meta http-equiv="refresh" content="-30">', INAPPLICABLE),
    Example('<!doctype html><meta name="refresh" content="30">', INAPPLICABLE),
)


def correction(target: Element | Page, _: Result) -> Correction | None:
    """The element is taken away; a header is no code of the page."""
    if isinstance(target, Page):
        return None
    change = "Remove the `meta`; redirect on the server, or let people reload when they are ready."
    return Correction(REMOVED, change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
