"""A word that is spread out with spaces is no word to a screen reader: it spells single letters.

A search does not find it either, and a translation leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.correction import corrected, replaced, styled, words
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Page, Text

METADATA = Metadata(
    id="spaced-letters",
    title="Words have no spaces between their letters",
    wcag=("1.3.2",),
    trusted_tester=("15.A",),
    baseline=("18.B",),
    affects=("302.1",),
    remediation="Write the word without spaces, and spread its letters with the CSS property `letter-spacing`.",
    needs=(Aspect.TREE, Aspect.ROLES),
)

IS_ALPHABET = passed("The letters stand apart because they are letters, in the order of the alphabet.")
IS_SPREAD = failed("A word is written with a space after each letter.")
IS_UNCLEAR = cant_tell("Do these single letters make up a word?", asks=("15.A",))

SINGLE = re.compile(r"(?<!\S)[^\W\d_](?:[ \xa0\u2000-\u200a][^\W\d_]){3,}(?!\S)")
UNSPOKEN = ("code", "kbd", "math", "pre", "samp", "svg", "var")
WORD_LENGTH = 5
"""Letters from which those after a capital are taken for the rest of its word, whatever they spell."""


def applicability(page: Page) -> Iterator[Text]:
    """Each exposed run of text in which four single letters or more follow one another with a space between them.

    Code and formulas are left out.
    """
    for text in page.texts:
        if len(text.text) >= 7 and SINGLE.search(text.text):
            parent = text.parent
            if parent.is_exposed and parent.closest(*UNSPOKEN) is None:
                yield text


def expectation(text: Text) -> Result:
    """The letters are in the order of the alphabet; they are not a capital and the small letters of its word."""
    worst = IS_ALPHABET
    for found in SINGLE.finditer(text.text):
        letters = found[0][::2]
        if list(letters.casefold()) == sorted(letters.casefold()):
            continue
        vowels = sum(letter in "aeiouy" for letter in letters.casefold())
        is_word = len(letters) >= WORD_LENGTH and letters[0].isupper() and letters[1:].islower()
        if is_word and 2 <= vowels < len(letters) - 1:
            return IS_SPREAD.with_detail(f'"{found[0]}"')
        worst = IS_UNCLEAR.with_detail(f'"{found[0]}"')
    return worst


EXAMPLES = (
    Example("<p>A B C D E F</p>", IS_ALPHABET),
    Example("<h2>W e l c o m e</h2>", IS_SPREAD),
    Example("<h2>H a r b o r&nbsp;&nbsp; O f f i c e</h2>", IS_SPREAD),
    Example("<h2>N O T I C E</h2>", IS_UNCLEAR),
    Example("<h2 style='letter-spacing: 5px'>Welcome</h2><p>Plan A or plan B</p>", INAPPLICABLE),
    Example("<pre>L e n g t h</pre><p hidden>W e l c o m e</p>", INAPPLICABLE),
)


def correction(text: Text, _: Result) -> Correction | None:
    """The word without spaces, its letters spread by style."""
    parent = text.parent
    together = words(parent, SINGLE.sub(lambda found: found[0][::2], text.text))
    mended = styled(replaced(parent, {text.id: [together]}), {"letter-spacing": "0.3em"})
    change = "Write the word without spaces, and spread its letters with `letter-spacing`."
    return corrected(parent, mended, change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
