"""A preflight in a process of its own: a hostile file takes that one with it, and nothing else."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import warnings
from multiprocessing.connection import Connection
from typing import Final

from printkit.i18n import _, current_language, use_language
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job

#: How long the process may take in all, in seconds; the preflight itself stops before.
TIMEOUT_S: Final = 100.0
#: How much memory it may take, in bytes.
MEMORY: Final = 3_000_000_000


def preflight_apart(
    data: bytes, job: Job, *, timeout_s: float = TIMEOUT_S
) -> tuple[tuple[Fault, ...], bool]:
    """Check a file in a child process; returns what was found and whether the child answered."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=True)
    child = context.Process(target=_work, args=(there, current_language()), daemon=True)
    child.start()
    there.close()
    try:
        here.send((data, job))
        if here.poll(timeout_s):
            faults = here.recv()
            if isinstance(faults, str):
                raise RuntimeError(faults)
            return faults, True
    except (EOFError, OSError):
        pass  # the child died: told below
    finally:
        child.kill()
        child.join()
        here.close()
    issue = _("the file could not be checked: it takes too much time or memory")
    fix = _("export it again, simpler: flatten its heaviest drawings to images")
    return (error("too-heavy", issue, fix),), False


def _work(connection: Connection, language: str) -> None:
    """Check what comes through the pipe (runs in the child)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable()  # pypdf tells what it mends; we tell what is wrong
    warnings.simplefilter("ignore")
    use_language(language)
    from printkit.preflight.run import preflight  # noqa: PLC0415  after the limits

    data, job = connection.recv()
    try:
        connection.send(preflight(data, job))
    except (MemoryError, RecursionError):
        pass  # the parent finds the pipe closed
    except Exception as problem:  # ours: the parent says so
        connection.send(f"{type(problem).__name__}: {problem}")
    connection.close()
