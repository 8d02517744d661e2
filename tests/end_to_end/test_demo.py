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
from auditor.comparison import site_of
from auditor.demo.server import serve
from auditor.recording import Shelf, page_of
from auditor.store import Store
from rules.locate import Locator
from rules.registry import SITE_RULES
from tests.end_to_end.selection import select

MANIFEST: dict[str, Any] = tomllib.loads((Path(auditor.demo.__file__).parent / "faults.toml").read_text("utf-8"))

WIDE, PHONE = 1280, 375

OF_PAGES = {"bypass", "page-title", "title-descriptive"}
"""The rules about whole pages."""

Finding = tuple[str, str, str, str]
"""Rule, page, selector of the target, outcome."""


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("demo") / "audit.db"
    with serve() as origin:
        command = [
            sys.executable,
            "-m",
            "auditor.cli",
            "crawl",
            f"{origin}/",
            "--database",
            str(path),
            "--progress",
            "none",
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    database = Database(path)
    yield database
    database.close()


def path_of(url: str) -> str:
    return urlsplit(url).path


@pytest.fixture(scope="module")
def selectors(audited: Database) -> dict[tuple[str, str], str]:
    """How findings tell each target of the manifest, by page and the manifest's own selector."""
    names: dict[str, str] = {
        path_of(row["url"]): row["recording_hash"]
        for row in audited.query(
            "SELECT url, recording_hash FROM look JOIN page ON page.id = page_id WHERE width = 1280"
        )
    }
    (path,) = (row["file"] for row in audited.query("PRAGMA database_list") if row["name"] == "main")
    shelf = Shelf(Path(path).with_suffix(".recordings"))
    told: dict[tuple[str, str], str] = {}
    for path, name in names.items():
        page = page_of(shelf.get(name))
        locator = Locator(page)
        for entry in (*MANIFEST["fault"], *MANIFEST["decoy"]):
            if entry["page"] in ("*", path):
                (target,) = select(page, entry["target"])
                told[path, entry["target"]] = locator.locate(target).selector
    return told


def planted(kind: str, selectors: dict[tuple[str, str], str]) -> set[Finding]:
    """The manifest's faults or decoys, told as findings are. A finding on the whole page has no selector."""
    return {
        (
            entry["rule"],
            page,
            "" if entry["rule"] in OF_PAGES else selectors[page, entry["target"]],
            entry.get("outcome", ""),
        )
        for entry in MANIFEST[kind]
        for page in (MANIFEST["pages"] if entry["page"] == "*" else [entry["page"]])
    }


def findings(database: Database, width: int) -> set[Finding]:
    rows = database.query("SELECT * FROM assertion JOIN page ON page.id = page_id WHERE width = ?", [width])
    return {(row["rule_id"], path_of(row["url"]), row["selector"], row["outcome"]) for row in rows}


def test_every_page_of_the_site_is_audited_and_no_other(audited: Database) -> None:
    rows = audited.query("SELECT url FROM url WHERE kind = 'page' AND state = 'audited'")
    assert sorted(path_of(row["url"]) for row in rows) == MANIFEST["pages"]


def test_every_address_has_one_end_and_a_reason(audited: Database) -> None:
    ends = {path_of(row["url"]): (row["state"], row["reason"]) for row in audited.query("SELECT * FROM url")}
    elsewhere = MANIFEST["elsewhere"]
    assert {state for state, _ in ends.values()} <= {"audited", "skipped", "failed"}
    assert all(ends[path] == ("skipped", "robots") for path in elsewhere["disallowed"])
    assert all(ends[path] == ("failed", "missing") for path in elsewhere["missing"])
    assert all(ends[path] == ("skipped", "document") for path in elsewhere["documents"])
    assert all(ends[path] == ("skipped", "duplicate") for path in elsewhere["duplicates"])
    assert all(ends[path] == ("skipped", "redirect") for path in elsewhere["redirects"])


def test_what_is_found_is_what_was_planted(audited: Database, selectors: dict[tuple[str, str], str]) -> None:
    assert sorted(findings(audited, WIDE)) == sorted(planted("fault", selectors))


def test_a_phone_shows_no_other_faults(audited: Database, selectors: dict[tuple[str, str], str]) -> None:
    found = findings(audited, PHONE)
    assert found
    assert found <= planted("fault", selectors)


def test_what_only_looks_like_a_fault_is_not_reported(audited: Database, selectors: dict[tuple[str, str], str]) -> None:
    found = {finding[:3] for finding in findings(audited, WIDE) | findings(audited, PHONE)}
    assert found.isdisjoint(decoy[:3] for decoy in planted("decoy", selectors))


def test_a_finding_names_what_the_reader_needs(audited: Database) -> None:
    for row in audited.query("SELECT * FROM findings WHERE outcome = 'failed'"):
        assert row["rule_title"]
        assert row["message"]
        assert json.loads(row["section508"])
        assert row["widths"]


def test_every_page_was_judged_by_every_rule(audited: Database) -> None:
    rules = next(iter(audited.query("SELECT count(*) AS n FROM rule WHERE scope = 'page'")))["n"]
    for row in audited.query("SELECT page_id, count(DISTINCT rule_id) AS n FROM tally WHERE width = 1280 GROUP BY 1"):
        assert row["n"] == rules


def site_findings(database: Database) -> list[tuple[str, str, str, list[str]]]:
    """Rule, name, outcome and the pages of each assertion of a site rule."""
    rows = database.query(
        "SELECT rule_id, component, outcome, json_group_array(page.url) AS urls FROM site_assertion"
        " JOIN site_place USING (evaluation_id, number) JOIN page ON page.id = page_id"
        " GROUP BY evaluation_id, number"
    )
    return sorted(
        (row["rule_id"], row["component"], row["outcome"], sorted(map(path_of, json.loads(row["urls"]))))
        for row in rows
    )


def linking_pages() -> list[str]:
    """The pages that have the shared links at their foot."""
    return sorted(set(MANIFEST["pages"]) - {"/statistics.html"})


def test_what_is_found_by_comparing_pages_is_what_was_planted(audited: Database) -> None:
    assert site_findings(audited) == sorted(
        (entry["rule"], entry["name"], entry["outcome"], linking_pages() if entry["pages"] == "*" else entry["pages"])
        for entry in MANIFEST["site_fault"]
    )


def test_what_only_looks_like_a_fault_of_the_site_passes(audited: Database) -> None:
    (path,) = (row["file"] for row in audited.query("PRAGMA database_list") if row["name"] == "main")
    store = Store(Path(path))
    (run,) = store.database.query("SELECT audit_id, id FROM evaluation")
    site = site_of(store, run["audit_id"], run["id"])
    store.close()
    for rule in SITE_RULES:
        outcomes = {target.name: rule.expectation(target).outcome for target in rule.applicability(site)}
        decoys = [entry["name"] for entry in MANIFEST["site_decoy"] if entry["rule"] == rule.id]
        assert {name: outcomes[name] for name in decoys} == dict.fromkeys(decoys, "passed")


def test_every_site_rule_judged_the_site(audited: Database) -> None:
    rows = audited.query("SELECT id FROM rule WHERE scope = 'site' AND id NOT IN (SELECT rule_id FROM site_tally)")
    assert list(rows) == []


def test_a_fault_of_the_site_is_a_finding_on_each_of_its_pages(audited: Database) -> None:
    rows = list(audited.query("SELECT * FROM findings WHERE scope = 'site' AND rule_id = 'consistent-navigation'"))
    assert [path_of(row["url"]) for row in rows] == ["/harbors/north.html"]
    assert (rows[0]["outcome"], rows[0]["fails"], rows[0]["name"]) == ("failed", '["9.B"]', "Fees, Offices")
    (provision,) = audited.query("SELECT * FROM provisions WHERE kind = 'trusted_tester' AND id = '9.B'")
    assert (provision["rules"], provision["failed"]) == (1, 1)
