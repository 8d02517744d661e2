"""The `auditor` command. The only module that knows all three packages."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from enum import IntEnum, StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from auditor import doctor as doctors
from auditor.chromium import BrowserNotFound, SandboxRefused, is_root, wants_sandbox
from auditor.contract import document, findings
from auditor.crawl import Outcome, run
from auditor.demo.server import serve
from auditor.egress import FILES_DOMAIN
from auditor.evaluation import STANDARDS
from auditor.plan import Plan
from auditor.progress import Style, Watch
from auditor.reevaluation import evaluate_again
from auditor.settings import CONTACT_URL
from auditor.store import Store, StoreFailed
from auditor.tab import LookFailed
from auditor.urls import NotAudited, canonical
from reports import write_report
from rules import catalog
from rules.registry import RULES


class Exit(IntEnum):
    """Exit codes. A higher one does not mean worse; INCOMPLETE outranks FINDINGS."""

    CLEAR = 0  # nothing failed at the level asked
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3  # something could not be audited, or nothing was
    STORAGE = 4  # the database can't be used
    BROWSER = 5  # no browser, or it does not start
    INTERRUPTED = 130


class FailOn(StrEnum):
    """Which outcomes make the exit code 1."""

    FAILED = "failed"
    CANT_TELL = "cantTell"
    NEVER = "never"


class Format(StrEnum):
    """How `check` prints."""

    TEXT = "text"
    JSON = "json"


class Render(StrEnum):
    """Which pages are shown in a browser."""

    ALWAYS = "always"
    AUTO = "auto"
    NEVER = "never"


app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Audit websites against the Revised Section 508 Standards.",
)

DatabaseOption = Annotated[Path, typer.Option(help="Where audits are kept; made when it does not exist.")]
BrowserOption = Annotated[str | None, typer.Option(help="A Chromium to use instead of the first that is found.")]
NoSandboxOption = Annotated[
    bool, typer.Option("--allow-no-sandbox", help="As root: start the browser without its sandbox.")
]
NetOption = Annotated[
    list[str] | None, typer.Option(metavar="CIDR", help="A private network that may be reached. Repeatable.")
]
ProgressOption = Annotated[
    Style, typer.Option(help="auto, rich, plain (never redraws: for screen readers and logs) or none.")
]
StandardOption = Annotated[str, typer.Option(help=f"One of {', '.join(STANDARDS)}.")]
RenderOption = Annotated[Render, typer.Option(help="Which pages are shown in a browser.")]
FailOnOption = Annotated[FailOn, typer.Option(help="Which findings make the exit code 1.")]
ContactOption = Annotated[str, typer.Option(help="Where a site's owner learns who crawls; part of the User-Agent.")]


def _say(text: str = "") -> None:
    print(text, file=sys.stderr)  # noqa: T201 - the program's output


def _fail(message: str, code: Exit) -> typer.Exit:
    _say(f"auditor: {message}")
    return typer.Exit(code)


def _sandbox(allowed_without: bool) -> bool:
    try:
        sandbox = wants_sandbox(allowed_without, os.environ, is_root())
    except SandboxRefused as refused:
        raise _fail(str(refused), Exit.BROWSER) from refused
    if not sandbox:
        _say("Running as root: the browser runs without its sandbox, as you allowed. The audit says so.")
    return sandbox


def _networks(nets: list[str] | None) -> tuple[Any, ...]:
    try:
        return tuple(ip_network(net) for net in nets or ())
    except ValueError as error:
        raise _fail(f"--allow-net: {error}. Write a network such as 10.1.0.0/16.", Exit.USAGE) from error


def _patterns(option: str, patterns: list[str] | None) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(pattern) for pattern in patterns or ())
    except re.error as error:
        raise _fail(f"{option}: {error}. It takes a regular expression, such as '/forms/'.", Exit.USAGE) from error


def _seed(url: str) -> str:
    if "://" not in url and not url.startswith("/"):
        url = f"https://{url}"
    try:
        return canonical(url)
    except NotAudited as refused:
        raise _fail(f"{url} is no address of a website. Write it as https://www.example.gov/.", Exit.USAGE) from refused


def _standard(standard: str) -> str:
    if standard not in STANDARDS:
        raise _fail(f"--standard {standard} is not known. Choose {', '.join(STANDARDS)}.", Exit.USAGE)
    return standard


def _user_agent(contact: str) -> dict[str, str]:
    if not contact.startswith(("http://", "https://")) or any(c in contact for c in "\r\n()"):
        raise _fail("--contact takes an address such as https://www.example.gov/crawler.", Exit.USAGE)
    return {"USER_AGENT": f"Mozilla/5.0 (compatible; section508-auditor/0.1; +{contact}) Chrome"}


def _run(plan: Plan, overrides: dict[str, Any], style: Style) -> tuple[Outcome, Watch]:
    watch = Watch(style)
    try:
        return run(plan, overrides, watch.start), watch
    except StoreFailed as failed:
        raise _fail(str(failed), Exit.STORAGE) from failed
    except (BrowserNotFound, LookFailed) as failed:
        raise _fail(str(failed), Exit.BROWSER) from failed
    finally:
        watch.stop()


def _tell(outcome: Outcome) -> None:
    """The numbers of an audit: every address by state and reason."""
    audited, partial = outcome.pages("audited"), outcome.pages("partial")
    known = sum(n for (kind, _, _), n in outcome.ended.items() if kind != "sitemap")
    _say(f"{audited} pages audited, {partial} in part, of {known} addresses found.")
    for (kind, state, reason), count in sorted(outcome.ended.items()):
        if count and state in ("skipped", "failed", "partial"):
            _say(f"  {count} {kind}{'s' if count > 1 else ''} {state}: {reason or 'no reason'}")


def _code(outcome: Outcome, failing: int, *, strict: bool) -> Exit:
    """The exit code; `strict` counts every page that ended without a whole look as incomplete, as `check` must."""
    if outcome.stopped_for == "interrupted":
        return Exit.INTERRUPTED
    if outcome.stopped_for == "database":
        return Exit.STORAGE
    if outcome.stopped_for:
        return Exit.INCOMPLETE
    if not outcome.pages("audited", "partial"):
        _say("Nothing was audited.")
        return Exit.INCOMPLETE
    missed = outcome.pages("failed") - (0 if strict else outcome.pages("failed", reasons=("status",)))
    if strict:
        missed += outcome.pages("partial") + outcome.pages("skipped", reasons=("document", "type", "offsite", "cap"))
    if missed:
        _say(f"Incomplete: {missed} page{'s' if missed > 1 else ''} could not be audited, or not wholly.")
        return Exit.INCOMPLETE
    return Exit.FINDINGS if failing else Exit.CLEAR


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
    delay: Annotated[float, typer.Option(min=0, help="Seconds between requests, at the least.")] = 0.0,
    render: RenderOption = Render.ALWAYS,
    standard: StandardOption = "section508",
    page_timeout: Annotated[float, typer.Option(min=1, help="Seconds that one page may take in the browser.")] = 30.0,
    browser: BrowserOption = None,
    allow_no_sandbox: NoSandboxOption = False,
    allow_net: NetOption = None,
    contact: ContactOption = CONTACT_URL,
    fail_on: FailOnOption = FailOn.NEVER,
    progress: ProgressOption = Style.AUTO,
) -> None:
    """Audit a whole site: follow its links and sitemaps, look at every page, keep what was found."""
    plan = Plan(
        seeds=tuple(_seed(seed) for seed in url),
        agency=agency,
        include=_patterns("--include", include),
        exclude=_patterns("--exclude", exclude),
        max_pages=max_pages,
        max_depth=max_depth,
        render=render.value,
        standard=_standard(standard),
        database=database,
        browser=browser,
        sandbox=_sandbox(allow_no_sandbox),
        deadline=page_timeout,
        networks=_networks(allow_net),
    )
    overrides: dict[str, Any] = {
        **_user_agent(contact),
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        "CONCURRENT_REQUESTS": concurrency + plan.tabs,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(concurrency),
        "DOWNLOAD_DELAY": delay,
    }
    outcome, watch = _run(plan, overrides, progress)
    _tell(outcome)
    if outcome.stopped_for:
        _say(outcome.message or f"Stopped: {outcome.stopped_for}.")
    outcomes = {FailOn.FAILED: ("failed",), FailOn.CANT_TELL: ("failed", "cantTell"), FailOn.NEVER: ()}[fail_on]
    failing = _count(outcome, outcomes)
    _say(f"{watch.failing} pages have findings that failed. Kept in {database}; read it with:")
    _say(f"  auditor report --database {database} --output report")
    outcome.store.close()
    raise typer.Exit(_code(outcome, failing, strict=False))


def _count(outcome: Outcome, outcomes: tuple[str, ...]) -> int:
    marks = ", ".join("?" * len(outcomes))
    query = f"SELECT count(*) AS n FROM findings WHERE audit_id = ? AND outcome IN ({marks})"  # noqa: S608 - marks only
    return int(next(iter(outcome.store.database.query(query, [outcome.audit, *outcomes])))["n"])


@app.command()
def check(
    target: Annotated[list[str] | None, typer.Argument(help="Addresses, or HTML files.")] = None,
    targets: Annotated[Path | None, typer.Option(help="A file with one address or HTML file a line.")] = None,
    format: Annotated[Format, typer.Option(help="text, or json (check.schema.json tells its form).")] = Format.TEXT,
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
    contact: ContactOption = CONTACT_URL,
    progress: ProgressOption = Style.AUTO,
) -> None:
    """Audit just these pages, and keep nothing: the command for continuous integration."""
    named = [*(target or ()), *(_lines(targets) if targets else ())]
    if not named:
        raise _fail("name a page: an address, an HTML file, or --targets FILE.", Exit.USAGE)
    known = _read_baseline(baseline) if baseline else frozenset()
    seeds, folders, names = _targets(named)
    plan = Plan(
        seeds=seeds,
        command="check",
        render=render.value,
        standard=_standard(standard),
        browser=browser,
        sandbox=_sandbox(allow_no_sandbox),
        deadline=page_timeout,
        networks=_networks(allow_net),
        folders=folders,
    )
    overrides: dict[str, Any] = {
        **_user_agent(contact),
        "ROBOTSTXT_OBEY": False,  # the pages were named by hand
        "AUTOTHROTTLE_ENABLED": False,
        "DEFAULT_CHARSET": "utf-8",
    }
    outcome, _ = _run(plan, overrides, progress)
    found = document(outcome.store, outcome.audit)
    outcome.store.close()
    for page in found["pages"]:
        page["url"] = names.get(page["url"], page["url"])
    levels = {FailOn.FAILED: ("failed",), FailOn.CANT_TELL: ("failed", "cantTell"), FailOn.NEVER: ()}[fail_on]
    failing = [row for row in findings(found, levels) if _key(row) not in known]
    text = json.dumps(found, indent=1, ensure_ascii=False) + "\n" if format is Format.JSON else _text(found)
    _write(output, text)
    if write_baseline:
        rows = sorted({_key(row) for row in findings(found, ("failed", "cantTell"))})
        _write(write_baseline, json.dumps({"baseline": 1, "findings": rows}, indent=1) + "\n")
    if outcome.stopped_for:
        _say(outcome.message)
    _say(f"{len(failing)} findings at the level asked (--fail-on {fail_on.value}).")
    raise typer.Exit(_code(outcome, len(failing), strict=True))


def _key(row: tuple[str, str, str]) -> str:
    """A finding as a baseline names it: the page's path, so that a staging host has the same ones."""
    url, rule, fingerprint = row
    return f"{urlsplit(url).path or url} {rule} {fingerprint}"


def _lines(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _fail(f"--targets {file} can't be read: {error}.", Exit.USAGE) from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _read_baseline(file: Path) -> frozenset[str]:
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))["findings"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _fail(
            f"--baseline {file} is no baseline: {error}. Make one with --write-baseline.", Exit.USAGE
        ) from error
    return frozenset(map(str, rows))


def _targets(named: list[str]) -> tuple[tuple[str, ...], tuple[Path, ...], dict[str, str]]:
    """Seeds, the folders that files are served from, and how each file's URL is printed."""
    seeds: list[str] = []
    folders: list[Path] = []
    names: dict[str, str] = {}
    for name in named:
        if "://" in name:
            seeds.append(_seed(name))
            continue
        file = Path(name)
        if not file.is_file():
            if "." in name.split("/")[0] and not file.parent.is_dir():
                seeds.append(_seed(name))
                continue
            raise _fail(f"{name} is neither a file nor an address. Addresses start with https://.", Exit.USAGE)
        if not _looks_like_html(file):
            raise _fail(f"{name} is not an HTML file.", Exit.USAGE)
        folder = file.resolve().parent
        if folder not in folders:
            folders.append(folder)
        url = canonical(f"http://files-{folders.index(folder) + 1}.{FILES_DOMAIN}/{file.name}")
        seeds.append(url)
        names[url] = name
    return tuple(dict.fromkeys(seeds)), tuple(folders), names


def _looks_like_html(file: Path) -> bool:
    if file.suffix.lower() not in (".html", ".htm", ".xhtml", ""):
        return False
    with file.open("rb") as opened:
        start = opened.read(4096)
    return b"\0" not in start.replace(b"\xff\xfe", b"") or start.startswith((b"\xff\xfe", b"\xfe\xff"))


def _write(file: Path | None, text: str) -> None:
    if file is None:
        sys.stdout.write(text)
        return
    try:
        partial = file.with_name(file.name + ".partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(file)
    except OSError as error:
        raise _fail(f"{file} can't be written: {error.strerror}.", Exit.USAGE) from error


def _text(found: dict[str, Any]) -> str:
    lines: list[str] = []
    for page in found["pages"]:
        state = page["state"] + (f" ({page['reason']})" if page["reason"] else "")
        lines.append(f"{page['url']}: {state}{'. ' + page['detail'] if page['detail'] else ''}")
        for a in page["assertions"]:
            if a["outcome"] in ("failed", "cantTell", "untested"):
                tests = ", ".join([*a["section508"], *a["wcag"]])
                lines.append(f"  {a['outcome']}  {a['rule']} ({tests}) {a['target']}")
                lines.append(f"          {a['message']}")
    return "\n".join(lines) + "\n"


@app.command()
def evaluate(
    audit: Annotated[str | None, typer.Argument(help="The audit's id; the newest when none is named.")] = None,
    database: DatabaseOption = Path("audit.db"),
    standard: StandardOption = "section508",
) -> None:
    """Judge stored recordings again by today's rules, without a browser, and tell which outcomes changed."""
    if not database.is_file():
        raise _fail(f"{database} does not exist. Name the database with --database.", Exit.USAGE)
    try:
        store = Store(database)
        changes = evaluate_again(store, audit, _standard(standard))
        store.close()
    except LookupError as error:
        raise _fail(str(error.args[0]), Exit.USAGE) from error
    except StoreFailed as failed:
        raise _fail(str(failed), Exit.STORAGE) from failed
    print(f"{changes.looks} looks judged again, {changes.missing} recordings are gone (not comparable).")  # noqa: T201
    for (rule, outcome), (before, after) in sorted(changes.outcomes.items()):
        print(f"  {rule}: {outcome} {before} -> {after}")  # noqa: T201
    if not changes.outcomes:
        print("No outcome changed.")  # noqa: T201


@app.command()
def report(
    output: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("report"),
    database: DatabaseOption = Path("audit.db"),
    audit: Annotated[str | None, typer.Option(help="One audit's id; else each site's newest.")] = None,
) -> None:
    """Write the HTML report of a database."""
    try:
        print(write_report(database, output, audit))  # noqa: T201
    except FileNotFoundError as error:
        raise _fail(f"{database} does not exist. Audit a site first: auditor crawl URL.", Exit.USAGE) from error
    except LookupError as error:
        raise _fail(f"{error.args[0]}.", Exit.USAGE) from error
    except OSError as error:
        raise _fail(f"the report can't be written to {output}: {error.strerror}.", Exit.STORAGE) from error


@app.command()
def demo(
    output: Annotated[Path, typer.Option(help="The folder to write the report to.")] = Path("demo-report"),
    browser: BrowserOption = None,
    allow_no_sandbox: NoSandboxOption = False,
    progress: ProgressOption = Style.AUTO,
) -> None:
    """Serve the small agency site that comes with the program, audit it, and write its report."""
    with serve() as origin, tempfile.TemporaryDirectory() as folder:
        plan = Plan(
            seeds=(f"{origin}/",),
            agency="Demonstration agency (fictional)",
            database=Path(folder) / "audit.db",
            browser=browser,
            sandbox=_sandbox(allow_no_sandbox),
        )
        _say(f"Auditing the demonstration site at {origin}/ ...")
        outcome, _ = _run(plan, {"AUTOTHROTTLE_ENABLED": False}, progress)
        outcome.store.close()
        _tell(outcome)
        index = write_report(Path(folder) / "audit.db", output)
        _say("The report:")
        print(index.resolve())  # noqa: T201
        raise typer.Exit(_code(outcome, 0, strict=False))


@app.command()
def doctor(
    browser: BrowserOption = None,
    allow_no_sandbox: NoSandboxOption = False,
) -> None:
    """Prove that this machine can audit: libraries, browser, rendering."""
    rows = doctors.examine(browser, _sandbox(allow_no_sandbox))
    doctors.print_rows(rows)
    raise typer.Exit(Exit.CLEAR if all(row.ok for row in rows) else Exit.BROWSER)


@app.command()
def rules(id: Annotated[str | None, typer.Argument(help="One rule's id.")] = None) -> None:
    """List the rules, or tell all about one."""
    if id is None:
        for rule in RULES:
            print(f"{rule.id:24} {rule.metadata.title}")  # noqa: T201
        return
    found = [rule for rule in RULES if rule.id == id]
    if not found:
        raise _fail(f"there is no rule {id}. `auditor rules` lists them.", Exit.USAGE)
    print(catalog.entry(found[0]))  # noqa: T201


def main() -> None:
    """Runs the command line."""
    app()


if __name__ == "__main__":
    main()
