"""Findings that are known: `auditor check --baseline` lets them pass, so that old debt blocks nobody."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from auditor.targets import BadUse, text_of, write

VERSION = 1

Row = tuple[str, str, str]
"""URL or path of the page, rule, fingerprint."""


def _key(row: Row) -> str:
    """A finding as a baseline names it: by the page's path, so that a staging host has the same ones."""
    url, rule, fingerprint = row
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}" if "://" in url else url
    return f"{path} {rule} {fingerprint}"


def read(file: Path) -> Counter[str]:
    """How often each finding is known. Raises `BadUse`."""
    try:
        stored = json.loads(text_of("--baseline", file))
        version, rows = stored["baseline"], stored["findings"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadUse(f"--baseline {file} is no baseline. Make one with --write-baseline.") from error
    if version != VERSION or not isinstance(rows, list):
        raise BadUse(f"--baseline {file} is of another version. Make it anew with --write-baseline.")
    return Counter(map(str, rows))


def write_to(file: Path, rows: Iterable[Row]) -> None:
    """Writes findings as a baseline: one a line, sorted, so that a change of it reads well. Raises `BadUse`."""
    stored = {"baseline": VERSION, "findings": sorted(map(_key, rows))}
    write(file, json.dumps(stored, indent=1, ensure_ascii=False) + "\n")


def unknown(rows: Iterable[Row], known: Counter[str]) -> list[Row]:
    """The findings beyond those that are known; what is there more often than it was known is among them."""
    left = known.copy()
    found = []
    for row in rows:
        key = _key(row)
        if left[key] > 0:
            left[key] -= 1
        else:
            found.append(row)
    return found
