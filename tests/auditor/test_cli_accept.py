"""`auditor accept`: an exception has a reason, evidence, an approver and an end, or it is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.auditor.command import auditor
from tests.reports.pages import page, said, site_folder, words, written_report
from tests.reports.records import Records

SOON = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
FIX = "abcdefabcdef"


@pytest.fixture
def records(tmp_path: Path) -> Records:
    found = Records(tmp_path / "audit.db")
    found.rules()
    found.finding(found.page("https://www.example.gov/"), fix=FIX)
    found.finding("audit-1 https://www.example.gov/", cause="other", fix="0123456789ab")
    return found


def accept(
    records: Records, *more: str, fix: str = FIX, until: str = SOON, reason: str = "Undue burden"
) -> tuple[int, str]:
    """Exit code and what was said."""
    told = ("--reason", reason, "--evidence", "Memo 7", "--by", "CIO", "--until", until, *more)
    done = auditor("accept", fix, *told, cwd=records.path.parent)
    return done.code, done.out + done.err


def test_an_accepted_fix_stands_apart_and_still_counts(records: Records) -> None:
    code, told = accept(records)
    assert code == 0
    assert "Accepted on www.example.gov until" in told

    folder = site_folder(written_report(records))
    assert len(page(folder / "index.html").xpath("//ol[@class='cards']/li")) == 1
    (row,) = page(folder / "fixes.html").xpath("//tbody/tr[contains(., 'Accepted until')]")
    assert row is not None
    text = words(folder / "exceptions.html")
    for fact in ("In force", "Undue burden", "Memo 7", "CIO", "It still fails"):
        assert fact in text
    assert len(page(folder / "fixes.html").xpath("//tbody/tr")) == 2


def test_an_exception_lapses_on_its_day_and_when_its_fix_is_gone(records: Records) -> None:
    assert accept(records)[0] == 0
    records.db.table("audit").update("audit-1", {"started_at": f"{SOON}T00:00:00Z"})
    folder = site_folder(written_report(records))
    assert "Lapsed: its day has come" in words(folder / "exceptions.html")
    assert len(page(folder / "index.html").xpath("//ol[@class='cards']/li")) == 2

    records.db.execute("UPDATE assertion SET fix = 'ffffffffffff' WHERE fix = ?", (FIX,))
    records.db.conn.commit()
    assert "Lapsed: what it was about is not found as it was" in words(
        site_folder(written_report(records)) / "exceptions.html"
    )


def test_accepting_again_takes_the_place_of_the_first(records: Records) -> None:
    accept(records)
    accept(records, reason="Best meets")
    (row,) = page(site_folder(written_report(records)) / "exceptions.html").xpath("//tbody/tr")
    assert "Best meets" in said(row)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"until": "2020-01-01"}, "is not ahead of today"),
        ({"until": "soon"}, "is no day. Write it as 2027-06-30."),
        ({"until": "2999-01-01"}, "is too far ahead"),
        ({"reason": " "}, "--reason is empty"),
        ({"fix": "ffffffffffff"}, "has the fix ffffffffffff. The report tells the ids."),
    ],
)
def test_what_is_no_exception_is_refused(records: Records, given: dict[str, str], told: str) -> None:
    code, said_ = accept(records, **given)
    assert code == 2
    assert told in said_
    assert not list(records.db.table("decision").rows)


def test_a_fix_of_several_sites_needs_the_site(records: Records) -> None:
    records.site("other", host="other.example.gov")
    records.audit("audit-2", site_id="other")
    records.add("evaluation", id="evaluation-2", audit_id="audit-2", rules_version="rules-1", evaluated_at="2025-04-04")
    page_id = records.page("https://other.example.gov/", audit_id="audit-2")
    records.finding(page_id, fix=FIX, evaluation_id="evaluation-2")
    code, told = accept(records)
    assert code == 2
    assert "other.example.gov, www.example.gov. Name one with --site." in told
    assert accept(records, "--site", "other.example.gov")[0] == 0
