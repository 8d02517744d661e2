"""The page about one fix or question, and what lies beside it: all its places, as pages and as a spreadsheet."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from reports import wording
from reports.csv import write_findings
from reports.files import written
from reports.fixes import doer_of
from reports.html import part, render
from reports.lists import PLACE_COLUMNS
from reports.model import Acceptance, Finding, Fix, Picture, Rule, SiteReport
from reports.queries import Reader
from reports.titles import file_name, title, told_apart
from reports.tracker import issue

ListWriter = Callable[[str, str, tuple[str, ...], tuple[str, ...], int, Iterable[Markup], str], str]


@dataclass(frozen=True, slots=True)
class Line:
    """A fix among others: what it is called there, and where its page is. `sample` is its first finding, once read."""

    fix: Fix
    rule: Rule
    title: str
    where: str
    name: str
    doer: str
    accepted: Acceptance | None
    sample: Finding | None = None

    @property
    def link(self) -> str:
        """The file of its page."""
        return f"{self.name}.html"


def lines_of(report: SiteReport, fixes: Sequence[Fix]) -> Iterator[Line]:
    """The fixes in order, no two called the same."""
    where = told_apart(fixes, report.rules)
    for fix in fixes:
        rule = report.rules[fix.rule_id]
        yield Line(
            fix, rule, title(fix, rule), where[fix.id], file_name(fix), doer_of(fix, rule), report.accepted.get(fix.id)
        )


def write_fix(
    reader: Reader,
    report: SiteReport,
    line: Line,
    folder: Path,
    write_list: ListWriter,
    sections: Sequence[tuple[str, str]],
) -> Line:
    """Writes the page of a fix and the lists of its places; returns its line with the finding that stands for it."""
    fix, rule = line.fix, line.rule
    samples = reader.samples(report.audit, fix)
    places = ""
    if fix.findings > len(samples):
        rows = map(part("rows.html", "finding_row"), reader.findings(report.audit, fix))
        heading = f"Places: {line.title}" + (f": {line.where}" if line.where else "")
        places = write_list(f"{line.name}-places", heading, (), PLACE_COLUMNS, fix.findings, rows, line.link)
    with written(folder / f"{line.name}.csv") as file:
        write_findings(file, report, reader.findings(report.audit, fix))
    variants = reader.variants(report.audit, fix)
    pictured = reader.picture(report.audit, fix)
    context = {
        "line": line,
        "fix": fix,
        "title": line.title,
        "where": line.where,
        "name": line.name,
        "doer": line.doer,
        "samples": samples,
        "known": report.history.fixes.get(fix.id),
        "places": places,
        "variants": variants,
        "variant_rows": [part("rows.html", "variant_row")(variant) for variant in variants[:MOST_VARIANTS]],
        "picture": pictured,
        "picture_source": _source(pictured) if pictured else "",
        "picture_words": _picture_words(pictured) if pictured else "",
        "tracker": issue(fix, rule, line.title, samples, report.coverage.judged),
    }
    with written(folder / line.link) as file:
        file.write(render("fix.html", report=report, sections=sections, here=line.link, **context))
    return replace(line, sample=samples[0])


MOST_VARIANTS = 50
"""How many components of a fix are listed on its page; the spreadsheet names each place's."""


def _source(picture: Picture) -> str:
    """The picture in the page itself: it goes where the page goes, and nothing is loaded."""
    return f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}"


def _picture_words(picture: Picture) -> str:
    """What the picture shows, in words."""
    shown = picture.finding
    left, top, width, height = map(round, picture.mark)
    place = wording.place(shown.role, shown.name, shown.landmark, shown.heading)
    return (
        f"{place} In the picture it is {left:,} pixels from the left and {top:,} from the top, {width:,} wide and "
        f"{height:,} high, in a thick frame."
    )
