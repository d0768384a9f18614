"""The pinned faces, and jobs of a few lines set in them."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from printkit.model import Face, RenderedChapter, RenderFailure, RenderJob, Stylesheet
from printkit.render.pool import RenderPool

_STYLES = {
    "regular": (400, "normal"),
    "bold": (700, "normal"),
    "italic": (400, "italic"),
    "bolditalic": (700, "italic"),
}
_FAMILIES = {
    "TeX Gyre Pagella": ("rinoh_typeface_texgyrepagella", "texgyrepagella"),
    "TeX Gyre Heros Condensed": ("rinoh_typeface_texgyreheros", "texgyreheroscn"),
    "TeX Gyre Heros": ("rinoh_typeface_texgyreheros", "texgyreheros"),
}
PAGE = Stylesheet("page.css", "@page { size: 100mm 140mm; margin: 10mm; bleed: 5mm }\n")
TEXT = Stylesheet("text.css", "html { font: 10pt/12pt 'TeX Gyre Pagella' }\np { margin: 0 }\n")


@cache
def faces() -> tuple[Face, ...]:
    found = []
    for family, (package, stem) in _FAMILIES.items():
        spec = importlib.util.find_spec(package)
        assert spec is not None
        assert spec.submodule_search_locations
        folder = Path(spec.submodule_search_locations[0])
        for name, (weight, style) in _STYLES.items():
            path = folder / f"{stem}-{name}.otf"
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found.append(Face(family, weight, style, path, digest))  # type: ignore[arg-type]
    return tuple(found)


def job(body: str, *sheets: str, name: str = "part", **traits: Any) -> RenderJob:
    """Make a job of a body; ``sheets`` are added after the page's and the text's style."""
    html = f'<!DOCTYPE html><html lang="fr"><head><title>{name}</title></head><body>{body}</body></html>'
    own = tuple(Stylesheet(f"own-{number}.css", text) for number, text in enumerate(sheets, 1))
    return RenderJob(name, html, (PAGE, TEXT, *own), traits.pop("faces", faces()), **traits)


@contextmanager
def press(workers: int = 1, **limits: Any) -> Iterator[RenderPool]:
    with RenderPool(workers, **limits) as pool:
        yield pool


def outcome(pool: RenderPool, one: RenderJob) -> RenderedChapter | RenderFailure:
    (found,) = pool.render([one])
    return found


def laid_out(pool: RenderPool, one: RenderJob) -> RenderedChapter:
    found = outcome(pool, one)
    assert isinstance(found, RenderedChapter), found
    return found
