"""The pages of a crawl, compared with one another by the site rules, from the database alone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from auditor.evaluation import site_rules_of
from auditor.store import Store
from rules.digest import Reader
from rules.evaluate import evaluate_site
from rules.locate import fingerprint_of, fix_of
from rules.model import SiteAssertion
from rules.site import Site, SitePage

NO_PAGES_OF_THE_SITE = (
    "offsite",
    "scope",
    "redirect",
    "duplicate",
    "missing",
    "document",
    "type",
    "download",
    "malformed",
)
"""Reasons for which a URL that was taken for a page is none of the site's."""

MOST_PLACES = 1000
"""How many pages are named with one assertion of a site rule; its detail counts all."""

Row = tuple[Any, ...]


def compare(store: Store, audit: str, evaluation: str, standard: str) -> None:
    """Judges the pages of an evaluation together, and stores the outcomes with it.

    Only a crawl's are: pages that `check` was given one by one need not be of one site, and most of a site is missing.
    """
    with store.explained():
        if not list(store.database.query("SELECT 1 FROM audit WHERE id = ? AND command = 'crawl'", [audit])):
            return
        site = site_of(store, audit, evaluation)
    found = evaluate_site(site, site_rules_of(standard))
    tallies = [(rule, str(outcome), message, count) for (rule, outcome, message), count in found.tallies.items()]
    store.keep_site_judgement(audit, evaluation, [_told(each) for each in found.assertions], tallies)


def site_of(store: Store, audit: str, evaluation: str) -> Site:
    """The site as the pages' digests tell it. Nothing else of a page is read."""
    marks = ", ".join("?" * len(NO_PAGES_OF_THE_SITE))
    known = next(
        store.database.query(
            f"SELECT count(*) AS pages FROM url WHERE audit_id = ? AND kind = 'page' AND reason NOT IN ({marks})",  # noqa: S608 - marks only
            [audit, *NO_PAGES_OF_THE_SITE],
        )
    )["pages"]
    aliases = {
        row["url"]: row["leads_to"]
        for row in store.database.query(
            "SELECT url, leads_to FROM url WHERE audit_id = ? AND leads_to IS NOT NULL"
            " AND state = 'skipped' AND reason IN ('redirect', 'duplicate')",
            [audit],
        )
    }
    judged = next(
        store.database.query("SELECT count(DISTINCT page_id) AS pages FROM tally WHERE evaluation_id = ?", [evaluation])
    )["pages"]
    return Site(_pages(store, evaluation), known, judged, aliases)


def _pages(store: Store, evaluation: str) -> Iterator[SitePage]:
    reader = Reader()
    for row in store.digests(evaluation):
        yield SitePage(row["url"], row["level"], reader.digest(json.loads(zlib.decompress(row["content"]))))


def _told(assertion: SiteAssertion) -> tuple[Row, list[tuple[str, str]]]:
    """The row of an assertion, and the pages that it is about, each with how it is there."""
    result, target = assertion.result, assertion.target
    name = target.name if target is not None else ""
    row = (
        assertion.rule,
        str(result.outcome),
        result.message,
        result.detail,
        json.dumps(result.fails),
        json.dumps(result.asks),
        name,
        fingerprint_of("site", name),
        name,
        fix_of(assertion.rule, result.message, name),
    )
    concerned = (target.odd or target.places)[:MOST_PLACES] if target is not None else ()
    return row, [(place.page.url, place.said) for place in concerned]
