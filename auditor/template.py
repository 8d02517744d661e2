"""Which template a page was made from, told by what its upper levels have in common with others. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import orjson

from rules.page import ELEMENT

_DIGITS = re.compile(r"\d+")
_DEPTH = 4
_CONTAINERS = frozenset("html body div header footer nav main aside section form frameset".split())
_CONTENT = frozenset(("main", "article"))
"""What stands inside them is what the pages of a template differ in."""


def template_of(recording: Mapping[str, Any]) -> str:
    """A short name for the page's template: the containers of its first levels and their classes, not their number.

    Two pages with the same name were most likely made by the same template; the reverse need not hold.
    """
    nodes = recording["nodes"]
    depth: dict[int, int] = {}
    paths: dict[int, str] = {}
    marks: set[str] = set()
    columns = zip(nodes["kind"], nodes["parent"], nodes["name"], nodes["value"], strict=True)
    for number, (kind, parent, name, value) in enumerate(columns):
        if kind != ELEMENT:
            if parent < 0:
                depth[number], paths[number] = 0, ""
            continue
        level = depth.get(parent, _DEPTH)
        if level >= _DEPTH or not (name in _CONTAINERS or "-" in name):
            continue
        classes = " ".join(sorted(_DIGITS.sub("#", value.get("class", "")).split()))
        path = f"{paths[parent]}>{name}.{classes}"
        is_content = name in _CONTENT or value.get("role") == "main"
        depth[number], paths[number] = _DEPTH if is_content else level + 1, path
        if level >= 1:
            marks.add(path)
    return hashlib.sha256("\n".join(sorted(marks)).encode()).hexdigest()[:12]


def is_for_phones(recording: Mapping[str, Any]) -> bool:
    """Whether a page names a viewport; one that does not is shown to phones laid out as on a desktop, only smaller."""
    nodes = recording["nodes"]
    columns = zip(nodes["name"], nodes["value"], strict=True)
    return any(name == "meta" and value.get("name", "").strip().lower() == "viewport" for name, value in columns)


def content_of(recording: Mapping[str, Any]) -> str:
    """A name for what the page shows and how: equal for two addresses of one page, not for two styles of one text."""
    nodes = recording["nodes"]
    columns = [nodes[column] for column in ("kind", "name", "value", "style")]
    told = [columns, recording["styles"], recording["gaps"], [frame["url"] for frame in recording["documents"][1:]]]
    return hashlib.sha256(orjson.dumps(told)).hexdigest()[:32]
