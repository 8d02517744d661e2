"""The command as a person meets it: run in a process of its own, with good input and with bad."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import jsonschema
import pytest
from sqlite_utils import Database
from typer.testing import CliRunner

from auditor import contract
from auditor.cli import Exit, app
from auditor.demo.server import serve
from auditor.schema import migrations
from rules.registry import ALL_RULES
from tests.auditor.commanding import ROOT, auditor

PAGE = '<!doctype html><html lang="en"><title>Permits</title><main><h1>Permits</h1>{}</main></html>'
FINE = PAGE.format("<p>Apply for a permit.</p>")
NO_NAME = PAGE.format('<img src="seal.png">')


class Pages(BaseHTTPRequestHandler):
    """A small server: `/slow/N` takes its time, `/moved` leads away, the rest is in `bodies` or is missing."""

    bodies: ClassVar[dict[str, str]] = {
        "/": FINE,
        "/fault": NO_NAME,
        "/many": PAGE.format("".join(f'<a href="/slow/{n}">Permit {n}</a> ' for n in range(40))),
    }

    def do_GET(self) -> None:
        kind = "text/html; charset=utf-8"
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", f"http://localhost:{self.server.server_port}/")  # type: ignore[attr-defined]
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path.startswith("/slow/"):
            time.sleep(0.4)
            body = PAGE.format(f"<p>This is permit {self.path}.</p>")
        elif self.path == "/pdf":
            kind, body = "application/pdf", "%PDF-1.7"
        else:
            body = self.bodies.get(self.path, "")
        answer = body.encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def served() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served() as origin:
        yield origin


@pytest.fixture
def fine(tmp_path: Path) -> Path:
    (tmp_path / "fine.html").write_text(FINE)
    return tmp_path


# -- what is wrong before anything starts --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["crawl", "ftp://www.example.gov/"], "ftp://www.example.gov/ is not the address of a web page."),
        (["crawl", "http://"], "http:// is not the address of a web page."),
        (["crawl", "www.example.gov", "--include", "("], "--include: "),
        (["crawl", "www.example.gov", "--exclude", "[a"], "--exclude: "),
        (["crawl", "www.example.gov", "--allow-net", "10.0.0.0/99"], "--allow-net: "),
        (["crawl", "www.example.gov", "--standard", "wcag30"], "--standard wcag30 is not known."),
        (["crawl", "www.example.gov", "--contact", "me"], "--contact 'me' is no address."),
        (["crawl", "www.example.gov", "--max-pages", "many"], "Invalid value for '--max-pages'"),
        (["check"], "name a page: an address, an HTML file, or --targets FILE."),
        (["check", "fine.html", "--fail-on", "passed"], "Invalid value for '--fail-on'"),
        (["check", "fine.html", "--format", "xml"], "Invalid value for '--format'"),
        (["check", "missing.html"], "missing.html is neither a file nor an address."),
        (["check", "."], ". is a folder. Name the HTML files in it."),
        (["check", "notes.txt"], "notes.txt is not an HTML file."),
        (["check", "binary.html"], "binary.html is not an HTML file."),
        (["check", "--targets", "missing.txt"], "--targets missing.txt can't be read: No such file or directory."),
        (["check", "--targets", "comments.txt"], "--targets comments.txt names no page."),
        (["check", "--targets", "binary.html"], "--targets binary.html can't be read: it is not text in UTF-8."),
        (["check", "fine.html", "--baseline", "missing.json"], "--baseline missing.json can't be read"),
        (["check", "fine.html", "--baseline", "notes.txt"], "--baseline notes.txt is no baseline."),
        (["check", "fine.html", "--baseline", "other.json"], "--baseline other.json is of another version."),
        (["check", "fine.html", "--output", "missing/out.txt"], "the folder missing does not exist."),
        (["check", "fine.html", "--write-baseline", "."], "--write-baseline . is a folder."),
        (["rules", "no-such-rule"], "there is no rule no-such-rule."),
        (["report"], "audit.db does not exist. Audit a site first: auditor crawl URL."),
        (["report", "--database", "empty.db", "--audit", "x"], "no audit x in the database."),
        (["report", "--database", "empty.db", "--output", "notes.txt"], "the report can't be written to notes.txt"),
        (["evaluate"], "audit.db does not exist. Name the database with --database."),
        (["evaluate", "--database", "empty.db"], "There is no such audit in the database."),
        (["frobnicate"], "No such command 'frobnicate'."),
    ],
)
def test_bad_use_is_one_clear_sentence_and_exit_code_2(
    arguments: Sequence[str], says: str, fine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (fine / "notes.txt").write_text("Not a page.")
    (fine / "binary.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (fine / "comments.txt").write_text("# nothing yet\n\n   # really\n")
    (fine / "other.json").write_text('{"baseline": 99, "findings": []}')
    empty_database(fine / "empty.db")
    before = sorted(file.name for file in fine.iterdir())
    monkeypatch.chdir(fine)
    done = CliRunner().invoke(app, arguments)  # in this process: nothing is started, and there are many
    assert done.exit_code == Exit.USAGE, done.output
    assert isinstance(done.exception, SystemExit)
    assert says in done.stderr
    assert done.stdout == ""
    assert sorted(file.name for file in fine.iterdir()) == before


def empty_database(path: Path) -> None:
    database = Database(path)
    migrations.apply(database)
    database.close()


@pytest.mark.parametrize("command", [["crawl", "http://127.0.0.1:1/"], ["report"]])
def test_a_file_that_is_no_database_is_told_and_left_alone(command: list[str], tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Not a database, but longer than a header of one. " * 20)
    before = notes.read_bytes()
    done = auditor(*command, "--database", notes, cwd=tmp_path)
    assert done.code == Exit.STORAGE
    assert f"{notes} is not a database of ours" in done.err
    assert notes.read_bytes() == before


def test_a_database_in_a_missing_folder_is_told(tmp_path: Path) -> None:
    done = auditor("crawl", "http://127.0.0.1:1/", "--database", "missing/audit.db", cwd=tmp_path)
    assert done.code == Exit.STORAGE
    assert done.err.endswith("auditor: The folder missing does not exist. Make it, or name another --database.\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody can write to")
def test_a_database_in_a_folder_that_nobody_can_write_to_is_told(tmp_path: Path) -> None:
    done = auditor("crawl", "http://127.0.0.1:1/", "--database", "/proc/audit.db", cwd=tmp_path)
    assert done.code == Exit.STORAGE
    assert "/proc/audit.db can't be written. Check that the folder exists and may be written to." in done.err


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_database_is_told(tmp_path: Path) -> None:
    empty_database(tmp_path / "audit.db")
    (tmp_path / "audit.db").chmod(0o444)
    done = auditor("crawl", "http://127.0.0.1:1/", cwd=tmp_path)
    assert done.code == Exit.STORAGE
    assert "audit.db can't be written." in done.err


def test_a_locked_database_is_told(tmp_path: Path) -> None:
    empty_database(tmp_path / "audit.db")
    with closing(sqlite3.connect(tmp_path / "audit.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = auditor("crawl", "http://127.0.0.1:1/", cwd=tmp_path)
    assert done.code == Exit.STORAGE
    assert "audit.db is locked by another program." in done.err


def test_a_full_disk_stops_the_audit_and_says_what_is_kept(tmp_path: Path) -> None:
    with serve() as origin:
        done = auditor("crawl", f"{origin}/", "--render", "never", cwd=tmp_path, file_size=450_000)
    assert done.code == Exit.STORAGE
    assert "No room is left for audit.db." in done.err
    assert "what was done is kept" in done.err


def test_a_browser_that_is_not_there_is_told(fine: Path) -> None:
    done = auditor("check", "fine.html", "--browser", "/no/such/browser", cwd=fine)
    assert done.code == Exit.BROWSER
    assert "The browser that was named, /no/such/browser, is not there" in done.err


# -- check ---------------------------------------------------------------------------------------------------------


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
    (tmp_path / "pages.txt").write_text(f"# our pages\n{site}/fault\n{site}/missing\n{site}/pdf\n")
    done = auditor("check", "--targets", "pages.txt", cwd=tmp_path)
    assert done.code == Exit.INCOMPLETE
    assert "1 finding at the level asked" in done.err
    assert "Incomplete: 2 pages could not be audited, or not wholly." in done.err
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


def test_a_file_loads_nothing_from_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "private.css").write_text("h1 { color: maroon }")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.html").write_text(
        FINE.replace("</title>", '</title><link rel="stylesheet" href="../private.css">')
    )
    done = auditor("check", "pages/index.html", "--format", "json", cwd=tmp_path)
    assert done.code == Exit.INCOMPLETE, "a style sheet that is missing may hide a fault"
    (page,) = done.pages
    assert (page["url"], page["state"], page["reason"]) == ("pages/index.html", "partial", "gaps")
    assert "auditor.invalid" not in done.out


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


# -- crawl ---------------------------------------------------------------------------------------------------------


def test_a_crawl_that_reaches_nothing_exits_3(tmp_path: Path) -> None:
    done = auditor("crawl", "http://127.0.0.1:1/", cwd=tmp_path)
    assert done.code == Exit.INCOMPLETE
    assert "0 pages audited, 0 in part, of 1 address found." in done.err
    assert "1 page could not be looked at: The server could not be reached" in done.err


@pytest.mark.parametrize("command", ["crawl", "check"])
def test_an_address_that_leads_to_another_host_says_which_to_name(command: str, site: str, tmp_path: Path) -> None:
    done = auditor(command, f"{site}/moved", "--render", "never", cwd=tmp_path)
    there = site.replace("127.0.0.1", "localhost")
    assert done.code == Exit.INCOMPLETE
    assert f"{site}/moved leads to {there}/, on a host that you did not name." in done.err


def test_a_crawl_tells_its_numbers_in_plain_lines_and_plain_words(site: str, tmp_path: Path) -> None:
    done = auditor("crawl", f"{site}/", "--progress", "plain", "--fail-on", "failed", cwd=tmp_path)
    assert done.code == Exit.CLEAR, done.err
    assert "1 page audited, 0 in part, of 1 address found." in done.err
    assert "Findings that failed: on 0 pages." in done.err
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.err), "nothing redraws"
    again = auditor("evaluate", cwd=tmp_path)
    assert again.code == Exit.CLEAR
    assert re.search(r"^2 looks at pages judged again\.\nNo outcome changed\.$", again.out, re.MULTILINE)
    report = auditor("report", "--output", "out", cwd=tmp_path)
    assert report.code == Exit.CLEAR
    assert (tmp_path / report.out.strip()).is_file()
    shutil.rmtree(tmp_path / "audit.recordings")
    pruned = auditor("evaluate", cwd=tmp_path)
    assert pruned.code == Exit.USAGE
    assert "None of the audit's recordings is left" in pruned.err


def seen_on_a_terminal(site: str, folder: Path, **env: str) -> str:
    """What a crawl writes to a terminal, with all that steers it."""
    terminal, end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "auditor.cli", "crawl", f"{site}/", "--render", "never"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=end,
    )
    os.close(end)
    seen = b""
    with suppress(OSError):  # Linux answers so when the other end is closed
        while read := os.read(terminal, 65536):
            seen += read
    os.close(terminal)
    assert process.wait(timeout=60) == Exit.CLEAR
    return seen.decode()


COLOR = re.compile(r"\x1b\[[0-9;]*[349][0-9]?(;[0-9;]*)?m")


def test_progress_is_drawn_on_a_terminal_and_in_color_only_where_that_is_wanted(site: str, tmp_path: Path) -> None:
    drawn = seen_on_a_terminal(site, tmp_path)
    assert "Pages done: " in drawn
    assert COLOR.search(drawn)
    assert not COLOR.search(seen_on_a_terminal(site, tmp_path, NO_COLOR="1"))
    assert "\x1b" not in seen_on_a_terminal(site, tmp_path, TERM="dumb")


def test_a_crawl_may_be_asked_to_exit_1(site: str, tmp_path: Path) -> None:
    assert auditor("crawl", f"{site}/fault", "--fail-on", "failed", cwd=tmp_path).code == Exit.FINDINGS


def test_ctrl_c_stops_within_seconds_and_says_what_is_kept(site: str, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "auditor.cli", "crawl", f"{site}/many", "--concurrency", "1", "--progress", "none"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for_a_page(tmp_path / "audit.db")
    asked = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes of the command
    _, told = process.communicate(timeout=30)
    assert time.monotonic() - asked < 10
    assert process.returncode == Exit.INTERRUPTED
    assert "Stopped by Ctrl-C." in told
    assert "The pages done so far are kept in audit.db; read it with:" in told
    assert "Traceback" not in told
    with closing(sqlite3.connect(tmp_path / "audit.db")) as database:
        assert database.execute("SELECT state, reason FROM audit").fetchall() == [("stopped", "interrupted")]
        unended = "SELECT count(*) FROM url WHERE state IN ('found', 'admitted')"
        assert database.execute(unended).fetchone() == (0,)


def wait_for_a_page(path: Path) -> None:
    for _ in range(300):
        time.sleep(0.1)
        if path.is_file():
            with closing(sqlite3.connect(path)) as database:
                try:
                    if database.execute("SELECT count(*) FROM page").fetchone() != (0,):
                        return
                except sqlite3.OperationalError:
                    pass  # the tables are being made
    raise AssertionError("no page was audited in 30 seconds")


# -- the rest ------------------------------------------------------------------------------------------------------


def test_the_rules_are_listed_and_each_is_told(tmp_path: Path) -> None:
    listed = auditor("rules", cwd=tmp_path)
    assert [line.split()[0] for line in listed.out.splitlines()] == [rule.id for rule in ALL_RULES]
    told = auditor("rules", "image-name", cwd=tmp_path)
    assert told.out.startswith("### Image has an accessible name or is marked as decorative\n")
    assert "1.1.1" in told.out


def test_doctor_says_that_this_machine_can_audit(tmp_path: Path) -> None:
    done = auditor("doctor", cwd=tmp_path)
    assert done.code == Exit.CLEAR, done.out
    assert "WRONG" not in done.out
    assert auditor("doctor", "--browser", "/no/such/browser", cwd=tmp_path).code == Exit.BROWSER


def scrapy(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_scrapy_knows_the_spider() -> None:
    assert scrapy("list").stdout.split() == ["site"]


def test_scrapy_without_an_address_is_told_how_to_name_one() -> None:
    done = scrapy("crawl", "site")
    assert done.returncode != 0
    assert "Name the site: scrapy crawl site -a url=https://www.example.gov/" in done.stderr


def test_scrapy_crawls_a_site_by_its_own_conventions(site: str, tmp_path: Path) -> None:
    database = tmp_path / "audit.db"
    done = scrapy("crawl", "site", "-a", f"url={site}/", "-s", f"AUDITOR_DATABASE={database}")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(database)) as stored:
        assert stored.execute("SELECT state FROM url WHERE kind = 'page'").fetchall() == [("audited",)]
