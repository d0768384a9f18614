"""Publish finished files: all staged and on disk first, then put in place one rename each.

A build can be killed between two renames. A journal written before the first one lets the next
build finish the move, so the manifest never stays behind the files.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from printkit.deliver.build_lock import cannot_write
from printkit.deliver.manifest import MANIFEST, Entry, manifest_bytes, read_manifest
from printkit.model import Artifact

STAGING = ".staging"
JOURNAL = "journal.json"


def publish(out: Path, artifacts: Sequence[Artifact], *, kept: Iterable[Entry]) -> None:
    """Put ``artifacts`` into ``out`` and let the manifest tell of them and of ``kept`` entries.

    Files a former manifest listed and the new one does not are removed last; anything else in
    ``out`` is left alone. Files with equal bytes are one on the disk where it has hard links.

    Raises:
        PrintkitError: CANNOT_WRITE; what stood in ``out`` is then whole.

    """
    new = [entry_of(artifact) for artifact in artifacts]
    paths = {entry["path"] for entry in new}
    entries = [entry for entry in kept if entry["path"] not in paths] + new
    listed = {entry["path"] for entry in entries}
    gone = [entry["path"] for entry in read_manifest(out) if entry["path"] not in listed]
    manifest = manifest_bytes(entries)
    if not artifacts and not gone and _reads(out / MANIFEST) == manifest:
        return
    staging = out / STAGING
    try:
        out.mkdir(exist_ok=True)
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        moves: list[tuple[str, str]] = []
        twins = {entry["sha256"]: out / str(entry["path"]) for entry in entries[: -len(new)]}
        for number, (artifact, entry) in enumerate(zip(artifacts, new, strict=True)):
            name = f"{number:04d}"
            twin = twins.setdefault(entry["sha256"], staging / name)
            if not _linked(staging / name, twin, artifact.data):
                _write_through(staging / name, artifact.data)
            moves.append((name, artifact.path))
        _write_through(staging / MANIFEST, manifest)
        moves.append((MANIFEST, MANIFEST))
        journal = json.dumps({"moves": moves, "remove": gone}).encode()
        _write_through(staging / (JOURNAL + ".part"), journal)
        (staging / (JOURNAL + ".part")).replace(staging / JOURNAL)
        _sync_folder(staging)
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise cannot_write(out, error) from None
    recover(out)


def recover(out: Path) -> None:
    """Finish what a killed build had begun to put in place; drop what it had only staged.

    Raises:
        PrintkitError: CANNOT_WRITE.

    """
    staging = out / STAGING
    if not staging.is_dir():
        return
    try:
        try:
            plan = json.loads((staging / JOURNAL).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            plan = {"moves": [], "remove": []}
        for name, target in plan["moves"]:
            if (staging / name).exists():
                (out / target).parent.mkdir(parents=True, exist_ok=True)
                (staging / name).replace(out / target)
        for target in plan["remove"]:
            (out / target).unlink(missing_ok=True)
            drop_empty((out / target).parent, out)
        shutil.rmtree(staging)
    except OSError as error:
        raise cannot_write(out, error) from None


def entry_of(artifact: Artifact) -> Entry:
    """Return the manifest's entry of an artifact."""
    return {
        "publication": artifact.publication,
        "edition": artifact.edition,
        "format": artifact.format,
        "path": artifact.path,
        "pages": artifact.pages,
        "trim_mm": [round(length, 2) for length in artifact.trim_mm],
        "bytes": len(artifact.data),
        "sha256": hashlib.sha256(artifact.data).hexdigest(),
        "conformance": list(artifact.conformance),
    }


def is_whole(out: Path, entry: Entry) -> bool:
    """Tell whether the file of a manifest entry stands in ``out`` with the bytes it names."""
    data = _reads(out / str(entry["path"]))
    return data is not None and hashlib.sha256(data).hexdigest() == entry["sha256"]


def _linked(path: Path, twin: Path, data: bytes) -> bool:
    """Make ``path`` another name of a file with these very bytes; False where that cannot be."""
    if path == twin or _reads(twin) != data:
        return False
    try:
        os.link(twin, path)
    except OSError:  # a disk without links, or the file has as many names as it can have
        return False
    return True


def drop_empty(folder: Path, out: Path) -> None:
    """Remove a folder left empty and those above it, up to ``out``."""
    while folder != out:
        try:
            folder.rmdir()
        except OSError:  # somebody's files are in it
            return
        folder = folder.parent


def _reads(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the platform can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # no folder handles on this platform
        return
    try:
        os.fsync(handle)
    except OSError:  # the file system does not offer it; the renames stay atomic
        pass
    finally:
        os.close(handle)
