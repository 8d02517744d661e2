"""The words of a page as people read them: one paragraph for each block, whatever stands in its lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rules.display import block_containers
from rules.page import Element, Page, Text
from rules.properties import once

NOT_PROSE = frozenset("button code kbd option pre samp script select style textarea".split())
"""Elements whose words are quoted, or are the name of a control, and tell nobody what to do."""

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=\W{0,9}[A-Z0-9ÁÉÍÓÚÑ¿¡])")


class Paragraph(NamedTuple):
    """The words that can be seen in one block and in no block within it, white space collapsed."""

    element: Element
    text: str

    @property
    def sentences(self) -> Iterator[str]:
        """Its sentences, as far as their punctuation tells."""
        return (sentence[:LONGEST] for sentence in _SENTENCE_END.split(self.text) if sentence)


LONGEST, LONGEST_QUOTE = 2_000, 200
"""How many characters of a sentence are read, and how many quoted."""


def quoted(sentence: str) -> str:
    """A sentence as the detail of a result tells it."""
    is_long = len(sentence) > LONGEST_QUOTE
    return f'"{sentence[: LONGEST_QUOTE - 1].rstrip()}…"' if is_long else f'"{sentence}"'


def any_of(*patterns: str) -> re.Pattern[str]:
    """A pattern that finds what one of these finds, in capital letters or small ones."""
    return re.compile("|".join(patterns), re.IGNORECASE)


class Prose:
    """The paragraphs of a page, in the order of their blocks, and which words stand in which."""

    def __init__(self, page: Page) -> None:
        blocks = page.derived(block_containers)
        apart: set[int] = set()
        pieces: dict[int, list[str]] = defaultdict(list)
        for node in page.nodes:
            if isinstance(node, Element):
                if node.tag in NOT_PROSE or (node.parent is not None and node.parent.id in apart):
                    apart.add(node.id)
                block = blocks[node.id]
                if node.tag == "br" or block is node:
                    pieces[block.id].append(" ")
                    if block is node and node.parent is not None:
                        pieces[blocks[node.parent.id].id].append(" ")
            elif isinstance(node, Text) and node.parent.id not in apart:
                if node.is_seen:
                    pieces[blocks[node.parent.id].id].append(node.text)
                elif not node.text.strip():
                    pieces[blocks[node.parent.id].id].append(" ")
        elements = {element.id: element for element in page.elements}
        texts = ((id_, " ".join("".join(pieces[id_]).split())) for id_ in sorted(pieces))
        self.paragraphs = tuple(Paragraph(elements[id_], text) for id_, text in texts if text)

    @once
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for number, paragraph in enumerate(self.paragraphs):
            for word in set(_WORD.findall(paragraph.text.lower())):
                places[word].append(number)
        return places

    def having(self, words: Iterable[str]) -> list[Paragraph]:
        """The paragraphs in which at least one of these words stands; words are written in lower case."""
        found = {number for word in words for number in self._places.get(word, ())}
        return [self.paragraphs[number] for number in sorted(found)]

    def sentences(self, words: Iterable[str], says: Callable[[str], str]) -> dict[int, str]:
        """The first sentence of each paragraph with one of `words` for which `says` finds what it says.

        By the id of the paragraph's element. What says the same as one before is left out.
        """
        found: dict[int, str] = {}
        seen = {""}
        for paragraph in self.having(words):
            for sentence in paragraph.sentences:
                what = says(sentence).lower()
                if what not in seen:
                    seen.add(what)
                    found[paragraph.element.id] = sentence
                    break
        return found


def prose_of(page: Page) -> Prose:
    """The prose of a page, made at the first call."""
    return page.derived(Prose)
