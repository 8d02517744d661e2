"""A recording written out as HTML again, for those who want to read the rendered page with an HTML library."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from rules.page import DOCUMENT, ELEMENT, SHADOW_ROOT, TEXT

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_RAW = frozenset(("script", "style"))


def serialize(recording: Mapping[str, Any]) -> str:
    """The page as HTML: shadow trees as `template shadowrootmode`, frame documents and field values left out."""
    nodes = recording["nodes"]
    parts: list[str] = ["<!doctype html>"]
    open_ends: list[tuple[int, str]] = []
    skipped: set[int] = set()
    columns = zip(nodes["kind"], nodes["parent"], nodes["name"], nodes["value"], strict=True)
    for number, (kind, parent, name, value) in enumerate(columns):
        if parent in skipped or (kind == DOCUMENT and number):
            skipped.add(number)
            continue
        while open_ends and open_ends[-1][0] != parent:
            parts.append(open_ends.pop()[1])
        if kind == TEXT:
            raw = bool(open_ends) and open_ends[-1][1][2:-1] in _RAW
            parts.append(value if raw else escape(value, quote=False))
        elif kind == SHADOW_ROOT:
            parts.append(f'<template shadowrootmode="{escape(name)}">')
            open_ends.append((number, "</template>"))
        elif kind == ELEMENT:
            if name.startswith("::"):
                skipped.add(number)
                continue
            attributes = "".join(f' {key}="{escape(text)}"' for key, text in value.items())
            parts.append(f"<{name}{attributes}>")
            if name not in _VOID:
                open_ends.append((number, f"</{name}>"))
    parts.extend(end for _, end in reversed(open_ends))
    return "".join(parts)
