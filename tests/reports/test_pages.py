from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from reports import wording, write_report
from tests.reports.pages import page, site_folder, words, written_report
from tests.reports.records import Records


@pytest.fixture
def report(records: Records) -> Path:
    records.rules()
    for number in range(5):
        page_id = records.page(f"https://www.example.gov/{number}")
        records.finding(page_id)
        records.finding(page_id, "cantTell", "Does the name say what the image says?")
    records.site("other", host="other.example.gov")
    return written_report(records)


def test_every_page_has_a_title_a_language_landmarks_and_a_way_to_skip(report: Path) -> None:
    pages = list(report.rglob("*.html"))

    assert len(pages) >= 5
    titles = []
    for path in pages:
        tree = page(path)
        assert tree.get("lang") == "en"
        titles.append(tree.findtext(".//title"))
        assert len(tree.findall(".//h1")) == len(tree.findall(".//main")) == 1
        assert len(tree.findall(".//header")) == len(tree.findall(".//footer")) == 1
        first_link = tree.find(".//a")
        assert first_link is not None
        assert first_link.get("href") == "#main"
        assert tree.xpath("//main/@id") == ["main"]
        assert tree.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_headings_leave_no_level_out(report: Path) -> None:
    for path in report.rglob("*.html"):
        levels = [int(heading.tag[1]) for heading in page(path).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_scopes_and_a_region_that_scrolls(report: Path) -> None:
    tables = [table for path in report.rglob("*.html") for table in page(path).iter("table")]

    assert len(tables) > 5
    for table in tables:
        assert table.findtext("caption") or table.xpath("caption//*")
        assert not table.xpath(".//th[not(@scope)]")
        assert len(table.xpath(".//tbody/tr")) == len(table.xpath(".//tbody/tr/th[@scope='row']"))
        region = table.getparent()
        assert region is not None
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-labelledby") == table.xpath("string(caption/@id)")


def test_ids_are_unique_and_links_within_the_report_lead_somewhere(report: Path) -> None:
    for path in report.rglob("*.html"):
        tree = page(path)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        for link in tree.xpath("//a/@href"):
            if not link.startswith("http"):
                file, _, fragment = link.partition("#")
                assert (path.parent / file).is_file() if file else fragment in ids
        assert set(tree.xpath("//@aria-labelledby")) <= set(ids)


def test_no_page_has_a_script_or_a_style_attribute(report: Path) -> None:
    for path in report.rglob("*.html"):
        assert not page(path).xpath("//script | //@style | //@*[starts-with(name(), 'on')]")


def test_the_overview_names_each_agency_and_site_even_one_never_audited(report: Path) -> None:
    text = words(report / "index.html")

    assert "2 sites of 1 agency" in text
    assert "5 of 5 known pages audited; 0 partly; 0 skipped; 0 could not be looked at." in text
    assert "1 kind of failure and 1 question for a person on the 5 pages that rules have judged." in text
    assert "other.example.gov" in text
    assert "Never audited. Nothing is known about this site." in text


def test_the_report_is_of_the_latest_audit_unless_one_is_named(records: Records) -> None:
    records.audit("audit-2", started_at="2025-06-01T00:00:00+00:00", auditor_version="0.2.0")

    latest = site_folder(written_report(records)) / "index.html"
    assert "Version 0.2.0" in words(latest)
    assert "audit-1" in words(latest.with_name("method.html"))
    assert "Version 0.1.0" in words(site_folder(written_report(records, "audit-1")) / "index.html")


def test_an_audit_that_is_not_in_the_database_is_named(records: Records) -> None:
    with pytest.raises(LookupError, match="audit-9"):
        write_report(records.path, records.path.parent / "report", "audit-9")


def test_a_database_without_sites_says_nothing_about_any(records: Records) -> None:
    for table in ("audit", "site", "agency"):
        records.db.table(table).delete_where()

    assert "The database holds no site" in words(written_report(records) / "index.html")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Give it a name. Text is best.", "Give it a name"),
        ('Write `alt="a. b"`. Then look.', 'Write `alt="a. b"`'),
        ("Use version 2.0 of it", "Use version 2.0 of it"),
        ("Is it so? Look.", "Is it so?"),
        ("", ""),
    ],
)
def test_a_title_is_the_first_sentence_of_the_advice(text: str, first: str) -> None:
    assert wording.first_sentence(text) == first


def test_a_time_that_cannot_be_read_is_printed_as_it_is() -> None:
    assert wording.moment("soon") == "soon"
    assert wording.moment("2025-03-04T00:30:00+02:00") == "March 3, 2025, 22:30 UTC"


def test_a_word_that_has_no_translation_is_printed_as_it_is() -> None:
    assert wording.word(wording.REASONS, "eclipse") == "eclipse"
