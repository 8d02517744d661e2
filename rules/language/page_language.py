"""A screen reader picks its voice and its pronunciation by the page's language.

Without one it reads Spanish with English sounds, or the other way round, and people who listen understand little or
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import changed, corrected
from rules.language_meant import language_of_page
from rules.model import Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="page-language",
    title="Page says what language it is in",
    wcag=("3.1.1",),
    trusted_tester=("11.A",),
    baseline=("15.A",),
    act=("b5c3f8",),
    affects=("302.1", "302.9"),
    remediation='Write the page\'s main language on the `html` element, such as `lang="en"`.',
)

HAS_LANGUAGE = passed("The page says what language it is in.")
NO_LANGUAGE = failed("The page does not say what language it is in.", fails=("11.A",))


def applicability(page: Page) -> Iterator[Element]:
    """The `html` element of an HTML page; those of frames are not meant."""
    if page.is_html and page.root is not None:
        yield page.root


def expectation(root: Element) -> Result:
    """The element has a `lang` that is more than white space; `xml:lang` counts in a page served as XML only."""
    language = root.get("lang", "")
    if not language and root.document.content_type == "application/xhtml+xml":
        language = root.get("xml:lang", "")
    return HAS_LANGUAGE if language and language.strip() else NO_LANGUAGE


EXAMPLES = (
    Example('<!doctype html><html lang="es"><title>Pasaportes</title><p>Renueve su pasaporte', HAS_LANGUAGE),
    Example("<!doctype html><html><title>Passports</title><p>Renew your passport", NO_LANGUAGE),
    Example('<!doctype html><html lang=" "><title>Passports</title><p>Renew your passport', NO_LANGUAGE),
    Example('<!doctype html><html xml:lang="en"><title>Passports</title><p>Renew', NO_LANGUAGE),
    Example('<!doctype html><html><title>Passports</title><body lang="en"><p>Renew', NO_LANGUAGE),
)


def correction(root: Element, _: Result) -> Correction | None:
    """The `html` element with the language that its text is in."""
    body = next((e for e in root.elements if e.tag == "body"), root)
    tag = language_of_page(root, root.get("xml:lang") or body.get("lang") or "")
    change = "Say on the `html` element what language the page is in."
    return corrected(root, changed(root, {"lang": tag}), change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
