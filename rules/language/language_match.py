"""Where `lang` and `xml:lang` name two languages, one program speaks one and another program the other."""

from __future__ import annotations

from collections.abc import Iterator

from rules.language import page_language_right
from rules.language_identification import is_near
from rules.languages import has_known_language, primary_subtag
from rules.model import INAPPLICABLE, Aspect, Example, Metadata, Result, Rule, cant_tell, passed
from rules.page import Element, Page

METADATA = Metadata(
    id="language-match",
    title="`lang` and `xml:lang` of the page name one language",
    wcag=("3.1.1",),
    trusted_tester=("11.A",),
    baseline=("15.A",),
    act=("5b7ae0",),
    affects=("302.1", "302.9"),
    remediation="Let both name the page's language, or take `xml:lang` away, which HTML does not need.",
    needs=(Aspect.TREE, Aspect.STYLE),
)

ARE_ONE = passed("Both attributes name one language.")
TEXT_SETTLES = passed("The attributes differ, but the page is HTML and its text is in the language of `lang`.")
DIFFER = cant_tell(
    "`lang` and `xml:lang` of this page name two languages. Is most of the page in the language of `lang`?",
    asks=("11.A",),
)


def applicability(page: Page) -> Iterator[Element]:
    """The `html` element of an HTML page, if it has `lang` and `xml:lang` and `lang` is a registered language."""
    root = page.root
    if not page.is_html or root is None or not has_known_language(root.get("lang") or ""):
        return
    if (root.get("xml:lang") or "").strip():
        yield root


def expectation(root: Element) -> Result:
    """Both begin with the same primary subtag; in `text/html` only `lang` counts, where the text is certain."""
    said, other = root.get("lang") or "", root.get("xml:lang") or ""
    if primary_subtag(said) == primary_subtag(other):
        return ARE_ONE
    whole = root.page.derived(page_language_right.find).whole
    is_settled = whole is not None and is_near(whole.language, primary_subtag(said))
    if is_settled and root.document.content_type == "text/html":
        return TEXT_SETTLES
    return DIFFER.with_detail(f'lang="{said}" xml:lang="{other}"')


def _page(attributes: str) -> str:
    return f"<!doctype html><html {attributes}><title>Fees</title><body><p>Harbor fees"


EXAMPLES = (
    Example(_page('lang="en-US" xml:lang="en"'), ARE_ONE),
    Example(_page('lang="fr" xml:lang="en"'), DIFFER),
    Example(_page('lang="en" xml:lang="fr"') + " are due on the first day of the month.", TEXT_SETTLES),
    Example(_page('lang="en"'), INAPPLICABLE),
    Example(_page('xml:lang="en"'), INAPPLICABLE),
    Example(_page('lang="english" xml:lang="en"'), INAPPLICABLE),
)

RULE = Rule(METADATA, applicability, expectation, EXAMPLES)
