"""A part marked as French is read with French sounds; if it is English, nobody will understand it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rules.correction import changed, corrected
from rules.language_identification import NAMES, identify, is_known, is_near
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page
from rules.passages import Leading, Passage, is_prose, language_of, leading, passages

METADATA = Metadata(
    id="part-language-right",
    title="Part of the page is in the language that it says",
    wcag=("3.1.2",),
    trusted_tester=("11.B",),
    baseline=("15.B",),
    act=("off6ek",),
    affects=("302.1", "302.9"),
    remediation="Let the part's `lang` name the language that the part is in, or take it away.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.ROLES),
)

IS_RIGHT = passed("The part is in the language that it says.")
IS_WRONG = failed("The part is in another language than its `lang` says.", fails=("11.B",))
MAY_BE_WRONG = cant_tell("Is this part in the language that its `lang` says?", asks=("11.B",))

LIKELY = 0.7
"""The confidence from which on a short text, or one that may be names, is asked about."""


def find(page: Page) -> Mapping[int, tuple[Leading, str]]:
    """The language that the text which follows the `lang` of a part is in, and the text, by the id of the part."""
    parts: dict[int, list[Passage]] = defaultdict(list)
    for passage in page.derived(passages):
        part = passage.speaker
        if part is not None and part.parent is not None and not part.is_foreign and part.closest("body"):
            parts[part.id].append(passage)
    found: dict[int, tuple[Leading, str]] = {}
    for id, spoken in parts.items():
        said, text = language_of(spoken[0].speaker), " ".join(passage.text for passage in spoken)
        known = (leading(spoken) or _guess(text, said)) if said else None
        if known is not None:
            found[id] = (known, text)
    return found


def _guess(text: str, said: str) -> Leading | None:
    """What a few words are in, where it is likely; nobody needs to look where it is the language that is said."""
    guessed = identify(text, said)
    if guessed is None or (guessed.confidence < LIKELY and not is_near(guessed.language, said)):
        return None
    return Leading(guessed.language, {})


def applicability(page: Page) -> Iterator[Element]:
    """Each HTML element in a body whose `lang` is a registered language, if the text it rules over tells one, too."""
    return (e for e in page.elements if e.id in page.derived(find))


def expectation(part: Element) -> Result:
    """Most of that text is in that language; code, addresses and hidden text do not count."""
    known, text = part.page.derived(find)[part.id]
    said = language_of(part)
    if is_near(known.language, said):
        return IS_RIGHT
    is_clear = known.rules_out(said) and is_known(said) and is_prose(text[:300])
    detail = f'lang="{part.get("lang")}", but the text reads as {NAMES[known.language]}: {text[:60]}'
    return (IS_WRONG if is_clear else MAY_BE_WRONG).with_detail(detail)


EXAMPLES = (
    Example('<p lang="es-MX">Renueve su licencia en la oficina del puerto.</p>', IS_RIGHT),
    Example('<p lang="ca">Renueve su licencia en la oficina del puerto.</p>', IS_RIGHT),
    Example('<ul lang="zh-Hant"><li>請在港口辦公室更新您的船舶執照。</li></ul>', IS_RIGHT),
    Example('<p lang="fr">Renew your license at the office of the harbor.</p>', IS_WRONG),
    Example('<div lang="en"><img src="a.png" alt="Renueve su licencia en la oficina."></div>', IS_WRONG),
    Example('<p lang="fr">Oficina del puerto</p>', MAY_BE_WRONG),
    Example('<p lang="haw">Renew your license at the office of the harbor.</p>', MAY_BE_WRONG),
    Example('<p lang="fr">Max Sola</p><p lang="es" hidden>The harbor office is closed.</p>', INAPPLICABLE),
    Example('<p lang="french">The office of the harbor is closed today.</p>', INAPPLICABLE),
)


def correction(part: Element, _: Result) -> Correction | None:
    """The language that the part is in."""
    language = part.page.derived(find)[part.id][0].language
    change = f"Name the language that the part is in: {NAMES[language]}."
    return corrected(part, changed(part, {"lang": language}), change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
