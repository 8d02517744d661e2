"""`auditor recheck`: whether a fix is done, seen on its own pages."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from auditor import recheck as rechecks
from auditor import targets as written
from auditor.cli.options import (
    BrowserOption,
    ContactOption,
    DatabaseOption,
    Format,
    NetOption,
    NoSandboxOption,
    ProgressOption,
)
from auditor.cli.running import carry_out, named_pages, sandbox
from auditor.cli.telling import Exit, exit_code, plain, say
from auditor.plan import Plan
from auditor.progress import Style
from auditor.recheck import CLEARED, MOVED, NOT_RECHECKED, STILL, Known, Rechecked
from auditor.store import Store
from auditor.tab import PHONE
from auditor.targets import BadUse
from reports import wording
from rules.evaluate import rules_version


def recheck_fix(
    fix: Annotated[str, typer.Argument(help="The id of a fix or question, as its report tells it, or how it begins.")],
    database: DatabaseOption = Path("audit.db"),
    site: Annotated[str, typer.Option(metavar="HOST", help="Whose fix, where several sites have it.")] = "",
    base_url: Annotated[str, typer.Option(help="Another host to look on, such as that of a test system.")] = "",
    format: Annotated[Format, typer.Option(help="text or json.")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option(help="Write the receipt there instead of printing it.")] = None,
    max_pages: Annotated[int, typer.Option(min=0, help="How many pages at the most; 0 is no limit.")] = 0,
    page_timeout: Annotated[float, typer.Option(min=1, help="Seconds that one page may take in the browser.")] = 30.0,
    browser: BrowserOption = None,
    allow_no_sandbox: NoSandboxOption = False,
    allow_net: NetOption = None,
    contact: ContactOption = "",
    progress: ProgressOption = Style.AUTO,
) -> None:
    """Look again at the pages of one fix, and say on how many it is gone. Nothing is kept."""
    if not database.is_file():
        raise BadUse(f"{database} does not exist. Name the database with --database.")
    if output:
        written.refuse_unwritable("--output", output)
    kept = Store(database)
    try:
        known = rechecks.known(kept, fix, site)
    finally:
        kept.close()
    visited = {url: rechecks.elsewhere(url, base_url) for url in known.pages}
    on_phone = any(PHONE[0] in place.widths for place in known.pages.values())
    plan = Plan(
        seeds=tuple(dict.fromkeys(visited.values())),
        command="check",
        max_pages=max_pages,
        standard=known.standard,
        browser=browser,
        deadline=page_timeout,
        networks=written.networks(allow_net or ()),
        sandbox=sandbox(allow_no_sandbox),
        phone=on_phone,
        every_phone=on_phone,
    )
    polite = named_pages(written.user_agent(contact)) | {"AUTOTHROTTLE_ENABLED": True}  # a fix may be on many pages
    outcome, _ = carry_out(plan, polite, progress)
    results = rechecks.compare(known, visited, outcome.store, outcome.audit, wording.REASONS)
    outcome.store.close()
    told = _json(known, results, base_url) if format is Format.JSON else _text(known, results, base_url)
    if output:
        written.write(output, told)
    else:
        sys.stdout.write(told)
    if outcome.stopped_for:
        say(outcome.message)
        raise typer.Exit(exit_code(outcome, 0, strict=False))
    found = {each.result for each in results}
    if found & {STILL, MOVED}:
        raise typer.Exit(Exit.FINDINGS)
    raise typer.Exit(Exit.INCOMPLETE if NOT_RECHECKED in found else Exit.CLEAR)


def _text(known: Known, results: list[Rechecked], base_url: str) -> str:
    lines = [
        f"Fix {known.fix}: {known.title}. {known.message}",
        f"Seen in the audit of {known.host} that began {known.started_at}, rule {known.rule}.",
    ]
    if base_url:
        lines.append(
            f"Looked for on another host: {', '.join(rechecks.hosts_of({r.url: r.visited for r in results}))}."
        )
    lines += [f"{each.visited}: {'. '.join(filter(None, (each.result, each.reason.rstrip('.'))))}." for each in results]
    sentence = rechecks.receipt(results)
    lines.append(f"{sentence[0].upper()}{sentence[1:]}.")
    if known.rules_version != rules_version():
        lines.append("The rules are not those of the audit: some of the difference may be theirs.")
    return "".join(f"{plain(line)}\n" for line in lines)


def _json(known: Known, results: list[Rechecked], base_url: str) -> str:
    told = {
        "fix": known.fix,
        "rule": known.rule,
        "outcome": known.outcome,
        "message": known.message,
        "site": known.host,
        "audit": known.audit,
        "base_url": base_url,
        "rules_changed": known.rules_version != rules_version(),
        "receipt": rechecks.receipt(results),
        "cleared": sum(each.result == CLEARED for each in results),
        "not_rechecked": sum(each.result == NOT_RECHECKED for each in results),
        "pages": [asdict(each) for each in results],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"
