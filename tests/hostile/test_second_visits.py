"""Pages are visited once more for pictures of their findings: politely, few of them, and it changes no count."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from auditor import plan
from auditor.identity import page_id
from auditor.samples import samples_of
from auditor.store import Store
from tests.hostile.crawling import command, crawl, ends, environment, rows, without_half_pages
from tests.hostile.server import Answer, Server, page, serve

FAULT = '<main><h1>Permits</h1><p>{0}</p><img src="seal.png" width="60" height="60"></main>'
FORM = '<main><h1>Apply</h1><form><input name="ssn" class="{0}"></form></main>'


def hits(site: Server) -> dict[str, int]:
    return {hit.removeprefix("GET "): n for hit, n in site.hits.items() if n and "seal" not in hit}


def test_pages_with_samples_are_visited_once_more_and_each_state_stays(tmp_path: Path) -> None:
    database = tmp_path / "audit.db"
    with serve() as site:
        site.resources |= {
            "/": page(FAULT.format('<a href="/fine">Fine</a> <a href="/twin">Twin</a> <a href="/private">No</a>')),
            "/fine": page("<main><h1>Fine</h1><p>All is well.</p></main>", title="Fine"),
            "/twin": page(FAULT.format("Another page"), title="Another"),
            "/private": page("secret"),
            "/robots.txt": Answer(b"User-agent: *\nDisallow: /private\nCrawl-delay: 1\n", "text/plain"),
        }
        done = crawl(site.origin, database, "--pictures")
        assert done.returncode == 0, done.stderr
        assert hits(site) == {"/robots.txt": 1, "/sitemap.xml": 1, "/": 2, "/fine": 1, "/twin": 1}
        visits = sorted(site.times)
        assert visits[-1] - visits[0] > 3, "the delay that robots.txt asks for holds for second visits"
    found = ends(database)
    assert {path: end for path, end in found.items() if path != "/sitemap.xml"} == {
        "/": ("audited", ""),
        "/fine": ("audited", ""),
        "/twin": ("audited", ""),
        "/private": ("skipped", "robots"),
    }
    assert "3 pages audited" in done.stderr
    assert rows(database, "SELECT state FROM audit") == [{"state": "finished"}]
    (picture,) = rows(database, "SELECT picture.*, url FROM picture JOIN page ON page.id = page_id")
    assert (picture["rule_id"], picture["url"], picture["width"]) == ("image-name", f"{site.origin}/", 1280)
    assert (picture["media_type"], picture["content"][:2]) == ("image/jpeg", b"\xff\xd8")


def test_none_are_taken_when_none_are_wanted(tmp_path: Path) -> None:
    with serve({"/": page(FAULT.format("One"))}) as site:
        assert crawl(site.origin, tmp_path / "audit.db", "--no-pictures").returncode == 0
        assert hits(site)["/"] == 1
    assert rows(tmp_path / "audit.db", "SELECT * FROM picture") == []


@pytest.mark.parametrize(
    "second",
    [
        page("<main><h1>Changed</h1><p>It is gone.</p></main>"),
        Answer(status=302, headers={"Location": "/elsewhere"}),
        Answer(b"gone", status=500),
        Answer(b"%PDF-1.7", "application/pdf"),
        page(FAULT.format("One") + "<script>for (;;);</script>"),
    ],
    ids=["changed", "moved", "failing", "document", "hanging"],
)
def test_a_page_that_is_another_one_by_then_has_no_picture_and_nothing_is_wrong(second: Answer, tmp_path: Path) -> None:
    database = tmp_path / "audit.db"
    with serve() as site:

        def answer(_: str) -> Answer:
            return page(FAULT.format("One")) if site.hits["GET /"] == 1 else second

        site.resources["/"] = answer
        done = crawl(site.origin, database, "--pictures", "--page-timeout", "4")
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        assert site.hits["GET /"] >= 2
        assert site.hits["GET /elsewhere"] == 0
    assert ends(database)["/"] == ("audited", "")
    assert rows(database, "SELECT * FROM picture") == []
    assert without_half_pages(database)


def test_ctrl_c_stops_second_visits_too(tmp_path: Path) -> None:
    database = tmp_path / "audit.db"
    with serve() as site:

        def answer(_: str) -> Answer:
            first = page(FAULT.format("One"))
            return first if site.hits["GET /"] == 1 else Answer(first.body, hold=60)

        site.resources["/"] = answer
        process = subprocess.Popen(
            command(site.origin, database, "--pictures"), stderr=subprocess.PIPE, text=True, env=environment()
        )
        end = time.monotonic() + 40
        while site.hits["GET /"] < 2 and time.monotonic() < end:
            time.sleep(0.1)
        asked = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
        assert time.monotonic() - asked < 10
    assert process.returncode == 130
    assert "Traceback" not in told
    assert ends(database)["/"] == ("audited", "")


def test_the_samples_are_one_for_each_fix_on_the_fewest_pages(tmp_path: Path) -> None:
    """Chosen from the table of a crawl: pages that serve people before others, and so many pages at the most."""
    database = tmp_path / "audit.db"
    with serve() as site:
        site.resources |= {
            "/": page(FAULT.format('<a href="/b">B</a><a href="/c">C</a>')),
            "/b": page(FAULT.format("Another") + FORM.format("b"), title="B"),
            "/c": page(FORM.format("c"), title="C"),
        }
        assert crawl(site.origin, database).returncode == 0
    store = Store(database)
    (evaluation,) = (row["id"] for row in store.database.query("SELECT id FROM evaluation"))
    found = samples_of(store, evaluation, plan.MOST_PICTURED)
    fixes = next(store.database.query("SELECT count(DISTINCT fix) AS n FROM assertion WHERE outcome = 'failed'"))["n"]
    rules = [sample.rule for here in found.values() for sample in here]
    assert rules.count("image-name") == 1
    assert len(rules) >= fixes > 1
    assert all(sample.url == url for url, here in found.items() for sample in here)
    assert len(samples_of(store, evaluation, 1)) == 1
    assert samples_of(store, evaluation, 0) == {}
    store.close()


def test_a_page_that_is_dropped_takes_its_pictures_along(tmp_path: Path) -> None:
    with serve({"/": page(FAULT.format("One"))}) as site:
        crawl(site.origin, tmp_path / "audit.db", "--pictures")
        url = f"{site.origin}/"
    store = Store(tmp_path / "audit.db")
    audit = store.latest_audit()
    assert audit is not None
    with closing(sqlite3.connect(tmp_path / "audit.db")) as database:
        assert database.execute("SELECT page_id FROM picture").fetchall() == [(page_id(audit, url),)]
    store.drop_page(audit, url, "/other")
    store.close()
    assert rows(tmp_path / "audit.db", "SELECT * FROM picture") == []
