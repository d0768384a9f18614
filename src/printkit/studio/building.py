"""Builds the studio asked for: the command line's own, in a child, one after the other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from printkit.i18n import current_language

#: A build of a whole project takes a minute at most; one that takes this long is stuck.
_PATIENCE_S: Final = 900.0


@dataclass(frozen=True, slots=True)
class Job:
    """A build: its number, what is built (nothing: all), how it ended and what it said."""

    number: int
    names: tuple[str, ...]
    state: Literal["building", "done", "failed"]
    started: float
    seconds: float = 0.0
    report: dict[str, Any] | None = None


class Builder:
    """Runs ``printkit build`` and keeps what it said last."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._jobs: list[Job] = []
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False

    @property
    def last(self) -> Job | None:
        """The newest build."""
        with self._lock:
            return self._jobs[-1] if self._jobs else None

    def start(self, names: Sequence[str]) -> Job:
        """Begin a build; the one that is running is waited for first."""
        with self._lock:
            number = self._jobs[-1].number + 1 if self._jobs else 1
            job = Job(number, tuple(names), "building", time.time())
            self._jobs = [*self._jobs[-9:], job]
        threading.Thread(target=self._run, args=(job,), daemon=True).start()
        return job

    def get(self, number: int) -> Job | None:
        """Return a build by its number."""
        with self._lock:
            return next((job for job in self._jobs if job.number == number), None)

    def close(self) -> None:
        """Stop the build that is running; its former files stay."""
        self._closed = True
        child = self._child
        if child is not None:
            child.terminate()

    def _run(self, job: Job) -> None:
        command = [sys.executable, "-m", "printkit", "build", "--format", "json"]
        command += ["--project", str(self._root), *job.names]
        environment = {**os.environ, "LANGUAGE": current_language()}
        report: dict[str, Any] | None = None
        with self._turn:
            if self._closed:
                return
            self._child = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
            )
            try:
                said, _errors = self._child.communicate(timeout=_PATIENCE_S)
                report = json.loads(said)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.communicate()
            except ValueError:
                report = None
            finally:
                self._child = None
        good = report is not None and report.get("exit_code") == 0
        ended = Job(
            job.number,
            job.names,
            "done" if good else "failed",
            job.started,
            time.time() - job.started,
            report,
        )
        with self._lock:
            self._jobs = [ended if one.number == job.number else one for one in self._jobs]
