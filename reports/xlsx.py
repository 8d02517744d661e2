"""A workbook for people who live in spreadsheets: audits, fixes, questions, requirements, addresses and findings.

Text is text: no cell holds a formula or a link, and one that reads like a formula stays text when somebody edits it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports import csv, wording
from reports.files import finished
from reports.fix_pages import Line, lines_of
from reports.lists import REQUIREMENT_KINDS
from reports.model import Audit, Requirement, Site, SiteReport, Url
from reports.queries import Reader

Cell = str | int | float | datetime | None

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
"""What Excel holds in a sheet and in a cell; it counts characters beyond the first 65,536 twice."""

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

WHOSE = ("agency", "site", "audit")
AUDITS = (
    *(*WHOSE, "state", "complete", "incomplete", "started", "finished", "standard", "known_pages", "audited"),
    *("partial", "skipped", "could_not_be_looked_at", "not_reached", "judged_pages", "fixes", "questions", "about"),
)
FIXES = (
    *(*WHOSE, "fix", "title", "where", "rule", "message", "standard", "wcag", "section508"),
    *("counts_against_trusted_tester", "asks_trusted_tester", "affects", "pages", "judged_pages", "service_pages"),
    *("findings", "changes", "weight", "origin", "origin_name", "origin_why", "who_fixes_it", "effort", "remediation"),
    *("done_when", "first_seen", "new", "reopened", "existing", "widths", "states"),
)
REQUIREMENTS = (
    *(*WHOSE, "kind", "id", "title", "level", "rules", "judged_pages", "pages_that_fail", "pages_with_a_question"),
    *("pages_it_does_not_apply_to", "pages_that_pass", "note"),
)
URLS = (
    *(*WHOSE, "url", "kind", "state", "reason", "detail", "found_on", "leads_to", "http_status", "content_type"),
    "judged",
)

WORDS = {"url": "URL", "html": "HTML", "wcag": "WCAG", "section508": "Section 508", "http_status": "HTTP status"}
"""Headings that are not just the column's name with spaces."""


def write(reader: Reader, choices: Sequence[tuple[Site, Audit]], output: Path) -> None:
    """One sheet for each kind of row, with the rows of all audits."""
    with finished(output) as unfinished, Workbook(str(unfinished), OPTIONS) as book:
        made = max(filter(None, (_time(audit.finished_at or audit.started_at) for _, audit in choices)), default=None)
        book.set_properties({"title": "Section 508 audit", "created": made or datetime(1980, 1, 1, tzinfo=UTC)})
        style = _Style(book)
        audits, fixes, questions, requirements, urls, findings = (
            Sheet(book, style, name, columns)
            for name, columns in (
                *(("Audits", AUDITS), ("Fixes", FIXES), ("Questions", FIXES), ("Requirements", REQUIREMENTS)),
                *(("Coverage", URLS), ("Findings", csv.COLUMNS)),
            )
        )
        for site, audit in choices:
            report = reader.report(site, audit)
            audits.add([_audit(report)])
            fixes.add(_fix(report, line) for line in lines_of(report, report.fixes))
            questions.add(_fix(report, line) for line in lines_of(report, report.questions))
            requirements.add(_requirements(report))
            urls.add(_url(report, url) for url in reader.urls(audit))
            findings.add(csv.cells(report, finding) for finding in reader.all_findings(audit))
        for sheet in (audits, fixes, questions, requirements, urls, findings):
            sheet.close()


class _Style:
    """The looks of cells."""

    def __init__(self, book: Workbook) -> None:
        self.heading: Format = book.add_format({"bold": True, "bottom": 1})
        self.time: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.quoted: Format = book.add_format({"quote_prefix": True})


class Sheet:
    """Rows under headings that stay in sight and can be filtered; goes on in another sheet when it is full."""

    def __init__(
        self, book: Workbook, style: _Style, name: str, columns: Sequence[str], most_rows: int = MOST_ROWS
    ) -> None:
        self._book = book
        self._style = style
        self._name = name
        self._columns = columns
        self._most_rows = most_rows
        self._number = 0
        self._open()

    def _open(self) -> None:
        self._number += 1
        name = self._name if self._number == 1 else f"{self._name} {self._number}"
        self._sheet: Worksheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(self._columns) - 1, 18)
        for place, column in enumerate(self._columns):
            words = WORDS.get(column) or column.replace("_", " ").capitalize()
            self._sheet.write_string(0, place, words, self._style.heading)
        self._rows = 1

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Adds rows, in order."""
        for cells in rows:
            if self._rows == self._most_rows:
                self.close()
                self._open()
            for place, cell in enumerate(cells):
                self._write(place, cell)
            self._rows += 1

    def close(self) -> None:
        """Says which rows can be filtered, now that they are known."""
        self._sheet.autofilter(0, 0, self._rows - 1, len(self._columns) - 1)

    def _write(self, place: int, cell: Cell) -> None:
        row = self._rows
        if isinstance(cell, datetime):
            self._sheet.write_datetime(row, place, cell, self._style.time)
        elif isinstance(cell, int | float):
            self._sheet.write_number(row, place, cell)
        elif cell:
            text = fitting(wording.plain(cell))
            is_quoted = text.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
            self._sheet.write_string(row, place, text, self._style.quoted if is_quoted else None)


def fitting(text: str) -> str:
    """The text, cut with a word that says so when a cell can't hold it.

    A space follows what the library would take for its own markup and write as it is.
    """
    if len(text) * 2 > MOST_CHARACTERS and (length := len(text.encode("utf-16-le")) // 2) > MOST_CHARACTERS:
        mark = f" … (cut here, of {length:,} characters; the formats csv and json have all)"
        kept = text.encode("utf-16-le")[: (MOST_CHARACTERS - len(mark)) * 2].decode("utf-16-le", "ignore")
        return f"{kept}{mark}"
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _whose(report: SiteReport) -> tuple[Cell, ...]:
    return report.site.agency, report.site.url, report.audit.id


def _audit(report: SiteReport) -> tuple[Cell, ...]:
    audit, coverage = report.audit, report.coverage
    return (
        *_whose(report),
        wording.word(wording.AUDIT_STATES, audit.state),
        "yes" if report.is_whole else "no",
        wording.incomplete(report),
        _time(audit.started_at) or audit.started_at,
        _time(audit.finished_at or "") or audit.finished_at,
        wording.word(wording.STANDARDS, audit.standard),
        coverage.known,
        coverage.audited,
        coverage.partial,
        coverage.skipped,
        coverage.failed,
        coverage.waiting,
        coverage.judged,
        len(report.fixes),
        len(report.questions),
        f"{wording.judged_sentence(coverage)} {wording.NO_RESULT} {wording.CANNOT_SEE}",
    )


def _fix(report: SiteReport, line: Line) -> tuple[Cell, ...]:
    fix, rule = line.fix, line.rule
    known = report.history.fixes.get(fix.id)
    counts = known.counts if known else {}
    return (
        *_whose(report),
        fix.id,
        line.title,
        line.where,
        rule.id,
        fix.message,
        rule.standard,
        " ".join(rule.wcag),
        " ".join(rule.section508),
        " ".join(fix.fails),
        " ".join(fix.asks),
        wording.people(rule.affects),
        fix.pages,
        report.coverage.judged,
        fix.service_pages,
        fix.findings,
        fix.changes,
        fix.weight,
        wording.word(wording.ORIGINS, fix.origin.kind),
        fix.origin.name,
        fix.origin.why,
        wording.word(wording.DOERS, line.doer),
        wording.word(wording.EFFORTS, rule.effort),
        rule.remediation,
        rule.done_when,
        (_time(known.first_seen) or known.first_seen) if known else None,
        counts.get("new"),
        counts.get("reopened"),
        counts.get("existing"),
        " ".join(map(str, fix.widths)),
        " ".join(fix.states),
    )


def _requirements(report: SiteReport) -> Iterator[tuple[Cell, ...]]:
    for kind in REQUIREMENT_KINDS:
        for requirement in report.of_kind(kind):
            yield _requirement(report, requirement)


def _requirement(report: SiteReport, requirement: Requirement) -> tuple[Cell, ...]:
    return (
        *_whose(report),
        wording.word(wording.REQUIREMENT_KINDS, requirement.kind),
        requirement.id,
        requirement.title,
        requirement.level,
        requirement.rules,
        report.coverage.judged,
        requirement.failed_pages,
        requirement.cant_tell_pages,
        requirement.absent_pages,
        requirement.passed_pages,
        requirement.note,
    )


def _url(report: SiteReport, url: Url) -> tuple[Cell, ...]:
    return (
        *_whose(report),
        url.url,
        wording.word(wording.URL_KINDS, url.kind),
        wording.word(wording.URL_STATES, url.state),
        wording.word(wording.REASONS, url.reason) if url.reason else "",
        url.detail,
        url.found_on,
        url.leads_to,
        url.http_status,
        url.content_type,
        "yes" if url.is_judged else "no",
    )


def _time(text: str) -> datetime | None:
    """A stored time in UTC, as Excel knows times: without a zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=None) if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
