"""What many sites of many agencies come to together. Pure. Nothing here ranks: agencies stay in alphabetical order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports import wording
from reports.history import Period
from reports.model import Audit, Coverage, CoverageRow, Site, SiteReport
from reports.titles import file_name, title

NOTHING = Coverage((), 0)
"""What is known of a site that was never audited."""


@dataclass(frozen=True, slots=True)
class Line:
    """A site in the overview: its latest audit, or none. `change` is None where there is no audit to compare with."""

    site: Site
    audit: Audit | None = None
    coverage: Coverage = NOTHING
    failed: int = 0
    asked: int = 0
    incomplete: str = ""
    open: int = 0
    change: Period | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """What the sites of an agency, or of all, come to. Sites are hosts; `compared` ones have an audit before."""

    sites: int
    audited: tuple[str, ...]
    never: tuple[str, ...]
    incomplete: tuple[str, ...]
    unjudged: tuple[str, ...]
    compared: int
    coverage: Coverage
    open: int
    fixed: int
    not_rechecked: int


@dataclass(frozen=True, slots=True)
class Place:
    """A fix as one site has it: the file about it, and on how many of the site's judged pages it is."""

    agency_id: str
    agency: str
    host: str
    link: str
    pages: int
    judged: int
    origin: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A fix that several sites have: the same rule, message and cause."""

    id: str
    title: str
    cause: str
    places: tuple[Place, ...]

    @property
    def agencies(self) -> int:
        """How many agencies have it."""
        return len({place.agency_id for place in self.places})

    @property
    def pages(self) -> int:
        """The pages of all sites that show it."""
        return sum(place.pages for place in self.places)

    @property
    def judged(self) -> int:
        """The judged pages of these sites."""
        return sum(place.judged for place in self.places)

    @property
    def origins(self) -> tuple[tuple[str, int], ...]:
        """Where it seems to come from, and on how many sites it seems so, what most say first."""
        said = [place.origin for place in self.places]
        return tuple(sorted(((each, said.count(each)) for each in set(said)), key=lambda pair: (-pair[1], pair[0])))


def line_of(report: SiteReport) -> Line:
    """What the overview says of a site."""
    periods = report.history.periods
    return Line(
        report.site,
        report.audit,
        report.coverage,
        len(report.fixes),
        len(report.questions),
        wording.incomplete(report),
        periods[-1].open if periods else 0,
        report.history.latest,
    )


def sum_of(lines: Sequence[Line]) -> Sum:
    """The sites added up. What was never audited adds nothing but its name."""
    changes = [line.change for line in lines if line.change]
    rows = [row for line in lines for row in line.coverage.rows if row.kind == "page"]
    states = sorted({row.state for row in rows})
    together = tuple(
        CoverageRow("page", state, "", sum(row.urls for row in rows if row.state == state)) for state in states
    )
    audited = [line for line in lines if line.audit]
    return Sum(
        sites=len(lines),
        audited=tuple(line.site.host for line in audited),
        never=tuple(line.site.host for line in lines if not line.audit),
        incomplete=tuple(line.site.host for line in audited if line.incomplete),
        unjudged=tuple(line.site.host for line in audited if not line.coverage.judged),
        compared=len(changes),
        coverage=Coverage(together, sum(line.coverage.judged for line in lines)),
        open=sum(line.open for line in lines),
        fixed=sum(change.counts["fixed"] for change in changes),
        not_rechecked=sum(change.counts["not rechecked"] for change in changes),
    )


def places_of(report: SiteReport, folder: str) -> Iterable[tuple[Shared, Place]]:
    """The fixes of a site that other sites may share, each with the site's place.

    What needs words or a decision at each place is left out, and so is what is wrong with a page as a whole: there no
    change of one component mends all.
    """
    for fix in report.fixes:
        rule = report.rules[fix.rule_id]
        if not rule.each_place and fix.cause != "page":
            origin = wording.ORIGINS[fix.origin.kind] + (f": {fix.origin.name}" if fix.origin.name else "")
            origin += "" if fix.origin.is_sure else ", likely"
            link = f"{folder}/{file_name(fix)}.html"
            site = report.site
            place = Place(site.agency_id, site.agency, site.host, link, fix.pages, report.coverage.judged, origin)
            yield Shared(fix.id, title(fix, rule), fix.cause, ()), place


def shared_of(found: Iterable[tuple[Shared, Place]]) -> tuple[Shared, ...]:
    """The fixes that two sites or more have, those on the most sites first."""
    first: dict[str, Shared] = {}
    places: dict[str, list[Place]] = {}
    for fix, place in found:
        first.setdefault(fix.id, fix)
        places.setdefault(fix.id, []).append(place)
    several = (
        Shared(id, first[id].title, first[id].cause, tuple(where)) for id, where in places.items() if len(where) > 1
    )
    return tuple(sorted(several, key=lambda each: (-len(each.places), -each.agencies, -each.pages, each.id)))
