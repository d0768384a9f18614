"""The whole brochure as one HTML document for plain WeasyPrint: the yardstick, and an oracle.

Same text, same stylesheets, same page numbers in contents; heads and folios by margin boxes, as
anybody would do it with the engine alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from printkit.layout.pagination import Place

_BODY = re.compile(r'<body class="([\w-]+)"[^>]*>(.*)</body>', re.S)
_ASSET = re.compile(r'(?:src="|url\()asset:([^")]+)')
_PLACEHOLDER = re.compile("⟦page:([^⟧]+)⟧|⟦pages⟧|⟦fit:([^⟧]+)⟧")

_FOLIOS = """
@page :left { margin: 17mm 18mm 22mm 20mm; @bottom-left { content: counter(page) } }
@page :right { margin: 17mm 20mm 22mm 18mm; @bottom-right { content: counter(page) } }
"""
_NO_FOLIOS = """
div.part { break-before: page; counter-reset: footnote }
div.part:first-child { break-before: auto }
"""
_FOLIOS += _NO_FOLIOS


def _file(name: str) -> str:
    return name.replace("/", "-")


def one_document(
    places: Sequence[Place],
    pages: dict[str, int],
    fits: dict[str, float],
    folder: Path,
    *,
    folios: bool = True,
) -> str:
    """Return one HTML document of all parts; assets are written into ``folder`` beside it."""
    bodies = []
    sheets: dict[str, str] = {}
    for place in places:
        draft = place.draft
        match = _BODY.search(draft.html)
        assert match is not None, f"no body in {draft.name}"
        bodies.append(f'<div class="part {match[1]}">{match[2]}</div>')
        for sheet in draft.stylesheets:
            sheets.setdefault(sheet.name, sheet.text)
        for asset in draft.assets:
            name = _file(asset.url.removeprefix("asset:"))
            (folder / name).write_bytes(asset.data or asset.path.read_bytes())  # type: ignore[union-attr]
    faces = "\n".join(
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight};"
        f" font-style: {face.style}; src: url('{face.path.as_uri()}') }}"
        for face in places[0].draft.faces
    )
    styles = (text.replace("body.", "div.") for text in sheets.values())
    css = "\n".join([faces, *styles, _FOLIOS if folios else _NO_FOLIOS])

    def number(match: re.Match[str]) -> str:
        if match[1] is not None:
            return str(pages[match[1]])
        return str(fits[match[2]]) if match[2] is not None else str(sum(p.count for p in places))

    html = _PLACEHOLDER.sub(number, "\n".join(bodies)).replace('href="xref:', 'href="#')
    html = _ASSET.sub(
        lambda match: match[0][: -len(match[1])].removesuffix("asset:") + _file(match[1]), html
    )
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Brochure</title>'
        f"<style>{css}</style></head><body>{html}</body></html>"
    )
