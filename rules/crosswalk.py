"""From a rule's result to what it says of each requirement: the crosswalk, result by result.

A rule is related to many requirements; which of them an outcome settles is the word of the result, not of the rule.
A result `fails` a requirement, `asks` a person to decide about it, `passes` it (12.A alone, see `rules.requirements`),
`affects` people (functional performance criteria are never failed), or only `contributes`: it is worth knowing, and no
result of that test.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from rules.model import Metadata, Outcome, Result
from rules.requirements import TRUSTED_TESTER_TESTS


class Word(StrEnum):
    """What a result does to a requirement."""

    FAILS = "fails"
    ASKS = "asks"
    PASSES = "passes"
    AFFECTS = "affects"
    CONTRIBUTES = "contributes"


class Bearing(NamedTuple):
    """What one result says of one requirement. `kind` is that of the table `requirement`."""

    kind: str
    id: str
    word: Word


def bearings(metadata: Metadata, result: Result) -> Iterator[Bearing]:
    """What a result of a rule says of each requirement that the rule is related to, each once.

    Provisions are failed by what fails the rule, and criteria too, but for those that a result which names some leaves
    out. Trusted Tester tests are only what the result itself names; Baseline tests and Conformance Requirements follow
    the Trusted Tester tests that carry them out.
    """
    word = {Outcome.FAILED: Word.FAILS, Outcome.CANT_TELL: Word.ASKS}.get(result.outcome, Word.CONTRIBUTES)
    for criterion in metadata.wcag:
        is_meant = not result.wcag or criterion in result.wcag
        yield Bearing("wcag", criterion, word if is_meant else Word.CONTRIBUTES)
    if metadata.standard == "section508":
        for provision in metadata.section508:
            yield Bearing("section508", provision, word)
    if word is not Word.CONTRIBUTES:
        for people in metadata.affects:
            yield Bearing("functional", people, Word.AFFECTS)
    tests = {id: _word_for_test(id, result) for id in metadata.trusted_tester}
    for test, says in tests.items():
        yield Bearing("trusted_tester", test, says)
    for baseline in metadata.baseline:
        carrying = [says for test, says in tests.items() if baseline in TRUSTED_TESTER_TESTS[test].baseline]
        yield Bearing("baseline", baseline, _strongest(carrying, word if not tests else Word.CONTRIBUTES))
    named = {test: says for test, says in tests.items() if TRUSTED_TESTER_TESTS[test].conformance}
    for requirement in dict.fromkeys(c for test in named for c in TRUSTED_TESTER_TESTS[test].conformance):
        carrying = [s for test, s in named.items() if requirement in TRUSTED_TESTER_TESTS[test].conformance]
        yield Bearing("conformance", requirement, _strongest(carrying, Word.CONTRIBUTES))


def _word_for_test(test: str, result: Result) -> Word:
    for named, word in ((result.fails, Word.FAILS), (result.asks, Word.ASKS), (result.passes, Word.PASSES)):
        if test in named:
            return word
    return Word.CONTRIBUTES


def _strongest(words: list[Word], otherwise: Word) -> Word:
    """The word that weighs most; a Trusted Tester PASS passes its own test and nothing else."""
    return next((word for word in (Word.FAILS, Word.ASKS) if word in words), otherwise)
