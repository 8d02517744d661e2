"""What is dropped before anything is stored: what a person typed or chose (Executive Order 13571, section 6). Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

_LABEL_INPUTS = frozenset({"submit", "reset", "button", "image"})
_VALUE_IS_CONTENT = frozenset({"li", "meter", "progress"})
_TYPED_INTO = frozenset({"true", "", "plaintext-only"})
_EDITABLE_ROLES = frozenset({"textbox", "searchbox"})
_KEPT = frozenset({"id", "class", "role", "lang", "dir", "hidden", "contenteditable", "tabindex", "href", "src"})

TYPED = (
    f"input:not({', '.join(f'[type={kind}]' for kind in sorted(_LABEL_INPUTS))})",
    "textarea",
    "select",
    *(f'[contenteditable="{word}" i]' for word in sorted(_TYPED_INTO)),
    *(f'[role="{role}" i]' for role in sorted(_EDITABLE_ROLES)),
)
"""Selectors of the elements whose contents are typed or chosen."""

_GAP = r"[-.\s\u2010-\u2015/]"
IDENTIFYING = re.compile(
    rf"""
    [\w.!#$%&'*+=?^`{{|}}~-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}  # the address of a mailbox
    | (?<!\d)\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{4}}(?!\d)  # a Social Security number
    | (?<!\d)\d{{9,19}}(?!\d)  # that without its dashes, and numbers of accounts and cards
    | (?<!\d)\d{{4}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?(?!\d)  # the number of a card, in groups
    | (?<!\d)\d{{4}}{_GAP}\d{{6}}{_GAP}\d{{4,5}}(?!\d)  # one in other groups
    | (?<!\d)(?:\+?1{_GAP}{{0,2}})?(?:\(\d{{3}}\)|\d{{3}}){_GAP}{{0,2}}\d{{3}}{_GAP}{{0,2}}\d{{4}}(?!\d)  # a telephone
    | (?<!\d)\d{{3}}[-\u2010-\u2015]\d{{4}}(?!\d)  # one without its area
    | \+\d(?:[\s().-]{{0,2}}\d){{6,14}}(?!\d)  # one with its country
    """,
    re.VERBOSE,
)
"""What may tell who a person is. It takes in more than that, such as an office's telephone, and never misses for it."""

MASK = "\u2588"


def is_label_input(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an input's `value` is its label, not something that a person typed or chose."""
    return tag == "input" and attributes.get("type", "").strip().lower() in _LABEL_INPUTS


def is_editable(attributes: Mapping[str, str]) -> bool:
    """Whether what the element holds is typed into it: `contenteditable`, or the role of a text field."""
    return (
        attributes.get("contenteditable", "false").lower() in _TYPED_INTO
        or attributes.get("role", "").strip().lower() in _EDITABLE_ROLES
    )


def drop_values(tag: str, attributes: dict[str, str]) -> str:
    """Takes out of attributes what may be typed or chosen; returns a field's value, empty where there is none."""
    for name in [name for name in attributes if name.startswith("data-") and "value" in name]:
        del attributes[name]
    if tag in _VALUE_IS_CONTENT or is_label_input(tag, attributes):
        return ""
    value = attributes.pop("value", "")
    attributes.pop("aria-valuetext", None)
    return value if tag == "input" or "-" in tag else ""


def inside_editable(attributes: Mapping[str, str]) -> dict[str, str]:
    """Of an element that stands in editable text, what tells of structure and not of what was written."""
    return {name: value for name, value in attributes.items() if name in _KEPT}


def masked(texts: Sequence[str]) -> dict[int, str]:
    """Those of the texts of one paragraph that hold what may identify a person, by place, with that blackened.

    What is split between several texts is found as well.
    """
    hidden: dict[int, list[str]] = {}
    for place, start, end in _found(texts):
        letters = hidden.setdefault(place, list(texts[place]))
        letters[start:end] = [letter if letter.isspace() else MASK for letter in letters[start:end]]
    return {place: "".join(letters) for place, letters in hidden.items()}


def _found(texts: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Place, start and end of what may identify a person in each text, and in all of them as one."""
    for place, text in enumerate(texts):
        for match in IDENTIFYING.finditer(text):
            yield place, *match.span()
    ends = list(accumulate(map(len, texts)))
    for match in IDENTIFYING.finditer("".join(texts)) if len(texts) > 1 else ():
        for place in range(bisect_right(ends, match.start()), bisect_left(ends, match.end()) + 1):
            before = ends[place] - len(texts[place])
            yield place, max(match.start() - before, 0), match.end() - before
