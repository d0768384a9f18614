"""Publish finished files: all staged and on disk first, then put in place one rename each.

A build can be killed between two renames. A journal written before the first one lets the next
build finish the move, so the manifest never stays behind the files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.deliver.build_lock import cannot_write
from printkit.deliver.manifest import MANIFEST, manifest_bytes, read_manifest
from printkit.model.products import Artifact, ManifestEntry
from printkit.sandbox.below import Below, parts_of
from printkit.sandbox.seal import sealed, unsealed

STAGING = ".staging"
JOURNAL = "journal.json"


def publish(
    out: Path, artifacts: Sequence[Artifact], *, kept: Iterable[ManifestEntry]
) -> tuple[str, ...]:
    """Put ``artifacts`` into ``out`` and let the manifest tell of them and of ``kept`` entries.

    Files a former manifest listed and the new one does not are removed last, if they are as they were
    made; anything else in ``out`` is left alone. Files with equal bytes are one on the disk where it has
    hard links. Returns the paths of files that were to be removed and were changed since: they stay.

    Raises:
        PrintkitError: CANNOT_WRITE; what stood in ``out`` is then whole.

    """
    new = [entry_of(artifact) for artifact in artifacts]
    paths = {entry.path for entry in new}
    entries = [entry for entry in kept if entry.path not in paths] + new
    listed = {entry.path for entry in entries}
    gone = [entry for entry in read_manifest(out, former=True) if entry.path not in listed]
    ours = [entry for entry in gone if is_whole(out, entry)]
    manifest = manifest_bytes(entries)
    files = Below(out)
    if not artifacts and not gone and _reads(files, MANIFEST) == manifest:
        return ()
    try:
        own_folder(out)
        out.mkdir(exist_ok=True)
        _drop_staging(out)
        files.make(STAGING)
        moves: list[tuple[str, str, str]] = []
        twins = {entry.sha256: entry.path for entry in entries[: -len(new)]}
        for number, (artifact, entry) in enumerate(zip(artifacts, new, strict=True)):
            name = f"{STAGING}/{number:04d}"
            twin = twins.setdefault(entry.sha256, name)
            if not _linked(files, name, twin, artifact.data):
                files.write(name, artifact.data, sync=True)
            moves.append((f"{number:04d}", artifact.path, entry.sha256))
        files.write(f"{STAGING}/{MANIFEST}", manifest, sync=True)
        moves.append((MANIFEST, MANIFEST, hashlib.sha256(manifest).hexdigest()))
        removed = [[entry.path, entry.sha256] for entry in ours]
        journal = sealed({"moves": moves, "remove": removed})
        files.write(f"{STAGING}/{JOURNAL}.part", journal, sync=True)
        files.move(f"{STAGING}/{JOURNAL}.part", f"{STAGING}/{JOURNAL}")
        files.sync(STAGING)
    except OSError as error:
        _drop_staging(out)
        raise cannot_write(out, error) from None
    recover(out)
    return tuple(entry.path for entry in gone if entry not in ours)


def recover(out: Path) -> None:
    """Finish what a killed build had begun to put in place; drop what it had only staged.

    A journal that is damaged, or not of a build of this user, counts as none; its paths lie below
    ``out``, and what it moves and removes has the bytes it names.

    Raises:
        PrintkitError: CANNOT_WRITE.

    """
    own_folder(out)
    if not (out / STAGING).is_dir() or (out / STAGING).is_symlink():
        return
    files = Below(out)
    try:
        for name, target, digest in _listed(_journal(files), "moves", 3):
            if _digest(files, f"{STAGING}/{name}") == digest:
                files.move(f"{STAGING}/{name}", target)
        for target, digest in _listed(_journal(files), "remove", 2):
            if _digest(files, target) == digest:
                files.remove(target)
                files.drop_empty(target.rpartition("/")[0])
        _drop_staging(out)
    except OSError as error:
        raise cannot_write(out, error) from None


def _journal(files: Below) -> dict[str, Any]:
    try:
        return unsealed(files.read(f"{STAGING}/{JOURNAL}"))
    except FileNotFoundError:
        return {}


def _listed(plan: dict[str, Any], key: str, length: int) -> list[list[str]]:
    """Return the lines of a plan that are ones: texts, the paths among them below ``out``."""
    lines = plan.get(key)
    return [
        line
        for line in (lines if isinstance(lines, list) else [])
        if isinstance(line, list)
        and len(line) == length
        and all(isinstance(word, str) for word in line)
        and all(parts_of(word) is not None for word in line[:-1])
    ]


def own_folder(out: Path) -> None:
    """See that ``out`` is a folder of the project, if it is there: one a link leads to is not ours.

    Raises:
        PrintkitError: CANNOT_WRITE, it is something else.

    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        message = _("{path} is a link or a file: printkit writes into a folder of the project only")
        hint = _("move it away, and build again")
        finding = Finding("cannot-write", Severity.ERROR, message.format(path=out.name), hint=hint)
        raise PrintkitError([finding], ExitCode.CANNOT_WRITE)


def _drop_staging(out: Path) -> None:
    if not (out / STAGING).is_symlink():
        import shutil  # noqa: PLC0415  an unchanged project stages nothing

        shutil.rmtree(out / STAGING, ignore_errors=True)


def entry_of(artifact: Artifact) -> ManifestEntry:
    """Return the manifest's entry of an artifact."""
    width, height = artifact.trim_mm
    return ManifestEntry(
        publication=artifact.publication,
        edition=artifact.edition,
        format=artifact.format,
        path=artifact.path,
        pages=artifact.pages,
        trim_mm=(round(width, 2), round(height, 2)),
        bytes=len(artifact.data),
        sha256=hashlib.sha256(artifact.data).hexdigest(),
        conformance=artifact.conformance,
        part=artifact.part,
        former=artifact.former,
    )


def is_whole(out: Path, entry: ManifestEntry) -> bool:
    """Tell whether the file of a manifest entry stands in ``out`` with the bytes it names."""
    return _digest(Below(out), entry.path) == entry.sha256


def _digest(files: Below, name: str) -> str | None:
    data = _reads(files, name)
    return None if data is None else hashlib.sha256(data).hexdigest()


def _linked(files: Below, name: str, twin: str, data: bytes) -> bool:
    """Make ``name`` another name of a file with these very bytes; False where that cannot be."""
    if name == twin or _reads(files, twin) != data:
        return False
    try:
        files.link(twin, name)
    except OSError:  # a disk without links, or the file has as many names as it can have
        return False
    return True


def _reads(files: Below, name: str) -> bytes | None:
    try:
        return files.read(name)
    except OSError:
        return None
