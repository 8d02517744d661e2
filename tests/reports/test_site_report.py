from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lxml import html
from sqlite_utils import Database

from reports import write_report
from reports.paging import PAGE_BYTES
from tests.reports.pages import page, said, site_folder, words, written_report
from tests.reports.records import Records


def audited(records: Records, pages: int = 3) -> list[str]:
    records.rules()
    return [records.page(f"https://www.example.gov/{number}") for number in range(pages)]


def index(records: Records) -> Path:
    return site_folder(written_report(records)) / "index.html"


def fix_pages(records: Records, rule: str = "image-name") -> list[Path]:
    """The pages about single fixes and questions of a rule, in the order of the list that leads to them."""
    folder = index(records).parent
    links = [page(folder / name).xpath("//tbody//th/a/@href") for name in ("fixes.html", "questions.html")]
    return [folder / link for found in links for link in found if link.startswith(rule)]


def article(path: Path) -> html.HtmlElement:
    """What the page about a fix says of it."""
    (found,) = page(path).xpath("//article")
    return found


def section(path: Path, heading: str) -> str:
    (found,) = page(path).xpath("//section[@aria-labelledby=$id]", id=heading)
    return said(found)


def test_the_first_screen_says_how_many_known_pages_were_looked_at(records: Records) -> None:
    audited(records, 2)
    records.url("https://www.example.gov/part", "partial", reason="gaps")
    for number in range(3):
        records.url(f"https://www.example.gov/private/{number}", "skipped")
    records.url("https://www.example.gov/slow", "failed", reason="timeout")
    records.url("https://www.example.gov/form.pdf", "skipped", kind="document", reason="type")

    text = section(index(records), "looked-at")
    assert "2 of 7 known pages audited; 1 partly; 3 skipped; 1 could not be looked at." in text
    assert "1 document (PDF, Office) is known, 0 of them audited." in text
    assert "General Services Administration" in text
    assert "March 4, 2025, 14:05 UTC to March 4, 2025, 15:05 UTC" in text
    assert "Revised Section 508 Standards" in text
    assert "HeadlessChrome/131.0" in text


def test_the_states_add_up_to_every_known_url(records: Records) -> None:
    states = ("audited", "partial", "skipped", "failed", "found", "admitted")
    for count, state in enumerate(states, 1):
        for number in range(count):
            records.url(f"https://www.example.gov/{state}/{number}", state)

    report = index(records)
    tiles = [int(number) for number in page(report).xpath("//dl[@class='tiles']//dd/text()")]
    coverage = page(report.parent / "coverage.html")
    rows = coverage.xpath("//table[caption/@id='states-table']/tbody/tr/td[last()]/text()")
    listed = coverage.xpath("//section[@aria-labelledby='urls']//li/a/@href")
    urls = [url for link in listed for url in page(report.parent / link).xpath("//tbody/tr/th")]
    assert sum(tiles) == sum(map(int, rows)) == len(urls) == 21
    assert tiles == [1, 2, 3, 4, 5 + 6]


@pytest.mark.parametrize(("state", "word"), [("running", "still running"), ("stopped", "stopped before it was done")])
def test_an_unfinished_audit_says_so(records: Records, state: str, word: str) -> None:
    audited(records)
    records.db.table("audit").update("audit-1", {"state": state, "finished_at": None})

    report = index(records)
    assert f"Incomplete. This audit {'is' if state == 'running' else 'was'} {word}" in words(report)
    assert "Incomplete" in words(report.parents[1] / "index.html")


def test_a_finished_audit_that_left_pages_unreached_is_incomplete(records: Records) -> None:
    for page_id in audited(records):
        records.tally(page_id)
    records.url("https://www.example.gov/later", "admitted")

    assert "Incomplete. 1 known page was not reached." in words(index(records))


def test_a_finished_audit_is_not_called_incomplete(records: Records) -> None:
    for page_id in audited(records):
        records.tally(page_id)

    report = index(records)
    assert "Incomplete" not in words(report)
    assert "No rule failed on the 3 pages that rules have judged." in words(report)


def test_an_audit_that_looked_at_nothing_says_so_and_claims_nothing(records: Records) -> None:
    records.url("https://www.example.gov/", "failed", reason="network")

    text = words(index(records))
    assert "Nothing was looked at." in text
    assert "The server could not be reached" in text
    assert "No rule failed" not in text
    assert "0 kinds of failure" not in text


def test_pages_that_no_rule_has_judged_are_not_without_findings(records: Records) -> None:
    records.page("https://www.example.gov/")

    report = index(records)
    assert "No page was judged." in words(report)
    assert "No rule failed" not in words(report)
    assert "nothing to say about the site" in words(report.parents[1] / "index.html")


def test_findings_are_grouped_and_those_that_one_change_clears_most_of_come_first(records: Records) -> None:
    pages = audited(records, 6)
    for page_id in pages[:2]:
        for _ in range(9):
            records.finding(page_id, message="On two pages.")
    for page_id in pages:
        records.finding(page_id, message="On six pages.")
    records.finding(pages[0], message="On six pages.", component="footer")

    assert [said(article(path)).split(" of 6 judged")[0] for path in fix_pages(records)] == [
        "Failed 6 places on 6 pages",
        "Failed 1 place on 1 page",
        "Failed 18 places on 2 pages",
    ]
    cards = page(index(records)).xpath("//ol[@class='cards']/li")
    assert ["6 pages" in said(card) for card in cards] == [True, False, False]


def test_a_finding_tells_what_to_do_who_is_blocked_and_where_it_is(records: Records) -> None:
    page_id = audited(records)[0]
    records.finding(page_id, name="seal", detail="No alt.")

    (path,) = fix_pages(records)
    text = said(article(path))
    assert article(path).xpath("string(.//h1)") == "Say what the image says in alt"
    assert "Say what the image says in alt" in section(index(records), "first")
    for fact in (
        "The image has no accessible name.",
        "People who cannot see; people with low vision.",
        "E205.4 Accessibility Standard",
        "WCAG 1.1.1 Non-text Content (Level A)",
        "Counts against Trusted Tester 5.1.3 test 7.A Meaningful image name",
        "7.B Decorative image (related test; not a Trusted Tester result)",
        '<img src="1.png">',
        "main > img:nth-of-type(1)",
        "The image “seal”, in the main content, after the heading “Services & forms”.",
        "Role img",
        "Accessible name seal",
        "Landmark main",
        "Nearest heading Services & forms",
        "1280 CSS pixels wide, as loaded",
        "Found No alt.",
        "Write alt='' if it only decorates.",
        "https://www.example.gov/0",
    ):
        assert fact in text
    assert "7.A Meaningful image name (related" not in text


def test_a_finding_about_a_whole_page_shows_no_element(records: Records) -> None:
    whole = {"selector": "", "html": "", "role": "", "landmark": "", "heading": "", "component": "page"}
    records.finding(audited(records)[0], **whole)

    (path,) = fix_pages(records)
    assert "The page as a whole." in said(article(path))
    assert "Selector" not in said(article(path))
    assert not article(path).xpath(".//section[@aria-labelledby='mend']//pre")


def test_a_question_stands_apart_from_the_failures(records: Records) -> None:
    page_id = audited(records)[0]
    records.finding(page_id, "cantTell", "Does the name say what the image says?")

    report = index(records)
    assert "No rule failed on the 1 page" in section(report, "first")
    assert "1 question is open." in section(report, "decide")
    assert "Does the name say what the image says?" in words(report.parent / "questions.html")
    (path,) = fix_pages(records)
    assert "Asks Trusted Tester 5.1.3 test 7.B Decorative image" in said(article(path))
    assert "Counts against" not in said(article(path))


def test_a_finding_beyond_section_508_is_labeled_and_comes_last(records: Records) -> None:
    pages = audited(records)
    records.rule("target-size", standard="wcag22aa", section508="[]", wcag='["2.5.8"]')
    for page_id in pages:
        records.finding(page_id, rule_id="target-size", message="Too small.", fails="[]")
    records.finding(pages[0])

    first, second = page(index(records)).xpath("//ol[@class='cards']/li")
    assert "Beyond Section 508" not in first.text_content()
    assert "Beyond Section 508: WCAG 2.2" in second.text_content()
    (path,) = fix_pages(records, "target-size")
    assert "Beyond Section 508: WCAG 2.2" in said(article(path))


def test_samples_are_three_pages_and_a_link_leads_to_all(records: Records) -> None:
    for page_id in audited(records, 8):
        records.finding(page_id)
        records.finding(page_id)

    (path,) = fix_pages(records)
    assert len(article(path).xpath(".//ul[@class='pages']/li")) == 3
    (link,) = article(path).xpath(".//a[starts-with(., '16 places on 8 pages')]/@href")
    assert len(page(path.parent / link).xpath("//tbody/tr")) == 16
    with path.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 16


def test_what_was_not_tested_is_told_with_its_reason(records: Records) -> None:
    page_id = audited(records)[0]
    records.tally(page_id, "untested", message="The style sheets did not load.")
    records.page("https://www.example.gov/video", "partial", gaps='[["frame", "The frame was not captured.", ""]]')
    records.url("https://www.example.gov/private", "skipped")

    text = section(index(records).parent / "coverage.html", "untested")
    assert "The style sheets did not load. 1" in text
    assert "A frame The frame was not captured. 1" in text
    assert "The site's robots.txt asks crawlers to stay away" in text
    assert "1280 CSS pixels as loaded 4" in text
    assert "2.3.1 Three Flashes or Below Threshold (Level A) WCAG success criterion" in text
    assert "1.1.1 Non-text Content" not in text


def test_a_requirement_of_a_later_wcag_is_not_missed_by_a_section_508_audit(records: Records) -> None:
    audited(records)
    records.requirement("wcag", "2.5.8", "Target Size (Minimum)", standard="wcag22aa")

    assert "2.5.8" not in section(index(records).parent / "coverage.html", "untested")
    records.db.table("audit").update("audit-1", {"standard": "wcag22aa"})
    assert "2.5.8" in section(index(records).parent / "coverage.html", "untested")


@pytest.mark.parametrize("same_component", [True, False])
def test_no_page_is_over_its_budget_with_5000_findings(records: Records, same_component: bool) -> None:
    pages = audited(records, 100)
    snippet = '<img src="' + "&\"<'>" * 400 + '">'
    with records.db.atomic():
        for number in range(5000):
            component = "card" if same_component else f"card {number}"
            records.finding(pages[number % 100], html=snippet, component=component)

    report = written_report(records)
    files = list(report.rglob("*.html"))
    assert max(path.stat().st_size for path in files) <= PAGE_BYTES
    kind = "//tbody/tr"
    name = "image-name-*-places*.html" if same_component else "fixes*.html"
    assert sum(len(page(path).xpath(kind)) for path in site_folder(report).glob(name)) == 5000
    with (site_folder(report) / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 5001


def test_a_long_list_of_urls_has_pages_that_lead_to_one_another(records: Records) -> None:
    with records.db.atomic():
        for number in range(3000):
            records.url(f"https://www.example.gov/{number}/" + "a" * 80, "skipped")

    folder = index(records).parent
    files = ["urls-skipped.html"]
    while following := page(folder / files[-1]).xpath("//a[@rel='next']/@href"):
        files.extend(following)
    assert len(files) == len(list(folder.glob("urls-skipped*.html"))) > 2
    assert sum(len(page(folder / name).xpath("//tbody/tr")) for name in files) == 3000
    assert max((folder / name).stat().st_size for name in files) <= PAGE_BYTES
    assert page(folder / files[-1]).xpath("//a[@rel='prev']/@href") == files[-2:-1]


def test_the_report_says_that_it_is_no_compliance_result_and_claims_no_conformance(records: Records) -> None:
    for page_id in audited(records):
        records.tally(page_id)

    for path in written_report(records).rglob("*.html"):
        text = words(path)
        assert "Automated results are not Section 508 compliance results" in text
        assert "conform" not in text.lower()
        assert "compliant" not in text.lower()


def test_the_same_database_gives_the_same_bytes(records: Records) -> None:
    for page_id in audited(records):
        records.finding(page_id)

    def contents(folder: Path) -> dict[str, bytes]:
        write_report(records.path, folder)
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    first = contents(records.path.parent / "one")
    assert len(first) >= 4
    assert first == contents(records.path.parent / "two")


def test_only_the_latest_evaluation_counts(records: Records) -> None:
    page_id = audited(records)[0]
    records.finding(page_id)
    records.evaluation(key="evaluation-2")

    assert "No page was judged." in words(index(records))


def test_writing_a_report_leaves_the_database_as_it_was(records: Records) -> None:
    for page_id in audited(records):
        records.finding(page_id)
    before = "".join(records.db.iterdump())

    write_report(records.db, records.path.parent / "report")

    assert "".join(records.db.iterdump()) == before
    assert not records.db.conn.in_transaction
    assert not list(records.db.query("SELECT name FROM temp.sqlite_master"))


def test_a_report_of_a_database_in_memory_is_that_of_the_file(records: Records) -> None:
    for page_id in audited(records):
        records.finding(page_id)
    memory = Database(memory=True)
    records.db.conn.backup(memory.conn)

    from_memory = write_report(memory, records.path.parent / "memory")
    from_file = write_report(records.path, records.path.parent / "file")
    assert (site_folder(from_memory.parent) / "index.html").read_bytes() == (
        site_folder(from_file.parent) / "index.html"
    ).read_bytes()


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.db"):
        write_report(tmp_path / "none.db", tmp_path / "report")
    assert list(tmp_path.iterdir()) == []


def compared(records: Records, number: int = 3) -> list[str]:
    """Pages that were judged, and a rule that compares them."""
    pages = audited(records, number)
    records.rule("titles-tell-apart", scope="site", title="Titles tell pages apart", trusted_tester='["12.B"]')
    for page_id in pages:
        records.tally(page_id)
    return pages


def test_what_pages_were_compared_for_is_one_entry_with_its_pages(records: Records) -> None:
    pages = compared(records, 8)
    records.compared(*pages[:5])
    records.compared(*pages[6:8])

    first, second = fix_pages(records, "titles-tell-apart")
    text = said(article(first))
    assert "5 pages of 8 judged, compared with one another" in text
    assert "Found Harbor Service on 2 pages." in text
    assert "What is compared Title 1" in text
    assert "The page as a whole" not in text
    assert len(article(first).xpath(".//ul[@class='pages']/li")) == 3
    (link,) = article(first).xpath(".//a[starts-with(., '5 pages: all of them')]/@href")
    assert len(page(first.parent / link).xpath("//tbody/tr")) == 5
    assert "2 pages of 8 judged" in said(article(second))
    with (first.parent / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum("titles-tell-apart" in row for row in csv.reader(file)) == 7


def test_a_rule_that_compares_pages_is_counted_once_for_the_audit(records: Records) -> None:
    compared(records)
    records.site_tally("passed", "They differ.")

    (row,) = page(index(records).parent / "method.html").xpath("//tr[contains(., 'Titles tell pages apart')]")
    assert [said(cell) for cell in row.xpath("td")] == ["0", "0", "1", "0", "0"]


def test_pages_that_were_not_compared_are_told(records: Records) -> None:
    compared(records)
    coverage = index(records).parent / "coverage.html"
    assert "The audit ended before its pages were compared with one another. 3" in section(coverage, "untested")

    records.site_tally("untested", "Too little was seen.")
    text = section(index(records).parent / "coverage.html", "untested")
    assert "The audit ended before" not in text
    assert "Too little was seen. 3" in text


def test_a_fix_shows_the_code_as_it_would_be_and_what_is_then_heard(records: Records) -> None:
    (first, *_) = audited(records)
    records.finding(
        first,
        corrected='<img src="1.png" alt="[what the image says]">',
        change="Add words.",
        speech='image, "[what the image says]"',
        speech_now="image, no name",
    )
    text = said(article(fix_pages(records)[0]))
    assert 'alt="[what the image says]"' in text
    assert "The change: Add words. What stands in square brackets is for a person to write." in text
    assert "Spoken now image, no name Spoken when corrected image," in text
