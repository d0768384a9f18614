"""The project's own settings, read again only when one of their files has changed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from printkit.project.names import PROJECT_FILE, STYLES
from printkit.project.project_files import Files
from printkit.project.reading_context import Opened, open_project_settings

#: A file's path, time, size and number.
Stamp = tuple[str, int, int, int]


class Settings:
    """The settings of one project, its formats and themes, kept while their files stay as they are."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._stamps: tuple[Stamp, ...] = ()
        self._opened: Opened | None = None

    def open(self) -> Opened:
        """Return the settings as the files have them now, read as a build reads them."""
        with self._lock:
            stamps = stamps_of([self._root / PROJECT_FILE, self._root / STYLES])
            if self._opened is None or stamps != self._stamps:
                self._opened, self._stamps = open_project_settings(Files(self._root)), stamps
            return self._opened


def stamps_of(paths: Iterable[Path]) -> tuple[Stamp, ...]:
    """Return what tells whether files, and those in folders, are still the same."""
    return tuple(_stamps(paths))


def _stamps(paths: Iterable[Path]) -> Iterator[Stamp]:
    for top in paths:
        for path in (top, *sorted(top.rglob("*"))) if top.is_dir() else (top,):
            try:
                stat = path.stat()
            except OSError:
                continue
            yield str(path), stat.st_mtime_ns, stat.st_size, stat.st_ino
