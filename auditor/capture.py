"""DOMSnapshot and accessibility trees, as DevTools gives them, made into a recording.

Pure: two answers of the browser in, one dict out (its format is told in `auditor/recording.py`). What a person typed is
dropped here, before anything else sees it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from auditor.privacy import drop_values, inside_editable, is_editable, is_label_input
from auditor.shadows import NO_SHADOWS, Shadows
from rules.page import DOCUMENT, ELEMENT, FORMAT, SHADOW_ROOT, STYLES, TEXT

Json = dict[str, Any]

SNAPSHOT_PARAMETERS: Json = {"computedStyles": list(STYLES), "includePaintOrder": True}
RECTS_PARAMETERS: Json = SNAPSHOT_PARAMETERS | {"includeDOMRects": True}
"""With scroll and client sizes: a third more work for the browser, and only `needs_rects` pages tell more for it."""

_PLAIN_ROLES = frozenset({"generic", "none"})
_SKIPPED_PROPERTIES = frozenset(
    {"url", "settable", "multiline", "readonly", "focused", "valuetext"}
)  # the last holds values
_NO_SHEET = "A style sheet did not load: "
_DOCTYPE = 10
_MASK = "•••"


def recording_of(
    snapshot: Json,
    trees: Mapping[str, Sequence[Json] | None],
    *,
    url: str,
    width: int,
    height: int,
    state: str,
    failures: Mapping[str, str] | None = None,
    source: Mapping[str, Any] | None = None,
    content_types: Mapping[str, str] | None = None,
    media: Mapping[int, Json] | None = None,
    shadows: Shadows = NO_SHADOWS,
    numbers: dict[int, int] | None = None,
) -> Json:
    """The recording of one look at one page.

    `snapshot` is the answer of `DOMSnapshot.captureSnapshot` with `SNAPSHOT_PARAMETERS`; `trees` holds, by frame id,
    the `nodes` of each `Accessibility.getFullAXTree`. `failures` tells, by URL, why the browser could not load
    something: a style sheet or a frame among it becomes a gap. `media` tells of players, by backend node id; `shadows`
    of the page's shadow trees. `numbers` is filled with the number of each node by its backend node id, for what is
    added to the recording later.
    """
    composer = _Composer(snapshot, trees, content_types or {}, failures or {}, media or {}, shadows)
    recording = composer.compose(url, width, height, state, source or {})
    if numbers is not None:
        numbers.update(composer.numbers)
    return recording


class _Source:
    """The columns of one document of a snapshot, those that are sparse made into maps by row."""

    def __init__(self, document: Json, strings: Sequence[str]) -> None:
        nodes, layout = document["nodes"], document["layout"]
        self._document, self._strings = document, strings
        self.scrolled: tuple[float, float] = (document.get("scrollOffsetX", 0), document.get("scrollOffsetY", 0))
        self.frame = strings[document["frameId"]]
        self.parents, self.kinds, self.names = nodes["parentIndex"], nodes["nodeType"], nodes["nodeName"]
        self.values, self.attributes = nodes["nodeValue"], nodes["attributes"]
        self.backends: Sequence[int] = nodes["backendNodeId"]
        # A pseudo-element has two rows of layout; the first is its box.
        self.laid_out = {node: row for row, node in reversed(list(enumerate(layout["nodeIndex"])))}
        self.styles, self.bounds, self.paints = layout["styles"], layout["bounds"], layout["paintOrders"]
        nothing: list[Sequence[float]] = [()] * len(self.bounds)
        self.scroll_rects = layout.get("scrollRects") or nothing
        self.client_rects = layout.get("clientRects") or nothing
        self.frames = _sparse(nodes["contentDocumentIndex"])
        self.shadow = _sparse(nodes["shadowRootType"])
        self.clicked = frozenset(nodes["isClickable"]["index"])
        self.typed = {row: at for c in ("inputValue", "textValue") for row, at in _sparse(nodes[c]).items() if at >= 0}
        self.editable: set[int] = set()

    def fact(self, content_types: Mapping[str, str]) -> Json:
        """What the recording tells of the document itself."""

        def string(key: str) -> str:
            at = self._document[key]
            return self._strings[at] if at >= 0 else ""

        url = string("documentURL")
        return {
            "url": url,
            "base_url": string("baseURL"),
            "title": string("title"),
            "doctype": "",
            "quirks": False,
            "content_type": content_types.get(url, "text/html"),
            "content_language": string("contentLanguage"),
        }


def _path(url: str) -> str:
    return urlsplit(url).path.lower()


def _sparse(column: Json) -> dict[int, int]:
    return dict(zip(column["index"], column["value"], strict=True))


def needs_rects(snapshot: Json) -> bool:
    """Whether the page has a frame, whose content lies inside borders, or a scroller whose content may outgrow it."""
    strings: list[str] = snapshot["strings"]
    if len(snapshot["documents"]) > 1:
        return True
    document = snapshot["documents"][0]
    nodes, layout = document["nodes"], document["layout"]
    scrolling = {at for at, text in enumerate(strings) if text in ("auto", "scroll")}
    columns = [STYLES.index("overflow-x"), STYLES.index("overflow-y")]
    boxes = dict(zip(layout["nodeIndex"], layout["bounds"], strict=True))
    for row, styles in zip(layout["nodeIndex"], layout["styles"], strict=True):
        if styles and any(styles[column] in scrolling for column in columns) and _outgrown(row, nodes, boxes):
            return True
    return False


def _outgrown(scroller: int, nodes: Json, boxes: Mapping[int, Sequence[float]]) -> bool:
    """Whether anything below a node reaches out of its box; nodes stand in document order."""
    x, y, width, height = boxes[scroller]
    parents: Sequence[int] = nodes["parentIndex"]
    for row in range(scroller + 1, len(parents)):
        if parents[row] < scroller:
            return False
        box = boxes.get(row)
        if box is not None and (box[0] + box[2] > x + width or box[1] + box[3] > y + height):
            return True
    return False


class _Composer:
    """Walks the snapshot's documents in composed order, numbering nodes as a reader meets them."""

    def __init__(
        self,
        snapshot: Json,
        trees: Mapping[str, Sequence[Json] | None],
        content_types: Mapping[str, str],
        failures: Mapping[str, str],
        media: Mapping[int, Json],
        shadows: Shadows,
    ) -> None:
        self.strings: list[str] = snapshot["strings"]
        self.documents_given: list[Json] = snapshot["documents"]
        self.trees = trees
        self.content_types = content_types
        self.failures = failures
        self.media_given = media
        self.shadows = shadows
        self.gaps = [("style", _NO_SHEET + text, url) for url, text in failures.items() if _path(url).endswith(".css")]
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
        self.media: list[Json] = []
        self.numbers: dict[int, int] = {}
        self.roots: dict[int, int] = {}
        self.scopes: list[list[int]] = []
        self.typed: set[str] = set()

    def compose(
        self,
        url: str,
        width: int,
        height: int,
        state: str,
        source: Mapping[str, Any],
    ) -> Json:
        self._document(0, -1, 0.0, 0.0)
        if self.typed:
            self._mask_names()
        strings = self.strings
        slotted = {"scopes": self.scopes} if self.scopes else {}
        return {
            "format": FORMAT,
            "url": url,
            "width": width,
            "height": height,
            "state": state,
            "gaps": self.gaps,
            "source": dict(source),
            "documents": self.documents,
            "styles": [["" if i < 0 else strings[i] for i in values] for values in self.style_table],
            "clickable": self.clickable,
            "scrolls": self.scrolls,
            "accessible": self.accessible,
            "media": sorted(self.media, key=_node),
            "nodes": {
                "kind": self.kinds,
                "parent": self.parents,
                "name": self.names,
                "value": self.values,
                "style": self.styles,
                "box": self.boxes,
                "paint": self.paints,
            },
            **slotted,
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
        source = _Source(self.documents_given[index], self.strings)
        if owner >= 0:
            left -= source.scrolled[0]
            top -= source.scrolled[1]
        fact = source.fact(self.content_types)
        self.documents.append(fact)
        document = self._add(DOCUMENT, owner, "", None, -1, None, -1)
        numbers: list[int] = []
        trees: list[int] = []
        by_backend: dict[int, int] = {}
        for row, (parent_row, kind) in enumerate(zip(source.parents, source.kinds, strict=True)):
            tree = self.shadows.trees.get(source.backends[row], trees[parent_row] if parent_row >= 0 else 0)
            trees.append(tree)
            if kind == DOCUMENT:
                numbers.append(document)
                continue
            parent = numbers[parent_row] if kind in (ELEMENT, TEXT) else -1
            if parent < 0:
                if kind == _DOCTYPE:
                    fact["doctype"] = self.strings[source.names[row]]
                numbers.append(-1)
                continue
            is_slotted = False
            if tree != trees[parent_row]:
                is_slotted = self.shadows.hosts.get(tree) != source.backends[parent_row]
                if not is_slotted:
                    parent = self._shadow_root(tree, parent, self._string(source.shadow.get(row, -1)))
            at = source.laid_out.get(row)
            box: Sequence[float] | None = None
            paint = -1
            if at is not None:
                x, y, width, height = box = source.bounds[at]
                paint = source.paints[at]
                if left or top:
                    box = (x + left, y + top, width, height)
            if kind == TEXT:
                numbers.append(self._text(source, row, parent_row, parent, at, box, paint))
                continue
            number = self._element(source, row, parent_row, parent, at, box, paint)
            numbers.append(number)
            if is_slotted:
                self.scopes.append([number, self.roots.get(tree, document)])
            by_backend[source.backends[row]] = number
            self._frame(source, row, number, at, box)
        self.numbers |= by_backend
        fact["quirks"] = owner < 0 and not fact["doctype"]
        self._accessible(source.frame, by_backend, fact["url"])
        self.media += [{"node": by_backend[at], **told} for at, told in self.media_given.items() if at in by_backend]

    def _text(
        self,
        source: _Source,
        row: int,
        parent_row: int,
        parent: int,
        at: int | None,
        box: Sequence[float] | None,
        paint: int,
    ) -> int:
        text = self._string(source.values[row])
        if parent_row in source.editable or self.names[parent] == "textarea":
            self._note_typed(text)
            text = ""
        elif box is None and not text.strip():
            return -1
        around = parent if self.kinds[parent] == ELEMENT else self.parents[parent]  # a shadow root's host
        style = self._style(source, at) if self.styles[around] < 0 else -1
        return self._add(TEXT, parent, "", text, style, box, paint)

    def _element(
        self,
        source: _Source,
        row: int,
        parent_row: int,
        parent: int,
        at: int | None,
        box: Sequence[float] | None,
        paint: int,
    ) -> int:
        strings, flat = self.strings, source.attributes[row]
        tag = strings[source.names[row]].lower()
        attributes = {
            strings[flat[i]].lower(): (strings[flat[i + 1]] if flat[i + 1] >= 0 else "") for i in range(0, len(flat), 2)
        }
        self._note_typed(drop_values(tag, attributes))
        if row in source.typed and tag in ("input", "textarea") and not is_label_input(tag, attributes):
            self._note_typed(strings[source.typed[row]])
        if parent_row in source.editable or is_editable(attributes):
            source.editable.add(row)
            if parent_row in source.editable:
                attributes = inside_editable(attributes)
        number = self._add(ELEMENT, parent, tag, attributes, self._style(source, at), box, paint)
        if tag == "link" and self.failures and "stylesheet" in attributes.get("rel", "").lower().split():
            self._sheet(urljoin(self.documents[-1]["base_url"], attributes.get("href", "").strip()))
        if row in source.clicked:
            self.clickable.append(number)
        if at is not None:
            scroll, client = source.scroll_rects[at], source.client_rects[at]
            if len(scroll) == 4 and len(client) == 4 and (scroll[2] > client[2] or scroll[3] > client[3]):
                self.scrolls.append([number, scroll[2], scroll[3], client[2], client[3]])
        return number

    def _style(self, source: _Source, at: int | None) -> int:
        """The number of the computed style in a row of the layout; -1 where there is none."""
        if at is None or not source.styles[at]:
            return -1
        return self.style_table.setdefault(tuple(source.styles[at]), len(self.style_table))

    def _note_typed(self, value: str) -> None:
        """Remembers what was typed, to take it out of names as well; one or two characters say nothing of a person."""
        for told in (value.strip(), " ".join(value.split())):
            if len(told) > 2:
                self.typed.add(told)

    def _sheet(self, url: str) -> None:
        """Notes a style sheet that did not load, unless its name has told that it is one."""
        if url in self.failures and not _path(url).endswith(".css"):
            self.gaps.append(("style", _NO_SHEET + self.failures[url], url))

    def _frame(self, source: _Source, row: int, number: int, at: int | None, box: Sequence[float] | None) -> None:
        """Adds the document of a frame inside its element, or notes that it was not captured."""
        inner = source.frames.get(row)
        url = self._string(self.documents_given[inner]["documentURL"]) if inner is not None else ""
        if url in self.failures or url.startswith("chrome-error:"):
            named = self.values[number].get("src", url)
            self.gaps.append(("frame", "The document of a frame did not load.", named))
        elif inner is not None:
            client: Sequence[float] = source.client_rects[at] if at is not None else ()
            x, y = (box[0], box[1]) if box else (0.0, 0.0)
            inset = client if len(client) == 4 else (0.0, 0.0, 0.0, 0.0)
            self._document(inner, number, x + inset[0], y + inset[1])
        elif at is not None and self.names[number] in ("iframe", "frame"):
            url = self.values[number].get("src", "")
            if not url.startswith("about:"):
                self.gaps.append(("frame", "The document of a frame was not captured.", url))

    def _shadow_root(self, tree: int, host: int, mode: str) -> int:
        root = self.roots.get(tree)
        if root is None:
            root = self.roots[tree] = self._add(SHADOW_ROOT, host, mode, None, -1, None, -1)
        return root

    def _accessible(self, frame: str, by_backend: Mapping[int, int], url: str) -> None:
        tree = self.trees.get(frame)
        if tree is None:
            self.gaps.append(("roles", "The browser's accessibility tree of a document was not had.", url))
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
        """Takes what was typed out of names and descriptions: a label around a field is named by its value too."""
        typed = sorted((value for value in self.typed if len(value) > 2), key=len, reverse=True)
        for row in self.accessible:
            for column in (2, 3):
                for value in typed:
                    if value in row[column]:
                        row[column] = row[column].replace(value, _MASK)
        self.accessible.sort(key=_first)


def _node(row: Json) -> int:
    number: int = row["node"]
    return number


def _first(row: list[Any]) -> int:
    number: int = row[0]
    return number


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
