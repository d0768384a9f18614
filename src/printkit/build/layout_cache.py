"""The cache of layouts: one file per job key. A damaged file is a miss, never an error."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from printkit.model import RenderedChapter
from printkit.render.protocol import pack, unpack
from printkit.sandbox.seal import opened, seal, sealed, unsealed

#: Bytes the cache may hold; what was used longest ago goes first.
MAX_BYTES = 512 << 20


class ReferenceCache:
    """Short texts by key, in one file: references, written slowly and needed at every build.

    What the last build did not ask for is forgotten when it is saved, and everything when another
    ``program`` (a fingerprint) opens it.
    """

    def __init__(self, path: Path, program: str) -> None:
        self._path = path
        self._program = program
        self._known: dict[str, str] | None = None
        self._asked: dict[str, str] = {}

    def __call__(self, key: str, make: Callable[[], str]) -> str:
        """Return what was made for this key before, or make it now."""
        if self._known is None:
            self._known = self._read()
        text = self._asked.get(key, self._known.get(key))
        if text is None:
            text = make()
        self._asked[key] = text
        return text

    def save(self) -> None:
        """Write what was asked for; a failure to write costs the next build time, nothing else."""
        if self._known == self._asked or not self._asked:
            return
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            page = {"program": self._program, "texts": self._asked}
            part.write_bytes(sealed(page, "texts"))
            part.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def _read(self) -> dict[str, str]:
        try:
            page = unsealed(self._path.read_bytes(), "texts")
            if page["program"] != self._program:
                return {}
            return {str(key): str(text) for key, text in page["texts"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}


class LayoutCache:
    """Layouts below ``folder``. Files are written aside and renamed, so that none is ever half."""

    def __init__(self, folder: Path, *, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._pruned = False

    def get(self, key: str) -> RenderedChapter | None:
        """Return the layout of a job, None when it is not (or no longer truly) there."""
        body = self._body(key)
        try:
            outcome = unpack(body or b"")
        except ValueError:
            return None
        return outcome if isinstance(outcome, RenderedChapter) and outcome.key == key else None

    def put(self, outcome: RenderedChapter) -> None:
        """Keep a layout; a full or read-only disk costs the next build time, nothing else."""
        self._write(outcome.key, pack(outcome))

    def bytes_of(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the bytes made for this key before, or make and keep them."""
        body = self._body(key)
        if body is None:
            body = make()
            self._write(key, body)
        return body

    def _body(self, key: str) -> bytes | None:
        path = self._path(key)
        try:
            body = opened(path.read_bytes(), _purpose(key))
        except OSError:
            return None
        if body is not None:
            with contextlib.suppress(OSError):
                os.utime(path)
        return body

    def _write(self, key: str, body: bytes) -> None:
        path = self._path(key)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(seal(body, _purpose(key)))
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


def _purpose(key: str) -> str:
    """Return what a file of the cache is sealed for: one put in another's place is none."""
    return f"cache {key}"
