"""The HTML as the server sent it: what is there without script, and what a browser's tree no longer shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bs4 import BeautifulSoup

_LIVELY = (b"<script", b"javascript:", b"<iframe", b"<frame", b"<object", b"<embed", b"<animate", b"<set")
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


def read(markup: bytes, encoding: str | None) -> Served:
    """Reads the HTML as served, in the encoding that the response declares (None: what the markup says)."""
    twice: list[str] = []

    def note(_attributes: dict[str, str], name: str, _value: str) -> None:
        twice.append(name)

    soup = BeautifulSoup(markup, "html.parser", from_encoding=encoding, on_duplicate_attribute=note)
    ids = Counter(tag["id"] for tag in soup.find_all(id=True))
    return Served(
        title=soup.title.get_text(strip=True) if soup.title else "",
        text_length=len(soup.get_text(" ", strip=True)),
        links=len(soup.find_all("a", href=True)),
        duplicate_ids=tuple(sorted(str(value) for value, count in ids.items() if count > 1)),
        duplicate_attributes=tuple(sorted(set(twice))),
        needs_rendering=bool(soup.find(["script", "style", "link", "iframe", "frame", "object", "embed"]))
        or bool(soup.find(lambda tag: any(name == "style" or name.startswith("on") for name in tag.attrs))),
    )


def is_still(body: bytes) -> bool:
    """Whether nothing in the HTML can change the page after it has loaded, so that there is nothing to wait for."""
    lower = body.lower()
    return not any(mark in lower for mark in _LIVELY) and not _HANDLER.search(lower)
