"""The documents of one file that a report has, read by others than what wrote them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from reports import FORMATS, write_document
from tests.reports.records import Records

Json = dict[str, Any]

STRICT = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def document(records: Records, format: str) -> Path:
    """Writes a document beside the database."""
    return write_document(records.path, format, records.path.parent / f"report.{FORMATS[format].suffix}")


def loaded(records: Records, format: str) -> Json:
    """A document in JSON."""
    found: Json = json.loads(document(records, format).read_text(encoding="utf-8"))
    return found


def assertions(records: Records) -> list[Json]:
    """The assertions of an EARL report."""
    return [node for node in loaded(records, "earl")["@graph"] if node["@type"] == "Assertion"]


def run(records: Records) -> Json:
    """The only run of a SARIF log."""
    (found,) = loaded(records, "sarif")["runs"]
    assert isinstance(found, dict)
    return found


def suites(records: Records) -> etree._Element:
    """A JUnit report as a tree."""
    return etree.fromstring(document(records, "junit").read_bytes(), STRICT)


@dataclass(frozen=True)
class Workbook:
    """A workbook: its sheets' cells by name, and the XML that they were in."""

    sheets: dict[str, list[list[str | float]]]
    xml: dict[str, etree._Element]

    def rows(self, sheet: str) -> list[dict[str, str | float]]:
        """The rows of a sheet by heading."""
        heading, *rows = self.sheets[sheet]
        return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def workbook(path: Path) -> Workbook:
    """A workbook read without a library for workbooks."""
    with ZipFile(path) as held:
        assert held.testzip() is None
        parts = {name: etree.fromstring(held.read(name), STRICT) for name in held.namelist()}
    targets = {each.get("Id"): each.get("Target") for each in parts["xl/_rels/workbook.xml.rels"]}
    sheets = {
        each.get("name"): parts[f"xl/{targets[each.get(RELATION)]}"]
        for each in parts["xl/workbook.xml"].iter(f"{SHEET}sheet")
    }
    return Workbook({name: list(_rows(tree)) for name, tree in sheets.items()}, parts)


def _rows(sheet: etree._Element) -> Iterator[list[str | float]]:
    rows = [{_column(cell.get("r")): _value(cell) for cell in row} for row in sheet.iter(f"{SHEET}row")]
    width = max(map(max, rows), default=0) + 1
    return ([row.get(place, "") for place in range(width)] for row in rows)


def _column(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: etree._Element) -> str | float:
    if cell.get("t") == "inlineStr":
        text = "".join(each.text or "" for each in cell.iter(f"{SHEET}t"))
        return re.sub("_x([0-9A-F]{4})_", lambda escape: chr(int(escape[1], 16)), text)
    assert cell.get("t", "n") == "n"
    return float(cell.findtext(f"{SHEET}v"))
