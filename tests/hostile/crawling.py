"""`auditor crawl` as a person runs it, and what its database then says."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database


def environment() -> dict[str, str]:
    return {**os.environ, "AUDITOR_ALLOW_NO_SANDBOX": "1", "PYTHONUNBUFFERED": "1"}


def command(origin: str, database: Path, *options: str) -> list[str]:
    """The crawl of a site from its first page on. Without pictures, for which pages are asked for once more."""
    program = [sys.executable, "-m", "auditor.cli", "crawl"]
    return [*program, f"{origin}/", "--database", str(database), "--progress", "none", "--no-pictures", *options]


def crawl(origin: str, database: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The crawl, done."""
    return subprocess.run(
        command(origin, database, *options), capture_output=True, text=True, timeout=120, check=False, env=environment()
    )


def rows(database: Path, query: str) -> list[dict[str, Any]]:
    """What a query says of a database."""
    db = Database(database)
    try:
        return list(db.query(query))
    finally:
        db.close()


def ends(database: Path) -> dict[str, tuple[str, str]]:
    """State and reason of every URL: by path for the audited host, whole for others."""
    seed = urlsplit(rows(database, "SELECT url FROM site")[0]["url"]).netloc
    found = {}
    for row in rows(database, "SELECT url, state, reason FROM url"):
        parts = urlsplit(row["url"])
        key = row["url"].split(parts.netloc, 1)[1] if parts.netloc == seed else row["url"]
        found[key] = (row["state"], row["reason"])
    return found


def wait_for(database: Path, query: str, seconds: float = 40) -> None:
    """Waits until the query finds something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if database.exists():
            with suppress(sqlite3.OperationalError):  # the tables are not made yet
                if rows(database, query):
                    return
        time.sleep(0.1)
    raise AssertionError(f"nothing came of {query}")


def without_half_pages(database: Path) -> bool:
    """Whether the database is whole, each page in it has all that belongs to one, and each audited URL has its page."""
    whole = rows(database, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    orphans = rows(database, "PRAGMA foreign_key_check")
    bare = rows(
        database,
        "SELECT id FROM page WHERE NOT EXISTS (SELECT 1 FROM look WHERE page_id = page.id)"
        " OR NOT EXISTS (SELECT 1 FROM tally WHERE page_id = page.id)",
    )
    lost = rows(
        database,
        "SELECT url.url FROM url LEFT JOIN page ON page.audit_id = url.audit_id AND page.url = url.url"
        " WHERE url.kind = 'page' AND (url.state IN ('audited', 'partial')) != (page.id IS NOT NULL)",
    )
    return whole and not orphans and not bare and not lost
