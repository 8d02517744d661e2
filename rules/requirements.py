"""What is required and how it is tested: WCAG criteria, Section 508 provisions, Trusted Tester and Baseline tests.

The facts are in `rules/data/`; `rules/data/README.md` says where they come from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rules.model import Metadata

STANDARDS = ("section508", "wcag21aa", "wcag22aa")
"""The standards a page can be judged by, each with all that the one before asks, 508 first.

`section508` is WCAG 2.0, level A and AA (E205.4), with chapters 5 and 6; a later criterion is never counted as 508.
"""

ICT_URL = "https://www.access-board.gov/ict/"
TRUSTED_TESTER_URL = "https://github.com/Section508Coordinators/TrustedTester5.1"
BASELINE_URL = "https://ictbaseline.access-board.gov/"

PROVISIONS_VERSION = "Revised 508 Standards (2017)"
TRUSTED_TESTER_VERSION = "Trusted Tester 5.1.3"
BASELINE_VERSION = "ICT Testing Baseline for Web 3.1"
"""An id means nothing without its version: Trusted Tester has used ids again for other tests."""

PASSED_BY_PROGRAM = ("12.A",)
"""The Trusted Tester tests that a program may pass: that a page has a `title` is all that 12.A asks."""

PARSING = "4.1.1"
"""Parsing: part of WCAG 2.0 and so of Section 508, yet never reported (see `rules/README.md`)."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion of WCAG, level A or AA."""

    id: str
    title: str
    level: str
    since: str
    """The version of WCAG that brought it: `2.0`, `2.1` or `2.2`."""
    applies_to_documents: bool
    """Whether E205.4 asks it of documents that are no Web pages; false for all criteria newer than 2.0."""
    url: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision of the Revised 508 Standards (36 CFR 1194, appendices A and C)."""

    id: str
    title: str
    kind: str
    """`requirement`, `scoping`, or `functional` (performance criterion, chapter 3)."""


@dataclass(frozen=True, slots=True)
class Conformance:
    """A Conformance Requirement of WCAG 2.0, which E205.4 asks for beside the criteria."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class BaselineTest:
    """A test of the ICT Testing Baseline for Web 3.1."""

    id: str
    name: str
    title: str
    topic: int
    topic_title: str
    criteria: tuple[str, ...]
    provisions: tuple[str, ...]
    status: str
    """`active` or `removed`."""


@dataclass(frozen=True, slots=True)
class TrustedTesterTest:
    """A test of the Trusted Tester process 5.1.3, with what it tests for and the Baseline tests it carries out."""

    id: str
    name: str
    topic: int
    topic_title: str
    criteria: tuple[str, ...]
    provisions: tuple[str, ...]
    conformance: tuple[str, ...]
    """Conformance requirements of WCAG: `Con.1` (level, with alternate versions), `Con.5` (non-interference)."""
    baseline: tuple[str, ...]
    status: str
    """`active`, `obsolete` (5.E), `removed` (6.B), or `never decided` (3.A has no pass or fail, 20.A no test)."""


@dataclass(frozen=True, slots=True)
class ActRule:
    """A rule of the ACT Rules community and the W3C."""

    id: str
    name: str
    status: str
    """`approved`, `proposed` or `deprecated`."""
    criteria: tuple[str, ...]
    """The criteria of WCAG, of any level, that fail where it fails; an input of another rule may name none."""
    secondary: tuple[str, ...]
    """The criteria that it touches."""


def _load(name: str) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = json.loads(resources.files("rules").joinpath(f"data/{name}.json").read_text("utf-8"))
    return [{key: tuple(v) if isinstance(v, list) else v for key, v in fact.items()} for fact in facts]


CRITERIA: Mapping[str, Criterion] = {fact["id"]: Criterion(**fact) for fact in _load("wcag")}
"""The criteria of WCAG 2.0, 2.1 and 2.2, level A and AA, by number."""

PROVISIONS: Mapping[str, Provision] = {fact["id"]: Provision(**fact) for fact in _load("section508")}
"""E205 to E208 and chapters 3, 5 and 6, by id."""

CONFORMANCE: Mapping[str, Conformance] = {fact["id"]: Conformance(**fact) for fact in _load("conformance")}
"""The five Conformance Requirements of WCAG 2.0, by id (`Con.1`)."""

TRUSTED_TESTER_TESTS: Mapping[str, TrustedTesterTest] = {
    fact["id"]: TrustedTesterTest(**fact) for fact in _load("trusted_tester")
}
"""The tests of Trusted Tester 5.1.3 by id, in the order of the process."""

BASELINE_TESTS: Mapping[str, BaselineTest] = {fact["id"]: BaselineTest(**fact) for fact in _load("baseline")}
"""The tests of the Baseline 3.1 by id, in its order."""

ACT_RULES: Mapping[str, ActRule] = {fact["id"]: ActRule(**fact) for fact in _load("act")}
"""The ACT rules by id."""

_STANDARD_OF_VERSION = {"2.0": "section508", "2.1": "wcag21aa", "2.2": "wcag22aa"}


def standard_of(criterion: str | Criterion) -> str:
    """The first of `STANDARDS` that asks for a criterion, given itself or by number."""
    found = CRITERIA[criterion] if isinstance(criterion, str) else criterion
    return _STANDARD_OF_VERSION[found.since]


def check(metadata: Metadata) -> None:
    """Makes sure that a rule names only what exists, and counts nothing as 508 that is not.

    Raises `ValueError` with the rule's id and the unknown id.
    """
    functional = {provision.id for provision in PROVISIONS.values() if provision.kind == "functional"}
    known: tuple[tuple[str, tuple[str, ...], frozenset[str]], ...] = (
        ("WCAG criterion", metadata.wcag, frozenset(CRITERIA)),
        ("Section 508 provision", metadata.section508, frozenset(PROVISIONS) - functional),
        ("Trusted Tester test", metadata.trusted_tester, frozenset(TRUSTED_TESTER_TESTS)),
        ("Baseline test", metadata.baseline, frozenset(BASELINE_TESTS)),
        ("ACT rule", metadata.act, frozenset(ACT_RULES)),
        ("functional performance criterion", metadata.affects, frozenset(functional)),
        ("standard", (metadata.standard,), frozenset(STANDARDS)),
    )
    for what, ids, allowed in known:
        for id_ in ids:
            if id_ not in allowed:
                raise ValueError(f"rule {metadata.id}: there is no {what} {id_!r}")
    if PARSING in metadata.wcag:
        raise ValueError(f"rule {metadata.id}: criterion {PARSING} is never reported")
    if metadata.wcag and min(map(STANDARDS.index, map(standard_of, metadata.wcag))) > STANDARDS.index(
        metadata.standard
    ):
        raise ValueError(f"rule {metadata.id}: {metadata.standard} asks for none of {', '.join(metadata.wcag)}")


NOTES: Mapping[tuple[str, str], str] = {
    ("wcag", "1.2.3"): "Not applicable: Baseline 3.1 and Trusted Tester test the stricter 1.2.5 instead.",
    ("wcag", "4.1.1"): "Never reported: taken as met by Baseline 3.1, dropped by WCAG 2.2.",
    ("trusted_tester", "1.D"): "Derived by the tester from 2.A, 2.B, 2.C, 3.A and 4.C where an alternate conforms.",
    ("trusted_tester", "3.A"): "Never passes or fails: it does not apply, or is left untested.",
    ("trusted_tester", "5.E"): "Obsolete: nothing in the Baseline 3.1 asks for it.",
    ("trusted_tester", "6.B"): "Removed from the process.",
    ("trusted_tester", "20.A"): "Always left untested: criterion 4.1.1 is taken as met.",
    ("baseline", "18.A"): "Removed.",
    ("baseline", "24.A"): "Always met.",
}
"""What to know of requirements that no result settles as others are settled, by kind and id."""


def rows() -> Iterator[dict[str, str | int]]:
    """Every requirement as a row of the table `requirement`, but for its version of the rules."""
    for position, criterion in enumerate(CRITERIA.values()):
        version, standard = f"WCAG {criterion.since}", standard_of(criterion)
        yield _row("wcag", position, criterion, criterion.url, version, level=criterion.level, standard=standard)
    for position, provision in enumerate(PROVISIONS.values()):
        kind = "functional" if provision.kind == "functional" else "section508"
        yield _row(kind, position, provision, ICT_URL, PROVISIONS_VERSION)
    for position, conformance in enumerate(CONFORMANCE.values()):
        yield _row("conformance", position, conformance, conformance.url, "WCAG 2.0")
    for position, test in enumerate(TRUSTED_TESTER_TESTS.values()):
        yield _row("trusted_tester", position, test, TRUSTED_TESTER_URL, TRUSTED_TESTER_VERSION)
    for position, baseline_test in enumerate(BASELINE_TESTS.values()):
        yield _row("baseline", position, baseline_test, BASELINE_URL, BASELINE_VERSION)


def _row(
    kind: str,
    position: int,
    requirement: Criterion | Provision | Conformance | TrustedTesterTest | BaselineTest,
    url: str,
    version: str,
    *,
    level: str = "",
    standard: str = "section508",
) -> dict[str, str | int]:
    title = requirement.name if isinstance(requirement, TrustedTesterTest) else requirement.title
    return {
        "kind": kind,
        "id": requirement.id,
        "position": position,
        "title": title,
        "level": level,
        "standard": standard,
        "url": url,
        "version": version,
        "note": NOTES.get((kind, requirement.id), ""),
    }
