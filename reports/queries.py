"""The only reader of the database. It reads one snapshot and leaves nothing behind."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlite_utils import Database

from reports.bearings import Bearing, JudgedPage, read_bearings, read_failures, read_judged
from reports.fixes import action_of, changes_of, in_order, weight_of
from reports.history import by_rules, history_of
from reports.model import (
    Acceptance,
    Audit,
    Coverage,
    CoverageRow,
    Finding,
    Fix,
    Gap,
    Look,
    Picture,
    Requirement,
    Rule,
    Site,
    SiteReport,
    Tags,
    Untested,
    Url,
    Variant,
)
from reports.origins import Spread, origin_of
from reports.outcomes import OUTCOMES, UNTESTED, PageOutcome
from reports.past import evaluation_by, first_evaluation, read_past

Row = dict[str, Any]
Told = Callable[[str], str]
"""How addresses are told to people, where that is not as the database has them."""

PICTURE_TYPES = ("image/jpeg", "image/png")
"""What a picture may be: it goes into a page as it is, and other types, such as SVG, may run something there."""

NOT_COMPARED = "The audit ended before its pages were compared with one another."

AUDITS = """
SELECT audit.*, evaluation.id AS evaluation_id, coalesce(evaluation.rules_version, '') AS rules_version,
    coalesce(evaluation.evaluated_at, '') AS evaluated_at
FROM audit
LEFT JOIN latest_evaluation ON latest_evaluation.audit_id = audit.id
LEFT JOIN evaluation ON evaluation.id = latest_evaluation.evaluation_id
"""


@contextmanager
def opened(database: Path | str | Database, told: Told = str) -> Iterator[Reader]:
    """A reader of one snapshot of the database: what an audit that is still running adds meanwhile is not seen.

    A path is opened read-only. Raises `FileNotFoundError` when there is no such file.
    """
    is_ours = not isinstance(database, Database)
    db = database if isinstance(database, Database) else _open(Path(database))
    savepoint = f"report_{uuid4().hex}"
    try:
        db.conn.execute(f"SAVEPOINT {savepoint}")
        try:
            yield Reader(db, told)
        finally:
            # Takes the temporary table of findings away again.
            db.conn.execute(f"ROLLBACK TO {savepoint}")
            db.conn.execute(f"RELEASE {savepoint}")
    finally:
        if is_ours:
            db.close()


def _open(path: Path) -> Database:
    if not path.is_file():
        raise FileNotFoundError(f"no database at {path}")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return Database(connection)


class Reader:
    """Questions to the database, one method each."""

    def __init__(self, db: Database, told: Told) -> None:
        self._db = db
        self._told = told

    def _rows(self, sql: str, *parameters: object) -> Iterator[Row]:
        yield from self._db.query(sql, parameters)

    def _named(self, row: Row, *columns: str) -> Row:
        row.update({column: self._told(row[column]) for column in columns})
        return row

    def _finding(self, row: Row) -> Finding:
        row["is_service"] = bool(row["is_service"])
        row = self._named(_typed(row), "url", "detail")
        return Finding(**{key: value for key, value in row.items() if key in Finding.__dataclass_fields__})

    def sites(self) -> tuple[Site, ...]:
        """All sites, by agency and host."""
        return tuple(
            Site(**self._named(row, "agency", "url", "host"))
            for row in self._rows(
                "SELECT site.id, agency_id, agency.name AS agency, url, host FROM site "
                "JOIN agency ON agency.id = agency_id ORDER BY agency.name COLLATE NOCASE, agency_id, host, site.id"
            )
        )

    def audits(self, site: Site) -> tuple[Audit, ...]:
        """The audits of a site, newest first."""
        sql = f"{AUDITS} WHERE site_id = ? ORDER BY started_at DESC, audit.id DESC"
        return tuple(Audit(**row) for row in self._rows(sql, site.id))

    def gather(self, audits: list[Audit]) -> None:
        """Reads the findings of these audits once, so that each further question about them is cheap."""
        self._db.conn.execute(
            "CREATE TEMP TABLE gathered AS SELECT findings.*, page_kind.kind IS NOT NULL AS is_service FROM findings "
            "LEFT JOIN page_kind ON page_kind.evaluation_id = findings.evaluation_id "
            "AND page_kind.page_id = findings.page_id AND page_kind.kind = 'service' "
            "WHERE audit_id IN (SELECT value FROM json_each(?))",
            (json.dumps([audit.id for audit in audits]),),
        )
        self._db.conn.execute("CREATE INDEX temp.gathered_fix ON gathered (audit_id, outcome, fix, url)")

    def coverage(self, audit: Audit) -> Coverage:
        """What became of every URL that the audit knows."""
        rows = tuple(
            CoverageRow(**row)
            for row in self._rows(
                "SELECT kind, state, reason, urls FROM coverage WHERE audit_id = ? "
                "ORDER BY kind = 'sitemap', kind = 'document', state, urls DESC, reason",
                audit.id,
            )
        )
        judged = self._rows(
            "SELECT count(DISTINCT url) AS pages FROM tally JOIN page ON page.id = page_id WHERE evaluation_id = ?",
            audit.evaluation_id,
        )
        return Coverage(rows, next(judged)["pages"])

    def fixes(self, site: Site, audit: Audit, outcome: str, rules: Mapping[str, Rule]) -> tuple[Fix, ...]:
        """Findings by cause, in the order to mend them: see `reports.fixes`."""
        sql = """
            SELECT fix AS id, outcome, rule_id, message, min(cause) AS cause, min(standard) AS standard,
                min(fails) AS fails, min(asks) AS asks, count(DISTINCT url) AS pages,
                count(DISTINCT CASE is_service WHEN 1 THEN url END) AS service_pages, count(*) AS findings,
                count(DISTINCT fingerprint) AS words,
                group_concat(DISTINCT widths) AS widths, group_concat(DISTINCT states) AS states
            FROM gathered WHERE audit_id = ? AND outcome = ? GROUP BY fix"""
        spreads = self._spreads(audit, outcome)
        found = []
        for row in map(_typed, self._rows(sql, audit.id, outcome)):
            rule = rules[row["rule_id"]]
            if rule.each_place and row["cause"] == "page":
                row["words"] = row["pages"]  # each page needs its own
            words = row["words"]
            sample = self._sample(audit, outcome, row["id"])
            origin = origin_of(
                sample, site.host, "" if rule.each_place else rule.doer, words, row["findings"], spreads[row["id"]]
            )
            changes = changes_of(rule, origin, words)
            weight = weight_of(rule, row["pages"], row["service_pages"], changes)
            action = action_of(rule, row["message"])
            found.append(Fix(**row, action=action, changes=changes, origin=origin, weight=weight))
        return in_order(found)

    def _sample(self, audit: Audit, outcome: str, fix: str) -> Finding:
        """The first finding of a fix."""
        sql = "SELECT * FROM gathered WHERE audit_id = ? AND outcome = ? AND fix = ? ORDER BY url LIMIT 1"
        return self._finding(next(self._rows(sql, audit.id, outcome, fix)))

    def _spreads(self, audit: Audit, outcome: str) -> Mapping[str, list[Spread]]:
        """By fix, the templates that it is on."""
        sql = (
            "SELECT page.template, count(DISTINCT page.id) AS pages FROM page JOIN tally ON tally.page_id = page.id "
            "WHERE tally.evaluation_id = ? GROUP BY page.template"
        )
        judged = {row["template"]: row["pages"] for row in self._rows(sql, audit.evaluation_id)}
        sql = (
            "SELECT fix, template, count(DISTINCT url) AS pages FROM gathered WHERE audit_id = ? AND outcome = ? "
            "GROUP BY fix, template ORDER BY pages DESC, template"
        )
        spreads: dict[str, list[Spread]] = defaultdict(list)
        for row in self._rows(sql, audit.id, outcome):
            spread = Spread(row["template"], row["pages"], max(judged.get(row["template"], 0), row["pages"]))
            spreads[row["fix"]].append(spread)
        return spreads

    def samples(self, audit: Audit, fix: Fix, limit: int = 3) -> tuple[Finding, ...]:
        """The first finding on each of the first pages of a fix, pages of services before others."""
        sql = (
            "SELECT *, min(fingerprint) AS fingerprint FROM gathered WHERE audit_id = ? AND outcome = ? AND fix = ? "
            "GROUP BY url ORDER BY is_service DESC, url LIMIT ?"
        )
        return tuple(map(self._finding, self._rows(sql, audit.id, fix.outcome, fix.id, limit)))

    def picture(self, audit: Audit, fix: Fix) -> Picture | None:
        """A picture of one of a fix's findings, on a page that serves people if it can be; None where none is kept."""
        sql = (
            "SELECT gathered.*, media_type, pixels_wide, pixels_high, mark, content FROM gathered "
            "JOIN picture ON picture.page_id = gathered.page_id AND picture.rule_id = gathered.rule_id "
            "AND picture.fingerprint = gathered.fingerprint "
            "WHERE audit_id = ? AND outcome = ? AND fix = ? AND media_type IN (SELECT value FROM json_each(?)) "
            "ORDER BY is_service DESC, url LIMIT 1"
        )
        for row in self._rows(sql, audit.id, fix.outcome, fix.id, json.dumps(PICTURE_TYPES)):
            mark = tuple(json.loads(row["mark"]))
            size = row["pixels_wide"], row["pixels_high"]
            return Picture(self._finding(row), row["media_type"], *size, mark, row["content"])
        return None

    def variants(self, audit: Audit, fix: Fix) -> tuple[Variant, ...]:
        """The components that a fix is seen in, those on the most pages first."""
        sql = (
            "SELECT component, count(DISTINCT url) AS pages, count(*) AS findings FROM gathered WHERE audit_id = ? "
            "AND outcome = ? AND fix = ? GROUP BY component ORDER BY pages DESC, findings DESC, component"
        )
        return tuple(Variant(**row) for row in self._rows(sql, audit.id, fix.outcome, fix.id))

    def findings(self, audit: Audit, fix: Fix) -> Iterator[Finding]:
        """Every finding of a fix, by page."""
        sql = (
            "SELECT * FROM gathered WHERE audit_id = ? AND outcome = ? AND fix = ? ORDER BY url, selector, fingerprint"
        )
        return map(self._finding, self._rows(sql, audit.id, fix.outcome, fix.id))

    def all_findings(self, audit: Audit) -> Iterator[Finding]:
        """Every finding of an audit: failed before cantTell, then by rule and page."""
        sql = (
            "SELECT * FROM gathered WHERE audit_id = ? ORDER BY outcome DESC, rule_id, fix, url, selector, fingerprint"
        )
        return map(self._finding, self._rows(sql, audit.id))

    def findings_by_page(self, audit: Audit) -> Iterator[Finding]:
        """Every finding of an audit: by page, rule and outcome, failed before cantTell."""
        sql = "SELECT * FROM gathered WHERE audit_id = ? ORDER BY url, rule_id, outcome DESC, selector, fingerprint"
        return map(self._finding, self._rows(sql, audit.id))

    def outcomes(self, audit: Audit) -> Iterator[PageOutcome]:
        """What rules came to on each page, and on the site as a whole, beside the findings: by page and rule."""
        names = {"evaluation": audit.evaluation_id, "rules": audit.rules_version, "not_compared": NOT_COMPARED}
        return (PageOutcome(**self._named(row, "url", "reason")) for row in self._db.query(OUTCOMES, names))

    def urls(self, audit: Audit, *states: str) -> Iterator[Url]:
        """The URLs, all or those in these states: pages, then documents, then sitemaps."""
        sql = (
            "SELECT url.url, kind, state, reason, detail, coalesce(found_on, '') AS found_on, "
            "coalesce(leads_to, '') AS leads_to, http_status, content_type, EXISTS (SELECT 1 FROM page "
            "WHERE page.audit_id = url.audit_id AND page.url = url.url AND EXISTS (SELECT 1 FROM tally "
            "WHERE evaluation_id = ? AND page_id = page.id)) AS is_judged FROM url WHERE audit_id = ? "
            "AND (? = '[]' OR state IN (SELECT value FROM json_each(?))) "
            "ORDER BY kind = 'sitemap', kind = 'document', state, reason, url.url"
        )
        wanted = json.dumps(states)
        for row in self._rows(sql, audit.evaluation_id, audit.id, wanted, wanted):
            row["is_judged"] = bool(row["is_judged"])
            yield Url(**self._named(row, "url", "detail", "found_on", "leads_to"))

    def bearings(self, audit: Audit) -> Iterator[Bearing]:
        """The criteria and provisions that rules failed, or asked about, by page."""
        return (replace(each, url=self._told(each.url)) for each in read_bearings(self._db, audit))

    def judged(self, audit: Audit) -> Iterator[JudgedPage]:
        """The pages that rules judged, by address."""
        return (replace(each, url=self._told(each.url)) for each in read_judged(self._db, audit))

    def failures(self, audit: Audit) -> tuple[int, int]:
        """How many findings failed what Section 508 asks for, and on how many pages."""
        return read_failures(self._db, audit)

    def report(self, site: Site, audit: Audit) -> SiteReport:
        """Everything about one audit that is not a stream."""
        others = tuple(other for other in self.audits(site) if other.id != audit.id)
        rules = self._rules(audit)
        fixes = self.fixes(site, audit, "failed", rules)
        return SiteReport(
            site=site,
            audit=audit,
            coverage=self.coverage(audit),
            fixes=fixes,
            questions=self.fixes(site, audit, "cantTell", rules),
            rules=rules,
            requirements=self._requirements(audit),
            untested=self._untested(audit),
            gaps=self._gaps(audit),
            looks=self._looks(audit),
            others=others,
            acceptances=self._acceptances(site, audit, {fix.id for fix in fixes}),
            **self._past(audit, others),
        )

    def _acceptances(self, site: Site, audit: Audit, found: set[str]) -> tuple[Acceptance, ...]:
        """What was accepted on the site, the latest first; the day that counts is the audit's."""
        sql = (
            "SELECT fix, reason, evidence, approver, decided_at, expires_at FROM decision "
            "WHERE site_id = ? AND word = 'accepted' AND withdrawn_at IS NULL ORDER BY decided_at DESC, id DESC"
        )

        def state(row: Row) -> str:
            if row["fix"] not in found:
                return "not found"
            return "expired" if row["expires_at"][:10] <= audit.started_at[:10] else "in force"

        return tuple(Acceptance(**row, state=state(row)) for row in self._rows(sql, site.id))

    def _past(self, audit: Audit, others: tuple[Audit, ...]) -> Row:
        """What the audits of the site up to this one tell together, as far as the same rules have judged them."""
        earlier = [other for other in others if other.started_at < audit.started_at and other.command == audit.command]
        judged = [(each, evaluation_by(self._db, each, audit.rules_version)) for each in reversed([audit, *earlier])]
        pasts = (read_past(self._db, each, key, audit.rules_version) for each, key in judged if key)
        incomparable = tuple(each for each, key in reversed(judged) if not key and each.id != audit.id)
        return {"history": history_of(pasts), "by_rules": self._by_rules(audit, earlier), "incomparable": incomparable}

    def _by_rules(self, audit: Audit, earlier: list[Audit]) -> tuple[int, int] | None:
        """What the change of rules did to the latest earlier audit that was judged before and after it."""
        for other in earlier:
            after = evaluation_by(self._db, other, audit.rules_version)
            before = first_evaluation(self._db, other)
            if after and before and before != (after, audit.rules_version):
                pasts = (read_past(self._db, other, *before), read_past(self._db, other, after, audit.rules_version))
                return by_rules(*pasts)
        return None

    def _rules(self, audit: Audit) -> Mapping[str, Rule]:
        sql = """
            SELECT rule.*, coalesce(passed, 0) AS passed, coalesce(failed, 0) AS failed,
                coalesce(cant_tell, 0) AS cant_tell, coalesce(inapplicable, 0) AS inapplicable,
                coalesce(untested, 0) AS untested
            FROM rule LEFT JOIN (
                SELECT rule_id,
                    sum(CASE outcome WHEN 'passed' THEN targets ELSE 0 END) AS passed,
                    sum(CASE outcome WHEN 'failed' THEN targets ELSE 0 END) AS failed,
                    sum(CASE outcome WHEN 'cantTell' THEN targets ELSE 0 END) AS cant_tell,
                    count(DISTINCT CASE outcome WHEN 'inapplicable' THEN page_id END) AS inapplicable,
                    count(DISTINCT CASE outcome WHEN 'untested' THEN page_id END) AS untested
                FROM counted WHERE evaluation_id = :evaluation GROUP BY rule_id
            ) AS tallies ON tallies.rule_id = rule.id
            WHERE rules_version = :rules ORDER BY position, id"""
        lists = ("wcag", "section508", "trusted_tester", "baseline", "act", "affects", "steps")
        rules: dict[str, Rule] = {}
        for row in self._db.query(sql, {"evaluation": audit.evaluation_id, "rules": audit.rules_version}):
            del row["rules_version"], row["position"]
            row["actions"], row["each_place"] = json.loads(row["actions"]), bool(row["each_place"])
            rules[row["id"]] = Rule(**{**row, **{key: _tags(row[key]) for key in lists}})
        return rules

    def _requirements(self, audit: Audit) -> Mapping[tuple[str, str], Requirement]:
        sql = """
            SELECT requirement.kind, requirement.id, requirement.title, requirement.level, requirement.standard,
                requirement.url, requirement.version, requirement.note, coalesce(provisions.rules, 0) AS rules,
                coalesce(failed_pages, 0) AS failed_pages, coalesce(cant_tell_pages, 0) AS cant_tell_pages,
                coalesce(passed_pages, 0) AS passed_pages, coalesce(absent_pages, 0) AS absent_pages
            FROM requirement LEFT JOIN provisions
                ON provisions.audit_id = ? AND provisions.kind = requirement.kind AND provisions.id = requirement.id
            WHERE requirement.rules_version = ? ORDER BY requirement.kind, requirement.position, requirement.id"""
        requirements = (Requirement(**row) for row in self._rows(sql, audit.id, audit.rules_version))
        return {(requirement.kind, requirement.id): requirement for requirement in requirements}

    def _untested(self, audit: Audit) -> tuple[Untested, ...]:
        names = {"evaluation": audit.evaluation_id, "rules": audit.rules_version, "not_compared": NOT_COMPARED}
        return tuple(Untested(**self._named(row, "reason")) for row in self._db.query(UNTESTED, names))

    def _gaps(self, audit: Audit) -> tuple[Gap, ...]:
        sql = (
            "SELECT json_extract(gap.value, '$[0]') AS aspect, json_extract(gap.value, '$[1]') AS reason, "
            "count(DISTINCT page.url) AS pages FROM page JOIN look ON page_id = page.id, json_each(gaps) AS gap "
            "WHERE audit_id = ? GROUP BY 1, 2 ORDER BY pages DESC, 1, 2"
        )
        return tuple(Gap(**self._named(row, "reason")) for row in self._rows(sql, audit.id))

    def _looks(self, audit: Audit) -> tuple[Look, ...]:
        sql = (
            "SELECT width, state, count(DISTINCT url) AS pages FROM look JOIN page ON page.id = page_id "
            "WHERE audit_id = ? GROUP BY width, state ORDER BY width DESC, state"
        )
        return tuple(Look(**row) for row in self._rows(sql, audit.id))


def _tags(text: str) -> Tags:
    return tuple(str(value) for value in json.loads(text))


def _typed(row: Row) -> Row:
    row["fails"], row["asks"] = _tags(row["fails"]), _tags(row["asks"])
    row["widths"] = tuple(sorted({int(width) for width in str(row["widths"]).split(",")}))
    row["states"] = tuple(sorted(set(str(row["states"]).split(","))))
    return row
