"""A field without a name is read as "edit, blank".

People who listen cannot know what to fill in, and people who speak to their computer cannot reach the field; what
stands beside it on the screen does not help them.
"""

from __future__ import annotations

from rules.correction import changed, corrected, made, named, speech_of, words
from rules.fields import fields, kind_of, text_beside
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.names import name_of
from rules.page import Element, Page

METADATA = Metadata(
    id="field-name",
    title="Form field has an accessible name",
    wcag=("4.1.2",),
    trusted_tester=("5.C",),
    baseline=("10.A",),
    act=("e086e5",),
    affects=("302.1", "302.7"),
    remediation="Give the field a `label` whose `for` is the field's `id`, with the words that stand beside it.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

HAS_NAME = passed("The field has an accessible name.")
NO_NAME = failed("The field has no accessible name.", fails=("5.C",))
IS_DISABLED = failed("The field has no accessible name, and is disabled, so that Trusted Tester leaves it out.")


def applicability(page: Page) -> list[Element]:
    """Each HTML element that is a field to fill in or to choose from, disabled or not, and that is exposed."""
    return page.derived(fields)


def expectation(field: Element) -> Result:
    """The field has a non-empty accessible name; a `label` does not name what is no native form control."""
    name = name_of(field) if field.role is None else field.name  # browsers call a file field "Choose File"
    if name.strip():
        return HAS_NAME
    return IS_DISABLED if field.is_disabled else NO_NAME


EXAMPLES = (
    Example('<label for="n">Full name</label><input id="n">', HAS_NAME),
    Example('<label>Birthday <input type="date"></label>', HAS_NAME),
    Example('<input placeholder="Search this site">', HAS_NAME),
    Example('<span id="t">Tax year</span><select aria-labelledby="t"><option>2025</select>', HAS_NAME),
    Example('<div role="checkbox" aria-checked="false" tabindex="0">I agree</div>', HAS_NAME),
    Example("<p>Full name <input>", NO_NAME),
    Example('<input aria-label=" " disabled>', IS_DISABLED),
    Example('<label for="elsewhere">Full name</label><input id="n">', NO_NAME),
    Example('<p>Proof of residence <input type="file">', NO_NAME),
    Example('<label>Full name <span role="textbox" contenteditable></span></label>', NO_NAME),
    Example('<p>I agree <input type="checkbox"> <select><option>2025</select> <textarea></textarea>', *[NO_NAME] * 3),
    Example('<input type="hidden"><input hidden><input aria-hidden="true">', INAPPLICABLE),
    Example('<select role="none" disabled><option>2025</select>', INAPPLICABLE),
    Example("<button></button>", INAPPLICABLE),
)


LONGEST_LABEL = 60


def correction(field: Element, _: Result) -> Correction | None:
    """The field with a `label` of the words beside it; what HTML can't label, with an attribute."""
    said = text_beside(field)
    said = f"[{said}]" if said and len(said) <= LONGEST_LABEL else "[what to fill in]"
    if field.tag not in ("input", "select", "textarea"):
        mended = named(field, said)
        return corrected(field, mended, change="Give the field a name by `aria-label`.", speech=speech_of(mended))
    own = field.get("id") or ""
    key = own if own and len(field.page.ids[field.scope, own]) == 1 else "[id]"
    free = changed(field, {"id": key}, without=("aria-label", "aria-labelledby"))
    label = made(field, "label", {"for": key}, words(field, said))
    pair = (free, label) if kind_of(field) in ("checkbox", "radio") else (label, free)
    return corrected(
        field,
        *pair,
        change="Give the field a `label` with the words that stand beside it; its `for` is the `id` of the field.",
        speech=speech_of(changed(free, {"aria-label": said})),
    )


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
