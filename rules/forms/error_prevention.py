"""A payment or a signed statement that cannot be taken back must not hang on one slip of the hand.

People who read, see or move with difficulty make more slips, and notice fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.fields import form_of, seen_fields
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="error-prevention",
    title="What binds can be checked, corrected or taken back",
    wcag=("3.3.4",),
    trusted_tester=("5.H",),
    baseline=("10.G",),
    affects=("302.1", "302.2", "302.7", "302.9"),
    remediation="Show all answers once more before they are sent, or let people take back what they sent.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT),
)

BINDS_NOBODY = passed("Nothing in the form's words sounds like a payment, a signature or a sworn statement.")
BINDS = cant_tell(
    "This form seems to commit people to something. Can they check and correct their answers before it counts, "
    "or take it back?",
    asks=("5.H",),
)

BINDING = re.compile(
    r"penalty of perjury|under penalty|i (hereby )?(certify|attest|swear|affirm)\b|i hereby|legally binding"
    r"|(electronic|digital) signature|e-?signature|sign (and|&) submit"
    r"|(credit|debit) ?card|card (number|holder)|security code|\bcvv\b|routing number|(bank )?account number"
    r"|amount (due|to pay)|pay now|make (a )?payment|submit payment|place (your )?order"
    r"|file (my|your) (return|claim|appeal)",
    re.IGNORECASE,
)


def applicability(page: Page) -> Iterator[Element]:
    """Each form, by element or role, with two or more fields that can be seen, but for one that searches."""
    counts: dict[int, int] = {}
    for field in page.derived(seen_fields):
        form = form_of(field)
        if form is not None and form.role != "search":
            counts[form.id] = counts.get(form.id, 0) + 1
    for id_ in sorted(counts):
        node = page.nodes[id_]
        if counts[id_] > 1 and isinstance(node, Element):
            yield node


def expectation(form: Element) -> Result:
    """Its words, and what browsers would fill in, are not those of a payment or a binding statement."""
    found = BINDING.search(form.text)
    if found is not None:
        return BINDS.with_detail(f'"{found.group()}"')
    for field in form.page.derived(seen_fields):
        if form_of(field) is form:
            words = f"{field.name} {field.get('value') or ''}"
            if (field.get("autocomplete") or "").startswith("cc-") or BINDING.search(words):
                return BINDS.with_detail(f'field "{field.name.strip()}"')
    return BINDS_NOBODY


EXAMPLES = (
    Example("<form><label>Name <input></label> <label>Vessel <input></label></form>", BINDS_NOBODY),
    Example("<form><label>Name <input></label> <label>Card number <input></label></form>", BINDS),
    Example('<form><label>Name <input></label> <label>Number <input autocomplete="cc-number"></label></form>', BINDS),
    Example(
        '<form><label>Name <input></label> <label><input type="checkbox"> I certify that this is true.</label></form>',
        BINDS,
    ),
    Example("<p>Pay by credit card.</p><form><label>Name <input></label></form>", INAPPLICABLE),
    Example('<form role="search"><label>Year <input></label> <label>Card number <input></label></form>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
