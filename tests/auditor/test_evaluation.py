"""A worker that hangs costs the look it was at, and nothing else."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal

from auditor.evaluation import Evaluator, Judged, judge
from auditor.recording import encode
from auditor.unrendered import recording_of_served
from tests.rules.recordings import read


def test_a_worker_that_hangs_is_replaced_and_no_look_but_its_own_is_lost() -> None:
    data = encode(recording_of_served("https://x.gov/", b"<h1>Fees</h1>", "utf-8", {}, scripted=False))

    async def judged() -> list[Judged | BaseException]:
        evaluator = Evaluator("section508", None, seconds=5)
        try:
            assert (await evaluator.judge(data)).elements > 0
            (worker,) = multiprocessing.active_children()
            assert worker.pid
            os.kill(worker.pid, signal.SIGSTOP)
            found = await asyncio.gather(*(evaluator.judge(data) for _ in range(3)), return_exceptions=True)
            assert worker.exitcode == -signal.SIGKILL
            return found
        finally:
            evaluator.close()

    lost, *others = asyncio.run(judged())
    assert isinstance(lost, TimeoutError)
    assert [other for other in others if isinstance(other, BaseException)] == []


def test_a_worker_that_dies_is_replaced_and_its_look_gets_another_chance() -> None:
    data = encode(recording_of_served("https://x.gov/", b"<h1>Fees</h1>", "utf-8", {}, scripted=False))

    async def judged() -> int:
        evaluator = Evaluator("section508", None)
        try:
            await evaluator.judge(data)
            (worker,) = multiprocessing.active_children()
            assert worker.pid
            os.kill(worker.pid, signal.SIGSTOP)  # so that it dies over its work and not before
            judging = asyncio.ensure_future(evaluator.judge(data))
            await asyncio.sleep(0.2)
            worker.kill()
            return (await judging).elements
        finally:
            evaluator.close()

    assert asyncio.run(judged()) > 0


def test_a_failure_is_kept_with_how_it_would_be_right_and_what_is_then_heard() -> None:
    kept = read("button-name")
    assert kept is not None
    data = encode(dict(kept.examples)["<button></button>"])
    rows = judge(data, "section508", None).assertions
    (row,) = (row for row in rows if row[0] == "button-name")
    code, change, speech, now = row[-4:]
    assert code == "<button>[what the button does]</button>"
    assert change == "Give the button words that say what it does."
    assert (now, speech) == ("button, no name", 'button, "[what the button does]"')
