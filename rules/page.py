"""What the browser knew of a page when it was recorded, frozen.

A `Page` is built from a recording (see `auditor/recording.py` for the bytes) and never changes. Its nodes are numbered
in the order of the composed tree: shadow trees and frame documents stand inside their hosts, before the host's own
children, so that a node's id says where in the page a reader meets it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from rules.names import labels_of, name_of, words_when_referred
from rules.numbers import whole
from rules.properties import inherited, once
from rules.roles import implicit_role_of, is_natively_focusable, role_of

T = TypeVar("T")

FORMAT = 2
"""The recording format that `Page` reads. A recording of another format must be made again."""

ELEMENT, TEXT, DOCUMENT, SHADOW_ROOT = 1, 3, 9, 11

STYLES = (
    "display",
    "visibility",
    "color",
    "background-color",
    "background-image",
    "background-clip",
    "background-size",
    "opacity",
    "font-size",
    "font-weight",
    "font-style",
    "text-decoration-line",
    "text-shadow",
    "text-indent",
    "text-align",
    "-webkit-text-fill-color",
    "-webkit-text-stroke-width",
    "filter",
    "mix-blend-mode",
    "position",
    "float",
    "order",
    "z-index",
    "overflow-x",
    "overflow-y",
    "clip",
    "clip-path",
    "list-style-type",
    "pointer-events",
    "cursor",
    "content",
    "direction",
    "transform",
    "border-bottom-width",
    "border-bottom-style",
    "outline-style",
    "box-shadow",
    "animation-name",
    "animation-duration",
    "animation-iteration-count",
    "font-family",
    "text-transform",
    "white-space",
)
"""The computed properties that a recording holds for every rendered element, in the order of its style tuples."""


class Unknown(NamedTuple):
    """What the browser could not settle, and why. Falsy, so that an `if` never takes it for a value."""

    reason: str

    def __bool__(self) -> bool:
        return False


class Box(NamedTuple):
    """A border box in CSS pixels of the top page; x and y run from the page's left top corner, not the viewport's."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.height

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    def intersects(self, other: Box) -> bool:
        """Whether the two share an area greater than none."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def contains(self, other: Box) -> bool:
        """Whether `other` lies inside, give or take one pixel."""
        return (
            self.x <= other.x + 1
            and self.y <= other.y + 1
            and self.right >= other.right - 1
            and self.bottom >= other.bottom - 1
        )


@dataclass(frozen=True, slots=True)
class TextTrack:
    """One text track of a player, as the browser has it. `cues` is None where none have been loaded."""

    kind: str
    language: str
    state: str
    """`waiting` (nobody has asked for it), `loading`, `loaded` or `failed`."""
    is_shown: bool
    cues: int | None


@dataclass(frozen=True, slots=True)
class Media:
    """What the browser knows of an `audio` or `video` that has loaded."""

    source: str
    """The URL that it plays, without a query; `blob:`, `data:` and `stream:` stand for those that are none."""
    seconds: float | Unknown
    """How long it is: tenths below ten seconds, whole ones beyond."""
    is_live: bool
    """Whether it has no end."""
    has_sound: bool | Unknown
    """Whether it has an audio track, which may be silent."""
    has_picture: bool
    is_muted: bool
    """Whether its sound is off, or turned down to nothing."""
    volume: float
    is_playing: bool | Unknown
    """Whether it plays, or has played to its end, without anybody's doing."""
    is_heard: bool | Unknown
    """Whether it plays more than silence for more than three seconds; never False, for silence may not last."""
    tracks: tuple[TextTrack, ...]


class Gap(NamedTuple):
    """A part of the page that could not be looked at: why, and where.

    `aspect` says what of the page is missing: `style`, `frame`, `roles`, `layout` or `tree`.
    """

    aspect: str
    reason: str
    url: str


class Clipped(NamedTuple):
    """Text that reached out of an element that clips it, at 200 % zoom. Boxes are those of the zoomed page."""

    element: int
    """The id of the element whose own text it is."""
    by: int
    """The id of the innermost element that it reaches out of, and that no user can scroll there."""
    axis: str
    """`x` or `y`."""
    ends: str
    """`ellipsis` or `line-clamp` where signs say that there is more of it; else empty."""
    window: tuple[float | None, float | None, float | None, float | None]
    """What all that clips it leaves open: left, top, right and bottom; None where nothing clips."""
    lines: tuple[Box, ...]


class Walk(NamedTuple):
    """A walk through the page with the Tab key, from its beginning."""

    stops: tuple[int, ...]
    """The ids of the elements that had the focus, each once. What is in frames is not told."""
    ended: str
    """`outside` the page, at the `limit` of a walk, or in a `trap`."""
    trap: tuple[int, ...]
    """The ids of the elements that neither Tab, nor Shift+Tab, nor Tab after Escape takes the focus away from."""
    hears: frozenset[str]
    """What anything on the page listens to, of `clicks` and `keys`; told where there is a trap."""


class Backdrop(NamedTuple):
    """The colors that were seen behind a text while its letters were hidden, measured on the browser's pixels."""

    colors: tuple[str, ...]
    """As `#rrggbb`, from the darkest to the lightest; each is the mean of an equal share of the pixels."""


@dataclass(frozen=True, eq=False, slots=True)
class Document:
    """One document: the page's own (`owner` is None) or that of a frame."""

    id: int
    owner: Element | None
    url: str
    base_url: str
    title: str
    doctype: str
    is_quirks: bool
    content_type: str
    content_language: str
    elements: list[Element]

    @property
    def root(self) -> Element | None:
        """The document element: `html` in an HTML page."""
        return next((e for e in self.elements if e.parent is None or e.parent is self.owner), None)


class Text:
    """A run of text: one text node. `box` is None when the browser laid nothing out for it."""

    __slots__ = ("__dict__", "_style", "backdrop", "box", "document", "id", "paint_order", "parent", "text")

    id: int
    parent: Element
    document: Document
    text: str
    box: Box | None
    paint_order: int
    backdrop: Backdrop | None
    """What is behind it, where style and boxes alone don't tell and pixels were measured."""
    _style: Mapping[str, str] | None

    def __repr__(self) -> str:
        return f"<Text {self.id} {self.text[:30]!r}>"

    @property
    def page(self) -> Page:
        """The page it stands in."""
        return self.parent.page

    @property
    def computed(self) -> Mapping[str, str] | None:
        """The computed values of what it stands in; an element with `display: contents` has none, but its texts do."""
        return self._style

    @once
    def is_rendered(self) -> bool:
        """Whether the browser laid it out, in a box of some size, and did not make it invisible."""
        box, style = self.box, self._style
        return box is not None and box.area > 0 and style is not None and style["visibility"] == "visible"

    @once
    def is_seen(self) -> bool:
        """Whether it has words that can be seen, after scrolling at most."""
        box = self.box
        if box is None or not self.is_rendered or not self.text.strip() or box.right <= 0 or box.bottom <= 0:
            return False
        return not self.parent.is_clipped_away and not self.parent.is_transparent


class Element:
    """One element, as the browser had it. `parent` crosses shadow roots (to the host) and frames (to the `iframe`)."""

    __slots__ = (
        "__dict__",
        "_style",
        "attributes",
        "ax",
        "box",
        "children",
        "document",
        "id",
        "is_clickable",
        "page",
        "paint_order",
        "parent",
        "scope",
        "scroll",
        "tag",
    )

    id: int
    page: Page
    document: Document
    tag: str
    """Local name in lower case; a pseudo-element's is `::before` or `::after`."""
    attributes: Mapping[str, str]
    parent: Element | None
    children: list[Element | Text]
    """Child nodes in the order of the composed tree."""
    scope: int
    """The tree (a document or a shadow root, by node id) in which ids are looked up; in a `slot`, that of its host."""
    box: Box | None
    paint_order: int
    """The order in which it is painted, higher later; -1 when it has no layout."""
    is_clickable: bool
    """Whether the browser knows of a click listener on the element itself."""
    scroll: tuple[float, float, float, float] | None
    """Scroll width and height, client width and height, where the content is larger than the element; else None."""
    ax: Accessible | None
    """What the browser's accessibility tree says of it; None where the tree has no node for it."""
    _style: Mapping[str, str] | None

    def __repr__(self) -> str:
        return f"<Element {self.id} {self.tag} {dict(self.attributes)!r}>"

    # -- attributes and style -----------------------------------------------------------------------------------

    def get(self, name: str, default: str | None = None) -> str | None:
        """The value of an attribute, or `default`."""
        return self.attributes.get(name, default)

    def has(self, name: str) -> bool:
        """Whether the attribute is there, with whatever value."""
        return name in self.attributes

    def style(self, name: str) -> str | Unknown:
        """The computed value of a property named in `STYLES`; `Unknown` for an element that is not laid out."""
        if self._style is None:
            return Unknown("the browser computed no style for an element that it did not lay out")
        return self._style[name]

    @property
    def computed(self) -> Mapping[str, str] | None:
        """All computed values; one and the same object for all elements of the page that share them."""
        return self._style

    # -- the tree -----------------------------------------------------------------------------------------------

    @property
    def elements(self) -> Iterator[Element]:
        """Child elements."""
        return (c for c in self.children if isinstance(c, Element))

    def ancestors(self) -> Iterator[Element]:
        """Parent, its parent and so on, through shadow hosts and frames to the page's root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def descendants(self) -> Iterator[Element]:
        """All elements below it, in order, those in shadow trees and frames included."""
        stack = [c for c in reversed(self.children) if isinstance(c, Element)]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(c for c in reversed(node.children) if isinstance(c, Element))

    def texts(self) -> Iterator[Text]:
        """All text runs below it, in order."""
        stack = list(reversed(self.children))
        while stack:
            node = stack.pop()
            if isinstance(node, Text):
                yield node
            else:
                stack.extend(reversed(node.children))

    def closest(self, *tags: str) -> Element | None:
        """The element itself, or its nearest ancestor in the same document, with one of these tags."""
        node: Element | None = self
        while node is not None and node.document is self.document:
            if node.tag in tags:
                return node
            node = node.parent
        return None

    def references(self, attribute: str) -> list[Element]:
        """The elements that an attribute's list of ids names, looked up in its own tree; unknown ids are left out."""
        ids = self.page.ids
        found = (ids.get((self.scope, token)) for token in self.attributes.get(attribute, "").split())
        return [elements[0] for elements in found if elements]

    @property
    def text(self) -> str:
        """The text of all runs below it, as written, white space collapsed."""
        return " ".join("".join(t.text for t in self.texts()).split())

    # -- what people and assistive technology meet ------------------------------------------------------------------

    @property
    def media(self) -> Media | Unknown:
        """What the browser knows of it as a player; `Unknown` for one that has not loaded, and for what is none."""
        return self.page.media.get(self.id, NO_PLAYER)

    @once
    def is_rendered(self) -> bool:
        """Whether the browser laid it out; an element without a box of its own (`display: contents`) if its content is.

        What has no layout by nature follows its owner: an `option` its `select`, an `area` the image that uses its map.
        """
        if self._style is not None:
            return True
        if self.tag in ("option", "optgroup"):
            owner = self.closest("select", "datalist")
            return owner is not None and owner is not self and owner.is_rendered
        if self.tag == "area":
            return any(image.is_rendered for image in self.page.images_of_map(self))
        if self.tag in ("head", "title", "meta", "link", "script", "style", "template", "noscript", "source", "track"):
            return False
        return self.id in self.page.around_layout

    @once
    def is_hidden(self) -> bool:
        """Whether nobody meets it: not rendered, or made invisible by `visibility`."""
        if not self.is_rendered:
            return True
        if self._style is None:
            owner = self.closest("select", "datalist") if self.tag in ("option", "optgroup") else None
            return owner is not None and owner.is_hidden
        return self._style["visibility"] != "visible"

    @once
    def is_exposed(self) -> bool:
        """Whether the accessibility tree includes it in ACT's sense: not hidden, not in `aria-hidden` or `inert`."""
        return not self.is_hidden and not self.is_programmatically_removed

    @inherited
    def is_programmatically_removed(self) -> bool:
        """Whether it, or what it stands in, is marked `aria-hidden="true"` or `inert`."""
        if self.attributes.get("aria-hidden", "").lower() == "true" or "inert" in self.attributes:
            return True
        return self.parent is not None and self.parent.is_programmatically_removed

    @once
    def is_visible(self) -> bool:
        """Whether it can be seen: rendered, not transparent, with a size, neither off the page nor clipped away."""
        if self.is_hidden:
            return False
        box = self.box
        if box is None or box.width < 1 or box.height < 1:
            return any(t.is_rendered for t in self.texts())
        if box.right <= 0 or box.bottom <= 0:
            return False
        return not self.is_clipped_away and not self.is_transparent

    @inherited
    def is_transparent(self) -> bool:
        """Whether it, or what it stands in, has an opacity of 0."""
        if self._style is not None and float(self._style["opacity"]) == 0:
            return True
        return self.parent is not None and self.parent.is_transparent

    @inherited
    def is_clipped_away(self) -> bool:
        """Whether it, or what it stands in, is hidden from sight alone as is usual: by a clip, a box of one pixel."""
        style = self._style
        if style is not None:
            if style["clip-path"] in ("inset(50%)", "inset(100%)", "circle(0px)", "polygon(0px 0px, 0px 0px, 0px 0px)"):
                return True
            if style["position"] in ("absolute", "fixed") and style["clip"] not in ("auto", ""):
                edges = [part.strip(" px") for part in style["clip"].removeprefix("rect(").rstrip(")").split(",")]
                if len(edges) == 4 and "auto" not in edges:
                    top, right, bottom, left = (float(edge or 0) for edge in edges)
                    if right - left <= 1 and bottom - top <= 1:
                        return True
            box = self.box
            if box is not None and box.width <= 1 and box.height <= 1 and style["overflow-x"] in ("hidden", "clip"):
                return True
        return self.parent is not None and self.parent.is_clipped_away

    @inherited
    def is_foreign(self) -> bool:
        """Whether it belongs to SVG or MathML rather than to HTML."""
        if self.tag in ("svg", "math"):
            return True
        parent = self.parent
        if parent is None or parent.tag == "foreignobject" or parent.document is not self.document:
            return False
        return parent.is_foreign

    @inherited
    def role(self) -> str | None:
        """The WAI-ARIA role it has: the first valid token of `role`, else what HTML gives it; None if it has none."""
        return role_of(self)

    @once
    def implicit_role(self) -> str | None:
        """The WAI-ARIA role that HTML (HTML-AAM) gives it when `role` is left aside."""
        return implicit_role_of(self)

    @property
    def name(self) -> str:
        """The accessible name: the browser's where its tree has the element, else ours (see `rules/names.py`)."""
        return self._named[0]

    @property
    def name_source(self) -> str:
        """`browser` or `computed`: who says what the name is."""
        return self._named[1]

    @once
    def _named(self) -> tuple[str, str]:
        if self.ax is not None and not self.ax.is_ignored:
            return self.ax.name, "browser"
        return name_of(self), "computed"

    @once
    def words_when_referred(self) -> str:
        """What it adds to the name of an element that refers to it by `aria-labelledby`."""
        return words_when_referred(self)

    @property
    def description(self) -> str:
        """The accessible description that the browser computed; empty where its tree has no node."""
        return self.ax.description if self.ax is not None else ""

    @once
    def is_decorative(self) -> bool:
        """Whether it is marked as decorative: an empty `alt`, or a role of `none` or `presentation` that holds."""
        if self.role in ("none", "presentation"):
            return True
        return (
            self.tag == "img"
            and self.attributes.get("alt", "x").strip() == ""
            and self.has("alt")
            and not any(self.attributes.get(a, "").strip() for a in ("aria-label", "aria-labelledby", "title"))
        )

    @once
    def is_focusable(self) -> bool:
        """Whether focus can be put on it, by script at least."""
        if not (self.has_valid_tabindex or is_natively_focusable(self)):
            return False
        return not (self.is_hidden or self.is_disabled or self._is_inert)

    @once
    def is_tabbable(self) -> bool:
        """Whether it is in the sequential focus order."""
        return self.is_focusable and not self.attributes.get("tabindex", "0").strip().startswith("-")

    @property
    def has_valid_tabindex(self) -> bool:
        """Whether `tabindex` is there with an integer."""
        return "tabindex" in self.attributes and whole(self.attributes.get("tabindex")) is not None

    @inherited
    def _is_inert(self) -> bool:
        return "inert" in self.attributes or (self.parent is not None and self.parent._is_inert)

    @once
    def is_disabled(self) -> bool:
        """Whether it is a form control that is disabled, itself or by a `fieldset` (outside its first `legend`)."""
        if self.tag not in ("button", "input", "select", "textarea", "option", "optgroup", "fieldset"):
            return False
        if "disabled" in self.attributes:
            return True
        inside: Element = self
        for ancestor in self.ancestors():
            if ancestor.tag == "fieldset" and "disabled" in ancestor.attributes:
                first_legend = next((e for e in ancestor.elements if e.tag == "legend"), None)
                if inside is not first_legend:
                    return True
            inside = ancestor
        return False


@dataclass(frozen=True, slots=True)
class Accessible:
    """What the browser's accessibility tree says of an element; `role` is Chromium's word, such as `generic`."""

    role: str
    name: str
    description: str
    is_ignored: bool
    properties: Mapping[str, Any]
    """States and properties as Chromium names them: `focusable`, `checked`, `expanded`, `level`, `required` ..."""


NO_PLAYER = Unknown("the browser was not asked about it as a player")
NOT_LOADED = {
    "failed": Unknown("what it plays could not be loaded"),
    "waiting": Unknown("what it plays is loaded only when somebody starts it, or had not come yet"),
    "empty": Unknown("it has nothing to play"),
}
NOT_TOLD = Unknown("the browser does not tell")


def _media(row: Mapping[str, Any]) -> Media | Unknown:
    if row["state"] != "loaded":
        return NOT_LOADED[row["state"]]

    def told(key: str) -> Any:
        return NOT_TOLD if row[key] is None else row[key]

    return Media(
        row["source"],
        told("seconds"),
        row["live"],
        told("sound"),
        row["picture"],
        row["muted"],
        row["volume"],
        told("playing"),
        told("heard"),
        tuple(TextTrack(t["kind"], t["language"], t["state"], t["shown"], t["cues"]) for t in row["tracks"]),
    )


NOT_PROBED = Unknown("Nobody looked at the page in this way: it is done to one page of each template.")


def _zoomed(rows: Sequence[Any] | None) -> tuple[Clipped, ...] | Unknown:
    if rows is None:
        return NOT_PROBED
    return tuple(
        Clipped(element, by, axis, ends, tuple(window), tuple(Box(*line) for line in lines))
        for element, by, axis, ends, window, lines in rows
    )


def _walk(told: Mapping[str, Any] | None) -> Walk | Unknown:
    if told is None:
        return NOT_PROBED
    return Walk(tuple(told["stops"]), told["ended"], tuple(told["trap"]), frozenset(told["hears"] or ()))


class Page:
    """One look at one page: at a width, in a state."""

    def __init__(self, recording: Mapping[str, Any]) -> None:
        """Builds the page from a decoded recording.

        Raises `ValueError` when the recording is of another format than `FORMAT`.
        """
        if recording["format"] != FORMAT:
            raise ValueError(f"recording format {recording['format']}, expected {FORMAT}: capture the page again")
        self.url: str = recording["url"]
        self.width: int = recording["width"]
        self.height: int = recording["height"]
        self.state: str = recording["state"]
        self.gaps: tuple[Gap, ...] = tuple(Gap(*gap) for gap in recording["gaps"])
        self.source: Mapping[str, Any] = recording["source"]
        """What the HTML as served says: `duplicate_ids`, `duplicate_attributes`, `refresh` (the header)."""
        self.documents: tuple[Document, ...] = ()
        self.nodes: list[Element | Text | None] = []
        """By id; None stands for documents and shadow roots, which are no targets."""
        self.elements: list[Element] = []
        self.texts: list[Text] = []
        self.ids: dict[tuple[int, str], list[Element]] = defaultdict(list)
        """Elements by scope and `id`, in order."""
        self.media: Mapping[int, Media | Unknown] = {row["node"]: _media(row) for row in recording["media"]}
        """Players by the id of their element."""
        self.zoomed: tuple[Clipped, ...] | Unknown = _zoomed(recording.get("zoomed"))
        """What was clipped when a desktop browser showed the page at 200 % zoom."""
        self.walk: Walk | Unknown = _walk(recording.get("walk"))
        """Where the Tab key led."""
        self._derived: dict[Callable[[Page], Any], Any] = {}
        self._build(recording)

    def _build(self, recording: Mapping[str, Any]) -> None:
        nodes = recording["nodes"]
        styles = [dict(zip(STYLES, values, strict=True)) for values in recording["styles"]]
        clickable = set(recording["clickable"])
        scrolls = {row[0]: tuple(row[1:]) for row in recording["scrolls"]}
        accessible = {
            row[0]: Accessible(row[1], row[2], row[3], bool(row[4]), row[5]) for row in recording["accessible"]
        }
        scopes = dict(recording.get("scopes", ()))
        backdrops = {number: Backdrop(tuple(colors)) for number, colors in recording.get("backdrops", ())}
        documents: list[Document] = []
        facts = iter(recording["documents"])
        containers: dict[int, tuple[Element | None, Document, int]] = {}
        columns = zip(
            nodes["kind"],
            nodes["parent"],
            nodes["name"],
            nodes["value"],
            nodes["style"],
            nodes["box"],
            nodes["paint"],
            strict=True,
        )
        for number, (kind, parent_id, name, value, style, box, paint) in enumerate(columns):
            if kind == DOCUMENT:
                owner = self.nodes[parent_id] if parent_id >= 0 else None
                fact = next(facts)
                document = Document(
                    number,
                    owner if isinstance(owner, Element) else None,
                    fact["url"],
                    fact["base_url"],
                    fact["title"],
                    fact["doctype"],
                    fact["quirks"],
                    fact["content_type"],
                    fact["content_language"],
                    [],
                )
                documents.append(document)
                containers[number] = (document.owner, document, number)
                self.nodes.append(None)
                continue
            parent, document, scope = containers[parent_id]
            if kind == SHADOW_ROOT:
                containers[number] = (parent, document, number)
                self.nodes.append(None)
                continue
            if kind == TEXT:
                assert parent is not None
                text = Text()
                text.id, text.parent, text.document, text.text = number, parent, document, value
                text.box, text.paint_order = Box(*box) if box else None, paint
                text._style = styles[style] if style >= 0 else parent._style
                text.backdrop = backdrops.get(number)
                parent.children.append(text)
                self.nodes.append(text)
                self.texts.append(text)
                continue
            scope = scopes.get(number, scope)  # what stands in a `slot` belongs to another tree than the `slot`
            element = Element()
            element.id, element.page, element.document, element.tag = number, self, document, name
            element.attributes = value
            element.parent, element.children, element.scope = parent, [], scope
            element._style = styles[style] if style >= 0 else None
            element.box, element.paint_order = Box(*box) if box else None, paint
            element.is_clickable = number in clickable
            element.scroll = scrolls.get(number)
            element.ax = accessible.get(number)
            if parent is not None:
                parent.children.append(element)
            containers[number] = (element, document, scope)
            self.nodes.append(element)
            self.elements.append(element)
            document.elements.append(element)
            if value.get("id"):
                self.ids[scope, value["id"]].append(element)
        self.documents = tuple(documents)

    def derived(self, make: Callable[[Page], T]) -> T:
        """What `make` says of the page, worked out once and kept as long as the page is.

        No other cache may hold on to a page's elements: each leads to the whole page.
        """
        if make not in self._derived:
            self._derived[make] = make(self)
        found: T = self._derived[make]
        return found

    @property
    def document(self) -> Document:
        """The page's own document."""
        return self.documents[0]

    @property
    def title(self) -> str:
        """The title of the page's own document, as the browser shows it."""
        return self.document.title

    @property
    def root(self) -> Element | None:
        """The `html` element of the page's own document."""
        return self.document.root

    @once
    def is_html(self) -> bool:
        """Whether its own document is HTML: no drawing, feed or other XML that the browser shows in its own way."""
        root, content_type = self.document.root, self.document.content_type
        return root is not None and root.tag == "html" and content_type in ("", "text/html", "application/xhtml+xml")

    @once
    def by_tag(self) -> Mapping[str, list[Element]]:
        """Elements by tag, in order; a tag that does not occur has an empty list."""
        found: dict[str, list[Element]] = defaultdict(list)
        for element in self.elements:
            found[element.tag].append(element)
        return found

    @once
    def by_role(self) -> Mapping[str | None, list[Element]]:
        """Elements by role, in order; a role that does not occur has an empty list."""
        found: dict[str | None, list[Element]] = defaultdict(list)
        for element in self.elements:
            found[element.role].append(element)
        return found

    def tagged(self, *tags: str) -> list[Element]:
        """The elements with any of these tags, in document order."""
        found = [element for tag in tags for element in self.by_tag.get(tag, ())]
        return found if len(tags) == 1 else sorted(found, key=lambda element: element.id)

    def with_role(self, *roles: str) -> list[Element]:
        """The elements with any of these roles, in document order."""
        found = [element for role in roles for element in self.by_role.get(role, ())]
        return found if len(roles) == 1 else sorted(found, key=lambda element: element.id)

    @once
    def around_layout(self) -> frozenset[int]:
        """The ids of the elements that anything laid out stands in."""
        found: set[int] = set()
        for node in reversed(self.nodes):  # children come after their parents
            if node is not None and node.parent is not None:
                is_laid_out = node.box is not None if isinstance(node, Text) else node.computed is not None
                if is_laid_out or node.id in found:
                    found.add(node.parent.id)
        return frozenset(found)

    @once
    def labels(self) -> Mapping[int, list[Element]]:
        """The `label` elements of each control that has any, by the control's id."""
        return labels_of(self)

    def images_of_map(self, area: Element) -> list[Element]:
        """The images that use the `map` an `area` stands in."""
        owner = area.closest("map")
        name = owner.get("name") if owner is not None else None
        if not name:
            return []
        return [
            e
            for e in self.tagged("img", "object")
            if e.document is area.document and (e.get("usemap") or "").lstrip("#") == name
        ]
