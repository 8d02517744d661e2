"""Findings as a table for a spreadsheet, with nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from reports.model import Finding, SiteReport

COLUMNS = (
    "agency",
    "site",
    "audit",
    "url",
    "page_title",
    "outcome",
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
    "role",
    "name",
    "landmark",
    "heading",
    "widths",
    "states",
    "component",
    "template",
    "fingerprint",
)

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes the file for one in the encoding of the computer's own language."""


def write_findings(file: TextIO, report: SiteReport, findings: Iterable[Finding]) -> None:
    """One row for each finding: failed first, then those that a person must decide."""
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for finding in findings:
        writer.writerow(map(inert, _cells(report, finding)))


def inert(cell: str) -> str:
    """The cell, with an apostrophe before it when a spreadsheet would take its first character for a formula's."""
    cell = cell.replace("\0", "\ufffd")
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell


def _cells(report: SiteReport, finding: Finding) -> tuple[str, ...]:
    rule = report.rules[finding.rule_id]
    return (
        report.site.agency,
        report.site.url,
        report.audit.id,
        finding.url,
        finding.page_title,
        finding.outcome,
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
        finding.role,
        finding.name,
        finding.landmark,
        finding.heading,
        " ".join(map(str, finding.widths)),
        " ".join(finding.states),
        finding.component,
        finding.template,
        finding.fingerprint,
    )
