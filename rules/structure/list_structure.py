"""A screen reader says "list, five items" and lets people skip or count them.

When the markup of a list is broken, its items run together, or an item belongs to no list at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rules.correction import changed, corrected, made
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="list-structure",
    title="Lists and their items belong together",
    wcag=("1.3.1",),
    trusted_tester=("10.D",),
    baseline=("13.D",),
    affects=("302.1",),
    remediation="Put each item in an `li` that is a child of `ul` or `ol`; in a `dl`, use `dt` and `dd`.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

IS_WELL_FORMED = passed("The list and its items belong together.")
NO_ITEMS = failed("The list has content, but no item.", fails=("10.D",))
NO_LIST = failed("The items stand side by side in no list.", fails=("10.D",))
STRAY_CONTENT = cant_tell(
    "This list holds something beside its items. Does it belong to an item, or is it one itself?", asks=("10.D",)
)
STRAY_ITEM = cant_tell("This list item is no child of a list. Is it shown as an item of a list?", asks=("10.D",))

ITEMS = {"ul": ("li",), "ol": ("li",), "dl": ("dt", "dd")}
LISTS = {"li": ("ul", "ol", "menu", "dir"), "dt": ("dl",), "dd": ("dl",)}


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed `ul`, `ol` and `dl`, and each exposed `li`, `dt` and `dd`, without a role of its own."""
    for element in page.tagged(*ITEMS, *LISTS):
        parent = element.parent
        if parent is None or element.has("role") or not element.is_exposed:
            continue
        if element.tag in LISTS and parent.has("role") and parent.role != "list":
            continue  # the items of a menu, of tabs or of a list that only lays out
        yield element


def expectation(element: Element) -> Result:
    """A list has items and holds nothing else that can be seen; an item is the child of a list."""
    return _list(element) if element.tag in ITEMS else _item(element)


def _list(element: Element) -> Result:
    tags = ITEMS[element.tag]
    children = [e for e in element.elements if _matters(e)]
    if element.tag == "dl":
        children = [part for e in children for part in (e.elements if e.tag == "div" else (e,)) if _matters(part)]
    items = [e for e in children if e.tag in tags or e.role == "listitem"]
    has_text = any(not isinstance(c, Element) and c.text.strip() for c in element.children)
    if len(items) == len(children) and not has_text:
        return IS_WELL_FORMED
    if items or len(children) < 2 or _is_in_navigation(element):
        return STRAY_CONTENT
    has_items_deeper = any(e.tag in tags or e.role == "listitem" for e in element.descendants())
    return STRAY_CONTENT if has_items_deeper else NO_ITEMS


def _matters(element: Element) -> bool:
    if element.tag in ("script", "style", "template", "slot") or element.tag.startswith("::") or not element.is_exposed:
        return False
    return (
        element.tag in ("li", "dt", "dd") or bool(element.text) or any(e.role == "img" for e in element.descendants())
    )


def _is_in_navigation(element: Element) -> bool:
    return any(e.role in ("navigation", "menu", "menubar", "tablist") for e in element.ancestors())


def _item(element: Element) -> Result:
    parent, lists = element.parent, LISTS[element.tag]
    if parent is None:
        return STRAY_ITEM
    if parent.tag == "div" and element.tag != "li" and parent.parent is not None:
        parent = parent.parent
    if parent.tag in lists or parent.role == "list" or parent.tag == "slot" or "-" in parent.tag:
        return IS_WELL_FORMED
    beside = sum(e.tag == element.tag and e.is_exposed for e in parent.elements)
    return STRAY_ITEM if beside < 2 or element.closest(*lists) is not None or not element.text else NO_LIST


EXAMPLES = (
    Example("<ul><li>Forms</li><li>Instructions</li></ul>", *[IS_WELL_FORMED] * 3),
    Example("<ol><li>Forms<ul><li>1040</li></ul></li></ol>", *[IS_WELL_FORMED] * 4),
    Example("<dl><dt>W-2</dt><dd>Wages</dd></dl>", *[IS_WELL_FORMED] * 3),
    Example("<dl><div><dt>W-2</dt><dd>Wages</dd></div></dl>", *[IS_WELL_FORMED] * 3),
    Example("<ul><script></script><li>Forms</li></ul>", *[IS_WELL_FORMED] * 2),
    Example("<ul><p>Forms</p><p>Instructions</p></ul>", NO_ITEMS),
    Example("<dl><p>W-2</p><p>Wages</p></dl>", NO_ITEMS),
    Example("<div><li>Forms</li><li>Instructions</li></div>", *[NO_LIST] * 2),
    Example("<ul><h2>Forms</h2><li>1040</li></ul>", STRAY_CONTENT, IS_WELL_FORMED),
    Example("<div><li>Forms</li></div>", STRAY_ITEM),
    Example('<nav><ul><a href="#a">Forms</a><a href="#b">Help</a></ul></nav>', STRAY_CONTENT),
    Example('<ul role="menu"><li><b role="menuitem">Print</b></li></ul>', INAPPLICABLE),
    Example("<ul hidden><p>Forms</p><p>Help</p></ul>", INAPPLICABLE),
    Example("<p>- Forms<br>- Help</p>", INAPPLICABLE),
)


MOST = 20
"""How many items are shown, if there is room."""


def correction(element: Element, result: Result) -> Correction | None:
    """A list whose content are items, or the items and those beside them in a list."""
    if result == NO_ITEMS:
        content = [c for c in element.children if (_matters(c) if isinstance(c, Element) else c.text.strip())]
        tags = ITEMS[element.tag]
        items = [made(element, tags[place % len(tags)], None, child) for place, child in enumerate(content)]
        told = "a `dt` or a `dd`" if element.tag == "dl" else "an `li`"
        return corrected(element, changed(element, children=items), change=f"Put each item into {told}.")
    tag = LISTS[element.tag][0]
    beside = element.parent.elements if element.parent is not None else (element,)
    items = list(islice((e for e in beside if e.tag in ITEMS[tag]), MOST))
    return corrected(element, made(element, tag, None, *items), change=f"Put the items into one `{tag}`.")


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
