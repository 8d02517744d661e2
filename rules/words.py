"""Whether two phrases speak of the same thing, as far as their letters tell: generous, since a word has many forms."""

from __future__ import annotations

import re
from functools import lru_cache

EMPTY = frozenset(
    "a about all am an and any are as at be by can do for from get go have here how i if in into is it its me more my "
    "new no not of on or our out page pages see site so than that the their them there these they this to up us use "
    "was we what when where which who why will with you your".split()
)
"""English words that any phrase may hold."""

_WORD = re.compile(r"[^\W_]+")
_STEM = 4


def words_in(text: str) -> list[str]:
    """The words and numbers of a text, in lower case, marks and the parts of joined names set apart."""
    return _WORD.findall(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold())


@lru_cache(maxsize=50_000)
def stems(text: str) -> frozenset[str]:
    """The beginnings of its words, without those that any phrase may hold."""
    return frozenset(word[:_STEM] for word in words_in(text) if word not in EMPTY)


def has_separate_words(text: str) -> bool:
    """Whether it is written in a script that sets words apart, as Chinese, Japanese and Thai are not."""
    return not any("\u0e00" <= c <= "\u0eff" or "\u1000" <= c <= "\u109f" or "\u2e80" <= c <= "\uffef" for c in text)


def is_initials_of(short: str, text: str) -> bool:
    """Whether a short word is made of the first letters of the text's words, as FAQ of `frequently asked questions`."""
    (word, *more) = words_in(short) or [""]
    if more or not 2 <= len(word) <= 6:
        return False
    words = words_in(text)
    return any(
        word in "".join(each[0] for each in kept) for kept in (words, [each for each in words if each not in EMPTY])
    )


def speak_of_one_thing(one: str, other: str) -> bool:
    """Whether two phrases share a word, or one is the other's initials."""
    return bool(stems(one) & stems(other)) or is_initials_of(one, other) or is_initials_of(other, one)
