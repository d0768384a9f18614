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
    "note": "Note",
    "summary": "En bref",
    "tip": "Conseil",
    "important": "Important",
    "question": "Question",
    "warning": "Attention",
    "danger": "Danger",
    "example": "Exemple",
    "details": "Détails",
}
_ENGLISH = {
    "figure": "Figure",
    "table": "Table",
    "chapter": "chapter",
    "page": "p.",
    "source": "Source:",
    "quote": "“{text}”",
    "note": "Note",
    "summary": "In short",
    "tip": "Tip",
    "important": "Important",
    "question": "Question",
    "warning": "Warning",
    "danger": "Danger",
    "example": "Example",
    "details": "Details",
}


def labels_of(language: str) -> Mapping[str, str]:
    """Return the words for a BCP 47 language tag; English where there are none."""
    return _FRENCH if language.lower().split("-")[0] == "fr" else _ENGLISH
