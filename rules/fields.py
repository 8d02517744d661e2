"""The fields of a page, the words that people see with them, and those that assistive technology has for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rules.page import Box, Element, Page, Text
from rules.words import plain

ROLES = (
    "checkbox",
    "combobox",
    "listbox",
    "menuitemcheckbox",
    "menuitemradio",
    "radio",
    "searchbox",
    "slider",
    "spinbutton",
    "switch",
    "textbox",
)
"""The roles of what is filled in or chosen from."""

WITHOUT_ROLE = frozenset({"color", "date", "datetime-local", "file", "month", "password", "time", "week"})
"""The types of `input` that are fields though WAI-ARIA has no role for them."""

CHOICES = frozenset({"checkbox", "menuitemcheckbox", "menuitemradio", "radio", "switch"})
"""The roles of fields whose label stands behind them."""

NEAR = 150.0
"""How far from a field, in CSS pixels, a person still takes words for its label."""

OWN_WORDS = frozenset({"button", "datalist", "noscript", "optgroup", "option", "script", "select", "style", "textarea"})
"""The elements whose text is their own content and no label of another."""


def fields(page: Page) -> list[Element]:
    """Each HTML element that is a field to fill in or to choose from, disabled or not, and that is exposed."""
    found = {e.id: e for e in page.with_role(*ROLES)}
    found.update((e.id, e) for e in page.tagged("input") if e.role is None and kind_of(e) in WITHOUT_ROLE)
    return [e for _, e in sorted(found.items()) if e.is_exposed and not e.is_foreign]


def seen_fields(page: Page) -> list[Element]:
    """The fields that can be seen and are not disabled, but for menu items and the lists that other fields open."""
    return [f for f in page.derived(fields) if f.is_visible and not f.is_disabled and _is_of_form(f)]


def _is_of_form(field: Element) -> bool:
    role = field.role or ""
    is_part = role.startswith("menuitem") or (role == "listbox" and field.tag != "select")
    return not is_part and field.get("aria-disabled") != "true"


def kind_of(field: Element) -> str:
    """The type of an `input` as written, in lower case; empty for anything else."""
    return (field.get("type") or "").strip().lower() if field.tag == "input" else ""


def runs_of(element: Element) -> Iterator[Text]:
    """The text runs inside that can be seen, but for the content of controls."""
    stack = list(reversed(element.children))
    while stack:
        node = stack.pop()
        if isinstance(node, Element):
            if node.tag not in OWN_WORDS and not node.is_hidden:
                stack.extend(reversed(node.children))
        elif node.is_seen:
            yield node


def seen_words(element: Element) -> str:
    """What can be read inside it, white space collapsed."""
    return joined(runs_of(element))


def joined(texts: Iterable[Text]) -> str:
    """The words of some runs, white space collapsed; a space parts runs that do not follow one another in a line."""
    parts: list[str] = []
    before: Box | None = None
    for text in texts:
        box = text.box
        if before is not None and box is not None and (box.y >= before.bottom or box.x - before.right > 1):
            parts.append(" ")
        parts.append(text.text)
        before = box
    return " ".join("".join(parts).split())


def labels_of(field: Element) -> list[Element]:
    """What labels the field: the targets of `aria-labelledby`, or its `label` elements, or itself by its content."""
    referred = field.references("aria-labelledby") if field.has("aria-labelledby") else []
    if referred:
        return referred
    native = field.page.labels.get(field.id)
    if native:
        return native
    is_custom = field.has("role") and field.tag not in ("input", "select", "textarea")
    return [field] if is_custom and field.role in CHOICES else []


def visible_label(field: Element) -> str:
    """The words of its labels that can be seen; empty where there are none."""
    return " ".join(filter(None, map(seen_words, labels_of(field))))


def form_of(field: Element) -> Element | None:
    """The `form` it belongs to, by place or by its `form` attribute; else the element with the role `form`."""
    named = field.references("form")
    if named:
        return named[0]
    return field.closest("form") or next((e for e in field.ancestors() if e.role in ("form", "search")), None)


def fields_by_form(page: Page) -> Mapping[int, list[Element]]:
    """The fields that can be seen, by the number of the form they belong to, or -1."""
    found: dict[int, list[Element]] = defaultdict(list)
    for field in page.derived(seen_fields):
        form = form_of(field)
        found[form.id if form is not None else -1].append(field)
    return found


def is_whole_page(form: Element) -> bool:
    """Whether the form is wrapped around a page with all its parts, as some servers make them."""
    return any(e.tag in ("main", "nav", "header", "footer", "h1") for e in form.descendants())


def groups_of(field: Element) -> Iterator[Element]:
    """What holds the field as one of a group, nearest first: `fieldset`, or a role that groups."""
    return (e for e in field.ancestors() if e.tag == "fieldset" or e.role in ("group", "radiogroup", "listbox"))


def is_in_data_table(field: Element) -> bool:
    """Whether it stands in a cell of a table with header cells, which tell what the field is for."""
    table = field.closest("table") if field.closest("td", "th") is not None else None
    if table is not None and table.id in field.page.derived(_tables_with_headers):
        return True
    return any(e.role in ("gridcell", "cell") and e.tag not in ("td", "th") for e in field.ancestors())


def _tables_with_headers(page: Page) -> frozenset[int]:
    tables = (header.closest("table") for header in page.tagged("th"))
    return frozenset(table.id for table in tables if table is not None)


def told_of(field: Element) -> str:
    """What a screen reader can tell of the field: its name, its description and the names of its groups."""
    parts = [field.name, field.description]
    parts += [part for group in groups_of(field) for part in (group.name, group.description)]
    parts += [e.text for e in field.references("aria-describedby")]
    parts += [e.text for group in groups_of(field) for e in group.references("aria-describedby")]
    return plain(" ".join(parts))


def texts_near(page: Page) -> Mapping[int, list[Text]]:
    """The text runs that can be seen outside controls, by the bands of `NEAR` pixels that they stand in."""
    bands: dict[int, list[Text]] = defaultdict(list)
    for text in page.texts:
        box = text.box
        if box is None or text.parent.tag in OWN_WORDS or not text.is_seen:
            continue
        for band in range(int(box.y // NEAR), int(box.bottom // NEAR) + 1):
            bands[band].append(text)
    return bands


def text_beside(field: Element) -> str:
    """The visible words above, before or behind the field that a person may take for its label."""
    place = field.box
    if place is None:
        return ""
    bands = field.page.derived(texts_near)
    found = {
        text.id: text
        for band in range(int((place.y - NEAR) // NEAR), int(place.bottom // NEAR) + 1)
        for text in bands.get(band, ())
        if text.box is not None and _is_beside(place, text.box)
    }
    return joined(found[id_] for id_ in sorted(found))


def _is_beside(field: Box, text: Box) -> bool:
    shares_line = text.y < field.bottom and field.y < text.bottom
    if shares_line:
        return (text.right <= field.x + 2 and field.x - text.right <= NEAR) or 0 <= text.x - field.right + 2 <= NEAR
    shares_column = text.x < field.right and field.x < text.right
    return shares_column and 0 <= field.y - text.bottom + 2 <= NEAR / 3


def block_of(field: Element) -> Element | None:
    """The largest element around the field that holds no other field and is no form, group or part of the page."""
    counts = field.page.derived(_fields_inside)
    block = None
    for ancestor in field.ancestors():
        if ancestor.document is not field.document or ancestor.tag in BOUNDS or counts.get(ancestor.id, 0) > 1:
            break
        block = ancestor
    return block


BOUNDS = frozenset(
    "article aside body dialog fieldset footer form header html iframe main nav section table tbody tr".split()
)


def _fields_inside(page: Page) -> Mapping[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for field in page.derived(fields):
        for ancestor in field.ancestors():
            counts[ancestor.id] += 1
            if ancestor.tag in BOUNDS:
                break
    return counts


def texts_with(field: Element) -> Iterator[tuple[Element, str]]:
    """What else can be read in the field's block, outside its labels, headings, links and buttons: where, and what."""
    block = block_of(field)
    if block is None:
        return
    labels = {e.id for e in labels_of(field)}
    stack = list(reversed(block.children))
    while stack:
        node = stack.pop()
        if not isinstance(node, Element) or node.is_hidden or node is field or node.id in labels:
            continue
        if node.tag in OWN_WORDS or node.tag in ("a", "legend") or node.role in ("heading", "button", "link"):
            continue
        if any(not isinstance(child, Element) and child.is_seen for child in node.children):
            yield node, seen_words(node)
        else:
            stack.extend(reversed(node.children))
