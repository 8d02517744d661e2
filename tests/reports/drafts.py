"""Documents of a report, read back, and databases that put them to the test."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reports import FORMATS, write_document
from tests.reports.records import Records

CLAIM = re.compile(
    r"(?<![\w-])supports\b|\bconforms\b|\bcompliant\b|\bcomplies\b|fully conform|earl:passed|earl:inapplicable"
    r"|does-not-support|not-applicable|not-evaluated|\bclean\b",
    re.IGNORECASE,
)
"""What no document says of a site that nobody but a program has looked at."""


def written_document(records: Records, format: str, audit: str | None = None) -> str:
    """The text of a document of these records."""
    output = records.path.parent / f"document.{FORMATS[format].suffix}"
    return write_document(records.path, format, output, audit).read_text(encoding="utf-8")


def failing(records: Records, pages: int = 3) -> list[str]:
    """Pages of which the first fails 1.1.1 and the second leaves a question about 2.4.4; returns their ids."""
    records.rules()
    records.rule("link-purpose", title="Link purpose")
    records.requirement("wcag", "2.4.4", "Link Purpose (In Context)", position=3, level="A")
    message = "Does the link say where it leads?" + records.text
    row = {"rule_id": "link-purpose", "kind": "wcag", "requirement_id": "2.4.4", "word": "asks"}
    records.add("bearing", rules_version="rules-1", outcome="cantTell", message=message, **row)
    failed = "The image has no accessible name." + records.text
    judged = [records.page(f"https://www.example.gov/{number}") for number in range(pages)]
    for page_id in judged:
        records.tally(page_id)
    records.finding(judged[0])
    records.tally(judged[0], "failed", message=failed)
    records.finding(judged[1], "cantTell", "Does the link say where it leads?", "link-purpose")
    records.tally(judged[1], "cantTell", message=message, rule_id="link-purpose")
    return judged


def hostile(folder: Path, payload: str) -> Records:
    """A database with the payload in every text that a website, or anyone else, could choose."""
    records = Records(folder / "audit.db", payload)
    failing(records)
    records.url("https://www.example.gov/private", "skipped", reason=payload, leads_to=payload)
    records.url(payload, "failed", reason=payload)
    return records


def unyaml(text: str) -> Any:
    """The value of a document in the part of YAML that we write; anything else is an error."""
    lines = [(len(line) - len(line.lstrip(" ")), line.lstrip(" ")) for line in text.removesuffix("\n").split("\n")]
    value, rest = _read(lines)
    assert not rest
    return value


def _read(lines: list[tuple[int, str]]) -> tuple[Any, list[tuple[int, str]]]:
    """The value that the lines start with, and the lines after it."""
    indent, first = lines[0]
    found: dict[str, Any] = {}
    items: list[Any] = []
    while lines and lines[0][0] == indent:
        line = lines[0][1]
        if line.startswith("- "):
            is_scalar = line[2:3] != "-" and not re.match(r"[A-Za-z_]+:", line[2:])
            item, lines = (
                (json.loads(line[2:]), lines[1:]) if is_scalar else _read([(indent + 2, line[2:]), *lines[1:]])
            )
            items.append(item)
        elif match := re.fullmatch(r"([A-Za-z_]+):(?: (.+))?", line):
            if match[2] is None:
                assert lines[1][0] > indent
                found[match[1]], lines = _read(lines[1:])
            else:
                found[match[1]], lines = json.loads(match[2]), lines[1:]
        else:
            raise AssertionError(f"no line of ours: {line!r}")
    return items if first.startswith("- ") else found, lines


def strings(value: Any) -> Iterator[str]:
    """Every string in a document, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
