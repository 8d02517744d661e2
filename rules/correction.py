"""Small builders of corrections: a target as it would be after a change, its code, and what would be said of it.

A changed element is a copy that stands where the original does, so that its role and its name follow by the same rules.
All code is written by `rules.locate.snippet`, with its escaping and its limits.

`speech_of` is an approximation in one plain style, role first: screen readers differ in words and order, and people set
how much they hear. Values are left out, those that were typed above all.
"""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

from rules.aria import ROLES
from rules.locate import LONGEST_NAME, VOID, shorten, snippet
from rules.model import Correction
from rules.names import is_said, name_of
from rules.page import Element, Text
from rules.roles import PRESENTATIONAL

NEW = -1
"""The number of a node that the page does not have."""

MOST = 4
"""How many elements are shown one after another."""

LONGEST_WORD = 40
"""Letters; no word of a standard that may be meant is longer."""

REMOVED = "<!-- removed -->"
"""The code of what a correction takes away."""

NOTHING = "nothing"
"""What is said of what is hidden from assistive technology."""

# -- elements as they would be ---------------------------------------------------------------------------------------


def changed(
    element: Element,
    attributes: Mapping[str, str] | None = None,
    *,
    without: Iterable[str] = (),
    tag: str = "",
    children: Iterable[Element | Text] | None = None,
) -> Element:
    """The element with attributes set or taken away, with another tag or other children."""
    changed = copy.copy(element)
    changed.__dict__.clear()  # what was worked out of the original
    changed.ax = None
    if element.tag == "summary":
        changed.__dict__["role"] = element.role  # it is one by its place alone, and a copy has none
    gone = frozenset(without)
    changed.attributes = {name: value for name, value in element.attributes.items() if name not in gone}
    changed.attributes |= attributes or {}
    changed.tag = tag or element.tag
    changed.children = element.children if children is None else list(children)
    return changed


def made(beside: Element, tag: str, attributes: Mapping[str, str] | None = None, *children: Element | Text) -> Element:
    """A new element that would stand where `beside` does."""
    new = changed(beside, tag=tag, children=children)
    new.id, new.attributes = NEW, attributes or {}
    return new


def words(inside: Element, said: str) -> Text:
    """A new text that would stand in an element."""
    text = Text()
    text.id, text.parent, text.document, text.text = NEW, inside, inside.document, said
    text.box, text.paint_order, text.backdrop = None, -1, None
    return text


def replaced(element: Element, changes: Mapping[int, Iterable[Element | Text]]) -> Element:
    """The element with other nodes in the place of some of those inside it, by their ids."""
    around = {element.id}
    for id in changes:
        node = element.page.nodes[id]
        while node is not None and node is not element:
            node = node.parent
            if node is not None:
                around.add(node.id)

    def rebuilt(node: Element) -> Element:
        children: list[Element | Text] = []
        for child in node.children:
            if child.id in changes:
                children += changes[child.id]
            else:
                children.append(rebuilt(child) if isinstance(child, Element) and child.id in around else child)
        return changed(node, children=children)

    return rebuilt(element)


def styled(element: Element, declarations: Mapping[str, str]) -> Element:
    """The element with declarations first in its `style`; those of the same properties, and their parts, make way."""
    old = [part.strip() for part in _DECLARATION.findall(element.get("style") or "") if part.strip()]
    kept = [part for part in old if not _property(part).startswith(tuple(declarations))]
    new = [f"{name}: {value}" for name, value in declarations.items()]
    return changed(element, {"style": "; ".join([*new, *kept])})


_DECLARATION = re.compile(r"""(?:[^;"'(]|"[^"]*"?|'[^']*'?|\((?:"[^"]*"?|'[^']*'?|[^)"'])*\)?)+""")
"""What stands between semicolons, but for those in strings and brackets."""


def _property(declaration: str) -> str:
    return declaration.partition(":")[0].strip().lower()


def named(element: Element, said: str) -> Element:
    """The element with an accessible name, given where its kind of element has it by HTML."""
    free = changed(element, without=("aria-label", "aria-labelledby"))
    if element.tag in ("img", "area") or (element.tag == "input" and _type(element) == "image"):
        return changed(free, {"alt": said})
    if element.tag in ("iframe", "frame"):
        return changed(free, {"title": said})
    if element.tag == "input" and _type(element) in ("button", "submit", "reset"):
        return changed(free, {"value": said})
    inside = [e for e in element.descendants() if not e.tag.startswith("::")]
    images = [e for e in inside if e.tag == "img" and e.is_exposed]
    if len(images) == 1 and element.tag != "object" and not element.is_foreign:
        return replaced(free, {images[0].id: [named(images[0], said)]})
    if not inside and _is_bare(element) and _may_hold_words(element):
        return changed(free, children=[words(element, said)])
    return changed(free, {"aria-label": said}, without=("aria-labelledby",))


def _is_bare(element: Element) -> bool:
    """Whether nothing is written in it, by markup or by style."""
    is_drawn = any(e.tag in ("::before", "::after") for e in element.descendants())
    return not is_drawn and not any(text.text.strip() for text in element.texts())


def _may_hold_words(element: Element) -> bool:
    role = ROLES.get(element.role or "")
    return element.tag not in VOID and role is not None and "contents" in role.name_from


def _type(element: Element) -> str:
    return (element.get("type") or "").strip().lower()


# -- code ------------------------------------------------------------------------------------------------------------


def corrected(old: Element, *new: Element, change: str, speech: str = "") -> Correction | None:
    """The correction from one element to what stands in its place; None where there is no room to show the change.

    A speech that says the same as before is left out.
    """
    now, then = snippet(old), " ".join(snippet(e, with_content=e.id == NEW) for e in new[:MOST])
    if then == now:  # the change is inside of what is too long
        now, then = snippet(old, with_content=True), " ".join(snippet(e, with_content=True) for e in new[:MOST])
    if then == now:
        return None
    then += " …" if len(new) > MOST else ""
    return Correction(then, change, speech if speech and speech != speech_now(old) else "")


# -- what is meant ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def near(word: str, options: frozenset[str]) -> str:
    """The one of the options that is spelled nearly like the word; empty where none is."""
    if len(word) > LONGEST_WORD:
        return ""
    found = difflib.get_close_matches(word.strip().lower(), sorted(options), 1, 0.75)
    return found[0] if found else ""


# -- speech ----------------------------------------------------------------------------------------------------------

ROLE_WORDS: Mapping[str, str] = {
    "combobox": "combo box",
    "columnheader": "column header",
    "gridcell": "cell",
    "img": "image",
    "listbox": "list box",
    "listitem": "list item",
    "menuitem": "menu item",
    "menuitemcheckbox": "menu item checkbox",
    "menuitemradio": "menu item radio button",
    "menubar": "menu bar",
    "progressbar": "progress bar",
    "radio": "radio button",
    "radiogroup": "radio group",
    "rowheader": "row header",
    "searchbox": "search field",
    "spinbutton": "number field",
    "tablist": "tab list",
    "textbox": "text field",
    "treeitem": "tree item",
    **dict.fromkeys(("graphics-document", "graphics-symbol"), "image"),
    **dict.fromkeys(("doc-backlink", "doc-biblioref", "doc-glossref", "doc-noteref"), "link"),
}
"""What roles are called in speech, where it is not what WAI-ARIA calls them."""

WITHOUT_ROLE: Mapping[str, str] = {"frame": "frame", "iframe": "frame", "object": "object"}
"""What elements are called that have no role of WAI-ARIA."""

FIELDS: Mapping[str, str] = {
    "color": "color field",
    "date": "date field",
    "datetime-local": "date and time field",
    "file": "file field",
    "month": "month field",
    "password": "password field",
    "time": "time field",
    "week": "week field",
}
"""What the types of `input` are called that have none."""

CHECKED: Mapping[str, str] = {"true": "checked", "false": "not checked", "mixed": "partly checked"}
SWITCHED: Mapping[str, str] = {"true": "on", "false": "off"}
STATES: Mapping[str, Mapping[str, str]] = {
    "aria-pressed": {"true": "pressed", "false": "not pressed", "mixed": "partly pressed"},
    "aria-expanded": {"true": "expanded", "false": "collapsed"},
    "aria-selected": {"true": "selected"},
    "aria-required": {"true": "required"},
    "aria-readonly": {"true": "read only"},
    "aria-invalid": {"true": "invalid entry", "grammar": "invalid entry", "spelling": "invalid entry"},
    "aria-disabled": {"true": "unavailable"},
}
NATIVE: Mapping[str, str] = {"required": "required", "readonly": "read only", "disabled": "unavailable"}


def speech_now(target: Element | Text) -> str:
    """What a screen reader says of a target as it is."""
    element = target.parent if isinstance(target, Text) else target
    return speech_of(element) if element.is_exposed else NOTHING


def speech_of(element: Element) -> str:
    """What a screen reader says of an element that it meets: role, name, states; hidden or not."""
    kind = _kind(element)
    name = element.name if element.role is not None else name_of(element)  # browsers call a file field "Choose File"
    name = name if is_said(name) else ""
    if not kind:
        read = name or " ".join(text.text for text in islice(element.texts(), LONGEST_NAME))
        return f'"{shorten(read, LONGEST_NAME)}"' if read.strip() else NOTHING
    parts = [kind]
    if name:
        parts.append(f'"{shorten(name, LONGEST_NAME)}"')
    elif _must_be_named(element):
        parts.append("no name")
    return ", ".join([*parts, *dict.fromkeys(_states(element))])


def _kind(element: Element) -> str:
    role = element.role
    if role == "heading":
        return f"heading level {_level(element)}"
    if role is None and element.tag in WITHOUT_ROLE:
        return WITHOUT_ROLE[element.tag]
    if element.tag == "input" and (role is None or _type(element) == "password"):
        return FIELDS.get(_type(element), "text field")
    if role is None or role in PRESENTATIONAL or role in ("generic", "paragraph", "document"):
        return ""
    return ROLE_WORDS.get(role, role)


def _level(element: Element) -> str:
    written = (element.get("aria-level") or "").strip()
    if re.fullmatch(r"[1-9]\d{0,2}", written):
        return written
    return element.tag[1] if re.fullmatch(r"h[1-6]", element.tag) else "2"


def _must_be_named(element: Element) -> bool:
    role = ROLES.get(element.role or "")
    if role is None:
        return element.tag in WITHOUT_ROLE or element.tag == "input"
    return role.is_name_required and role.name not in ("table", "grid", "treegrid", "region")


def _states(element: Element) -> Iterable[str]:
    said = SWITCHED if element.role == "switch" else CHECKED
    role = ROLES.get(element.role or "")
    if role is not None and "aria-checked" in role.supported:
        if element.tag == "input" and _type(element) in ("checkbox", "radio"):
            yield said["true" if element.has("checked") else "false"]
        elif (state := _value(element, "aria-checked")) in said:
            yield said[state]
    for name, known in STATES.items():
        if (state := _value(element, name)) in known:
            yield known[state]
    if element.tag in ("button", "input", "select", "textarea"):
        yield from (known for name, known in NATIVE.items() if element.has(name))


def _value(element: Element, name: str) -> str:
    return (element.get(name) or "").strip().lower()
