"""The faces that travel with a text for screens: those its stylesheet asks for, cut to its letters.

A sheet names them by role or family with their weights, an ``i`` after those of italics, in one declaration
that may stand in a comment: ``--faces: text 400 400i 700, "Another" 700;``.
"""

from __future__ import annotations

import base64
import html
import mimetypes
import re
from collections.abc import Callable
from typing import Final

from printkit.model import Face, Theme

_WANTED: Final = re.compile(r"--faces:([^;]*);")
_FAMILY: Final = re.compile(r"""([a-z-]+|["'][^"']+["'])\s+([\di\s]*)""")

#: Cut a face down to some letters, as WOFF2.
Cut = Callable[[Face, str], bytes]


def faces_wanted(theme: Theme, sheet: str) -> tuple[Face, ...]:
    """Return the faces of a theme that one of its stylesheets asks for."""
    said = _WANTED.findall(theme.css(sheet))[-1:]
    named = [(name.strip("\"'"), cuts.split()) for name, cuts in _FAMILY.findall(*said or [""])]
    cuts = {theme.families.get(name, name): cuts for name, cuts in named}
    return tuple(
        face
        for face in theme.faces
        if f"{face.weight}{'i' if face.style == 'italic' else ''}" in cuts.get(face.family, ())
    )


def letters_of(text: str) -> str:
    """Return each letter of a text in HTML once, in order."""
    return "".join(sorted(set(html.unescape(text)) - {"\n"}))


def face_rule(face: Face, address: str) -> str:
    """Return the rule of CSS that finds a face at an address."""
    italic = "font-style:italic;" if face.style == "italic" else ""
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};{italic}'
        f"src:url({address}) format('woff2')}}\n"
    )


def inline_faces(theme: Theme, sheet: str, text: str, cut: Cut) -> str:
    """Return the rules of the faces a sheet asks for, each with its file and no more than a text's letters."""
    letters = letters_of(text)
    return "".join(
        face_rule(face, in_address(cut(face, letters))) for face in faces_wanted(theme, sheet)
    )


def with_pictures(theme: Theme, text: str) -> str:
    """Return HTML or CSS in which the theme's pictures stand themselves, in place of their addresses."""
    for asset in theme.assets:
        kind = mimetypes.guess_type(asset.url)[0]
        data = base64.b64encode(asset.data or b"").decode()
        for before, after in ('""', "''", "()"):  # as an address only: a text may speak of it
            address = f"{before}data:{kind};base64,{data}{after}"
            text = text.replace(f"{before}{asset.url}{after}", address)
    return text


def in_address(face: bytes) -> str:
    """Return a font file as an address that holds it."""
    return f"data:font/woff2;base64,{base64.b64encode(face).decode()}"
