"""Names a project may use, for those who must not wait for YAML: parts, editions, file names."""

from __future__ import annotations

import re
from typing import Final, get_args

from printkit.model import PartKind

PROJECT_FILE: Final = "printkit.yaml"
BROCHURE_FILE: Final = "brochure.yaml"
LEAFLETS: Final = "leaflets"
STYLES: Final = "styles"
DEFAULT_THEME: Final = "presse"
DEFAULT_LANGUAGE: Final = "fr"
#: What can be made of a publication; ``editions.py`` says how.
EDITIONS: Final = (
    "screen",
    "press",
    "mono",
    "riso",
    "booklet-short-edge",
    "booklet-long-edge",
    "sheet",
    "web",
    "epub",
    "large-print",
)
#: Editions laid out anew, in a format of their own that has their name.
LAID_OUT_ANEW: Final = ("large-print",)
#: Pieces printkit makes itself, as ``parts`` names them.
PIECES: Final = tuple(kind for kind in get_args(PartKind) if kind not in ("chapter", "leaflet"))
NAME: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
