"""Work on a stranger's file in a process of its own: it may take that one with it, and nothing else."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final

_MEMORY: Final = 3_000_000_000
_PROGRESS: Final = "progress"
_DONE: Final = "done"


def call_apart(
    work: Callable[..., Any],
    *arguments: Any,
    timeout_s: float,
    tell: Callable[[int, int], None] | None = None,
) -> Any:
    """Call ``work`` in a child and return what it returns; None where it takes too much.

    With ``tell``, ``work`` is given as its last argument what to call with steps done and steps in all.
    ``work`` is named by its module: it and its arguments must be picklable.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=True)
    child = context.Process(target=_work, args=(there,), daemon=True)
    child.start()
    there.close()
    ends = time.monotonic() + timeout_s
    try:
        here.send((work, arguments, tell is not None))
        while here.poll(max(0.0, ends - time.monotonic())):
            kind, value = here.recv()
            if kind == _DONE:
                return value
            if tell is not None:
                tell(*value)
    except (EOFError, OSError):
        pass  # the child died
    finally:
        child.kill()
        child.join()
        here.close()
    return None


def _work(connection: Connection) -> None:
    """Do what comes through the pipe (runs in the child)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  not on every system

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    logging.disable()
    work, arguments, tells = connection.recv()

    def tell(done: int, total: int) -> None:
        connection.send((_PROGRESS, (done, total)))

    with contextlib.suppress(MemoryError, RecursionError):
        connection.send((_DONE, work(*arguments, *([tell] if tells else []))))
    connection.close()
