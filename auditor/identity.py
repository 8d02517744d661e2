"""Names and times as the database writes them."""

from __future__ import annotations

import hashlib
import os
import time
from datetime import UTC, datetime
from uuid import UUID


def uuid7() -> str:
    """A UUID of version 7 (RFC 9562): sorts by the time it was made, to the millisecond."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return str(UUID(int=value))


def now() -> str:
    """The time in UTC, as the database writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def page_id(audit: str, url: str) -> str:
    """The id of a page in an audit, derived from both."""
    return hashlib.sha256(f"{audit}\n{url}".encode()).hexdigest()[:32]
