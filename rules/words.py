"""The words of a phrase, and whether two phrases speak of one thing as far as their letters tell.

That is told generously, since a word has many forms.
"""

from __future__ import annotations

import re
from functools import lru_cache

EMPTY = frozenset(
    "a about all also am an and any appendix are as at be been but by can chapter do figure for from get go have her "
    "here his how i if in into is it its me more my new no not of on or our out page part section see site so some "
    "step table than that the their them then there these they this to up us use was we what when where which who "
    "why will with you your".split()
)
"""English words that any phrase may hold."""

_WORD = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"\b(appendix|chapter|figure|part|section|step|table) (\d)\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b(?=(?:[a-z]*[A-Z]){2})[A-Za-z]{2,6}\b")


def plain(text: str) -> str:
    """Letters and digits in lower case, one space between words, for comparison."""
    return " ".join(_WORD.findall(text.lower()))


def words_in(text: str) -> list[str]:
    """The words and numbers of a text, in lower case, those of joined names set apart; `part 1` is one word."""
    return _WORD.findall(_NUMBERED.sub(r"\2\1", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)).casefold())


@lru_cache(maxsize=50_000)
def stems(phrase: str) -> frozenset[str]:
    """The first four letters of each word that tells something; kept, since the links of a site say the same often."""
    return beginnings(phrase, 4)


def beginnings(text: str, letters: int) -> frozenset[str]:
    """The beginnings of its words, without those that any phrase may hold and numbers of one digit."""
    telling = (word for word in words_in(text) if word not in EMPTY and not (word.isdigit() and len(word) == 1))
    return frozenset(_singular(word)[:letters] for word in telling)


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def has_separate_words(text: str) -> bool:
    """Whether it is written in a script that sets words apart, as Chinese, Japanese and Thai are not."""
    return not any("\u0e00" <= c <= "\u0eff" or "\u1000" <= c <= "\u109f" or "\u2e80" <= c <= "\uffef" for c in text)


def stands_for(short: str, text: str) -> bool:
    """Whether a word with two capitals is made of letters of the text, as FAQ of `frequently asked questions`.

    The first letter is that of the text, and the others come in its order.
    """
    words = [word for word in words_in(text) if word not in EMPTY]
    letters = "".join(words)
    return len(words) > 1 and any(
        word[0] == letters[0] and _are_in_order(_singular(word), letters)
        for word in (each.casefold() for each in _CAPITALS.findall(short))
    )


def _are_in_order(word: str, letters: str) -> bool:
    left = iter(letters)
    return all(letter in left for letter in word)


def speak_of_one_thing(one: str, other: str) -> bool:
    """Whether two phrases share a word, or a short word of one is made of the other's letters."""
    return bool(stems(one) & stems(other)) or stands_for(one, other) or stands_for(other, one)
