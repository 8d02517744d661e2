"""The passages of a page: runs of text that are read in one go, each with the language that the page says it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rules.display import block_containers
from rules.language_identification import Identified, identify, is_near, weight
from rules.languages import has_known_language, primary_subtag
from rules.page import Element, Page

NOT_SPOKEN = frozenset("address code kbd math option pre samp script select style svg textarea tt var".split())
"""Elements whose text is code, an address, or one of many values: no passage in a language."""

NO_LANGUAGE = frozenset(("mis", "mul", "und", "zxx"))
"""Codes that name no one language."""

ENDS = ".!?。！？؟۔।።။"
"""What ends a sentence."""
PHRASE = 30
"""How many letters a passage must have for its language to be asked for; shorter ones are taken together."""
FEW = 0.1
"""The part of some text that may be in the language that it says, without any doubt that it is in another."""


class Passage(NamedTuple):
    """A passage: the block it stands in, or the element within it that has a `lang` of its own; or an image's name."""

    element: Element
    speaker: Element | None
    """The element whose `lang` says what language it is in."""
    text: str
    identified: Identified | None


class Leading(NamedTuple):
    """The language that most of some text is in, and how many letters are in which, where that is sure."""

    language: str
    letters: Mapping[str, int]

    def share_of(self, language: str) -> float:
        """How much of the text is in a language or a near relation of it."""
        near = sum(count for other, count in self.letters.items() if is_near(other, language))
        return near / max(sum(self.letters.values()), 1)

    def rules_out(self, language: str) -> bool:
        """Whether the text is in another language for certain: most of it in one, and next to nothing in this."""
        return self.share_of(self.language) > 0.5 and self.share_of(language) <= FEW


def passages(page: Page) -> tuple[Passage, ...]:
    """The passages that somebody sees and hears, in order; the names of images are passages too."""
    texts: dict[tuple[int, int], list[str]] = {}
    of: dict[tuple[int, int], tuple[Element, Element | None]] = {}
    places = page.derived(_places)
    for text in page.texts:
        block, speaker = places[text.parent.id]
        if block is not None and text.is_rendered and not text.parent.is_programmatically_removed:
            key = (block.id, speaker.id if speaker is not None else -1)
            texts.setdefault(key, []).append(text.text)
            inside = speaker is not None and speaker.id > block.id
            of[key] = (speaker if inside and speaker is not None else block, speaker)
    found = [Passage(*of[key], " ".join("".join(parts).split()), None) for key, parts in texts.items()]
    images = (e for e in page.tagged("img", "area") if e.is_exposed and e.name.strip())
    found.extend(Passage(e, places[e.id][1], " ".join(e.name.split()), None) for e in images)
    found.sort(key=lambda passage: passage.element.id)
    return tuple(p._replace(identified=_identified(p)) for p in found)


def _identified(passage: Passage) -> Identified | None:
    said = language_of(passage.speaker)
    return identify(passage.text, said) if said and weight(passage.text) >= PHRASE else None


def language_of(speaker: Element | None) -> str:
    """The language that an element's `lang` says, without region and script; empty if it says none that exists."""
    tag = speaker.get("lang", "") if speaker is not None else ""
    language = primary_subtag(tag or "")
    return language if has_known_language(tag or "") and language not in NO_LANGUAGE else ""


def speaker_of(element: Element) -> Element | None:
    """The element whose `lang` says what language the element's own words are in."""
    return element.page.derived(_places)[element.id][1]


def _places(page: Page) -> dict[int, tuple[Element | None, Element | None]]:
    """For each element the block that its text is part of, None if it is not spoken, and who says its language."""
    found: dict[int, tuple[Element | None, Element | None]] = {}
    blocks = page.derived(block_containers)
    for element in page.elements:
        block: Element | None = element
        speaker: Element | None = None
        parent = element.parent
        if parent is not None:
            around, inherited = found[parent.id]
            speaker = inherited if parent.document is element.document else None
            if around is None or element.tag in NOT_SPOKEN or element.get("translate") == "no":
                block = None
            elif blocks[element.id] is not element:
                block = around
        found[element.id] = (block, element if element.has("lang") else speaker)
    return found


def leading(of: Iterable[Passage]) -> Leading | None:
    """The language that most of the passages are in; short ones are taken together. None where nothing is sure."""
    letters: Counter[str] = Counter()
    short: list[str] = []
    for passage in of:
        identified = passage.identified
        if identified is not None and identified.is_sure:
            letters[identified.language] += identified.letters
        else:
            short.append(passage.text)
    together = identify(" ".join(short))
    if together is not None and together.is_sure:
        letters[together.language] += together.letters
    if not letters:
        return None
    return Leading(letters.most_common(1)[0][0], letters)


def is_prose(text: str) -> bool:
    """Whether it holds a sentence and no list of names: it is ended like one, and long words in it begin small."""
    words = text.split()
    if not any(word[-1] in ENDS or word[-2:-1] in ENDS for word in words if len(word) > 2):
        return False
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    has_case = any(word[0].isupper() or word[0].islower() for word in long)
    return not has_case or sum(word[0].islower() for word in long) * 3 >= len(long)
