"""What is announced as a button, and works as one for a mouse, must be within reach of the keyboard.

A `div` with `role="button"` and a click handler, but without `tabindex`, is heard of and cannot be pressed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.correction import changed, corrected
from rules.focus import holding_focusable, in_controls
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.nesting import standing_in
from rules.page import Element, Page

METADATA = Metadata(
    id="widget-focus",
    title="Element with the role of a control can take the focus",
    wcag=("2.1.1",),
    trusted_tester=("4.A",),
    baseline=("1.A",),
    affects=("302.1", "302.7", "302.8"),
    remediation="Use the HTML element (`button`, `a` with `href`, `input`), or add `tabindex='0'` and key handlers.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

CAN_TAKE_FOCUS = passed("The control can take the focus, or one like it in the same widget can.")
OUT_OF_REACH = failed("The control answers to a click and cannot take the focus.", fails=("4.A",))
MAY_BE_OUT_OF_REACH = cant_tell(
    "This control cannot take the focus, as far as the page tells. Can it be operated with the keyboard alone?",
    asks=("4.A",),
)

SINGLE = frozenset({"button", "checkbox", "link", "searchbox", "slider", "spinbutton", "switch", "textbox"})
"""Roles of controls that stand alone: no widget around them takes the focus in their place."""
PARTS = frozenset({"menuitem", "menuitemcheckbox", "menuitemradio", "option", "radio", "tab", "treeitem"})
"""Roles of parts of a widget: the focus is on one of them, or on the widget, which names the active part."""
WIDGET_AROUND = frozenset(
    {"combobox", "grid", "listbox", "menu", "menubar", "radiogroup", "tablist", "toolbar", "tree", "treegrid"}
)


def applicability(page: Page) -> Iterator[Element]:
    """Each visible, exposed element with a `role` attribute that makes it a control which is not disabled.

    Of the parts of one widget, the first.
    """
    met: set[int] = set()
    in_disabled = page.derived(_in_disabled)
    for element in page.with_role(*SINGLE, *PARTS):
        if not element.has("role") or not element.is_exposed or not element.is_visible:
            continue
        if _is_disabled(element) or element.id in in_disabled:
            continue
        if element.role in PARTS:
            widget = _widget_of(element)
            if widget is None or widget.id in met:
                continue
            met.add(widget.id)
        yield element


def _is_disabled(element: Element) -> bool:
    return (element.get("aria-disabled") or "").lower() == "true" or element.is_disabled


def _in_disabled(page: Page) -> frozenset[int]:
    return standing_in(page, _is_disabled)


def _widget_of(element: Element) -> Element | None:
    return element.page.derived(_widgets).get(element.id)


def _widgets(page: Page) -> Mapping[int, Element]:
    """The nearest widget that each element stands in, by the element's id."""
    found: dict[int, Element] = {}
    for element in page.elements:
        parent = element.parent
        if parent is not None and parent.role in WIDGET_AROUND:
            found[element.id] = parent
        elif parent is not None and parent.id in found:
            found[element.id] = found[parent.id]
    return found


def expectation(element: Element) -> Result:
    """It can take the focus, or stands in or holds something that can, or its widget manages the focus."""
    widget, page = _widget_of(element), element.page
    if element.is_focusable or element.id in page.derived(in_controls):
        return CAN_TAKE_FOCUS
    if element.id in page.derived(holding_focusable):
        return CAN_TAKE_FOCUS
    if widget is not None:
        is_managed = widget.id in page.derived(holding_focusable) or widget.id in page.derived(_managed)
        return CAN_TAKE_FOCUS if is_managed else MAY_BE_OUT_OF_REACH
    answers = element.is_clickable or element.has("onclick")
    if answers and element.name.strip() and _key(element) not in page.derived(_within_reach):
        return OUT_OF_REACH
    return MAY_BE_OUT_OF_REACH


def _managed(page: Page) -> frozenset[int]:
    """The widgets that something else, which can take the focus, controls or owns: the list of a combobox."""
    keepers = (e for e in page.elements if e.is_focusable)
    return frozenset(
        target.id for e in keepers for name in ("aria-controls", "aria-owns") for target in e.references(name)
    )


def _key(element: Element) -> tuple[str | None, str]:
    return element.role, element.name.strip().lower()


def _within_reach(page: Page) -> Mapping[tuple[str | None, str], Element]:
    """The controls that can take the focus, by role and name: one of them may do the same."""
    return {_key(e): e for e in page.with_role(*SINGLE) if e.is_focusable}


EXAMPLES = (
    Example('<div role="button" tabindex="0" onclick="send()">Send</div>', CAN_TAKE_FOCUS),
    Example('<div role="tablist"><a role="tab" tabindex="-1">Fees</a><a role="tab">Forms</a></div>', CAN_TAKE_FOCUS),
    Example(
        '<input role="combobox" aria-controls="l" aria-label="State">'
        '<div role="listbox" id="l" aria-label="States"><div role="option">Ohio</div></div>',
        CAN_TAKE_FOCUS,
    ),
    Example('<div role="button" onclick="send()">Send</div>', OUT_OF_REACH),
    Example('<span role="link" onclick="go()">Fees</span>', OUT_OF_REACH),
    Example('<div role="button">Send</div>', MAY_BE_OUT_OF_REACH),
    Example('<button>Send</button><div role="button" onclick="send()">Send</div>', MAY_BE_OUT_OF_REACH),
    Example(
        '<div role="radiogroup" aria-label="Fee"><p role="radio" aria-checked="true">Full'
        '<p role="radio" aria-checked="false">Half</div>',
        MAY_BE_OUT_OF_REACH,
    ),
    Example('<div role="button" onclick="send()" aria-disabled="true">Send</div>', INAPPLICABLE),
    Example('<div role="button" onclick="send()" hidden>Send</div><button>Send</button>', INAPPLICABLE),
)


PHRASING = frozenset("abbr b bdi bdo br cite code data em i img mark q s small span strong sub sup svg time u".split())
"""What may stand in a `button`."""


def correction(element: Element, _: Result) -> Correction | None:
    """The HTML element that can take the focus by itself, where there is one; else a `tabindex`."""
    is_simple = not element.is_foreign and all(e.tag in PHRASING or e.is_foreign for e in element.descendants())
    old = ("role", "tabindex")
    if element.role == "button" and is_simple:
        mended = changed(element, {"type": "button"}, tag="button", without=old)
        change = "Use a `button`, which takes the focus and answers to Enter and Space by itself."
    elif element.role == "link" and is_simple:
        mended = changed(element, {"href": "[address of the page]"}, tag="a", without=old)
        change = "Use an `a` with `href`, which takes the focus and answers to Enter by itself."
    else:
        mended = changed(element, {"tabindex": "0"})
        change = 'Add `tabindex="0"`, and let the script answer to the keys of this kind of control as to the click.'
    return corrected(element, mended, change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
