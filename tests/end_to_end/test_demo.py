"""The main job, done as a person would: crawl the demonstration site, and hold what was found against its manifest."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlite_utils import Database

import auditor.demo
from auditor.demo.server import serve

MANIFEST: dict[str, Any] = tomllib.loads((Path(auditor.demo.__file__).parent / "faults.toml").read_text("utf-8"))

Found = set[tuple[str, str, str, str]]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("demo") / "audit.db"
    with serve() as origin:
        command = [sys.executable, "-m", "auditor.cli", "crawl", f"{origin}/", "--database", str(path), "--progress", "none"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    database = Database(path)
    yield database
    database.close()


def path_of(url: str) -> str:
    return urlsplit(url).path


def expected() -> Found:
    return {
        (fault["rule"], page, fault["target"], fault["outcome"])
        for fault in MANIFEST["fault"]
        for page in (MANIFEST["pages"] if fault["page"] == "*" else [fault["page"]])
    }


def test_every_page_of_the_site_is_audited_and_no_other(audited: Database) -> None:
    rows = audited.query("SELECT url FROM url WHERE kind = 'page' AND state = 'audited'")
    assert sorted(path_of(row["url"]) for row in rows) == MANIFEST["pages"]


def test_every_address_has_one_end_and_a_reason(audited: Database) -> None:
    ends = {path_of(row["url"]): (row["state"], row["reason"]) for row in audited.query("SELECT * FROM url")}
    elsewhere = MANIFEST["elsewhere"]
    assert {state for state, _ in ends.values()} <= {"audited", "skipped", "failed"}
    assert all(ends[path] == ("skipped", "robots") for path in elsewhere["disallowed"])
    assert all(ends[path] == ("failed", "status") for path in elsewhere["missing"])
    assert all(ends[path] == ("skipped", "document") for path in elsewhere["documents"])
    assert all(ends[path] == ("skipped", "duplicate") for path in elsewhere["duplicates"])
    assert all(ends[path] == ("skipped", "redirect") for path in elsewhere["redirects"])


def test_each_planted_fault_is_found_and_nothing_else_fails(audited: Database) -> None:
    rows = list(audited.query("SELECT * FROM findings WHERE widths LIKE '%1280%' OR outcome = 'failed'"))
    found: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = (row["rule_id"], path_of(row["url"]), row["outcome"])
        found[key] = found.get(key, 0) + 1
    wanted: dict[tuple[str, str, str], int] = {}
    for rule, page, _, outcome in expected():
        wanted[rule, page, outcome] = wanted.get((rule, page, outcome), 0) + 1
    failed = {key: n for key, n in found.items() if key[2] == "failed"}
    assert failed == {key: n for key, n in wanted.items() if key[2] == "failed"}
    missing = {key for key in wanted if key[2] == "cantTell"} - set(found)
    assert not missing


def test_a_finding_names_what_the_reader_needs(audited: Database) -> None:
    for row in audited.query("SELECT * FROM findings WHERE outcome = 'failed'"):
        assert row["rule_title"]
        assert row["message"]
        assert json.loads(row["section508"])
        assert row["widths"]


def test_every_page_was_judged_by_every_rule(audited: Database) -> None:
    rules = next(iter(audited.query("SELECT count(*) AS n FROM rule")))["n"]
    for row in audited.query("SELECT page_id, count(DISTINCT rule_id) AS n FROM tally WHERE width = 1280 GROUP BY 1"):
        assert row["n"] == rules
