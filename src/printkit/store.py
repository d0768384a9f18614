"""The cache of layouts: one file per job key. A damaged file is a miss, never an error."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from printkit.model import RenderedChapter
from printkit.render.wire import pack, unpack

_DIGEST = 32
#: Bytes the cache may hold; what was used longest ago goes first.
MAX_BYTES = 512 << 20


class Store:
    """Layouts below ``folder``. Files are written aside and renamed, so that none is ever half."""

    def __init__(self, folder: Path, *, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._pruned = False

    def get(self, key: str) -> RenderedChapter | None:
        """Return the layout of a job, None when it is not (or no longer truly) there."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            if hashlib.sha256(memoryview(data)[_DIGEST:]).digest() != data[:_DIGEST]:
                raise ValueError("damaged")
            outcome = unpack(memoryview(data)[_DIGEST:])
        except (OSError, ValueError):
            return None
        if not isinstance(outcome, RenderedChapter) or outcome.key != key:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return outcome

    def put(self, outcome: RenderedChapter) -> None:
        """Keep a layout; a full or read-only disk costs the next build time, nothing else."""
        body = pack(outcome)
        path = self._path(outcome.key)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(hashlib.sha256(body).digest() + body)
            part.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            return
        if not self._pruned:
            self._pruned = True
            self._prune()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _prune(self) -> None:
        """Remove what was used longest ago beyond the size allowed, and what a kill left half."""
        files: list[tuple[float, int, Path]] = []
        with contextlib.suppress(OSError):
            for path in self._folder.glob("??/*"):
                stat = path.stat()
                if path.suffix == ".part" and f".{os.getpid()}." not in path.name:
                    path.unlink(missing_ok=True)
                else:
                    files.append((stat.st_mtime, stat.st_size, path))
        total = sum(size for _time, size, _path in files)
        for _time, size, path in sorted(files, key=lambda file: file[0]):
            if total <= self._max_bytes:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                total -= size
