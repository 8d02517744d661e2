"""robots.txt is obeyed by every request, the first ones too, and what else it says is heeded."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

from tests.hostile.crawling import crawl, ends, environment, rows
from tests.hostile.server import Answer, Server, links, page, serve

AT_ONCE = """
import sys
from pathlib import Path
from auditor.crawl import run
from auditor.plan import Plan

seeds = tuple(sys.argv[2:])
plan = Plan(seeds=seeds, command="check", render="never", database=Path(sys.argv[1]))
if __name__ == "__main__":
    outcome = run(
        plan,
        {"AUTOTHROTTLE_ENABLED": False, "CONCURRENT_REQUESTS": 32, "CONCURRENT_REQUESTS_PER_DOMAIN": 32},
        lambda session: None,
    )
    outcome.store.close()
"""


def robots(text: str, status: int = 200) -> Answer:
    return Answer(text.encode(), "text/plain", status, hold=0.2)


def fetched(site: Server) -> list[str]:
    """The paths that were fetched, robots.txt aside."""
    return [hit for hit in site.hits if not hit.endswith("/robots.txt")]


def test_of_first_requests_made_at_once_none_gets_past_a_refusal(tmp_path: Path) -> None:
    script = tmp_path / "at_once.py"
    script.write_text(AT_ONCE)
    refusal = {"/robots.txt": robots("User-agent: *\nDisallow: /\n")}
    with ExitStack() as stack:
        sites = {count: stack.enter_context(serve(refusal)) for count in (1, 2, 4, 16)}
        seeds = [f"{site.origin}/{number}" for count, site in sites.items() for number in range(count)]
        command = [sys.executable, str(script), str(tmp_path / "audit.db"), *seeds]
        subprocess.run(command, check=True, timeout=60, env=environment(), cwd=Path.cwd())
        for site in sites.values():
            assert dict(site.hits) == {"GET /robots.txt": 1}
    assert set(ends(tmp_path / "audit.db").values()) == {("skipped", "robots")}


def test_a_site_that_asks_crawlers_to_stay_away_is_left_alone_and_the_exit_code_says_so(tmp_path: Path) -> None:
    with serve({"/": page("secret"), "/robots.txt": robots("User-agent: *\nDisallow: /\n")}) as site:
        done = crawl(site.origin, tmp_path / "audit.db", "--render", "never")
        assert done.returncode == 3
        assert "Nothing was audited." in done.stderr
        assert fetched(site) == []


def test_a_crawl_delay_is_kept_and_sitemaps_are_found(tmp_path: Path) -> None:
    with serve() as site:
        site.resources |= {
            "/robots.txt": robots(f"User-agent: *\nCrawl-delay: 1\nDisallow: /no\nSitemap: {site.origin}/map.xml\n"),
            "/map.xml": Answer(
                f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{site.origin}/lone</loc></url>"
                f"<url><loc>{site.origin}/no/1</loc></url></urlset>".encode(),
                "application/xml",
            ),
            "/": links("/a"),
            "/a": page("A"),
            "/lone": page("Lone"),
        }
        done = crawl(site.origin, tmp_path / "audit.db", "--render", "never", "--concurrency", "8")
        assert done.returncode == 0, done.stderr
        times = site.times[1:]
    gaps = [after - before for before, after in pairwise(times)]
    assert len(gaps) >= 4
    assert min(gaps) > 0.9
    states = ends(tmp_path / "audit.db")
    assert states["/map.xml"] == ("audited", "")
    assert states["/lone"][0] == "partial"
    assert states["/no/1"] == ("skipped", "robots")


def test_what_robots_txt_cannot_say_is_not_taken_for_a_refusal(tmp_path: Path) -> None:
    answers = [robots("nothing", 404), robots("<html><p>Not robots", 200), Answer(b"\xff\x00\xfe")]
    ours = "User-agent: *\nDisallow: /\n\nUser-agent: section508-auditor\nDisallow: /private\n"
    with ExitStack() as stack:
        sites = [stack.enter_context(serve({"/": page(str(n)), "/robots.txt": a})) for n, a in enumerate(answers)]
        named = stack.enter_context(serve({"/": links("/private/x"), "/robots.txt": robots(ours)}))
        seeds = [f"{site.origin}/" for site in [*sites, named]]
        done = crawl(sites[0].origin, tmp_path / "audit.db", "--render", "never", *seeds[1:])
        assert done.returncode == 0, done.stderr
        assert named.hits["GET /private/x"] == 0
    found = rows(tmp_path / "audit.db", "SELECT url FROM url WHERE kind = 'page' AND state = 'partial'")
    assert sorted(row["url"] for row in found) == sorted(seeds)
    assert rows(tmp_path / "audit.db", "SELECT reason FROM url WHERE url LIKE '%private%'") == [{"reason": "robots"}]
