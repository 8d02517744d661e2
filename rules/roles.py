"""Which role an element has: WAI-ARIA 1.2 for the `role` attribute, HTML-AAM and HTML-ARIA for what HTML gives.

Where those leave a choice, ours is what Chromium does, since that is what people's assistive technology meets:
a password field is a `textbox`, the first `summary` of a `details` a `button`, and a `th` without `scope` heads
what stands beside it. An `svg` is a `graphics-document`, so that no rule takes a drawing for an `img` that must
have a name unless its author said so. A `form` is always `form`, though it is a landmark only with a name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rules.aria import GLOBAL_ATTRIBUTES, ROLES, SYNONYMS
from rules.numbers import whole

if TYPE_CHECKING:
    from rules.page import Element

PRESENTATIONAL = frozenset({"none", "presentation"})
"""The two names of the role that takes an element's meaning away."""

BY_TAG: Mapping[str, str] = {
    "address": "group",
    "article": "article",
    "blockquote": "blockquote",
    "button": "button",
    "caption": "caption",
    "code": "code",
    "datalist": "listbox",
    "dd": "definition",
    "del": "deletion",
    "details": "group",
    "dfn": "term",
    "dialog": "dialog",
    "dir": "list",
    "dt": "term",
    "em": "emphasis",
    "fieldset": "group",
    "figure": "figure",
    "form": "form",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "hgroup": "group",
    "hr": "separator",
    "html": "document",
    "ins": "insertion",
    "main": "main",
    "mark": "mark",
    "math": "math",
    "menu": "list",
    "meter": "meter",
    "nav": "navigation",
    "ol": "list",
    "optgroup": "group",
    "option": "option",
    "output": "status",
    "p": "paragraph",
    "progress": "progressbar",
    "s": "deletion",
    "search": "search",
    "strike": "deletion",
    "strong": "strong",
    "sub": "subscript",
    "sup": "superscript",
    "svg": "graphics-document",
    "table": "table",
    "textarea": "textbox",
    "time": "time",
    "ul": "list",
    **dict.fromkeys(
        "acronym b bdi bdo big body center data div font i marquee nobr pre q samp small span tt u".split(),
        "generic",
    ),
}
"""The role of each HTML element whose role depends on nothing else; an element in neither table has none."""

INPUTS: Mapping[str, str | None] = {
    "button": "button",
    "checkbox": "checkbox",
    "color": None,
    "date": None,
    "datetime-local": None,
    "file": None,
    "hidden": None,
    "image": "button",
    "month": None,
    "number": "spinbutton",
    "password": "textbox",
    "radio": "radio",
    "range": "slider",
    "reset": "button",
    "search": "searchbox",
    "submit": "button",
    "time": None,
    "week": None,
}
"""The role of each type of `input`; every other type is a text field."""

SECTIONING = frozenset({"article", "aside", "nav", "section"})
SECTIONING_ROLES = frozenset({"article", "complementary", "navigation", "region"})
TABLE_PARTS = frozenset({"tbody", "td", "tfoot", "th", "thead", "tr"})


def role_of(element: Element) -> str | None:
    """The role: the first token of `role` that is a role authors may use, else what HTML gives.

    WAI-ARIA 1.2, 7.1 and its presentational roles conflict resolution: `none` and `presentation` do not hold on an
    element that can be focused or carries a global attribute. 7.2: what a list or a table needs goes with it.
    """
    written = element.attributes.get("role")
    if written:
        for token in written.lower().split():
            role = ROLES.get(token)
            if role is None or role.is_abstract:
                continue
            if token in PRESENTATIONAL and _is_presentation_refused(element):
                return implicit_role_of(element)
            return SYNONYMS.get(token, token)
    tag = element.tag
    if (tag == "li" or tag in TABLE_PARTS) and _is_owner_presentational(element):
        return implicit_role_of(element) if _is_presentation_refused(element) else "presentation"
    return implicit_role_of(element)


def implicit_role_of(element: Element) -> str | None:
    """The role that HTML gives the element, `role` left aside. A custom element is `generic`."""
    tag = element.tag
    role = BY_TAG.get(tag)
    if role is not None:
        return role
    decide = BY_CONTEXT.get(tag)
    if decide is not None:
        return decide(element)
    return "generic" if "-" in tag else None


def is_natively_focusable(element: Element) -> bool:
    """Whether HTML makes it focusable with no `tabindex`, provided that it is rendered and not disabled."""
    tag = element.tag
    attributes = element.attributes
    if tag in ("a", "area"):
        return "href" in attributes or "xlink:href" in attributes or _is_editable(element)
    if tag in ("button", "select", "textarea", "iframe", "frame"):
        return True
    if tag == "input":
        return attributes.get("type", "").strip().lower() != "hidden"
    if tag in ("audio", "video"):
        return "controls" in attributes
    if tag == "summary":
        return _is_summary(element)
    return _is_editable(element)


def is_named_by_author(element: Element) -> bool:
    """Whether `aria-labelledby`, `aria-label` or `title` gives it a name."""
    attributes = element.attributes
    if attributes.get("aria-label", "").strip() or attributes.get("title", "").strip():
        return True
    return "aria-labelledby" in attributes and bool(element.references("aria-labelledby"))


def _is_editable(element: Element) -> bool:
    return element.attributes.get("contenteditable", "false").strip().lower() in ("", "true", "plaintext-only")


def _is_presentation_refused(element: Element) -> bool:
    """Whether a role of `none` is ignored. An `aria-hidden` changes nothing, nor does an attribute left empty."""
    for name, value in element.attributes.items():
        if name.startswith("aria-") and name in GLOBAL_ATTRIBUTES and name != "aria-hidden" and value.strip():
            return True
    return element.is_focusable


def _is_owner_presentational(element: Element) -> bool:
    """Whether the list or table that the element is a part of has a presentational role that holds."""
    owner = element.parent if element.tag == "li" else _table_of(element)
    return owner is not None and owner.role in PRESENTATIONAL


def _table_of(element: Element) -> Element | None:
    parent = element.parent
    return parent.closest("table") if parent is not None else None


def _a(element: Element) -> str:
    return "link" if "href" in element.attributes or "xlink:href" in element.attributes else "generic"


def _header(element: Element) -> str:
    return "generic" if _is_sectioned(element) else "banner"


def _footer(element: Element) -> str:
    return "generic" if _is_sectioned(element) else "contentinfo"


def _is_sectioned(element: Element) -> bool:
    """Whether it stands in `main` or sectioning content, so that it says nothing of the whole page."""
    for ancestor in element.ancestors():
        if ancestor.document is not element.document:
            return False
        if ancestor.tag in SECTIONING or ancestor.tag == "main":
            return True
        written = ancestor.attributes.get("role")
        if written and (written.lower() in SECTIONING_ROLES or written.lower() == "main"):
            return True
    return False


def _aside(element: Element) -> str:
    parent = element.parent
    inside = parent is not None and parent.closest(*SECTIONING) is not None
    return "generic" if inside and not is_named_by_author(element) else "complementary"


def _section(element: Element) -> str:
    return "region" if is_named_by_author(element) else "generic"


def _img(element: Element) -> str:
    alt = element.attributes.get("alt")
    if alt != "" or is_named_by_author(element) or _is_presentation_refused(element):
        return "img"
    return "presentation"


def _input(element: Element) -> str | None:
    attributes = element.attributes
    kind = attributes.get("type", "").strip().lower()
    if kind == "checkbox" and "aria-pressed" in attributes:
        return "button"
    is_list_possible = "list" in attributes and (kind == "search" or kind not in INPUTS)
    if is_list_possible and any(reference.tag == "datalist" for reference in element.references("list")):
        return "combobox"
    return INPUTS.get(kind, "textbox")


def _select(element: Element) -> str:
    if "multiple" in element.attributes:
        return "listbox"
    return "listbox" if (whole(element.attributes.get("size")) or 0) > 1 else "combobox"


def _li(element: Element) -> str:
    parent = element.parent
    if parent is None:
        return "generic"
    if parent.tag in ("ul", "ol", "menu", "dir"):
        return "generic" if parent.role not in ("list", "directory", *PRESENTATIONAL) else "listitem"
    return "listitem" if parent.role == "list" else "generic"


def _summary(element: Element) -> str:
    return "button" if _is_summary(element) else "generic"


def _is_summary(element: Element) -> bool:
    parent = element.parent
    return (
        parent is not None
        and parent.tag == "details"
        and next((child for child in parent.elements if child.tag == "summary"), None) is element
    )


def _in_table(role: str, in_grid: str) -> Callable[[Element], str]:
    """The role of a part of a table, unless the table's author made it something else."""

    def decide(element: Element) -> str:
        table = _table_of(element)
        if table is None:
            return "generic"
        owner = table.role
        if owner in ("grid", "treegrid"):
            return in_grid
        return role if owner == "table" or owner in PRESENTATIONAL else "generic"

    return decide


_cell = _in_table("cell", "gridcell")


def _th(element: Element) -> str:
    if _cell(element) == "generic":
        return "generic"
    scope = element.attributes.get("scope", "").strip().lower()
    if scope in ("row", "rowgroup"):
        return "rowheader"
    if scope in ("col", "colgroup"):
        return "columnheader"
    row = [cell for cell in element.parent.elements if cell.tag in ("td", "th")] if element.parent is not None else []
    place = next((number for number, cell in enumerate(row) if cell is element), 0)
    beside = row[place + 1 : place + 2] or row[max(place - 1, 0) : place]
    return "rowheader" if any(cell.tag == "td" for cell in beside) else "columnheader"


BY_CONTEXT: Mapping[str, Callable[[Element], str | None]] = {
    "a": _a,
    "area": _a,
    "aside": _aside,
    "footer": _footer,
    "header": _header,
    "img": _img,
    "input": _input,
    "li": _li,
    "section": _section,
    "select": _select,
    "summary": _summary,
    "tbody": _in_table("rowgroup", "rowgroup"),
    "td": _cell,
    "tfoot": _in_table("rowgroup", "rowgroup"),
    "th": _th,
    "thead": _in_table("rowgroup", "rowgroup"),
    "tr": _in_table("row", "row"),
}
"""How the role of each other HTML element is decided."""
