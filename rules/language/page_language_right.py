"""A Spanish page that says it is English is read aloud with English sounds: wrong words in every sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rules.correction import changed, corrected
from rules.language_identification import ENOUGH, NAMES, identify, is_known, is_near
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page
from rules.passages import Leading, language_of, leading, passages

METADATA = Metadata(
    id="page-language-right",
    title="Page is in the language that it says",
    wcag=("3.1.1",),
    trusted_tester=("11.A",),
    baseline=("15.A",),
    act=("ucwvc8",),
    affects=("302.1", "302.9"),
    remediation="Let the `lang` of the `html` element name the language that most of the page is in.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.ROLES),
)

IS_RIGHT = passed("Most of the page is in the language that it says.")
IS_WRONG = failed("The page is in another language than its `lang` says.", fails=("11.A",))
MAY_BE_WRONG = cant_tell("Is most of this page in the language that its `lang` says?", asks=("11.A",))

MANY = 36
"""How many letters must be in it."""


class Found(NamedTuple):
    """What the page is in: all of it, and what of it follows the page's own `lang`; or a guess from few words."""

    whole: Leading | None
    following: Leading | None
    guess: Leading | None


def find(page: Page) -> Found:
    """The languages that the page's passages are in, those in frames left out."""
    spoken = [p for p in page.derived(passages) if p.element.document is page.document]
    following = [p for p in spoken if p.speaker is page.root]
    whole = leading(spoken)
    guess = None
    if whole is None:
        guessed = identify(" ".join([page.title, *(p.text for p in following)]))
        if guessed is not None and guessed.letters >= ENOUGH and guessed.confidence >= 0.5:
            guess = Leading(guessed.language, {})
    return Found(whole, leading(following), guess)


def applicability(page: Page) -> Iterator[Element]:
    """The `html` element of an HTML page whose `lang` is a registered language, if the page's text tells one, too."""
    root = page.root
    if page.is_html and root is not None and language_of(root):
        found = page.derived(find)
        if found.whole is not None or found.guess is not None:
            yield root


def expectation(root: Element) -> Result:
    """Most of the text is in that language, with names of images; code, addresses and hidden text do not count."""
    said = language_of(root)
    found = root.page.derived(find)
    seen = [each for each in found if each is not None and not is_near(each.language, said)]
    if not seen:
        return IS_RIGHT
    other = seen[0]
    whole, following = found.whole, found.following
    is_clear = False
    if whole is not None and following in seen and is_known(said):
        is_clear = whole.rules_out(said) and sum(whole.letters.values()) >= MANY
    detail = f'lang="{root.get("lang")}", but the text reads as {NAMES[other.language]}'
    return (IS_WRONG if is_clear else MAY_BE_WRONG).with_detail(detail)


def _page(language: str, body: str) -> str:
    return f'<!doctype html><html lang="{language}"><title>Harbor</title><body>{body}'


SPANISH = "Renueve la licencia de su barco antes de que termine el mes y lleve el recibo a la oficina del puerto."
ENGLISH = "Renew the license of your boat before the month ends, and bring the receipt to the harbor office."
EXAMPLES = (
    Example(_page("en-US", ENGLISH), IS_RIGHT),
    Example(_page("es-MX", SPANISH), IS_RIGHT),
    Example(_page("pt", SPANISH), IS_RIGHT),
    Example(_page("en", SPANISH), IS_WRONG),
    Example(_page("es", ENGLISH), IS_WRONG),
    Example(_page("en", f'<nav>Harbor office, fees and permits</nav><main lang="es">{SPANISH}</main>'), MAY_BE_WRONG),
    Example(_page("es", "<h1>Fees and permits of the harbor</h1>"), MAY_BE_WRONG),
    Example(_page("es", f"<h1>Puerto</h1><pre>{ENGLISH}</pre><p hidden>{ENGLISH}</p>"), INAPPLICABLE),
    Example(_page("en", "<h1>404</h1><p>x = f(y, 27)</p>"), INAPPLICABLE),
    Example(_page("spanish", SPANISH), INAPPLICABLE),
)


def correction(root: Element, _: Result) -> Correction | None:
    """The language that the text is in."""
    whole = root.page.derived(find).whole
    if whole is None:
        return None
    change = f"Name the language that the page is in: {NAMES[whole.language]}."
    return corrected(root, changed(root, {"lang": whole.language}), change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
