"""What earlier audits of a site looked at and found, read from the database for `reports.history`."""

from __future__ import annotations

from collections import defaultdict
from sys import intern
from typing import Any

from sqlite_utils import Database

from reports.history import Look, Past, Seen
from reports.model import Audit

FINDINGS = """
SELECT page.url, assertion.rule_id, assertion.fingerprint, min(assertion.selector) AS place, min(assertion.fix) AS fix,
    group_concat(DISTINCT assertion.width || ' ' || assertion.state) AS looks
FROM assertion JOIN page ON page.id = assertion.page_id
WHERE assertion.evaluation_id = :evaluation AND assertion.outcome = 'failed'
GROUP BY page.id, assertion.rule_id, assertion.fingerprint
UNION ALL
SELECT page.url, site_assertion.rule_id, site_assertion.fingerprint, '' AS place, site_assertion.fix, '' AS looks
FROM site_assertion JOIN site_place USING (evaluation_id, number) JOIN page ON page.id = site_place.page_id
WHERE site_assertion.evaluation_id = :evaluation AND site_assertion.outcome = 'failed'
"""

LOOKS = """
SELECT DISTINCT page.url, tally.width, tally.state FROM tally JOIN page ON page.id = tally.page_id
WHERE tally.evaluation_id = :evaluation
"""

UNJUDGED = """
SELECT DISTINCT page.url, tally.rule_id FROM tally JOIN page ON page.id = tally.page_id
WHERE tally.evaluation_id = :evaluation AND tally.outcome = 'untested'
UNION
SELECT page.url, told.rule_id FROM (
    SELECT page_id, width, state, rule_id, sum(targets) AS targets FROM tally
    WHERE evaluation_id = :evaluation AND outcome = 'failed' GROUP BY page_id, width, state, rule_id
) AS told JOIN page ON page.id = told.page_id
WHERE told.targets > (
    SELECT count(*) FROM assertion WHERE assertion.evaluation_id = :evaluation AND assertion.page_id = told.page_id
    AND assertion.width = told.width AND assertion.state = told.state AND assertion.rule_id = told.rule_id
    AND assertion.outcome = 'failed')
UNION
SELECT '' AS url, id FROM rule WHERE rules_version = :rules AND scope = 'site' AND NOT EXISTS (
    SELECT 1 FROM site_tally WHERE evaluation_id = :evaluation AND rule_id = rule.id AND outcome <> 'untested')
"""
"""Pages and rules that an evaluation can't speak of: not judged, more failures than are listed, pages not compared."""

EVALUATION = """
SELECT max(id) AS id FROM evaluation WHERE audit_id = ? AND rules_version = ?
"""


def read_past(db: Database, audit: Audit, evaluation: str, rules_version: str) -> Past:
    """What an audit saw, as one evaluation of it has it."""
    names = {"evaluation": evaluation, "rules": rules_version}
    looks: dict[str, set[Look]] = defaultdict(set)
    for row in db.query(LOOKS, names):
        looks[row["url"]].add((row["width"], row["state"]))
    unjudged = frozenset((row["url"], row["rule_id"]) for row in db.query(UNJUDGED, names))
    kept: dict[str, frozenset[Look]] = {}
    findings = [_seen(row, kept) for row in db.query(FINDINGS, names)]
    frozen = {url: frozenset(widths) for url, widths in looks.items()}
    return Past(audit.id, audit.started_at, frozen, unjudged, findings)


def _seen(row: dict[str, Any], kept: dict[str, frozenset[Look]]) -> Seen:
    """The finding of a row; what many rows share is held once."""
    told = row["looks"]
    if told not in kept:
        kept[told] = frozenset(_look(each) for each in told.split(",") if each)
    url, rule, fix = (intern(row[name]) for name in ("url", "rule_id", "fix"))
    return Seen(url, rule, row["fingerprint"], row["place"], fix, kept[told])


def _look(told: str) -> Look:
    width, _, state = told.partition(" ")
    return int(width), state


def evaluation_by(db: Database, audit: Audit, rules_version: str) -> str | None:
    """The latest evaluation of an audit by these rules, if there is one."""
    found: str | None = next(db.query(EVALUATION, [audit.id, rules_version]))["id"]
    return found


def first_evaluation(db: Database, audit: Audit) -> tuple[str, str] | None:
    """The evaluation that an audit was made with, and its rules; None when no rule has judged it."""
    for row in db.query("SELECT id, rules_version FROM evaluation WHERE audit_id = ? ORDER BY id LIMIT 1", [audit.id]):
        return row["id"], row["rules_version"]
    return None
