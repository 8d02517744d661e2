from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from rules.model import Metadata
from rules.requirements import (
    ACT_RULES,
    BASELINE_TESTS,
    CRITERIA,
    NOTES,
    PROVISIONS,
    TRUSTED_TESTER_TESTS,
    check,
    rows,
    standard_of,
)

METADATA = Metadata(
    id="image-name",
    title="Image has an accessible name",
    remediation="Write `alt`.",
    wcag=("1.1.1",),
    trusted_tester=("7.A",),
    baseline=("6.A",),
    affects=("302.1",),
)


def test_section_508_asks_for_the_38_criteria_of_wcag_2_0() -> None:
    by_standard = [standard_of(criterion) for criterion in CRITERIA]
    assert [by_standard.count(s) for s in ("section508", "wcag21aa", "wcag22aa")] == [38, 12, 6]
    levels = [criterion.level for criterion in CRITERIA.values() if standard_of(criterion) == "section508"]
    assert (levels.count("A"), levels.count("AA")) == (25, 13)


def test_documents_are_excused_from_four_criteria() -> None:
    excused = [c.id for c in CRITERIA.values() if c.since == "2.0" and not c.applies_to_documents]
    assert excused == ["2.4.1", "2.4.5", "3.2.3", "3.2.4"]


def test_every_trusted_tester_and_baseline_test_is_there_with_its_status() -> None:
    statuses = {test.id: test.status for test in TRUSTED_TESTER_TESTS.values() if test.status != "active"}
    assert statuses == {"3.A": "never decided", "5.E": "obsolete", "6.B": "removed", "20.A": "never decided"}
    assert len(TRUSTED_TESTER_TESTS) == 63
    assert [test.id for test in BASELINE_TESTS.values() if test.status == "removed"] == ["18.A"]
    assert len(BASELINE_TESTS) == 63


def test_the_crosswalk_names_only_what_exists() -> None:
    for test in TRUSTED_TESTER_TESTS.values():
        assert set(test.criteria) <= set(CRITERIA)
        assert set(test.provisions) <= set(PROVISIONS)
        assert set(test.baseline) <= set(BASELINE_TESTS)
    for baseline_test in BASELINE_TESTS.values():
        assert set(baseline_test.criteria) <= set(CRITERIA)
        assert set(baseline_test.provisions) <= set(PROVISIONS)


def test_a_trusted_tester_test_leads_to_its_criterion_and_baseline_test() -> None:
    contrast = TRUSTED_TESTER_TESTS["13.C"]
    assert (contrast.criteria, contrast.baseline) == (("1.4.3",), ("8.A",))
    assert BASELINE_TESTS["8.A"].criteria == ("1.4.3",)
    assert TRUSTED_TESTER_TESTS["17.G"].provisions == ("503.4.2",)
    assert TRUSTED_TESTER_TESTS["1.D"].conformance == ("Con.5",)


def test_metadata_that_names_only_what_exists_is_good() -> None:
    check(METADATA)
    check(replace(METADATA, wcag=("1.4.11",), standard="wcag21aa"))
    check(replace(METADATA, wcag=(), section508=("503.4",)))


@pytest.mark.parametrize(
    ("change", "unknown"),
    [
        ({"wcag": ("1.1.9",)}, "1.1.9"),
        ({"section508": ("E205.9",)}, "E205.9"),
        ({"section508": ("302.1",)}, "302.1"),
        ({"trusted_tester": ("4.G",)}, "4.G"),
        ({"baseline": ("25.A",)}, "25.A"),
        ({"act": ("23a2a9",)}, "23a2a9"),
        ({"affects": ("E205.4",)}, "E205.4"),
        ({"standard": "wcag20a"}, "wcag20a"),
        ({"wcag": ("4.1.1",)}, "4.1.1"),
        ({"wcag": ("1.4.11",)}, "1.4.11"),
        ({"wcag": ("2.5.8",), "standard": "wcag21aa"}, "2.5.8"),
    ],
)
def test_a_rule_that_names_what_is_unknown_or_not_asked_for_is_refused(change: dict[str, object], unknown: str) -> None:
    with pytest.raises(ValueError, match=f"rule image-name: .*{unknown}"):
        check(replace(METADATA, **change))  # type: ignore[arg-type]


def test_every_requirement_has_one_row_in_order() -> None:
    found = list(rows())
    assert len({(row["kind"], row["id"]) for row in found}) == len(found)
    kinds = {"wcag", "section508", "conformance", "functional", "trusted_tester", "baseline"}
    assert {row["kind"] for row in found} == kinds
    wcag = [row for row in found if row["kind"] == "wcag"]
    assert [row["position"] for row in wcag] == list(range(56))
    assert wcag[0] == {
        "kind": "wcag",
        "id": "1.1.1",
        "position": 0,
        "title": "Non-text Content",
        "level": "A",
        "standard": "section508",
        "url": "https://www.w3.org/WAI/WCAG22/Understanding/non-text-content",
        "version": "WCAG 2.0",
        "note": "",
    }
    assert next(row for row in found if row["id"] == "2.5.8")["standard"] == "wcag22aa"
    assert [row["id"] for row in found if row["kind"] == "conformance"] == [f"Con.{n}" for n in range(1, 6)]
    assert all(row["version"] for row in found)


def test_what_is_never_tested_says_so() -> None:
    noted = {(row["kind"], row["id"]): str(row["note"]) for row in rows() if row["note"]}
    assert noted["wcag", "1.2.3"].startswith("Not applicable")
    assert noted["wcag", "4.1.1"].startswith("Never reported")
    assert noted["trusted_tester", "1.D"].startswith("Derived")
    assert set(NOTES) == set(noted)


TABLES = Path(__file__).parents[3] / "shared" / "domain" / "tables"
"""The tables that the facts in `rules/data` were taken from, where they stand beside the checkout."""


@pytest.mark.skipif(not TABLES.is_dir(), reason="the tables of the domain are not beside this checkout")
def test_the_facts_are_those_of_the_tables() -> None:
    def table(name: str, key: str) -> dict[str, dict[str, str]]:
        with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return {row[key]: row for row in csv.DictReader(file)}

    tests = table("trusted_tester_5_1_3", "tt_id")
    assert list(tests) == list(TRUSTED_TESTER_TESTS)
    for id_, row in tests.items():
        test = TRUSTED_TESTER_TESTS[id_]
        assert row["name"] == test.name
        assert row["requirements"].split() == [*test.criteria, *test.provisions, *test.conformance]
        chapters = {chapter.split(".")[0].strip() for chapter in row["baseline_per_tt"].split(";")}
        assert not test.baseline or chapters <= {baseline.split(".")[0] for baseline in test.baseline}
    crosswalk = table("crosswalk", "tt_id")
    assert all(
        set(row["baseline_tests"].split()) <= set(TRUSTED_TESTER_TESTS[id_].baseline) for id_, row in crosswalk.items()
    )
    for id_, row in table("ict_baseline_web_3_1", "test").items():
        named = row["appendix_a_requirements"] + " " + row["sc_in_instructions"]
        assert all(criterion in named for criterion in BASELINE_TESTS[id_].criteria)
    for id_, row in table("act_rules", "id").items():
        assert (row["name"], row["status"]) == (ACT_RULES[id_].name, ACT_RULES[id_].status)
        assert row["sc_for_conformance"].split() == list(ACT_RULES[id_].criteria)
