"""An asterisk that only the eye meets does not tell people who listen which answers they must give.

They find out when the form comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.correction import changed, corrected, speech_of
from rules.fields import groups_of, labels_of, runs_of, seen_fields, texts_with
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page
from rules.words import plain

METADATA = Metadata(
    id="required-mark",
    title="What is marked as required says so to assistive technology",
    wcag=("1.3.1",),
    trusted_tester=("5.C",),
    baseline=("10.A",),
    affects=("302.1",),
    remediation="Add `required` to the field, or put the mark into its `label` where assistive technology gets it.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

IS_TOLD = passed("The field is required by its markup, or its name or description has the mark.")
IS_LOST = failed(
    "The mark that the page explains as required is no part of what assistive technology gets.", fails=("5.C",)
)
MAY_BE_LOST = cant_tell(
    "A mark beside this field is no part of its name, description or state. Does it say anything other than that "
    "the field must be filled in?",
    asks=("5.C",),
)

MARK = re.compile(r"\W*+(?:required\W*+)?", re.IGNORECASE)
"""What holds no words but that one; it is a mark if it holds that, or an asterisk."""
EXPLAINED = re.compile(
    r"(?i)(\*|asterisk)[^.]{0,60}\b(required|mandatory)\b|\b(required|mandatory)\b[^.]{0,40}(\*|asterisk)"
)


def applicability(page: Page) -> Iterator[Element]:
    """Each visible field with an asterisk or the word "required" as a text of its own in its label or beside it."""
    return (f for f in page.derived(seen_fields) if next(_marks(f), None) is not None)


def _marks(field: Element) -> Iterator[str]:
    for label in labels_of(field):
        yield from (words for text in runs_of(label) if _is_mark(words := text.text.strip()))
    yield from (words for _, words in texts_with(field) if _is_mark(words))


def _is_mark(words: str) -> bool:
    return MARK.fullmatch(words) is not None and ("*" in words or "required" in words.lower())


def expectation(field: Element) -> Result:
    """The field has `required` or `aria-required`, or its name, its description or a group's name has the mark."""
    if field.has("required") or (field.get("aria-required") or "").lower() == "true":
        return IS_TOLD
    groups = list(groups_of(field))
    if any(group.has("aria-required") for group in groups) or _is_one_of_required(field):
        return IS_TOLD
    told = " ".join([field.name, field.description, *(group.name for group in groups)])
    if "*" in told or "required" in plain(told).split():
        return IS_TOLD
    mark = next(_marks(field))
    is_explained = "*" in mark and field.page.derived(_explains_asterisk)
    return (IS_LOST if is_explained or plain(mark) == "required" else MAY_BE_LOST).with_detail(f'"{mark}"')


def _is_one_of_required(field: Element) -> bool:
    """Whether it is a radio button of a group in which another is required, and so all are."""
    return field.role == "radio" and (field.get("name") or "") in field.page.derived(_required_radios)


def _required_radios(page: Page) -> frozenset[str]:
    return frozenset(e.get("name") or " " for e in page.with_role("radio") if e.has("required"))


def _explains_asterisk(page: Page) -> bool:
    """Whether the page says in sight that an asterisk marks what is required."""
    parents = {t.parent.id: t.parent for t in page.texts if ("*" in t.text or "sterisk" in t.text) and t.is_seen}
    around = parents | {e.parent.id: e.parent for e in parents.values() if e.parent is not None}
    return any(EXPLAINED.search(text) for e in around.values() if len(text := e.text) < LONGEST)


LONGEST = 300
"""Letters; an explanation of a mark is short."""

EXAMPLES = (
    Example("<label>Name <b>*</b> <input></label>", IS_TOLD),
    Example('<label>Name <b aria-hidden="true">*</b> <input required></label>', IS_TOLD),
    Example('<p>Fields with * are required.</p><label>Name <b aria-hidden="true">*</b> <input></label>', IS_LOST),
    Example('<div><label for="n">Name</label> <i>(required)</i> <input id="n"></div>', IS_LOST),
    Example('<div><label for="n">Name</label> <i>*</i> <input id="n"></div>', MAY_BE_LOST),
    Example("<label>Name <input required></label>", INAPPLICABLE),
    Example("<label hidden>Name <b>*</b> <input></label>", INAPPLICABLE),
)


def correction(field: Element, _: Result) -> Correction | None:
    """The field with the state that the mark means."""
    is_native = field.tag in ("input", "select", "textarea")
    mended = changed(field, {"required": ""} if is_native else {"aria-required": "true"})
    change = f"Add `{'required' if is_native else 'aria-required'}` to the field."
    return corrected(field, mended, change=change, speech=speech_of(mended))


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
