"""The words reading editions and the download page say, by the language of the document."""

from __future__ import annotations

from collections.abc import Mapping

FRENCH: Mapping[str, str] = {
    "about": "À propos de cette édition",
    "accessibility": (
        "Texte dans l’ordre de lecture, titres hiérarchisés, table des matières, notes liées dans "
        "les deux sens, figures décrites et doublées de leurs chiffres en tableau, langues "
        "étrangères signalées."
    ),
    "back": "Retour au texte, appel de note {number}",
    "contents": "Sommaire",
    "cover": "Couverture",
    "data": "Les chiffres : {label}",
    "data_plain": "Les chiffres",
    "home": "Début du texte",
    "in_chapter": "au chapitre {number}",
    "in_section": "à la section «\u00a0{title}\u00a0»",
    "label_end": "\u00a0: ",
    "note": "Note {number}",
    "notes": "Notes",
    "notes_of": "Notes : {title}",
    "number": "Chapitre {number}",
    "plain_table": "Tableau",
    "skip": "Aller au texte",
    "to_contents": "Sommaire",
}

ENGLISH: Mapping[str, str] = {
    "about": "About this edition",
    "accessibility": (
        "Text in reading order, headings in order, table of contents, notes linked both ways, "
        "figures described and given as tables of numbers, foreign languages marked."
    ),
    "back": "Back to the text, call of note {number}",
    "contents": "Contents",
    "cover": "Cover",
    "data": "The numbers: {label}",
    "data_plain": "The numbers",
    "home": "Start of the text",
    "in_chapter": "in chapter {number}",
    "in_section": "in the section “{title}”",
    "label_end": ": ",
    "note": "Note {number}",
    "notes": "Notes",
    "notes_of": "Notes: {title}",
    "number": "Chapter {number}",
    "plain_table": "Table",
    "skip": "Skip to the text",
    "to_contents": "Contents",
}


def reader_words(language: str) -> Mapping[str, str]:
    """Return the table of a document language (``fr``, ``fr-FR``, ``en``…); unknown means English."""
    return FRENCH if language.replace("_", "-").split("-")[0].lower() == "fr" else ENGLISH
