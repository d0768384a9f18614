"""The words printkit itself prints on pages, by the language of the document.

Not messages to the organiser (those go through gettext): a French brochure says « Sommaire »
whatever language the person building it speaks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from markupsafe import Markup

FRENCH: Mapping[str, str] = {
    "appendix": "Annexe",
    "bibliography": "Sources",
    "degrees": (
        "•• : document lu, souvent par extraits. •◦ : lu dans un article qui le rapporte. ◦◦ : document "
        "non lu, référence vue ailleurs. Un titre entre crochets décrit le document, il n’est pas le sien."
    ),
    "bibliography_lead": "Chaque référence est citée dans le texte ; aucune ne l’est ici seulement.",
    "blank": "Page blanche",
    "by": "Par",
    "chapter": "Chapitre",
    "colophon": "Cette brochure",
    "contents": "Sommaire",
    "cover": "Couverture",
    "back_cover": "Quatrième de couverture",
    "edition": "Édition",
    "figure": "Figure",
    "glossary": "Glossaire",
    "half_title": "Faux-titre",
    "legal": "Mentions légales",
    "licence": "Licence",
    "licence_note": "Copiez, traduisez, découpez, redistribuez : citez l’origine et gardez la licence.",
    "made": "Fabrication",
    "made_note": (
        "Composée en TeX Gyre Pagella et TeX Gyre Heros Condensed, polices libres (licence GUST), "
        "avec printkit, un logiciel libre. Format {format}."
    ),
    "made_note_large-print": (
        "Composée en TeX Gyre Heros, police libre (licence GUST), corps 18 et au moins 16, "
        "avec printkit, un logiciel libre. Format {format}."
    ),
    "notes": "Notes",
    "notes_pages": "Notes",
    "note": "Note",
    "online": "En ligne",
    "page": "page",
    "publisher": "Publication",
    "source": "Source",
    "sources_note": (
        "Les sources sont appelées en note et réunies en fin de brochure. "
        "Une erreur se corrige : dites-la à qui vous a remis cet exemplaire."
    ),
    "table": "Tableau",
    "stamp": "Tampon, adresse ou code de qui la diffuse",
    "text": "Texte",
}

ENGLISH: Mapping[str, str] = {
    "appendix": "Appendix",
    "bibliography": "Sources",
    "degrees": (
        "••: read, often in part. •◦: read in an article that reports it. ◦◦: not read, the reference seen "
        "elsewhere. A title in brackets describes the document and is not its own."
    ),
    "bibliography_lead": "Every reference is cited in the text; none appears here only.",
    "blank": "Blank page",
    "by": "By",
    "chapter": "Chapter",
    "colophon": "This booklet",
    "contents": "Contents",
    "cover": "Cover",
    "back_cover": "Back cover",
    "edition": "Edition",
    "figure": "Figure",
    "glossary": "Glossary",
    "half_title": "Half-title",
    "legal": "Legal notice",
    "licence": "Licence",
    "licence_note": "Copy, translate, cut, pass on: name the origin and keep the licence.",
    "made": "Making",
    "made_note": (
        "Set in TeX Gyre Pagella and TeX Gyre Heros Condensed, free faces (GUST licence), "
        "with printkit, free software. Format {format}."
    ),
    "made_note_large-print": (
        "Set in TeX Gyre Heros, a free face (GUST licence), at 18 points and never below 16, "
        "with printkit, free software. Format {format}."
    ),
    "notes": "Notes",
    "notes_pages": "Notes",
    "note": "Note",
    "online": "Online",
    "page": "page",
    "publisher": "Publication",
    "source": "Source",
    "sources_note": (
        "Sources are called in notes and listed at the end. "
        "Errors are mended: tell whoever gave you this copy."
    ),
    "table": "Table",
    "stamp": "Stamp, address or code of who gives it out",
    "text": "Text",
}

_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_DAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_NBSP = "\u00a0"
_NNBSP = "\u202f"


def words_of(language: str) -> Mapping[str, str]:
    """Return the table of a document language (``fr``, ``fr-FR``, ``en``…); unknown means English."""
    return FRENCH if _short(language) == "fr" else ENGLISH


def day_month_year(date: dt.date, language: str) -> Markup:
    """Write a date in full: 8 février 2025, 1<sup>er</sup> mai 2025, 8 February 2025."""
    return Markup("{}{}{}").format(_day_month(date, language), _NBSP, date.year)


def weekday_day_month(date: dt.date, language: str) -> Markup:
    """Write the day people are called: samedi 8 février."""
    return Markup("{} {}").format(weekday(date, language), _day_month(date, language))


def weekday(date: dt.date, language: str) -> str:
    """Return the name of the day of the week, in the language's own case."""
    return _DAYS[_table(language)][date.weekday()]


def month(date: dt.date, language: str) -> str:
    """Return the name of the month, in the language's own case."""
    return _MONTHS[_table(language)][date.month - 1]


def hour(time: dt.time, language: str) -> str:
    """Write a time of day: 15 h 15, 14 h; 15:15 outside French."""
    if _table(language) != "fr":
        return f"{time.hour}:{time.minute:02}"
    minutes = f"{_NNBSP}{time.minute:02}" if time.minute else ""
    return f"{time.hour}{_NNBSP}h{minutes}"


def bare_url(url: str) -> str:
    """Return a web address as people print it: no scheme, no closing slash."""
    for scheme in ("https://", "http://", "mailto:"):
        url = url.removeprefix(scheme)
    return url.removeprefix("www.").rstrip("/")


def _day_month(date: dt.date, language: str) -> Markup:
    first = date.day == 1 and _table(language) == "fr"
    day = Markup("1<sup>er</sup>") if first else Markup(str(date.day))  # noqa: S704
    return Markup("{}{}{}").format(day, _NBSP, month(date, language))


def _short(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _table(language: str) -> str:
    return "fr" if _short(language) == "fr" else "en"
