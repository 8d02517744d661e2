"""The words of a rule and of its outcomes, as ACT Rules Format 1.1 and EARL 1.0 use them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

from rules.page import Element, Page, Text
from rules.site import Shared, Site

Target = Page | Element | Text
"""What a rule can be about: a whole page, an element, or a run of text."""

T = TypeVar("T", bound=Page | Element | Text)


class Outcome(StrEnum):
    """The five outcomes, spelled as EARL spells them."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class Result:
    """One sentence that an expectation can end in.

    `fails` and `asks` name the Trusted Tester 5.1.3 tests that the result fails, or asks a person to decide; `passes`
    the one that a program may pass, 12.A. `wcag` names the criteria that it is about where those are only some of its
    rule's. What it says of all other requirements follows: see `rules.crosswalk`.
    `detail` tells what was found on this target (a ratio, an id), and `cause` what a change would have to reach where
    that is not the target's component (a pair of colors); neither takes part in comparison, so that a result with its
    detail still equals the constant it came from.
    """

    outcome: Outcome
    message: str
    fails: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    wcag: tuple[str, ...] = ()
    detail: str = field(default="", compare=False)
    cause: str = field(default="", compare=False)

    def with_detail(self, detail: str, *, cause: str = "") -> Result:
        """The same result, telling what was found on one target."""
        return replace(self, detail=detail, cause=cause)


def passed(message: str, *, passes: tuple[str, ...] = ()) -> Result:
    """A result that meets the expectation. It is no claim of conformance, and no Trusted Tester PASS but of 12.A."""
    return Result(Outcome.PASSED, message, passes=passes)


def failed(message: str, *, fails: tuple[str, ...] = (), wcag: tuple[str, ...] = ()) -> Result:
    """A result that does not meet the expectation."""
    return Result(Outcome.FAILED, message, fails=fails, wcag=wcag)


def cant_tell(question: str, *, asks: tuple[str, ...] = (), wcag: tuple[str, ...] = ()) -> Result:
    """A result that a person must decide; `question` can be answered with yes or no by looking at the one target."""
    return Result(Outcome.CANT_TELL, question, asks=asks, wcag=wcag)


def untested(reason: str) -> Result:
    """A result for what could not be looked at; made by the engine, and by no expectation."""
    return Result(Outcome.UNTESTED, reason)


INAPPLICABLE = Result(Outcome.INAPPLICABLE, "Nothing on the page is what the rule applies to.")
"""Made by the engine when a rule applies to nothing; also what an example without a target expects."""


@dataclass(frozen=True, slots=True)
class Example:
    """A small page and what the rule says of it: `expected` holds the result of each target, in document order.

    `html` is the content of the body; a text that starts with `<!doctype` or `<html` is the whole document.
    """

    html: str
    expected: tuple[Result, ...]

    def __init__(self, html: str, *expected: Result) -> None:
        object.__setattr__(self, "html", html)
        object.__setattr__(self, "expected", expected)


class Aspect(StrEnum):
    """What of a page a rule must have seen to judge it. Where one is a gap, each rule that names it is `untested`.

    A rule names what its verdicts depend on, read by itself or by a module that it uses, and nothing else, so that a
    style sheet that did not load costs the word of no more rules than it must.

    What is hidden, what can take the focus and which role an element has follows from what the browser laid out. That
    is known with any one of STYLE, LAYOUT and ROLES; a rule that needs none of them for something else names ROLES.
    Where a style sheet is missing, such a rule may have a target too many or too few, and the page is `partial`; what
    it says of each target holds. Where it would not, as a target passes because *another* element is shown (a skip
    link, the words around a link), the rule names STYLE.
    """

    TREE = "tree"  # the document as rendered: elements, attributes, text, what listens, what plays
    STYLE = "style"  # computed style, with every style sheet loaded
    LAYOUT = "layout"  # boxes, paint order, what scrolls; they are as right as the style
    ROLES = "roles"  # the browser's accessibility tree: names and descriptions
    ZOOM = "zoom"  # what is clipped at 200 % zoom; of few pages
    WALK = "walk"  # where the Tab key leads; of few pages


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a rule is about and what it is related to.

    `wcag`, `trusted_tester`, `baseline` and `section508` are *related* tests and requirements: only a result's own
    `fails` and `asks` say what an outcome does to a Trusted Tester test. Ids are checked by `rules.requirements`.
    """

    id: str
    title: str
    remediation: str
    wcag: tuple[str, ...] = ()
    section508: tuple[str, ...] = ("E205.4",)
    trusted_tester: tuple[str, ...] = ()
    baseline: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    affects: tuple[str, ...] = ()
    standard: str = "section508"
    needs: tuple[Aspect, ...] = (Aspect.TREE,)


@dataclass(frozen=True, slots=True)
class Correction:
    """How a target would be right: its code after the change, the change in words, and what would then be spoken.

    Words that only a person can choose stand in square brackets, as `alt="[what the image says]"`. `speech` is empty
    where the change is not about a name, a role or a state.
    """

    html: str
    change: str
    speech: str = ""


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """Metadata, applicability, expectation, examples: the parts of an ACT rule page, in that order.

    `applicability` yields the test targets of a page in document order; `expectation` says what is true of one.
    Their docstrings are the normative sentences of the catalog. Neither may look at anything but its argument.
    `correction` is for a target that failed with the result, and None where no code can be shown.
    """

    metadata: Metadata
    applicability: Callable[[Page], Iterable[T]]
    expectation: Callable[[T], Result]
    examples: tuple[Example, ...]
    correction: Callable[[T, Result], Correction | None] | None = None

    @property
    def id(self) -> str:
        """The rule's id, which is its file's name with hyphens."""
        return self.metadata.id


@dataclass(frozen=True, slots=True)
class SiteExample:
    """A few small pages by path, and what the rule says of them: `expected` holds the result of each target."""

    pages: Mapping[str, str]
    expected: tuple[Result, ...]

    def __init__(self, pages: Mapping[str, str], *expected: Result) -> None:
        object.__setattr__(self, "pages", pages)
        object.__setattr__(self, "expected", expected)


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A rule that no single page can be judged by: the same parts, over all the pages of a crawl together.

    `applicability` yields the targets of a site, those that most pages show first. `passed` says no more than that all
    is well among the pages that were looked at.
    """

    metadata: Metadata
    applicability: Callable[[Site], Iterable[Shared]]
    expectation: Callable[[Shared], Result]
    examples: tuple[SiteExample, ...]
    most: int = 100
    """How many of its assertions are listed for one site; the tallies count all."""
    is_of_all: bool = False
    """Whether pages that were not looked at may answer what it asks: then it asks only where all were."""

    @property
    def id(self) -> str:
        """The rule's id, which is its file's name with hyphens."""
        return self.metadata.id


AnyRule = Rule[Any] | SiteRule


@dataclass(frozen=True, slots=True)
class SiteAssertion:
    """What one site rule says of one target; None stands for the site as a whole."""

    rule: str
    result: Result
    target: Shared | None

    @property
    def outcome(self) -> Outcome:
        """The outcome of the result."""
        return self.result.outcome


@dataclass(frozen=True, slots=True)
class Assertion:
    """What one rule says of one target: `target` is a node's id in the recording, or None for the whole page."""

    rule: str
    result: Result
    target: int | None

    @property
    def outcome(self) -> Outcome:
        """The outcome of the result."""
        return self.result.outcome
