from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reports.wording import CONTROL
from reports.yaml import BREAKS, Value, block
from tests.reports.drafts import CLAIM, failing, hostile, strings, unyaml, written_document
from tests.reports.payloads import PAYLOADS
from tests.reports.records import Records

TEXT = {"type": "string"}
ADHERENCE = {"type": "object", "properties": {"level": TEXT, "notes": TEXT}, "required": ["level"]}
COMPONENT = {"type": "object", "properties": {"name": TEXT, "adherence": ADHERENCE}, "required": ["name"]}
CRITERION = {
    "type": "object",
    "properties": {"num": TEXT, "components": {"type": "array", "items": COMPONENT}},
    "required": ["num"],
}
CHAPTER = {
    "type": "object",
    "properties": {
        "notes": TEXT,
        "disabled": {"type": "boolean"},
        "criteria": {"type": "array", "items": CRITERION},
    },
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {
        "title": TEXT,
        "product": {"type": "object", "properties": {"name": TEXT, "version": TEXT}, "required": ["name"]},
        "author": {"type": "object", "properties": {"name": TEXT, "email": TEXT}, "required": ["email"]},
        "report_date": TEXT,
        "version": {"type": "integer"},
        "notes": TEXT,
        "evaluation_methods_used": TEXT,
        "catalog": {"const": "2.5-edition-wcag-2.0-508-en"},
        "chapters": {"type": "object", "additionalProperties": CHAPTER},
    },
    "required": ["title", "product", "author", "chapters"],
    "additionalProperties": False,
}
"""What openacr-0.1.0 asks of the keys that we write, and that there are no others."""

A, AA = "success_criteria_level_a", "success_criteria_level_aa"


def openacr(records: Records, audit: str | None = None) -> Any:
    told = unyaml(written_document(records, "openacr", audit))
    jsonschema.validate(told, SCHEMA)
    return told


def components(told: Any) -> dict[str, Any]:
    return {
        criterion["num"]: criterion["components"]
        for chapter in told["chapters"].values()
        for criterion in chapter.get("criteria", ())
    }


def test_a_criterion_that_failed_is_partly_met_with_its_counts_and_no_other_has_a_level(records: Records) -> None:
    failing(records)
    told = openacr(records)

    found = components(told)
    (web,) = found.pop("1.1.1")
    assert web["adherence"]["level"] == "partially-supports"
    assert web["adherence"]["notes"] == "Automated: fails on 1 page of 3 judged: image-name on 1."
    assert len(found) == 37
    assert all(components == [{"name": "web"}] for components in found.values())


def test_questions_and_what_is_untested_stand_in_the_notes_of_the_chapter(records: Records) -> None:
    failing(records)
    notes = openacr(records)["chapters"][A]["notes"]

    assert "Undecided, with questions for a person: 2.4.4 (1 page)." in notes
    assert "Untested, no rule failed or asked: 1.2.1," in notes


def test_an_audit_without_failures_claims_nothing(records: Records) -> None:
    records.rules()
    records.tally(records.page("https://www.example.gov/"))
    told = openacr(records)

    assert "adherence" not in str(told)
    assert told["chapters"]["success_criteria_level_aaa"]["disabled"] is True
    assert len(told["chapters"][A]["criteria"]) == 25
    assert len(told["chapters"][AA]["criteria"]) == 13


def test_it_is_titled_a_draft_and_tells_that_it_was_made_by_a_program(records: Records) -> None:
    failing(records)
    records.url("https://www.example.gov/private", "skipped")
    told = openacr(records)

    assert told["title"] == "Draft, agency test data: www.example.gov"
    method = told["evaluation_methods_used"]
    assert method.startswith("Automated only.")
    assert "HeadlessChrome/131.0" in method
    assert "rules-1" in method
    assert "Rules judged 3 of 4 known pages." in method


def test_an_audit_that_is_not_complete_says_so(records: Records) -> None:
    failing(records)
    records.db.table("audit").update("audit-1", {"state": "stopped"})
    assert openacr(records)["notes"].startswith("Incomplete. This audit was stopped before it was done.")


def test_several_sites_need_an_audit_to_be_named(records: Records) -> None:
    failing(records)
    records.site("other", host="other.example.gov")
    records.audit("audit-2", "other")

    with pytest.raises(LookupError, match="name one audit"):
        openacr(records)
    assert openacr(records, "audit-1")["product"]["name"] == "www.example.gov"


def test_a_provision_on_software_has_a_level_only_where_it_failed(records: Records) -> None:
    failing(records)
    records.requirement("section508", "503.4.1", "Caption Controls", position=2)
    records.bearing("section508", "503.4.1")
    software = openacr(records)["chapters"]["software"]

    (criterion,) = software["criteria"]
    assert criterion["num"] == "503.4.1"
    assert criterion["components"][0]["name"] == "none"


@pytest.mark.parametrize("payload", [*PAYLOADS, '"\n- num: "1.1.1"\n', "a: b # c", "\u2028\ufeff\U0001f600\\"])
def test_stored_text_stays_text(tmp_path: Path, payload: str) -> None:
    records = hostile(tmp_path, payload)
    text = written_document(records, "openacr")
    told = openacr(records)

    assert not CONTROL.search(text)
    assert not BREAKS.search(text)
    assert len(components(told)) == 38
    visible = "".join(c if c.isprintable() else "\ufffd" for c in payload)
    shown = "".join(c if c.isprintable() else "\ufffd" for c in told["product"]["name"])
    assert visible in shown


def test_no_word_claims_more_than_a_program_can_know(records: Records) -> None:
    failing(records)
    assert not [text for text in strings(openacr(records)) if CLAIM.search(text)]


def test_a_block_of_yaml_is_read_back_as_it_was() -> None:
    value: dict[str, Value] = {
        "a": [],
        "b": {},
        "c": [{"d": "no", "e": [1, True]}, {"f": {"g": "1.10"}}],
        "h": "x: y\n- z",
    }
    assert unyaml(block(value)) == value
