"""Findings as a table for a spreadsheet, with nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from reports.files import written
from reports.model import Audit, Finding, Site, SiteReport
from reports.queries import Reader

COLUMNS = (
    "agency",
    "site",
    "audit",
    "url",
    "page_title",
    "outcome",
    "fix",
    "rule",
    "rule_title",
    "message",
    "detail",
    "remediation",
    "standard",
    "wcag",
    "section508",
    "affects",
    "counts_against_trusted_tester",
    "asks_trusted_tester",
    "related_trusted_tester",
    "selector",
    "html",
    "corrected",
    "role",
    "name",
    "landmark",
    "heading",
    "widths",
    "states",
    "cause",
    "component",
    "template",
    "serves_people",
    "fingerprint",
)

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes the file for one in the encoding of the computer's own language."""


def write(reader: Reader, choices: Sequence[tuple[Site, Audit]], output: Path) -> None:
    """Every finding of the audits, one row each."""
    with written(output) as file:
        write_header(file)
        for site, audit in choices:
            write_rows(file, reader.report(site, audit), reader.all_findings(audit))


def write_findings(file: TextIO, report: SiteReport, findings: Iterable[Finding]) -> None:
    """One row for each finding, in the order given."""
    write_header(file)
    write_rows(file, report, findings)


def write_header(file: TextIO) -> None:
    """The row of the columns' names."""
    file.write(BYTE_ORDER_MARK)
    _writer(file).writerow(COLUMNS)


def write_rows(file: TextIO, report: SiteReport, findings: Iterable[Finding]) -> None:
    """The rows without the header."""
    writer = _writer(file)
    for finding in findings:
        writer.writerow(map(inert, cells(report, finding)))


def _writer(file: TextIO) -> Any:
    return csv.writer(file, quoting=csv.QUOTE_ALL)


def inert(cell: str) -> str:
    """The cell, with an apostrophe before it when a spreadsheet would take its first character for a formula's."""
    cell = cell.replace("\0", "\ufffd")
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell


def cells(report: SiteReport, finding: Finding) -> tuple[str, ...]:
    """What each column says of a finding, in the order of `COLUMNS`."""
    rule = report.rules[finding.rule_id]
    return (
        report.site.agency,
        report.site.url,
        report.audit.id,
        finding.url,
        finding.page_title,
        finding.outcome,
        finding.fix,
        rule.id,
        rule.title,
        finding.message,
        finding.detail,
        rule.remediation,
        rule.standard,
        " ".join(rule.wcag),
        " ".join(rule.section508),
        " ".join(rule.affects),
        " ".join(finding.fails),
        " ".join(finding.asks),
        " ".join(rule.trusted_tester),
        finding.selector,
        finding.html,
        finding.corrected,
        finding.role,
        finding.name,
        finding.landmark,
        finding.heading,
        " ".join(map(str, finding.widths)),
        " ".join(finding.states),
        finding.cause,
        finding.component,
        finding.template,
        "yes" if finding.is_service else "",
        finding.fingerprint,
    )
