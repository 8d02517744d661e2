"""JSON that is written as it comes: a value may hold iterators, each of which becomes an array, one item a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reports.files import written
from reports.wording import CONTROL


def write_json(output: Path, value: Mapping[str, Any]) -> None:
    """Writes a document to a file."""
    with written(output) as file:
        file.writelines(pieces(value))
        file.write("\n")


def pieces(value: Any) -> Iterator[str]:
    """The text of a value, in order."""
    if _is_iterator(value):
        separator = "["
        for item in value:
            yield separator + "\n"
            yield from pieces(item)
            separator = ","
        yield "[]" if separator == "[" else "\n]"
    elif isinstance(value, dict) and any(map(_is_streamed, value.values())):
        separator = "{"
        for name, member in value.items():
            yield f"{separator}{dumped(name)}: "
            yield from pieces(member)
            separator = ",\n"
        yield "}"
    elif isinstance(value, list) and any(map(_is_streamed, value)):
        yield from pieces(iter(value))
    else:
        yield dumped(value)


def dumped(value: Any) -> str:
    """A value on one line. What a screen would obey instead of showing it is written as an escape, and nothing lost."""
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", _encode(value))


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _is_streamed(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_is_streamed, value.values()))
    return any(map(_is_streamed, value)) if isinstance(value, list) else _is_iterator(value)


def _is_iterator(value: Any) -> bool:
    return hasattr(value, "__next__")  # a tenth of the time that asking an abstract class takes, for each value
