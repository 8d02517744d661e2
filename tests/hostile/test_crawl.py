"""A crawl of a site where everything goes wrong: each address has its end, and the rest goes on."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import psutil
import pytest

from auditor.recording import Shelf, decompress
from tests.hostile.crawling import command, crawl, ends, environment, rows, wait_for, without_half_pages
from tests.hostile.server import Answer, Resource, Server, links, moved, page, serve
from tests.hostile.site import ENDS, MAP, resources


class Crawled:
    """What is left of a crawl."""

    def __init__(self, site: Server, forbidden: Server, database: Path, done: subprocess.CompletedProcess[str]) -> None:
        self.site, self.forbidden, self.database, self.done = site, forbidden, database, done
        self.ends = ends(database)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    database = tmp_path_factory.mktemp("hostile") / "audit.db"
    with serve({"/": page("secret")}) as forbidden, serve() as site:
        site.resources |= resources(site.origin, forbidden.origin)
        done = crawl(site.origin, database, "--page-timeout", "5", "--agency", "Agency")
        yield Crawled(site, forbidden, database, done)


def test_each_address_ends_in_the_state_that_it_deserves(crawled: Crawled) -> None:
    elsewhere = {url: end for url, end in crawled.ends.items() if url.startswith(crawled.forbidden.origin)}
    assert {url: end for url, end in crawled.ends.items() if url not in elsewhere} == ENDS
    assert set(elsewhere.values()) == {("skipped", "offsite")}


def test_an_audit_that_missed_pages_says_that_it_is_incomplete(crawled: Crawled) -> None:
    assert crawled.done.returncode == 3
    assert "Traceback" not in crawled.done.stderr
    assert "could not be audited" in crawled.done.stderr
    assert rows(crawled.database, "SELECT state, reason FROM audit") == [{"state": "finished", "reason": ""}]


def test_no_server_but_the_audited_one_was_asked_and_nothing_was_sent(crawled: Crawled) -> None:
    assert not crawled.forbidden.hits
    assert not [hit for hit in crawled.site.hits if not hit.startswith(("GET ", "HEAD "))]


def test_each_page_was_asked_for_once(crawled: Crawled) -> None:
    again = {hit: n for hit, n in crawled.site.hits.items() if n > 1 and hit.removeprefix("GET ") in crawled.ends}
    assert {hit for hit in again if "loop" in hit or "self" in hit} == {"GET /loop", "GET /loop2", "GET /self"}
    assert {hit: n for hit, n in again.items() if "loop" not in hit and "self" not in hit} == {
        "GET /app": 3,  # itself and its two routes
        "GET /error": 2,  # tried once more
        "GET /welcome": 2,  # with and without its cookie
        "GET /html-map": 2,  # as a sitemap and as a page
    }


def test_the_database_holds_whole_pages_only(crawled: Crawled) -> None:
    assert without_half_pages(crawled.database)


def test_every_page_that_was_audited_was_judged_by_every_rule(crawled: Crawled) -> None:
    counts = rows(
        crawled.database, "SELECT count(DISTINCT rule_id) AS n FROM tally WHERE width = 1280 GROUP BY page_id"
    )
    everything = rows(crawled.database, "SELECT count(*) AS n FROM rule WHERE scope = 'page'")[0]["n"]
    assert {row["n"] for row in counts} == {everything}


def test_one_page_of_each_template_that_is_made_for_phones_is_seen_on_one(tmp_path: Path) -> None:
    phone, desktop = '<meta name="viewport" content="width=device-width">', ""
    site_of = {"/": links("/a", "/b", "/c", "/d")}
    site_of |= {path: page("<main>Fees</main>", path, phone) for path in ("/a", "/b")}
    site_of |= {path: page("<nav>Fees</nav>", path, desktop) for path in ("/c", "/d")}
    with serve(site_of) as site:
        crawl(site.origin, tmp_path / "audit.db")
    query = "SELECT substr(url, -2) AS path FROM look JOIN page ON page.id = look.page_id WHERE width = 375"
    (seen,) = rows(tmp_path / "audit.db", query)
    assert seen["path"] in ("/a", "/b")


def test_a_gap_makes_rules_untested_and_not_passed(crawled: Crawled) -> None:
    told = rows(
        crawled.database,
        "SELECT DISTINCT rule_id, outcome FROM tally JOIN page ON page.id = tally.page_id"
        " WHERE page.url LIKE '%/unstyled' AND rule_id = 'text-contrast'",
    )
    assert told == [{"rule_id": "text-contrast", "outcome": "untested"}]


def test_what_only_the_html_as_served_shows_is_in_the_recording(crawled: Crawled) -> None:
    (look,) = rows(
        crawled.database,
        "SELECT recording_hash AS name FROM look JOIN page ON page.id = look.page_id"
        " WHERE page.url LIKE '%/doubled' AND width = 1280",
    )
    source = orjson.loads(Shelf(crawled.database.with_suffix(".recordings")).get(look["name"]))["source"]
    assert (source["duplicate_ids"], source["duplicate_attributes"], source["text_length"]) == (["one"], ["class"], 2)


def test_titles_of_routes_and_charsets_are_those_of_the_browser(crawled: Crawled) -> None:
    titles = {row["title"] for row in rows(crawled.database, "SELECT title FROM page")}
    assert {"#/a", "#/b", "Größe"} <= titles


def test_nothing_typed_is_in_the_database_or_on_the_shelf(crawled: Crawled) -> None:
    files = [crawled.database, *crawled.database.parent.glob("audit.db-*")]
    shelf = list(crawled.database.with_suffix(".recordings").rglob("*.json.zst"))
    assert len(shelf) > 20
    assert not [file for file in files if b"canary" in file.read_bytes()]
    assert not [file for file in shelf if b"canary" in decompress(file.read_bytes())]


def tree(count: int) -> dict[str, Resource]:
    """A site of pages that link to the two below them, and to each other."""
    found: dict[str, Resource] = {
        f"/{n}": links(f"/{2 * n}", f"/{2 * n + 1}", f"/{n + 3}", title=f"Page {n}") for n in range(1, count)
    }
    return {**found, "/": links("/1", "/2", "/3")}


def test_two_crawls_with_the_same_cap_see_the_same_pages(tmp_path: Path) -> None:
    seen = []
    for name in ("first", "second"):
        database = tmp_path / f"{name}.db"
        with serve(tree(60), jitter=0.15) as site:
            crawl(site.origin, database, "--max-pages", "11", "--render", "never", "--concurrency", "8")
        seen.append(ends(database))
    assert seen[0] == seen[1]
    assert sum(state == "partial" for state, _ in seen[0].values()) == 11


def test_the_pages_that_are_included_are_found_by_way_of_others(tmp_path: Path) -> None:
    with serve() as site:
        named = "".join(f"<url><loc>{site.origin}{path}</loc></url>" for path in ("/forms/map", "/news/map"))
        site.resources |= {
            "/robots.txt": Answer(
                f"Sitemap: {site.origin}/maps/main\nSitemap: {site.origin}/home".encode(), "text/plain"
            ),
            "/maps/main": Answer(MAP.format(kind="urlset", body=named).encode(), "application/xml"),
            "/home": page("No sitemap"),
            "/": links("/forms/a", "/news/a", "/moved"),
            "/moved": moved("/forms/moved"),
            "/forms/a": links("/forms/b", "/news/b"),
            **{f"/forms/{name}": page(name) for name in ("b", "map", "moved")},
        }
        done = crawl(site.origin, tmp_path / "audit.db", "--render", "never", "--include", "/forms/")
        assert not [hit for hit in site.hits if "news" in hit]
    assert done.returncode == 0, done.stderr
    found = ends(tmp_path / "audit.db")
    assert found.pop("/maps/main") == ("audited", "")
    assert found.pop("/sitemap.xml") == ("skipped", "absent")
    assert {path for path, (state, _) in found.items() if state == "partial"} == {
        "/", "/forms/a", "/forms/b", "/forms/map",
    }  # fmt: skip
    excluded = {path for path, end in found.items() if end == ("skipped", "excluded")}
    assert excluded == {"/home", "/moved", "/news/a", "/news/b", "/news/map"}


def test_a_page_is_rendered_where_that_can_change_a_verdict(tmp_path: Path) -> None:
    site_of = {"/": links("/plain", "/styled"), "/plain": page("Plain"), "/styled": page("<style>p{}</style>Styled")}
    with serve(site_of) as site:
        crawl(site.origin, tmp_path / "auto.db", "--render", "auto")
        done = crawl(site.origin, tmp_path / "never.db", "--render", "never")
    query = "SELECT replace(url, rtrim(url, replace(url, '/', '')), '') AS name, width, state FROM look"
    query += " JOIN page ON page.id = look.page_id WHERE width != 375"
    auto = {row["name"]: row["state"] for row in rows(tmp_path / "auto.db", query)}
    assert auto == {"": "served", "plain": "served", "styled": "initial"}
    assert {row["state"] for row in rows(tmp_path / "never.db", query)} == {"served"}
    assert done.returncode == 0
    contrast = rows(tmp_path / "never.db", "SELECT DISTINCT outcome FROM tally WHERE rule_id = 'text-contrast'")
    assert contrast == [{"outcome": "untested"}]


def slow_site() -> dict[str, Resource]:
    return {
        "/": links(*(f"/{n}" for n in range(20))),
        "/0": page("Done"),
        **{f"/{n}": page("<script>for (;;) {}</script>", f"Slow {n}") for n in range(1, 20)},
    }


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_crawl_that_is_interrupted_ends_soon_and_keeps_what_is_done(tmp_path: Path, number: signal.Signals) -> None:
    database = tmp_path / "audit.db"
    with serve(slow_site()) as site, (tmp_path / "log").open("w+") as log:
        process = subprocess.Popen(command(site.origin, database), stderr=log, env=environment())
        wait_for(database, "SELECT 1 FROM page WHERE url LIKE '%/0'")
        started = time.monotonic()
        process.send_signal(number)
        assert process.wait(20) == 130
        assert time.monotonic() - started < 5
        log.seek(0)
        told = log.read()
    assert "Stopped by " in told
    assert "Traceback" not in told
    found = ends(database)
    assert found["/"] == found["/0"] == ("audited", "")
    assert {state for state, _ in found.values()} <= {"audited", "skipped", "failed"}
    assert found["/9"] == ("skipped", "interrupted")
    assert rows(database, "SELECT state, reason FROM audit") == [{"state": "stopped", "reason": "interrupted"}]
    assert without_half_pages(database)


def test_a_crawl_that_is_killed_leaves_whole_pages_and_the_next_audit_goes_well(tmp_path: Path) -> None:
    database = tmp_path / "audit.db"
    kept = 0
    with serve(tree(400)) as site:
        for wanted in (3, 20):
            query = f"SELECT 1 FROM page GROUP BY audit_id HAVING count(*) >= {wanted}"  # noqa: S608
            query += " AND audit_id = (SELECT max(id) FROM audit)"
            process = subprocess.Popen(
                command(site.origin, database, "--render", "never"), stderr=subprocess.DEVNULL, env=environment()
            )
            wait_for(database, query)
            others = psutil.Process(process.pid).children(recursive=True)
            process.kill()
            process.wait(10)
            assert psutil.wait_procs(others, timeout=10)[1] == []
            assert without_half_pages(database)
            kept += wanted
        done = crawl(site.origin, database, "--render", "never", "--max-pages", "4")
    assert done.returncode == 0, done.stderr
    assert rows(database, "SELECT count(*) AS n FROM page")[0]["n"] >= kept + 4
    assert rows(database, "SELECT state FROM audit ORDER BY id DESC LIMIT 1") == [{"state": "finished"}]


def test_an_audit_of_nothing_is_no_success(tmp_path: Path) -> None:
    answers = {
        "/": Answer(b"%PDF", "application/pdf"),
        "/broken": Answer(b"Broken", status=500),
        "/denied": Answer(b"No", status=403),
        "/bare": Answer(b""),
    }
    with serve(answers) as site:
        seeds = [f"{site.origin}{path}" for path in answers if path != "/"]
        done = crawl(site.origin, tmp_path / "audit.db", "--render", "never", *seeds)
    assert done.returncode == 3
    assert "Nothing was audited." in done.stderr
    for sentence in (
        "A document, not a web page",
        "The server answered with an error",
        "The server refused the crawler",
    ):
        assert sentence in done.stderr


def test_hosts_that_cannot_be_reached_are_told_in_a_sentence(tmp_path: Path) -> None:
    done = crawl("http://127.0.0.1:9", tmp_path / "audit.db", "--render", "never", "http://nowhere.invalid/")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "Nothing was audited." in done.stderr
    assert "The server could not be reached" in done.stderr
    assert "The host's name could not be found" in done.stderr
    found = rows(tmp_path / "audit.db", "SELECT reason, detail FROM url WHERE kind = 'page' ORDER BY url")
    assert [row["reason"] for row in found] == ["network", "dns"]
    assert all(row["detail"] for row in found)
