"""How often a change must be made, and what is to be done first."""

from __future__ import annotations

from reports import fixes
from reports.queries import opened
from tests.reports.records import Records


def ids(records: Records) -> list[tuple[str, int, int]]:
    """Message, pages and changes of each fix, in order."""
    with opened(records.path) as reader:
        (site,) = reader.sites()
        (audit,) = reader.audits(site)
        reader.gather([audit])
        return [(fix.cause, fix.pages, fix.changes) for fix in reader.report(site, audit).fixes]


def test_one_change_that_clears_many_pages_comes_before_many_changes(records: Records) -> None:
    records.rules()
    pages = [records.page(f"https://www.example.gov/{number}") for number in range(9)]
    for page in pages:
        records.finding(page, cause="content")
    for page in pages[:4]:
        records.finding(page, cause="footer", fingerprint="same", landmark="contentinfo")
    assert ids(records) == [("footer", 4, 1), ("content", 9, 9)]


def test_a_page_that_serves_people_counts_twice(records: Records) -> None:
    records.rules()
    pages = [records.page(f"https://www.example.gov/{number}") for number in range(3)]
    records.add("page_kind", evaluation_id="evaluation-1", page_id=pages[2], kind="service", why="It has a form.")
    records.finding(pages[0], cause="a")
    records.finding(pages[2], cause="b")
    records.finding(pages[1], cause="c")
    assert next(cause for cause, _, _ in ids(records)) == "b"


def test_a_rule_whose_places_need_words_of_their_own_is_never_one_change(records: Records) -> None:
    records.evaluation()
    records.rule(each_place=1)
    page = records.page("https://www.example.gov/")
    for number in range(5):
        records.finding(page, cause="nav", landmark="navigation", fingerprint=f"word-{number}")
    assert ids(records) == [("nav", 1, 5)]


def test_the_formula_that_is_told_is_the_one_that_orders() -> None:
    assert "× (pages + service pages) ÷ changes" in fixes.FORMULA
