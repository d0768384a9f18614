"""Builds the studio asked for: the command line's own, in a child, one after the other."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final, Literal

from printkit.core.i18n import current_language
from printkit.sandbox.isolation import command_environment, interpreter

#: A build of a whole project takes a minute at most; one that takes this long is stuck.
_PATIENCE_S: Final = 900.0


@dataclass(frozen=True, slots=True)
class Job:
    """A build: its number, what is built (nothing: all), how it ended and what it said.

    ``step`` is what it does just now, in the user's words.
    """

    number: int
    names: tuple[str, ...]
    state: Literal["building", "done", "failed"]
    started: float
    step: str = ""
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
            job = Job(number, tuple(dict.fromkeys(names)), "building", time.time())
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
        report: dict[str, Any] | None = None
        with self._turn:
            if self._closed:
                return
            with tempfile.TemporaryFile() as said, tempfile.TemporaryDirectory() as folder:
                self._built(job, said, folder)
                said.seek(0)
                with suppress(ValueError):
                    report = json.load(said)
        good = report is not None and report.get("exit_code") == 0
        seconds = time.time() - job.started
        self._put(replace(job, state="done" if good else "failed", seconds=seconds, report=report))

    def _built(self, job: Job, said: IO[bytes], folder: str) -> None:
        """Run the command; what it is at comes line by line on its standard error."""
        command = interpreter("printkit", "build", "--format", "json")
        self._child = child = subprocess.Popen(
            [*command, "--project", str(self._root), *job.names],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.PIPE,
            env=command_environment(LANGUAGE=current_language()),
            cwd=folder,
        )
        stuck = threading.Timer(_PATIENCE_S, child.kill)
        stuck.start()
        try:
            assert child.stderr is not None
            with child.stderr as steps:
                for step in steps:
                    self._put(replace(job, step=step.decode(errors="replace").strip()))
            child.wait()
        finally:
            stuck.cancel()
            self._child = None

    def _put(self, job: Job) -> None:
        with self._lock:
            self._jobs = [job if one.number == job.number else one for one in self._jobs]
