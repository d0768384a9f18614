"""A few warm children that lay pages out, each killed when its job takes too long or too much."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from printkit.model import FailureKind, RenderedChapter, RenderFailure, RenderJob
from printkit.render.protocol import FRAME, MAX_HEAD, MAX_PDF, READY, job_bytes, unpack
from printkit.sandbox.isolation import environment, feed, interpreter, is_stopped

_CONFIG = Path(__file__).with_name("fonts.conf")
_CHUNK = 1 << 20
#: Seconds a child may take to load the engine on a busy machine.
_START_S = 60.0
#: How much longer than its processor time a job may take by the clock: others want the machine too.
_PATIENCE = 4.0
#: How often it is looked whether a child was stopped, in seconds.
_LOOK_S = 1.0
#: The signal that ends a child whose processor time is spent (0: no such signal here).
_OUT_OF_TIME = int(getattr(signal, "SIGPROF", 0))
#: How a memory limit shows in a child that could not even say so.
_OUT_OF_MEMORY = (b"MemoryError", b"Cannot allocate", b"failed to allocate", b"bad_alloc")


class RenderPool:
    """Up to ``workers`` children, started at once so that they load the engine while others work.

    ``timeout_s`` is the processor time one job may take, ``memory_mb`` the address space of a child in
    MiB, ``faces`` are folders that faces may be read from besides the installation.
    """

    def __init__(
        self,
        workers: int,
        *,
        timeout_s: float = 60.0,
        memory_mb: int = 3072,
        faces: Sequence[Path] = (),
    ) -> None:
        self._workers = max(workers, 1)
        self.timeout_s = timeout_s
        self._memory_mb = memory_mb
        self._faces = tuple(faces)
        self._children: list[_Child] = []
        self._warming: set[_Child] = set()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> RenderPool:
        self._folder = tempfile.TemporaryDirectory(prefix="printkit-", ignore_cleanup_errors=True)
        self._children = [self._start()]
        self._warming.clear()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children, whose memory others may need; nothing is rendered afterwards."""
        for child in self._children:
            child.kill()
        self._children.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def warm(self, job: RenderJob) -> None:
        """Start the other children and have each lay out ``job``, whose outcome nobody waits for.

        Entering the pool starts one child only, so that it and the caller load their libraries on
        two cores; what a job is dressed in is then ready when the first real one comes.
        """
        self._fill()
        for child in self._children:
            child.give(job, self.timeout_s)
            self._warming.add(child)

    def _fill(self) -> None:
        self._children += [self._start() for _ in range(self._workers - len(self._children))]

    def render(self, jobs: Sequence[RenderJob]) -> Iterator[RenderedChapter | RenderFailure]:
        """Lay out jobs, the longest first; outcomes come as they are ready.

        A child that dies or overruns costs its own job only, and is replaced.
        """
        waiting = sorted(jobs, key=lambda job: len(job.html))
        self._fill()
        with selectors.DefaultSelector() as selector:
            idle = [child for child in self._children if child not in self._warming]
            for child in self._warming:
                selector.register(child.output, selectors.EVENT_READ, child)
            busy = 0
            while waiting or busy:
                while waiting and idle:
                    child, job = idle.pop(), waiting.pop()
                    child.give(job, self.timeout_s)
                    selector.register(child.output, selectors.EVENT_READ, child)
                    busy += 1
                for child in self._heard(selector):
                    if child.must_begin_again:
                        selector.unregister(child.output)
                        fresh = self._begin_again(child)
                        selector.register(fresh.output, selectors.EVENT_READ, fresh)
                        continue
                    outcome = child.outcome()
                    if outcome is None:
                        continue
                    selector.unregister(child.output)
                    idle.append(child if child.alive else self._replace(child))
                    if child in self._warming:
                        self._warming.remove(child)
                    else:
                        busy -= 1
                        yield outcome

    def _heard(self, selector: selectors.BaseSelector) -> list[_Child]:
        children: list[_Child] = [key.data for key in selector.get_map().values()]
        now = time.monotonic()
        nearest = min(child.deadline for child in children)
        ready = {key.data for key, _mask in selector.select(min(max(nearest - now, 0.0), _LOOK_S))}
        for child in ready:
            child.read()
        if not ready:
            for child in children:
                child.look()
        now = time.monotonic()
        return [
            child for child in children if child in ready or child.stopped or child.deadline <= now
        ]

    def _begin_again(self, child: _Child) -> _Child:
        """Replace a child that somebody stopped, and give its job to the new one."""
        job = child.job
        assert job is not None
        child.kill()
        fresh = self._replace(child)
        fresh.give(job, self.timeout_s)
        fresh.is_second = True
        if child in self._warming:
            self._warming.remove(child)
            self._warming.add(fresh)
        return fresh

    def _replace(self, child: _Child) -> _Child:
        fresh = self._start()
        self._children[self._children.index(child)] = fresh
        return fresh

    def _start(self) -> _Child:
        assert self._folder is not None, "a pool is entered before it renders"
        return _Child(Path(self._folder.name), self._memory_mb, self._faces)


class _Child:
    """One child process and the answer it is writing."""

    def __init__(self, folder: Path, memory_mb: int, faces: Sequence[Path]) -> None:
        self._errors = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  as long as the child
        self._process = subprocess.Popen(
            interpreter("printkit.render.worker", str(memory_mb), *map(str, faces)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=folder,
            env=environment(
                FONTCONFIG_FILE=str(_CONFIG),
                HOME=str(folder),
                XDG_CACHE_HOME=str(folder),
                TMPDIR=str(folder),
                LC_ALL="C.UTF-8",
                PYTHONHASHSEED="0",
                G_SLICE="always-malloc",
            ),
            start_new_session=True,  # Ctrl-C is the parent's to hear
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input = self._process.stdin
        self.output = self._process.stdout
        self._answer = bytearray()
        self._ended = False
        self._ready = False
        self._timeout_s = 0.0
        self.job: RenderJob | None = None
        self.deadline = float("inf")
        self.alive = True
        self.stopped = False
        self.is_second = False

    def give(self, job: RenderJob, timeout_s: float) -> None:
        """Send a job; its time runs from now, or from when the engine is loaded."""
        self.job = job
        self._timeout_s = timeout_s
        self.deadline = (
            time.monotonic() + timeout_s * _PATIENCE + (0.0 if self._ready else _START_S)
        )
        feed(self._input, job_bytes(job, timeout_s))

    @property
    def must_begin_again(self) -> bool:
        """Tell whether the child was stopped with its first try of a job."""
        return self.stopped and not self.is_second

    def look(self) -> None:
        """See whether somebody stopped the child."""
        self.stopped = is_stopped(self._process.pid)

    def read(self) -> None:
        """Take what the child has written by now."""
        data = os.read(self.output.fileno(), _CHUNK)
        self._ended = self._ended or not data
        if data and not self._ready:
            self._ready = True
            self.deadline = time.monotonic() + self._timeout_s * _PATIENCE
            data = data.removeprefix(READY)
        self._answer += data

    def outcome(self) -> RenderedChapter | RenderFailure | None:
        """Return the answer once it is whole, or why there will be none; else None."""
        job = self.job
        assert job is not None
        kind = FailureKind.CRASH
        if len(self._answer) >= FRAME.size:
            head, pdf = FRAME.unpack_from(self._answer)
            if head > MAX_HEAD or pdf > MAX_PDF:
                return self._failed(job, kind)
            if len(self._answer) >= FRAME.size + head + pdf:
                return self._believed(job)
        if self._ended:
            if self._process.wait() == -_OUT_OF_TIME:
                return self._failed(job, FailureKind.TIMEOUT)
            return self._failed(job, FailureKind.MEMORY if self._says_memory() else kind)
        if self.stopped or time.monotonic() >= self.deadline:
            return self._failed(job, FailureKind.TIMEOUT)
        return None

    def kill(self) -> None:
        """End the child at once and let go of its pipes."""
        self.alive = False
        self._process.kill()
        self._process.wait()
        for stream in (self._input, self.output, self._errors):
            with contextlib.suppress(OSError):
                stream.close()

    def _believed(self, job: RenderJob) -> RenderedChapter | RenderFailure:
        try:
            outcome = unpack(bytes(self._answer))
        except ValueError:
            return self._failed(job, FailureKind.CRASH)
        self._answer.clear()
        if outcome.key != job.key:
            return self._failed(job, FailureKind.CRASH)
        if isinstance(outcome, RenderFailure) and outcome.kind is FailureKind.MEMORY:
            self.kill()  # what it could not free would fail the next job too
        return outcome

    def _failed(self, job: RenderJob, kind: FailureKind) -> RenderFailure:
        detail = "" if kind is FailureKind.TIMEOUT else self._last_words()
        self.kill()
        return RenderFailure(job.key, job.name, kind, detail)

    def _said(self) -> bytes:
        self._errors.seek(0)
        return self._errors.read()[-4000:]

    def _says_memory(self) -> bool:
        said = self._said()
        return any(words in said for words in _OUT_OF_MEMORY)

    def _last_words(self) -> str:
        lines = self._said().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:200] if lines else ""
