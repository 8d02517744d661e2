"""SARIF 2.1.0, for code scanning: one run a site, one result a finding.

A page's location is its address without the scheme, relative to no root: GitHub refuses a whole file for one absolute
address. The address itself is the result's `webRequest`. The line is always 1, since what a browser renders has no
lines; the selector is the logical location. A question is no failure: it has the kind `review`, and by the standard the
level `none`. GitHub takes at most 10 MB of compressed SARIF, 20 runs and 25,000 results a run, of which it keeps 5,000.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reports import wording
from reports.json_stream import write_json
from reports.model import Audit, Finding, Rule, Site, SiteReport, Url
from reports.queries import Reader
from reports.uris import path, uri

Json = dict[str, Any]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ACT_RULE = "https://www.w3.org/WAI/standards-guidelines/act/rules/{}/"

LEVELS = {"failed": "error", "partial": "warning", "found": "warning", "admitted": "warning", "skipped": "note"}
"""How much it matters that a page was not looked at whole, by the state that it ended in."""

MOST_TAGS = 20
"""GitHub refuses rules with more; the lists are whole among the rule's properties."""


def write(reader: Reader, choices: Sequence[tuple[Site, Audit]], output: Path) -> None:
    """A run for each audit."""
    runs = (_run(reader, reader.report(site, audit)) for site, audit in choices)
    write_json(output, {"$schema": SCHEMA, "version": "2.1.0", "runs": runs})


def _run(reader: Reader, report: SiteReport) -> Json:
    audit, coverage = report.audit, report.coverage
    places = {id: number for number, id in enumerate(report.rules)}
    driver = {
        "name": "Section 508 auditor",
        "version": audit.auditor_version,
        "rules": [_rule(report, rule) for rule in report.rules.values()],
    }
    about = {
        "about": f"{wording.NO_RESULT} {wording.CANNOT_SEE}",
        "agency": report.site.agency,
        "site": report.site.url,
        "audit": audit.id,
        "standard": audit.standard,
        "coverage": f"{wording.coverage_sentence(coverage)} {wording.judged_sentence(coverage)}",
        "incomplete": wording.incomplete(report),
    }
    invocation: Json = {"executionSuccessful": report.is_whole}
    times = {"startTimeUtc": audit.started_at, "endTimeUtc": audit.finished_at}
    invocation |= {name: _utc(time) for name, time in times.items() if time and wording.is_moment(time)}
    invocation["toolExecutionNotifications"] = _notifications(reader, report, places)
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"section508/{path(report.site.url)}".rstrip("/") + "/"},
        "invocations": [invocation],
        "properties": about,
        "results": (_result(finding, places) for finding in reader.all_findings(audit)),
    }


def _rule(report: SiteReport, rule: Rule) -> Json:
    wcag = [report.requirement("wcag", id).url for id in rule.wcag]
    links = [ACT_RULE.format(id) for id in rule.act] + wcag
    text = f"{rule.remediation} {rule.harm}"
    described = {
        "id": rule.id,
        "shortDescription": _message(rule.title),
        "fullDescription": _message(rule.expectation),
        "help": _message(text),
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "tags": ["accessibility", *rule.wcag, *rule.section508][:MOST_TAGS],
            "wcag": list(rule.wcag),
            "section508": list(rule.section508),
            "trusted_tester": list(rule.trusted_tester),
            "affects": list(rule.affects),
            "standard": rule.standard,
        },
    }
    link = next((uri(link) for link in links if link.startswith("https://")), "")
    return described | ({"helpUri": link} if link else {})


def _result(finding: Finding, places: Mapping[str, int]) -> Json:
    is_question = finding.outcome == "cantTell"
    said = f"{finding.message} {finding.detail}".strip()
    location: Json = {
        "physicalLocation": {
            "artifactLocation": {"uri": path(finding.url)},
            "region": {"startLine": 1} | ({"snippet": {"text": wording.plain(finding.html)}} if finding.html else {}),
        }
    }
    if finding.selector:
        location["logicalLocations"] = [{"fullyQualifiedName": wording.plain(finding.selector), "kind": "element"}]
    return {
        "ruleId": finding.rule_id,
        "ruleIndex": places[finding.rule_id],
        "kind": "review" if is_question else "fail",
        "level": "none" if is_question else "error",
        "message": _message(f"A person must decide: {said}" if is_question else said),
        "locations": [location],
        "partialFingerprints": {
            "primaryLocationLineHash": finding.fingerprint,
            "finding/v1": finding.fingerprint,
            "fix/v1": finding.fix,
        },
        **({"webRequest": {"method": "GET", "target": uri(finding.url)}} if "://" in finding.url else {}),
        "properties": {
            "fix": finding.fix,
            "fails": list(finding.fails),
            "asks": list(finding.asks),
            "corrected": finding.corrected,
            "widths": list(finding.widths),
            "states": list(finding.states),
        },
    }


def _notifications(reader: Reader, report: SiteReport, places: Mapping[str, int]) -> Iterator[Json]:
    """What was not looked at or not judged, so that no page without results passes for one without faults."""
    if report.is_incomplete:
        yield {"level": "error", "message": _message(wording.incomplete(report))}
    for untested in report.untested:
        pages = f"{wording.counted(untested.pages, 'page')} of {report.coverage.judged:,} judged"
        said = _message(f"{untested.rule_id} could not test {pages}. {untested.reason}")
        place = places.get(untested.rule_id)
        about = {} if place is None else {"associatedRule": {"id": untested.rule_id, "index": place}}
        yield {"level": "warning", "message": said} | about
    for url in reader.urls(report.audit):
        if url.kind != "sitemap" and not (url.state == "audited" and url.is_judged):
            yield _notification(url)


def _notification(url: Url) -> Json:
    said = wording.ended(url.state, url.reason, url.detail)
    if url.state in ("audited", "partial") and not url.is_judged:
        said += " No rule has judged it."
    level = LEVELS.get(url.state, "warning")
    place = {"physicalLocation": {"artifactLocation": {"uri": path(url.url)}}}
    return {"level": level, "message": _message(said), "locations": [place]}


def _message(text: str) -> Json:
    """Plain text in which no bracket starts a link and no brace a placeholder."""
    text = wording.plain(text)
    for mark, meant in (("\\", "\\\\"), ("[", "\\["), ("]", "\\]"), ("{", "{{"), ("}", "}}")):
        text = text.replace(mark, meant)
    return {"text": text}


def _utc(time: str) -> str:
    moment = datetime.fromisoformat(time)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
