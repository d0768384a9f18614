"""Paths below a folder: one type for all that names come from strangers for.

A name is relative, portable, and crosses no link. Where the platform has directory descriptors, every
folder on the way is opened from the one above it without following links, so that one put in between is
not followed either; elsewhere (Windows) links are looked for before.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

#: Bytes one name may have: file systems take 255, and files are written aside under longer names.
LONGEST: Final = 200
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_FORBIDDEN: Final = frozenset('<>:"|?*\\/')
_HAS_DESCRIPTORS: Final = (
    os.open in os.supports_dir_fd and os.unlink in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
)


class OutsideError(OSError):
    """A name that leads out of its folder, crosses a link, or is none on some platform."""

    def __init__(self, name: str) -> None:
        super().__init__(errno.ELOOP, os.strerror(errno.ELOOP), name)


def parts_of(name: object) -> tuple[str, ...] | None:
    """Return the parts of a relative, portable path (POSIX); None where it is not one."""
    if not isinstance(name, str) or not name or len(name) > 4 * LONGEST:
        return None
    parts = tuple(name.split("/"))
    return parts if all(_is_portable(part) for part in parts) else None


def _is_portable(part: str) -> bool:
    try:
        size = len(part.encode())
    except UnicodeEncodeError:  # half a character
        return False
    return (
        0 < size <= LONGEST
        and part not in (".", "..")
        and not _FORBIDDEN.intersection(part)
        and all(unicodedata.category(letter)[0] != "C" for letter in part)
        and part[-1] not in ". "
        and part.split(".", 1)[0].casefold() not in _RESERVED
        and unicodedata.is_normalized("NFC", part)
    )


class Below:
    """The files below ``root``, itself opened once as it stands; names are relative to it, POSIX.

    Every method raises OutsideError for a name that leads elsewhere, other OSErrors as the system does.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        with (
            self._at(name) as (folder, last),
            os.fdopen(_open(folder, last, os.O_RDONLY), "rb") as file,
        ):
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OutsideError(name)  # a pipe would be waited for
            return file.read()

    def write(self, name: str, data: bytes, *, sync: bool = False) -> None:
        """Write a new file, or one of ours anew; with ``sync`` it is on the disk afterwards."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with self._at(name) as (folder, last), os.fdopen(_open(folder, last, flags), "wb") as file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())

    def is_file(self, name: str) -> bool:
        """Tell whether a file (no link to one) stands there."""
        try:
            with self._at(name) as (folder, last):
                return stat.S_ISREG(_lstat(folder, last).st_mode)
        except OSError:
            return False

    def move(self, name: str, target: str) -> None:
        """Give a file its place, whatever file or link stood there; its folders are made."""
        self.make(target.rpartition("/")[0])
        with self._at(name) as (here, old), self._at(target) as (there, new):
            if isinstance(here, int) and isinstance(there, int):
                os.replace(old, new, src_dir_fd=here, dst_dir_fd=there)
            elif isinstance(here, Path) and isinstance(there, Path):
                (here / old).replace(there / new)

    def link(self, name: str, twin: str) -> None:
        """Make ``twin`` another name of the file ``name``."""
        with self._at(name) as (here, old), self._at(twin) as (there, new):
            if isinstance(here, int) and isinstance(there, int):
                os.link(old, new, src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)
            elif isinstance(here, Path) and isinstance(there, Path):
                os.link(here / old, there / new)

    def remove(self, name: str) -> None:
        """Remove a file or a link; one that is not there is none."""
        with suppress(FileNotFoundError), self._at(name) as (folder, last):
            if isinstance(folder, int):
                os.unlink(last, dir_fd=folder)
            else:
                Path(folder, last).unlink()

    def make(self, name: str) -> None:
        """Make a folder and those above it."""
        if name:
            with self._folder(_checked(name), make=True):
                pass

    def drop_empty(self, name: str) -> None:
        """Remove a folder left empty and those above it, up to the root."""
        parts = _checked(name) if name else ()
        while parts:
            try:
                with self._at("/".join(parts)) as (folder, last):
                    if isinstance(folder, int):
                        os.rmdir(last, dir_fd=folder)
                    else:
                        Path(folder, last).rmdir()
            except OSError:  # somebody's files are in it
                return
            parts = parts[:-1]

    def sync(self, name: str) -> None:
        """Make the names in a folder survive a power cut, where the platform can."""
        with suppress(OSError), self._folder(_checked(name)) as folder:
            if isinstance(folder, int):
                os.fsync(folder)

    @contextmanager
    def _at(self, name: str) -> Iterator[tuple[int | Path, str]]:
        *above, last = _checked(name)
        with self._folder(tuple(above)) as folder:
            yield folder, last

    @contextmanager
    def _folder(self, parts: tuple[str, ...], *, make: bool = False) -> Iterator[int | Path]:
        if not _HAS_DESCRIPTORS:
            yield self._folder_by_name(parts, make=make)
            return
        handle = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for part in parts:
                if make:
                    with suppress(FileExistsError):
                        os.mkdir(part, dir_fd=handle)
                below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=handle)
                os.close(handle)
                handle = below
            yield handle
        except NotADirectoryError:
            raise OutsideError("/".join(parts)) from None
        finally:
            os.close(handle)

    def _folder_by_name(self, parts: tuple[str, ...], *, make: bool) -> Path:
        folder = self.root
        for part in parts:
            folder /= part
            if make:
                folder.mkdir(exist_ok=True)
            if folder.is_symlink():
                raise OutsideError("/".join(parts))
        return folder


def _checked(name: str) -> tuple[str, ...]:
    parts = parts_of(name)
    if parts is None:
        raise OutsideError(name)
    return parts


def _open(folder: int | Path, name: str, flags: int) -> int:
    flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    if isinstance(folder, int):
        return os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666, dir_fd=folder)
    if Path(folder, name).is_symlink():
        raise OutsideError(name)
    return os.open(Path(folder, name), flags, 0o666)


def _lstat(folder: int | Path, name: str) -> os.stat_result:
    return (
        os.stat(name, dir_fd=folder, follow_symlinks=False)
        if isinstance(folder, int)
        else Path(folder, name).lstat()
    )


def as_on_disk(root: Path, path: str) -> Path:
    """Return a path below ``root`` with the accents as the disk has them: macOS writes ``é`` in two signs.

    What is not there under either spelling comes back as it is typed.
    """
    whole = root / path
    if path.isascii() or whole.exists():
        return whole
    found = root
    for part in PurePosixPath(path).parts:
        below = found / part
        if not below.exists() and found.is_dir():
            wanted = unicodedata.normalize("NFC", part)
            same = (
                one for one in found.iterdir() if unicodedata.normalize("NFC", one.name) == wanted
            )
            below = next(same, below)
        found = below
    return found


def read_inside(path: Path, *roots: Path, most: int | None = None) -> bytes:
    """Return the bytes of a file that lies below one of ``roots``, links that stay there followed.

    Raises:
        OutsideError: it lies elsewhere, is no plain file, or its name is none.
        OSError: it cannot be read, or has more than ``most`` bytes (EFBIG).

    """
    try:
        real = path.resolve(strict=True)
    except (ValueError, RuntimeError):
        raise OutsideError(str(path)) from None
    for root in roots:
        home = root.resolve()
        if real.is_relative_to(home):
            return _read_from(home, real.relative_to(home).parts, most)
    raise OutsideError(str(path))


def _read_from(root: Path, parts: tuple[str, ...], most: int | None) -> bytes:
    """Read a file no link leads to, found from ``root`` on, folder by folder."""
    if not _HAS_DESCRIPTORS or not parts:
        path = root.joinpath(*parts)
        if not path.is_file():
            raise OutsideError(str(path))
        _refuse_larger(path.stat().st_size, most)
        return path.read_bytes()
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts[:-1]:
            below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=handle)
            os.close(handle)
            handle = below
        with os.fdopen(_open(handle, parts[-1], os.O_RDONLY), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise OutsideError("/".join(parts))
            _refuse_larger(found.st_size, most)
            return file.read()
    finally:
        os.close(handle)


def _refuse_larger(size: int, most: int | None) -> None:
    if most is not None and size > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
