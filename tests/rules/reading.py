"""What a rule's `needs` are held to: what it reads of a page, and whether it passes because something else is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rules.model import Aspect, Outcome, Rule
from rules.page import ELEMENT, TEXT, Element, Page, Text

SHOWN = "shown"
"""Whether the browser laid something out, and what follows from that: who can take the focus, whose role holds."""

IN_TREE = frozenset(
    {"attributes", "children", "document", "id", "is_clickable", "page", "parent", "scope", "tag", "text"}
)
"""The parts of a node that belong to the tree; all others are noted when they are read."""

Recording = Mapping[str, Any]


class _WatchedPage(Page):
    read: set[str]
    is_within: bool

    @contextmanager
    def within(self, facts: tuple[str, ...]) -> Iterator[None]:
        """Notes the facts, and none that they are made of."""
        if not self.is_within:
            self.read.update(facts)
        before, self.is_within = self.is_within, True
        yield
        self.is_within = before


def _probed(name: str, aspect: Aspect) -> Any:
    """A part of a page that a probe adds, noted when it is read."""

    def read(page: Any) -> Any:
        with page.within((aspect,)):
            return vars(page)[name]

    return property(read)


for _name, _aspect in (("zoomed", Aspect.ZOOM), ("walk", Aspect.WALK)):
    setattr(_WatchedPage, _name, _probed(_name, _aspect))


def _watched(kind: type, name: str, *facts: str) -> Any:
    """A property of a subclass that notes the facts when it is read, and not what it reads itself."""
    held = kind.__dict__[name]

    def read(node: Any) -> Any:
        with node.page.within(facts):
            return held.__get__(node, kind)

    return property(read)


class _WatchedElement(Element):
    __slots__ = ()

    _style = _watched(Element, "_style", Aspect.STYLE)
    box = _watched(Element, "box", Aspect.LAYOUT)
    paint_order = _watched(Element, "paint_order", Aspect.LAYOUT)
    scroll = _watched(Element, "scroll", Aspect.LAYOUT)
    ax = _watched(Element, "ax", Aspect.ROLES)
    _named = _watched(Element, "_named", Aspect.ROLES)
    words_when_referred = _watched(Element, "words_when_referred", Aspect.ROLES)
    role = _watched(Element, "role", SHOWN)
    is_rendered = _watched(Element, "is_rendered", SHOWN)
    is_hidden = _watched(Element, "is_hidden", SHOWN)


class _WatchedText(Text):
    __slots__ = ()

    _style = _watched(Text, "_style", Aspect.STYLE)
    box = _watched(Text, "box", Aspect.LAYOUT)
    paint_order = _watched(Text, "paint_order", Aspect.LAYOUT)
    backdrop = _watched(Text, "backdrop", Aspect.STYLE, Aspect.LAYOUT)
    is_rendered = _watched(Text, "is_rendered", SHOWN)


def unwatched() -> set[str]:
    """The parts of elements and texts that are neither noted nor of the tree."""
    slots = {*Element.__slots__, *Text.__slots__} - {"__dict__"}
    return slots - IN_TREE - vars(_WatchedElement).keys() - vars(_WatchedText).keys()


def read_by(rule: Rule[Any], recording: Recording) -> set[str]:
    """The aspects that the rule reads of a page beside its tree, and `SHOWN`."""
    page = Page(recording)
    for node in page.nodes:
        if node is not None:
            node.__class__ = _WatchedElement if isinstance(node, Element) else _WatchedText
    page.__class__ = _WatchedPage
    assert isinstance(page, _WatchedPage)
    page.read, page.is_within = set(), False
    _outcomes(rule, page)
    return page.read


def _outcomes(rule: Rule[Any], page: Page) -> dict[int | None, Outcome]:
    return {
        None if isinstance(target, Page) else target.id: rule.expectation(target).outcome
        for target in rule.applicability(page)
    }


WITHOUT_SHEET = frozenset("base body head html link meta noscript script style template title".split())
"""What no style sheet shows or hides, or all of the page with it."""


def passes_by_another(rule: Rule[Any], recording: Recording) -> bool:
    """Whether a target stops to pass when one element that it is not in is hidden, or is shown."""
    passing = {id for id, outcome in _outcomes(rule, Page(recording)).items() if outcome is Outcome.PASSED}
    nodes = recording["nodes"]
    for number, (kind, name) in enumerate(zip(nodes["kind"], nodes["name"], strict=True)):
        if not passing or kind != ELEMENT or name in WITHOUT_SHEET:
            continue
        inside = _subtree(nodes["parent"], number)
        after = _outcomes(rule, Page({**recording, "nodes": _turned(nodes, inside)}))
        if any(after.get(id, Outcome.PASSED) is not Outcome.PASSED for id in passing - inside):
            return True
    return False


def _subtree(parents: list[int], number: int) -> set[int]:
    inside = {number}
    for each in range(number + 1, len(parents)):  # children come after their parents
        if parents[each] in inside:
            inside.add(each)
    return inside


def _turned(nodes: Recording, inside: set[int]) -> Recording:
    """The nodes with some of them hidden if the first was shown, else shown, in the style of what is around them."""
    style, box = list(nodes["style"]), list(nodes["box"])
    is_shown = style[min(inside)] >= 0
    for number in sorted(inside):
        if is_shown:
            style[number], box[number] = -1, None
        elif nodes["kind"][number] == TEXT:
            box[number] = box[number] or [0, 0, 10, 10]
        elif nodes["kind"][number] == ELEMENT and style[number] < 0:
            style[number] = _style_around(nodes["parent"], style, number)
    return {**nodes, "style": style, "box": box}


def _style_around(parents: list[int], style: list[int], number: int) -> int:
    while number >= 0 and style[number] < 0:
        number = parents[number]
    return style[number] if number >= 0 else -1
