"""``out/manifest.json``: what is in ``out/``, for people's scripts and for our next build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from printkit.sandbox.below import Below, parts_of

MANIFEST = "manifest.json"
VERSION = 2
#: Before the checksum: read still, so that what older builds made is known as ours.
_UNCHECKED = 1

#: One artifact as the manifest tells it: publication, edition, format, path, pages, trim_mm, bytes,
#: sha256, conformance.
Entry = dict[str, Any]


def read_manifest(out: Path) -> tuple[Entry, ...]:
    """Return the entries of the manifest; a missing or damaged one has none."""
    try:
        document = json.loads(Below(out).read(MANIFEST))
        version = document["version"]
        if version != _UNCHECKED and (
            version != VERSION or document["sha256"] != _digest(document["artifacts"])
        ):
            return ()
        return tuple(entry for entry in document["artifacts"] if _is_entry(entry))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict) or parts_of(entry.get("path")) is None:
        return False
    words = all(
        isinstance(entry.get(key), str) for key in ("publication", "edition", "format", "sha256")
    )
    return words and all(isinstance(entry.get(key), int) for key in ("pages", "bytes"))


def manifest_bytes(entries: Iterable[Entry]) -> bytes:
    """Write the manifest, sorted by path so that equal builds give equal bytes."""
    ordered = sorted(entries, key=lambda entry: str(entry["path"]))
    document = {"version": VERSION, "sha256": _digest(ordered), "artifacts": ordered}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _digest(entries: object) -> str:
    """Return the hash of entries, however they are laid out: a manifest with a wrong one is damaged."""
    plain = json.dumps(entries, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
