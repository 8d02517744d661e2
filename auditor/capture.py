"""DOMSnapshot and accessibility trees, as DevTools gives them, made into a recording.

Pure: two answers of the browser in, one dict out (its format is told in `auditor/recording.py`). What a person typed is
dropped here, before anything else sees it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rules.page import DOCUMENT, ELEMENT, FORMAT, SHADOW_ROOT, STYLES, TEXT

Json = dict[str, Any]

SNAPSHOT_PARAMETERS: Json = {"computedStyles": list(STYLES), "includePaintOrder": True, "includeDOMRects": True}

_LABEL_INPUTS = frozenset({"submit", "reset", "button", "image"})
_VALUE_HOLDERS = frozenset({"input", "option", "param", "data"})
_TYPED_INTO = frozenset({"true", "", "plaintext-only"})
_PLAIN_ROLES = frozenset({"generic", "none"})
_SKIPPED_PROPERTIES = frozenset({"url", "settable", "multiline", "readonly", "focused"})
_MASK = "•••"


def recording_of(
    snapshot: Json,
    trees: Mapping[str, Sequence[Json]],
    *,
    url: str,
    width: int,
    height: int,
    state: str,
    gaps: Sequence[tuple[str, str, str]] = (),
    source: Mapping[str, Any] | None = None,
    content_types: Mapping[str, str] | None = None,
) -> Json:
    """The recording of one look at one page.

    `snapshot` is the answer of `DOMSnapshot.captureSnapshot` with `SNAPSHOT_PARAMETERS`; `trees` holds, by frame id, the
    `nodes` of each `Accessibility.getFullAXTree`. `gaps` are (aspect, reason, URL) of what could not be looked at.
    """
    return _Composer(snapshot, trees, content_types or {}).compose(url, width, height, state, gaps, source or {})


class _Composer:
    """Walks the snapshot's documents in composed order, numbering nodes as a reader meets them."""

    def __init__(self, snapshot: Json, trees: Mapping[str, Sequence[Json]], content_types: Mapping[str, str]) -> None:
        self.strings: list[str] = snapshot["strings"]
        self.source_documents: list[Json] = snapshot["documents"]
        self.trees = trees
        self.content_types = content_types
        self.gaps: list[tuple[str, str, str]] = []
        self.kinds: list[int] = []
        self.parents: list[int] = []
        self.names: list[str] = []
        self.values: list[Any] = []
        self.styles: list[int] = []
        self.boxes: list[Sequence[float] | None] = []
        self.paints: list[int] = []
        self.style_table: dict[tuple[int, ...], int] = {}
        self.documents: list[Json] = []
        self.clickable: list[int] = []
        self.scrolls: list[list[float]] = []
        self.accessible: list[list[Any]] = []
        self.typed: set[str] = set()

    def compose(
        self,
        url: str,
        width: int,
        height: int,
        state: str,
        gaps: Sequence[tuple[str, str, str]],
        source: Mapping[str, Any],
    ) -> Json:
        self._document(0, -1, 0.0, 0.0)
        if self.typed:
            self._mask_names()
        strings = self.strings
        return {
            "format": FORMAT,
            "url": url,
            "width": width,
            "height": height,
            "state": state,
            "gaps": [*gaps, *self.gaps],
            "source": dict(source),
            "documents": self.documents,
            "styles": [["" if i < 0 else strings[i] for i in values] for values in self.style_table],
            "clickable": self.clickable,
            "scrolls": self.scrolls,
            "accessible": self.accessible,
            "nodes": {
                "kind": self.kinds,
                "parent": self.parents,
                "name": self.names,
                "value": self.values,
                "style": self.styles,
                "box": self.boxes,
                "paint": self.paints,
            },
        }

    def _add(
        self, kind: int, parent: int, name: str, value: Any, style: int, box: Sequence[float] | None, paint: int
    ) -> int:
        self.kinds.append(kind)
        self.parents.append(parent)
        self.names.append(name)
        self.values.append(value)
        self.styles.append(style)
        self.boxes.append(box)
        self.paints.append(paint)
        return len(self.kinds) - 1

    def _string(self, index: int) -> str:
        return self.strings[index] if index >= 0 else ""

    def _document(self, index: int, owner: int, left: float, top: float) -> None:
        """Adds a document and all below it; `left` and `top` say where its origin lies on the top page."""
        document = self.source_documents[index]
        nodes, layout, strings = document["nodes"], document["layout"], self.strings
        left -= document.get("scrollOffsetX", 0) if owner >= 0 else 0
        top -= document.get("scrollOffsetY", 0) if owner >= 0 else 0
        url = self._string(document["documentURL"])
        fact: Json = {
            "url": url,
            "base_url": self._string(document["baseURL"]),
            "title": self._string(document["title"]),
            "doctype": "",
            "quirks": False,
            "content_type": self.content_types.get(url, "text/html"),
            "content_language": self._string(document["contentLanguage"]),
        }
        self.documents.append(fact)
        document_number = self._add(DOCUMENT, owner, "", None, -1, None, -1)
        laid_out: dict[int, int] = {}
        for row, node in enumerate(layout["nodeIndex"]):
            laid_out.setdefault(node, row)  # a pseudo-element has a second row, for its text alone
        frames = dict(zip(nodes["contentDocumentIndex"]["index"], nodes["contentDocumentIndex"]["value"], strict=True))
        shadow = dict(zip(nodes["shadowRootType"]["index"], nodes["shadowRootType"]["value"], strict=True))
        clicked = set(nodes["isClickable"]["index"])
        typed = _typed_values(nodes, strings)
        typed_rows = set(typed)
        layout_styles, bounds = layout["styles"], layout["bounds"]
        paints, scroll_rects, client_rects = layout["paintOrders"], layout["scrollRects"], layout["clientRects"]
        style_table = self.style_table
        numbers: list[int] = []
        editable: set[int] = set()
        roots: dict[int, int] = {}
        by_backend: dict[int, int] = {}
        attributes_of, names, values, backends = (
            nodes["attributes"],
            nodes["nodeName"],
            nodes["nodeValue"],
            nodes["backendNodeId"],
        )
        for row, (parent_row, node_type) in enumerate(zip(nodes["parentIndex"], nodes["nodeType"], strict=True)):
            if node_type == ELEMENT or node_type == TEXT:
                parent = numbers[parent_row]
                if parent < 0:
                    numbers.append(-1)
                    continue
                if row in shadow and parent_row not in shadow:
                    parent = self._shadow_root(roots, parent_row, parent, strings[shadow[row]])
            elif node_type == DOCUMENT:
                numbers.append(document_number)
                continue
            else:
                if node_type == 10:
                    fact["doctype"] = strings[names[row]]
                numbers.append(-1)
                continue
            at = laid_out.get(row)
            style, box, paint = -1, None, -1
            if at is not None:
                x, y, width, height = bounds[at]
                box = (x + left, y + top, width, height) if left or top else bounds[at]
                paint = paints[at]
            if node_type == TEXT:
                text = self._string(values[row])
                if parent_row in editable or (self.names[numbers[parent_row]] == "textarea"):
                    if text.strip():
                        self.typed.add(text.strip())
                    text = ""
                elif at is None and not text.strip():
                    numbers.append(-1)
                    continue
                numbers.append(self._add(TEXT, parent, "", text, -1, box, paint))
                continue
            if at is not None:
                key = tuple(layout_styles[at])
                style = style_table.setdefault(key, len(style_table)) if key else -1
            tag = strings[names[row]].lower()
            flat = attributes_of[row]
            attributes = {
                strings[flat[i]].lower(): (strings[flat[i + 1]] if flat[i + 1] >= 0 else "")
                for i in range(0, len(flat), 2)
            }
            if tag in _VALUE_HOLDERS and "value" in attributes:
                if not is_label_input(tag, attributes):
                    value = attributes.pop("value")
                    if tag == "input" and len(value.strip()) > 2:
                        self.typed.add(value.strip())
            if row in typed_rows and tag in ("input", "textarea"):
                if not is_label_input(tag, attributes) and len(typed[row].strip()) > 2:
                    self.typed.add(typed[row].strip())
            number = self._add(ELEMENT, parent, tag, attributes, style, box, paint)
            numbers.append(number)
            by_backend[backends[row]] = number
            if parent_row in editable or attributes.get("contenteditable", "false").lower() in _TYPED_INTO:
                editable.add(row)
            if row in clicked:
                self.clickable.append(number)
            if at is not None:
                self._scroll(number, scroll_rects[at], client_rects[at])
            inner = frames.get(row)
            if inner is not None:
                client = client_rects[at] if at is not None and len(client_rects[at]) == 4 else (0, 0, 0, 0)
                x, y = (box[0], box[1]) if box else (0.0, 0.0)
                self._document(inner, number, x + client[0], y + client[1])
            elif tag in ("iframe", "frame") and at is not None and not attributes.get("src", "").startswith("about:"):
                self.gaps.append(("frame", "The document of a frame was not captured.", attributes.get("src", "")))
        fact["quirks"] = fact["doctype"] == "" and owner < 0
        self._accessible(self._string(document["frameId"]), by_backend, url)

    def _shadow_root(self, roots: dict[int, int], host_row: int, host: int, mode: str) -> int:
        root = roots.get(host_row)
        if root is None:
            root = roots[host_row] = self._add(SHADOW_ROOT, host, mode, None, -1, None, -1)
        return root

    def _scroll(self, number: int, scroll: Sequence[float], client: Sequence[float]) -> None:
        if len(scroll) == 4 and len(client) == 4 and (scroll[2] > client[2] or scroll[3] > client[3]):
            self.scrolls.append([number, scroll[2], scroll[3], client[2], client[3]])

    def _accessible(self, frame: str, by_backend: Mapping[int, int], url: str) -> None:
        tree = self.trees.get(frame)
        if tree is None:
            self.gaps.append(("roles", "The browser gave no accessibility tree for a document.", url))
            return
        rows: list[list[Any]] = []
        for node in tree:
            number = by_backend.get(node.get("backendDOMNodeId", -1))
            if number is None:
                continue
            if node["ignored"]:
                if any(reason["name"] != "uninteresting" for reason in node.get("ignoredReasons", ())):
                    rows.append([number, "none", "", "", 1, {}])
                continue
            role = node["role"]["value"]
            name = node["name"].get("value", "") if "name" in node else ""
            description = node["description"].get("value", "") if "description" in node else ""
            properties = {
                p["name"]: p["value"].get("value")
                for p in node.get("properties", ())
                if p["name"] not in _SKIPPED_PROPERTIES and p["value"]["type"] not in ("node", "nodeList", "idref")
            }
            if role in _PLAIN_ROLES and not name and not description and not properties:
                continue
            rows.append([number, role, name, description, 0, properties])
        rows.sort(key=_first)
        self.accessible.extend(rows)

    def _mask_names(self) -> None:
        """Takes what was typed out of names and descriptions: a label around a field is named by the field's value too."""
        typed = sorted((value for value in self.typed if len(value) > 2), key=len, reverse=True)
        for row in self.accessible:
            for column in (2, 3):
                for value in typed:
                    if value in row[column]:
                        row[column] = row[column].replace(value, _MASK)
        self.accessible.sort(key=_first)


def is_label_input(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an input's `value` is its label, not something that a person typed or chose."""
    return tag == "input" and attributes.get("type", "").strip().lower() in _LABEL_INPUTS


def _first(row: list[Any]) -> int:
    number: int = row[0]
    return number


def _typed_values(nodes: Json, strings: Sequence[str]) -> dict[int, str]:
    """By row: the current values of fields."""
    found: dict[int, str] = {}
    for column in ("inputValue", "textValue"):
        for row, value in zip(nodes[column]["index"], nodes[column]["value"], strict=True):
            if value >= 0:
                found[row] = strings[value]
    return found


def links_of(recording: Json) -> Iterator[tuple[str, str]]:
    """(base URL, href) of each `a` and `area` with an `href`, in document order, those of frames left out."""
    nodes = recording["nodes"]
    base = recording["documents"][0]["base_url"]
    frames = 0
    inside: set[int] = set()
    for number, (kind, parent, name, value) in enumerate(
        zip(nodes["kind"], nodes["parent"], nodes["name"], nodes["value"], strict=True)
    ):
        if kind == DOCUMENT:
            frames += 1
            if frames > 1:
                inside.add(number)
        elif parent in inside:
            inside.add(number)
        elif kind == ELEMENT and name in ("a", "area") and "href" in value:
            yield base, value["href"]
