"""Whole numbers as attributes write them: a page may write anything where a number belongs."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")


def whole(written: str | None) -> int | None:
    """The number that is written, white space around it aside; None for what is none, or larger than browsers take."""
    found = _WHOLE.fullmatch((written or "").strip())
    return int(found[0]) if found else None
