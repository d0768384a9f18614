"""The child: reads jobs, lays them out one after the other, answers. Killed when it overruns."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from typing import BinaryIO

from printkit.model import FailureKind, RenderedChapter, RenderFailure, RenderJob
from printkit.render.protocol import READY, pack, receive_job

_RECURSION = 4000
#: Objects made before the collector looks for rings of them: more than a long chapter's layout needs. It
#: took a tenth of every layout and found next to nothing; what there is goes while nobody waits.
_OBJECTS = 2_000_000
#: No room for what is written: faces are unpacked where temporary files go.
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def main() -> None:
    """Serve jobs from standard input until it closes; argument 1 is the memory limit in MiB."""
    _limit_memory(int(sys.argv[1]))
    sys.setrecursionlimit(_RECURSION)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing a library prints may get between the answers
    serve(sys.stdin.buffer, answers)


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer every job of a stream."""
    from printkit.render.engine import Engine  # noqa: PLC0415  the child starts before it loads it

    engine = Engine()
    gc.freeze()  # the engine lives as long as the child; looking through it again is a waste
    gc.set_threshold(_OBJECTS, 50, 50)
    answers.write(READY)
    answers.flush()
    while (job := receive_job(jobs)) is not None:
        try:
            answers.write(pack(_answer(engine, job)))
            answers.flush()
        except BrokenPipeError:
            return
        gc.collect()  # while nobody waits


def _answer(engine: object, job: RenderJob) -> RenderedChapter | RenderFailure:
    try:
        outcome: RenderedChapter = engine.render(job)  # type: ignore[attr-defined]
        return outcome
    except MemoryError:
        return RenderFailure(job.key, job.name, FailureKind.MEMORY)
    except OSError as error:
        if error.errno in _DISK_FULL:
            return RenderFailure(job.key, job.name, FailureKind.DISK)
        return RenderFailure(job.key, job.name, FailureKind.ENGINE, _words_of(error))
    except RecursionError:
        return RenderFailure(job.key, job.name, FailureKind.ENGINE, "it is nested too deeply")
    except Exception as error:
        return RenderFailure(job.key, job.name, FailureKind.ENGINE, _words_of(error))


def _words_of(error: Exception) -> str:
    words = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _limit_memory(mebibytes: int) -> None:
    try:
        import resource  # noqa: PLC0415
    except ImportError:  # not on every system: doctor says so
        return
    with contextlib.suppress(OSError, ValueError):  # macOS knows the limit but refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (mebibytes << 20, mebibytes << 20))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
