"""What the last build saw and made, so that an unchanged project is answered at once.

Kept in ``.printkit/state.json``. Nothing here reads YAML or imports an engine: it compares file
names, sizes and times, and hashes only what looks touched.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from printkit.core.findings import Finding, Position, Severity
from printkit.sandbox.below import Below
from printkit.sandbox.seal import sealed, unsealed

VERSION = 2
_PURPOSE = "state"
_STATE = ".printkit/state.json"
#: What printkit keeps in ``.printkit/``.
_OURS = ("cache", "checks", "undo", "references.json", "state.json", "build.lock")
#: Files changed so shortly before they were looked at may have changed again unseen: the coarsest clock
#: of a file system (FAT) ticks every two seconds.
_GRAIN_NS = 2_000_000_000
#: Top-level folders of a project that are source whatever they hold; others need a brochure.yaml.
_ALWAYS_SOURCE = frozenset({"leaflets", "styles"})
#: Folders below a project that are never its source.
_NOT_SOURCE = frozenset({"out", "__pycache__", "node_modules"})
_PACKAGE = Path(__file__).parents[1]


#: A source file as last seen: size in bytes, mtime and ctime in ns, sha256.
Seen = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Memory:
    """The last build. ``inputs``: path relative to the root → what was seen, at ``looked_ns``.

    ``recipes`` maps an artifact's path in ``out/`` to the hash of all it was made from. ``guesses``
    maps a publication to its page counts and anchors. ``findings`` by publication are told again.
    """

    program: str = ""
    request: tuple[str, ...] = ()
    inputs: Mapping[str, Seen] = field(default_factory=dict)
    looked_ns: int = 0
    recipes: Mapping[str, str] = field(default_factory=dict)
    guesses: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    complete: bool = False


def recall(root: Path) -> Memory:
    """Read the last build's memory; a missing, damaged or foreign one is an empty memory."""
    try:
        raw = unsealed(Below(root).read(_STATE), _PURPOSE)
        if raw["version"] != VERSION:
            return Memory()
        return Memory(
            program=str(raw["program"]),
            request=tuple(raw["request"]),
            inputs={
                path: (int(seen[0]), int(seen[1]), int(seen[2]), str(seen[3]))
                for path, seen in raw["inputs"].items()
            },
            looked_ns=int(raw["looked_ns"]),
            recipes=dict(raw["recipes"]),
            guesses=dict(raw["guesses"]),
            findings=tuple(_finding(entry) for entry in raw["findings"]),
            complete=bool(raw["complete"]),
        )
    except (OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
        return Memory()


def remember(root: Path, memory: Memory) -> None:
    """Write the memory; a failure to write costs the next build time, nothing else."""
    document = {
        "version": VERSION,
        "program": memory.program,
        "request": list(memory.request),
        "inputs": {path: list(seen) for path, seen in memory.inputs.items()},
        "looked_ns": memory.looked_ns,
        "recipes": dict(memory.recipes),
        "guesses": dict(memory.guesses),
        "findings": [asdict(finding) for finding in memory.findings],
        "complete": memory.complete,
    }
    files, part = Below(root), f"{_STATE}.{os.getpid()}.part"
    try:
        files.write(part, sealed(document, _PURPOSE))
        files.move(part, _STATE)
    except OSError:
        with contextlib.suppress(OSError):
            files.remove(part)


def forget(root: Path) -> None:
    """Remove what was remembered and no file that somebody else put beside it."""
    import shutil  # noqa: PLC0415  to forget alone

    memory = root / ".printkit"
    if memory.is_symlink() or not memory.is_dir():
        return
    for name in _OURS:
        path = memory / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    for path in memory.glob("*.part"):
        path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # somebody's files are in it
        memory.rmdir()


def look(root: Path, former: Mapping[str, Seen], looked_ns: int = 0) -> dict[str, Seen]:
    """Return every source file below ``root`` as it is now; only those touched since are hashed.

    ``looked_ns`` is when ``former`` was seen: what had changed just before is hashed again, since the
    clock of files may be too coarse to tell of a second change.
    """
    seen: dict[str, Seen] = {}
    for path in _project_files(root):
        name = path.relative_to(root).as_posix()
        try:
            stat = path.stat()
            before = former.get(name)
            now = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
            settled = max(now[1:]) < looked_ns - _GRAIN_NS
            if before and settled and before[:3] == now:
                seen[name] = before
            else:
                with path.open("rb") as file:
                    seen[name] = (*now, hashlib.file_digest(file, "sha256").hexdigest())
        except OSError:  # gone or unreadable between listing and reading: the build will say so
            seen[name] = (-1, -1, -1, "")
    return seen


def same_content(one: Mapping[str, Seen], other: Mapping[str, Seen]) -> bool:
    """Tell whether two looks saw the same files with the same bytes."""
    return {path: seen[-1] for path, seen in one.items()} == {
        path: seen[-1] for path, seen in other.items()
    }


def program_fingerprint() -> str:
    """Hash what printkit itself is: its own files and the installed distributions by version."""
    digest = hashlib.sha256()
    for folder in (_PACKAGE, _PACKAGE.parent.parent / "styles"):
        for path in _sources(folder):
            stat = path.stat()
            digest.update(
                f"{path.relative_to(folder)}:{stat.st_size}:{stat.st_mtime_ns}\n".encode()
            )
    digest.update("\n".join(_distributions()).encode())
    return digest.hexdigest()


def _distributions() -> list[str]:
    """Name the installed distributions with their versions, by the names of their folders alone."""
    found: list[str] = []
    for folder in sys.path:
        if Path(folder).name == "site-packages":
            with contextlib.suppress(OSError):
                found += [name for name in os.listdir(folder) if name.endswith(".dist-info")]
    return sorted(found)


def _project_files(root: Path) -> list[Path]:
    """List what a project can be made of: its file, its look, its leaflets and its brochures."""
    found = [root / "printkit.yaml"] if (root / "printkit.yaml").is_file() else []
    with contextlib.suppress(OSError):
        for entry in sorted(os.scandir(root), key=lambda entry: entry.name):
            folder = Path(entry.path)
            look = entry.name == "styles"  # may be shared: links in it are followed anywhere
            if entry.is_symlink() and not look and _leads_outside(entry.path, root):
                continue
            if entry.is_dir() and (
                entry.name in _ALWAYS_SOURCE or (folder / "brochure.yaml").is_file()
            ):
                found += _sources(folder, None if look else root)
    return found


def _leads_outside(path: str, root: Path) -> bool:
    return not Path(path).resolve().is_relative_to(root.resolve())


def _sources(folder: Path, within: Path | None = None) -> list[Path]:
    """List the files below a folder; links that lead out of ``within`` are not followed."""
    found: list[Path] = []
    pending = [folder]
    while pending:
        try:
            entries = sorted(os.scandir(pending.pop()), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if (
                entry.name.startswith(".")
                or entry.name in _NOT_SOURCE
                or entry.name.endswith(".pyc")
            ):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(Path(entry.path))
            elif within is not None and entry.is_symlink() and _leads_outside(entry.path, within):
                continue
            elif entry.is_file():
                found.append(Path(entry.path))
    return found


def _finding(entry: Mapping[str, Any]) -> Finding:
    where = entry["position"]
    position = Position(where["path"], where["line"], where["column"]) if where else None
    return Finding(
        rule=entry["rule"],
        severity=Severity(entry["severity"]),
        message=entry["message"],
        position=position,
        page=entry["page"],
        hint=entry["hint"],
    )


def request_of(names: Sequence[str], editions: Sequence[str], language: str) -> tuple[str, ...]:
    """Return what was asked for, as remembered."""
    return (language, *sorted(names), "--", *sorted(editions))
