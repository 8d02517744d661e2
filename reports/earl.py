"""EARL 1.0 as JSON-LD: what was said of which page, by which test, in the W3C's words for it.

There is an assertion for each finding, and one for each rule and page beside it: `untested` wherever anything of the
rule was, else `passed` or `inapplicable` where it found nothing. A page that was not looked at has one `untested` for
the whole standard. The context is in the file, so that nothing need be fetched to read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from reports import wording
from reports.json_stream import write_json
from reports.model import Audit, Finding, Rule, Site, SiteReport, Url
from reports.outcomes import PageOutcome
from reports.queries import Reader
from reports.uris import uri

Json = dict[str, Any]

LINK = {"@type": "@id"}
CONTEXT: Json = {
    "@vocab": "http://www.w3.org/ns/earl#",
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "ptr": "http://www.w3.org/2009/pointers#",
    "doap": "http://usefulinc.com/ns/doap#",
    "title": "dct:title",
    "description": "dct:description",
    "source": "dct:source",
    "date": "dct:date",
    "identifier": "dct:identifier",
    "references": "dct:references",
    "isPartOf": LINK | {"@id": "dct:isPartOf"},
    "revision": "doap:revision",
    "expression": "ptr:expression",
    "assertedBy": LINK,
    "subject": LINK,
    "test": LINK,
    "mode": LINK,
    "outcome": LINK,
}

ACT_RULE = "https://www.w3.org/WAI/standards-guidelines/act/rules/{}/"


def write(reader: Reader, choices: Sequence[tuple[Site, Audit]], output: Path) -> None:
    """The assertions of the audits."""
    numbered = enumerate(choices, 1)
    graphs = (_graph(reader, reader.report(site, audit), number) for number, (site, audit) in numbered)
    write_json(output, {"@context": CONTEXT, "@graph": chain.from_iterable(graphs)})


def _graph(reader: Reader, report: SiteReport, number: int) -> Iterator[Json]:
    about = _About(report, number)
    yield from about.head()
    yield from map(about.rule, report.rules.values())
    for url in reader.urls(report.audit):
        if url.kind != "sitemap":
            yield about.page(url)
            if not (url.state in ("audited", "partial") and url.is_judged):
                yield about.unjudged(url)
    yield from map(about.finding, reader.all_findings(report.audit))
    yield from map(about.outcome, reader.outcomes(report.audit))


class _About:
    """The nodes of one audit. What is no page has a blank name, numbered as the audit is, so that audits do not mix."""

    def __init__(self, report: SiteReport, number: int) -> None:
        self.report = report
        self.prefix = f"_:a{number}-"

    def head(self) -> Iterator[Json]:
        report, audit = self.report, self.report.audit
        yield {
            "@id": f"{self.prefix}auditor",
            "@type": ["Assertor", "Software"],
            "title": "Section 508 auditor",
            "description": f"Rules {audit.rules_version}, judged in {audit.browser}.",
            "revision": audit.auditor_version,
        }
        coverage = f"{wording.coverage_sentence(report.coverage)} {wording.judged_sentence(report.coverage)}"
        yield {
            "@id": f"{self.prefix}site",
            "@type": "TestSubject",
            "title": report.site.host,
            "source": report.site.url,
            "date": audit.started_at,
            "description": " ".join(filter(None, (wording.incomplete(report), coverage, wording.NO_RESULT))),
        }
        yield {
            "@id": f"{self.prefix}standard",
            "@type": "TestRequirement",
            "title": wording.word(wording.STANDARDS, audit.standard),
        }

    def rule(self, rule: Rule) -> Json:
        wanted = [
            self.report.requirement(kind, id).url
            for kind, ids in (("wcag", rule.wcag), ("section508", rule.section508))
            for id in ids
        ]
        return {
            "@id": self._rule(rule.id),
            "@type": "TestCase",
            "title": rule.title,
            "description": rule.expectation,
            "identifier": rule.id,
            "source": [ACT_RULE.format(id) for id in rule.act],
            "references": [*rule.wcag, *rule.section508, *rule.trusted_tester],
            "isPartOf": [uri(url) for url in wanted if "://" in url],
        }

    def page(self, url: Url) -> Json:
        return {
            "@id": uri(url.url),
            "@type": "TestSubject",
            "source": url.url,
            "description": wording.ended(url.state, url.reason, url.detail),
            "isPartOf": f"{self.prefix}site",
        }

    def unjudged(self, url: Url) -> Json:
        said = wording.ended(url.state, url.reason, url.detail)
        return self._assertion(uri(url.url), f"{self.prefix}standard", "untested", said)

    def finding(self, finding: Finding) -> Json:
        said = f"{finding.message} {finding.detail}".strip()
        pointer = {"@type": "ptr:CSSSelectorPointer", "expression": finding.selector}
        made = self._assertion(uri(finding.url), self._rule(finding.rule_id), finding.outcome, said)
        made["result"] |= {"pointer": pointer} if finding.selector else {}
        return made | {"identifier": finding.fingerprint}

    def outcome(self, ended: PageOutcome) -> Json:
        subject = uri(ended.url) if ended.url else f"{self.prefix}site"
        return self._assertion(subject, self._rule(ended.rule_id), ended.outcome, ended.reason)

    def _rule(self, id: str) -> str:
        return f"{self.prefix}{id}"

    def _assertion(self, subject: str, test: str, outcome: str, said: str) -> Json:
        result = {"@type": "TestResult", "outcome": f"earl:{outcome}"} | ({"description": said} if said else {})
        return {
            "@type": "Assertion",
            "assertedBy": f"{self.prefix}auditor",
            "subject": subject,
            "test": test,
            "mode": "earl:automatic",
            "result": result,
        }
