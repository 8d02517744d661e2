"""Files of a report: their names, and how they come to be."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


def slug(words: str, *identity: str) -> str:
    """A file name: at most 40 characters of `words` in `[a-z0-9-]`, and a hash of `identity` (or of `words`)."""
    digest = hashlib.sha256("\0".join(identity or (words,)).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    readable = re.sub("[^a-z0-9]+", "-", words.lower())[:40].strip("-")
    return f"{readable}-{digest}" if readable else digest


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A text file that has its name only once it is whole; folders are made as needed."""
    with finished(path) as unfinished, unfinished.open("x", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def finished(path: Path) -> Iterator[Path]:
    """Another name for a file, until it is whole and gets its own; folders are made as needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
