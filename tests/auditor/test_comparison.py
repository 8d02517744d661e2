"""The pages of a crawl are compared from the database alone, and what that says is stored with the evaluation."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

import pytest

from auditor.comparison import compare, site_of
from auditor.evaluation import Judged, rules_of, site_rules_of
from auditor.store import Store
from rules.digest import digest_of, rows_of
from tests.rules.pages import page

HOST = "https://x.gov"
MENU = '<nav><a href="/a">Apply</a> <a href="/b">Boats</a> <a href="/c">Contact</a></nav>'
SWAPPED = '<nav><a href="/b">Boats</a> <a href="/a">Apply</a> <a href="/c">Contact</a></nav>'


class Crawl:
    """An audit whose pages are stored without a browser."""

    def __init__(self, store: Store, command: str = "crawl") -> None:
        self.store = store
        store.keep_rules("v", (*rules_of("section508"), *site_rules_of("section508")))
        self.audit = store.start_audit(
            agency="A", seed=f"{HOST}/", host="x.gov", command=command, standard="section508", version="0",
            browser="none", settings={},
        )  # fmt: skip
        self.evaluation = store.start_evaluation(self.audit, "v")

    def page(self, path: str, html: str) -> None:
        found = digest_of(page(html, url=HOST + path))
        packed = zlib.compress(json.dumps(rows_of(found)).encode()) if found is not None else None
        tally = [("page-title", "passed", "It has a title.", 1)]
        look = Judged(1280, "", path, 9, [], None, [], tally, packed)
        self.store.add_urls(self.audit, [(HOST + path, "page", 1, "found", "", None)])
        self.store.keep_page(
            self.audit, self.evaluation, HOST + path, state="audited", reason="", detail="", http_status=200,
            content_type="text/html", leads_to=None, content_hash=path, template="t", looks=[look],
        )  # fmt: skip

    def other(self, path: str, state: str, reason: str, leads_to: str | None = None) -> None:
        self.store.add_urls(self.audit, [(HOST + path, "page", 1, "found", "", None)])
        self.store.end_url(self.audit, HOST + path, state, reason, leads_to=leads_to)

    def compare(self) -> None:
        compare(self.store, self.audit, self.evaluation, "section508")

    def rows(self, query: str) -> list[dict[str, object]]:
        return list(self.store.database.query(query))


@pytest.fixture
def crawl() -> Iterator[Crawl]:
    store = Store(None)
    yield Crawl(store)
    store.close()


def test_a_finding_is_stored_with_the_pages_it_is_on(crawl: Crawl) -> None:
    for path, html in (("/1", MENU), ("/2", MENU), ("/3", SWAPPED)):
        crawl.page(path, html)
    crawl.compare()
    (finding,) = crawl.rows("SELECT * FROM findings WHERE rule_id = 'consistent-navigation'")
    assert (finding["url"], finding["name"], finding["scope"]) == (f"{HOST}/3", "Boats, Apply", "site")
    assert (finding["fails"], finding["widths"]) == ('["9.B"]', "1280")
    (provision,) = crawl.rows("SELECT failed FROM provisions WHERE kind = 'wcag' AND id = '3.2.3'")
    assert provision["failed"] == 1


def test_every_site_rule_is_counted_whatever_it_says(crawl: Crawl) -> None:
    crawl.page("/1", MENU)
    crawl.compare()
    counted = crawl.rows("SELECT rule_id FROM site_tally ORDER BY rule_id")
    assert [row["rule_id"] for row in counted] == sorted(rule.id for rule in site_rules_of("section508"))


def test_pages_of_the_site_that_were_not_looked_at_are_known(crawl: Crawl) -> None:
    crawl.page("/1", MENU)
    crawl.page("/2", MENU)
    for path, state, reason in (
        ("/cap", "skipped", "cap"),
        ("/robots", "skipped", "robots"),
        ("/slow", "failed", "timeout"),
        ("/gone", "failed", "missing"),
        ("/away", "skipped", "offsite"),
    ):
        crawl.other(path, state, reason)
    crawl.other("/old", "skipped", "redirect", leads_to=f"{HOST}/2")
    site = site_of(crawl.store, crawl.audit, crawl.evaluation)
    assert (len(site.pages), site.judged, site.known) == (2, 2, 5)
    assert site.page_at(f"{HOST}/old") is site.pages[1]


def test_a_page_that_turned_out_to_be_a_copy_takes_no_part(crawl: Crawl) -> None:
    crawl.page("/1", MENU)
    crawl.page("/2", MENU)
    crawl.store.drop_page(crawl.audit, f"{HOST}/2", f"{HOST}/1")
    site = site_of(crawl.store, crawl.audit, crawl.evaluation)
    assert [page.url for page in site.pages] == [f"{HOST}/1"]


def test_pages_that_were_named_one_by_one_are_not_compared() -> None:
    store = Store(None)
    check = Crawl(store, "check")
    check.page("/1", MENU)
    check.page("/2", SWAPPED)
    check.compare()
    assert check.rows("SELECT * FROM site_tally") == []
    store.close()
