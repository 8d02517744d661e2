"""`auditor check`: just these pages, judged, printed and forgotten."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import jsonschema
import pytest
from lxml import etree

from auditor import contract
from auditor.cli import Exit
from tests.auditor.command import FINE, NO_NAME, auditor
from tests.hostile.server import Answer, page
from tests.hostile.server import serve as hostile


def test_a_page_without_findings_exits_0(fine: Path) -> None:
    done = auditor("check", "fine.html", cwd=fine)
    assert done.code == Exit.CLEAR, done.err
    assert done.out == "fine.html: audited.\n"
    assert "0 findings at the level asked (--fail-on failed)." in done.err
    assert [file.name for file in fine.iterdir()] == ["fine.html"], "a check leaves nothing behind"


def test_a_finding_exits_1_and_is_printed(site: str, tmp_path: Path) -> None:
    done = auditor("check", f"{site}/fault", cwd=tmp_path)
    assert done.code == Exit.FINDINGS
    assert "failed  image-name (E205.4, 1.1.1)" in done.out
    assert "1 finding at the level asked" in done.err


def test_nobody_fails_on_never(site: str, tmp_path: Path) -> None:
    assert auditor("check", f"{site}/fault", "--fail-on", "never", cwd=tmp_path).code == Exit.CLEAR


def test_an_incomplete_check_outranks_its_findings_and_both_are_printed(site: str, tmp_path: Path) -> None:
    (tmp_path / "pages.txt").write_text(f"# our pages\n{site}/fault\n{site}/missing\n{site}/broken\n{site}/pdf\n")
    done = auditor("check", "--targets", "pages.txt", cwd=tmp_path)
    assert done.code == Exit.INCOMPLETE
    assert "1 finding at the level asked" in done.err
    assert "Incomplete: 3 pages could not be audited, or not wholly." in done.err
    assert f"{site}/missing: could not be looked at. The server has no such page. HTTP status 404." in done.out
    assert f"{site}/pdf: skipped. A document, not a web page." in done.out


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1:1/", "The server could not be reached"),
        ("https://no-such-host.invalid/", "The host's name could not be found"),
    ],
)
def test_an_unreachable_host_is_an_audit_of_no_page(url: str, why: str, tmp_path: Path) -> None:
    done = auditor("check", url, cwd=tmp_path)
    assert done.code == Exit.INCOMPLETE
    assert why in done.out
    assert "Nothing was audited." in done.err
    assert "ERROR" not in done.err


def test_the_json_holds_to_its_contract_and_is_alone_on_standard_output(site: str, fine: Path) -> None:
    (fine / "styled.html").write_text(
        NO_NAME.replace("</title>", '</title><link rel="stylesheet" href="plain.css"><style>h1 { color: navy }</style>')
    )
    (fine / "plain.css").write_text("h1 { color: maroon }")
    done = auditor("check", "styled.html", "./fine.html", f"{site}/", "--format", "json", cwd=fine)
    assert done.code == Exit.FINDINGS, done.err
    found = json.loads(done.out)
    jsonschema.validate(found, json.loads(contract.SCHEMA.read_text()))
    states = {page["url"]: page["state"] for page in found["pages"]}
    assert states == {"styled.html": "audited", "./fine.html": "audited", f"{site}/": "audited"}
    failed = [a for page in found["pages"] for a in page["assertions"] if a["outcome"] == "failed"]
    assert [(a["rule"], a["html"]) for a in failed] == [("image-name", '<img src="seal.png">')]


OUTSIDE = """<link rel="stylesheet" href="../outside.css"><link rel="stylesheet" href="%2e%2e/outside.css">
<link rel="stylesheet" href=".hidden.css"><link rel="stylesheet" href=".hidden/a.css">
<link rel="stylesheet" href="out.css">
<link rel="stylesheet" href="http://files-2.auditor.invalid/a.css"><link rel="stylesheet" href="{0}/a.css">
<link rel="stylesheet" href="file:///etc/passwd.css"><script src="{0}/a.js"></script>
<script>fetch('{0}/fetched', {{mode: 'no-cors'}}).catch(() => 0)</script><link rel="stylesheet" href="own.css">"""


def test_a_file_loads_nothing_from_outside_its_folder(tmp_path: Path) -> None:
    """Not from other folders that are audited beside it, and not from a server that is."""
    hides = "img { display: none }"
    pages, other = tmp_path / "pages", tmp_path / "other"
    for folder in (pages, other, pages / ".hidden"):
        folder.mkdir()
    for file in ("outside.css", "pages/.hidden.css", "pages/.hidden/a.css", "other/a.css"):
        (tmp_path / file).write_text(hides)
    (pages / "out.css").symlink_to(tmp_path / "outside.css")
    (pages / "own.css").write_text("h1 { color: maroon }")
    (other / "index.html").write_text(FINE)
    with hostile({"/": page("Fine"), "/a.css": Answer(hides.encode(), "text/css")}) as server:
        (pages / "index.html").write_text(NO_NAME.replace("</title>", f"</title>{OUTSIDE.format(server.origin)}"))
        files = ("pages/index.html", "other/index.html")
        done = auditor("check", *files, f"{server.origin}/", "--format", "json", cwd=tmp_path)
        assert dict(server.hits) == {"GET /": 1}
    assert done.code == Exit.INCOMPLETE, "a style sheet that is missing may hide a fault"
    states = {page["url"]: page["state"] for page in done.pages}
    assert states == {files[0]: "partial", files[1]: "audited", f"{server.origin}/": "audited"}
    failed = [a["rule"] for page in done.pages for a in page["assertions"] if a["outcome"] == "failed"]
    assert failed == ["image-name"], "none of the style sheets that hide the image was had"
    assert "auditor.invalid" not in done.out


def test_a_page_that_its_header_refreshes_is_seen_where_it_is(site: str, tmp_path: Path) -> None:
    addresses = [f"{site}/?{quote(refresh)}" for refresh in ("0", "0; url=/fault", "5", "9; url=/fault")]
    done = auditor("check", *addresses, "--format", "json", cwd=tmp_path)
    at_once, redirects, reloads, leaves = done.pages
    for reloaded in (at_once, reloads):
        assert (reloaded["state"], reloaded["reason"]) == ("audited", "")
    for away in (leaves, redirects):
        assert (away["state"], away["reason"]) == ("partial", "left")
        assert away["detail"] == f"The page wanted to leave for {site}/fault."
        assert "image-name" not in [a["rule"] for a in away["assertions"] if a["outcome"] == "failed"]
    told = [[a for a in found["assertions"] if a["rule"] == "meta-refresh"] for found in done.pages]
    assert [a["outcome"] for (a,) in told] == ["passed", "passed", "failed", "failed"]
    assert told[2][0]["message"].endswith("after 5 seconds (header `Refresh`)")


def test_the_result_goes_to_a_file_when_asked(fine: Path) -> None:
    done = auditor("check", "fine.html", "--format", "json", "--output", "found.json", cwd=fine)
    assert done.code == Exit.CLEAR
    assert done.out == ""
    assert json.loads((fine / "found.json").read_text())["pages"][0]["url"] == "fine.html"


def test_a_baseline_lets_old_findings_pass_and_new_ones_fail(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(NO_NAME)
    written = auditor("check", "page.html", "--write-baseline", "known.json", cwd=tmp_path)
    assert written.code == Exit.FINDINGS
    again = auditor("check", "page.html", "--baseline", "known.json", cwd=tmp_path)
    assert again.code == Exit.CLEAR
    assert "0 findings beyond the baseline" in again.err
    page.write_text(NO_NAME.replace("</main>", '<img src="seal.png"></main>'))
    worse = auditor("check", "page.html", "--baseline", "known.json", cwd=tmp_path)
    assert worse.code == Exit.FINDINGS
    assert "1 finding beyond the baseline" in worse.err


def test_no_baseline_is_made_of_an_incomplete_audit(site: str, tmp_path: Path) -> None:
    done = auditor("check", f"{site}/missing", "--write-baseline", "known.json", cwd=tmp_path)
    assert done.code == Exit.INCOMPLETE
    assert "The baseline known.json was not written" in done.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("format", ["sarif", "junit", "earl"])
def test_a_document_for_other_programs_tells_files_by_their_paths(site: str, tmp_path: Path, format: str) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "a page.html").write_text(NO_NAME)
    done = auditor("check", "build/a page.html", f"{site}/missing", "--format", format, cwd=tmp_path)
    assert done.code == Exit.INCOMPLETE
    assert "1 finding at the level asked" in done.err
    assert "auditor.invalid" not in done.out
    if format == "sarif":
        (run,) = json.loads(done.out)["runs"]
        (result,) = run["results"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "build/a%20page.html"
        assert "webRequest" not in result
        assert run["invocations"][0]["executionSuccessful"] is False
    elif format == "junit":
        suite = etree.fromstring(done.out.encode()).find("testsuite")
        (failed,) = suite.iterfind("testcase[failure]")
        assert (failed.get("classname"), failed.get("name")) == ("build/a page.html", "image-name")
        assert [case.get("classname") for case in suite.iterfind("testcase[error]")] == [f"{site}/missing"]
    else:
        said = [node for node in json.loads(done.out)["@graph"] if node["@type"] == "Assertion"]
        (failed,) = (each for each in said if each["result"]["outcome"] == "earl:failed")
        assert failed["subject"] == "build/a%20page.html"
        assert [each["subject"] for each in said if each["test"].endswith("standard")] == [f"{site}/missing"]


def test_a_document_is_made_of_an_audit_of_no_page(tmp_path: Path) -> None:
    done = auditor("check", "http://127.0.0.1:1/", "--format", "junit", "--output", "found.xml", cwd=tmp_path)
    assert done.code == Exit.INCOMPLETE
    assert done.out == ""
    suite = etree.fromstring((tmp_path / "found.xml").read_bytes()).find("testsuite")
    assert (suite.get("tests"), suite.get("errors")) == ("1", "1")
