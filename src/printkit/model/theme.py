"""How things shall look: faces, stylesheets, pictures and the theme they make up."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from printkit.model.page_format import Slot

#: Round letters reach over the others by so much, by the em: that is not seen.
_ROUND = 0.025


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: the only faces a page may use. ``licence`` is its short name (``OFL``), if known."""

    family: str
    weight: int
    style: Literal["normal", "italic"]
    path: Path
    sha256: str
    licence: str = ""


@dataclass(frozen=True, slots=True)
class FaceMeasure:
    """How large the letters of an upright face are, by the em; kerning is left out.

    ``letters`` gives for each code point the advance, the white at its left and right, how high its ink
    reaches over the base line and how low.
    """

    family: str
    ascent: float
    descent: float
    cap_height: float
    letters: Mapping[int, tuple[float, float, float, float, float]]

    def width(self, text: str) -> float:
        """Return how wide the ink of a text is; a sign the face has not counts as half an em."""
        known = [self.letters.get(ord(sign), (0.5, 0.0, 0.0, 0.0, 0.0)) for sign in text]
        return sum(one[0] for one in known) - known[0][1] - known[-1][2] if known else 0.0

    def reach(self, text: str) -> tuple[float, float]:
        """Return how far a text reaches over its capitals and under the base line, by the em."""
        known = [self.letters[ord(sign)] for sign in text if ord(sign) in self.letters]
        high = max((one[3] for one in known), default=0.0) - self.cap_height
        low = -min((one[4] for one in known), default=0.0)
        return max(0.0, high - _ROUND), max(0.0, low - _ROUND)

    def has(self, text: str) -> bool:
        """Tell whether the face has every letter of a text."""
        return all(ord(sign) in self.letters for sign in text if not sign.isspace())


@dataclass(frozen=True, slots=True)
class Asset:
    """A file a page may load. ``url`` as written in the HTML; content from ``path`` or ``data``."""

    url: str
    sha256: str
    path: Path | None = None
    data: bytes | None = None

    @staticmethod
    def of_bytes(url: str, data: bytes) -> Asset:
        """Make an asset of bytes in hand (a chart, a QR code)."""
        return Asset(url, hashlib.sha256(data).hexdigest(), data=data)


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """CSS text with the name shown in findings (``styles/presse/brochure.css``)."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PageDesign:
    """The page of a theme's brochures as it was drawn, on one trim size: lengths in mm from the trim.

    ``margins_mm``: top, outer, bottom, inner. ``line_pt``: from one line of text to the next.
    """

    trim_mm: tuple[float, float]
    margins_mm: tuple[float, float, float, float]
    longest_line_mm: float
    line_pt: float


@dataclass(frozen=True, slots=True)
class Theme:
    """A folder of look with those it stands on: templates, stylesheets and tokens by name.

    ``palette`` maps a role (``ink``, ``accent``, ``signal``, ``tint``, ``ground``, ``paper``) to
    ``#rrggbb``. Keys are file names (``brochure.css``, ``chapter.html``); a stylesheet's texts come in the
    order they are read in. A template of a theme that this one stands on is found by that one's name too
    (``presse/chapter.html``). ``paths`` gives, for templates and ``theme.yaml``, the name to show in findings.
    """

    name: str
    palette: Mapping[str, str]
    faces: tuple[Face, ...]
    templates: Mapping[str, str]
    stylesheets: Mapping[str, tuple[Stylesheet, ...]]
    #: its pictures, each with the address stylesheets and templates call it by: ``theme:paper.png``
    assets: tuple[Asset, ...] = ()
    paths: Mapping[str, str] = field(default_factory=dict)
    #: role → recipe in per cent of cyan, magenta, yellow and black; roles without one are converted
    press: Mapping[str, tuple[float, float, float, float]] = field(default_factory=dict)
    #: role → per cent of a risograph's two drums, black and the accent; others take what looks like them
    riso: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    #: role of a face (``text``, ``display``…) → its family
    families: Mapping[str, str] = field(default_factory=dict)
    #: role of a size (``text``, ``note``…) → pt
    sizes_pt: Mapping[str, float] = field(default_factory=dict)
    #: texts set as large as their boxes take: from, to in pt on the size the theme was drawn for
    fit_pt: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    #: families the colophon names, by the format's name (``brochure`` for all others); none: all it has
    colophon: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: code points that ``faces`` have, and the faces that stand in for them, each with its own
    signs: frozenset[int] = frozenset()
    spare: tuple[tuple[Face, frozenset[int]], ...] = ()
    #: the face of code, for pages that have some
    code: tuple[Face, ...] = ()
    #: None: its stylesheets give every length themselves
    page: PageDesign | None = None
    #: boxes of its ``poster.html``, with the sizes they have on an A5
    poster: tuple[Slot, ...] = ()

    @property
    def all_faces(self) -> tuple[Face, ...]:
        """Return every face that a page of this theme may be set in."""
        return tuple(dict.fromkeys((*self.faces, *self.code, *(face for face, _ in self.spare))))

    def coloured(self, drawing: str) -> str:
        """Return an SVG, its ``var(--accent)`` and others filled with the theme's colours."""
        for role, colour in self.palette.items():
            drawing = drawing.replace(f"var(--{role})", colour)
        return drawing

    def css(self, name: str) -> str:
        """Return all that its stylesheets of one name say, nothing where it has none."""
        return "".join(sheet.text for sheet in self.stylesheets.get(name, ()))
