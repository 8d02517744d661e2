"""A payment or a signed statement that cannot be taken back must not hang on one slip of the hand.

People who read, see or move with difficulty make more slips, and notice fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.fields import fields_by_form, is_whole_page, seen_words
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
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.LAYOUT, Aspect.ROLES),
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
    for id_, found in sorted(page.derived(fields_by_form).items()):
        form = page.nodes[id_] if id_ >= 0 else None
        if isinstance(form, Element) and len(found) > 1 and form.role != "search":
            yield form


def expectation(form: Element) -> Result:
    """Its words, and what browsers would fill in, are not those of a payment or a binding statement.

    Of a form that is wrapped around a whole page, only the fields count.
    """
    found = None if is_whole_page(form) else BINDING.search(seen_words(form))
    if found is not None:
        return BINDS.with_detail(f'"{found.group()}"')
    for field in form.page.derived(fields_by_form)[form.id]:
        if (field.get("autocomplete") or "").startswith("cc-") or BINDING.search(field.name):
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
    Example(
        "<form><main>Pay by credit card. <label>Name <input></label> <label>Vessel <input></label></main></form>",
        BINDS_NOBODY,
    ),
    Example("<p>Pay by credit card.</p><form><label>Name <input></label></form>", INAPPLICABLE),
    Example('<form role="search"><label>Year <input></label> <label>Card number <input></label></form>', INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
