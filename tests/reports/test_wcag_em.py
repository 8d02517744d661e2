from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.reports.drafts import CLAIM, failing, hostile, strings, written_document
from tests.reports.payloads import PAYLOADS
from tests.reports.records import Records

KEYS = {
    "@context",
    "@type",
    "@language",
    "reportToolVersion",
    "defineScope",
    "exploreTarget",
    "selectSample",
    "auditSample",
    "reportFindings",
}


def evaluation(records: Records, audit: str | None = None) -> Any:
    return json.loads(written_document(records, "wcag-em", audit))


def outcomes(told: Any, subject: str = "") -> dict[str, str]:
    """By criterion, the outcomes about a page, or about the site."""
    return {
        each["test"]["id"]: each["result"]["outcome"]["id"]
        for each in told["auditSample"]
        if each["subject"].get("id", "") == subject
    }


def test_each_criterion_is_failed_in_question_or_untested(records: Records) -> None:
    failing(records)
    about_site = outcomes(evaluation(records))

    assert about_site["WCAG20:text-equiv-all"] == "earl:failed"
    assert about_site["WCAG20:navigation-mechanisms-refs"] == "earl:cantTell"
    assert Counter(about_site.values()) == {"earl:untested": 36, "earl:failed": 1, "earl:cantTell": 1}


def test_the_sample_is_a_page_of_each_template_and_what_shows_the_rest(records: Records) -> None:
    pages = failing(records, 4)
    records.db.table("page").update(pages[3], {"template": "t2"})
    told = evaluation(records)

    sample = [page["description"] for page in told["selectSample"]["structuredSample"]]
    assert sample == [f"https://www.example.gov/{number}" for number in (0, 3, 1)]
    assert outcomes(told, "https://www.example.gov/0") == {"WCAG20:text-equiv-all": "earl:failed"}
    assert outcomes(told, "https://www.example.gov/1") == {"WCAG20:navigation-mechanisms-refs": "earl:cantTell"}


def test_every_term_of_the_document_is_in_its_context(records: Records) -> None:
    failing(records)
    told = evaluation(records)

    def terms(value: Any) -> set[str]:
        if isinstance(value, dict):
            return {key for key in value if not key.startswith("@")}.union(*map(terms, value.values()))
        return set().union(*map(terms, value)) if isinstance(value, list) else set()

    context = told.pop("@context")
    types = {kind for each in told["auditSample"] for kind in each["type"] + each["result"]["outcome"]["type"]}
    assert terms(told) | types <= set(context)
    assert set(told) | {"@context"} == KEYS


def test_everything_says_that_a_program_did_it(records: Records) -> None:
    failing(records)
    told = evaluation(records)

    assert {each["mode"]["id"] for each in told["auditSample"]} == {"earl:automatic"}
    assert "a program" in told["reportFindings"]["evaluator"]
    assert "Automated only." in told["reportFindings"]["evaluationSpecifics"]
    assert told["reportFindings"]["title"].startswith("Draft, agency test data")


@pytest.mark.parametrize(
    ("standard", "version", "name"),
    [("wcag21aa", "2.1", "WCAG21:non-text-content"), ("wcag22aa", "2.2", "WCAG22:non-text-content")],
)
def test_criteria_are_named_as_the_version_of_wcag_names_them(
    records: Records, standard: str, version: str, name: str
) -> None:
    failing(records)
    records.db.table("audit").update("audit-1", {"standard": standard})
    told = evaluation(records)

    assert told["defineScope"]["wcagVersion"] == version
    assert outcomes(told)[name] == "earl:failed"
    assert ("WCAG21:reflow" in outcomes(told)) == (version == "2.1")


def test_an_audit_that_is_not_complete_says_so(records: Records) -> None:
    failing(records)
    records.url("https://www.example.gov/later", "admitted")
    assert evaluation(records)["reportFindings"]["summary"].startswith("Incomplete. 1 known page was not reached.")


def test_several_sites_need_an_audit_to_be_named(records: Records) -> None:
    failing(records)
    records.site("other", host="other.example.gov")
    records.audit("audit-2", "other")

    with pytest.raises(LookupError, match="name one audit"):
        evaluation(records)
    assert outcomes(evaluation(records, "audit-2")).keys() == outcomes(evaluation(records, "audit-1")).keys()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_stored_text_stays_text(tmp_path: Path, payload: str) -> None:
    records = hostile(tmp_path, payload)
    told = evaluation(records)

    assert set(told) == KEYS
    assert len(outcomes(told)) == 38
    shown = "".join(c if c.isprintable() else "\ufffd" for c in told["defineScope"]["scope"]["title"])
    assert "".join(c if c.isprintable() else "\ufffd" for c in payload) in shown


def test_no_word_claims_more_than_a_program_can_know(records: Records) -> None:
    failing(records)
    told = evaluation(records)
    del told["@context"]
    assert not [text for text in strings(told) if CLAIM.search(text)]
