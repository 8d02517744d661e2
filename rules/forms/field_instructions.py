"""How to fill in a field is told beside it, where people who listen to the field alone never come by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.fields import CHOICES, seen_fields, texts_with, told_of
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page
from rules.words import plain

METADATA = Metadata(
    id="field-instructions",
    title="Instructions beside a field belong to it",
    wcag=("1.3.1",),
    trusted_tester=("5.C",),
    baseline=("10.A",),
    affects=("302.1",),
    remediation="Give the instruction an `id` and name that in the field's `aria-describedby`.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

ARE_TOLD = passed("All that looks like an instruction beside the field is part of its name or description.")
ARE_LOST = cant_tell(
    "Words beside this field are no part of its name or description. "
    "Can it be filled in correctly without having read them?",
    asks=("5.C",),
)

TELLING_CLASS = re.compile(
    r"(?:^|[-_ ])(hint|help|helper|instructions?|format|form-text|note|example)(?:$|[-_ ])", re.IGNORECASE
)
TELLING_WORDS = re.compile(
    r"m{1,2}[/.-]?d{1,2}[/.-]?y{2,4}|y{4}-m{2}"
    r"|\b(\d+|two|three|four|five|six|eight|nine|ten) ?(digits?|characters?|letters)\b"
    r"|\b(at least|at most|no more than|not more than|up to|maximum|minimum|must (be|have|contain|include)"
    r"|format|for example|e\.g\.|numbers only|digits only|do not (use|enter|include)|without (dashes|spaces)"
    r"|case.sensitive|including area code|accepted (files?|formats?))\b",
    re.IGNORECASE,
)
LONGEST = 200
"""Letters; what is longer is a text of its own."""


def applicability(page: Page) -> Iterator[Element]:
    """Each visible field to write into or list to choose from, with text beside it that looks like instructions."""
    for field in page.derived(seen_fields):
        if field.role not in CHOICES and next(_instructions(field), None) is not None:
            yield field


def _instructions(field: Element) -> Iterator[str]:
    for element, words in texts_with(field):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(words) <= LONGEST and (TELLING_WORDS.search(words) or (TELLING_CLASS.search(marks) and " " in words)):
            yield words


def expectation(field: Element) -> Result:
    """Every word of each is in the field's name or description, or in the name of its group."""
    told = set(told_of(field).split())
    lost = [words for words in _instructions(field) if not told.issuperset(plain(words).split())]
    return ARE_LOST.with_detail(" / ".join(f'"{words}"' for words in lost)) if lost else ARE_TOLD


EXAMPLES = (
    Example(
        '<p><label for="d">Date</label> <span id="h">MM/DD/YYYY</span> <input id="d" aria-describedby="h"></p>',
        ARE_TOLD,
    ),
    Example('<p><label for="d">Date</label> <span>MM/DD/YYYY</span> <input id="d"></p>', ARE_LOST),
    Example('<p><label for="p">Phone</label> <i class="hint">With area code.</i> <input id="p"></p>', ARE_LOST),
    Example('<div><label>Password <input type="password"></label><p>At least 12 characters.</p></div>', ARE_LOST),
    Example("<p><label>Date (MM/DD/YYYY) <input></label></p>", INAPPLICABLE),
    Example("<div><label>Name <input></label><p>We will write to you.</p></div>", INAPPLICABLE),
    Example("<div><label>Date <input></label><p hidden>MM/DD/YYYY</p></div>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
