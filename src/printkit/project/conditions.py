"""Printing conditions: those printkit has profiles for, and a user's own profile."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from printkit.press.condition import Condition

_FOLDER: Final = Path(__file__).parents[1] / "data" / "profiles"
#: Name → file, registered name, ink limit in per cent, description.
_CONDITIONS: Final = {
    "coated": (
        "coated-fogra39-300.icc",
        "FOGRA39",
        300.0,
        "Offset printing on coated paper, ISO 12647-2:2004/Amd 1 (FOGRA39), ink limit 300 %",
    ),
    "uncoated": (
        "uncoated-fogra29-280.icc",
        "FOGRA29",
        280.0,
        "Offset printing on uncoated white paper, ISO 12647-2:2004 (FOGRA29), ink limit 280 %",
    ),
}
CONDITIONS: Final = tuple(_CONDITIONS)


@cache
def condition(name: str) -> Condition:
    """Return a condition of ``CONDITIONS``."""
    file, identifier, limit, info = _CONDITIONS[name]
    return Condition(identifier, info, (_FOLDER / file).read_bytes(), limit)


def own_condition(profile: Path, *, name: str, ink_limit: float, registry: str = "") -> Condition:
    """Return the condition of a user's output profile; ``name`` as the print shop calls it.

    Raises:
        OSError: the profile cannot be read.

    """
    return Condition(name, profile.stem, profile.read_bytes(), ink_limit, registry)
