"""A language that nobody knows is as bad as none: the screen reader keeps its own voice, whatever it reads."""

from __future__ import annotations

from collections.abc import Iterator

from rules.correction import changed, corrected
from rules.language_meant import language_of_page
from rules.languages import has_known_language
from rules.model import INAPPLICABLE, Correction, Example, Metadata, Result, Rule, failed, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="page-language-valid",
    title="Page's language is one that exists",
    wcag=("3.1.1",),
    trusted_tester=("11.A",),
    baseline=("15.A",),
    act=("bf051a",),
    affects=("302.1", "302.9"),
    remediation="Correct the `lang` of the `html` element to a registered code: `en`, `es`, `zh-Hans`.",
)

IS_KNOWN = passed("The page's language is a registered one.")
IS_UNKNOWN = failed("The page's `lang` begins with no registered language.", fails=("11.A",))


def applicability(page: Page) -> Iterator[Element]:
    """The `html` element of an HTML page, if it has a `lang` that is more than white space."""
    root = page.root
    if page.is_html and root is not None and (root.get("lang") or "").strip():
        yield root


def expectation(root: Element) -> Result:
    """The part of `lang` before the first hyphen is a language of the IANA Language Subtag Registry (BCP 47)."""
    language = root.get("lang") or ""
    return IS_KNOWN if has_known_language(language) else IS_UNKNOWN.with_detail(f'lang="{language}"')


EXAMPLES = (
    Example('<!doctype html><html lang="EN-us"><title>Passports</title>', IS_KNOWN),
    Example('<!doctype html><html lang="tlh"><title>qI\'yah</title>', IS_KNOWN),
    Example('<!doctype html><html lang="english"><title>Passports</title>', IS_UNKNOWN),
    Example('<!doctype html><html lang="en_US"><title>Passports</title>', IS_UNKNOWN),
    Example('<!doctype html><html lang="us"><title>Passports</title>', IS_UNKNOWN),
    Example('<!doctype html><html lang=""><title>Passports</title>', INAPPLICABLE),
    Example("<!doctype html><html><title>Passports</title>", INAPPLICABLE),
)


def correction(root: Element, _: Result) -> Correction | None:
    """The code of the language that is meant, or that the text is in."""
    tag = language_of_page(root, root.get("lang") or "")
    return corrected(root, changed(root, {"lang": tag}), change="Correct `lang` to the code of the page's language.")


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
