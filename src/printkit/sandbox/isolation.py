"""How every child of printkit starts: isolated from the folder it is started in and from the user's settings.

A project's folder is data. A plain ``python -m`` looks for modules in the working folder first, so a
``json.py`` that lies there would run. With ``-P`` and ``-s`` it looks in the installation alone, and of the
environment a child sees what is stated here: no variable that is Python's.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final

#: Where printkit itself lies.
HOME: Final = Path(__file__).parents[2]
#: What of the environment a child may see: where libraries are, nothing of the user's.
_LIBRARIES: Final = ("PATH", "DYLD_FALLBACK_LIBRARY_PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
#: What a command of printkit may see as well: the language, where it may keep what, and its own options.
_COMMAND: Final = (
    *("HOME", "USERPROFILE", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP", "TZ"),
    *("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"),
    *("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "NO_COLOR"),
    *("SOURCE_DATE_EPOCH", "PRINTKIT_DEBUG"),
)
#: Folders of modules that children may import from besides the installation.
MORE_PATHS: Final[list[str]] = []
_BOOT: Final = (
    "import sys; sys.path += [p for p in {paths!r} if p not in sys.path]; "
    "from runpy import run_module; run_module({module!r}, run_name='__main__', alter_sys=True)"
)


def interpreter(module: str, *arguments: str) -> list[str]:
    """Return the command that runs ``module`` with the modules of this installation and no others."""
    return [
        sys.executable,
        "-P",
        "-s",
        "-c",
        _BOOT.format(paths=_paths(), module=module),
        *arguments,
    ]


def _paths() -> list[str]:
    """Name the folders packages are installed in: ``-s`` leaves out those of the user's own."""
    installed = [
        path
        for path in sys.path
        if Path(path).is_absolute() and Path(path).name in ("site-packages", "dist-packages")
    ]
    return [*installed, str(HOME), *MORE_PATHS]


def environment(**more: str) -> dict[str, str]:
    """Return what a child that does a job sees of the environment, and ``more``."""
    return _kept(_LIBRARIES) | more


def command_environment(**more: str) -> dict[str, str]:
    """Return what a child that is a command of printkit sees of the environment, and ``more``."""
    return _kept((*_LIBRARIES, *_COMMAND)) | more


def _kept(names: Iterable[str]) -> dict[str, str]:
    return {name: os.environ[name] for name in names if name in os.environ}


def feed(stream: IO[bytes], *pieces: bytes) -> None:
    """Write to a child without waiting until it reads: one that is stopped never does."""

    def write() -> None:
        with contextlib.suppress(OSError, ValueError):  # it has died, or was killed meanwhile
            for piece in pieces:
                stream.write(piece)
            stream.flush()

    threading.Thread(target=write, daemon=True).start()


def is_stopped(pid: int) -> bool:
    """Tell whether a child of ours was stopped by a signal: it would never answer."""
    if not hasattr(os, "waitid"):  # Windows stops no process
        return False
    try:
        return os.waitid(os.P_PID, pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None
    except OSError:
        return False
