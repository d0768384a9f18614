"""Time a command as a whole process and watch the memory of its whole tree."""

from __future__ import annotations

import contextlib
import os
import resource
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One run: wall time in s, peak of the tree's summed PSS in MiB (0 where /proc is missing).

    ``cpu_s`` is the processor time of the process and of all its children that ended before it.
    """

    seconds: float
    peak_mib: float
    cpu_s: float = 0.0


def run(command: Sequence[str], cwd: Path) -> Run:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed; its output is in the message.
    """
    before = _children_cpu_s()
    started = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    peak = [0.0]
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.05):
            peak[0] = max(peak[0], tree_pss_mib(child.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    output = child.communicate()[0]
    seconds = time.perf_counter() - started
    stop.set()
    watcher.join()
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}:\n{output}")
    return Run(seconds, peak[0], _children_cpu_s() - before)


def median(runs: Sequence[Run]) -> Run:
    """Return the median times and the highest peak."""
    return Run(
        statistics.median(run.seconds for run in runs),
        max(run.peak_mib for run in runs),
        statistics.median(run.cpu_s for run in runs),
    )


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tree_pss_mib(pid: int) -> float:
    """Return the summed PSS in MiB of a process and all that come of it."""
    total = 0.0
    for folder in _tree(pid):
        with contextlib.suppress(OSError):
            for line in (folder / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) / 1024
    return total


def tree_cpu_s(pid: int) -> float:
    """Return the processor time in s that a process and all that come of it have used."""
    ticks = 0
    for folder in _tree(pid):
        with contextlib.suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _tree(pid: int) -> Iterator[Path]:
    pending = [pid]
    while pending:
        folder = Path(f"/proc/{pending.pop()}")
        yield folder
        with contextlib.suppress(OSError):
            for thread in (folder / "task").iterdir():
                pending += [int(child) for child in (thread / "children").read_text().split()]
