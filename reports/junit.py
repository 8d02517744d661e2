"""JUnit's XML, for continuous integration: a suite for each site, a case for each page and each rule with findings.

A question is `skipped`, and so is a rule that was left untested and a page that was left out or seen in part: none of
them is a pass. A page that could not be looked at is an `error`. That a page "was looked at" is all that a case without
any of these says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from reports import wording
from reports.files import written
from reports.model import Audit, Finding, Site, SiteReport, Url
from reports.queries import Reader

LOOKED_AT = "was looked at"


@dataclass(frozen=True, slots=True)
class Case:
    """A test case. `kind` is `failure`, `error`, `skipped`, or empty where there is nothing to tell."""

    page: str
    name: str
    kind: str
    message: str = ""
    text: str = ""


def write(reader: Reader, choices: Sequence[tuple[Site, Audit]], output: Path) -> None:
    """A suite for each audit."""
    with written(output) as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Section 508 audit">\n')
        for site, audit in choices:
            _write_suite(file, reader, reader.report(site, audit))
        file.write("</testsuites>\n")


def _write_suite(file: TextIO, reader: Reader, report: SiteReport) -> None:
    """The cases wait in a file that has no name, since how many they are is told before them."""
    counts: Counter[str] = Counter()
    with TemporaryFile("w+", encoding="utf-8", newline="") as waiting:
        for case in _cases(reader, report):
            counts[case.kind] += 1
            waiting.write(_element(case))
        waiting.seek(0)
        file.writelines(_head(report, counts))
        copyfileobj(waiting, file)
    file.write("</testsuite>\n")


def _head(report: SiteReport, counts: Counter[str]) -> Iterator[str]:
    audit = report.audit
    facts = {
        "name": report.site.host,
        "tests": str(counts.total()),
        "failures": str(counts["failure"]),
        "errors": str(counts["error"]),
        "skipped": str(counts["skipped"]),
        "timestamp": audit.started_at,
    }
    yield f"<testsuite{_attributes(facts)}>\n<properties>\n"
    properties = {
        "agency": report.site.agency,
        "audit": audit.id,
        "standard": wording.word(wording.STANDARDS, audit.standard),
        "coverage": f"{wording.coverage_sentence(report.coverage)} {wording.judged_sentence(report.coverage)}",
        "incomplete": wording.incomplete(report),
        "about": f"{wording.NO_RESULT} {wording.CANNOT_SEE}",
    }
    for name, value in properties.items():
        yield f"<property{_attributes({'name': name, 'value': value})}/>\n"
    yield "</properties>\n"


def _cases(reader: Reader, report: SiteReport) -> Iterator[Case]:
    audit = report.audit
    if report.is_incomplete:
        yield Case(report.site.url, "was audited to the end", "error", wording.incomplete(report))
    yield from (_page(url) for url in reader.urls(audit) if url.kind != "sitemap")
    found = groupby(reader.findings_by_page(audit), key=lambda each: (each.url, each.rule_id, each.outcome))
    yield from (_findings(list(findings)) for _, findings in found)
    for ended in reader.outcomes(audit):
        if ended.outcome == "untested":
            page = ended.url or report.site.url
            yield Case(page, f"{ended.rule_id} (untested)", "skipped", f"Not tested: {ended.reason}")


def _page(url: Url) -> Case:
    said = wording.ended(url.state, url.reason, url.detail)
    if url.state == "audited" and url.is_judged:
        return Case(url.url, LOOKED_AT, "")
    if url.state in ("audited", "partial") and not url.is_judged:
        return Case(url.url, LOOKED_AT, "error", f"{said} No rule has judged it.")
    return Case(url.url, LOOKED_AT, "error" if url.state == "failed" else "skipped", said)


def _findings(found: Sequence[Finding]) -> Case:
    """What one rule found on a page, with one outcome."""
    first, text = found[0], "\n\n".join(map(_told, found))
    if first.outcome == "failed":
        return Case(first.url, first.rule_id, "failure", _messages(found), text)
    return Case(first.url, f"{first.rule_id} (question)", "skipped", f"A person must decide: {_messages(found)}", text)


def _messages(found: Sequence[Finding]) -> str:
    counts = Counter(finding.message for finding in found)
    return " ".join(f"{message} ({count:,} times)" if count > 1 else message for message, count in counts.items())


def _told(finding: Finding) -> str:
    lines = [f"{finding.message} {finding.detail}", finding.selector, finding.html, finding.change, finding.corrected]
    return "\n".join(line.strip() for line in (*lines, f"fix {finding.fix}") if line.strip())


def _element(case: Case) -> str:
    start = f"<testcase{_attributes({'classname': case.page, 'name': case.name})}"
    if not case.kind:
        return f"{start}/>\n"
    text = escape(wording.plain(case.text), {"\r": "&#13;"})
    return f"{start}><{case.kind}{_attributes({'message': case.message})}>{text}</{case.kind}></testcase>\n"


def _attributes(values: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(wording.plain(value))}" for name, value in values.items())
