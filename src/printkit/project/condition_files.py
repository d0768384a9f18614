"""Printing conditions: those printkit has profiles for, and a user's own profile."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageCms

from printkit.preflight.printer import Printer
from printkit.press.printing_condition import ICC_REGISTRY, Condition

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
#: The limit of a shop's own profile where the shop names none (ISO 12647-2: at most 350, 300 usual).
_USUAL_LIMIT: Final = 300.0
_REGISTERED: Final = re.compile(r"FOGRA\d{2}L?")


@cache
def srgb() -> bytes:
    """Return the ICC profile of screens' colours, sRGB (IEC 61966-2-1)."""
    return (_FOLDER / "srgb.icc").read_bytes()


@cache
def condition(name: str) -> Condition:
    """Return a condition of ``CONDITIONS``."""
    file, identifier, limit, info = _CONDITIONS[name]
    return Condition(identifier, info, (_FOLDER / file).read_bytes(), limit)


def own_condition(profile: bytes, *, name: str, info: str, ink_limit: float) -> Condition:
    """Return the condition of a user's output profile; ``name`` as the print shop calls it.

    A name of FOGRA's is one of the registry's (ISO 15930-7, 6.2.2).
    """
    registry = ICC_REGISTRY if _REGISTERED.fullmatch(name) else ""
    return Condition(name, info, profile, ink_limit, registry)


def is_press_profile(data: bytes) -> bool:
    """Tell whether bytes are the ICC profile of a CMYK output device that colours can be turned into.

    The header says what it is (ICC.1, 7.2.5, 7.2.6 and 7.2.9); whether its tables are whole shows when
    they are used.
    """
    if data[12:20] != b"prtrCMYK" or data[36:40] != b"acsp":
        return False
    try:
        output = ImageCms.ImageCmsProfile(io.BytesIO(data))
        ImageCms.buildTransform(ImageCms.createProfile("sRGB"), output, "RGB", "CMYK")
        ImageCms.buildTransform(output, ImageCms.createProfile("sRGB"), "CMYK", "RGB")
    except (OSError, ImageCms.PyCMSError):
        return False
    return True


def condition_for(printer: Printer) -> Condition:
    """Return the condition a printer works in, its own profile or one of ours, kept to its limit."""
    if printer.profile:
        name = (printer.conditions or (printer.name,))[0].replace(" ", "")
        limit = printer.ink_limit or _USUAL_LIMIT
        return own_condition(printer.profile, name=name, info=printer.label, ink_limit=limit)
    known = [condition(name) for name in CONDITIONS]
    for wanted in printer.conditions:
        plain = wanted.upper().replace(" ", "")
        for one in known:
            if one.identifier == plain:
                return _limited(one, printer)
    asked = " ".join((*printer.conditions, printer.name)).lower()
    uncoated = any(word in asked for word in ("uncoated", "fogra47", "fogra52", "fogra30"))
    return _limited(condition("uncoated" if uncoated else "coated"), printer)


def _limited(found: Condition, printer: Printer) -> Condition:
    if printer.ink_limit is not None and printer.ink_limit < found.ink_limit:
        return replace(found, ink_limit=printer.ink_limit)
    return found
