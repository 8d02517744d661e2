"""`auditor crawl`, and `evaluate` and `report` after it: numbers, progress, exit codes, interruption."""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from auditor.cli import Exit
from tests.auditor.command import ROOT, auditor


def test_a_crawl_that_reaches_nothing_exits_3(tmp_path: Path) -> None:
    done = auditor("crawl", "http://127.0.0.1:1/", cwd=tmp_path)
    assert done.code == Exit.INCOMPLETE
    assert "0 pages audited, 0 in part, of 1 address found." in done.err
    assert "1 page could not be looked at: The server could not be reached" in done.err


@pytest.mark.parametrize(("start", "code"), [("dead-link", Exit.CLEAR), ("broken-link", Exit.INCOMPLETE)])
def test_a_dead_link_leaves_an_audit_whole_and_a_server_that_fails_does_not(
    start: str, code: Exit, site: str, tmp_path: Path
) -> None:
    done = auditor("crawl", f"{site}/{start}", "--render", "never", cwd=tmp_path)
    assert done.code == code, done.err
    assert "1 page could not be looked at: " in done.err


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
    assert re.search(r"^1 look at pages judged again\.\nNo outcome changed\.$", again.out, re.MULTILINE)
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
