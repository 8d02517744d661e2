"""The accessible name, computed by us where the browser's accessibility tree has no node for an element.

Follows Accessible Name and Description Computation 1.2 and HTML-AAM, "Accessible Name Computations By HTML Element";
a label, legend or caption that is hidden names nothing, as in Chromium. A hidden element is named as it would be if
it were shown. The values that people type are not in a recording, so a text field inside a label adds nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeGuard
from unicodedata import category

from rules.aria import ROLES
from rules.display import RUNS_ON

if TYPE_CHECKING:
    from rules.page import Element, Page, Text

APART = frozenset("br button canvas iframe img input meter object progress select svg textarea video".split())
"""The elements that are parted from the words around them though they stand in a line, as Chromium does it."""

DEEPEST = 64
"""How far down the words of a name are looked for. No name worth its name is deeper, and a page can't exhaust us."""

LABELABLE = frozenset({"button", "input", "meter", "output", "progress", "select", "textarea"})
"""The elements that a `label` can be for (HTML 4.10.2), but for `input type=hidden`."""

WITHOUT_TEXT = frozenset({"datalist", "head", "noscript", "script", "style", "template", "title"})
"""The elements whose content is not read as part of what stands around them."""

DEFAULTS: Mapping[str, str] = {"submit": "Submit", "reset": "Reset", "image": "Submit", "button": ""}
"""What browsers call each type of `input` that is a button when it was given no words."""

PRIVATE_USE = "Co"
"""What Unicode calls characters that mean nothing but what a font makes of them."""

PHRASES = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub "
    "sup time u var".split()
)
"""The elements that stand in a line, for content that has no style because it is not laid out."""


def name_of(element: Element) -> str:
    """The accessible name, white space collapsed; empty where there is none, or where the role prohibits one."""
    role = ROLES.get(element.role or "")
    if role is not None and "prohibited" in role.name_from:
        return ""
    from_contents = role is not None and "contents" in role.name_from
    naming = _Naming(shows_hidden=element.is_hidden)
    return _collapse(naming.of(element, from_contents=from_contents))


def words_when_referred(element: Element) -> str:
    """What an element adds to the name of one that refers to it by `aria-labelledby`."""
    return _Naming(shows_hidden=element.is_hidden, is_reference=True).of(element, from_contents=True)


def labels_of(page: Page) -> Mapping[int, list[Element]]:
    """The `label` elements of each control, by the control's id and in order (HTML 4.10.4)."""
    found: dict[int, list[Element]] = defaultdict(list)
    for label in page.tagged("label"):
        control: Element | None
        if label.has("for"):
            control = next(iter(page.ids.get((label.scope, label.get("for") or ""), ())), None)
        else:
            inside = (e for e in label.descendants() if e.scope == label.scope and e.tag in LABELABLE)
            control = next((e for e in inside if _is_labelable(e)), None)
        if control is not None and _is_labelable(control):
            found[control.id].append(label)
    return found


def _is_labelable(element: Element) -> bool:
    if element.tag == "input":
        return element.attributes.get("type", "").strip().lower() != "hidden"
    return element.tag in LABELABLE or "-" in element.tag


def is_said(name: str) -> bool:
    """Whether anything in a name can be said: no white space, no sign of an icon font, no control character."""
    return any(not (char.isspace() or category(char) in (PRIVATE_USE, "Cf", "Cc")) for char in name)


def has_sign(text: str) -> bool:
    """Whether a text has a character for private use, as icon fonts draw pictures with."""
    return not text.isascii() and PRIVATE_USE in map(category, text)


def _collapse(text: str) -> str:
    return " ".join(text.split())


class _Naming:
    """One computation: which elements it has been to, and whether it is inside a reference or among the hidden."""

    def __init__(self, *, shows_hidden: bool, is_reference: bool = False) -> None:
        self.shows_hidden = shows_hidden
        self.is_reference = is_reference
        self.seen: set[int] = set()
        self.depth = 0

    def of(self, element: Element, *, from_contents: bool) -> str:
        """Steps 2A to 2I for an element that the computation starts from."""
        self.seen.add(element.id)
        return (
            self._by_reference(element)
            or element.attributes.get("aria-label", "").strip()
            or self._native(element)
            or (self.of_content(element).strip() if from_contents else "")
            or _tooltip(element)
        )

    def _by_reference(self, element: Element) -> str:
        """Step 2B. An element that is itself referred to does not look further; it may refer to itself."""
        if self.is_reference or "aria-labelledby" not in element.attributes:
            return ""
        return " ".join(target.words_when_referred for target in element.references("aria-labelledby")).strip()

    def _native(self, element: Element) -> str:
        """Step 2E: what the element's own markup says."""
        if element.id in element.page.labels:
            labels = [e for e in element.page.labels[element.id] if e.id not in self.seen]
            words = " ".join(self.of_content(label) for label in labels if self._is_read(label)).strip()
            if words:
                return words
        compute = NATIVE.get(element.tag)
        if compute is not None:
            return compute(element).strip()
        part = PARTS.get(element.tag)
        if part is None:
            return ""
        child = next((e for e in element.elements if e.tag == part), None)
        return self.of_content(child).strip() if child is not None and (part == "title" or self._is_read(child)) else ""

    def of_content(self, element: Element) -> str:
        """Step 2F: the text inside, with what style sheets put before and after it."""
        self.seen.add(element.id)
        if self.depth == DEEPEST:
            return ""
        self.depth += 1
        content = "".join(self._pieces(element))
        self.depth -= 1
        return content

    def _pieces(self, element: Element) -> Iterator[str]:
        yield from (self._piece(e) for e in element.elements if e.tag == "::before")
        for child in element.children:
            if not _is_element(child):
                yield child.text
            elif child.tag not in ("::before", "::after"):
                yield self._piece(child)
        yield from (self._piece(e) for e in element.elements if e.tag == "::after")

    def _piece(self, child: Element) -> str:
        if child.id in self.seen or not self._is_read(child):
            return ""
        space = "" if _runs_on(child) else " "
        if child.tag.startswith("::"):
            return f"{space}{generated_text(str(child.style('content')))}{space}"
        return f"{space}{self._of_child(child)}{space}"

    def _is_read(self, child: Element) -> bool:
        if child.tag in WITHOUT_TEXT or child.attributes.get("aria-hidden", "").lower() == "true":
            return False
        return self.shows_hidden or not child.is_hidden

    def _of_child(self, child: Element) -> str:
        """Steps 2B to 2I for an element met on the way; 2C: a control stands for its value."""
        referred = self._by_reference(child)
        if referred:
            return referred
        self.seen.add(child.id)
        value = _value(child)
        if value is not None:
            return value
        name = child.attributes.get("aria-label", "").strip() or self._native(child)
        if name or child.tag == "iframe":
            return name or _tooltip(child)
        content = self.of_content(child)
        return content if content.strip() else _tooltip(child)


def _is_element(node: Element | Text) -> TypeGuard[Element]:
    return hasattr(node, "tag")


def _runs_on(element: Element) -> bool:
    """Whether it stands in a line, so that no space parts its words from its neighbors'."""
    if element.tag in APART:
        return False
    display = element.style("display")
    return display in RUNS_ON if isinstance(display, str) else element.tag in PHRASES


def _value(element: Element) -> str | None:
    """What a control inside a name stands for, or None for what is no such control (step 2C)."""
    role = element.role
    if role in ("textbox", "searchbox"):
        return None if element.tag not in ("input", "textarea") else ""
    if role in ("combobox", "listbox"):
        if element.tag == "select":
            options = [e for e in element.descendants() if e.tag == "option"]
            chosen = [e for e in options if e.has("selected")] or (options[:1] if role == "combobox" else [])
        else:
            chosen = [e for e in element.descendants() if e.role == "option" and e.get("aria-selected") == "true"]
        return " ".join(option.text for option in chosen)
    if role in ("meter", "progressbar", "scrollbar", "slider", "spinbutton"):
        values = (element.attributes.get(name, "").strip() for name in ("aria-valuetext", "aria-valuenow", "value"))
        return next((value for value in values if value), "")
    return None


def _tooltip(element: Element) -> str:
    """Step 2I, and HTML-AAM's last resort for text fields."""
    title = element.attributes.get("title", "").strip()
    if title or element.tag in ("input", "textarea"):
        return title or element.attributes.get("placeholder", "").strip() or _aria_placeholder(element)
    return _aria_placeholder(element)


def _aria_placeholder(element: Element) -> str:
    return element.attributes.get("aria-placeholder", "").strip()


def _input(element: Element) -> str:
    kind = element.attributes.get("type", "").strip().lower()
    if kind not in DEFAULTS:
        return ""
    value = element.attributes.get("value", "")
    if kind == "image":
        value = element.attributes.get("alt", "").strip() or value
        return value or element.attributes.get("title", "").strip() or DEFAULTS[kind]
    return value if "value" in element.attributes else DEFAULTS[kind]


def _alt(element: Element) -> str:
    return element.attributes.get("alt", "")


def _title_of_document(element: Element) -> str:
    return element.document.title


def _label_attribute(element: Element) -> str:
    return element.attributes.get("label", "")


def _title(element: Element) -> str:
    return element.attributes.get("title", "")


NATIVE: Mapping[str, Callable[[Element], str]] = {
    "area": _alt,
    "frame": _title,
    "html": _title_of_document,
    "iframe": _title,
    "img": _alt,
    "input": _input,
    "optgroup": _label_attribute,
    "option": _label_attribute,
    "track": _label_attribute,
}
"""How an element names itself by its attributes."""

PARTS: Mapping[str, str] = {
    "fieldset": "legend",
    "figure": "figcaption",
    "table": "caption",
    **dict.fromkeys("circle ellipse g line path polygon polyline rect svg text use".split(), "title"),
}
"""Which child names an element."""

_PIECE = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*+)(?:"|\\?\Z)|(?<![\w-])[\w-]++\((?:"(?:[^"\\]|\\.)*+"|[^()"])*+\)|(?P<slash>/)',
    re.DOTALL,
)
"""A string, a function with what stands in its brackets, or a slash."""
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")


def generated_text(content: str) -> str:
    """The words of a computed `content` value; what stands behind a slash is its text alternative and replaces them."""
    strings: list[str] = []
    for piece in _PIECE.finditer(content):
        if piece["slash"]:
            strings.clear()
        elif piece["text"]:
            strings.append(piece["text"])
    return "".join(_ESCAPE.sub(_unescape, text) for text in strings)


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16)) if match.group(1) else match.group(2)
