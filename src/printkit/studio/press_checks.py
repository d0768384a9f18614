"""What the print shop's preflight finds in the press files, and repairs in copies of them.

It is ``printkit check`` itself that is asked, in a child, once for each state of the files.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import threading
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from printkit.core.i18n import current_language
from printkit.project.names import NAME
from printkit.project.printer_files import DEFAULT
from printkit.sandbox.isolation import command_environment, interpreter
from printkit.sandbox.seal import sealed, unsealed
from printkit.studio.overview import Shown

_PATIENCE_S: Final = 600.0
_FOLDER: Final = Path(".printkit") / "checks"


class Checker:
    """Runs the preflight of a publication's press files; an answer holds until they change."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._children: set[subprocess.Popen[bytes]] = set()
        self._copies = tempfile.TemporaryDirectory(prefix="printkit-", ignore_cleanup_errors=True)

    def known(self, one: Shown) -> list[dict[str, Any]] | None:
        """Return what was found in the press files as they are now; None: they were not looked at."""
        try:
            kept = unsealed(self._file(one).read_bytes(), "checks")
            if kept["key"] == _key(one):
                files: list[dict[str, Any]] = kept["files"]
                return files
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return None

    def check(self, one: Shown) -> list[dict[str, Any]]:
        """Return what is found in the press files, looked at now if they have not been."""
        if not _pressed(one):
            return []
        with self._turns[one.name]:
            known = self.known(one)
            if known is not None:
                return known
            files = self._asked(one.name, Path(self._copies.name))
            if files is None:
                return []
            with suppress(OSError):  # not kept: it is looked at again next time
                self._file(one).parent.mkdir(parents=True, exist_ok=True)
                part = self._file(one).with_suffix(".part")
                part.write_bytes(sealed({"key": _key(one), "files": files}, "checks"))
                part.replace(self._file(one))
            return files

    def repair(self, one: Shown) -> list[dict[str, Any]]:
        """Make repaired copies of the press files; return what was done to each and what is left.

        Files in which nothing can be repaired are not among them.
        """
        if not _pressed(one):
            return []
        with self._turns[one.name]:
            folder = Path(self._copies.name) / one.name
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            files = self._asked(one.name, folder, "--fix") or []
        return [file for file in files if file["repairs"]]

    def copy(self, name: str, file: str) -> Path | None:
        """Return a repaired copy by its file name."""
        folder = Path(self._copies.name) / name
        known = {path.name: path for path in folder.glob("*.pdf")} if NAME.fullmatch(name) else {}
        return known.get(file)

    def close(self) -> None:
        """Stop what runs and forget the copies; what was downloaded is the user's."""
        for child in tuple(self._children):
            child.terminate()
        self._copies.cleanup()

    def _asked(self, name: str, folder: Path, *more: str) -> list[dict[str, Any]] | None:
        command = interpreter("printkit", "check", name, "--printer", DEFAULT, *more)
        child = subprocess.Popen(
            [*command, "--format", "json", "--project", str(self._root)],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=command_environment(LANGUAGE=current_language()),
        )
        self._children.add(child)
        try:
            said, _errors = child.communicate(timeout=_PATIENCE_S)
            files: list[dict[str, Any]] = json.loads(said)["files"]
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            return None
        except (ValueError, KeyError):
            return None
        finally:
            self._children.discard(child)
        return files

    def _file(self, one: Shown) -> Path:
        return self._root / _FOLDER / f"{one.name}.json"


def judged(one: Shown, checker: Checker) -> Shown:
    """Return a publication with what the preflight found in its press files, if it has looked."""
    worst = worst_of(checker.known(one) or []) if one.state in ("built", "look") else ""
    if worst == "error":
        return replace(one, state="shop")
    return replace(one, state="look") if worst == "warning" else one


def worst_of(files: list[dict[str, Any]]) -> str:
    """Return the gravest severity found, empty if nothing was."""
    found = {fault["severity"] for file in files for fault in file["findings"]}
    return next((one for one in ("error", "warning") if one in found), "")


def _pressed(one: Shown) -> list[str]:
    return sorted(entry.sha256 for entry in one.files if entry.edition == "press")


def _key(one: Shown) -> list[str]:
    return [current_language(), *_pressed(one)]
