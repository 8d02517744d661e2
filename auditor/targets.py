"""What a person writes on the command line (addresses, files, patterns, networks), checked before anything starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import quote

from auditor.egress import FILES_DOMAIN
from auditor.settings import USER_AGENT
from auditor.urls import NotAudited, canonical

HTML_SUFFIXES = ("", ".htm", ".html", ".xht", ".xhtml")
_FIRST_BYTES = 4096


class BadUse(Exception):  # noqa: N818 - shown to people as it is
    """What was written on the command line makes no sense; the message says why and what to write."""


@dataclass(frozen=True, slots=True)
class Targets:
    """The pages that `check` looks at."""

    seeds: tuple[str, ...]
    """A URL for each address and file, once."""
    folders: tuple[Path, ...]
    """Where the files lie; each folder is served under a host of its own, in this order."""
    names: Mapping[str, str]
    """How files are told to people: as they were written."""

    def told(self, text: str) -> str:
        """The text, with the paths of this machine in place of the hosts that files are served under."""
        for number, folder in enumerate(self.folders, 1):
            host = f"files-{number}.{FILES_DOMAIN}"
            text = text.replace(f"http://{host}", str(folder)).replace(host, str(folder))
        return text

    def named(self, text: str) -> str:
        """A page's URL as it was written, or else the text with the paths of this machine in it."""
        return self.names.get(text) or self.told(text)


def seed(address: str) -> str:
    """The canonical URL of an address; `https` when it names no scheme. Raises `BadUse`."""
    url = address if "://" in address or address.startswith("/") else f"https://{address}"
    try:
        return canonical(url)
    except NotAudited as refused:
        raise BadUse(f"{address} is not the address of a web page. Write it as https://www.example.gov/.") from refused


def targets(named: Sequence[str]) -> Targets:
    """The pages with these addresses and in these files. Raises `BadUse`."""
    seeds: list[str] = []
    folders: list[Path] = []
    names: dict[str, str] = {}
    for name in named:
        file = Path(name)
        if "://" in name or (not file.exists() and _is_like_an_address(name)):
            seeds.append(seed(name))
            continue
        _refuse_what_is_no_page(name, file)
        folder = file.resolve().parent
        if folder not in folders:
            folders.append(folder)
        url = canonical(f"http://files-{folders.index(folder) + 1}.{FILES_DOMAIN}/{quote(file.resolve().name)}")
        seeds.append(url)
        names.setdefault(url, name)
    return Targets(tuple(dict.fromkeys(seeds)), tuple(folders), names)


def _is_like_an_address(name: str) -> bool:
    """Whether the name starts with a host: `www.example.gov/forms`, but not `forms/a.html` or `a.html`."""
    host = name.split("/", maxsplit=1)[0]
    return "." in host.strip(".") and not Path(host).suffix.lower().startswith((".htm", ".xht", ".txt", ".pdf"))


def _refuse_what_is_no_page(name: str, file: Path) -> None:
    if file.is_dir():
        raise BadUse(f"{name} is a folder. Name the HTML files in it.")
    if not file.is_file():
        raise BadUse(f"{name} is neither a file nor an address. Addresses start with http:// or https://.")
    try:
        with file.open("rb") as opened:
            start = opened.read(_FIRST_BYTES)
    except OSError as error:
        raise BadUse(f"{name} can't be read: {error.strerror}.") from error
    is_text = b"\0" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if file.suffix.lower() not in HTML_SUFFIXES or not is_text:
        raise BadUse(f"{name} is not an HTML file.")


def lines(option: str, file: Path) -> list[str]:
    """The lines of a file that hold something and are no comment (`#`). Raises `BadUse`, also when there is none."""
    found = [line.strip() for line in text_of(option, file).splitlines()]
    found = [line for line in found if line and not line.startswith("#")]
    if not found:
        raise BadUse(f"{option} {file} names no page. Write one address or HTML file on each line.")
    return found


def text_of(option: str, file: Path) -> str:
    """What a file holds. Raises `BadUse`."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadUse(f"{option} {file} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadUse(f"{option} {file} can't be read: it is not text in UTF-8.") from error


def patterns(option: str, written: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Regular expressions. Raises `BadUse`."""
    try:
        return tuple(re.compile(pattern) for pattern in written)
    except re.error as error:
        raise BadUse(f"{option}: {error}. It takes a regular expression, such as '/forms/'.") from error


def networks(written: Iterable[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Networks in CIDR notation. Raises `BadUse`."""
    try:
        return tuple(ip_network(network) for network in written)
    except ValueError as error:
        raise BadUse(f"--allow-net: {error}. Write a network such as 10.1.0.0/16.") from error


def user_agent(contact: str) -> str:
    """The User-Agent with an address where a site's owner learns who crawls; none is added when it is empty."""
    if not contact:
        return USER_AGENT
    if not re.fullmatch(r"https?://[!-~]+", contact) or re.search(r"[()]", contact):
        raise BadUse(f"--contact {contact!r} is no address. Write one such as https://www.example.gov/crawler.")
    return USER_AGENT.replace(")", f"; +{contact})", 1)


def refuse_unwritable(option: str, file: Path) -> None:
    """Raises `BadUse` when no file can be written there: better before an audit than after it."""
    if file.is_dir():
        raise BadUse(f"{option} {file} is a folder. Name a file.")
    if not file.parent.is_dir():
        raise BadUse(f"{option} {file} can't be written: the folder {file.parent} does not exist.")


def write(file: Path, text: str) -> None:
    """Writes a file: all of it, or nothing. Raises `BadUse`."""
    partial = file.with_name(f".{file.name}.partial")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise BadUse(f"{file} can't be written: {error.strerror}.") from error
