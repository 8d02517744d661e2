"""What the rules' results say of criteria and provisions, page by page, read from the database."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from reports.model import Audit

DATA = Path(__file__).parent / "data"

BEARINGS = """
SELECT DISTINCT page.url, bearings.requirement_id AS requirement, bearings.word, bearings.rule_id
FROM bearings JOIN page ON page.id = bearings.page_id
WHERE bearings.evaluation_id = ? AND bearings.kind IN ('wcag', 'section508') AND bearings.word IN ('fails', 'asks')
ORDER BY page.url, requirement, bearings.word, bearings.rule_id
"""

JUDGED = """
SELECT page.url, min(page.title) AS title, min(page.template) AS template, min(url.state) AS state,
    max(page_kind.kind IS NOT NULL) AS is_service
FROM page
JOIN (SELECT DISTINCT page_id FROM tally WHERE evaluation_id = :evaluation) AS judged ON judged.page_id = page.id
JOIN url ON url.audit_id = page.audit_id AND url.url = page.url
LEFT JOIN page_kind ON page_kind.evaluation_id = :evaluation AND page_kind.page_id = page.id
    AND page_kind.kind = 'service'
GROUP BY page.url ORDER BY page.url
"""


FAILURES = """
SELECT count(*) AS findings, count(DISTINCT url) AS pages FROM gathered
WHERE audit_id = ? AND outcome = 'failed' AND standard = 'section508'
"""


@dataclass(frozen=True, slots=True)
class Bearing:
    """A rule that failed a criterion or provision on a page (`fails`), or left a question about it there (`asks`)."""

    url: str
    requirement: str
    word: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """A page that rules judged. `state` tells whether it was seen whole (`audited`) or in part (`partial`)."""

    url: str
    title: str
    template: str
    state: str
    is_service: bool


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion of Level A or AA. `since` is the version of WCAG that it is new in."""

    id: str
    level: str
    since: str
    wcag20: str
    slug: str


def read_bearings(db: Database, audit: Audit) -> Iterator[Bearing]:
    """What the latest evaluation of an audit says of criteria and provisions, by page."""
    return (Bearing(**row) for row in db.query(BEARINGS, [audit.evaluation_id]))


def read_judged(db: Database, audit: Audit) -> Iterator[JudgedPage]:
    """The pages that the latest evaluation of an audit judged, by address."""
    for row in db.query(JUDGED, {"evaluation": audit.evaluation_id}):
        yield JudgedPage(**row | {"is_service": bool(row["is_service"])})


def read_failures(db: Database, audit: Audit) -> tuple[int, int]:
    """How many findings failed what Section 508 asks for, and on how many pages, once findings are gathered."""
    row = next(db.query(FAILURES, [audit.id]))
    return row["findings"], row["pages"]


def _criteria() -> tuple[Criterion, ...]:
    with (DATA / "criteria.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Criterion(*row) for row in list(csv.reader(file))[1:])


CRITERIA = _criteria()
"""The success criteria of Levels A and AA up to WCAG 2.2, in order."""
