"""The words markup puts before numbers, in the language of the publication."""

from __future__ import annotations

from collections.abc import Mapping

_FRENCH = {
    "figure": "Figure",
    "table": "Tableau",
    "chapter": "chapitre",
    "page": "p.",
    "source": "Source :",
    "quote": "« {text} »",
}
_ENGLISH = {
    "figure": "Figure",
    "table": "Table",
    "chapter": "chapter",
    "page": "p.",
    "source": "Source:",
    "quote": "“{text}”",
}


def labels_of(language: str) -> Mapping[str, str]:
    """Return the words for a BCP 47 language tag; English where there are none."""
    return _FRENCH if language.lower().split("-")[0] == "fr" else _ENGLISH
