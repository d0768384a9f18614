"""What the look of a page depends on besides its job: the engine and its libraries, by version."""

from __future__ import annotations

import ctypes
import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = (
    "weasyprint",
    "pydyf",
    "tinycss2",
    "cssselect2",
    "tinyhtml5",
    "pyphen",
    "fonttools",
    "pillow",
)
#: library → the function that names its version
_LIBRARIES = {"pango-1.0": "pango_version_string", "harfbuzz": "hb_version_string"}


@cache
def engine_epoch() -> str:
    """Return a short hash of the engine's packages, shared libraries, this room's own code and the proof's.

    Cached layouts made under another epoch are never used.
    """
    parts = [f"python {sys.version_info[:2]}"]
    for name in _PACKAGES:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            parts.append(f"{name} -")
    parts += [f"{name} {library_version(name)}" for name in _LIBRARIES]
    digest = hashlib.sha256("\n".join(parts).encode())
    own = Path(__file__).parent
    for room in (own, own.parent / "conservation"):
        for path in sorted(room.rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def library_version(name: str) -> str:
    """Return what a shared library says of itself, "-" when it cannot be loaded."""
    for file in (f"lib{name}.so.0", f"lib{name}.0.dylib", f"lib{name}.dylib"):
        try:
            function = getattr(ctypes.CDLL(file), _LIBRARIES[name])
        except (OSError, AttributeError):
            continue
        function.restype = ctypes.c_char_p
        answer = function()
        return answer.decode("ascii", "replace") if answer else "?"
    return "-"
