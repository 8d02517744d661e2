"""A draft of an accessibility conformance report in the form OpenACR, for a person to complete.

A scan can tell that a criterion is not met somewhere. It cannot tell that one is met, or has nothing to apply to, so
`partially-supports` is the only level here; every other component has none until somebody tested it.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from reports import wording
from reports.bearings import CRITERIA, DATA, Bearing
from reports.files import written
from reports.model import Audit, Site, SiteReport
from reports.queries import Reader
from reports.yaml import Value, block

FORM = tomllib.loads((DATA / "openacr.toml").read_text(encoding="utf-8"))

NO_ADDRESS = "to-be-named@agency.invalid"
"""The form wants an address, and the database holds none."""

DRAFT = (
    "A draft made of the results of a program, to be completed by people who test. A criterion without a level is "
    "untested or undecided, and nothing here says that one is met. Name the author before you pass it on."
)


def write(reader: Reader, choices: Sequence[tuple[Site, Audit]], output: Path) -> None:
    """The draft on one audit. Raises `LookupError` when several sites are asked for: a report is about one product."""
    if len(choices) > 1:
        raise LookupError("an OpenACR file is about one site: name one audit with --audit")
    ((site, audit),) = choices
    with written(output) as file:
        file.write(block(draft(reader.report(site, audit), reader.bearings(audit))))


def draft(report: SiteReport, bearings: Iterable[Bearing]) -> Mapping[str, Value]:
    """The document as keys and values."""
    site, audit = report.site, report.audit
    incomplete = wording.incomplete(report)
    return {
        "title": f"Draft, agency test data: {site.host}",
        "product": {
            "name": site.host,
            "version": f"as audited on {wording.moment(audit.started_at)}",
            "description": f"Website of {site.agency}, {site.url}",
        },
        "author": {"name": "To be named by the agency", "company_name": site.agency, "email": NO_ADDRESS},
        "report_date": audit.started_at[:10],
        "version": 1,
        "notes": f"Incomplete. {incomplete} {DRAFT}" if incomplete else DRAFT,
        "evaluation_methods_used": method(report),
        "catalog": str(FORM["catalog"]),
        "chapters": _chapters(report, bearings),
    }


def method(report: SiteReport) -> str:
    """How was tested: by a program, which one, and how much of the site it saw."""
    audit, coverage = report.audit, report.coverage
    return (
        f"Automated only. A crawler, a browser ({audit.browser}) and rules ({audit.rules_version or 'none yet'}) of "
        f"section508-auditor {audit.auditor_version}, for {wording.word(wording.STANDARDS, audit.standard)}. Rules "
        f"judged {coverage.judged:,} of {wording.counted(coverage.known, 'known page')}. "
        f"{wording.coverage_sentence(coverage)} The database holds no test by a person, with or without assistive "
        f"technology. Audit {audit.id}."
    )


def _chapters(report: SiteReport, bearings: Iterable[Bearing]) -> Mapping[str, Value]:
    found: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in bearings:
        found[each.requirement, each.word][each.rule_id].add(each.url)
    return {chapter["name"]: _chapter(chapter, report, found) for chapter in FORM["chapter"]}


Found = Mapping[tuple[str, str], Mapping[str, set[str]]]
"""By criterion and word: the pages, by rule."""


def _chapter(chapter: Mapping[str, object], report: SiteReport, found: Found) -> Mapping[str, Value]:
    if chapter.get("disabled"):
        return {"disabled": True, "notes": str(chapter["notes"])}
    if level := chapter.get("level"):
        ids = [each.id for each in CRITERIA if each.level == level and each.since == "2.0"]
        notes = " ".join(_undecided(ids, report, found))
        return {"notes": notes, "criteria": [_criterion(id, str(FORM["component"]), report, found) for id in ids]}
    listed = chapter.get("criteria", ())
    assert isinstance(listed, Sequence)
    failing = [_criterion(id, "none", report, found) for id in listed if found.get((id, "fails"))]
    return {"notes": str(chapter["notes"]), "criteria": failing}


def _criterion(id: str, component: str, report: SiteReport, found: Found) -> Mapping[str, Value]:
    failing = found.get((id, "fails"), {})
    if not failing:
        return {"num": id, "components": [{"name": component}]}
    judged = report.coverage.judged
    notes = f"Automated: fails on {_pages(failing)} of {judged:,} judged: {_by_rule(failing)}."
    if asking := found.get((id, "asks"), {}):
        notes += f" Questions for a person on {_pages(asking)}: {_by_rule(asking)}."
    adherence = {"level": str(FORM["failing"]), "notes": notes}
    return {"num": id, "components": [{"name": component, "adherence": adherence}]}


def _undecided(ids: Sequence[str], report: SiteReport, found: Found) -> Iterator[str]:
    """What the form has no place for beside a criterion without a level."""
    judged = report.coverage.judged
    yield f"Automated results only, on {wording.counted(judged, 'judged page')}."
    open_ids = [id for id in ids if not found.get((id, "fails"))]
    asked = [f"{id} ({_pages(found[id, 'asks'])})" for id in open_ids if found.get((id, "asks"))]
    if asked:
        yield f"Undecided, with questions for a person: {', '.join(asked)}."
    untested = [id for id in open_ids if not found.get((id, "asks"))]
    if untested:
        yield f"Untested, no rule failed or asked: {', '.join(untested)}."


def _pages(by_rule: Mapping[str, set[str]]) -> str:
    return wording.counted(len(set().union(*by_rule.values())), "page")


def _by_rule(by_rule: Mapping[str, set[str]]) -> str:
    return ", ".join(f"{rule} on {len(urls):,}" for rule, urls in sorted(by_rule.items()))
