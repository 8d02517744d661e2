"""What one audit is asked to do."""

from __future__ import annotations

import os
import re
from dataclasses import asdict, dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from auditor.chromium import is_root, wants_sandbox

MOST_PICTURED = 60
"""How many pages of an audit are visited once more for pictures, at the most."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Settings of one audit, checked; what the command line, or `scrapy crawl`, was given."""

    seeds: tuple[str, ...]
    """Canonical URLs (see `auditor/urls.py`) to start from."""
    command: str = "crawl"
    """`crawl` follows links and sitemaps; `check` looks at the seeds alone."""
    agency: str = ""
    include: tuple[re.Pattern[str], ...] = ()
    exclude: tuple[re.Pattern[str], ...] = ()
    max_pages: int = 0
    """How many pages are admitted at the most; 0: no limit."""
    max_depth: int = 0
    """How many links away from a seed; 0: no limit."""
    render: str = "always"
    """`always`, `auto` (only what style, script or layout can change) or `never`."""
    standard: str = "section508"
    database: Path | None = None
    """Where the audit is kept; None: in memory, nothing is left behind."""
    browser: str | None = None
    sandbox: bool = True
    tabs: int = 2
    deadline: float = 30.0
    """Seconds that one page may take in the browser, all in all."""
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    folders: tuple[Path, ...] = ()
    """Folders whose files are seeds; each is served under a host of its own, in this order."""
    pictures: bool = True
    """Whether pages with samples of fixes are visited once more, for pictures of them."""
    phone: bool = True
    """Whether one page of each template is also looked at in the width of a phone."""
    probes: bool = True
    """Whether one page of each template, and each that `check` was given, is also zoomed and walked through."""
    every_phone: bool = False
    """Whether each page is also looked at in the width of a phone, whatever its template."""

    @property
    def follows(self) -> bool:
        """Whether links and sitemaps are followed."""
        return self.command == "crawl"

    @property
    def pictured(self) -> int:
        """How many pages are visited once more for pictures, at the most."""
        return MOST_PICTURED if self.pictures and self.follows and self.render != "never" else 0

    @property
    def shelf(self) -> Path | None:
        """The folder of the recordings: beside the database."""
        return self.database.with_suffix(".recordings") if self.database is not None else None

    def facts(self) -> dict[str, Any]:
        """The settings as the audit's row tells them: no paths, nothing of the machine."""
        told = asdict(self)
        for key in ("database", "browser", "folders", "seeds"):
            del told[key]
        told["include"] = [pattern.pattern for pattern in self.include]
        told["exclude"] = [pattern.pattern for pattern in self.exclude]
        told["networks"] = [str(network) for network in self.networks]
        return told


def plan_of_scrapy(seeds: tuple[str, ...], agency: str, settings: BaseSettings) -> Plan:
    """The plan of `scrapy crawl site`, whose settings are `AUDITOR_DATABASE`, `AUDITOR_MAX_PAGES` and so on.

    Raises `SandboxRefused`, and `ValueError` for a network that is none.
    """
    return Plan(
        seeds=seeds,
        agency=agency,
        database=Path(settings.get("AUDITOR_DATABASE", "audit.db")),
        max_pages=settings.getint("AUDITOR_MAX_PAGES", 0),
        max_depth=settings.getint("DEPTH_LIMIT", 0),
        pictures=settings.getbool("AUDITOR_PICTURES", True),
        networks=tuple(ip_network(net) for net in settings.getlist("AUDITOR_ALLOW_NET")),
        sandbox=wants_sandbox(False, os.environ, is_root()),
    )
