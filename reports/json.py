"""All that a report knows, for programs: a published contract, told by `report.schema.json` beside this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reports import wording
from reports.fix_pages import Line, lines_of
from reports.history import FixHistory
from reports.json_stream import write_json
from reports.model import Audit, Coverage, Finding, Requirement, Rule, Site, SiteReport, Url
from reports.queries import Reader

Json = dict[str, Any]

SCHEMA = Path(__file__).with_name("report.schema.json")

VERSION = 1
"""Of the contract. New members may come without a new version; none goes or changes its meaning."""

FACTS = (
    *("id", "command", "state", "reason", "started_at", "finished_at", "standard", "auditor_version"),
    *("browser", "settings", "rules_version", "evaluated_at"),
)
NUMBERS = ("known", "audited", "partial", "skipped", "failed", "waiting", "judged")
OF_A_FIX = (
    *("id", "outcome", "message", "action", "cause", "standard", "fails", "asks", "pages", "service_pages"),
    *("findings", "words", "changes", "weight", "widths", "states"),
)
OF_A_FINDING = (
    *("url", "page_title", "page_language", "template", "is_service", "outcome", "message", "detail", "fix"),
    *("cause", "component", "fingerprint", "fails", "asks", "selector", "html", "role", "name", "landmark"),
    *("heading", "corrected", "change", "speech", "widths", "states"),
)


def write(reader: Reader, choices: Sequence[tuple[Site, Audit]], output: Path) -> None:
    """The audits with their coverage, fixes, questions, findings and addresses."""
    audits = (_audit(reader, reader.report(site, audit)) for site, audit in choices)
    write_json(output, {"version": VERSION, "about": f"{wording.NO_RESULT} {wording.CANNOT_SEE}", "audits": audits})


def _audit(reader: Reader, report: SiteReport) -> Json:
    history, audit = report.history, report.audit
    return {
        "agency": report.site.agency,
        "site": report.site.url,
        "host": report.site.host,
        "audit": _members(audit, FACTS),
        "is_complete": report.is_whole,
        "incomplete": wording.incomplete(report),
        "coverage": _coverage(report.coverage),
        "history": {
            "periods": [asdict(period) for period in history.periods],
            "open_age_days": history.open_age,
            "closing_age_days": history.closing_age,
            "closed": history.closed,
            "reopened": history.reopened,
        },
        "rules": map(_rule, report.rules.values()),
        "requirements": map(_requirement, report.requirements.values()),
        "untested": [_members(each, ("reason", "pages")) | {"rule": each.rule_id} for each in report.untested],
        "gaps": [asdict(gap) for gap in report.gaps],
        "looks": [asdict(look) for look in report.looks],
        "fixes": (_fix(report, line) for line in lines_of(report, report.fixes)),
        "questions": (_fix(report, line) for line in lines_of(report, report.questions)),
        "findings": map(_finding, reader.all_findings(audit)),
        "urls": map(_url, reader.urls(audit)),
    }


def _members(value: object, names: Sequence[str]) -> Json:
    return {name: getattr(value, name) for name in names}


def _coverage(coverage: Coverage) -> Json:
    return _members(coverage, NUMBERS) | {"rows": [asdict(row) for row in coverage.rows]}


def _rule(rule: Rule) -> Json:
    return _members(rule, Rule.__slots__)


def _requirement(requirement: Requirement) -> Json:
    return _members(requirement, Requirement.__slots__)


def _fix(report: SiteReport, line: Line) -> Json:
    fix = line.fix
    about = {"rule": fix.rule_id, "title": line.title, "where": line.where, "doer": line.doer}
    known = report.history.fixes.get(fix.id)
    return (
        _members(fix, OF_A_FIX)
        | about
        | {
            "judged_pages": report.coverage.judged,
            "origin": asdict(fix.origin),
            "history": _history(known) if known else None,
        }
    )


def _history(known: FixHistory) -> Json:
    return _members(known, ("first_seen", "counts", "continues"))


def _finding(finding: Finding) -> Json:
    return {"rule": finding.rule_id} | _members(finding, OF_A_FINDING)


def _url(url: Url) -> Json:
    return _members(url, Url.__slots__)
