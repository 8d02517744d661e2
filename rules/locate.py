"""Where on a page a target is, told to people and to machines."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from rules.aria import LANDMARKS
from rules.page import Box, Document, Element, Page, Text

FINGERPRINT_VERSION = 1
"""Goes into every fingerprint: when the way to make them changes, so do they all, and nothing seems `fixed`."""

FIX_VERSION = 1
"""Goes into the id of every fix, as `FINGERPRINT_VERSION` goes into every fingerprint."""

LONGEST_HTML = 300
LONGEST_SELECTOR = 1000
LONGEST_NAME = 120
LONGEST_VALUE = 100
"""How many characters are kept of a snippet, of a name or heading, and of one attribute's value in a snippet."""

VOID = frozenset("area base br col embed frame hr img input link meta param source track wbr".split())
"""The elements that HTML writes without an end tag."""

MIXED_CASE = frozenset(
    "animatemotion animatetransform clippath foreignobject lineargradient radialgradient textpath".split()
)
"""SVG elements that a selector can't name by their tag in lower case; those of filters are left out."""

STATE_CLASS = re.compile(
    r"(?:is|has|js|no)[-_].*|active|current|selected|open|opened|closed|collapsed|expanded|show|hide|"
    r"(?:.+[-_])?(?:odd|even|first|last)"
)
"""Classes that tell what state or place a component is in, not which component it is."""

_DIGITS = re.compile(r"\d+")
_IDENTIFIER = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_WHITE = re.compile(r"\s+")
_UNSTABLE_ID = re.compile(r"\d{3}|[0-9a-f]{8}|^(?:ember|react|radix|headlessui|mui|ext-gen|yui|ng-)")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a target is and what it looks like in the code."""

    selector: str
    """CSS that finds it; ` >>> ` leads into a shadow tree or the document of a frame. Empty for a whole page."""
    html: str
    """The element, or its start tag where the whole is long; shortened."""
    tag: str
    role: str
    name: str
    landmark: str
    """The nearest landmark around it, as `navigation Main`; empty outside of all."""
    heading: str
    """The nearest heading before it in its document; empty where there is none."""
    box: Box | None
    component: str
    """Which component of the site's design it belongs to: the same on all pages that use the component."""
    fingerprint: str
    """Tells the target again later, though numbers and order have changed. Page and rule are no part of it."""
    cause: str
    """What one change has to reach, as `main: div.card > a.more`: the kind of landmark and the two nearest marks."""


class Locator:
    """Describes targets of one page; what many targets share is worked out once."""

    def __init__(self, page: Page) -> None:
        self._steps: dict[int, str] = {}
        self._paths: dict[int, str] = {}
        self._landmarks: dict[int, str] = {}
        self._headings: dict[int, tuple[list[int], list[Element]]] = {}
        self._page = page

    def locate(self, target: Element | Text | Page) -> Location:
        """Where the target is. A text is found by its element, but has words, a box and a fingerprint of its own."""
        if isinstance(target, Page):
            return Location("", "", "", "", "", "", "", None, "page", fingerprint_of("page", ""), "page")
        element = target.parent if isinstance(target, Text) else target
        words = " ".join(target.text.split()) if isinstance(target, Text) else element.name
        component, landmark = component_of(element), self._landmark(element)
        return Location(
            self._selector(element),
            snippet(element),
            element.tag,
            element.role or "",
            shorten(words, LONGEST_NAME),
            landmark,
            self._heading(target),
            target.box,
            component,
            fingerprint_of(component, "" if element.tag in ("html", "body") else words or element.text),
            cause_of(landmark, _core(element)),
        )

    def _selector(self, element: Element) -> str:
        if element.tag.startswith("::"):
            return f"{self._selector(element.parent)}{element.tag}" if element.parent is not None else element.tag
        chain = [element]
        for ancestor in element.ancestors():
            if chain[-1].id in self._paths:
                break
            chain.append(ancestor)
        for link in reversed(chain):
            if link.id not in self._paths:
                self._paths[link.id] = self._path(link)
        return self._paths[element.id]

    def _path(self, element: Element) -> str:
        """A stable id, else the parent's selector and a step; into another tree, the owner's and what stands inside."""
        parent = element.parent
        own = _by_id(element)
        if parent is None:
            return own or self._step(element)
        if parent.scope != element.scope and parent.document is element.document:
            parent = next((e for e in parent.ancestors() if e.scope == element.scope), parent)  # the host of its slot
        around = self._paths[parent.id]
        if parent.scope != element.scope:
            host = ":host > " if element.document is parent.document and not own else ""
            return f"{around} >>> {host}{own or self._step(element)}"
        if own or element.tag == "body":
            outside, arrow, _ = around.rpartition(" >>> ")
            return f"{outside}{arrow}{own or 'body'}"
        return _cut(f"{around} > {self._step(element)}")

    def _step(self, element: Element) -> str:
        """The element among its siblings of one tag."""
        if element.id not in self._steps:
            siblings = self._siblings(element)
            by_tag: dict[str, list[Element]] = defaultdict(list)
            for sibling in siblings:
                by_tag[sibling.tag].append(sibling)
            for place, sibling in enumerate(siblings, 1):
                if sibling.tag in MIXED_CASE:
                    self._steps[sibling.id] = f"*:nth-child({place})"
            for tag, same in by_tag.items():
                for place, sibling in enumerate(same, 1):
                    step = _escape(tag) if len(same) == 1 else f"{_escape(tag)}:nth-of-type({place})"
                    self._steps.setdefault(sibling.id, step)
        return self._steps[element.id]

    def _siblings(self, element: Element) -> list[Element]:
        """The children of its parent in its own tree, itself included; pseudo-elements are none."""
        parent = element.parent
        if parent is None:
            return [e for e in element.document.elements if e.parent is None]
        return [e for e in parent.elements if e.scope == element.scope and not e.tag.startswith("::")]

    def _landmark(self, element: Element) -> str:
        """The nearest landmark around an element."""
        passed: list[int] = []
        found = ""
        for ancestor in element.ancestors():
            if ancestor.id in self._landmarks:
                found = self._landmarks[ancestor.id]
                break
            passed.append(ancestor.id)
            found = landmark_of(ancestor)
            if found:
                break
        self._landmarks.update(dict.fromkeys(passed, found))
        return found

    def _heading(self, target: Element | Text) -> str:
        ids, headings = self._headings_of(target.document)
        place = bisect_left(ids, target.id)
        return shorten(headings[place - 1].text, LONGEST_NAME) if place else ""

    def _headings_of(self, document: Document) -> tuple[list[int], list[Element]]:
        if document.id not in self._headings:
            found = [e for e in self._page.with_role("heading") if e.document is document and not e.is_hidden]
            self._headings[document.id] = [e.id for e in found], found
        return self._headings[document.id]


def landmark_of(element: Element) -> str:
    """The landmark that the element itself is, with its name; empty if it is none."""
    role = element.role
    if role not in LANDMARKS:
        return ""
    name = shorten(element.name, LONGEST_NAME)
    if role in ("form", "region") and not name:
        return ""
    return f"{role} {name}".strip()


def component_of(element: Element) -> str:
    """The element's tag and classes and those of up to three ancestors that tell something, outermost first."""
    parts = [_mark(element)]
    for ancestor in element.ancestors():
        if len(parts) == 4:
            break
        if ancestor.tag not in ("html", "body") and (
            ancestor.attributes.get("class") or ancestor.attributes.get("id") or ancestor.role in LANDMARKS
        ):
            parts.append(_mark(ancestor, with_id=True))
    return " > ".join(reversed(parts))


def _core(element: Element) -> str:
    """The mark of the element and the nearest one around it that tells which component it is in; ids tell places."""
    for ancestor in element.ancestors():
        mark = _mark(ancestor)
        if ancestor.tag not in ("html", "body") and mark != ancestor.tag:
            return f"{mark} > {_mark(element)}"
    return _mark(element)


def cause_of(landmark: str, what: str) -> str:
    """What findings of one cause have in common: the role of the landmark they stand in, and `what` is wrong there."""
    return f"{landmark.partition(' ')[0]}: {what}" if landmark else what


def fix_of(rule: str, message: str, cause: str) -> str:
    """The id of the fix for all findings with this rule, message and cause: the same on every page, site and day."""
    content = f"{FIX_VERSION}|{rule}|{message}|{cause}"
    return hashlib.sha1(content.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:12]


def _mark(element: Element, *, with_id: bool = False) -> str:
    """Tag, classes and landmark role; the id only for want of classes: the ids of sections differ from page to page."""
    names = {_DIGITS.sub("#", name) for name in element.attributes.get("class", "").split()}
    classes = "".join(f".{name}" for name in sorted(names) if not STATE_CLASS.fullmatch(name))
    own_id = element.attributes.get("id", "") if with_id and not classes else ""
    role = element.role if element.role in LANDMARKS else None
    return f"{element.tag}{'@' + _DIGITS.sub('#', own_id) if own_id else ''}{classes}{f'[{role}]' if role else ''}"


def fingerprint_of(component: str, words: str) -> str:
    """Tells a target again later, by its component and its words, numbers left aside."""
    told = _DIGITS.sub("#", " ".join(words.split()).casefold())[:LONGEST_HTML]
    content = f"{FINGERPRINT_VERSION}|{component}|{told}"
    return hashlib.sha1(content.encode(), usedforsecurity=False).hexdigest()[:16]


def _by_id(element: Element) -> str:
    """A selector by `id`, if the id is the only one of its kind and looks written by a person."""
    own = element.attributes.get("id", "")
    if not _IDENTIFIER.fullmatch(own) or _UNSTABLE_ID.search(own):
        return ""
    return f"#{own}" if len(element.page.ids[element.scope, own]) == 1 else ""


def _escape(tag: str) -> str:
    return re.sub(r"[^\w-]", lambda match: f"\\{match.group()}", tag)


def _cut(selector: str) -> str:
    """The last steps of a long selector: enough to find the element, whatever the depth at which it stands."""
    outside, arrow, inside = selector.rpartition(" >>> ")
    if len(inside) <= LONGEST_SELECTOR:
        return selector
    return f"{outside}{arrow}{inside[-LONGEST_SELECTOR:].partition(' > ')[2]}"


def shorten(text: str, longest: int) -> str:
    """The text, white space collapsed, cut where it is too long."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def snippet(element: Element, *, with_content: bool = False) -> str:
    """The element as HTML, or its start tag alone where the whole is longer than `LONGEST_HTML`.

    `with_content` shows the beginning of such a long one, as far as there is room.
    """
    whole: list[str] = []
    if _write(element, whole, LONGEST_HTML) >= 0:
        return "".join(whole)
    start = "".join(whole) if with_content else _start_tag(element)
    return f"{start[: LONGEST_HTML - 1]}…"


def _write(element: Element, into: list[str], room: int) -> int:
    """Appends the element's HTML and returns the room that is left, less than 0 when it was too long."""
    start = _start_tag(element)
    into.append(start)
    room -= len(start)
    for child in element.children:
        if room < 0:
            return room
        if isinstance(child, Text):
            text = _WHITE.sub(" ", child.text).replace("&", "&amp;").replace("<", "&lt;")
            into.append(text)
            room -= len(text)
        elif child.scope == element.scope and not child.tag.startswith("::"):
            room = _write(child, into, room)
    if element.tag not in VOID:
        end = f"</{element.tag}>"
        into.append(end)
        room -= len(end)
    return room


def _start_tag(element: Element) -> str:
    return f"<{element.tag}{''.join(_attribute(name, value) for name, value in element.attributes.items())}>"


def _attribute(name: str, value: str) -> str:
    if not value:
        return f" {name}" if name not in ("alt", "role", "href", "title") else f' {name}=""'
    kept = value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…"
    return f' {name}="{kept.replace("&", "&amp;").replace(chr(34), "&quot;")}"'
