"""`auditor accept`: an exception to a fix, with its reason, evidence, approver and end. It hides nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from auditor import decisions
from auditor.cli.options import DatabaseOption
from auditor.cli.telling import show
from auditor.store import Store
from auditor.targets import BadUse

LONGEST_YEARS = 3
"""How far ahead an exception may end: what nobody looks at again for longer is no exception."""


def accept(
    fix: Annotated[str, typer.Argument(help="The fix's id, as the report tells it.")],
    reason: Annotated[str, typer.Option(help="Why it stays as it is: undue burden, best meets, a wrong finding ...")],
    evidence: Annotated[str, typer.Option(help="Where that is documented: a document, a ticket, a test.")],
    by: Annotated[str, typer.Option(help="Who approved it, by role or office; names of people are not needed.")],
    until: Annotated[str, typer.Option(help="The day on which it ends, as 2027-06-30.")],
    site: Annotated[str, typer.Option(help="The site's host, where several sites have the fix.")] = "",
    database: DatabaseOption = Path("audit.db"),
) -> None:
    """Record that a fix is accepted as it is, until a day. Reports list it apart, and count it as what it is."""
    ends = _day(until)
    for option, told in (("--reason", reason), ("--evidence", evidence), ("--by", by)):
        if not told.strip():
            raise BadUse(f"{option} is empty. An exception without it is no exception.")
    if not database.is_file():
        raise BadUse(f"{database} does not exist. Audit a site first: auditor crawl URL.")
    store = Store(database)
    try:
        hosts = decisions.sites_with_fix(store, fix)
        if not hosts:
            raise BadUse(f"no audit in {database} has the fix {fix}. The report tells the ids.")
        if site and site not in hosts:
            raise BadUse(f"{site} has no fix {fix}. It is found on {', '.join(sorted(hosts))}.")
        if not site and len(hosts) > 1:
            raise BadUse(f"the fix {fix} is found on {', '.join(sorted(hosts))}. Name one with --site.")
        host = site or next(iter(hosts))
        decisions.accept(store, hosts[host], fix, reason.strip(), evidence.strip(), by.strip(), ends.isoformat())
    finally:
        store.close()
    show(f"Accepted on {host} until {ends.isoformat()}: fix {fix}. It lapses sooner if what it is about changes.")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadUse(f"--until {text} is no day. Write it as 2027-06-30.") from error
    today = datetime.now(UTC).date()
    if day <= today:
        raise BadUse(f"--until {text} is not ahead of today.")
    if day.year > today.year + LONGEST_YEARS:
        raise BadUse(f"--until {text} is too far ahead. Choose a day within {LONGEST_YEARS} years.")
    return day
