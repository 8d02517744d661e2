"""`auditor recheck`: a fault is found, mended on the server, and looked for again."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from auditor.cli import Exit
from tests.auditor.command import Done, auditor
from tests.hostile.server import Answer, Server, page, serve

LINKS = '<nav><a href="/a">A</a> <a href="/b?x=1">B</a></nav>'
FAULT = '<main><h1>Permits {0}</h1><img class="seal" src="seal.png" width="60" height="60"></main>'
FINE = FAULT.replace("<img ", '<img alt="Seal of the harbor" ')
PHONE_ONLY = """<style>.seal {{ display: none }} @media (max-width: 400px) {{ .seal {{ display: block }} }}</style>
<meta name="viewport" content="width=device-width">"""
PATHS = ("/", "/a", "/b?x=1")


def shown(body: str, path: str, head: str = "") -> Answer:
    return page(LINKS + body.format(path), title=f"Permits {path}", head=head)


def put(site: Server, body: str, *paths: str, head: str = "") -> None:
    site.resources |= {path: shown(body, path, head) for path in paths}


def audit(site: Server, folder: Path, agency: str = "Agency", rule: str = "image-name") -> str:
    """Audits the site; returns the id of the fix for its images, or of the only one that another rule asks for."""
    done = auditor("crawl", f"{site.origin}/", "--agency", agency, "--no-pictures", "--progress", "none", cwd=folder)
    assert done.code == Exit.CLEAR, done.err
    with closing(sqlite3.connect(folder / "audit.db")) as database:
        ((fix,),) = database.execute(
            "SELECT DISTINCT fix FROM assertion WHERE rule_id = ? AND outcome = 'failed'", [rule]
        ).fetchall()
    return str(fix)


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path, str]]:
    """A site with a fault on each page, the folder of its audit, and the id of the fix."""
    folder = tmp_path_factory.mktemp("audited")
    with serve() as server:
        put(server, FAULT, *PATHS)
        yield server, folder, audit(server, folder)


@pytest.fixture
def site(audited: tuple[Server, Path, str], tmp_path: Path) -> Server:
    """The site as it was audited, and the database in the test's own folder."""
    server, folder, _ = audited
    shutil.copy(folder / "audit.db", tmp_path)
    server.resources.clear()
    server.hits.clear()
    put(server, FAULT, *PATHS)
    return server


@pytest.fixture
def fix(audited: tuple[Server, Path, str]) -> str:
    return audited[2]


def recheck(fix: str, folder: Path, *options: str) -> tuple[Done, dict[str, Any]]:
    done = auditor("recheck", fix, "--format", "json", "--progress", "none", *options, cwd=folder)
    return done, json.loads(done.out) if done.out else {}


def results(told: dict[str, Any], site: Server) -> dict[str, str]:
    return {each["visited"].removeprefix(site.origin): each["result"] for each in told["pages"]}


def test_a_fault_that_is_there_is_told_and_one_that_is_mended_is_cleared(
    site: Server, fix: str, tmp_path: Path
) -> None:
    before = (tmp_path / "audit.db").read_bytes()

    done, told = recheck(fix, tmp_path)
    assert done.code == Exit.FINDINGS
    assert results(told, site) == dict.fromkeys(PATHS, "still there")

    put(site, FINE, "/a", "/b?x=1")
    site.hits.clear()
    done, told = recheck(fix[:6], tmp_path)
    assert done.code == Exit.FINDINGS
    assert told["receipt"] == "cleared on 2 of 3 pages, 0 not rechecked"
    assert results(told, site) == {"/": "still there", "/a": "cleared", "/b?x=1": "cleared"}
    assert {hit for hit in site.hits if "seal" not in hit} == {"GET /", "GET /a", "GET /b?x=1"}, (
        "its pages and no other"
    )

    put(site, FINE, "/")
    done = auditor("recheck", fix, "--progress", "none", cwd=tmp_path)
    assert done.code == Exit.CLEAR, done.err
    assert f"{site.origin}/a: cleared." in done.out
    assert done.out.endswith("Cleared on 3 of 3 pages, 0 not rechecked.\n")
    assert (tmp_path / "audit.db").read_bytes() == before, "nothing is kept"


def test_what_was_not_seen_is_not_cleared(site: Server, fix: str, tmp_path: Path) -> None:
    put(site, FINE, "/")
    site.resources |= {
        "/a": Answer(b"Gone", status=404),
        "/b?x=1": Answer(status=302, headers={"Location": "/"}),
    }
    done, told = recheck(fix, tmp_path)
    assert done.code == Exit.INCOMPLETE
    assert results(told, site) == {"/": "cleared", "/a": "not rechecked", "/b?x=1": "not rechecked"}
    reasons = {each["url"].removeprefix(site.origin): each["reason"] for each in told["pages"]}
    assert "no such page" in reasons["/a"]
    assert f"{site.origin}/" in reasons["/b?x=1"]

    done, told = recheck(fix, tmp_path, "--max-pages", "1")
    assert (done.code, told["receipt"]) == (Exit.INCOMPLETE, "cleared on 1 of 3 pages, 2 not rechecked")


def test_a_rule_that_could_not_be_tested_clears_nothing(tmp_path: Path) -> None:
    """The style sheet that makes a text faint may be the one that is missing."""
    faint = "<main><h1>Permits {0}</h1><p>Apply for a permit.</p></main>"
    with serve() as site:
        put(site, faint, *PATHS, head="<style>p { color: #ccc }</style>")
        fix = audit(site, tmp_path, rule="text-contrast")
        put(site, faint, *PATHS, head='<link rel="stylesheet" href="/missing.css">')
        done, told = recheck(fix, tmp_path)
    assert told["receipt"] == "cleared on 0 of 3 pages, 3 not rechecked"
    assert done.code == Exit.INCOMPLETE


def test_another_fault_in_the_same_place_is_moved_and_not_cleared(site: Server, fix: str, tmp_path: Path) -> None:
    put(site, FAULT.replace('class="seal"', 'class="emblem"'), *PATHS)
    done, told = recheck(fix, tmp_path)
    assert done.code == Exit.FINDINGS
    assert set(results(told, site).values()) == {"moved"}
    assert told["cleared"] == 0


def test_another_host_can_be_looked_at(site: Server, fix: str, tmp_path: Path) -> None:
    with serve() as staging, serve({"/": page("secret")}) as other:
        put(staging, FINE + f'<img alt="" src="{other.origin}/">', *PATHS)
        site.hits.clear()
        done, told = recheck(fix, tmp_path, "--base-url", staging.origin)
        assert done.code == Exit.CLEAR, done.err
        assert results(told, staging) == dict.fromkeys(PATHS, "cleared")
        assert {each["url"] for each in told["pages"]} == {site.origin + path for path in PATHS}
        assert not site.hits
        assert not other.hits, "a private address that nobody named"
    for wrong in (f"{site.origin}/staging", "ftp://x.example.gov", "https://[", ""):
        done, _ = recheck(fix, tmp_path, "--base-url", wrong)
        assert done.code == (Exit.USAGE if wrong else Exit.FINDINGS), wrong


def test_a_page_is_looked_at_as_wide_as_it_was(site: Server, tmp_path: Path) -> None:
    (tmp_path / "audit.db").unlink()
    put(site, FAULT, *PATHS, head=PHONE_ONLY.format())
    fix = audit(site, tmp_path)
    done, told = recheck(fix, tmp_path)
    assert done.code == Exit.FINDINGS
    assert len(told["pages"]) == 1, "one page of the template was seen on a phone"
    put(site, FINE, *PATHS, head=PHONE_ONLY.format())
    assert recheck(fix, tmp_path)[0].code == Exit.CLEAR


@pytest.mark.usefixtures("site")
def test_what_can_not_be_rechecked_is_said(fix: str, tmp_path: Path) -> None:
    compared = "fedcba987654"
    assert "does not exist" in recheck(fix, tmp_path, "--database", "none.db")[0].err
    with closing(sqlite3.connect(tmp_path / "audit.db")) as database:
        database.execute(
            "INSERT INTO site_assertion SELECT id, 999, 'titles-tell-apart', 'cantTell',"
            " '', '', '[]', '[]', '', '', '', ? FROM evaluation",
            [compared],
        )
        database.commit()
    told = {
        "0123456789ab": "no fix 0123456789ab is in audit.db.",
        "abc": "is not the id of a fix",
        "zzzz": "is not the id of a fix",
        compared: "compares the pages of a site with one another",
    }
    for wrong, why in told.items():
        done, _ = recheck(wrong, tmp_path)
        assert (done.code, why in done.err) == (Exit.USAGE, True), done.err
    done, _ = recheck(fix, tmp_path, "--site", "www.example.gov")
    assert (done.code, "for www.example.gov" in done.err) == (Exit.USAGE, True)


@pytest.mark.usefixtures("site")
def test_a_fix_of_several_sites_asks_which(fix: str, tmp_path: Path) -> None:
    with serve() as other:
        put(other, FAULT, *PATHS)
        assert audit(other, tmp_path, "Another") == fix
        done, _ = recheck(fix, tmp_path)
        assert done.code == Exit.USAGE
        assert "Name one with --site" in done.err
        host = other.origin.removeprefix("http://")
        put(other, FINE, *PATHS)
        done, told = recheck(fix, tmp_path, "--site", host)
        assert (done.code, told["site"]) == (Exit.CLEAR, host)


@pytest.mark.usefixtures("site")
def test_other_rules_than_the_audit_s_are_told(fix: str, tmp_path: Path) -> None:
    assert recheck(fix, tmp_path)[1]["rules_changed"] is False
    with closing(sqlite3.connect(tmp_path / "audit.db")) as database:
        database.execute("UPDATE evaluation SET rules_version = 'older'")
        database.execute("UPDATE rule SET rules_version = 'older'")
        database.commit()
    assert recheck(fix, tmp_path)[1]["rules_changed"] is True
    done = auditor("recheck", fix, "--progress", "none", cwd=tmp_path)
    assert "The rules are not those of the audit" in done.out


def test_what_was_seen_without_a_browser_is_rechecked_with_one(tmp_path: Path) -> None:
    with serve() as site:
        site.resources["/"] = Answer(shown(FINE, "/").body.replace(b' lang="en"', b""))
        options = ("--render", "never", "--progress", "none")
        assert auditor("crawl", f"{site.origin}/", *options, cwd=tmp_path).code == Exit.CLEAR
        with closing(sqlite3.connect(tmp_path / "audit.db")) as database:
            ((fix,),) = database.execute(
                "SELECT fix FROM assertion WHERE rule_id = 'page-language' AND outcome = 'failed'"
            )
        put(site, FINE, "/")
        done, told = recheck(fix, tmp_path)
    assert (done.code, told["receipt"]) == (Exit.CLEAR, "cleared on 1 of 1 page, 0 not rechecked")
