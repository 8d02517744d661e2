"""`auditor act-report`: how the rules do on the W3C's test cases, for the W3C's list of implementations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from auditor import act
from auditor import targets as written
from auditor.cli.options import BrowserOption, ContactOption, NetOption, NoSandboxOption, ProgressOption
from auditor.cli.running import carry_out, named_pages, sandbox
from auditor.cli.telling import Exit, exit_code, say, show
from auditor.contract import document
from auditor.evaluation import STANDARDS
from auditor.plan import Plan
from auditor.progress import Style
from reports import wording


def act_report(
    cases: Annotated[Path, typer.Option(help="The W3C's testcases.json, which lists the test cases.")],
    base_url: Annotated[str, typer.Option(help="Where the cases are served, if not at their own addresses.")] = "",
    output: Annotated[Path | None, typer.Option(help="Write the report there instead of printing it.")] = None,
    vendor: Annotated[str, typer.Option(help="Who answers for the results, as the report names them.")] = "",
    browser: BrowserOption = None,
    allow_no_sandbox: NoSandboxOption = False,
    allow_net: NetOption = None,
    contact: ContactOption = "",
    progress: ProgressOption = Style.AUTO,
) -> None:
    """Audit the W3C's test cases for ACT rules, and report in EARL, as the W3C takes it (JSON-LD)."""
    if output:
        written.refuse_unwritable("--output", output)
    listed = act.cases(cases, written.seed(base_url) if base_url else "")
    tested = [act.Case(case.published, written.seed(case.served)) for case in listed]
    plan = Plan(
        seeds=tuple(dict.fromkeys(case.served for case in tested)),
        command="check",
        standard=STANDARDS[-1],
        browser=browser,
        phone=False,
        networks=written.networks(allow_net or ()),
        sandbox=sandbox(allow_no_sandbox),
    )
    outcome, _ = carry_out(plan, named_pages(written.user_agent(contact)), progress)
    found = document(outcome.store, outcome.audit)
    outcome.store.close()
    told = act.report(found, tested, vendor)
    result = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    if output:
        written.write(output, result)
    else:
        show(result.rstrip("\n"))
    if outcome.stopped_for:
        say(outcome.message)
    say(f"{wording.counted(len(told['@graph']) - 1, 'test case')} of {len(tested)} reported.")
    code = exit_code(outcome, 0, strict=True)
    raise typer.Exit(Exit.CLEAR if code is Exit.FINDINGS else code)
