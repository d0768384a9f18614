"""Files a command writes where the user asked: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

Files = list[tuple[Path, bytes]]
_LATER: ContextVar[Files | None] = ContextVar("later", default=None)


@contextmanager
def writing_later() -> Iterator[Files]:
    """Gather what is written inside this block instead: a child that may write nothing hands it over."""
    files: Files = []
    token = _LATER.set(files)
    try:
        yield files
    finally:
        _LATER.reset(token)


def write_whole(target: Path, data: bytes) -> None:
    """Write a file beside itself, then put it in place; a failure leaves the former one as it was.

    Raises:
        OSError: the folder cannot be written, or the disk is full.

    """
    later = _LATER.get()
    if later is not None:
        later.append((target, data))
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name}-", delete=False
    ) as file:
        try:
            file.write(data)
            file.close()
            os.chmod(file.name, 0o644)  # noqa: PTH101
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
