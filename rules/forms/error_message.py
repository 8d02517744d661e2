"""A form that comes back must say in words which answer was wrong and why; a red frame says neither.

Only errors that are there when the page loads are seen: most forms show theirs after they were sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.fields import block_of, fields, is_whole_page, runs_of, seen_words
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="error-message",
    title="An error names its field and says what is wrong",
    wcag=("3.3.1", "3.3.3"),
    trusted_tester=("5.F", "5.G"),
    baseline=("10.D", "10.F"),
    act=("36b590",),
    affects=("302.1", "302.2", "302.3", "302.9"),
    remediation="Write beside the field which answer is wrong, why, and how to put it right.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

NO_ERROR = passed("The field is not marked as wrong.")
HAS_NO_TEXT = cant_tell(
    "This field is marked as wrong, and no text was found that says so. Do words in sight name it as wrong?",
    asks=("5.F",),
    wcag=("3.3.1",),
)
HAS_TEXT = cant_tell(
    "This field is marked as wrong. Does a text name it, say what is wrong and suggest how to put it right?",
    asks=("5.F", "5.G"),
)
STANDS_ALONE = cant_tell(
    "This text sounds like an error. Does it name the field, say what is wrong and suggest how to put it right?",
    asks=("5.F", "5.G"),
)

ERROR_CLASS = re.compile(r"(?i)(^|[-_ ])(errors?|invalid)([-_]?(message|msg|text|summary|list|label))?(?=$| )")
"""In the class of a text or at the end of its id: that it is an error, not a hint or a count that belongs to one."""
ERROR_WORDS = re.compile(
    r"\b(invalid|incorrect(ly)?|not valid|cannot be (empty|blank)|can't be (empty|blank)|may not be (empty|blank)"
    r"|please (correct|fix|complete|fill)|(was|were) not (recognized|found|accepted)|(does|do) not match"
    r"|there (is|was|were) (a |an )?(problem|error)s?)\b",
    re.IGNORECASE,
)
LONGEST = 300
"""Letters; an error message is short."""


def applicability(page: Page) -> Iterator[Element]:
    """Each visible field with `aria-invalid`, and each text in a form that sounds like an error or has its class."""
    flagged = {f.id: f for f in page.derived(fields) if f.has("aria-invalid") and f.is_visible}
    tied = {e.id for f in flagged.values() for e in _texts_of(f)}
    if page.derived(fields):
        for element in _parents_of_texts(page):
            if element.id not in tied and not _is_in(element, tied) and _sounds_wrong(element):
                flagged[element.id] = element
    return (flagged[id_] for id_ in sorted(flagged))


def _parents_of_texts(page: Page) -> Iterator[Element]:
    """What stands in a form, with text of its own, and is no label or control.

    Of a form that is wrapped around a whole page, only what is marked as an error.
    """
    met: set[int] = set()
    for form in page.tagged("form"):
        is_whole = is_whole_page(form)
        for text in runs_of(form):
            parent = text.parent
            while parent.tag in ("b", "strong", "em", "i", "span") and parent.parent is not None:
                if parent.get("class") or parent.get("id"):
                    break
                parent = parent.parent
            if is_whole and not _is_marked(parent):
                continue
            if parent.id not in met and parent.closest("label", "legend", "button", "form") in (None, form):
                met.add(parent.id)
                yield parent


def _is_in(element: Element, ids: set[int]) -> bool:
    return any(e.id in ids for e in element.ancestors())


def _sounds_wrong(element: Element) -> bool:
    if element.tag == "form":
        return False
    words = seen_words(element)
    if len(words) > LONGEST or " " not in words:
        return False
    return bool(ERROR_WORDS.search(words)) or (_is_marked(element) and element.role != "link")


def _is_marked(element: Element) -> bool:
    """Whether its class, or without one its id, is that of an error."""
    return bool(ERROR_CLASS.search(element.get("class") or element.get("id") or ""))


def _texts_of(field: Element) -> list[Element]:
    """What describes the field, and what in its block is marked as an error, if it can be read."""
    found = [*field.references("aria-errormessage"), *field.references("aria-describedby")]
    block = block_of(field)
    if block is not None:
        found += [e for e in block.descendants() if _is_marked(e) and e is not field]
    return [e for e in found if seen_words(e)]


def expectation(target: Element) -> Result:
    """The field is not wrong, or a text names it, says what is wrong and what to do."""
    if not target.has("aria-invalid"):
        return STANDS_ALONE.with_detail(f'"{seen_words(target)}"')
    if (target.get("aria-invalid") or "").strip().lower() in ("", "false"):
        return NO_ERROR
    words = " / ".join(f'"{seen_words(e)}"' for e in {e.id: e for e in _texts_of(target)}.values())
    return HAS_TEXT.with_detail(words) if words else HAS_NO_TEXT


EXAMPLES = (
    Example('<label>Age <input aria-invalid="false"></label>', NO_ERROR),
    Example('<label>Age <input aria-invalid="true"></label>', HAS_NO_TEXT),
    Example(
        '<label>Age <input aria-invalid="true" aria-describedby="e"></label> <b id="e">Write your age in years.</b>',
        HAS_TEXT,
    ),
    Example("<form><p>Please correct the field below.</p><label>Age <input></label></form>", STANDS_ALONE),
    Example('<form><label>Age <input></label> <p class="error">Too young.</p></form>', STANDS_ALONE),
    Example("<form><label>Age <input></label> <p>Write your age in years.</p></form>", INAPPLICABLE),
    Example('<form><label>Age <input></label> <p class="error" hidden>Too young.</p></form>', INAPPLICABLE),
    Example("<form><main><p>Invalid permits are void.</p><label>Age <input></label></main></form>", INAPPLICABLE),
    Example("<p>Invalid permits are void.</p>", INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
