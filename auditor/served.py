"""The HTML as the server sent it: what is there without script, and what a browser's tree no longer shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from html import unescape

from bs4.dammit import UnicodeDammit

_LIVELY = (b"<script", b"javascript:", b"<iframe", b"<frame", b"<object", b"<embed", b"<animate", b"<set")
_RENDERED = frozenset(("script", "style", "link", "iframe", "frame", "object", "embed"))
# Tokens as the HTML standard makes them. No part of the pattern goes back, so that nothing on a page makes it slow.
_ATTRIBUTES = r"""((?:[^>"'=]++ | =\s*+(?:"[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z))?+ | ["'])*+) (?:>|\Z)"""
_TOKEN = re.compile(
    rf"""((?:[^<]++ | <(?![a-zA-Z/!?]))*+)  # text, then what ends it
    (?: <!--(?:-?> | .*?(?:--!?> | \Z))
    | <((?i:script|style|title|textarea))(?![^\s/>]) {_ATTRIBUTES}(?<!/>)  # holds text alone
      ((?:[^<]++ | <(?!/(?i:\2)(?![^\s/>])))*+)
    | <(/?)([a-zA-Z][^\s/>]*+) {_ATTRIBUTES}
    | <[!?/][^>]*+>?
    | \Z)""",
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>]*+)))?+""")
_HANDLER = re.compile(rb"\son[a-z]+\s*=")


@dataclass(frozen=True, slots=True)
class Served:
    """Facts of the HTML as served.

    `duplicate_attributes` names attributes that stand twice on one tag (the browser keeps the first);
    `needs_rendering` tells whether style, script or a frame can change what a rule says of it.
    """

    title: str
    text_length: int
    links: int
    duplicate_ids: tuple[str, ...]
    duplicate_attributes: tuple[str, ...]
    needs_rendering: bool

    def facts(self) -> Mapping[str, object]:
        """As a recording's `source` holds them."""
        return asdict(self)


class _Reader:
    """Counts while the tags pass by; making a tree of them would cost ten times as much."""

    def __init__(self, markup: str) -> None:
        self.title = ""
        self.text_length = self.links = 0
        self.ids: Counter[str] = Counter()
        self.twice: set[str] = set()
        self.needs_rendering = False
        templates = 0
        for text, raw, raw_attributes, content, end, tag, attributes in _TOKEN.findall(markup):
            if text and not templates and not text.isspace():
                self.text_length += len((unescape(text) if "&" in text else text).strip())
            if raw:
                self._open(raw.lower(), raw_attributes)
                if raw.lower() == "title":
                    self.title = self.title or unescape(content)
                elif raw.lower() == "textarea" and not templates:
                    self.text_length += len(unescape(content).strip())
            elif tag:
                name = tag.lower()
                if name == "template":
                    templates = max(templates + (-1 if end else 1), 0)
                if not end:
                    self._open(name, attributes)

    def _open(self, tag: str, written: str) -> None:
        if tag in _RENDERED:
            self.needs_rendering = True
        if len(written) < 2:  # white space, or the slash of an empty element
            return
        attributes = _ATTRIBUTE.findall(written)
        names = [name.lower() for name, *_ in attributes]
        if len(set(names)) < len(names):
            self.twice.update(name for name, count in Counter(names).items() if count > 1)
        if "id" in names and (own := unescape("".join(attributes[names.index("id")][1:]))):
            self.ids[own] += 1
        if tag == "a" and "href" in names:
            self.links += 1
        if not self.needs_rendering and ("style" in names or any(name.startswith("on") for name in names)):
            self.needs_rendering = True


def read(markup: bytes, encoding: str | None) -> Served:
    """Reads the HTML as served, in the encoding that the response declares (None: what the markup says)."""
    reader = _Reader(UnicodeDammit(markup, [encoding] if encoding else [], is_html=True).unicode_markup or "")
    return Served(
        title=" ".join(reader.title.split()),
        text_length=reader.text_length,
        links=reader.links,
        duplicate_ids=tuple(sorted(value for value, count in reader.ids.items() if count > 1)),
        duplicate_attributes=tuple(sorted(reader.twice)),
        needs_rendering=reader.needs_rendering,
    )


def is_still(body: bytes) -> bool:
    """Whether nothing in the HTML can change the page after it has loaded, so that there is nothing to wait for."""
    lower = body.lower()
    return not any(mark in lower for mark in _LIVELY) and not _HANDLER.search(lower)
