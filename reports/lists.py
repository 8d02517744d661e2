"""The tables of a site's first page: what each shows, and how much of the page it may take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.history import WORDS, FixHistory
from reports.model import Acceptance, Rule, SiteReport
from reports.titles import file_name, title

REQUIREMENT_KINDS = ("section508", "wcag", "conformance", "trusted_tester", "baseline")
"""Functional performance criteria tell whom a failure affects and are never tested for themselves (E204.1)."""

ASKED_KINDS = ("wcag", "section508", "conformance")
"""What the Standards themselves ask for; tests are ways to find out."""

OUTCOMES = ("Failed", "A person must decide", "Passed", "Pages with nothing it applies to", "Pages not judged")
SETTLED = ("Pages that fail", "Pages with a question")
PROVED = ("Pages it does not apply to", "Pages that pass")
FIX_COLUMNS = (
    "Fix",
    "Who it blocks",
    "Pages",
    "Service pages",
    "Changes",
    "Origin",
    "Who fixes it",
    "Effort for each change",
    "Weight",
)
QUESTION_COLUMNS = ("Question", "About", "Trusted Tester 5.1.3 test", "Pages", "Places")
SHARED_COLUMNS = ("Fix", "Seen on", "Pages", "Where it comes from", "Its page on each site")
PLACE_COLUMNS = ("Page", "Selector", "Role and name", "Landmark and heading", "Seen at")
NUMBERS = frozenset(
    (
        *("URLs", "Pages", "Places", "Service pages", "Changes", "Weight", "Pages judged", "Open after it"),
        *("Findings fixed", *map(str.capitalize, WORDS), *OUTCOMES, *SETTLED, *PROVED),
    )
)
"""Columns of numbers, which are set to the right."""


@dataclass(frozen=True, slots=True)
class List:
    """A list. `row` is the macro of `rows.html` that shows one value; `name` also names the list's own page."""

    name: str
    caption: str
    columns: tuple[str, ...]
    row: str
    values: Sequence[object]
    budget: int


def gone(report: SiteReport) -> list[tuple[str, Rule | None, FixHistory]]:
    """Fixes of the audit before that are fixed wholly: id, rule if its words are known, and what became of them."""
    return [
        (id, report.rules.get(each.rule_id), each)
        for id, each in sorted(report.history.fixes.items())
        if each.counts["fixed"] == sum(each.counts.values()) > 0
    ]


def exceptions(report: SiteReport) -> list[tuple[Acceptance, str, str]]:
    """What was accepted, with the fix's title and the file about it; both say less where it is not found any more."""
    found = {fix.id: fix for fix in report.fixes}
    return [
        (each, title(found[each.fix], report.rules[found[each.fix].rule_id]), f"{file_name(found[each.fix])}.html")
        if each.fix in found
        else (each, "A fix that this audit did not find", "")
        for each in report.acceptances
    ]


def lists_of(report: SiteReport) -> tuple[List, ...]:
    """The tables of coverage, requirements and method. The budgets of those on one page add up to less than a page."""
    by_state = ("State", "Kind", "Reason", "URLs")
    by_reason = ("Reason", "Pages")
    coverage = report.coverage
    without_rule = [wanted for kind in REQUIREMENT_KINDS for wanted in report.without_rule(kind)]
    looks, gaps, rules = report.looks, report.gaps, tuple(report.rules.values())
    return (
        List("states", "Every known URL, by state and reason", by_state, "coverage_row", coverage.rows, 12_000),
        List(
            "unlooked",
            "URLs not looked at, or looked at in part, by state and reason",
            by_state,
            "coverage_row",
            coverage.unlooked,
            12_000,
        ),
        List("looks", "Widths and states of pages looked at", ("Width", "State", "Pages"), "look_row", looks, 5_000),
        List("gaps", "Parts of pages that could not be looked at", ("Part", *by_reason), "gap_row", gaps, 10_000),
        List(
            "not-judged",
            "Rules that could not judge some pages",
            ("Rule", *by_reason),
            "untested_row",
            report.untested,
            15_000,
        ),
        List(
            "requirements",
            "Requirements that no rule looks at",
            ("Requirement", "Kind"),
            "requirement_row",
            without_rule,
            40_000,
        ),
        List(
            "criteria",
            "Success criteria and provisions",
            ("Requirement", *SETTLED),
            "criterion_row",
            [wanted for kind in ASKED_KINDS for wanted in report.of_kind(kind) if wanted.rules],
            20_000,
        ),
        List(
            "tests",
            "Trusted Tester 5.1.3 tests",
            ("Test", *SETTLED, *PROVED),
            "test_row",
            report.of_kind("trusted_tester"),
            25_000,
        ),
        List("rules", "Rules and their outcomes", ("Rule", *OUTCOMES), "rule_row", rules, 25_000),
        List(
            "periods",
            "Audits that these rules have judged, and what became of findings",
            ("Audit", "Pages judged", *map(str.capitalize, WORDS), "Open after it"),
            "period_row",
            list(enumerate(report.history.periods, 1)),
            60_000,
        ),
        List(
            "gone",
            "Fixes of which nothing was found again",
            ("Fix", "Findings fixed"),
            "gone_row",
            gone(report),
            60_000,
        ),
        List(
            "exceptions",
            "Accepted exceptions",
            ("Fix", "State", "Until", "Reason", "Evidence", "Approved by", "Decided"),
            "exception_row",
            exceptions(report),
            200_000,
        ),
        List(
            "incomparable",
            "Audits judged by other rules",
            ("Started", "State", "Audit"),
            "audit_row",
            report.incomparable,
            30_000,
        ),
        List(
            "audits",
            "Other audits of this site in the same database",
            ("Started", "State", "Audit"),
            "audit_row",
            report.others,
            5_000,
        ),
    )
