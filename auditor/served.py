"""The HTML as the server sent it: what is there without script, and what a browser's tree no longer shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from html.parser import HTMLParser

from bs4.dammit import UnicodeDammit

_LIVELY = (b"<script", b"javascript:", b"<iframe", b"<frame", b"<object", b"<embed", b"<animate", b"<set")
_RENDERED = frozenset(("script", "style", "link", "iframe", "frame", "object", "embed"))
_TOLD_APART = frozenset(("script", "style", "template", "title"))
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


class _Reader(HTMLParser):
    """Counts while the tags pass by; making a tree of them would cost four times as much."""

    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.text_length = self.links = 0
        self.ids: Counter[str] = Counter()
        self.twice: set[str] = set()
        self.needs_rendering = False
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TOLD_APART:
            self._inside = self._inside or tag
        if tag in _RENDERED:
            self.needs_rendering = True
        if not attrs:
            return
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.twice.update(name for name, count in Counter(names).items() if count > 1)
        if "id" in names and (own := attrs[names.index("id")][1]):
            self.ids[own] += 1
        if tag == "a" and "href" in names:
            self.links += 1
        if "style" in names or any(name.startswith("on") for name in names):
            self.needs_rendering = True

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.text_length += len(data.strip())
        elif self._inside == "title":
            self.title.append(data)


def read(markup: bytes, encoding: str | None) -> Served:
    """Reads the HTML as served, in the encoding that the response declares (None: what the markup says)."""
    reader = _Reader()
    with suppress(AssertionError):  # html.parser gives up at some markup that is none; what it has read counts
        reader.feed(UnicodeDammit(markup, [encoding] if encoding else [], is_html=True).unicode_markup or "")
        reader.close()
    return Served(
        title=" ".join("".join(reader.title).split()),
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
