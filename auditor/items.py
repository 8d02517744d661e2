"""What the spider hands to the pipeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.pictures import Picture


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A page that was looked at, ready to be judged and stored.

    `state` is `audited` or `partial`, the latter with a reason of `reports.wording`; `leads_to` is where the page
    wanted to go.
    """

    url: str
    level: int
    looks: Sequence[Mapping[str, Any]]
    state: str
    reason: str
    detail: str
    http_status: int
    content_type: str
    leads_to: str | None


@dataclass(frozen=True, slots=True)
class Pictured:
    """What a second visit of a page brought, ready to be stored."""

    url: str
    pictures: Sequence[Picture]
