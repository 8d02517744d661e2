"""Addresses as pages write them, taken apart without a stumble: a page may write anything where a URL belongs."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

_NONE = SplitResult("", "", "", "", "")


def parts_of(address: str) -> SplitResult:
    """The parts of a URL; all empty for what is none."""
    try:
        return urlsplit(address.strip())
    except ValueError:
        return _NONE


def resolved(base: str, address: str) -> str:
    """The URL that an address means on a page; the address as it is written, where that is no URL."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address.strip()


def without_fragment(address: str) -> str:
    """The URL of the page alone; a fragment that is a route of a script (`#/path`, `#!path`) names a page too."""
    page, mark, fragment = address.partition("#")
    return address if mark and fragment.startswith(("/", "!")) else page
