"""Pages for tests of what needs no browser.

`page` turns HTML into the recording of a page whose *structure* is the HTML's. It is no browser: style is the initial
value of each property or what a `style` attribute says, the only things inherited are `display: none` and `visibility`,
and boxes are a column of lines. The examples of the rules are tried on what a browser made of them (`recordings.py`).

Shadow trees are written `<template shadowrootmode=open>`, frames `<iframe srcdoc>`, and the generated content of an
element `style="--before: 'text'"` (or `--after`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from rules.page import DOCUMENT, ELEMENT, FORMAT, SHADOW_ROOT, STYLES, TEXT, Page

INITIAL = {
    "visibility": "visible",
    "color": "rgb(0, 0, 0)",
    "background-color": "rgba(0, 0, 0, 0)",
    "background-image": "none",
    "background-clip": "border-box",
    "opacity": "1",
    "font-size": "16px",
    "font-weight": "400",
    "position": "static",
    "overflow-x": "visible",
    "overflow-y": "visible",
    "clip": "auto",
    "clip-path": "none",
    "content": "normal",
    "box-shadow": "none",
    "float": "none",
    "order": "0",
    "transform": "none",
    "animation-name": "none",
    "animation-duration": "0s",
    "animation-iteration-count": "1",
    "font-family": "serif",
}
INLINE = frozenset(
    "a abbr b bdi bdo br button cite code em i img input kbd label mark q s select small span strong sub sup "
    "textarea".split()
)
UNRENDERED = frozenset(
    "area datalist head link meta noscript optgroup option script source style template title track".split()
)


def whole(html: str) -> str:
    """A whole document: HTML without a document element is the content of the body."""
    if html.lstrip().lower().startswith(("<!doctype", "<html")):
        return html
    return f'<!doctype html><html lang="en"><head><title>Page</title></head><body>{html}</body></html>'


class _Recorder:
    def __init__(self, url: str) -> None:
        self.url = url
        self.rows: list[tuple[int, int, str, Any, int, list[float] | None, int]] = []
        self.styles: list[list[str]] = []
        self.documents: list[dict[str, Any]] = []

    def add(self, kind: int, parent: int, name: str, value: Any, style: dict[str, str] | None) -> int:
        number = len(self.rows)
        place = -1
        if style is not None and (kind == ELEMENT or self.rows[parent][4] < 0):
            values = [style.get(name, "") for name in STYLES]
            if values not in self.styles:
                self.styles.append(values)
            place = self.styles.index(values)
        box = [0.0, 20.0 * number, 100.0, 20.0] if style is not None else None
        self.rows.append((kind, parent, name, value, place, box, number if box else -1))
        return number

    def document(self, html: str, parent: int, style: dict[str, str] | None, content_type: str = "text/html") -> None:
        soup = BeautifulSoup(whole(html), "lxml", multi_valued_attributes=None)
        titles = (found for found in soup.find_all("title") if not found.find_parent("svg"))
        title = next((found.get_text(strip=True) for found in titles), "")
        fact: dict[str, Any] = {"url": self.url if parent < 0 else "about:srcdoc", "base_url": self.url, "title": title}
        fact |= {"doctype": "html", "quirks": False, "content_type": content_type, "content_language": ""}
        self.documents.append(fact)
        number = self.add(DOCUMENT, parent, "#document", "", None)
        for child in soup.find_all(True, recursive=False):
            self.element(child, number, style)

    def element(self, tag: Tag, parent: int, inherited: dict[str, str] | None) -> None:
        attributes = {name: str(value) for name, value in tag.attrs.items()}
        written = _declarations(attributes.get("style", ""))
        style = _style(tag.name, attributes, written, inherited)
        has_box = style is not None and style["display"] != "contents"
        number = self.add(ELEMENT, parent, tag.name, attributes, style if has_box else None)
        if "srcdoc" in attributes:
            self.document(attributes["srcdoc"], number, style)
        children = list(tag.children)
        for child in children:
            if isinstance(child, Tag) and child.name == "template" and child.has_attr("shadowrootmode"):
                children = [other for other in children if other is not child]
                root = self.add(SHADOW_ROOT, number, "#shadow-root", "", None)
                self.children(list(child.children), root, style)
        self.pseudo("::before", written, number, style)
        self.children(children, number, style)
        self.pseudo("::after", written, number, style)

    def pseudo(self, name: str, written: dict[str, str], number: int, style: dict[str, str] | None) -> None:
        content = written.get(name.replace("::", "--"))
        if content and style is not None:
            content = f'"{content[1:-1]}"' if content.startswith("'") else content
            self.add(ELEMENT, number, name, {}, {**style, "display": "inline", "content": content})

    def children(self, children: Sequence[Any], number: int, style: dict[str, str] | None) -> None:
        for child in children:
            if isinstance(child, Tag):
                self.element(child, number, style)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self.add(TEXT, number, "#text", str(child), style if str(child).strip() else None)


def _style(
    name: str, attributes: dict[str, str], written: dict[str, str], inherited: dict[str, str] | None
) -> dict[str, str] | None:
    hidden = name in UNRENDERED or "hidden" in attributes or attributes.get("type") == "hidden"
    if inherited is None or hidden or written.get("display") == "none":
        return None
    display = "inline" if name in INLINE or "-" in name else "block"
    return {**INITIAL, "display": display, "visibility": inherited["visibility"], **written}


def _declarations(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";") if ":" in part)
    return {name.strip(): value.strip() for name, _, value in pairs}


def page(
    html: str,
    *,
    url: str = "https://agency.example/",
    width: int = 1280,
    gaps: Sequence[tuple[str, str, str]] = (),
    accessible: Sequence[tuple[int, str, str, str, bool, dict[str, Any]]] = (),
    media: Sequence[dict[str, Any]] = (),
) -> Page:
    """The page that the HTML describes; HTML without a document element is the content of the body."""
    recorder = _Recorder(url)
    recorder.document(html, -1, dict(INITIAL))
    names = ("kind", "parent", "name", "value", "style", "box", "paint")
    return Page(
        {
            "format": FORMAT,
            "url": url,
            "width": width,
            "height": 800,
            "state": "",
            "gaps": [list(gap) for gap in gaps],
            "source": {"duplicate_ids": [], "duplicate_attributes": [], "refresh": ""},
            "nodes": dict(zip(names, map(list, zip(*recorder.rows, strict=True)), strict=True)),
            "styles": recorder.styles,
            "documents": recorder.documents,
            "clickable": [],
            "scrolls": [],
            "accessible": [list(row) for row in accessible],
            "media": list(media),
        }
    )
