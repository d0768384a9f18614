"""``out/manifest.json``: what is in ``out/``, for people's scripts and for our next build."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

MANIFEST = "manifest.json"
VERSION = 1

#: One artifact as the manifest tells it: publication, edition, format, path, pages, trim_mm, bytes,
#: sha256, conformance.
Entry = dict[str, Any]


def read_manifest(out: Path) -> tuple[Entry, ...]:
    """Return the entries of the manifest; a missing or damaged one has none."""
    try:
        document = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        if document["version"] != VERSION:
            return ()
        return tuple(entry for entry in document["artifacts"] if _is_entry(entry))
    except (OSError, ValueError, TypeError, KeyError):
        return ()


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict) or not _stays_inside(entry.get("path")):
        return False
    words = all(
        isinstance(entry.get(key), str) for key in ("publication", "edition", "format", "sha256")
    )
    return words and all(isinstance(entry.get(key), int) for key in ("pages", "bytes"))


def _stays_inside(path: object) -> bool:
    """Anybody can edit a manifest: a path that leaves ``out`` is not ours to touch."""
    if not isinstance(path, str) or not path:
        return False
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in path


def manifest_bytes(entries: Iterable[Entry]) -> bytes:
    """Write the manifest, sorted by path so that equal builds give equal bytes."""
    ordered = sorted(entries, key=lambda entry: str(entry["path"]))
    document = {"version": VERSION, "artifacts": ordered}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
