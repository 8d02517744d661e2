"""URLs as this audit writes them, and which of them belong to it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from posixpath import normpath
from urllib.parse import parse_qsl, quote, unquote, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|_ga|_gl)$", re.IGNORECASE)
_SESSION = re.compile(r";(jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_FOLDER = re.compile(r"https?://[^/?#]+/(?:[^?#]*/)?")
_BY_FOLDER = re.compile(r"https?://[^/?#]|/?[\w.%~-]+(?:[/?;]|$)")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000


class NotAudited(ValueError):  # noqa: N818 - a verdict on a URL, told in the audit
    """A URL that no audit visits; the message is a reason of `reports.wording`."""


def canonical(url: str, base: str = "") -> str:
    """One spelling for all the ways to write an address.

    Resolves `url` against `base`; drops the default port, user and password, tracking parameters, session ids and the
    fragment, save one that is a route of a script (`#/path`, `#!path`). Raises `NotAudited` ("scheme") for anything
    that is not http or https, and ("malformed") for what is no URL.
    """
    address, mark, fragment = url.strip().partition("#")
    if _BY_FOLDER.match(address):
        folder = _FOLDER.match(base)  # no more of it counts, and the pages of a folder share it
        base = folder.group() if folder else base
    elif mark:
        base = base.partition("#")[0]
    return _canonical(f"{address}#{fragment}" if fragment.startswith(("/", "!")) else address, base)


@lru_cache(maxsize=4096)
def _canonical(url: str, base: str) -> str:
    """As above; the pages of a site link to much the same."""
    try:
        parts = urlsplit(urljoin(base, url))
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower() if parts.hostname else ""
    except (ValueError, UnicodeError) as error:
        raise NotAudited("malformed") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise NotAudited("scheme")
    if not host:
        raise NotAudited("malformed")
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        netloc += f":{port}"
    query = parts.query
    if query and any(_TRACKING.match(name) for name, _ in parse_qsl(query, keep_blank_values=True)):
        kept = [(n, v) for n, v in parse_qsl(query, keep_blank_values=True) if not _TRACKING.match(n)]
        query = urlencode(kept)
    path = _SESSION.sub("", parts.path) or "/"
    found = safe_url_string(urlunsplit((parts.scheme, netloc, path, query, "")))
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    if fragment:
        found += "#" + quote(fragment, safe="!/?:@&=+$,;~*'()%-._")
    if len(found) > _LONGEST:
        raise NotAudited("malformed")
    return found


def without_fragment(url: str) -> str:
    """The address that is asked of the server."""
    return urldefrag(url)[0]


def host_of(url: str) -> str:
    """Host and port, as the audit names a site."""
    return urlsplit(url).netloc


@dataclass(frozen=True)
class Scope:
    """Which addresses an audit visits: those on its hosts that match `include` (if any) and nothing of `exclude`."""

    hosts: frozenset[str]
    include: Sequence[re.Pattern[str]] = ()
    exclude: Sequence[re.Pattern[str]] = ()

    def refusal(self, url: str, *, is_way_in: bool = False) -> str:
        """Why a canonical URL is not visited (`offsite`, `excluded`), or the empty string when it is.

        A way in, a seed or a sitemap, need not match `include`: the pages that do are found through it.
        """
        if host_of(url) not in self.hosts:
            return "offsite"
        if self.include and not is_way_in and not any(pattern.search(url) for pattern in self.include):
            return "excluded"
        if any(pattern.search(url) for pattern in self.exclude):
            return "excluded"
        return ""


def is_same_page(asked: str, given: str) -> bool:
    """Whether two URLs are one page to a browser, which may upgrade the scheme and spells paths in its own way."""

    def spelled(url: str) -> tuple[str | None, str, str]:
        parts = urlsplit(url)
        return parts.hostname, normpath(unquote(parts.path) or "/"), unquote(parts.query)

    return spelled(asked) == spelled(given)
