"""A label that says "Field", or the same as the label before it, leaves people guessing what belongs where."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rules.fields import (
    CHOICES,
    groups_of,
    is_in_data_table,
    labels_of,
    runs_of,
    seen_fields,
    visible_label,
)
from rules.general_names import GENERAL_LABELS
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page
from rules.words import plain

METADATA = Metadata(
    id="label-descriptive",
    title="Label tells what the field is for",
    wcag=("2.4.6",),
    trusted_tester=("5.B",),
    baseline=("10.B",),
    act=("cc0f0a",),
    affects=("302.1", "302.2", "302.9"),
    remediation="Say in the label what is asked for, and tell fields that ask for the same of two things apart.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

SAYS_SOMETHING = passed("The label has words of its own.")
SAYS_LITTLE = cant_tell(
    "The label of this field would fit any field. Is it clear from what is seen around it what to enter?", asks=("5.B",)
)
SAYS_THE_SAME = cant_tell(
    "A field before this one has the same label. Is it clear from what is seen around them which is which?",
    asks=("5.B",),
)

NUMBERED = re.compile(r" ?(?<!\d)\d++$")


def applicability(page: Page) -> Iterator[Element]:
    """Each field whose label can be seen, even if it is hidden from assistive technology."""
    return (f for f in page.derived(seen_fields) if visible_label(f))


def expectation(field: Element) -> Result:
    """Its label is not one that would fit any field, nor that of a field before it with the same group and heading."""
    label = visible_label(field)
    words = NUMBERED.sub("", plain(label))
    if (
        not is_in_data_table(field)
        and field.role not in CHOICES
        and ((not words and not plain(label)) or words in GENERAL_LABELS)
    ):
        return SAYS_LITTLE.with_detail(f'"{label}"')
    if field.id in field.page.derived(_repeated):
        return SAYS_THE_SAME.with_detail(f'"{label}"')
    return SAYS_SOMETHING


def _repeated(page: Page) -> frozenset[int]:
    """The fields, but for choices and those in tables, with the label of one before them and no words between."""
    asked = [f for f in page.derived(seen_fields) if f.role not in CHOICES and not is_in_data_table(f)]
    labels = {f.id: plain(visible_label(f)) for f in asked}
    counts: dict[str, int] = defaultdict(int)
    for label in labels.values():
        counts[label] += 1
    if all(count < 2 for label, count in counts.items() if label):
        return frozenset()
    before = _words_before(page, asked)
    met: set[tuple[object, ...]] = set()
    found = set()
    for field in asked:
        form = field.closest("form")
        context = (form.id if form else -1, labels[field.id], before[field.id], _group(field))
        if labels[field.id] and context in met:
            found.add(field.id)
        met.add(context)
    return frozenset(found)


def _words_before(page: Page, asked: list[Element]) -> Mapping[int, int]:
    """For each field the last visible text before it, by its number, that is no label of any field."""
    in_labels = {
        text.id for field in page.derived(seen_fields) for label in labels_of(field) for text in runs_of(label)
    }
    own = ("option", "button", "textarea", "script", "style")
    others = (t for t in page.texts if t.id not in in_labels and t.parent.tag not in own and t.is_seen)
    nodes = sorted([*((t.id, False) for t in others), *((f.id, True) for f in asked)])
    found: dict[int, int] = {}
    last = -1
    for id_, is_field in nodes:
        if is_field:
            found[id_] = last
        else:
            last = id_
    return found


def _group(field: Element) -> str:
    return " ".join(plain(group.name) for group in groups_of(field) if _shows_name(group))


def _shows_name(group: Element) -> bool:
    legend = next((e for e in group.elements if e.tag == "legend"), None)
    shown = [*group.references("aria-labelledby"), *([legend] if legend is not None else [])]
    return any(next(runs_of(e), None) is not None for e in shown)


EXAMPLES = (
    Example("<label>Vessel name <input></label>", SAYS_SOMETHING),
    Example(
        "<fieldset><legend>Owner</legend><label>Name <input></label></fieldset>"
        "<fieldset><legend>Captain</legend><label>Name <input></label></fieldset>",
        SAYS_SOMETHING,
        SAYS_SOMETHING,
    ),
    Example('<p id="n" aria-hidden="true">Vessel name</p><input aria-labelledby="n">', SAYS_SOMETHING),
    Example("<table><tr><th>Gull Point<tr><td><label>Value <input></label></table>", SAYS_SOMETHING),
    Example('<p>Text me <label><input type="radio" name="a"> Text</label>', SAYS_SOMETHING),
    Example("<label>Field 1 <input></label>", SAYS_LITTLE),
    Example("<label>Option <input></label> <label>Options <input></label>", SAYS_LITTLE, SAYS_LITTLE),
    Example("<label>* <input></label>", SAYS_LITTLE),
    Example("<form><label>Name <input></label> <label>Name <input></label></form>", SAYS_SOMETHING, SAYS_THE_SAME),
    Example(
        '<fieldset aria-label="Owner"><label>Name <input></label></fieldset>'
        '<fieldset aria-label="Captain"><label>Name <input></label></fieldset>',
        SAYS_SOMETHING,
        SAYS_THE_SAME,
    ),
    Example('<input aria-label="Text"><label hidden>Field <input></label>', INAPPLICABLE),
    Example("<button>Enter</button>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
