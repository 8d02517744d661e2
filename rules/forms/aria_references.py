"""Labels and instructions are tied to a field by ids.

If an id is missing the tie leads nowhere, and if two elements share it, it leads to the first: people who listen then
hear no label, no instruction, or those of another field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rules.aria import WIDGETS
from rules.correction import changed, corrected, named, near, speech_of
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="aria-references",
    title="Ids that name and describe controls lead to the right elements",
    wcag=("4.1.2",),
    trusted_tester=("5.C",),
    baseline=("5.A", "10.A"),
    affects=("302.1", "302.7"),
    remediation="Let each `id` occur once, and write it exactly so in `for`, `aria-labelledby` or `aria-describedby`.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

LEAD_SOMEWHERE = passed("All ids that the element refers to occur once.")
NAME_IS_LOST = failed("The control is named by ids that do not exist, and so has no name.", fails=("5.C",))
IS_MISSING = cant_tell(
    "This element refers to an id that does not exist. Is the label or instruction that is meant announced "
    "all the same?",
    asks=("5.C",),
)
IS_SHARED = cant_tell(
    "This element refers to an id that two elements share. Is the first of them the one that is meant?", asks=("5.C",)
)

REFERENCES = ("aria-labelledby", "aria-describedby", "aria-owns", "for")


def _ids(element: Element) -> Iterator[str]:
    for attribute in REFERENCES:
        value = element.get(attribute)
        if value and (attribute != "for" or element.tag == "label"):
            yield from (value,) if attribute == "for" else value.split()


def applicability(page: Page) -> Iterator[Element]:
    """Each exposed element that names, describes or arranges by ids, and each exposed `label` with `for`."""
    for element in page.elements:
        if not element.attributes.keys().isdisjoint(REFERENCES) and any(_ids(element)) and element.is_exposed:
            yield element


def expectation(element: Element) -> Result:
    """Each id occurs once in the same tree."""
    ids = element.page.ids
    found = {id_: len(ids.get((element.scope, id_), ())) for id_ in _ids(element)}
    missing = [id_ for id_, count in found.items() if count == 0]
    if missing:
        detail = ", ".join(f'id "{id_}"' for id_ in missing)
        named_by = (element.get("aria-labelledby") or "").split()
        if named_by and set(named_by) <= set(missing) and element.role in WIDGETS and not element.name.strip():
            return NAME_IS_LOST.with_detail(detail)
        return IS_MISSING.with_detail(detail)
    shared = [id_ for id_, count in found.items() if count > 1]
    return IS_SHARED.with_detail(", ".join(f'id "{id_}"' for id_ in shared)) if shared else LEAD_SOMEWHERE


EXAMPLES = (
    Example(
        '<label for="n">Name</label><input id="n" aria-describedby="h"><p id="h">As in your passport',
        *[LEAD_SOMEWHERE] * 2,
    ),
    Example('<input aria-labelledby="name">', NAME_IS_LOST),
    Example('<label for="m">Name</label><input id="n" title="Name">', IS_MISSING),
    Example('<input title="Name" aria-describedby="hint">', IS_MISSING),
    Example('<label for="n">Name</label><input id="n"><input id="n" title="Name">', IS_SHARED),
    Example('<p id="n">One</p><p id="n">Two</p>', INAPPLICABLE),
    Example('<input aria-labelledby="name" hidden>', INAPPLICABLE),
)


def correction(element: Element, _: Result) -> Correction | None:
    """The control named by the ids that are nearly the same and do exist; else by a name of its own."""
    written = (element.get("aria-labelledby") or "").split()
    existing = element.page.derived(_existing).get(element.scope, frozenset())
    meant = [near(id_, existing) for id_ in written] if len(written) <= FEW else []
    if meant and all(meant):
        mended = changed(element, {"aria-labelledby": " ".join(meant)})
        change = "Correct the ids in `aria-labelledby` to those of the words that name the control."
    else:
        mended = named(element, "[what the control is for]")
        change = "Name the control itself, or let `aria-labelledby` hold the `id` of the words that name it."
    return corrected(element, mended, change=change, speech=speech_of(mended))


FEW = 4
"""How many ids a name that is put right may have."""


def _existing(page: Page) -> Mapping[int, frozenset[str]]:
    """The ids of each tree."""
    found: dict[int, set[str]] = defaultdict(set)
    for (scope, id_), elements in page.ids.items():
        if elements:
            found[scope].add(id_)
    return {scope: frozenset(ids) for scope, ids in found.items()}


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
