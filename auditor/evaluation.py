"""Rules over recordings, in processes of their own, so that the crawl never waits for a rule.

A worker gets a recording's bytes, keeps them on the shelf, judges them, and returns plain rows for the database.
"""

from __future__ import annotations

import asyncio
import gc
import json
import multiprocessing
import os
import signal
import threading
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.recording import Shelf, page_of
from rules.correction import speech_now
from rules.digest import digest_of, rows_of
from rules.evaluate import evaluate
from rules.locate import Locator, cause_of, fix_of
from rules.model import Outcome, Result, Rule, SiteRule, Target
from rules.page import Page
from rules.page_kind import kinds_of
from rules.registry import RULES, SITE_RULES

JUDGE_SECONDS = 120.0
"""What judging one look may take; then the worker is killed and replaced."""

STANDARDS = ("section508", "wcag21aa", "wcag22aa")
"""From the narrowest to the widest: each holds the rules of those before it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One look, judged: rows of the tables `assertion` and `tally`, without the columns that name the look."""

    width: int
    state: str
    title: str
    elements: int
    gaps: Sequence[Sequence[str]]
    recording: str | None
    assertions: Sequence[Sequence[Any]]
    tallies: Sequence[Sequence[Any]]
    digest: bytes | None = None
    """What site rules need of the page, packed; None where too much of the page is missing."""
    absent: Sequence[str] = ()
    """The Trusted Tester tests that do not apply: see `rules.absence`."""
    language: str = ""
    """What the page says its language is; empty where it says nothing."""
    kinds: Sequence[tuple[str, str]] = ()
    """The kinds of the page, each with the reason: see `rules.page_kind`."""


NO_CORRECTION = ("", "", "", "")
_CORRECTIONS = {rule.id: rule.correction for rule in RULES}


def rules_of(standard: str) -> tuple[Rule[Any], ...]:
    """The rules that a standard asks for. Raises `ValueError` for a standard that is not in `STANDARDS`."""
    wanted = _up_to(standard)
    return tuple(rule for rule in RULES if rule.metadata.standard in wanted)


def site_rules_of(standard: str) -> tuple[SiteRule, ...]:
    """The site rules that a standard asks for. Raises `ValueError` as `rules_of` does."""
    wanted = _up_to(standard)
    return tuple(rule for rule in SITE_RULES if rule.metadata.standard in wanted)


def _up_to(standard: str) -> tuple[str, ...]:
    if standard not in STANDARDS:
        raise ValueError(f"unknown standard {standard!r}; choose one of {', '.join(STANDARDS)}")
    return STANDARDS[: STANDARDS.index(standard) + 1]


def judge(data: bytes, standard: str, shelf: str | None) -> Judged:
    """Judges a recording's JSON bytes, and keeps them in the folder `shelf` when one is given."""
    recording = Shelf(Path(shelf)).put(data) if shelf is not None else None
    page = page_of(data)
    evaluation = evaluate(page, rules_of(standard))
    locator = Locator(page)
    rows = []
    for assertion in evaluation.assertions:
        target = page if assertion.target is None else page.nodes[assertion.target]
        assert target is not None
        where = locator.locate(target)
        result: Result = assertion.result
        cause = cause_of(where.landmark, result.cause) if result.cause else where.cause
        rows.append(
            (
                assertion.rule,
                str(assertion.outcome),
                result.message,
                result.detail,
                json.dumps(result.fails),
                json.dumps(result.asks),
                where.selector,
                where.html,
                where.role,
                where.name,
                where.landmark,
                where.heading,
                json.dumps([round(side, 1) for side in where.box]) if where.box else None,
                where.component,
                where.fingerprint,
                cause,
                fix_of(assertion.rule, result.message, cause),
                *_correction(assertion.rule, target, result),
            )
        )
    tallies = [(rule, str(outcome), message, count) for (rule, outcome, message), count in evaluation.tallies.items()]
    return Judged(
        page.width,
        page.state,
        page.title,
        len(page.elements),
        [list(gap) for gap in page.gaps],
        recording,
        rows,
        tallies,
        _digest(page),
        evaluation.absent,
        _language(page),
        kinds_of(page),
    )


def _correction(id: str, target: Target, result: Result) -> tuple[str, str, str, str]:
    """How the target would be right, if the rule can show it: code, change, what would be said and what is said now.

    A defect in that costs no finding.
    """
    correct = _CORRECTIONS[id]
    if correct is None or result.outcome is not Outcome.FAILED:
        return NO_CORRECTION
    with suppress(Exception):
        correction = correct(target, result)
        if correction is not None:
            now = speech_now(target) if correction.speech and not isinstance(target, Page) else ""
            return correction.html, correction.change, correction.speech, now
    return NO_CORRECTION


def _language(page: Page) -> str:
    root = page.root
    said = (root.get("lang") or "").strip() if root is not None else ""
    return said[:35]


def _digest(page: Page) -> bytes | None:
    digest = digest_of(page)
    return zlib.compress(json.dumps(rows_of(digest), ensure_ascii=False).encode()) if digest is not None else None


def _warm_up() -> None:
    """Readies a worker. A page is a knot of cycles: what is imported is frozen, pages are collected one by one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the parent, which ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.collect()
    gc.freeze()
    gc.disable()


def _end_with_parent() -> None:
    """A parent that is killed tells its workers nothing, and they would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _judge_and_forget(data: bytes, standard: str, shelf: str | None) -> Judged:
    try:
        judged = judge(data, standard, shelf)
    finally:
        gc.collect()
    gc.freeze()  # what a rule loads when it is first needed stays, and is not gone through after each page
    return judged


class Evaluator:
    """A pool of workers that judge. A worker that dies or hangs costs the look it was at, and is replaced."""

    def __init__(self, standard: str, shelf: Path | None, workers: int = 1, *, seconds: float | None = None) -> None:
        self._standard = standard
        self._shelf = str(shelf) if shelf is not None else None
        self._workers = workers
        self._seconds = JUDGE_SECONDS if seconds is None else seconds
        self._free = asyncio.Semaphore(workers)  # a look's time begins when there is a worker for it
        self._pool = self._make()

    def _make(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_warm_up)

    async def judge(self, data: bytes) -> Judged:
        """Judges a recording's JSON bytes.

        Raises `BrokenProcessPool` when the worker dies of it twice, `TimeoutError` when it is not done in time.
        """
        async with self._free:
            for chance in (1, 2):
                pool = self._pool
                try:
                    async with asyncio.timeout(self._seconds):
                        return await asyncio.get_running_loop().run_in_executor(
                            pool, _judge_and_forget, data, self._standard, self._shelf
                        )
                except TimeoutError:
                    self._replace(pool)
                    for process in multiprocessing.active_children():
                        process.kill()
                    raise
                except BrokenProcessPool:
                    self._replace(pool)
                    if chance == 2:
                        raise
        raise AssertionError("not reached")

    def _replace(self, pool: ProcessPoolExecutor) -> None:
        if self._pool is pool:
            self._pool = self._make()

    def close(self) -> None:
        """Ends the workers."""
        self._pool.shutdown(wait=True, cancel_futures=True)
