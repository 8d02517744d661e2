"""The question that radio buttons answer stands above them; who lands on one of them hears only the answer.

"Yes, radio button, one of two" tells nothing unless the question belongs to the group.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rules.correction import corrected, made, words
from rules.fields import form_of, groups_of, is_in_data_table, seen_fields, text_beside
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page
from rules.words import plain

METADATA = Metadata(
    id="field-group",
    title="Choices that answer one question are a group with that question as its name",
    wcag=("1.3.1",),
    trusted_tester=("5.C",),
    baseline=("10.A",),
    affects=("302.1",),
    remediation="Put the choices into a `fieldset` whose first child is a `legend` with the question.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

HAS_QUESTION = passed("The choices stand in a group with a name, or each tells the question itself.")
ANSWERS_ONLY = failed("The choices say only things like yes and no, and no group tells the question.", fails=("5.C",))
NO_QUESTION = cant_tell(
    "These choices are no group with a name. Does the label of each tell by itself what is chosen?", asks=("5.C",)
)

ANSWERS = frozenset(
    """agree|disagree|don t know|false|i do not know|i don t know|maybe|n a|neither|neutral|never|no|none|not applicable
    |not sure|often|prefer not to answer|prefer not to say|rarely|sometimes|strongly agree|strongly disagree|true
    |unknown|unsure|yes|no opinion|poor|fair|good|excellent|very good
    """.replace("\n    ", "")
    .strip()
    .split("|")
)
"""Labels that are answers to any question at all."""

QUESTION = re.compile(r"[?:]\s*\*?$|all that apply|\b(choose|select|check|which|what)\b", re.IGNORECASE)


def applicability(page: Page) -> Iterator[Element]:
    """The first of each two or more visible radio buttons, or checkboxes, that share a name attribute or a parent role.

    Checkboxes only where words that sound like a question stand before them.
    """
    for group in page.derived(_groups).values():
        if group[0].role == "radio" or _is_asked(group[0]):
            yield group[0]


def _groups(page: Page) -> Mapping[int, list[Element]]:
    """Groups of choices, in order, by the number of the first."""
    found: dict[tuple[object, ...], list[Element]] = defaultdict(list)
    for field in page.derived(seen_fields):
        if field.role not in ("radio", "checkbox"):
            continue
        if field.tag == "input":
            name = re.sub(r"\[\w*\]$|[-_.]?\d+$", "", field.get("name") or "")
            form = form_of(field)
            if name:
                found[field.scope, form.id if form is not None else -1, field.role, name].append(field)
        elif field.role == "radio":
            around = next((e for e in field.ancestors() if e.role == "radiogroup"), field.parent)
            found["custom", around.id if around is not None else -1].append(field)
    return {id_: group for id_, group in sorted((group[0].id, group) for group in found.values()) if len(group) > 1}


def _is_asked(first: Element) -> bool:
    before = text_beside(first)
    return bool(QUESTION.search(before)) and plain(first.name) != plain(before)


def expectation(first: Element) -> Result:
    """A group around them has a name, they stand in a table with headers, or each refers to the question itself."""
    group = first.page.derived(_groups)[first.id]
    if any(around.name.strip() for around in groups_of(first)) or is_in_data_table(first):
        return HAS_QUESTION
    if all(len(field.references("aria-labelledby")) > 1 or field.description.strip() for field in group):
        return HAS_QUESTION
    labels = ", ".join(f'"{field.name.strip()}"' for field in group[:6])
    if all(plain(field.name) in ANSWERS for field in group):
        return ANSWERS_ONLY.with_detail(labels)
    astray = any(around.tag == "fieldset" and _has_lost_legend(around) for around in groups_of(first))
    return NO_QUESTION.with_detail(f"{labels}; the legend is no child of its fieldset" if astray else labels)


def _has_lost_legend(fieldset: Element) -> bool:
    return any(e.tag == "legend" and e.parent is not fieldset for e in fieldset.descendants())


PAIR = '<label><input type="radio" name="a"> {}</label> <label><input type="radio" name="a"> {}</label>'

EXAMPLES = (
    Example(f"<fieldset><legend>Do you own it?</legend>{PAIR.format('Yes', 'No')}</fieldset>", HAS_QUESTION),
    Example(f'<div role="group" aria-label="Do you own it?">{PAIR.format("Yes", "No")}</div>', HAS_QUESTION),
    Example(
        '<b id="q">Own it?</b> <input type="radio" name="a" aria-labelledby="q y"><i id="y">Yes</i>'
        '<input type="radio" name="a" aria-labelledby="q n"><i id="n">No</i>',
        HAS_QUESTION,
    ),
    Example(f"<p>Do you own it?</p>{PAIR.format('Yes', 'No')}", ANSWERS_ONLY),
    Example(f"<fieldset><p>Do you own it?</p>{PAIR.format('Yes', 'Not sure')}</fieldset>", ANSWERS_ONLY),
    Example(f"<table><tr><td>Do you own it?<td>{PAIR.format('Yes', 'No')}</table>", ANSWERS_ONLY),
    Example(f"<table><tr><th>Do you own it?<td>{PAIR.format('Yes', 'No')}</table>", HAS_QUESTION),
    Example(f"<p>How do you pay?</p>{PAIR.format('Pay by card', 'Pay by check')}", NO_QUESTION),
    Example(f"<fieldset><p><legend>Payment</legend></p>{PAIR.format('By card', 'By check')}</fieldset>", NO_QUESTION),
    Example(
        '<p>Check all that apply:</p><p><label><input type="checkbox" name="u[]"> Fishing</label>'
        '<p><label><input type="checkbox" name="u[]"> Tours</label>',
        NO_QUESTION,
    ),
    Example('<label><input type="radio" name="a"> Card</label>', INAPPLICABLE),
    Example('<label><input type="checkbox" name="b"> Card</label><p><input type="checkbox" name="c">', INAPPLICABLE),
    Example(f"<div hidden>{PAIR.format('Yes', 'No')}</div>", INAPPLICABLE),
)


def correction(first: Element, _: Result) -> Correction | None:
    """The choices in a `fieldset` with the question as its `legend`."""
    asked = text_beside(first).partition(first.name.strip() or "?")[0].strip()
    question = f"[{asked}]" if asked and len(asked) <= LONGEST_QUESTION else "[the question]"
    legend = made(first, "legend", None, words(first, question))
    choices = first.page.derived(_groups)[first.id]
    fieldset = made(first, "fieldset", None, legend, *(part for choice in choices for part in _with_label(choice)))
    change = "Put the choices into a `fieldset` whose first child is a `legend` with the question."
    return corrected(first, fieldset, change=change, speech=f'group, "{question}"')


LONGEST_QUESTION = 100


def _with_label(choice: Element) -> tuple[Element, ...]:
    around = choice.closest("label")
    return (around,) if around is not None else (choice, *choice.page.labels.get(choice.id, ()))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
