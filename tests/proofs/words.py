"""Words in, words out: every word of a text is printed once and in its order, or an error at its line.

Texts are made by a grammar of printkit's dialect and by raw noise (``tests/support/word_grammar.py``);
planted words are looked for in the typeset text. ``COUNT=1000000`` says how many texts, ``PROCESSES``
how many at once, ``FIRST`` the first seed.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from proofs import NotProvenError
from support.word_proof import MAKERS, Verdict, judge

#: texts of one run of a process, so that none grows
_RUN = 5_000
_KINDS = ("lost", "twice", "moved", "told", "alarms")
_SHOWN = 20


@dataclass
class _Sum:
    """What a run of texts came to."""

    texts: int = 0
    words: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    #: the seed of each text with a fault, and the fault
    faults: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: _Sum) -> None:
        self.texts += other.texts
        self.words += other.words
        self.counts.update(other.counts)
        self.faults += other.faults


def prove(folder: Path | None) -> str:
    """Judge ``COUNT`` texts, one half of each kind."""
    del folder
    count = int(os.environ.get("COUNT", "10000"))
    first = int(os.environ.get("FIRST", "0"))
    processes = int(os.environ.get("PROCESSES", str(os.cpu_count() or 1)))
    started = time.perf_counter()
    sums = {name: _Sum() for name in MAKERS}
    each = count // len(MAKERS)
    runs = [
        (name, start, min(start + _RUN, first + each))
        for name in MAKERS
        for start in range(first, first + each, _RUN)
    ]
    with ProcessPoolExecutor(processes, max_tasks_per_child=4) as pool:
        for (name, _start, _end), found in zip(runs, pool.map(_judged, runs), strict=True):
            sums[name].add(found)
    seconds = time.perf_counter() - started
    faults = [f"{name} {seed}: {fault}" for name in sums for seed, fault in sums[name].faults]
    if faults:
        raise NotProvenError(
            f"{len(faults)} texts lose, double or move words:\n" + "\n".join(faults[:_SHOWN])
        )
    rows = "\n".join(
        f"| {name} | {one.texts} | {one.words} | "
        + " | ".join(str(one.counts[kind]) for kind in _KINDS)
        + " |"
        for name, one in sums.items()
    )
    return (
        f"{sum(one.texts for one in sums.values())} texts, seeds from {first}, in {seconds:.0f} s with"
        f" {processes} processes ({count / seconds:.0f} a second).\n\n"
        "*Told*: words that are not printed and are named by an error at their line, such as those of a"
        " note that nothing calls. *Alarms*: lines said to lack words that are printed.\n\n"
        f"| Texts of | texts | words | {' | '.join(_KINDS)} |\n|---|--:|--:|{'--:|' * len(_KINDS)}\n{rows}"
    )


def _judged(run: tuple[str, int, int]) -> _Sum:
    name, start, end = run
    found = _Sum()
    for seed in range(start, end):
        source, words = MAKERS[name](random.Random(seed))
        try:
            verdict = judge(source, words)
        except Exception as error:  # a text that breaks the reader is a fault too
            found.faults.append((seed, repr(error)[:200]))
            verdict = Verdict()
        found.texts += 1
        found.words += len(words)
        for kind in _KINDS:
            found.counts[kind] += len(getattr(verdict, kind))
        if verdict.faults:
            found.faults.append((seed, ", ".join(verdict.faults)[:200]))
    return found
