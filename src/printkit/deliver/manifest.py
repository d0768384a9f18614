"""``out/manifest.json``: what is in ``out/``, for people's scripts and for our next build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from printkit.model.products import ManifestEntry
from printkit.sandbox.below import Below, parts_of

MANIFEST = "manifest.json"
VERSION = 2
#: Before the checksum: read still, so that what older builds made is known as ours.
_UNCHECKED = 1
_WORDS: Final = ("publication", "edition", "format", "path", "sha256")
_COUNTS: Final = ("pages", "bytes")


def read_manifest(out: Path, *, former: bool = False) -> tuple[ManifestEntry, ...]:
    """Return the entries of the manifest; a missing or damaged one has none.

    Former versions of files that are held back are among them only if asked for: nobody should send them.
    """
    try:
        document = json.loads(Below(out).read(MANIFEST))
        version = document["version"]
        if version != _UNCHECKED and (
            version != VERSION or document["sha256"] != _digest(document["artifacts"])
        ):
            return ()
        entries = [_entry(value) for value in document["artifacts"]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()
    return tuple(one for one in entries if one is not None and (former or not one.former))


def _entry(value: Any) -> ManifestEntry | None:
    """Read one entry; None when it is not what printkit writes: anybody can edit a manifest."""
    try:
        width, height = value.get("trim_mm", (0.0, 0.0))
        entry = ManifestEntry(
            **{key: value[key] for key in (*_WORDS, *_COUNTS)},
            trim_mm=(width, height),
            conformance=tuple(map(str, value.get("conformance", ()))),
            part=value.get("part", ""),  # manifests of former versions have none
            former=value.get("former", False) is True,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    words = all(isinstance(getattr(entry, key), str) for key in (*_WORDS, "part"))
    counts = all(isinstance(getattr(entry, key), int) for key in _COUNTS)
    sizes = all(isinstance(length, int | float) for length in entry.trim_mm)
    return entry if words and counts and sizes and parts_of(entry.path) is not None else None


def manifest_bytes(entries: Iterable[ManifestEntry]) -> bytes:
    """Write the manifest, sorted by path so that equal builds give equal bytes."""
    ordered = [asdict(entry) for entry in sorted(entries, key=lambda entry: entry.path)]
    document = {"version": VERSION, "sha256": _digest(ordered), "artifacts": ordered}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _digest(entries: object) -> str:
    """Return the hash of entries, however they are laid out: a manifest with a wrong one is damaged."""
    plain = json.dumps(entries, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
