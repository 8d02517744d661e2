"""Long lists in pieces that a browser opens at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

PAGE_BYTES = 300_000
"""No page of a report is larger."""

LIST_BYTES = 240_000
"""What a page of a list spends on the list; the rest is the style sheet and what stands around the list."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One page's worth of a list. `first` is the number of its first item, from 1."""

    number: int
    items: tuple[Markup, ...]
    first: int
    is_last: bool


def pieces(items: Iterable[Markup], budget: int = LIST_BYTES) -> Iterator[Piece]:
    """The items, in order, in pieces of at most `budget` bytes; an empty list is one empty piece.

    An item larger than the budget has a piece to itself.
    """
    number, first, size = 1, 1, 0
    taken: list[Markup] = []
    for item in items:
        length = len(item.encode())
        if taken and size + length > budget:
            yield Piece(number, tuple(taken), first, is_last=False)
            number, first, size, taken = number + 1, first + len(taken), 0, []
        taken.append(item)
        size += length
    yield Piece(number, tuple(taken), first, is_last=True)


def fitting(items: Iterable[Markup], budget: int) -> tuple[tuple[Markup, ...], bool]:
    """As many of the first items as fit in `budget` bytes, and whether that is all of them."""
    first = next(pieces(items, budget))
    return first.items, first.is_last
