"""Servers that never answer and databases that cannot be written end in a sentence, not in a wait."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from auditor.recording import Shelf
from tests.hostile.crawling import crawl, ends, environment, rows, wait_for, without_half_pages
from tests.hostile.server import Answer, Resource, links, page, serve

IMPATIENT = """
import sys
import auditor.evaluation, auditor.settings, auditor.store
auditor.settings.DOWNLOAD_TIMEOUT = 2
auditor.store._BUSY_MS = 300
auditor.evaluation.JUDGE_SECONDS = 6
from auditor.cli import main
if __name__ == "__main__":
    main()
"""


def impatient(origin: str, database: Path) -> subprocess.Popen[str]:
    """A crawl that waits for nobody longer than two seconds."""
    arguments = ["crawl", f"{origin}/", "--database", str(database), "--progress", "none", "--render", "never"]
    return subprocess.Popen(
        [sys.executable, "-c", IMPATIENT, *arguments], stderr=subprocess.PIPE, text=True, env=environment()
    )


def many(count: int) -> dict[str, Resource]:
    """A site of so many pages, no two alike."""
    pages = {f"/{n}": page(f"<p>{n}</p>") for n in range(1, count)}
    return {"/": links(*pages), **pages}


def test_answers_that_never_end_are_given_up_and_the_rest_goes_on(tmp_path: Path) -> None:
    site_of = {
        "/": links("/hangs", "/drips", "/cut", "/fine"),
        "/hangs": Answer(b"late", hold=60),
        "/drips": Answer(b"x" * 1000, drip=0.3),
        "/cut": Answer(b"<p>Only the beginning", headers={"Content-Length": "100000"}),
        "/fine": page("Fine"),
    }
    with serve(site_of) as site:
        process = impatient(site.origin, tmp_path / "audit.db")
        _, told = process.communicate(timeout=60)
    assert process.returncode == 3, told
    assert "No answer, or not done, in the time allowed" in told
    found = ends(tmp_path / "audit.db")
    assert found["/hangs"] == found["/drips"] == ("failed", "timeout")
    assert found["/cut"] == ("failed", "network")
    assert found["/fine"][0] == "partial"


def test_a_page_over_which_judging_hangs_is_told_and_the_next_is_judged(tmp_path: Path) -> None:
    database = tmp_path / "audit.db"
    with serve(many(30), jitter=0.2) as site:
        process = impatient(site.origin, database)
        wait_for(database, "SELECT 1 FROM page LIMIT 1 OFFSET 1")
        (worker,) = (p for p in psutil.Process(process.pid).children() if "spawn_main" in " ".join(p.cmdline()))
        worker.suspend()
        _, told = process.communicate(timeout=90)
    assert process.returncode == 3, told
    lost = rows(database, "SELECT detail FROM url WHERE state = 'failed' AND reason = 'timeout'")
    assert lost == [{"detail": "Judging the page took too long."}]
    assert rows(database, "SELECT count(*) AS n FROM page") == [{"n": 29}]
    assert without_half_pages(database)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    tool = shutil.which("mount")
    mounted = tool and subprocess.run(
        [tool, "-t", "tmpfs", "-o", "size=5m", "none", disk], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("nobody may mount a small disk here: that takes root, and a system that lets root")
    yield disk
    subprocess.run(["umount", disk], check=True)  # noqa: S607 - as mount, which was there


def test_a_disk_that_fills_up_stops_the_audit_and_what_was_done_is_whole(small_disk: Path) -> None:
    database = small_disk / "audit.db"
    with serve(many(2000)) as site:
        done = crawl(site.origin, database, "--render", "never", "--concurrency", "8")
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
    assert re.search(r"No room is left for .*audit\.db\.|The recording of a page can't be kept", done.stderr)
    assert "what was done is kept" in done.stderr
    assert shutil.disk_usage(small_disk).free < 200_000
    kept = rows(database, "SELECT recording_hash AS name FROM look")
    assert len(kept) > 10
    assert without_half_pages(database)
    shelf = Shelf(database.with_suffix(".recordings"))
    for row in kept:
        assert shelf.get(row["name"])


def test_a_database_that_another_program_locks_stops_the_audit_with_a_sentence(tmp_path: Path) -> None:
    database = tmp_path / "audit.db"
    with serve(many(200)) as site:
        process = impatient(site.origin, database)
        wait_for(database, "SELECT 1 FROM page LIMIT 1 OFFSET 3")
        other = sqlite3.connect(database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        locked = time.monotonic()
        _, told = process.communicate(timeout=60)
        assert time.monotonic() - locked < 20
        other.execute("ROLLBACK")
        other.close()
    assert process.returncode == 4, told
    assert "audit.db is locked by another program. Wait until that is done, or name another --database." in told
    assert "Traceback" not in told
    assert rows(database, "SELECT count(*) AS n FROM page")[0]["n"] > 3
    assert without_half_pages(database)
