"""Pages of a report as text. Values are escaped, links are made of http and https addresses alone, nothing is run."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reports import wording
from reports.lists import NUMBERS

HERE = Path(__file__).parent

# In the page, not beside it: a page that is mailed alone keeps its looks, and so does one opened from a folder,
# which no browser need take for the origin that 'self' names.
STYLE = (HERE / "report.css").read_text(encoding="utf-8")

POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "img-src data:; base-uri 'none'; form-action 'none'"
)

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f\\\"'<>`{}|^]{1,2000}", re.IGNORECASE)


def render(template: str, **context: object) -> str:
    """A whole page."""
    return _environment.get_template(template).render(context)


def part(template: str, macro: str) -> Callable[..., Markup]:
    """A macro of a template: a function from values to a piece of a page."""
    found: Callable[..., Markup] = getattr(_environment.get_template(template).module, macro)
    return found


def href(url: str) -> str:
    """The address when it is a plain http or https one; else empty, and no link is made."""
    return url if ADDRESS.fullmatch(url) else ""


def is_language(tag: str) -> bool:
    """Whether the text is fit for `lang`: a language tag's subtags."""
    return LANGUAGE.fullmatch(tag) is not None


def short(text: str, length: int = 300) -> str:
    """The text, cut after `length` characters with a word that says so."""
    return text if len(text) <= length else f"{text[:length]} … (shortened)"


def prose(text: str) -> Markup:
    """The sentences of a rule: what stands in backticks is code."""
    parts = re.split("`([^`]*)`", short(text, 3000))
    return Markup("").join(
        Markup("<code>{}</code>").format(_clean(said)) if number % 2 else escape(_clean(said))
        for number, said in enumerate(parts)
    )


def _clean(value: Any) -> Any:
    return wording.CONTROL.sub("\ufffd", value) if isinstance(value, str) and not isinstance(value, Markup) else value


_environment = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_clean,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters.update(href=href, short=short, prose=prose, is_language=is_language)
_environment.globals.update(wording=wording, numbers=NUMBERS, policy=POLICY)
_environment.globals["style"] = Markup(STYLE)  # noqa: S704 -- our own file, and escaped it would be no style sheet
