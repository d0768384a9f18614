"""Work on a stranger's file in a process of its own: it may take that one with it, and nothing else."""

from __future__ import annotations

import contextlib
import os
import pickle
import selectors
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from printkit.sandbox.answers import Answers
from printkit.sandbox.isolation import environment, feed, interpreter, is_stopped
from printkit.sandbox.walls import Limits

#: Bytes of memory a child may take.
MEMORY: Final = 3_000_000_000
#: How much longer than its processor time a child may take by the clock: others want the machine too.
_PATIENCE: Final = 4.0
#: Seconds a child may take to start on a busy machine.
_START_S: Final = 30.0
#: How often it is looked whether the child was stopped, in seconds.
_LOOK_S: Final = 1.0
_TRIES: Final = 2
LENGTH: Final = struct.Struct(">Q")
#: What a child says once it has loaded what it needs.
BEGUN: Final = "begun"
PROGRESS: Final = "progress"
DONE: Final = "done"
#: An exception of ours in the child: its words.
FAILED: Final = "failed"


def call_apart(
    work: Callable[..., Any],
    *arguments: Any,
    timeout_s: float,
    tell: Callable[[int, int], None] | None = None,
    reads: Sequence[Path] = (),
    folder: Path | None = None,
) -> Any:
    """Call ``work`` in a child and return what it returns; None where it takes too much.

    ``timeout_s`` is the processor time it may take. With ``tell``, ``work`` is given as its last argument
    what to call with steps done and steps in all. It may read the installation and ``reads``, write nothing
    but temporary files (where the kernel can see to that), and reach no network; relative paths begin at
    ``folder``. ``work`` is named by its module: it and its arguments must be picklable, what it returns
    plain values or dataclasses of printkit.

    Raises:
        RuntimeError: ``work`` raised what it should not; the exception's words.

    """
    limits = Limits(MEMORY, timeout_s)
    job = pickle.dumps((work, arguments, tell is not None, limits, tuple(reads), folder))
    for _try in range(_TRIES):  # one that somebody stopped is no fault of its file
        with tempfile.TemporaryDirectory(prefix="printkit-", ignore_cleanup_errors=True) as own:
            child = _start(Path(own))
            try:
                assert child.stdin is not None
                feed(child.stdin, LENGTH.pack(len(job)), job)
                for kind, value in _said(child, timeout_s):
                    if kind == DONE:
                        return value
                    if kind == FAILED:
                        raise RuntimeError(value)
                    if tell is not None and kind == PROGRESS:
                        tell(*value)
                return None
            except _StoppedError:
                continue
            finally:
                _end(child)
    return None


class _StoppedError(Exception):
    pass


def _start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        interpreter("printkit.sandbox.work"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment(HOME=str(folder), TMPDIR=str(folder), LC_ALL="C.UTF-8"),
        start_new_session=True,  # Ctrl-C is the parent's to hear
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        with contextlib.suppress(OSError):
            assert stream is not None
            stream.close()


def _said(child: subprocess.Popen[bytes], timeout_s: float) -> Iterator[tuple[str, Any]]:
    """Yield what the child says until it has ended, or has had its time.

    Raises:
        _StoppedError: somebody stopped it.

    """
    assert child.stdout is not None
    ends = time.monotonic() + _START_S
    answers = Answers()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while (left := ends - time.monotonic()) > 0:
            if not selector.select(min(left, _LOOK_S)):
                if is_stopped(child.pid):
                    raise _StoppedError
                continue
            data = os.read(child.stdout.fileno(), 1 << 20)
            if not data:
                return
            try:
                for kind, value in answers.take(data):
                    if kind == BEGUN:
                        ends = time.monotonic() + _PATIENCE * timeout_s
                    yield kind, value
            except ValueError:  # a child that was taken over may say anything
                return
