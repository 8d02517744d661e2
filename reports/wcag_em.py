"""An evaluation for the W3C's WCAG-EM Report Tool, for a person to open, complete and sign.

It holds one assertion for each criterion about the site, and one for each criterion that a page of the sample fails or
raises a question about. What no rule failed or asked is untested; nothing is passed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reports import wording
from reports.bearings import CRITERIA, DATA, Bearing, Criterion, JudgedPage
from reports.files import written
from reports.model import STANDARDS, Audit, Site, SiteReport
from reports.openacr import method
from reports.queries import Reader

FORM = json.loads((DATA / "wcag_em.json").read_text(encoding="utf-8"))

VERSIONS = dict(zip(STANDARDS, ("2.0", "2.1", "2.2"), strict=True))
"""The version of WCAG that an audit for each standard judges by."""

WORDS = {"fails": "failed", "asks": "cantTell"}

Found = Mapping[tuple[str, str], Mapping[str, set[str]]]
"""By criterion and outcome: the rules, by page."""


def write(reader: Reader, choices: Sequence[tuple[Site, Audit]], output: Path) -> None:
    """The evaluation of one audit. Raises `LookupError` when several sites are asked for: it has one scope."""
    if len(choices) > 1:
        raise LookupError("a WCAG-EM evaluation is about one site: name one audit with --audit")
    ((site, audit),) = choices
    with written(output) as file:
        told = evaluation(reader.report(site, audit), tuple(reader.judged(audit)), reader.bearings(audit))
        json.dump(_plain(told), file, ensure_ascii=False, indent=1)
        file.write("\n")


def evaluation(report: SiteReport, judged: Sequence[JudgedPage], bearings: Iterable[Bearing]) -> dict[str, Any]:
    """The document as keys and values."""
    audit, site = report.audit, report.site
    version = VERSIONS.get(audit.standard, "2.0")
    criteria = [each for each in CRITERIA if each.since <= version]
    found: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in bearings:
        found[each.requirement, WORDS[each.word]][each.url].add(each.rule_id)
    sample = sample_of(judged, found)
    templates = len({page.template for page in judged})
    incomplete = wording.incomplete(report)
    return {
        "@context": FORM["context"],
        "@type": "Evaluation",
        "@language": "en",
        "reportToolVersion": FORM["reportToolVersion"],
        "defineScope": {
            "@id": "_:defineScope",
            "scope": {"type": ["TestSubject", "Website"], "title": site.host, "description": f"Pages of {site.url}"},
            "wcagVersion": version,
            "conformanceTarget": "AA",
            "accessibilitySupportBaseline": f"{audit.browser}. No assistive technology was used.",
            "additionalEvaluationRequirements": wording.word(wording.STANDARDS, audit.standard),
        },
        "exploreTarget": {
            "@id": "_:exploreTarget",
            "technologiesReliedUpon": [],
            "essentialFunctionality": "",
            "pageTypeVariety": f"{wording.counted(templates, 'template')} on {len(judged):,} judged pages.",
        },
        "selectSample": {
            "@id": "_:selectSample",
            "structuredSample": [_subject(page, number) for number, page in enumerate(sample, 1)],
            "randomSample": [],
        },
        "auditSample": list(_assertions(report, criteria, sample, found)),
        "reportFindings": {
            "documentSteps": [
                {"@id": f"_:{step}"} for step in ("about", "defineScope", "exploreTarget", "selectSample")
            ],
            "title": f"Draft, agency test data: {site.host}",
            "commissioner": site.agency,
            "evaluator": f"section508-auditor {audit.auditor_version}, a program. No person has evaluated yet.",
            "date": audit.started_at[:10],
            "summary": (f"Incomplete. {incomplete} " if incomplete else "")
            + "Automated results only. What no rule failed or asked about is untested, and nothing is passed. The "
            "assertions about the site are made of all judged pages; the sample is one page of each template, and a "
            "page for each criterion that those do not show to fail or to be in question.",
            "evaluationSpecifics": method(report),
        },
    }


def sample_of(judged: Sequence[JudgedPage], found: Found) -> tuple[JudgedPage, ...]:
    """The first page of each template, then a page for each criterion and outcome that none of them shows."""
    first: dict[str, JudgedPage] = {}
    for page in judged:
        first.setdefault(page.template, page)
    chosen = {page.url: page for page in first.values()}
    known = {page.url: page for page in judged}
    for _, by_page in sorted(found.items()):
        shown = [url for url in sorted(by_page) if url in known]
        if shown and chosen.keys().isdisjoint(shown):
            chosen[shown[0]] = known[shown[0]]
    return tuple(chosen.values())


def _assertions(
    report: SiteReport, criteria: Sequence[Criterion], sample: Sequence[JudgedPage], found: Found
) -> Iterator[dict[str, Any]]:
    version = VERSIONS.get(report.audit.standard, "2.0")
    by = f"section508-auditor {report.audit.auditor_version}, automated"
    judged = report.coverage.judged
    for criterion in criteria:
        name = f"WCAG20:{criterion.wcag20}" if version == "2.0" else f"WCAG{version.replace('.', '')}:{criterion.slug}"
        failing, asking = (found.get((criterion.id, outcome), {}) for outcome in WORDS.values())
        outcome = "failed" if failing else "cantTell" if asking else "untested"
        said = f"Fails on {len(failing):,}, questions for a person on {len(asking):,}, of {judged:,} judged pages."
        yield _assertion(by, {"type": ["TestSubject", "Website"], "title": report.site.host}, name, outcome, said)
        for page in sample:
            if page.url in failing:
                yield _assertion(by, {"id": page.url}, name, "failed", _rules("Fails", failing[page.url]))
            elif page.url in asking:
                yield _assertion(by, {"id": page.url}, name, "cantTell", _rules("A question", asking[page.url]))


def _rules(said: str, rules: set[str]) -> str:
    return f"{said} by {', '.join(sorted(rules))}."


def _assertion(by: str, subject: dict[str, Any], test: str, outcome: str, description: str) -> dict[str, Any]:
    return {
        "type": ["Assertion"],
        "mode": {"id": "earl:automatic"},
        "assertedBy": by,
        "subject": subject,
        "test": {"id": test, "type": ["TestCriterion", "TestRequirement"]},
        "result": {
            "type": ["TestResult"],
            "outcome": {"id": f"earl:{outcome}", "type": ["OutcomeValue", FORM["outcomes"][outcome]]},
            "description": description,
        },
    }


def _subject(page: JudgedPage, number: int) -> dict[str, Any]:
    """A page of the sample. The title starts so that the tool can't take it for the page's address."""
    return {
        "id": page.url,
        "type": ["TestSubject", "Webpage"],
        "title": f"Page {number}. {page.title}",
        "description": page.url,
    }


def _plain(value: Any) -> Any:
    """Without characters that no document holds."""
    if isinstance(value, str):
        return wording.CONTROL.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
