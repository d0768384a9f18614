"""The child of :mod:`printkit.sandbox.child`: it takes one job from its standard input and answers."""

from __future__ import annotations

import logging
import os
import pickle
import sys
import warnings
from pathlib import Path
from typing import Any

from printkit.sandbox.answers import written
from printkit.sandbox.child import BEGUN, DONE, FAILED, LENGTH, PROGRESS
from printkit.sandbox.walls import close_in, limit


def main() -> None:
    """Do the job and answer; what takes too much ends this process, and its pipe says so."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing a library prints may get between the answers
    (length,) = LENGTH.unpack(sys.stdin.buffer.read(LENGTH.size))
    # from the parent, which started this process and trusts nothing it says
    job = pickle.loads(sys.stdin.buffer.read(length))  # noqa: S301
    work, arguments, tells, limits, reads, folder = job
    logging.disable()  # libraries tell what they mend; we tell what is wrong
    warnings.simplefilter("ignore")
    limit(limits)
    close_in(reads, [Path.cwd()])
    if folder is not None:
        os.chdir(folder)  # isolated as this process is, nothing is imported from there

    def say(kind: str, value: Any) -> None:
        answers.write(written(kind, value))
        answers.flush()

    def tell(done: int, total: int) -> None:
        say(PROGRESS, (done, total))

    say(BEGUN, None)
    try:
        say(DONE, work(*arguments, *([tell] if tells else [])))
    except (MemoryError, RecursionError):
        return  # the parent finds the pipe closed
    except Exception as problem:  # ours: the parent says so
        say(FAILED, f"{type(problem).__name__}: {problem}")


if __name__ == "__main__":
    main()
