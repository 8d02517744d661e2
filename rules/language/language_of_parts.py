"""A screen reader changes its voice where a part of the page says that it is in another language.

Where the part names a language that nobody knows, Spanish is read with English sounds, and few will understand it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import changed, corrected
from rules.language_meant import tag_meant
from rules.languages import has_known_language
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="language-of-parts",
    title="Language of a part of the page is one that exists",
    wcag=("3.1.2",),
    trusted_tester=("11.B",),
    baseline=("15.B",),
    act=("de46e4",),
    affects=("302.1", "302.9"),
    remediation="Correct the part's `lang` to a registered code such as `es`; take it away if the part needs none.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

IS_KNOWN = passed("The part's language is a registered one.")
IS_UNKNOWN = failed("The part's `lang` begins with no registered language.", fails=("11.B",))

SPOKEN = ("alt", "aria-label", "title")
"""Attributes whose words are in the language of their element."""


def applicability(page: Page) -> Iterator[Element]:
    """Each HTML element in a body whose `lang` is not empty and rules over words that somebody sees or hears."""
    nearest: dict[int, Element | None] = {}
    ruling: set[int] = set()
    for element in page.elements:
        parent = element.parent
        inherited = nearest[parent.id] if parent is not None and parent.document is element.document else None
        own = element if element.get("lang") else None
        nearest[element.id] = own if element.has("lang") else inherited
        owner = nearest[element.id]
        if owner is not None and owner.id not in ruling and _has_words(element):
            ruling.add(owner.id)
    return (e for e in page.elements if e.id in ruling and not e.is_foreign and e.parent and e.closest("body"))


def _has_words(element: Element) -> bool:
    if any(not isinstance(child, Element) and child.text.strip() and child.is_rendered for child in element.children):
        return True
    return any(element.attributes.get(name, "").strip() for name in SPOKEN) and element.is_exposed


def expectation(element: Element) -> Result:
    """The part of `lang` before the first hyphen is a language of the IANA Language Subtag Registry (BCP 47)."""
    language = element.get("lang") or ""
    return IS_KNOWN if has_known_language(language) else IS_UNKNOWN.with_detail(f'lang="{language}"')


EXAMPLES = (
    Example('<p lang="es-MX">Renueve su pasaporte</p>', IS_KNOWN),
    Example('<div lang="ES"><img src="ayuda.png" alt="Ayuda"></div>', IS_KNOWN),
    Example('<p lang="spanish">Renueve su pasaporte</p>', IS_UNKNOWN),
    Example('<p lang=" ">Renueve su pasaporte</p>', IS_UNKNOWN),
    Example('<div lang="xx"><p aria-hidden="true">Renueve su pasaporte</p></div>', IS_UNKNOWN),
    Example('<div lang="en_US"><img src="ayuda.png" alt="Ayuda"></div>', IS_UNKNOWN),
    Example('<div lang="spanish"><p lang="es">Renueve su pasaporte</p></div>', IS_KNOWN),
    Example('<p lang="">Renueve su pasaporte</p><div lang="spanish"></div>', INAPPLICABLE),
    Example('<div lang="spanish" hidden>Renueve</div>', INAPPLICABLE),
    Example('<!doctype html><html lang="english"><title>Passports</title><p>Renew', INAPPLICABLE),
)


def correction(element: Element, _: Result) -> Correction | None:
    """The code of the language that is meant, or that the text is in; a `lang` that is blank is taken away."""
    written = element.get("lang") or ""
    if not written.strip():
        return corrected(element, changed(element, without=("lang",)), change="Remove the blank `lang`.")
    tag = tag_meant(written, element.text)
    return corrected(element, changed(element, {"lang": tag}), change="Correct `lang` to the code of the language.")


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
