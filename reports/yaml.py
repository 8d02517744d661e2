"""YAML in block style, of strings, whole numbers, booleans, lists and mappings.

Every string is in double quotes, as in JSON, of which YAML 1.2 is a superset; so no reader takes `1.1.1` for a number,
`no` for a boolean or a page's words for the start of something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from reports.wording import CONTROL

Value = str | int | bool | Sequence["Value"] | Mapping[str, "Value"]

PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
BREAKS = re.compile("[\u2028\u2029\ufeff]")
"""What readers of YAML 1.1 take for the end of a line or the start of a file."""


def block(value: Mapping[str, Value]) -> str:
    """The document, with the keys in the order given."""
    return "".join(f"{line}\n" for line in _lines(value))


def _lines(value: Value) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        for key, each in value.items():
            assert PLAIN_KEY.fullmatch(key)
            yield from _entry(f"{key}:", each)
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        for each in value:
            first, *rest = _lines(each)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        yield _flow(value)


def _entry(key: str, value: Value) -> Iterator[str]:
    if isinstance(value, str | int) or not value:
        yield f"{key} {_flow(value)}"
    else:
        yield key
        yield from (f"  {line}" for line in _lines(value))


def _flow(value: Value) -> str:
    """A scalar, or an empty list or mapping, on one line."""
    if not isinstance(value, str):
        return json.dumps(value)
    written = json.dumps(CONTROL.sub("\ufffd", value), ensure_ascii=False)
    return BREAKS.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
