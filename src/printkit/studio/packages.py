"""Packages for the print shop: ``printkit package`` itself, in a child, its zip kept for the download."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal

from printkit.core.i18n import current_language
from printkit.sandbox.isolation import command_environment, interpreter

#: A package takes half a minute at most; one that takes this long is stuck.
_PATIENCE_S: Final = 600.0
_KEPT: Final = 12

State = Literal["checking", "packed", "refused", "failed", "dropped"]


@dataclass(frozen=True, slots=True)
class PackageRequest:
    """What is to be printed: the publication, the shop, how many, on what, which formats."""

    name: str
    printer: str
    quantity: int
    paper: str
    formats: tuple[str, ...] = ()
    binding: str = ""
    force: bool = False

    @property
    def command(self) -> list[str]:
        """The command that makes it, as one would type it."""
        words = ["package", self.name, "--printer", self.printer, "--quantity", str(self.quantity)]
        words += [f"--paper={self.paper}"]
        for one in self.formats:
            words += ["--size", one]
        if self.binding:
            words += ["--binding", self.binding]
        return [*words, "--force"] if self.force else words


@dataclass(frozen=True, slots=True)
class Pack:
    """A package: its number, what it is for, how far it is and what the command said."""

    number: int
    package_request: PackageRequest
    state: State = "checking"
    outcome: dict[str, Any] = field(default_factory=dict)
    zip: Path | None = None


class Packer:
    """Makes packages one after the other; the newest stay until the studio closes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._packs: dict[int, Pack] = {}
        self._children: dict[int, subprocess.Popen[bytes]] = {}
        self._last = 0
        self._closed = False
        self._folder = tempfile.TemporaryDirectory(prefix="printkit-", ignore_cleanup_errors=True)

    def start(self, package_request: PackageRequest, instead: int = 0) -> Pack:
        """Begin a package; that of the number ``instead`` is no longer wanted."""
        self.drop(instead)
        with self._lock:
            self._last += 1
            pack = Pack(self._last, package_request)
            self._packs[pack.number] = pack
            for number in sorted(self._packs)[:-_KEPT]:
                if self._packs[number].state != "checking":
                    self._forget(self._packs.pop(number))
        threading.Thread(target=self._run, args=(pack,), daemon=True).start()
        return pack

    def get(self, number: int) -> Pack | None:
        """Return a package by its number."""
        with self._lock:
            return self._packs.get(number)

    def drop(self, number: int) -> None:
        """Stop a package nobody waits for."""
        with self._lock:
            pack = self._packs.get(number)
            if pack is not None and pack.state == "checking":
                self._packs[number] = replace(pack, state="dropped")
            child = self._children.get(number)
        if child is not None:
            child.terminate()

    def close(self) -> None:
        """Stop what runs and forget what was packed; what was downloaded is the user's."""
        self._closed = True
        for number in list(self._packs):
            self.drop(number)
        self._folder.cleanup()

    def _run(self, pack: Pack) -> None:
        with self._turn:
            if self._closed or self._packs[pack.number].state == "dropped":
                return
            folder = Path(self._folder.name) / str(pack.number)
            outcome = self._called(pack, [*pack.package_request.command, "--output", str(folder)])
        made = outcome.get("package")
        state: State = "packed" if made else "refused" if outcome.get("files") else "failed"
        with self._lock:
            now = self._packs.get(pack.number)
            if now is not None and now.state == "checking":
                found = Path(made) if made else None
                self._packs[pack.number] = replace(now, state=state, outcome=outcome, zip=found)

    def _called(self, pack: Pack, words: Sequence[str]) -> dict[str, Any]:
        command = interpreter("printkit", *words, "--format", "json")
        child = subprocess.Popen(
            [*command, "--project", str(self._root)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=command_environment(LANGUAGE=current_language()),
            cwd=self._folder.name,
        )
        with self._lock:
            self._children[pack.number] = child
        try:
            said, _errors = child.communicate(timeout=_PATIENCE_S)
            outcome: dict[str, Any] = json.loads(said)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            return {}
        except ValueError:
            return {}
        finally:
            with self._lock:
                self._children.pop(pack.number, None)
        return outcome

    def _forget(self, pack: Pack) -> None:
        if pack.zip is not None:
            pack.zip.unlink(missing_ok=True)
