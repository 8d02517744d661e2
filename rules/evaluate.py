"""Rules x recording -> assertions."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from rules.absence import absent
from rules.model import (
    INAPPLICABLE,
    Aspect,
    Assertion,
    Metadata,
    Outcome,
    Result,
    Rule,
    SiteAssertion,
    SiteRule,
    untested,
)
from rules.page import NOT_PROBED as NOT_PROBED_REASON
from rules.page import Element, Gap, Page, Text, Unknown
from rules.site import Shared, Site

AFFECTED: Mapping[str, frozenset[Aspect]] = {
    "style": frozenset({Aspect.STYLE, Aspect.LAYOUT}),
    "layout": frozenset({Aspect.LAYOUT}),
    "roles": frozenset({Aspect.ROLES}),
}
"""What a rule must need for a gap of each aspect to keep it from judging; one of any other aspect keeps all."""

MOST_ASSERTIONS = 1000
"""How many assertions of one rule and outcome are listed for one look at a page; the tallies count all."""

NOT_ALL_SEEN = untested("Not all pages were looked at, and another may hold what is missing.")
NOT_SEEN = untested("Fewer than two pages were seen well enough to be compared.")

NOTHING_SHARED = "Nothing on two or more of the pages that were looked at is what the rule applies to."

NOT_PROBED = untested(NOT_PROBED_REASON.reason)
"""Counted, and listed nowhere: that most pages of a crawl are not probed is no fault of a page."""

NARROW = 640
"""The width in CSS pixels below which a look is none of a desktop's: its page is probed in another look, if at all."""

FRAME_NOT_CAPTURED = untested("A frame on the page could not be looked at.")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a set of rules says of one look at a page."""

    assertions: tuple[Assertion, ...]
    """One for each target that failed, can't be told or was not tested, in the order of the rules and of the page."""
    tallies: Mapping[tuple[str, Outcome, str], int]
    """How many targets, by rule, outcome and message: passed and inapplicable too, so that no rule is missing."""
    absent: tuple[str, ...] = ()
    """The Trusted Tester tests that do not apply to the page: what they are about is proved to be absent."""


def evaluate(page: Page, rules: Iterable[Rule[Any]]) -> Evaluation:
    """What each rule says of the page. A rule that cannot be judged is untested and stops no other."""
    assertions: list[Assertion] = []
    tallies: Counter[tuple[str, Outcome, str]] = Counter()
    for rule in rules:
        kept: Counter[Outcome] = Counter()  # many that can't be told must not crowd out one that failed
        for assertion in _judge(rule, page):
            outcome = assertion.outcome
            tallies[rule.id, outcome, assertion.result.message] += 1
            if assertion.result is NOT_PROBED or outcome in (Outcome.PASSED, Outcome.INAPPLICABLE):
                continue
            if kept[outcome] < MOST_ASSERTIONS:
                assertions.append(assertion)
                kept[outcome] += 1
    return Evaluation(tuple(assertions), dict(tallies), absent(page))


def _judge(rule: Rule[Any], page: Page) -> Iterator[Assertion]:
    gap = next((gap for gap in page.gaps if _keeps(gap, rule.metadata)), None)
    if gap is not None:
        yield Assertion(rule.id, untested(gap.reason).with_detail(gap.url), None)
        return
    if _is_unprobed(rule.metadata, page):
        if page.width >= NARROW:
            yield Assertion(rule.id, NOT_PROBED, None)
        return
    try:
        found = [Assertion(rule.id, _result(rule, target), _id_of(target)) for target in rule.applicability(page)]
    except Exception as error:  # noqa: BLE001 - a defect in one rule must not cost the other rules their word
        yield Assertion(rule.id, untested(f"The rule stopped with {type(error).__name__}: {error}"), None)
        return
    yield from found or [Assertion(rule.id, INAPPLICABLE, None)]
    frames = [gap for gap in page.gaps if gap.aspect == "frame"]
    if frames:
        more = f" (and {len(frames) - 1} more)" if len(frames) > 1 else ""
        yield Assertion(rule.id, FRAME_NOT_CAPTURED.with_detail(f"{frames[0].url}: {frames[0].reason}{more}"), None)


def _is_unprobed(metadata: Metadata, page: Page) -> bool:
    seen = {Aspect.ZOOM: page.zoomed, Aspect.WALK: page.walk}
    return any(isinstance(seen.get(aspect), Unknown) for aspect in metadata.needs)


def _keeps(gap: Gap, metadata: Metadata) -> bool:
    """Whether a gap keeps a rule from judging the page at all; a missing frame does not, the rest is judged."""
    if gap.aspect == "frame":
        return False
    affected = AFFECTED.get(gap.aspect)
    return affected is None or not affected.isdisjoint(metadata.needs)


def _result(rule: Rule[Any], target: Page | Element | Text) -> Result:
    return _settled(rule.expectation(target))


def _settled(result: Result) -> Result:
    if result.outcome is Outcome.INAPPLICABLE:
        raise ValueError("an expectation ended in inapplicable; the applicability must leave such a target out")
    return result


def _id_of(target: Page | Element | Text) -> int | None:
    return None if isinstance(target, Page) else target.id


@dataclass(frozen=True, slots=True)
class SiteEvaluation:
    """What a set of site rules says of the pages of one crawl; assertions and tallies are those of `Evaluation`."""

    assertions: tuple[SiteAssertion, ...]
    tallies: Mapping[tuple[str, Outcome, str], int]


def evaluate_site(site: Site, rules: Iterable[SiteRule]) -> SiteEvaluation:
    """What each site rule says of the pages that were looked at. Where some were not, each assertion says so."""
    assertions: list[SiteAssertion] = []
    tallies: Counter[tuple[str, Outcome, str]] = Counter()
    for rule in rules:
        told, counted = _compare(rule, site)
        assertions += told
        tallies += counted
    return SiteEvaluation(tuple(assertions), dict(tallies))


def _compare(rule: SiteRule, site: Site) -> tuple[list[SiteAssertion], Counter[tuple[str, Outcome, str]]]:
    """What is told and what is counted of one rule. Targets that passed may be many, and none of them is held."""
    if len(site.pages) < 2 <= site.judged:
        return _untested(rule, NOT_SEEN)
    told: list[SiteAssertion] = []
    counted: Counter[tuple[str, Outcome, str]] = Counter()
    try:
        for target in rule.applicability(site) if len(site.pages) > 1 else ():
            result = _site_result(rule, target, site)
            counted[rule.id, result.outcome, result.message] += 1
            if result.outcome is not Outcome.PASSED and len(told) < rule.most:
                told.append(SiteAssertion(rule.id, result, target))
    except Exception as error:  # noqa: BLE001 - as with a page's rules
        return _untested(rule, untested(f"The rule stopped with {type(error).__name__}: {error}"))
    return told, counted or Counter({(rule.id, INAPPLICABLE.outcome, NOTHING_SHARED): 1})


def _untested(rule: SiteRule, why: Result) -> tuple[list[SiteAssertion], Counter[tuple[str, Outcome, str]]]:
    return [SiteAssertion(rule.id, why, None)], Counter({(rule.id, why.outcome, why.message): 1})


def _site_result(rule: SiteRule, target: Shared, site: Site) -> Result:
    result = _settled(rule.expectation(target))
    if site.is_complete or result.outcome is Outcome.PASSED:
        return result
    if rule.is_of_all and result.outcome is Outcome.CANT_TELL:
        return NOT_ALL_SEEN.with_detail(f"{len(site.pages):,} of {site.known:,} known pages were.")
    seen = f"Seen on {len(site.pages):,} of {site.known:,} known pages."
    return result.with_detail(f"{result.detail} {seen}".strip())


@cache
def rules_version() -> str:
    """A short name for exactly these rules, their data and the model of a page: it changes when any of them does.

    Reads the package's own files, the one thing that `rules/` ever reads.
    """
    digest = hashlib.sha256()
    for path, file in sorted(_files(resources.files("rules"), ""), key=lambda found: found[0]):
        content = file.read_bytes()
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """Everything in the package that an outcome can depend on: modules and data, not documents, tools and reviews."""
    for entry in folder.iterdir():
        if entry.is_dir():
            if not entry.name.startswith(("__pycache__", ".")):
                yield from _files(entry, f"{path}{entry.name}/")
        elif not entry.name.endswith((".md", ".mjs", ".pyc", "reviewed.json")) and not entry.name.startswith("."):
            yield f"{path}{entry.name}", entry
