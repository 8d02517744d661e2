"""What the commands that audit have in common: a plan that is carried out while a person watches."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from auditor.chromium import is_root, wants_sandbox
from auditor.cli.telling import say
from auditor.crawl import Outcome, run
from auditor.evaluation import STANDARDS
from auditor.plan import Plan
from auditor.progress import Style, Watch
from auditor.targets import BadUse


def named_pages(user_agent: str) -> dict[str, Any]:
    """Settings of Scrapy for pages that somebody named one by one."""
    return {
        "USER_AGENT": user_agent,
        "ROBOTSTXT_OBEY": False,  # the pages were named by hand
        "AUTOTHROTTLE_ENABLED": False,
        "DEFAULT_CHARSET": "utf-8",
    }


def sandbox(allowed_without: bool) -> bool:
    """Whether the browser runs in its sandbox; says so where it does not. Raises `SandboxRefused`."""
    wanted = wants_sandbox(allowed_without, os.environ, is_root())
    if not wanted:
        say("Running as root: the browser runs without its sandbox, as you allowed. The audit says so.")
    return wanted


def known_standard(standard: str) -> str:
    """The standard, if it is one. Raises `BadUse`."""
    if standard not in STANDARDS:
        raise BadUse(f"--standard {standard} is not known. Choose {', '.join(STANDARDS)}.")
    return standard


def carry_out(plan: Plan, overrides: Mapping[str, Any], style: Style) -> tuple[Outcome, Watch]:
    """Audits by the plan, showing how far it is."""
    watch = Watch(style)
    try:
        return run(plan, overrides, watch.start), watch
    finally:
        watch.stop()
