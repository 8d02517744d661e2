"""What answers only to a mouse is out of reach for people who use a keyboard, a switch or their voice.

A `div` or an `a` without `href` that has a click handler cannot take the focus, however much it looks like a button.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rules.aria import WIDGETS
from rules.focus import holding_focusable, in_controls
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="clickable-focus",
    title="What can be clicked can take the focus",
    wcag=("2.1.1",),
    trusted_tester=("4.A",),
    baseline=("1.A",),
    affects=("302.1", "302.7", "302.8"),
    remediation="Use a `button` or an `a` with `href`, which take the focus and answer to the keyboard by themselves.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

CAN_TAKE_FOCUS = passed("What can be clicked can take the focus, or holds or stands in something that can.")
IS_MOUSE_ONLY = cant_tell(
    "This element answers to a click and cannot take the focus. Can what it does be done with the keyboard alone?",
    asks=("4.A",),
)

HANDLERS = ("onclick", "ondblclick", "onmousedown", "onmouseup")
STRUCTURE = frozenset({"html", "body", "main", "form", "iframe", "frame", "object", "embed"})
"""Elements that listen for what happens inside them, or that have a life of their own."""
HALF = 0.5
"""What covers more of the window's width and height than this is no control but a stage for others."""


def applicability(page: Page) -> Iterator[Element]:
    """Each visible element with a click handler, but for frames, large parts of the page and what has a widget role.

    Of those with the same tag and classes, the first.
    """
    met: set[tuple[str, str]] = set()
    for element in page.elements:
        if _is_judged(element) and _kind(element) not in met:
            met.add(_kind(element))
            yield element


def _kind(element: Element) -> tuple[str, str]:
    return element.tag, element.get("class") or ""


def _is_judged(element: Element) -> bool:
    if not element.is_clickable and element.attributes.keys().isdisjoint(HANDLERS):
        return False
    if element.tag in STRUCTURE or element.role in WIDGETS or element.tag.startswith("::") or not element.is_visible:
        return False
    box, page = element.box, element.page
    return box is None or box.width <= HALF * page.width or box.height <= HALF * page.height


def expectation(element: Element) -> Result:
    """The Tab key stops at it, or a control that it holds, stands in or labels can take the focus."""
    page = element.page
    if element.is_tabbable or element.id in page.derived(in_controls):
        return CAN_TAKE_FOCUS
    if element.id in page.derived(holding_focusable) or element.id in page.derived(_labels_with_field):
        return CAN_TAKE_FOCUS
    alike = page.derived(_counted)[_kind(element)]
    return IS_MOUSE_ONLY.with_detail(f"{alike} such elements" if alike > 1 else "")


def _labels_with_field(page: Page) -> frozenset[int]:
    """The labels that hand a click on to a field that can take the focus, and all that stands in them."""
    found: set[int] = set()
    for id_, labels in page.labels.items():
        field = page.nodes[id_]
        if isinstance(field, Element) and (field.is_focusable or field.is_disabled):
            for label in labels:
                found.add(label.id)
                found.update(e.id for e in label.descendants())
    return frozenset(found)


def _counted(page: Page) -> Mapping[tuple[str, str], int]:
    return Counter(_kind(e) for e in page.elements if _is_judged(e))


EXAMPLES = (
    Example('<div onclick="open()" tabindex="0">Show the fees</div>', CAN_TAKE_FOCUS),
    Example('<div onclick="open()"><a href="/fees">Fees</a></div>', CAN_TAKE_FOCUS),
    Example('<a href="/fees"><span onclick="count()">Fees</span></a>', CAN_TAKE_FOCUS),
    Example('<label onclick="count()">Name <input></label>', CAN_TAKE_FOCUS),
    Example('<div onclick="open()">Show the fees</div>', IS_MOUSE_ONLY),
    Example('<main tabindex="-1"><b onclick="open()">Show the fees</b></main>', IS_MOUSE_ONLY),
    Example('<a onclick="open()">Show the fees</a>', IS_MOUSE_ONLY),
    Example('<p id="p">Fees</p><script>p.addEventListener("click", () => 0)</script>', IS_MOUSE_ONLY),
    Example('<i class="x" ondblclick="a()">One</i> <i class="x" ondblclick="a()">Two</i>', IS_MOUSE_ONLY),
    Example('<main onclick="count()"><p>Fees</main>', INAPPLICABLE),
    Example('<div onclick="open()" hidden>Show the fees</div><button onclick="open()">Show</button>', INAPPLICABLE),
    Example('<p>Fees<script>document.body.addEventListener("click", () => 0)</script>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
