"""Stored addresses as URIs (RFC 3986), whatever characters they hold."""

from __future__ import annotations

import re
from urllib.parse import quote

PARTS = re.compile(r"(https?)://([^/?#]*)(.*)", re.DOTALL | re.IGNORECASE)
"""Scheme, host and the rest of a web address."""


def uri(address: str) -> str:
    """The address with what no URI may hold in percent signs; of a file, its path as a URI."""
    web = PARTS.fullmatch(address)
    if web:
        return f"{web[1].lower()}://{_quoted(web[2], '[]:@')}{_quoted(web[3], '/?#:@')}"
    return f"file://{_quoted(address, '/')}" if address.startswith("/") else _quoted(address, "/")


def path(address: str) -> str:
    """The address as a path below some root: a web address loses its scheme; a file's own path stays as it is."""
    web = PARTS.fullmatch(address)
    return f"{_quoted(web[2], '')}{_quoted(web[3], '/?#')}" if web else uri(address)


def _quoted(text: str, safe: str) -> str:
    text = re.sub("%(?![0-9A-Fa-f]{2})", "%25", text)
    return quote(text, safe=f"{safe}%!$&'()*+,;=", errors="replace")
