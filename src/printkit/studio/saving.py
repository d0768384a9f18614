"""Saving a project's files: whole or not at all, never over somebody else's work, always undone."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: How many saves of one file can be undone.
_KEPT: Final = 200
_LOCK = threading.Lock()


class ConflictError(Exception):
    """The file is no longer what the writer saw. ``now`` is its present text."""

    def __init__(self, now: bytes) -> None:
        self.now = now
        super().__init__("the file was changed elsewhere")


class OutsideError(OSError):
    """What would be written lies outside the project, whatever its name says."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A file after a save or an undo: its hash, and how many saves can still be undone."""

    sha256: str
    undoable: int


def digest(data: bytes) -> str:
    """Return the hash a writer names the text by that they saw."""
    return hashlib.sha256(data).hexdigest()


class Saver:
    """Writes files of one project; what each save replaced is kept in ``.printkit/undo``."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._undo = root / ".printkit" / "undo"

    def save(self, path: Path, data: bytes, *, base: str) -> Saved:
        """Replace a file whose hash is ``base``; saving what stands there already does nothing.

        Raises:
            ConflictError: the file is not the one with that hash.
            OutsideError: a link leads out of the project.
            OSError: it cannot be written.

        """
        check_inside(self._root, path)
        with _LOCK:
            now = path.read_bytes()
            if digest(now) != base:
                raise ConflictError(now)
            if now != data:
                self._keep(path, now, data)
                write_whole(path, data)
            return Saved(digest(data), len(self._kept(path)))

    def undo(self, path: Path) -> Saved | None:
        """Take back the last save of a file; None when there is none.

        Raises:
            ConflictError: the file was changed since, by somebody else.
            OSError: it cannot be written.

        """
        check_inside(self._root, path)
        with _LOCK:
            kept = self._kept(path)
            if not kept:
                return None
            now = path.read_bytes()
            if digest(now) != kept[-1].name.partition("-")[2]:
                raise ConflictError(now)
            data = kept[-1].read_bytes()
            write_whole(path, data)
            kept[-1].unlink()
            return Saved(digest(data), len(kept) - 1)

    def undoable(self, path: Path) -> int:
        """Return how many saves of a file can be undone."""
        return len(self._kept(path))

    def _keep(self, path: Path, before: bytes, after: bytes) -> None:
        folder = self._folder(path)
        check_inside(self._root, folder)
        folder.mkdir(parents=True, exist_ok=True)
        kept = self._kept(path)
        number = int(kept[-1].name.partition("-")[0]) + 1 if kept else 1
        write_whole(folder / f"{number:06d}-{digest(after)}", before)
        for old in kept[: max(len(kept) + 1 - _KEPT, 0)]:
            old.unlink(missing_ok=True)

    def _kept(self, path: Path) -> list[Path]:
        folder = self._folder(path)
        found = folder.glob("??????-*") if folder.is_dir() else ()
        return sorted(one for one in found if one.suffix != ".part")

    def _folder(self, path: Path) -> Path:
        return self._undo / path.relative_to(self._root)


def check_inside(root: Path, path: Path) -> None:
    """Refuse a path that a link leads out of the project; it need not exist yet.

    Raises:
        OutsideError: it does.

    """
    if not path.resolve().is_relative_to(root):
        raise OutsideError(path.name)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it has its former bytes or the new ones, whenever the power fails."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            with contextlib.suppress(OSError):
                part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet.

    Raises:
        FileExistsError: it does.

    """
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
