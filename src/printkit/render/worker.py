"""The child: reads jobs, lays them out one after the other, answers. Killed when it overruns."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from printkit.model import FailureKind, RenderedChapter, RenderFailure, RenderJob
from printkit.render.protocol import READY, pack, receive_job
from printkit.sandbox.walls import Limits, close_in, limit, spend

_RECURSION = 4000
#: Bytes one temporary file may take: faces are unpacked there.
_FILE = 256 << 20
#: Objects made before the collector looks for rings of them: more than a long chapter's layout needs. It
#: took a tenth of every layout and found next to nothing; what there is goes while nobody waits.
_OBJECTS = 2_000_000
#: No room for what is written: faces are unpacked where temporary files go.
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def main() -> None:
    """Serve jobs from standard input until it closes.

    Argument 1 is the memory limit in MiB, those after it are folders that faces may be read from.
    """
    limit(Limits(int(sys.argv[1]) << 20, file=_FILE))
    sys.setrecursionlimit(_RECURSION)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing a library prints may get between the answers
    serve(sys.stdin.buffer, answers, [Path(folder) for folder in sys.argv[2:]])


def serve(jobs: BinaryIO, answers: BinaryIO, faces: Sequence[Path]) -> None:
    """Answer every job of a stream, within walls that leave the folders ``faces`` to be read."""
    from printkit.render.engine import Engine  # noqa: PLC0415  the child starts before it loads it

    engine = Engine()
    gc.freeze()  # the engine lives as long as the child; looking through it again is a waste
    gc.set_threshold(_OBJECTS, 50, 50)
    close_in(faces, [Path.cwd()])
    answers.write(READY)
    answers.flush()
    while (given := receive_job(jobs)) is not None:
        job, seconds = given
        spend(seconds)
        try:
            answers.write(pack(_answer(engine, job)))
            answers.flush()
        except BrokenPipeError:
            return
        spend(0)
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


if __name__ == "__main__":
    main()
