"""A visit of a page: what a tab is given to show, what comes of it, and what is said when nothing does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Json = dict[str, Any]


class More(NamedTuple):
    """What else is done with a page once it was seen."""

    sizes: Sequence[tuple[int, int]] = ()
    """Further looks."""
    probes: bool = False
    """Whether it is also zoomed and walked through."""


Further = Callable[[Mapping[str, Any]], More]
"""Told the first look, says what else is to be done."""


class LookFailed(Exception):  # noqa: N818 - the outcome of a look, told in the audit
    """A page could not be looked at. `reason` is a word of `reports.wording`; the message says more."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


NOT_PASSED_ON = frozenset(
    {
        "content-disposition",  # starts a download
        "content-encoding",  # Scrapy has decoded the body
        "content-length",
        "transfer-encoding",
        "connection",
        "keep-alive",
        "refresh",  # noted by the spider; the tab stays where it is
        "clear-site-data",
    }
)
"""Headers of a page that its tab is not given."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as Scrapy fetched it: what a tab is given to show."""

    url: str
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes


@dataclass(slots=True)
class Visit:
    """What came of a page: its looks (recordings by width), and what it did meanwhile."""

    looks: list[Json] = field(default_factory=list)
    url: str = ""
    left_for: str = ""
    too_large: int = 0
    blocked: dict[str, int] = field(default_factory=dict)
