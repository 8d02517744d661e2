from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from reports.csv import inert
from reports.files import slug
from reports.html import href
from tests.reports.pages import elements, page, site_folder, written_report
from tests.reports.payloads import PAYLOADS
from tests.reports.records import Records

FORBIDDEN = {
    "script",
    "iframe",
    "object",
    "embed",
    "base",
    "link",
    "form",
    "template",
    "img",
    "svg",
    "math",
    "noscript",
}
LINK = re.compile(r"https?://|#[a-z0-9-]+$|(\.\./)?[a-z0-9/-]+\.(html|csv)$")
"""What a report links to: the web, itself, and nothing else."""

ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//x",
)


def hostile_records(tmp_path: Path, payload: str) -> Records:
    records = Records(tmp_path / "audit.db", payload)
    records.rules()
    for number in range(5):
        gaps = '[["frame", "not captured <script>alert(1)</script>", "javascript:alert(1)"]]'
        page_id = records.page(f"https://www.example.gov/{number}", gaps=gaps)
        records.finding(page_id)
        records.finding(page_id, "cantTell", "Does the name say what the image says?")
        records.tally(page_id, "untested", message="The rule raised." + payload)
    records.url("https://www.example.gov/private", "skipped", reason=payload, leads_to=payload)
    records.url(payload, "failed", reason=payload)
    records.audit("audit-0", started_at="2024-01-01T00:00:00+00:00")
    return records


def hostile_report(tmp_path: Path, payload: str) -> Path:
    return written_report(hostile_records(tmp_path, payload))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_stored_text_becomes_markup_that_runs_loads_or_styles(tmp_path: Path, payload: str) -> None:
    pages = list(hostile_report(tmp_path, payload).rglob("*.html"))

    assert len(pages) >= 6
    for path in pages:
        for name, attributes in elements(path):
            assert name not in FORBIDDEN
            assert not [attribute for attribute in attributes if attribute.startswith("on") or attribute == "style"]
            assert LINK.match(attributes.get("href", "#main"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_stored_text_is_shown_as_it_was_stored(tmp_path: Path, payload: str) -> None:
    (path, *_) = sorted(site_folder(hostile_report(tmp_path, payload)).glob("image-name-*-places.html"))
    shown_on = page(path.with_name(path.name.replace("-places", "")))

    visible = "".join(character if character.isprintable() else "\ufffd" for character in payload)
    shown = "".join(c if c.isprintable() else "\ufffd" for c in shown_on.xpath("string(//pre)"))
    assert visible in shown


def test_a_page_has_one_style_sheet_and_one_policy_that_allows_only_it(tmp_path: Path) -> None:
    for path in hostile_report(tmp_path, PAYLOADS[3]).rglob("*.html"):
        tree = page(path)
        assert len(tree.findall(".//style")) == 1
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        assert len(tree.xpath("//meta[@http-equiv]")) == 1


def test_no_file_is_named_by_text_from_the_site(tmp_path: Path) -> None:
    report = hostile_report(tmp_path, "/../../<x>\x00CON:")

    names = {part for path in report.rglob("*") for part in path.relative_to(report).parts}
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") for name in names)
    assert all(len(name) < 70 and not name.startswith(".") for name in names)
    assert not [path for path in tmp_path.iterdir() if not path.name.startswith(("audit.db", "report"))]


def test_two_hosts_that_read_alike_have_different_folders() -> None:
    assert slug("a.example.gov") != slug("a-example.gov")
    assert slug("a.example.gov", "1") != slug("a.example.gov", "2")


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_http_addresses_become_links(address: str) -> None:
    assert href(address) == ""
    assert href(f"https://www.example.gov/?to={address}") != ""


@pytest.mark.parametrize(
    "address", ["https://", "https://a b", "http:x", "https://x\n.gov", " https://x.gov", "https://" + "x" * 3000]
)
def test_an_address_that_is_no_plain_one_becomes_no_link(address: str) -> None:
    assert href(address) == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_spreadsheet_finds_no_formula(tmp_path: Path, start: str) -> None:
    records = Records(tmp_path / "audit.db")
    records.rules()
    formula = f"{start}cmd|' /C calc'!A0"
    records.finding(records.page("https://www.example.gov/"), message=formula, name=formula, html=formula)

    path = site_folder(written_report(records)) / "findings.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == [f"'{formula}"]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(start)]


def test_a_harmless_cell_stays_as_it_is() -> None:
    assert inert("a = b") == "a = b"
    assert inert("") == ""
