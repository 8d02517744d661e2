"""A Spanish notice on an English page is read with English sounds, unless its markup says that it is Spanish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.correction import changed, corrected
from rules.language import page_language_right, part_language_right
from rules.language_identification import AUTONYMS, NAMES, is_known, is_near
from rules.model import INAPPLICABLE, Aspect, Correction, Example, Metadata, Result, Rule, cant_tell, failed, passed
from rules.page import Element, Page
from rules.passages import PHRASE, Passage, is_prose, language_of, passages, speaker_of

METADATA = Metadata(
    id="part-language-marked",
    title="Passage in another language says so",
    wcag=("3.1.2",),
    trusted_tester=("11.B",),
    baseline=("15.B",),
    affects=("302.1", "302.9"),
    remediation="Put the language of the passage into the `lang` of the element around it.",
    needs=(Aspect.TREE, Aspect.STYLE, Aspect.ROLES),
)

IS_MARKED = passed("The passage is in the language that it follows from the markup to be in.")
NOT_MARKED = failed("The passage is in another language, and no `lang` says so.", fails=("11.B",))
MAY_NEED_MARK = cant_tell(
    "This reads as another language, and no `lang` says so. Are these only names, or words that the page's language "
    "has taken in?",
    asks=("11.B",),
)
NAMES_LANGUAGE = cant_tell(
    "This link names a language in its own words, and no `lang` says so. Do readers of this page's language know the "
    "word?",
    asks=("11.B",),
)

SENTENCE = 80
"""How many letters in another language are more than a name or a phrase."""


def find(page: Page) -> Mapping[int, Result]:
    """What is to say of each element with a passage whose language is sure, or with the name of a language."""
    found: dict[int, Result] = {}
    asked: set[str] = set()
    run: list[Passage] = []
    for passage in page.derived(passages):
        identified, said = passage.identified, language_of(passage.speaker)
        if passage.element.document is not page.document or not said or identified is None or not identified.is_sure:
            continue
        is_strange = not is_near(identified.language, said) and not _is_of_a_whole(passage, identified.language)
        if run and (not is_strange or identified.language != _language(run[0])):
            found |= _judge(run, asked)
            run = []
        if is_strange:
            run.append(passage)
        elif is_near(identified.language, said):
            found[passage.element.id] = IS_MARKED
    return found | _judge(run, asked) | _switches(page)


def _language(passage: Passage) -> str:
    return passage.identified.language if passage.identified is not None else ""


def _judge(run: list[Passage], asked: set[str]) -> dict[int, Result]:
    """What is to say of passages in one other language that follow each other; asks about a language once a page."""
    sentences = [p for p in run if _letters(p) >= SENTENCE and is_prose(p.text) and is_known(language_of(p.speaker))]
    phrases = [p for p in run if _letters(p) >= PHRASE and _language(p) not in asked]
    if not sentences and not phrases:
        return {}
    passage = (sentences or phrases)[0]
    language = _language(passage)
    asked.add(language)
    detail = f'{NAMES[language]} in lang="{language_of(passage.speaker)}": {passage.text[:60]}'
    return {passage.element.id: (NOT_MARKED if sentences else MAY_NEED_MARK).with_detail(detail)}


def _letters(passage: Passage) -> int:
    return passage.identified.letters if passage.identified is not None else 0


def _is_of_a_whole(passage: Passage, language: str) -> bool:
    """Whether all that follows the same `lang` is in the other language: then that `lang` is what is wrong."""
    speaker, page = passage.speaker, passage.element.page
    assert speaker is not None
    if speaker is page.root:
        of_page = page.derived(page_language_right.find)
        return any(each is not None and is_near(each.language, language) for each in of_page)
    of_part = page.derived(part_language_right.find).get(speaker.id)
    return of_part is not None and is_near(of_part[0].language, language)


def _switches(page: Page) -> dict[int, Result]:
    """The first link or button whose name is that of another language in this language, such as "Español"."""
    found: list[tuple[Element, str]] = []
    for control in page.with_role("link", "button"):
        name = control.name.strip().casefold().removeprefix("en ")
        language = AUTONYMS.get(name)
        if language is None or control.document is not page.document or not control.is_exposed:
            continue
        spoken = {language_of(speaker_of(text.parent)) for text in control.texts() if text.text.strip()}
        spoken = spoken or {language_of(speaker_of(control))}
        if all(said and not is_near(said, language) for said in spoken):
            found.append((control, control.name.strip()))
    detail = ", ".join(name for _, name in found[:6])
    return {control.id: NAMES_LANGUAGE.with_detail(detail) for control, _ in found[:1]}


def applicability(page: Page) -> Iterator[Element]:
    """Each block, part and named image whose language is certain, and the first link that names a language."""
    return (e for e in page.elements if e.id in page.derived(find))


def expectation(element: Element) -> Result:
    """The words are in the language of the nearest `lang`, save for names and words that have come into it."""
    return element.page.derived(find)[element.id]


ENGLISH = "<p>Renew the license of your boat before the month ends, and bring the receipt to the office.</p>" * 3
SPANISH = "Renueve la licencia de su barco antes de que termine el mes y lleve el recibo a la oficina del puerto."
EXAMPLES = (
    Example(f'{ENGLISH}<p lang="es">{SPANISH}</p>', IS_MARKED, IS_MARKED, IS_MARKED, IS_MARKED),
    Example(f"{ENGLISH}<p>{SPANISH}</p><p>{SPANISH}</p>", IS_MARKED, IS_MARKED, IS_MARKED, NOT_MARKED),
    Example(f'{ENGLISH}<div><img src="a.png" alt="{SPANISH}"></div>', IS_MARKED, IS_MARKED, IS_MARKED, NOT_MARKED),
    Example(
        f"{ENGLISH}<h2>Renueve la licencia de su barco en el puerto</h2>",
        IS_MARKED,
        IS_MARKED,
        IS_MARKED,
        MAY_NEED_MARK,
    ),
    Example(
        f"{ENGLISH}<p>Instituto de los Puertos de la Costa y de los Barcos de la Marina y de los Canales de Navegación",
        IS_MARKED,
        IS_MARKED,
        IS_MARKED,
        MAY_NEED_MARK,
    ),
    Example('<a href="/es">Español</a> <a href="/vi">Tiếng Việt</a>', NAMES_LANGUAGE),
    Example('<a href="/es" lang="es">Español</a> <a href="/vi"><span lang="vi">Tiếng Việt</span></a>', INAPPLICABLE),
    Example(f"<p>Harbor</p><pre>{SPANISH}</pre><p hidden>{SPANISH}</p><p lang>{SPANISH}</p>", INAPPLICABLE),
)


def correction(element: Element, _: Result) -> Correction | None:
    """The element around the passage with the passage's language."""
    found = (_language(p) for p in element.page.derived(passages) if p.element is element)
    language = next(filter(None, found))
    change = f"Say that the passage is in {NAMES[language]}."
    return corrected(element, changed(element, {"lang": language}), change=change)


RULE = Rule(METADATA, applicability, expectation, EXAMPLES, correction)
