from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from reports.assessment import COLUMNS, SHEET
from tests.reports.drafts import CLAIM, failing, hostile, written_document
from tests.reports.payloads import PAYLOADS
from tests.reports.records import Records

Table = list[list[str]]


def sections(records: Records, audit: str | None = None) -> tuple[Table, Table, Table]:
    """The numbers, the sheet of pages and the sheet of videos."""
    text = written_document(records, "assessment", audit).removeprefix("\ufeff")
    rows = list(csv.reader(StringIO(text, newline="")))
    first, second = (number for number, row in enumerate(rows) if not row)
    return rows[:first], rows[first + 1 : second], rows[second + 1 :]


def answers(records: Records, agency: str = "General Services Administration") -> dict[str, tuple[str, str]]:
    """By question, the value and how it was counted or why there is none."""
    return {row[2] or row[3]: (row[4], row[5]) for row in sections(records)[0] if row[0] == agency}


def earlier(records: Records, started_at: str, path: str) -> None:
    """An audit that judged one page."""
    key = f"audit-{started_at[:10]}"
    records.audit(key, started_at=f"{started_at}T00:00:00+00:00")
    records.add("evaluation", id=key, audit_id=key, rules_version="rules-1", evaluated_at=f"{started_at}T01:00:00Z")
    records.tally(records.page(f"https://www.example.gov/{path}", audit_id=key), evaluation_id=key)


def test_pages_judged_in_the_year_before_the_latest_audit_count_once_each(records: Records) -> None:
    failing(records)
    earlier(records, "2024-06-01", "0")
    earlier(records, "2024-07-01", "elsewhere")
    earlier(records, "2024-03-01", "too-long-ago")

    value, how = answers(records)["Q32j"]
    assert value == "4"
    assert "in the 365 days up to March 4, 2025" in how
    assert "By a program only" in how


def test_pages_seen_in_part_are_told_of_those_tested(records: Records) -> None:
    failing(records)
    records.db.execute("UPDATE url SET state = 'partial' WHERE url = 'https://www.example.gov/2'")
    assert "1 of them were seen in part" in answers(records)["Q32j"][1]


def test_the_estimate_of_pages_leaves_out_what_leads_elsewhere_or_to_nothing(records: Records) -> None:
    failing(records)
    for reason in ("robots", "cap", "redirect", "offsite", "duplicate"):
        records.url(f"https://www.example.gov/{reason}", "skipped", reason=reason)
    records.url("https://www.example.gov/gone", "failed", reason="missing")
    records.url("https://www.example.gov/slow", "failed", reason="timeout")
    records.url("https://www.example.gov/form.pdf", "skipped", kind="document")

    told = answers(records)
    assert told["Q32i"][0] == "6"
    assert told["Q31i"][0] == "1"
    assert told["pct_tested"][0] == "50%"


@pytest.mark.parametrize("question", ["Q32k", "Q32d", "Q31k", "Q68b", "Q68c", "Q68d", "c-index", "top_viewed_pct"])
def test_what_a_program_cannot_know_is_blank_with_the_reason(records: Records, question: str) -> None:
    failing(records)
    value, how = answers(records)[question]
    assert value == ""
    assert how.startswith("Blank: ")


def test_conforming_pages_are_a_limit_and_no_answer(records: Records) -> None:
    failing(records)
    assert "It can be 2 of the 3 pages of the latest audits at most" in answers(records)["Q32k"][1]


def test_issues_for_each_page_leave_out_what_goes_beyond_the_standards(records: Records) -> None:
    judged = failing(records)
    records.rule("target-size", standard="wcag22aa")
    records.finding(judged[2], rule_id="target-size")

    value, how = answers(records)["Q70"]
    assert value == "0.3"
    assert "1 failed findings" in how


def test_an_agency_without_audits_has_blanks_and_not_zeros(records: Records) -> None:
    failing(records)
    records.agency("nara", "National Archives")
    records.site("archives", "nara", "www.archives.example.gov")

    told = answers(records, "National Archives")
    assert told["Sites never audited"] == ("1", "Nothing is known about them. www.archives.example.gov")
    assert {told[question] for question in ("Q32i", "Q32j", "Q70")} == {
        ("", "Blank: no site of the agency was audited.")
    }


def test_sites_left_out_and_audits_not_complete_are_named(records: Records) -> None:
    failing(records)
    records.site("other", host="other.example.gov")
    records.audit("audit-2", "other", state="stopped")

    assert answers(records)["Sites whose audit is not complete"] == (
        "1",
        "Their numbers are too small. other.example.gov",
    )
    numbers, _, _ = sections(records, "audit-1")
    assert ["1", "It was made of one audit. other.example.gov"] in [row[4:] for row in numbers]


def test_questions_name_their_year_and_what_is_not_verified(records: Records) -> None:
    failing(records)
    numbers, _, _ = sections(records)
    assert numbers[0] == list(COLUMNS)
    assert "FY26 and later are not known to this program (UNVERIFIED)" in numbers[1][5]
    assert {row[1] for row in numbers if row[2]} - {"question_set"} == {"FY24", "FY25"}


def test_the_sheet_of_pages_has_forty_columns_and_no_blank_cell(records: Records) -> None:
    failing(records)
    records.add(
        "page_kind",
        evaluation_id="evaluation-1",
        page_id="audit-1 https://www.example.gov/1",
        kind="service",
        why="form",
    )
    start = records.page("https://www.example.gov/")
    records.tally(start)
    _, (about, header, *pages), _ = sections(records)

    assert "a blank cell for a pass" in about[0]
    assert len(SHEET) == 40
    assert header[4:] == list(SHEET)
    assert [row[3] for row in pages] == ["https://www.example.gov/", "https://www.example.gov/1"]
    assert pages[1][4 + SHEET.index("2.4.4")] == "Question"
    assert {cell for row in pages for cell in row[4:]} == {"Question", "Not tested"}


def test_the_sheet_of_videos_lists_pages_where_rules_failed_or_asked_about_them(records: Records) -> None:
    judged = failing(records)
    records.requirement("wcag", "1.2.2", "Captions (Prerecorded)", position=9, level="A")
    row = {"rule_id": "captions", "kind": "wcag", "requirement_id": "1.2.2", "word": "asks"}
    records.add("bearing", rules_version="rules-1", outcome="cantTell", message="Are there captions?", **row)
    records.tally(judged[2], "cantTell", message="Are there captions?", rule_id="captions")
    _, _, (_, _, *videos) = sections(records)

    assert [row[2:] for row in videos] == [["https://www.example.gov/2", "", "1.2.2", "1"]]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_stored_text_stays_in_its_cell(tmp_path: Path, payload: str) -> None:
    numbers, pages, videos = sections(hostile(tmp_path, payload))

    assert {len(row) for row in numbers} == {6}
    assert {len(row) for row in pages[1:]} == {44}
    assert {len(row) for row in videos[1:]} == {6}
    assert "1" in {row[4] for row in numbers if row[3] == "Sites audited"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_spreadsheet_finds_no_formula(records: Records, start: str) -> None:
    failing(records)
    records.db.table("agency").update("gsa", {"name": f"{start}cmd|' /C calc'!A0"})
    records.db.table("page").update("audit-1 https://www.example.gov/0", {"title": f"{start}1+1"})
    assert not [cell for part in sections(records) for row in part for cell in row if cell.startswith(start)]


def test_no_word_claims_more_than_a_program_can_know(records: Records) -> None:
    failing(records)
    numbers, pages, videos = sections(records)
    said = [cell for row in numbers for cell in (row[4], row[5])] + [cell for row in pages + videos for cell in row]
    assert not [cell for cell in said if CLAIM.search(cell)]
