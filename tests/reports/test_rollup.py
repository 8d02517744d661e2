"""What the report says of many sites of many agencies together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reports.model import Audit, Coverage, CoverageRow, Site
from reports.overview import write_rollup
from reports.paging import PAGE_BYTES
from reports.rollup import Line, Place, Shared
from tests.reports.drafts import CLAIM
from tests.reports.pages import elements, page, said, words, written_report
from tests.reports.payloads import PAYLOADS
from tests.reports.records import Records
from tests.reports.test_hostile_text import FORBIDDEN, LINK


def two_agencies(records: Records) -> Path:
    """Four sites of two agencies: two share a component that fails, one is not complete, one was never audited."""
    records.rules()
    records.rule("page-title", position=2, title="Page has a title", remediation="Give the page a title.")
    records.agency("nara", "National Archives")
    records.site("archives", "nara", "www.archives.example.gov")
    records.site("late", "nara", "late.example.gov")
    records.site("unseen", "nara", "unseen.example.gov")
    first = records.page("https://www.example.gov/")
    records.finding(first, cause="banner: a.logo")
    records.finding(first, cause="page", rule_id="page-title")
    for key, site, path in (("audit-2", "archives", "www.archives"), ("audit-3", "late", "late")):
        records.audit(key, site, state="finished" if site == "archives" else "stopped")
        records.evaluation(key, key)
        pages = [records.page(f"https://{path}.example.gov/{number}", audit_id=key) for number in range(2)]
        for page_id in pages:
            records.tally(page_id, evaluation_id=key)
        records.finding(pages[0], cause="page", rule_id="page-title", evaluation_id=key)
        if site == "archives":
            for page_id in pages:
                records.finding(page_id, cause="banner: a.logo", evaluation_id=key)
    records.url("https://www.example.gov/private", "skipped")
    return written_report(records)


def facts(path: Path, heading: str) -> dict[str, str]:
    """By term, what the section says."""
    (section,) = (found for found in page(path).xpath("//section[h2]") if said(found.find("h2")).startswith(heading))
    return {said(each.find("dt")): said(each.find("dd")) for each in section.xpath("dl/div")}


def test_an_agency_is_told_by_what_was_looked_at_before_anything_else(records: Records) -> None:
    told = facts(two_agencies(records) / "index.html", "National Archives")

    assert list(told)[:4] == ["Sites audited", "Never audited", "Incomplete audits", "Pages"]
    assert told["Sites audited"] == "2 of 3"
    assert told["Never audited"] == "1 site: unseen.example.gov"
    assert told["Incomplete audits"] == "1 site: late.example.gov"
    assert told["Pages"].startswith("4 of 4 known pages audited; 0 partly; 0 skipped; 0 could not be looked at.")
    assert "Rules judged 4 of the 4 looked at." in told["Pages"]


def test_all_agencies_are_added_up_with_what_they_are_out_of(records: Records) -> None:
    told = facts(two_agencies(records) / "index.html", "All agencies together")

    assert told["Sites audited"] == "3 of 4"
    assert told["Never audited"] == "1 site"
    assert told["Pages"].startswith("5 of 6 known pages audited; 0 partly; 1 skipped;")
    assert told["Open findings"].startswith("6 on the 5 judged pages")
    assert told["Since the audit before"] == "No site has an audit before that the same rules have judged."


def test_progress_is_out_of_the_sites_that_have_an_audit_before(records: Records) -> None:
    two_agencies(records)
    records.audit("audit-4", "archives", started_at="2025-06-01T00:00:00+00:00")
    records.evaluation("audit-4", "evaluation-4")
    records.tally(records.page("https://www.archives.example.gov/1", audit_id="audit-4"), evaluation_id="evaluation-4")
    report = written_report(records)

    told = facts(report / "index.html", "National Archives")["Since the audit before"]
    assert told.startswith("1 fixed and 2 not rechecked, on the 1 of 2 audited sites that have an audit before")
    assert "0 new; 0 reopened; 0 existing; 1 fixed; 2 not rechecked." in words(report / "index.html")


def test_agencies_stand_in_alphabetical_order_whatever_their_case(records: Records) -> None:
    records.agency("a", "access Board")
    records.agency("z", "Zoo")
    for agency in ("a", "z"):
        records.site(agency, agency, f"{agency}.example.gov")

    headings = [said(heading) for heading in page(written_report(records) / "index.html").xpath("//h2")]
    assert headings == ["All agencies together", "access Board", "General Services Administration", "Zoo"]


def test_a_component_that_fails_on_several_sites_is_told_once_with_its_page_on_each(records: Records) -> None:
    report = two_agencies(records)
    (row,) = page(report / "shared.html").xpath("//tbody/tr")

    assert "Say what the image says" in said(row.find("th"))
    assert "banner: a.logo" in said(row.find("th"))
    assert [said(cell) for cell in row.xpath("td")][:2] == ["2 sites of 2 agencies", "3 of 3 judged"]
    links = row.xpath(".//li/a/@href")
    assert len(links) == 2
    assert all("banner: a.logo" in words(report / link) for link in links)
    assert "1 fix is on more than one site" in words(report / "index.html")


def test_what_is_wrong_with_pages_as_a_whole_is_shared_by_none(records: Records) -> None:
    assert "Give the page a title" not in words(two_agencies(records) / "shared.html")


def test_what_needs_words_at_each_place_is_shared_by_none(records: Records) -> None:
    two_agencies(records)
    records.db.execute("UPDATE rule SET each_place = 1")
    records.db.conn.commit()
    for path in records.path.parent.glob("report/shared*"):
        path.unlink()

    report = written_report(records)
    assert not (report / "shared.html").exists()
    assert "No fix of a component is on more than one audited site." in words(report / "index.html")


def test_the_pages_about_all_sites_rank_score_and_claim_nothing(records: Records) -> None:
    report = two_agencies(records)
    for name in ("index.html", "shared.html"):
        text = words(report / name)
        assert not re.search(r"%|\bscore|\brank|\bbest\b|\bworst\b", text, re.IGNORECASE)
        assert not CLAIM.search(text)


def test_links_ids_and_tables_of_the_pages_about_all_sites_are_sound(records: Records) -> None:
    report = two_agencies(records)
    for name in ("index.html", "shared.html"):
        tree = page(report / name)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert set(tree.xpath("//@aria-labelledby")) <= set(ids)
        assert all(
            (report / link).is_file() for link in tree.xpath("//a/@href[not(starts-with(., 'http'))]") if link[0] != "#"
        )
        assert len(tree.xpath("//tbody/tr")) == len(tree.xpath("//tbody/tr/th[@scope='row']"))


@pytest.mark.parametrize("agencies", [1, 24, 500])
def test_five_hundred_sites_fit_on_pages_that_open_at_once(tmp_path: Path, agencies: int) -> None:
    audit = Audit("a", "s", "crawl", "stopped", "interrupted", "2025-03-04", None, "", "", "", "", "e", "", "")
    coverage = Coverage((CoverageRow("page", "audited", "", 1000), CoverageRow("page", "admitted", "", 50)), 900)
    sites = [
        Site(
            str(n),
            f"{n % agencies:04}",
            f"Agency of things number {n % agencies}",
            "https://x.gov/",
            f"{n}.{'x' * 60}.gov",
        )
        for n in sorted(range(500), key=lambda n: n % agencies)
    ]
    lines = [
        Line(site, audit, coverage, 40, 60, "50 known pages were not reached.", 5000)
        if int(site.id) % 3
        else Line(site)
        for site in sites
    ]
    places = tuple(
        Place(site.agency_id, site.agency, site.host, f"{'x' * 50}/{'y' * 30}.html", 12, 900, "Design system")
        for site in sites
    )
    shared = [Shared(f"{n:012}", "Give it a name", "banner: div.card > a.more", places) for n in range(5)]
    write_rollup(lines, shared, tmp_path, is_latest=True)

    written = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert max(written.values()) <= PAGE_BYTES, written
    listed = list(tmp_path.glob("index*.html"))
    assert sum(len(page(path).xpath("//ul[@class='sites']/li")) for path in listed) == 500
    assert sum(len(page(path).xpath("//tbody/tr//li")) for path in tmp_path.glob("shared*.html")) == 2500


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_stored_text_becomes_markup(tmp_path: Path, payload: str) -> None:
    row = CoverageRow("page", payload, payload, 3)
    audit = Audit(**dict.fromkeys(Audit.__dataclass_fields__, payload))
    sites = [Site(f"{n}{payload}", payload, payload, payload, f"{n}{payload}") for n in range(3)]
    lines = [Line(site, audit, Coverage((row,), n), 1, 1, payload) for n, site in enumerate(sites)] + [Line(sites[0])]
    places = [Place(payload, payload, payload, "a/b.html", 1, 2, payload) for _ in sites]
    write_rollup(lines, [Shared(payload, payload, payload, tuple(places))], tmp_path, is_latest=True)

    for path in (tmp_path / "index.html", tmp_path / "shared.html"):
        for name, attributes in elements(path):
            assert name not in FORBIDDEN
            assert not [attribute for attribute in attributes if attribute.startswith("on") or attribute == "style"]
            assert LINK.match(attributes.get("href", "#main"))
