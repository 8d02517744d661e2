"""Servers that never answer and databases that cannot be written end in a sentence, not in a wait."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.hostile.crawling import ends, environment, rows, wait_for, without_half_pages
from tests.hostile.server import Answer, links, page, serve

IMPATIENT = """
import sys
import auditor.settings, auditor.store
auditor.settings.DOWNLOAD_TIMEOUT = 2
auditor.store._BUSY_MS = 300
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


def test_a_database_that_another_program_locks_stops_the_audit_with_a_sentence(tmp_path: Path) -> None:
    database = tmp_path / "audit.db"
    with serve({"/": links(*(f"/{n}" for n in range(200))), **{f"/{n}": page(str(n)) for n in range(200)}}) as site:
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
