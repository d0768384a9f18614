"""``out/manifest.json``: what is in ``out/``, for people's scripts and for our next build."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
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
        return tuple(entry for entry in document["artifacts"] if isinstance(entry["path"], str))
    except (OSError, ValueError, TypeError, KeyError):
        return ()


def manifest_bytes(entries: Iterable[Entry]) -> bytes:
    """Write the manifest, sorted by path so that equal builds give equal bytes."""
    ordered = sorted(entries, key=lambda entry: str(entry["path"]))
    document = {"version": VERSION, "artifacts": ordered}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
