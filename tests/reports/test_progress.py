"""What the report of a site that was audited more than once says of the change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reports.pages import page, said, site_folder, words, written_report
from tests.reports.records import Records


def audited_again(records: Records, *, second: str = "rules-1") -> None:
    """Two audits of three pages: of two findings one is seen again, one is gone, and one is new."""
    records.rules()
    pages = [records.page(f"https://www.example.gov/{number}") for number in range(3)]
    for page_id in pages:
        records.tally(page_id)
    records.finding(pages[0], fingerprint="stays", cause="a")
    records.finding(pages[1], fingerprint="goes", cause="b")
    records.audit("audit-2", started_at="2025-04-04T14:05:00+00:00")
    records.add(
        "evaluation", id="evaluation-2", audit_id="audit-2", rules_version=second, evaluated_at="2025-04-04T15:00:00Z"
    )
    again = [records.page(f"https://www.example.gov/{number}", audit_id="audit-2") for number in range(3)]
    for page_id in again:
        records.tally(page_id, evaluation_id="evaluation-2")
    records.finding(again[0], fingerprint="stays", cause="a", evaluation_id="evaluation-2")
    records.finding(again[2], fingerprint="comes", cause="c", evaluation_id="evaluation-2")


def progress(records: Records) -> Path:
    return site_folder(written_report(records)) / "progress.html"


def test_the_summary_says_what_changed_since_the_audit_before(records: Records) -> None:
    audited_again(records)
    path = progress(records)
    told = "Findings since the audit before: 1 new; 0 reopened; 1 existing; 1 fixed; 0 not rechecked."
    assert told in words(path)
    assert told in words(path.with_name("index.html"))


def test_a_chart_has_its_table(records: Records) -> None:
    audited_again(records)
    tree = page(progress(records))
    bars = tree.xpath("//svg[@role='img'][@aria-label]//rect")
    rows = tree.xpath("//table[caption/@id='periods-table']/tbody/tr")
    assert len(bars) == len(rows) == 2
    assert [said(cell) for cell in rows[1].xpath("td")] == ["3", "1", "0", "1", "0", "1", "0", "2"]


def test_what_is_wholly_fixed_is_listed(records: Records) -> None:
    audited_again(records)
    (row,) = page(progress(records)).xpath("//table[caption/@id='gone-table']/tbody/tr")
    assert "Say what the image says" in said(row)


def test_the_first_audit_is_compared_with_nothing(records: Records) -> None:
    records.rules()
    records.finding(records.page("https://www.example.gov/"))
    assert "This is the first audit of the site that these rules have judged." in words(progress(records))


def test_an_audit_that_other_rules_judged_is_not_compared(records: Records) -> None:
    audited_again(records, second="rules-2")
    copy_rules(records, "rules-2")
    text = words(progress(records))
    assert "These audits were judged by other rules than this one." in text
    assert "fixed" not in text.lower()


def copy_rules(records: Records, version: str) -> None:
    for row in list(records.db.table("rule").rows):
        records.db.table("rule").insert({**row, "rules_version": version})


def test_what_a_change_of_rules_did_is_told_apart_from_what_the_site_did(records: Records) -> None:
    audited_again(records, second="rules-2")
    copy_rules(records, "rules-2")
    records.add(
        "evaluation",
        id="evaluation-3",
        audit_id="audit-1",
        rules_version="rules-2",
        evaluated_at="2025-04-05T15:00:00Z",
    )
    for number in range(3):
        records.tally(f"audit-1 https://www.example.gov/{number}", evaluation_id="evaluation-3")
    records.finding("audit-1 https://www.example.gov/0", fingerprint="stays", cause="a", evaluation_id="evaluation-3")
    text = words(progress(records))
    assert "today's rules find 0 failures that the rules of its day did not, and no longer find 1 failure." in text
    assert "1 new; 0 reopened; 1 existing; 0 fixed; 0 not rechecked." in text


@pytest.mark.parametrize("audits", [30])
def test_the_chart_shows_the_latest_audits_and_the_table_all(records: Records, audits: int) -> None:
    records.rules()
    for number in range(1, audits + 1):
        if number > 1:
            records.audit(
                f"audit-{number}", started_at=f"2025-{5 + number // 28:02}-{number % 28 + 1:02}T00:00:00+00:00"
            )
            records.add(
                "evaluation",
                id=f"evaluation-{number}",
                audit_id=f"audit-{number}",
                rules_version="rules-1",
                evaluated_at="2025-06-01T00:00:00Z",
            )
        page_id = records.page("https://www.example.gov/", audit_id=f"audit-{number}")
        records.tally(page_id, evaluation_id=f"evaluation-{number}")
    tree = page(progress(records))
    assert len(tree.xpath("//rect")) == 20
    assert len(tree.xpath("//table[caption/@id='periods-table']/tbody/tr")) == audits
