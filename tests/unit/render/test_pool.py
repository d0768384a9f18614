"""Children that die, hang, lie or eat memory cost their own job and nothing else."""

from __future__ import annotations

import os
import signal
import struct
import time

import pytest

from printkit.model import FailureKind, RenderedChapter, RenderFailure
from printkit.render.pool import RenderPool
from printkit.render.protocol import FRAME, pack, unpack
from support.pressroom import job, outcome, press

GOOD = job("<p>Bien</p>", name="good")
#: a few bytes that take the engine minutes: flex boxes in flex boxes double the work at each level
ENDLESS = job("<div>" * 40 + "x" + "</div>" * 40, "div { display: flex }", name="endless")


def children(pool: RenderPool) -> list[int]:
    return [child._process.pid for child in pool._children]


@pytest.mark.deep
def test_a_job_that_takes_too_long_is_killed_and_the_others_come():
    with press(2, timeout_s=3) as pool:
        began = time.monotonic()
        found = {one.key: one for one in pool.render([ENDLESS, GOOD, job("<p>Aussi</p>")])}
        assert time.monotonic() - began < 60
        failure = found.pop(ENDLESS.key)
        assert isinstance(failure, RenderFailure)
        assert failure.kind is FailureKind.TIMEOUT
        assert all(isinstance(one, RenderedChapter) for one in found.values())
        assert isinstance(outcome(pool, GOOD), RenderedChapter)


def test_a_child_killed_from_outside_costs_its_job_only():
    with press(1) as pool:
        outcome(pool, GOOD)
        (pid,) = children(pool)
        os.kill(pid, signal.SIGKILL)
        failure = outcome(pool, GOOD)
        assert isinstance(failure, RenderFailure)
        assert failure.kind is FailureKind.CRASH
        assert isinstance(outcome(pool, GOOD), RenderedChapter)


@pytest.mark.deep
def test_a_job_that_eats_memory_is_told_so():
    huge = job("<table>" + "<tr>" + "<td>x" * 60 * 3000, name="huge")
    with press(1, memory_mb=400, timeout_s=60) as pool:
        failure = outcome(pool, huge)
        assert isinstance(failure, RenderFailure)
        assert failure.kind in (FailureKind.MEMORY, FailureKind.CRASH)
        assert isinstance(outcome(pool, GOOD), RenderedChapter)


def test_what_the_engine_raises_comes_as_one_line():
    bad = job("<p>x</p>", "p { font-size: calc(10% + 1px) }", name="bad")
    with press(1) as pool:
        found = outcome(pool, bad)
        assert isinstance(found, RenderFailure)
        assert found.kind is FailureKind.ENGINE
        assert "\n" not in found.detail


def test_leaving_the_pool_leaves_no_process():
    with press(2) as pool:
        pids = children(pool)
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_layouts_are_the_same_bytes_in_any_child():
    jobs = [job(f"<h1>Titre</h1><p>{'Du texte. ' * 40}</p>", name=f"n{n}") for n in range(4)]
    with press(2) as first:
        one = {found.key: found.pdf for found in first.render(jobs)}
    with press(1) as second:
        other = {found.key: found.pdf for found in second.render(jobs[::-1])}
    assert one == other


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"short",
        FRAME.pack(2, 0) + b"{}",
        FRAME.pack(9, 0) + b"not json!",
        FRAME.pack(4, 1) + b"null",
        struct.pack(">IQ", 1 << 31, 0),
        pack(RenderFailure("k", "n", FailureKind.CRASH))[:-1],
    ],
    ids=repr,
)
def test_answers_that_are_none_are_not_believed(data: bytes):
    with pytest.raises(ValueError, match=r"."):
        unpack(data)


def test_a_warmed_pool_answers_what_is_asked():
    with press(2) as pool:
        pool.warm(job("<p>Pour rien</p>", name="warm"))
        jobs = [job(f"<p>{number}</p>", name=f"n{number}") for number in range(3)]
        assert {one.key for one in pool.render(jobs)} == {one.key for one in jobs}
        assert isinstance(outcome(pool, GOOD), RenderedChapter)


@pytest.mark.deep
def test_a_warming_that_never_ends_costs_no_answer():
    with press(1, timeout_s=2) as pool:
        pool.warm(ENDLESS)
        assert isinstance(outcome(pool, GOOD), RenderedChapter)


def test_a_child_that_was_stopped_is_replaced_and_its_job_done():
    with press(1) as pool:
        outcome(pool, GOOD)
        (pid,) = children(pool)
        os.kill(pid, signal.SIGSTOP)
        assert isinstance(outcome(pool, GOOD), RenderedChapter)
        assert children(pool) != [pid]


def test_a_stopped_child_does_not_hold_up_who_gives_it_a_long_job():
    with press(1) as pool:
        (pid,) = children(pool)
        os.kill(pid, signal.SIGSTOP)
        long = job(f"<p>{'Du texte. ' * 60_000}</p>", "p { display: none }", name="long")
        assert outcome(pool, long).key == long.key
