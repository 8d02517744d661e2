"""Numbers for the Governmentwide Section 508 Assessment, agency by agency, in one table for a spreadsheet.

A number that needs a person's test, an agency's own answer or a deadline is left blank, with the reason beside it.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from reports import wording
from reports.bearings import DATA, JudgedPage
from reports.csv import BYTE_ORDER_MARK, inert
from reports.files import written
from reports.model import Audit, Coverage, Site
from reports.queries import Reader

FORM = tomllib.loads((DATA / "assessment.toml").read_text(encoding="utf-8"))

COLUMNS = ("agency", "question_set", "question", "text", "value", "how_it_was_counted_or_why_it_is_blank")
SHEET: Sequence[str] = FORM["sheet"]["columns"]

DAYS = 365
"""The past year, as FY25 asks for it."""

ELSEWHERE = frozenset(
    "scope offsite duplicate redirect loop pattern trap type document scheme malformed download missing dns soft-404 "
    "logout".split()
)
"""Reasons for which an address is no page of its own of the site, or none that is there."""

START = "Start page of"

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A page for a sheet: why it stands there, and what rules failed and asked about on it, by criterion."""

    page: JudgedPage
    why: str
    fails: frozenset[str]
    asks: frozenset[str]


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What one site adds. `tested` counts the pages that rules judged in the year, `partial` those seen in part only.

    `pages` and `videos` are as many as the sheets have room for; `with_videos` counts all.
    """

    site: Site
    audit: Audit
    coverage: Coverage
    is_incomplete: bool
    audits: int
    tested: int
    partial: int
    findings: int
    failed_pages: int
    pages: tuple[Draft, ...]
    videos: tuple[Draft, ...]
    with_videos: int


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What the sites of an agency add up to. `never` and `left_out` are hosts that add nothing."""

    name: str
    sites: tuple[SiteFacts, ...]
    never: tuple[str, ...]
    left_out: tuple[str, ...]


def write(reader: Reader, choices: Sequence[tuple[Site, Audit]], output: Path) -> None:
    """The numbers of each agency, then drafts of the sheets of pages and of videos."""
    as_of = max(filter(None, (day_of(audit) for _, audit in choices)), default=None)
    agencies = tuple(_agencies(reader, choices, as_of))
    with written(output) as file:
        file.write(BYTE_ORDER_MARK)
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        for row in (*_numbers(agencies, as_of), (), *_sheet(agencies), (), *_videos(agencies)):
            writer.writerow(inert(wording.CONTROL.sub("\ufffd", cell)) for cell in row)


def day_of(audit: Audit) -> date | None:
    """The day that an audit started, if what is stored tells one."""
    try:
        return date.fromisoformat(audit.started_at[:10])
    except ValueError:
        return None


def _agencies(reader: Reader, choices: Sequence[tuple[Site, Audit]], as_of: date | None) -> Iterator[AgencyFacts]:
    chosen = {site.id: audit for site, audit in choices}
    audits = {site.id: reader.audits(site) for site in reader.sites()}
    is_all = all(site_id in chosen for site_id, found in audits.items() if found)
    for _, group in groupby(reader.sites(), key=lambda site: site.agency_id):
        members = tuple(group)
        counted = tuple(
            _site(reader, site, chosen[site.id], audits[site.id], as_of) for site in members if site.id in chosen
        )
        never = tuple(site.host for site in members if not audits[site.id])
        left_out = tuple(site.host for site in members if audits[site.id] and site.id not in chosen)
        if counted or is_all:
            yield AgencyFacts(members[0].agency, counted, never, left_out)


def _site(reader: Reader, site: Site, audit: Audit, audits: Sequence[Audit], as_of: date | None) -> SiteFacts:
    judged = tuple(reader.judged(audit))
    recent = [each for each in audits if is_recent(each, as_of)]
    tested: set[str] = set()
    whole: set[str] = set()
    for each in recent:
        for page in judged if each.id == audit.id else reader.judged(each):
            tested.add(page.url)
            if page.state == "audited":
                whole.add(page.url)
    coverage = reader.coverage(audit)
    findings, failed_pages = reader.failures(audit)
    words: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"fails": set(), "asks": set()})
    for bearing in reader.bearings(audit):
        words[bearing.url][bearing.word].add(bearing.requirement)
    drafts = [
        Draft(page, "", *(frozenset(words[page.url][word]) for word in ("fails", "asks")))
        for page in judged
        if page.url in words or page.is_service or page.url == site.url
    ]
    videos = _with_videos(drafts)
    return SiteFacts(
        site=site,
        audit=audit,
        coverage=coverage,
        is_incomplete=audit.state != "finished" or coverage.waiting > 0 or coverage.judged < coverage.looked_at,
        audits=len(recent),
        tested=len(tested),
        partial=len(tested - whole),
        findings=findings,
        failed_pages=failed_pages,
        pages=tuple(_candidates(site, drafts))[: FORM["sheet"]["pages"]],
        videos=videos[: FORM["videos"]["pages"]],
        with_videos=len(videos),
    )


def _candidates(site: Site, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The start page, then pages that serve people."""
    start = [replace(draft, why=f"{START} {site.host}") for draft in drafts if draft.page.url == site.url]
    yield from start
    for draft in drafts:
        if draft.page.is_service and draft.page.url != site.url:
            yield replace(draft, why="A page that serves people")


def _with_videos(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Pages on which the requirements about video are failed or in question, those with the most first."""
    wanted = frozenset(FORM["videos"]["requirements"])
    found = [replace(each, fails=each.fails & wanted, asks=each.asks & wanted) for each in drafts]
    with_any = [each for each in found if each.fails or each.asks]
    return tuple(sorted(with_any, key=_by_number))


def _by_number(draft: Draft) -> tuple[int, int, str]:
    return -len(draft.fails), -len(draft.asks), draft.page.url


def is_recent(audit: Audit, as_of: date | None) -> bool:
    """Whether the audit started in the year up to a day."""
    day = day_of(audit)
    return as_of is not None and day is not None and as_of - timedelta(days=DAYS) < day <= as_of


def known_pages(coverage: Coverage) -> int:
    """Pages that the site has, as far as the audit knows: without what leads elsewhere or to nothing."""
    return sum(row.urls for row in coverage.rows if row.kind == "page" and row.reason not in ELSEWHERE)


def _numbers(agencies: Sequence[AgencyFacts], as_of: date | None) -> Iterator[Row]:
    yield COLUMNS
    yield "", "", "", "Question set", FORM["question_set"], " ".join(FORM["unverified"])
    yield "", "", "", "Draft", "agency test data", "Made by a program. Values that it can't know are blank."
    for agency in agencies:
        yield from _about(agency)
        facts = _facts(agency)
        values = _values(agency, facts)
        told = {name: f"{number:,}" for name, number in facts.items()}
        told["as_of"] = wording.moment(as_of.isoformat()) if as_of else "a day that is not known"
        for question in FORM["question"]:
            value = values.get(question.get("value", ""), "")
            how = question["how"].format(**told)
            if not agency.sites:
                value, how = "", "Blank: no site of the agency was audited."
            yield agency.name, question["set"], question["id"], question["text"], value, how


def _about(agency: AgencyFacts) -> Iterator[Row]:
    """How much of the agency the numbers are about."""
    every = len(agency.sites) + len(agency.never) + len(agency.left_out)
    unfinished = [each.site.host for each in agency.sites if each.is_incomplete]
    for text, hosts, why in (
        ("Sites audited", [each.site.host for each in agency.sites], f"Of {wording.counted(every, 'site')}."),
        ("Sites whose audit is not complete", unfinished, "Their numbers are too small."),
        ("Sites never audited", agency.never, "Nothing is known about them."),
        ("Sites that this document leaves out", agency.left_out, "It was made of one audit."),
    ):
        yield agency.name, "", "", text, str(len(hosts)), f"{why} {', '.join(hosts)}" if hosts else ""


def _facts(agency: AgencyFacts) -> Mapping[str, int]:
    sites = agency.sites
    judged = sum(each.coverage.judged for each in sites)
    return {
        "days": DAYS,
        "sites": len(sites) + len(agency.never) + len(agency.left_out),
        "sites_audited": len(sites),
        "audits": sum(each.audits for each in sites),
        "known": sum(known_pages(each.coverage) for each in sites),
        "documents": sum(each.coverage.count("document") for each in sites),
        "tested": sum(each.tested for each in sites),
        "partial": sum(each.partial for each in sites),
        "judged": judged,
        "unfailed": judged - sum(each.failed_pages for each in sites),
        "findings": sum(each.findings for each in sites),
    }


def _values(agency: AgencyFacts, facts: Mapping[str, int]) -> Mapping[str, str]:
    """What is given as a number, or as a draft of words, by the name in the data."""
    known, tested, judged = facts["known"], facts["tested"], facts["judged"]
    return {
        "known": str(known),
        "tested": str(tested),
        "documents": str(facts["documents"]),
        "issues": f"{facts['findings'] / judged:.1f}" if judged else "",
        "share_tested": wording.share(tested, known) if 0 < tested <= known else "",
        "method": _method(agency)[:1000],
    }


def _method(agency: AgencyFacts) -> str:
    versions = ", ".join(sorted({each.audit.auditor_version for each in agency.sites}))
    browsers = ", ".join(sorted({each.audit.browser for each in agency.sites}))
    return (
        f"Automated testing with section508-auditor {versions}. A crawler follows the links of each site, a browser "
        f"({browsers}) shows each page, and rules judge it by the Revised Section 508 Standards and name the Trusted "
        "Tester 5.1.3 tests. What a program can't decide is left to people as a question. Testing by people: to be "
        "added."
    )


def _sheet(agencies: Sequence[AgencyFacts]) -> Iterator[Row]:
    yield (FORM["sheet"]["about"],)
    yield "agency", "name", "description", "url", *SHEET
    for agency in agencies:
        drafts = [draft for facts in agency.sites for draft in facts.pages]
        for draft in sorted(drafts, key=lambda each: not each.why.startswith(START))[: FORM["sheet"]["pages"]]:
            cells = (_cell(draft, column) for column in SHEET)
            yield agency.name, draft.page.title, draft.why, draft.page.url, *cells


def _cell(draft: Draft, column: str) -> str:
    return "Fail" if column in draft.fails else "Question" if column in draft.asks else "Not tested"


def _videos(agencies: Sequence[AgencyFacts]) -> Iterator[Row]:
    yield (FORM["videos"]["about"],)
    yield "agency", "name", "url", "fails", "asks", "pages_of_this_kind"
    for agency in agencies:
        every = str(sum(facts.with_videos for facts in agency.sites))
        drafts = sorted((draft for facts in agency.sites for draft in facts.videos), key=_by_number)
        for draft in drafts[: FORM["videos"]["pages"]]:
            fails, asks = (" ".join(sorted(each)) for each in (draft.fails, draft.asks))
            yield agency.name, draft.page.title, draft.page.url, fails, asks, every
