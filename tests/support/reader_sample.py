"""What the tests of reading editions share: the sample brochure with what the web needs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from printkit.model import Asset, Face, Theme
from printkit.model.manuscript import ChartText, Manuscript
from support.brochure_sample import TEXT, manuscript, presse

NUMBERS = ChartText("un.fig", "Une barre", "Une barre.", (("", "TWh"), ("2024", "415")))
LABELLED = Asset.of_bytes(
    "asset:chart-fig.svg",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="311pt" height="132pt" viewBox="0 0 311 132">'
    b'<path fill="#111111" d="M0 0h200v40H0z"/>'
    b'<text font-family="TeX Gyre Heros Condensed" font-size="8.6" x="0" y="9">TWh</text></svg>',
)


def named_faces() -> tuple[Face, ...]:
    """Return the faces of the shipped theme, by name only."""
    serif, condensed, sans = "TeX Gyre Pagella", "TeX Gyre Heros Condensed", "TeX Gyre Heros"
    return tuple(
        Face(family, weight, style, Path(), "")
        for family in (serif, sans, condensed)
        for weight in (400, 700)
        for style in ("normal", "italic")
    )


def theme(faces: tuple[Face, ...] = ()) -> Theme:
    """Return the shipped theme with its web templates and sheets, and some faces."""
    return presse(faces=faces)


def book() -> Manuscript:
    """Return the sample with a chart whose numbers are known and ids as chapter files give them."""
    sample = manuscript()
    first, second = sample.chapters
    first = replace(
        first,
        title_html='L’ardoise<span class="footnote" id="un.fn-0">Note.</span> bleue',
        body_html=TEXT.replace("<th scope", "<th  scope"),
        assets=(LABELLED,),
        charts=(NUMBERS,),
    )
    return replace(sample, chapters=(first, second))


def load(asset: Asset) -> bytes:
    """Return the bytes of a sample's asset."""
    assert asset.data is not None
    return asset.data


def measure(text: str, family: str, weight: int, size_pt: float) -> float:
    """Take every letter for half as wide as high."""
    del family, weight
    return len(text) * size_pt / 2


def cut(face: Face, letters: str) -> bytes:
    """Take a face's name and letters for its file."""
    return f"{face.family} {face.weight} {face.style} {letters}".encode()


TOOLS: dict[str, Any] = {"load": load, "measure": measure, "cut": cut, "cover": b"a picture"}
