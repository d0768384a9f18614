"""Which faces a page needs: those of its theme, that of code, and those that have what these lack."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

from printkit.model import Face, Theme

#: elements that are set in the face of code
_CODE = re.compile(r"<(?:code|pre|kbd|samp|tt)\b")
_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


def faces_for(page: str, theme: Theme) -> tuple[Face, ...]:
    """Return the faces that the HTML of a page is set in.

    Spare faces come in their order, each for the signs that no face before it has; a sign that none
    has is left to be told where it is typed.
    """
    faces = list(theme.faces)
    known = set(theme.signs)
    if theme.code and _CODE.search(page):
        faces += [face for face in theme.code if face not in faces]
    for face, signs in theme.spare:
        if signs & _lacking(page, known):
            faces.append(face)
            known |= signs
    return tuple(faces)


def spare_signs(pages: Iterable[str], theme: Theme) -> dict[str, str]:
    """Return the signs of a book that its theme's faces lack, and the family each is set in."""
    found: dict[str, str] = {}
    for page in pages:
        for code in sorted(_lacking(page, theme.signs)):
            family = next((face.family for face, signs in theme.spare if code in signs), None)
            if family is not None:
                found.setdefault(chr(code), family)
    return found


def _lacking(page: str, known: Iterable[int]) -> set[int]:
    if page.isascii():
        return set()
    page = _TAG.sub("", page)
    have = known if isinstance(known, set | frozenset) else set(known)
    return {
        ord(letter)
        for letter in set(html.unescape(page))
        if ord(letter) not in have and unicodedata.category(letter)[0] not in "CZ"
    }
