"""Reading a project's files: each is remembered, none is read outside its folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.reading.decode import decode
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import SourceText
from printkit.project.names import STYLES
from printkit.project.schema_findings import complaint
from printkit.project.values import short
from printkit.project.yamlpos import Tree, read_tree
from printkit.sandbox.below import OutsideError, as_on_disk, read_inside

#: Where printkit's own formats, printers, faces and themes lie.
_INSTALLED = (Path(__file__).parents[1], Path(__file__).parents[3] / STYLES)
#: Bytes that no text and no face of a project has.
_LARGEST = 64_000_000


class Files:
    """The files below a project's root, and which of them were read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._seen: dict[Path, None] = {}
        self._homes = [root, *_INSTALLED]

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Return every file read so far."""
        return tuple(self._seen)

    def shown(self, path: Path) -> str:
        """Return how a finding names a file."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        return path.name

    def allow(self, folder: Path) -> None:
        """Let files of an installed package be read too."""
        self._homes.append(folder)

    def note(self, path: Path) -> None:
        """Remember a file that somebody else will read."""
        self._seen[path] = None

    def read(self, path: Path) -> bytes:
        """Return a file's bytes.

        Raises:
            OSError: it cannot be read, lies outside of the project and of what is installed, or is far
                too large.

        """
        self.note(path)
        return read_inside(path, *self._homes, most=_LARGEST)

    def tree(self, path: Path, shown: str | None = None) -> Tree:
        """Read a YAML file; one that cannot be read is a finding too."""
        name = shown or self.shown(path)
        try:
            return read_tree(self.read(path), name)
        except OSError as error:
            return Tree(name, None, findings=(_unreadable(Position(name), path.name, error),))

    def text_beside(
        self, home: Path, name: str, at: Position, extensions: Iterable[str]
    ) -> tuple[SourceText | None, tuple[Finding, ...]]:
        """Read the text file ``name`` below the folder ``home``; ``at`` is where it is named."""
        try:
            path = as_on_disk(home, name)
            real = path.resolve()
            if not real.is_relative_to(home.resolve()):
                message = _("“{path}” leads out of the folder {folder}").format(
                    path=short(name), folder=home.name
                )
                hint = _("copy the file into that folder")
                return None, (complaint("path-outside", message, at, hint),)
            if not real.is_file():
                return None, (_missing(home, name, at, extensions),)
            data = self.read(path)
        except (OSError, ValueError) as error:
            return None, (_unreadable(at, short(name), error),)
        shown = self.shown(home / name)
        text, findings = decode(data, shown)
        return SourceText(shown, text), findings


def outside(name: str, at: Position) -> Finding:
    """Say that a file is a link that leads out of the project, or no file at all."""
    message = _("“{path}” is a link that leads out of the project").format(path=short(name))
    return complaint("path-outside", message, at, _("copy what it leads to into the project"))


def _missing(home: Path, name: str, at: Position, extensions: Iterable[str]) -> Finding:
    wanted = tuple(extensions)
    there = sorted(
        path.relative_to(home).as_posix()
        for path in home.rglob("*")
        if path.suffix in wanted and path.is_file()
    )
    message = _("there is no file “{name}” in the folder {folder}").format(
        name=short(name), folder=home.name
    )
    hint = did_you_mean(name, there, _("create it, or correct its name"))
    return complaint("file-missing", message, at, hint)


def _unreadable(at: Position, name: str, error: Exception) -> Finding:
    if isinstance(error, OutsideError):
        return outside(name, at)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    message = _("“{name}” cannot be read: {reason}").format(name=name, reason=short(reason))
    return complaint("file-unreadable", message, at, _("look at its permissions"))
