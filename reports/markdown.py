"""A summary in Markdown, for an issue, a pull request or a wiki: what was looked at, and what to do first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reports import wording
from reports.files import written
from reports.fix_pages import Line, lines_of
from reports.fixes import FORMULA
from reports.model import Audit, Site, SiteReport
from reports.queries import Reader
from reports.tracker import code, fenced, line

FIRST = 10
"""How many fixes are told; the HTML report and the other formats hold all."""


def write(reader: Reader, choices: Sequence[tuple[Site, Audit]], output: Path) -> None:
    """A chapter for each audit."""
    with written(output) as file:
        for site, audit in choices:
            file.writelines(f"{text}\n\n" for text in _chapter(reader, reader.report(site, audit)))
        file.write(f"## What automation cannot see\n\n{wording.NO_RESULT} {wording.CANNOT_SEE}\n")


def _chapter(reader: Reader, report: SiteReport) -> Iterator[str]:
    audit, coverage = report.audit, report.coverage
    yield f"# Section 508 audit of {code(report.site.host)}"
    if report.is_incomplete:
        yield f"**Incomplete.** {line(wording.incomplete(report))}"
    yield wording.coverage_sentence(coverage)
    yield f"A page that was not audited is not a page without faults. {wording.judged_sentence(coverage)}"
    yield "\n".join(
        (
            f"- Agency: {line(report.site.agency)}",
            f"- Site: {code(report.site.url)}",
            f"- Started: {line(wording.moment(audit.started_at))}",
            f"- Standard: {line(wording.word(wording.STANDARDS, audit.standard))}",
            f"- Audit: {code(audit.id)}, by version {line(audit.auditor_version)}",
        )
    )
    if report.history.latest:
        yield wording.change_sentence(report.history.latest.counts)
    yield "## Do these first"
    yield from _first(reader, report)
    yield "## A person must decide"
    yield wording.open_questions(report)


def _first(reader: Reader, report: SiteReport) -> Iterator[str]:
    if not report.fixes:
        yield wording.no_fixes(report.coverage)
    for number, each in enumerate(lines_of(report, report.fixes[:FIRST]), 1):
        yield from _fix(reader, report, number, each)
    if len(report.fixes) > FIRST:
        yield f"{wording.counted(len(report.fixes) - FIRST, 'more fix is', 'more fixes are')} in the full report."
    if report.fixes:
        yield line(FORMULA)


def _fix(reader: Reader, report: SiteReport, number: int, each: Line) -> Iterator[str]:
    fix, rule = each.fix, each.rule
    sample = reader.samples(report.audit, fix, 1)[0]
    people = wording.people(rule.affects)
    where = f" ({code(each.where)})" if each.where else ""
    yield f"### {number}. {line(each.title)}{where}"
    blocked = f" Blocks {line(people[0].lower() + people[1:])}." if people else ""
    pages = f"On {wording.counted(fix.pages, 'page')} of {report.coverage.judged:,} judged"
    yield f"{line(fix.message)}{blocked} {pages}; fix {code(fix.id)}, rule {code(rule.id)}."
    yield f"For example on {code(sample.url)}" + (f", at {code(sample.selector)}:" if sample.selector else ".")
    if sample.html:
        yield fenced(sample.html)
    if sample.corrected:
        yield f"Corrected:\n\n{fenced(sample.corrected)}"
