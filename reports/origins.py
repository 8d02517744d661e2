"""Where a fault comes from, and how sure that is. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from reports.model import Finding, Origin

AROUND = {
    "banner": "the banner",
    "navigation": "the navigation",
    "contentinfo": "the footer",
    "complementary": "the side content",
    "search": "the search",
}
"""Landmarks that a template makes, by role, in words."""

SYSTEMS = (
    ("U.S. Web Design System", re.compile(r"\.usa-")),
    ("VA.gov Design System", re.compile(r"(?:^| )va-|\.(?:va|vads)-")),
    ("GOV.UK Design System", re.compile(r"\.govuk-")),
    ("NHS design system", re.compile(r"\.nhsuk-")),
    ("Web Experience Toolkit", re.compile(r"\.(?:wb|gcweb)-")),
    (
        "Bootstrap",
        re.compile(r"\.(?:navbar|carousel|dropdown|accordion|modal|breadcrumb|list-group)\b"),
    ),
    ("Material UI", re.compile(r"\.Mui")),
    ("Angular Material", re.compile(r"\.(?:mat|mdc)-|(?:^| )mat-")),
    ("Ant Design", re.compile(r"\.ant-")),
)
"""Design systems, by what the classes of their components are called."""

VENDORS = (
    ("Google", re.compile(r"\.(?:g-recaptcha|goog-te|gsc?)\b|#goog|@goog")),
    ("AddToAny", re.compile(r"\.(?:a2a|addtoany)_")),
    ("AddThis", re.compile(r"\.(?:addthis|at-)")),
    ("Twitter", re.compile(r"\.twitter-")),
    ("Facebook", re.compile(r"\.fb-")),
    ("Qualtrics", re.compile(r"\.QSI")),
    ("OneTrust", re.compile(r"\.(?:onetrust|ot-sdk)")),
    ("Hotjar", re.compile(r"\._hj")),
)
"""Makers of widgets that sites embed, by what the classes of these are called."""

SOURCE = re.compile(r"""<(?:iframe|frame|embed|object)\b[^>]*?\s(?:src|data)="(https?:[^"]+)\"""", re.IGNORECASE)
TEMPLATE_PAGES = 3
TEMPLATE_SHARE = 0.8
"""On this share of a template's judged pages, and on so many at least, a fault is the template's."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How many of the judged pages of a template show a fix."""

    template: str
    pages: int
    judged: int


def origin_of(sample: Finding, host: str, doer: str, words: int, findings: int, spread: Sequence[Spread]) -> Origin:
    """Where the findings that `sample` is one of come from.

    `doer` is who makes such changes, empty where each place needs words of its own; `words` is how many different
    things the `findings` are about; `spread` tells the templates they are on.
    """
    return (
        _third_party(sample, host)
        or _design_system(sample.component)
        or _style(sample, doer, findings, spread)
        or _template(sample, words, findings, spread)
        or _component(sample, doer, spread)
        or _content(sample, words, spread)
    )


def _third_party(sample: Finding, host: str) -> Origin | None:
    source = SOURCE.match(sample.html)
    elsewhere = urlsplit(source[1]).hostname if source else None
    if elsewhere and not _is_of(elsewhere, host):
        return Origin("third-party", elsewhere, f"What is embedded comes from {elsewhere}.", is_sure=True)
    for vendor, mark in VENDORS:
        if mark.search(sample.component):
            return Origin("third-party", vendor, f"Its classes are those of a widget by {vendor}.", is_sure=False)
    return None


def _is_of(other: str, host: str) -> bool:
    """Whether a host is of the site's owner, as far as names tell: `cdn.agency.gov` of `www.agency.gov`'s."""
    own = host.lower().rpartition("@")[2].partition(":")[0].removeprefix("www.")
    return other == own or other.endswith(f".{own}") or own.endswith(f".{other.removeprefix('www.')}")


def _design_system(component: str) -> Origin | None:
    nearest = " ".join(component.split(" > ")[-2:])
    for system, mark in SYSTEMS:
        if mark.search(nearest):
            why = f"Its classes are those of {system}: was the component changed here, or does a newer version mend it?"
            return Origin("design-system", system, why, is_sure=False)
    return None


def _style(sample: Finding, doer: str, findings: int, spread: Sequence[Spread]) -> Origin | None:
    """A look that several things have comes from one style sheet, whatever they say and wherever they stand."""
    if doer != "designer" or findings < 2:
        return None
    pages = sum(part.pages for part in spread)
    where = "one page" if pages == 1 else f"{pages:,} pages"
    return Origin("style", "", f"{findings:,} things on {where} have this look: {sample.cause}.", is_sure=False)


def _template(sample: Finding, words: int, findings: int, spread: Sequence[Spread]) -> Origin | None:
    role = sample.landmark.partition(" ")[0]
    pages = sum(part.pages for part in spread)
    judged = sum(part.judged for part in spread)
    whole = [part for part in spread if part.pages >= TEMPLATE_PAGES and part.pages >= TEMPLATE_SHARE * part.judged]
    is_repeated = words * 2 <= findings
    if role in AROUND and pages >= TEMPLATE_PAGES:
        why = f"It stands in {AROUND[role]}, on {pages:,} of {judged:,} judged pages of the same templates."
        return Origin("template", "", why, is_sure=is_repeated)
    if role in AROUND:
        return Origin("template", "", f"It stands in {AROUND[role]}, which pages most often share.", is_sure=False)
    if whole and is_repeated:
        best = max(whole, key=lambda part: part.pages)
        why = f"The same thing is on {best.pages:,} of {best.judged:,} judged pages of one template."
        return Origin("template", "", why, is_sure=len(whole) == len(spread))
    return None


def _component(sample: Finding, doer: str, spread: Sequence[Spread]) -> Origin | None:
    """Code that many pages share is written once, whatever stands in it."""
    pages = sum(part.pages for part in spread)
    if doer != "developer" or pages < TEMPLATE_PAGES or "." not in sample.component:
        return None
    why = f"The same component, with different content, is on {pages:,} pages: what makes it makes the fault."
    return Origin("template", "", why, is_sure=False)


def _content(sample: Finding, words: int, spread: Sequence[Spread]) -> Origin:
    pages = sum(part.pages for part in spread)
    if pages == 1:
        return Origin("content", "", "It is on one page only.", is_sure=True)
    where = "in the main content, " if sample.landmark.partition(" ")[0] == "main" else ""
    return Origin("content", "", f"It is {where}about {words:,} different things on {pages:,} pages.", is_sure=False)
