"""The `auditor` command. The only package that knows all three: going and looking, the rules, and the reports."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from auditor import baseline as baselines
from auditor import doctor as doctors
from auditor import targets as written
from auditor.chromium import BrowserNotFound, SandboxRefused
from auditor.cli.accept import accept
from auditor.cli.act import act_report
from auditor.cli.options import (
    FAILING,
    BrowserOption,
    ContactOption,
    DatabaseOption,
    FailOn,
    FailOnOption,
    Format,
    NetOption,
    NoSandboxOption,
    PicturesOption,
    ProgressOption,
    Render,
    RenderOption,
    StandardOption,
)
from auditor.cli.recheck import recheck_fix
from auditor.cli.reporting import result_of
from auditor.cli.running import carry_out, known_standard, named_pages, sandbox
from auditor.cli.telling import Exit, exit_code, say, show, tell, tell_of_other_hosts
from auditor.contract import document, findings
from auditor.crawl import Outcome
from auditor.demo.server import serve, usual_port
from auditor.plan import Plan
from auditor.progress import Style
from auditor.reevaluation import evaluate_again
from auditor.store import Store, StoreFailed
from auditor.targets import BadUse
from auditor.visit import LookFailed
from reports import FORMATS, wording, write_document, write_report
from rules import catalog
from rules.registry import ALL_RULES

__all__ = ["Exit", "app", "main"]

CODES: dict[type[Exception], Exit] = {
    BadUse: Exit.USAGE,
    StoreFailed: Exit.STORAGE,
    BrowserNotFound: Exit.BROWSER,
    LookFailed: Exit.BROWSER,
    SandboxRefused: Exit.BROWSER,
}
"""What ends a command with one sentence, and the exit code of each."""


class Sentences(TyperGroup):
    """Commands whose foreseen failures are a sentence and an exit code. Anything else is our fault, with its trace."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except tuple(CODES) as error:
            first = str(error).partition("\n")[0]
            say(f"auditor: {first}" + (" `auditor doctor` tells more." if isinstance(error, LookFailed) else ""))
            code = next(code for kind, code in CODES.items() if isinstance(error, kind))
        except KeyboardInterrupt:
            say("auditor: stopped.")
            code = Exit.INTERRUPTED
        raise typer.Exit(code)


app = typer.Typer(
    cls=Sentences,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Audit websites against the Revised Section 508 Standards.",
)


app.command("act-report")(act_report)
app.command()(accept)
app.command("recheck")(recheck_fix)


@app.command()
def crawl(
    url: Annotated[list[str], typer.Argument(help="Where to start: one or more addresses of the site.")],
    agency: Annotated[str, typer.Option(help="Whose site it is.")] = "",
    database: DatabaseOption = Path("audit.db"),
    include: Annotated[list[str] | None, typer.Option(metavar="REGEX", help="Visit only addresses that match.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(metavar="REGEX", help="Visit no address that matches.")] = None,
    max_pages: Annotated[int, typer.Option(min=0, help="How many pages at the most; 0 is no limit.")] = 0,
    max_depth: Annotated[int, typer.Option(min=0, help="How many links from the start; 0 is no limit.")] = 0,
    concurrency: Annotated[int, typer.Option(min=1, max=32, help="How many requests to the site at once.")] = 4,
    delay: Annotated[float, typer.Option(min=0, help="Least seconds between requests; a slow site gets more.")] = 0.0,
    render: RenderOption = Render.ALWAYS,
    standard: StandardOption = "section508",
    page_timeout: Annotated[float, typer.Option(min=1, help="Seconds that one page may take in the browser.")] = 30.0,
    browser: BrowserOption = None,
    allow_no_sandbox: NoSandboxOption = False,
    allow_net: NetOption = None,
    contact: ContactOption = "",
    pictures: PicturesOption = True,
    fail_on: FailOnOption = FailOn.NEVER,
    progress: ProgressOption = Style.AUTO,
) -> None:
    """Audit a whole site: follow its links and sitemaps, look at every page, keep what was found."""
    agent = written.user_agent(contact)
    plan = Plan(
        seeds=tuple(map(written.seed, url)),
        agency=agency,
        include=written.patterns("--include", include or ()),
        exclude=written.patterns("--exclude", exclude or ()),
        max_pages=max_pages,
        max_depth=max_depth,
        render=render.value,
        standard=known_standard(standard),
        pictures=pictures,
        database=database,
        browser=browser,
        deadline=page_timeout,
        networks=written.networks(allow_net or ()),
        sandbox=sandbox(allow_no_sandbox),
    )
    overrides = {
        "USER_AGENT": agent,
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        "CONCURRENT_REQUESTS": concurrency + plan.tabs,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(concurrency),
        "DOWNLOAD_DELAY": delay,
    }
    outcome, watch = carry_out(plan, overrides, progress)
    tell(outcome)
    tell_of_other_hosts(outcome)
    failing = _count(outcome, FAILING[fail_on])
    kept = "The pages done so far are kept" if outcome.stopped_for else "All is kept"
    say(f"Findings that failed: on {wording.counted(watch.failing, 'page')}.")
    say(f"{kept} in {database}; read it with:")
    say(f"  auditor report --database {database} --output report")
    outcome.store.close()
    raise typer.Exit(exit_code(outcome, failing, strict=False))


def _count(outcome: Outcome, outcomes: tuple[str, ...]) -> int:
    marks = ", ".join("?" * len(outcomes))
    query = f"SELECT count(*) AS n FROM findings WHERE audit_id = ? AND outcome IN ({marks})"  # noqa: S608 - marks only
    return int(next(iter(outcome.store.database.query(query, [outcome.audit, *outcomes])))["n"])


@app.command()
def check(
    target: Annotated[list[str] | None, typer.Argument(help="Addresses, or HTML files.")] = None,
    targets: Annotated[Path | None, typer.Option(help="A file with one address or HTML file a line.")] = None,
    format: Annotated[
        Format, typer.Option(help="text, json (check.schema.json tells its form), sarif, junit or earl.")
    ] = Format.TEXT,
    output: Annotated[Path | None, typer.Option(help="Write the result there instead of printing it.")] = None,
    fail_on: FailOnOption = FailOn.FAILED,
    baseline: Annotated[
        Path | None, typer.Option(help="Findings that are known; only others make the exit code 1.")
    ] = None,
    write_baseline: Annotated[Path | None, typer.Option(help="Write today's findings as a baseline.")] = None,
    standard: StandardOption = "section508",
    render: RenderOption = Render.ALWAYS,
    page_timeout: Annotated[float, typer.Option(min=1, help="Seconds that one page may take in the browser.")] = 30.0,
    browser: BrowserOption = None,
    allow_no_sandbox: NoSandboxOption = False,
    allow_net: NetOption = None,
    contact: ContactOption = "",
    progress: ProgressOption = Style.AUTO,
) -> None:
    """Audit just these pages, and keep nothing: the command for continuous integration."""
    named = [*(target or ()), *(written.lines("--targets", targets) if targets else ())]
    if not named:
        raise BadUse("name a page: an address, an HTML file, or --targets FILE.")
    pages = written.targets(named)
    known = baselines.read(baseline) if baseline else Counter[str]()
    for option, file in (("--output", output), ("--write-baseline", write_baseline)):
        if file:
            written.refuse_unwritable(option, file)
    agent = written.user_agent(contact)
    plan = Plan(
        seeds=pages.seeds,
        command="check",
        render=render.value,
        standard=known_standard(standard),
        browser=browser,
        deadline=page_timeout,
        networks=written.networks(allow_net or ()),
        folders=pages.folders,
        sandbox=sandbox(allow_no_sandbox),
    )
    outcome, _ = carry_out(plan, named_pages(agent), progress)
    found = document(outcome.store, outcome.audit)
    tell_of_other_hosts(outcome)
    for page in found["pages"]:
        page["url"] = pages.names.get(page["url"], page["url"])
        page["detail"] = pages.told(page["detail"])
        for assertion in page["assertions"]:
            assertion["message"] = pages.told(assertion["message"])
    failing = baselines.unknown(findings(found, FAILING[fail_on]), known)
    result = result_of(outcome, format, found, pages)
    outcome.store.close()
    if output:
        written.write(output, result)
    else:
        sys.stdout.write(result)
    if outcome.stopped_for:
        say(outcome.message)
    told = wording.counted(len(failing), "finding") + (" beyond the baseline" if baseline else "")
    say(f"{told} at the level asked (--fail-on {fail_on.value}).")
    code = exit_code(outcome, len(failing), strict=True)
    if write_baseline:
        _write_baseline(write_baseline, found, code)
    raise typer.Exit(code)


def _write_baseline(file: Path, found: Mapping[str, Any], code: Exit) -> None:
    """What an incomplete audit did not see would be new the next time: no baseline is made of that."""
    if code not in (Exit.CLEAR, Exit.FINDINGS):
        say(f"The baseline {file} was not written, because the audit is incomplete.")
        return
    baselines.write_to(file, findings(found, FAILING[FailOn.CANT_TELL]))


@app.command()
def evaluate(
    audit: Annotated[str | None, typer.Argument(help="The audit's id; the newest when none is named.")] = None,
    database: DatabaseOption = Path("audit.db"),
    standard: StandardOption = "section508",
) -> None:
    """Judge stored recordings again by today's rules, without a browser, and tell which outcomes changed."""
    if not database.is_file():
        raise BadUse(f"{database} does not exist. Name the database with --database.")
    store = Store(database)
    try:
        changes = evaluate_again(store, audit, known_standard(standard))
    except LookupError as error:
        raise BadUse(str(error.args[0])) from error
    finally:
        store.close()
    show(f"{wording.counted(changes.looks, 'look')} at pages judged again.")
    if changes.missing:
        show(f"{wording.counted(changes.missing, 'look')} not comparable: the recording is gone or damaged.")
    for (rule, outcome), (before, after) in sorted(changes.outcomes.items()):
        show(f"  {rule}: {outcome} {before} -> {after}")
    if not changes.outcomes:
        show("No outcome changed.")


@app.command()
def report(
    format: Annotated[str, typer.Option(help=f"html, or a file: {', '.join(FORMATS)}.")] = "html",
    output: Annotated[
        Path | None, typer.Option(help="The folder to write to (report), or the file (report.csv and the like).")
    ] = None,
    database: DatabaseOption = Path("audit.db"),
    audit: Annotated[str | None, typer.Option(help="One audit's id; else each site's newest.")] = None,
) -> None:
    """Write the report of a database: pages for people, or one file in another format."""
    if format != "html" and format not in FORMATS:
        raise BadUse(f"--format {format} is not known. Choose html, {', '.join(FORMATS)}.")
    output = output or Path("report" if format == "html" else f"report.{FORMATS[format].suffix}")
    try:
        if format == "html":
            show(write_report(database, output, audit))
        else:
            show(write_document(database, format, output, audit))
    except FileNotFoundError as error:
        raise BadUse(f"{database} does not exist. Audit a site first: auditor crawl URL.") from error
    except LookupError as error:
        raise BadUse(f"{error.args[0]}.") from error
    except sqlite3.Error as error:
        raise StoreFailed(f"{database} is not a database of ours, or can't be read ({error}).") from error
    except OSError as error:
        raise BadUse(f"the report can't be written to {output}: {error.strerror}.") from error


@app.command()
def demo(
    output: Annotated[Path, typer.Option(help="The folder to write the report to.")] = Path("demo-report"),
    browser: BrowserOption = None,
    allow_no_sandbox: NoSandboxOption = False,
    pictures: PicturesOption = True,
    progress: ProgressOption = Style.AUTO,
) -> None:
    """Serve the small agency site that comes with the program, audit it, and write its report."""
    with serve(port=usual_port()) as origin, tempfile.TemporaryDirectory() as folder:
        plan = Plan(
            seeds=(f"{origin}/",),
            agency="Demonstration agency (fictional)",
            database=Path(folder) / "audit.db",
            pictures=pictures,
            browser=browser,
            sandbox=sandbox(allow_no_sandbox),
        )
        say(f"Auditing the demonstration site at {origin}/ ...")
        outcome, _ = carry_out(plan, {"AUTOTHROTTLE_ENABLED": False}, progress)
        outcome.store.close()
        tell(outcome)
        if outcome.stopped_for:
            raise typer.Exit(exit_code(outcome, 0, strict=False))
        try:
            index = write_report(Path(folder) / "audit.db", output)
        except OSError as error:
            raise BadUse(f"the report can't be written to {output}: {error.strerror}.") from error
        say("The report:")
        show(index.resolve())
        raise typer.Exit(exit_code(outcome, 0, strict=False))


@app.command()
def doctor(
    browser: BrowserOption = None,
    allow_no_sandbox: NoSandboxOption = False,
) -> None:
    """Prove that this machine can audit: libraries, browser, rendering."""
    rows = doctors.examine(browser, sandbox(allow_no_sandbox))
    doctors.print_rows(rows)
    raise typer.Exit(Exit.CLEAR if all(row.ok for row in rows) else Exit.BROWSER)


@app.command()
def rules(id: Annotated[str | None, typer.Argument(help="One rule's id.")] = None) -> None:
    """List the rules, or tell all about one."""
    if id is None:
        for rule in ALL_RULES:
            show(f"{rule.id:24} {rule.metadata.title}")
        return
    found = [rule for rule in ALL_RULES if rule.id == id]
    if not found:
        raise BadUse(f"there is no rule {id}. `auditor rules` lists them.")
    show(catalog.entry(found[0]).replace(f' <a id="{id}"></a>', ""))  # what links of the catalog lead to


def main() -> None:
    """Runs the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may know fewer letters than a page
    app()


if __name__ == "__main__":
    main()
