"""A preflight or a repair in a process of its own: a hostile file takes that one with it, nothing else."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import warnings
from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any, Final

from printkit.core.i18n import _, current_language, use_language
from printkit.preflight.fault import Fault, error
from printkit.preflight.printer import Job
from printkit.preflight.repair import Edge, Repaired
from printkit.press.printing_condition import Condition

#: How long the process may take in all, in seconds; the preflight itself stops before.
TIMEOUT_S: Final = 100.0
#: A repair checks twice, paints twice and converts once.
REPAIR_TIMEOUT_S: Final = 300.0
#: How much memory it may take, in bytes.
MEMORY: Final = 3_000_000_000


def preflight_apart(
    data: bytes, job: Job, *, timeout_s: float = TIMEOUT_S
) -> tuple[tuple[Fault, ...], bool]:
    """Check a file in a child process; returns what was found and whether the child answered."""
    found = _apart("preflight", (data, job), {}, timeout_s)
    if found is not None:
        return found, True
    issue = _("the file could not be checked: it takes too much time or memory")
    fix = _("export it again, simpler: flatten its heaviest drawings to images")
    return (error("too-heavy", issue, fix),), False


def repair_apart(
    data: bytes,
    job: Job,
    *,
    condition: Condition | None,
    when: datetime,
    edge: Edge | None = None,
    found: tuple[Fault, ...] | None = None,
    timeout_s: float = REPAIR_TIMEOUT_S,
) -> Repaired:
    """Repair anybody's file in a child process (see :func:`printkit.preflight.repair.repair`)."""
    more = {"condition": condition, "when": when, "edge": edge, "found": found}
    mended: Repaired | None = _apart("repair", (data, job), more, timeout_s)
    if mended is not None:
        return mended
    return Repaired(data, (), found or preflight_apart(data, job)[0])


def _apart(task: str, given: tuple[Any, ...], more: dict[str, Any], timeout_s: float) -> Any:
    """Do a task in a child process; None where it takes too much or dies."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=True)
    child = context.Process(target=_work, args=(there, current_language()), daemon=True)
    child.start()
    there.close()
    try:
        here.send((task, given, more))
        if here.poll(timeout_s):
            answer = here.recv()
            if isinstance(answer, str):
                raise RuntimeError(answer)
            return answer
    except (EOFError, OSError):
        pass  # the child died: told by the caller
    finally:
        child.kill()
        child.join()
        here.close()
    return None


def _work(connection: Connection, language: str) -> None:
    """Do what comes through the pipe (runs in the child)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable()  # pypdf tells what it mends; we tell what is wrong
    warnings.simplefilter("ignore")
    use_language(language)
    from printkit.preflight.repair import repair  # noqa: PLC0415  after the limits
    from printkit.preflight.runner import preflight  # noqa: PLC0415

    tasks: dict[str, Callable[..., Any]] = {"preflight": preflight, "repair": repair}
    task, given, more = connection.recv()
    try:
        connection.send(tasks[task](*given, **more))
    except (MemoryError, RecursionError):
        pass  # the parent finds the pipe closed
    except Exception as problem:  # ours: the parent says so
        connection.send(f"{type(problem).__name__}: {problem}")
    connection.close()
