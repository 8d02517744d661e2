"""A `label` that is for something that takes no label names nothing, and a click on it goes nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from rules.fields import ROLES, WITHOUT_ROLE, kind_of
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.names import LABELABLE
from rules.page import Element, Page
from rules.words import plain

METADATA = Metadata(
    id="label-target",
    title="Label is for an element that takes one",
    wcag=("1.3.1",),
    trusted_tester=("5.C",),
    baseline=("10.A",),
    affects=("302.1", "302.7"),
    remediation="Let `for` be the `id` of the field itself, or name a custom field with `aria-labelledby`.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
)

IS_TAKEN = passed("The label is for an element that takes one, or its words are the field's name all the same.")
IS_LOST = cant_tell(
    "This label is for an element that takes none. Is the field that it stands by announced with its words?",
    asks=("5.C",),
)


def applicability(page: Page) -> Iterator[Element]:
    """Each `label` that can be seen whose `for` is the `id` of an element."""
    return (e for e in page.tagged("label") if e.has("for") and e.is_visible and _target_of(e) is not None)


def _target_of(label: Element) -> Element | None:
    return next(iter(label.page.ids.get((label.scope, label.get("for") or ""), ())), None)


def expectation(label: Element) -> Result:
    """The element takes a label, or it or a field in it is named by the label's words all the same."""
    target = _target_of(label)
    assert target is not None
    is_hidden_input = kind_of(target) == "hidden"
    if (target.tag in LABELABLE or "-" in target.tag) and not is_hidden_input:
        return IS_TAKEN
    words = plain(label.text)
    candidates = (target, *target.descendants())
    named = (e for e in candidates if e.role in ROLES or e.role == "button" or kind_of(e) in WITHOUT_ROLE)
    if any(words in plain(e.name) for e in named) or _names_by_reference(label):
        return IS_TAKEN
    return IS_LOST.with_detail(f"<{target.tag}{' type=hidden' if is_hidden_input else ''}>")


def _names_by_reference(label: Element) -> bool:
    """Whether an element refers to the label by `aria-labelledby`."""
    return label.id in label.page.derived(_referred_to)


def _referred_to(page: Page) -> frozenset[int]:
    return frozenset(e.id for element in page.elements for e in element.references("aria-labelledby"))


EXAMPLES = (
    Example('<label for="n">Full name</label><input id="n">', IS_TAKEN),
    Example('<label for="n">Name</label><div id="n"><input aria-label="Full name"></div>', IS_TAKEN),
    Example('<label for="n">Full name</label><div id="n"><input></div>', IS_LOST),
    Example('<label for="n">Full name</label><input id="n" type="hidden"><input>', IS_LOST),
    Example('<label for="n">Full name</label><label>Name <input></label>', INAPPLICABLE),
    Example('<label for="n" hidden>Full name</label><div id="n"><input></div>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
