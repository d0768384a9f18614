"""The words printkit itself prints on leaflets, by the language of the document."""

from __future__ import annotations

from collections.abc import Mapping

from printkit.compose.page_words import FRENCH, words_of

_FRENCH: Mapping[str, str] = {
    "announced": "Lieu à demander sur",
    "contact": "Contact",
    "from": "dès",
    "organised": "Organisation\u00a0:",
    "overleaf": "Programme au dos",
    "programme": "Programme",
    "published": "Publication\u00a0:",
    "qr": "QR code\u00a0: {address}",
    "unknown": "Lieu à confirmer",
}
_ENGLISH: Mapping[str, str] = {
    "announced": "For the place, ask",
    "contact": "Contact",
    "from": "from",
    "organised": "Organised by",
    "overleaf": "Programme overleaf",
    "programme": "Programme",
    "published": "Published by",
    "qr": "QR code: {address}",
    "unknown": "Place to be confirmed",
}


def leaflet_words(language: str) -> Mapping[str, str]:
    """Return the table of a document language; unknown means English."""
    return _FRENCH if words_of(language) is FRENCH else _ENGLISH
