"""What a report holds, frozen. Values keep the database's spelling; `wording` turns them into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.history import History

Tags = tuple[str, ...]

STANDARDS = ("section508", "wcag21aa", "wcag22aa")
"""Each holds the ones before it, so that an audit for the last asks for the requirements of all."""

UNSEEN = ("type", "size", "offsite", "cap")
"""Reasons for which a page that was named for an audit was not looked at; another page stands for the rest."""


@dataclass(frozen=True, slots=True)
class Site:
    """One website and the agency that answers for it."""

    id: str
    agency_id: str
    agency: str
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Audit:
    """One crawl of one site. `evaluation_id` is None while no rule has judged it."""

    id: str
    site_id: str
    command: str
    state: str
    reason: str
    started_at: str
    finished_at: str | None
    standard: str
    auditor_version: str
    browser: str
    settings: str
    evaluation_id: str | None
    rules_version: str
    evaluated_at: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many URLs of a kind ended in a state, for a reason."""

    kind: str
    state: str
    reason: str
    urls: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every URL that the audit knows, counted. `judged` pages are those that the latest evaluation has tallies for."""

    rows: tuple[CoverageRow, ...]
    judged: int

    def count(self, kind: str, *states: str) -> int:
        """The URLs of a kind in any of these states; in any state when none is named."""
        return sum(row.urls for row in self.rows if row.kind == kind and (not states or row.state in states))

    @property
    def known(self) -> int:
        """All pages the audit knows."""
        return self.count("page")

    @property
    def audited(self) -> int:
        """Pages that were looked at whole."""
        return self.count("page", "audited")

    @property
    def partial(self) -> int:
        """Pages of which a part was looked at."""
        return self.count("page", "partial")

    @property
    def skipped(self) -> int:
        """Pages left out on purpose."""
        return self.count("page", "skipped")

    @property
    def failed(self) -> int:
        """Pages that could not be looked at."""
        return self.count("page", "failed")

    @property
    def waiting(self) -> int:
        """Pages that are known and have not been reached."""
        return self.count("page", "found", "admitted")

    @property
    def looked_at(self) -> int:
        """Pages looked at, whole or in part: what every rate in a report is out of."""
        return self.audited + self.partial

    @property
    def unlooked(self) -> tuple[CoverageRow, ...]:
        """The rows of what was not looked at whole."""
        return tuple(row for row in self.rows if row.state != "audited")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A criterion, provision or test, how many rules can fail it or ask about it, and on how many pages they did."""

    kind: str
    id: str
    title: str = ""
    level: str = ""
    standard: str = ""
    url: str = ""
    version: str = ""
    note: str = ""
    rules: int = 0
    failed_pages: int = 0
    cant_tell_pages: int = 0
    passed_pages: int = 0
    """Pages on which a program may say that the test is passed: 12.A alone."""
    absent_pages: int = 0
    """Pages on which what the test is about is proved to be absent."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's words as they were when the audit was judged, and how its targets came out.

    Targets are counted once for each look; `inapplicable` and `untested` count pages. A rule of the scope `site`
    compares pages with one another: its targets are counted once for the audit. What follows `scope` is advice, empty
    in audits that were judged before there was any: `action` is an order, `actions` are other orders by message, and
    `each_place` says that no one change clears many places, since each needs words or a decision of its own.
    """

    id: str
    title: str
    harm: str
    applicability: str
    expectation: str
    remediation: str
    standard: str
    wcag: Tags
    section508: Tags
    trusted_tester: Tags
    baseline: Tags
    act: Tags
    affects: Tags
    scope: str
    action: str
    actions: Mapping[str, str]
    each_place: bool
    doer: str
    effort: str
    steps: Tags
    done_when: str
    side_effects: str
    passed: int
    failed: int
    cant_tell: int
    inapplicable: int
    untested: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing on one page that failed or that a person must decide.

    `corrected`, `change` and `speech` tell how the thing would be right, in code, in words, and as a screen reader
    would speak it (`speech_now`: as it speaks it now); they are empty where no code can be shown. `is_service` says
    that the page serves people.
    """

    page_id: str
    url: str
    page_title: str
    page_language: str
    template: str
    is_service: bool
    rule_id: str
    outcome: str
    message: str
    detail: str
    fix: str
    cause: str
    component: str
    fingerprint: str
    fails: Tags
    asks: Tags
    selector: str
    html: str
    role: str
    name: str
    landmark: str
    heading: str
    corrected: str
    change: str
    speech: str
    speech_now: str
    widths: tuple[int, ...]
    states: Tags


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fault comes from, and `why` we think so, in a sentence.

    `kind` is `third-party`, `design-system`, `style`, `template` or `content`. `name` is whose it is, where that is
    known. `is_sure` is false for a mere likelihood.
    """

    kind: str
    name: str
    why: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Fix:
    """Findings with one cause: what one change, or one kind of change, clears. A question is a fix to be decided first.

    `words` counts how many different things are concerned, numbers aside; `changes` how often the change must be made;
    `weight` orders fixes, by the formula in `reports.fixes`.
    """

    id: str
    outcome: str
    rule_id: str
    message: str
    action: str
    cause: str
    standard: str
    fails: Tags
    asks: Tags
    pages: int
    service_pages: int
    findings: int
    words: int
    changes: int
    origin: Origin
    weight: float
    widths: tuple[int, ...]
    states: Tags


@dataclass(frozen=True, slots=True)
class Picture:
    """What a browser showed of a finding and around it. `mark` is the finding's box, in pixels of the picture."""

    finding: Finding
    media_type: str
    pixels_wide: int
    pixels_high: int
    mark: tuple[float, float, float, float]
    content: bytes


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A fix that somebody accepted as it is, until a day.

    `state` is `in force`, or why it is not: `expired` by the day of the audit, or `not found` any more as it was.
    """

    fix: str
    reason: str
    evidence: str
    approver: str
    decided_at: str
    expires_at: str
    state: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A component that a fix is seen in. A fix of several is split by them where they need different changes."""

    component: str
    pages: int
    findings: int


@dataclass(frozen=True, slots=True)
class Untested:
    """A rule that could not judge some pages, and why; one that compares pages could judge none of them."""

    rule_id: str
    rule_title: str
    reason: str
    pages: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of pages that the browser could not show, and why."""

    aspect: str
    reason: str
    pages: int


@dataclass(frozen=True, slots=True)
class Look:
    """A window width and a state of the page, and how many pages were looked at that way."""

    width: int
    state: str
    pages: int


@dataclass(frozen=True, slots=True)
class Url:
    """One known URL and the state it ended in."""

    url: str
    kind: str
    state: str
    reason: str
    detail: str
    found_on: str
    leads_to: str
    http_status: int | None
    content_type: str
    is_judged: bool
    """Whether rules have judged it."""


@dataclass(frozen=True, slots=True)
class SiteReport:
    """One audit of one site, but for what is long enough to be read in a stream (URLs, findings)."""

    site: Site
    audit: Audit
    coverage: Coverage
    fixes: tuple[Fix, ...]
    questions: tuple[Fix, ...]
    rules: Mapping[str, Rule]
    requirements: Mapping[tuple[str, str], Requirement]
    untested: tuple[Untested, ...]
    gaps: tuple[Gap, ...]
    looks: tuple[Look, ...]
    others: tuple[Audit, ...]
    """Other audits of the site in the same database, newest first."""
    acceptances: tuple[Acceptance, ...]
    history: History
    by_rules: tuple[int, int] | None
    """Findings that a change of rules made appear, and go away, on one earlier audit's recordings."""
    incomparable: tuple[Audit, ...]
    """Earlier audits that the rules of this one have not judged, newest first."""

    @property
    def accepted(self) -> Mapping[str, Acceptance]:
        """The exceptions that are in force, by fix."""
        return {each.fix: each for each in self.acceptances if each.state == "in force"}

    def requirement(self, kind: str, key: str) -> Requirement:
        """The requirement, or a bare one with its id when the database has no title for it."""
        return self.requirements.get((kind, key)) or Requirement(kind, key)

    def of_kind(self, kind: str) -> tuple[Requirement, ...]:
        """The requirements of a kind that the audit's standard asks for."""
        return tuple(r for r in self.requirements.values() if r.kind == kind and self._is_asked(r))

    def without_rule(self, kind: str) -> tuple[Requirement, ...]:
        """Those of a kind that no rule looks at."""
        return tuple(requirement for requirement in self.of_kind(kind) if requirement.rules == 0)

    def _is_asked(self, requirement: Requirement) -> bool:
        chosen = self.audit.standard
        if requirement.standard not in STANDARDS or chosen not in STANDARDS:
            return True
        return STANDARDS.index(requirement.standard) <= STANDARDS.index(chosen)

    @property
    def is_incomplete(self) -> bool:
        """Whether the audit is running, was stopped, or left known pages unreached or unjudged."""
        coverage = self.coverage
        return self.audit.state != "finished" or coverage.waiting > 0 or coverage.judged < coverage.looked_at

    @property
    def is_whole(self) -> bool:
        """Whether all that was to be looked at was. Of named pages that is each; of a crawl, each that is there."""
        rows = [row for row in self.coverage.rows if row.kind != "sitemap" and row.urls]
        if self.audit.command == "check":
            lost = ("failed", "partial")
            missed = [row for row in rows if row.state in lost or row.kind == "document" or row.reason in UNSEEN]
        else:
            missed = [row for row in rows if row.state == "failed" and row.reason != "missing"]
        return self.coverage.judged > 0 and not missed and not self.is_incomplete
