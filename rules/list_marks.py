"""What is typed before a line to make it look like an item of a list: a bullet, or a number that counts on."""

from __future__ import annotations

import re
from typing import NamedTuple

from rules.blocks import Block
from rules.page import Element

BULLETS = "•‣▪●○◦■□◆◇►▶▸➤➔→»›✓✔✗❖·*–—-"
NUMERAL = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s+\S", re.IGNORECASE)
QUOTED = re.compile(r'"([^"]*)"')
ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split()


class Mark(NamedTuple):
    """What a line begins with: a bullet, or a kind of numeral and its places in counting (`i` has two)."""

    kind: str
    places: frozenset[int]

    def goes_on(self, before: Mark) -> bool:
        """Whether the line before may be the one before this in a list."""
        is_next = not self.places or any(place - 1 in before.places for place in self.places)
        return self.kind == before.kind and is_next


def mark_of(words: str) -> Mark | None:
    """What a line of these words begins with, if that is a mark."""
    if words[0] in BULLETS and words[1:2].isspace():
        return Mark(words[0], frozenset())
    numeral = NUMERAL.match(words)
    return _counted(numeral[1].lower()) if numeral else None


def shown_words(block: Block) -> str:
    """The words of a block, with what CSS writes before them."""
    return f"{_generated(block.container)} {block.words}".lstrip()


def _generated(container: Element) -> str:
    """What CSS writes before the content of an element."""
    before = next(container.elements, None)
    if before is None or before.tag != "::before":
        return ""
    written = QUOTED.match(str(before.style("content")))
    return written[1] if written else ""


def _counted(numeral: str) -> Mark:
    if numeral.isdigit():
        return Mark("numeral", frozenset((int(numeral),)))
    places = {ord(numeral) - ord("a") + 1} if len(numeral) == 1 else set()
    return Mark("letter", frozenset(places | ({ROMAN.index(numeral) + 1} if numeral in ROMAN else set())))
