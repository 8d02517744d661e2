from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from reports import FORMATS
from reports.files import written
from reports.json import SCHEMA
from reports.json_stream import dumped
from reports.uris import path, uri
from reports.wording import CONTROL
from reports.xlsx import MOST_CHARACTERS, fitting
from tests.reports.documents import SHEET, assertions, document, loaded, run, suites, workbook
from tests.reports.payloads import PAYLOADS
from tests.reports.records import Records
from tests.reports.test_hostile_text import hostile_records

MORE = (
    "<r>1</r>",
    "]]><failure/>",
    '"}{"',
    "\\u0022\\",
    "\x00\x01\x08\x0b\x0c\x1f\x7f\x85\x9f\ufffe\uffff\u2028",
    "\U0001f4a9 \u202eegami\u202c \u2066x\u2069",
    "[a link](https://evil.example)",
    "{0} {{ }}",
    "\r\n\n# A heading\n\n- [x] done",
    "_x003D_1",
    '=HYPERLINK("https://evil.example")',
    "@everyone #1 ~~x~~",
)
URI = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#\[\]-]|%[0-9A-Fa-f]{2})+")


@pytest.fixture(scope="module", params=PAYLOADS + MORE)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Records:
    return hostile_records(tmp_path_factory.mktemp("hostile"), request.param)


def test_no_stored_text_breaks_a_document_or_is_lost(hostile: Records) -> None:
    records, payload = hostile, hostile.text
    shown = CONTROL.sub("\ufffd", payload)

    told = loaded(records, "json")
    jsonschema.validate(told, json.loads(SCHEMA.read_text(encoding="utf-8")))
    (audit,) = told["audits"]
    assert len(audit["findings"]) == 10
    assert all(finding["detail"] == payload for finding in audit["findings"])

    said = assertions(records)
    assert sum(each["result"]["description"].endswith(payload.strip() or payload) for each in said) >= 10
    assert all(URI.fullmatch(each["subject"]) for each in said)

    scanned = run(records)
    assert len(scanned["results"]) == 10
    for result in scanned["results"]:
        (place,) = result["locations"]
        assert URI.fullmatch(place["physicalLocation"]["artifactLocation"]["uri"])
        assert place["physicalLocation"]["region"]["snippet"]["text"].endswith(shown)
        assert not re.search(r"(?<!\\)\[", result["message"]["text"])

    cases = suites(records)
    assert len(cases.findall(".//failure")) == len(cases.findall(".//skipped")) - 6 == 5
    assert all(shown.strip() in each.text for each in cases.iter("failure"))

    book = workbook(document(records, "xlsx"))
    assert [row["Role"] for row in book.rows("Findings")] == ["img" + shown] * 10


def test_a_document_shows_no_character_that_a_screen_obeys(hostile: Records) -> None:
    for format in FORMATS.keys() - {"csv", "xlsx"}:
        assert CONTROL.search(document(hostile, format).read_text(encoding="utf-8")) is None, format


def test_markdown_holds_what_pages_say_in_code_alone(hostile: Records) -> None:
    text = document(hostile, "markdown").read_text(encoding="utf-8")
    prose = re.sub(r"(?ms)^(`{3,})html\n.*?\n\1$", "", text)
    prose = re.sub(r"(?s)(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "", prose)
    assert not re.search(r"(?<!\\)[<\[]", prose)
    headings = [text[:12] for text in prose.splitlines() if text.startswith("#")]
    assert headings == ["# Section 50", "## Do these ", "### 1. Say w", "## A person ", "## What auto"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_a_workbook_is_a_formula_or_becomes_one_when_it_is_edited(tmp_path: Path, start: str) -> None:
    records = Records(tmp_path / "audit.db")
    records.rules()
    formula = f"{start}cmd|' /C calc'!A0"
    records.finding(records.page("https://www.example.gov/"), message=formula, name=formula, html=formula)

    book = workbook(document(records, "xlsx"))
    (row,) = book.rows("Findings")
    assert row["Name"] == formula
    for name, tree in book.xml.items():
        assert not list(tree.iter(f"{SHEET}f", f"{SHEET}hyperlink")), name
        for cell in tree.iter(f"{SHEET}c"):
            text = "".join(each.text or "" for each in cell.iter(f"{SHEET}t"))
            if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
                style = book.xml["xl/styles.xml"].find(f"{SHEET}cellXfs")[int(cell.get("s"))]
                assert style.get("quotePrefix") == "1"


def test_a_cell_that_is_too_long_says_that_it_was_cut() -> None:
    assert fitting("x" * MOST_CHARACTERS) == "x" * MOST_CHARACTERS
    for text in ("x" * (MOST_CHARACTERS + 1), "\U0001f4a9" * 20_000):
        cut = fitting(text)
        assert len(cut.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
        length = len(text.encode("utf-16-le")) // 2
        assert cut.endswith(f"… (cut here, of {length:,} characters; the formats csv and json have all)")


@pytest.mark.parametrize(
    "address", ["https://[::1]:80/a[b]?c=[d]", "HTTP://x/%zz%20", "/a b/c.html", "a:b.html", "x\ud800"]
)
def test_an_address_becomes_a_uri_and_a_path(address: str) -> None:
    assert URI.fullmatch(uri(address))
    assert URI.fullmatch(path(address))
    assert not re.match("[a-z]+:(?!///)", path(address)), "what reads like a scheme is an address of another kind"


def test_what_json_writes_can_be_read_as_it_was() -> None:
    text = "".join(map(chr, range(0x20, 0x3000))) + "\ud800\ufffe\u0000"
    assert json.loads(dumped(text)) == text
    assert CONTROL.search(dumped(text)) is None


def test_a_document_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), written(tmp_path / "new" / "report.json") as file:
        file.write(str(1 / 0))
    assert list((tmp_path / "new").iterdir()) == []


def test_what_the_library_takes_for_its_own_markup_is_text(tmp_path: Path) -> None:
    records = Records(tmp_path / "audit.db")
    records.rules()
    markup = "<r><t>1</t><f>2</f></r>"
    records.finding(records.page("https://www.example.gov/"), html=markup, name="<r>&</r>")

    (row,) = workbook(document(records, "xlsx")).rows("Findings")
    assert (row["HTML"], row["Name"]) == (f"{markup} ", "<r>&</r> ")
