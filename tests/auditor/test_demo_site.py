"""The demonstration site is what its manifest says, as far as can be told without a browser."""

from __future__ import annotations

import http.client
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import lxml.html
import pytest

from auditor.demo.server import CONTENT_TYPES, SITE, serve
from rules.catalog import results_of
from rules.model import Outcome
from rules.registry import RULES, SITE_RULES

MANIFEST = tomllib.loads((SITE.parent / "faults.toml").read_text(encoding="utf-8"))
PAGES: list[str] = MANIFEST["pages"]
ELSEWHERE: dict[str, Any] = MANIFEST["elsewhere"]
BUILT_BY_SCRIPT = "/dashboard.html"
SEVERITY = [Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED]


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """The address that the site is served at."""
    with serve() as url:
        yield url


def fetch(url: str, method: str = "GET") -> tuple[int, str, bytes]:
    """Status, content type and body, after redirects."""
    request = Request(url, method=method)  # noqa: S310 (the address is our own server's)
    try:
        with urlopen(request, timeout=10) as response:  # noqa: S310
            return response.status, response.headers["Content-Type"], response.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read()


def raw_status(origin: str, path: str) -> int:
    """The status of a path sent exactly as given; other clients tidy dots away."""
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def document(path: str) -> lxml.html.HtmlElement:
    """The page as it stands in its file."""
    return lxml.html.document_fromstring((SITE / (path.lstrip("/") or "index.html")).read_bytes())


def targets(page: str, selector: str) -> list[lxml.html.HtmlElement]:
    """What a manifest's selector matches in the files; a step into a shadow root ends at the host."""
    outer, _, inner = selector.partition(" >>> ")
    found = document(page).cssselect(outer)
    return targets(found[0].get("src", ""), inner) if inner and found[0].tag == "iframe" else found


def links(page: str) -> set[str]:
    """Where the links of a page lead, without fragments."""
    hrefs = (urljoin(page, a.get("href")) for a in document(page).cssselect("a[href]"))
    return {href.partition("#")[0] or page for href in hrefs if not href.startswith(("tel:", "mailto:"))}


def entries() -> Iterator[Any]:
    """Each fault and decoy on each page that has it."""
    for kind in ("fault", "decoy"):
        for entry in MANIFEST[kind]:
            for page in PAGES if entry["page"] == "*" else [entry["page"]]:
                yield pytest.param(page, entry["target"], id=f"{kind}: {entry['rule']} on {page}: {entry['target']}")


@pytest.mark.parametrize("page", [*PAGES, *ELSEWHERE["duplicates"], *ELSEWHERE["disallowed"]])
def test_every_page_is_served_and_says_that_it_is_fictional(origin: str, page: str) -> None:
    status, content_type, body = fetch(origin + page)
    assert (status, content_type) == (200, "text/html; charset=utf-8")
    said = "Sitio ficticio de demostración" if page.startswith("/es/") else "Fictional demonstration site"
    assert said in body.decode()


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_loads_and_links_to_is_there(origin: str, page: str) -> None:
    tree = document(page)
    needed = {urljoin(page, e.get("src")) for e in tree.cssselect("[src]")}
    needed |= {urljoin(page, e.get("href")) for e in tree.cssselect("link[href]")}
    gone = {url for url in needed | links(page) if url.startswith("/") and fetch(origin + url)[0] != 200}
    assert gone <= set(ELSEWHERE["missing"])
    assert {url for url in links(page) if not url.startswith("/")} <= set(ELSEWHERE["external"])


@pytest.mark.parametrize("page", PAGES)
def test_fragments_lead_to_an_element(page: str) -> None:
    for anchor in document(page).cssselect("a[href*='#']"):
        address, _, fragment = urljoin(page, anchor.get("href")).partition("#")
        is_planted = f"{page}#{fragment}" in ELSEWHERE["missing_fragments"]
        assert len(document(address).cssselect(f"#{fragment}")) == (0 if is_planted else 1)


def test_the_manifest_lists_every_page_once() -> None:
    files = {f"/{file.relative_to(SITE).as_posix()}" for file in SITE.rglob("*.html")}
    pages = {path for path in files if not path.startswith("/frames/")} - {"/404.html"}
    listed = [path.replace("/index.html", "/") for path in pages]
    assert sorted(listed) == sorted([*PAGES, *ELSEWHERE["duplicates"], *ELSEWHERE["disallowed"]])


def test_following_links_reaches_all_but_what_the_manifest_says() -> None:
    reached, ahead = set[str](), {"/"}
    while ahead:
        reached |= ahead
        readable = ahead & {*PAGES, *ELSEWHERE["duplicates"]}
        ahead = set().union(*(links(page) for page in readable)) - reached if readable else set()
    assert set(PAGES) - reached == {*ELSEWHERE["only_in_sitemap"], *ELSEWHERE["only_linked_by_script"]}
    assert reached - set(PAGES) == {
        *ELSEWHERE["duplicates"],
        *ELSEWHERE["redirects"],
        *ELSEWHERE["disallowed"],
        *ELSEWHERE["missing"],
        *ELSEWHERE["documents"],
        *ELSEWHERE["external"],
    }


def test_pages_that_only_script_links_to_are_named_in_its_data(origin: str) -> None:
    data = fetch(origin + "/data/harbor.json")[2].decode()
    assert all(f'"{page}"' in data for page in ELSEWHERE["only_linked_by_script"])


@pytest.mark.parametrize(("page", "selector"), [*entries()])
def test_a_target_is_one_element(page: str, selector: str) -> None:
    if page == BUILT_BY_SCRIPT and selector not in ('meta[name="viewport"]', ".site-search button"):
        assert targets(page, selector) == []
    else:
        assert len(targets(page, selector)) == 1


def test_every_fault_is_told_in_full() -> None:
    for fault in MANIFEST["fault"]:
        assert fault.keys() == {"rule", "page", "target", "why", "outcome"}
        assert fault["outcome"] in ("failed", "cantTell")
        assert fault["page"] in ("*", *PAGES)
        assert fault["why"].endswith(".")


def test_every_rule_has_a_fault_that_fails_if_it_can_fail_anything() -> None:
    outcomes = {
        rule.id: {result.outcome for result in results_of(rule)}
        for rule in RULES
        if rule.metadata.standard == "section508"
    }
    worst = {id: min(found, key=SEVERITY.index) for id, found in outcomes.items()}
    planted = {(fault["rule"], fault["outcome"]) for fault in MANIFEST["fault"]}
    assert planted >= set(worst.items())


def test_faults_and_decoys_are_of_rules_that_exist() -> None:
    assert {entry["rule"] for entry in (*MANIFEST["fault"], *MANIFEST["decoy"])} <= {rule.id for rule in RULES}


def test_every_fault_of_the_site_is_told_in_full() -> None:
    for fault in MANIFEST["site_fault"]:
        assert fault.keys() == {"rule", "name", "pages", "why", "outcome"}
        assert fault["pages"] == "*" or set(fault["pages"]) <= set(PAGES)
        assert fault["why"].endswith(".")
    told = {entry["rule"] for entry in (*MANIFEST["site_fault"], *MANIFEST["site_decoy"])}
    assert told == {rule.id for rule in SITE_RULES}


def test_no_fault_is_told_twice() -> None:
    told = [(fault["rule"], fault["page"], fault["target"]) for fault in MANIFEST["fault"]]
    assert len(told) == len(set(told))


def test_a_moved_page_redirects(origin: str) -> None:
    for old, new in ELSEWHERE["redirects"].items():
        assert raw_status(origin, old) == 301
        assert fetch(origin + old)[2] == (SITE / new.lstrip("/")).read_bytes()


def test_duplicates_are_the_same_to_the_byte(origin: str) -> None:
    for copy, page in ELSEWHERE["duplicates"].items():
        assert fetch(origin + copy)[2] == fetch(origin + page)[2]


def test_a_missing_page_answers_404_with_a_page(origin: str) -> None:
    status, content_type, body = fetch(origin + ELSEWHERE["missing"][0])
    assert (status, content_type) == (404, "text/html; charset=utf-8")
    assert b"<h1>Page not found</h1>" in body


def test_robots_and_sitemap_name_the_address_they_are_served_at(origin: str) -> None:
    robots = fetch(f"{origin}/robots.txt")[2].decode()
    sitemap = fetch(f"{origin}/sitemap.xml")[2].decode()
    assert "Disallow: /private/" in robots
    assert f"Sitemap: {origin}/sitemap.xml" in robots
    assert set(PAGES) - {page for page in PAGES if f"<loc>{origin}{page}</loc>" in sitemap} == set(
        ELSEWHERE["only_linked_by_script"]
    )
    assert sitemap.count("<loc>") == len(PAGES) - len(ELSEWHERE["only_linked_by_script"])


def test_a_document_is_a_whole_pdf(origin: str) -> None:
    status, content_type, body = fetch(origin + ELSEWHERE["documents"][0])
    assert (status, content_type) == (200, "application/pdf")
    start = int(body.rsplit(b"startxref\n", 1)[1].split()[0])
    assert body[start : start + 4] == b"xref"
    entry = body[start:].splitlines()[3]
    assert body[int(entry[:10]) :].startswith(b"1 0 obj")


@pytest.mark.parametrize(
    "path",
    [
        "/../..",
        "/../server.py",
        "/%2e%2e/server.py",
        "/%2e%2e%2f%2e%2e%2f__init__.py",
        "/news/../../server.py",
        "/..%5cserver.py",
        "/%00",
        "//etc/passwd",
        "/news",
        "/assets/",
    ],
)
def test_nothing_outside_the_site_and_no_folder_is_served(origin: str, path: str) -> None:
    assert raw_status(origin, path) == 404


def test_forms_are_refused(origin: str) -> None:
    assert fetch(f"{origin}/apply.html", "POST")[0] == 405


def test_head_answers_like_get_without_the_body(origin: str) -> None:
    assert fetch(f"{origin}/apply.html", "HEAD") == (200, "text/html; charset=utf-8", b"")


def test_every_file_has_a_known_type() -> None:
    assert {file.suffix for file in SITE.rglob("*") if file.is_file()} <= set(CONTENT_TYPES)


def test_pictures_are_small() -> None:
    assert all(file.stat().st_size < 4096 for file in Path(SITE, "assets", "img").iterdir())
