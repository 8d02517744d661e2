"""Facts of BCP 47 language tags that the language rules read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def primary_subtags() -> frozenset[str]:
    """The registered primary language subtags, in lower case, single ones and those of the range for private use."""
    listed = (files("rules") / "data" / "language_subtags.txt").read_text("ascii").lower().split()
    private = {f"q{second}{third}" for second in "abcdefghijklmnopqrst" for third in "abcdefghijklmnopqrstuvwxyz"}
    return frozenset(subtag for subtag in listed if ".." not in subtag) | private


def primary_subtag(tag: str) -> str:
    """What stands before the first hyphen of a language tag, in lower case."""
    return tag.strip().partition("-")[0].lower()


def has_known_language(tag: str) -> bool:
    """Whether the tag's primary subtag is a registered language; the subtags after it do not matter here."""
    return primary_subtag(tag) in primary_subtags()
