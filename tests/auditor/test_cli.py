"""The command told what makes no sense, or started where it can't work; and what it tells without an audit."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditor.cli import Exit, app
from auditor.demo.server import serve
from rules.registry import ALL_RULES
from tests.auditor.command import ROOT, auditor, empty_database


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


@pytest.mark.parametrize("command", [["check", "fine.html"], ["crawl", "http://127.0.0.1:1/"]])
def test_a_browser_that_is_not_there_is_told_and_nothing_is_left(command: list[str], fine: Path) -> None:
    done = auditor(*command, "--browser", "/no/such/browser", cwd=fine)
    assert done.code == Exit.BROWSER
    assert "The browser that was named, /no/such/browser, is not there" in done.err
    assert [file.name for file in fine.iterdir()] == ["fine.html"]


def test_a_browser_that_does_not_start_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    broken = tmp_path / "browser"
    broken.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Chromium 1.2.3.4 || exit 1\n')
    broken.chmod(0o755)
    done = auditor("crawl", "http://127.0.0.1:1/", "--browser", broken, cwd=tmp_path)
    assert done.code == Exit.BROWSER, done.err
    assert f"The browser {broken} did not start" in done.err
    assert [file.name for file in tmp_path.iterdir()] == ["browser"]


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
