"""The same sentence and the same flyer in seven languages, as their traditions set them.

The rules' sources stand in each language's file. ``~`` is a no-break space here, ``^`` a narrow one.
"""

from __future__ import annotations

import datetime as dt

import pytest

from printkit.compose.page_words import (
    hour,
    leaflet_words,
    page_words,
    weekday_day_month_year,
)
from printkit.languages.language import known_languages
from printkit.languages.typesetter import typeset_text
from printkit.model import TypographyOptions

#: language, sentence as typed and as set, its date, its hour, a label of flyers, one of brochures
SAID = [
    (
        "fr",
        '"Qui décide ?" : le 1er mai, 12,5 % ; "on dit "plus tard" ici"',
        "«~Qui décide^?~»~: le 1er~mai, 12,5~%^; «~on dit “plus tard” ici~»",
        "dimanche 1<sup>er</sup>~mars~2026",
        "18^h^30",
        "Programme au dos",
        "Sommaire",
    ),
    (
        "en",
        '"Who decides?": on 1 May, 12.5%; "they said "later" here"',
        "“Who decides?”: on 1~May, 12.5%; “they said ‘later’ here”",
        "Sunday 1~March~2026",
        "18:30",
        "Programme overleaf",
        "Contents",
    ),
    (
        "de",
        '"Wer entscheidet?": am 1. Mai, z. B. 12,5 %; "man sagte "später" hier"',
        "„Wer entscheidet?“: am 1.~Mai, z.^B. 12,5~%; „man sagte ‚später‘ hier“",
        "Sonntag, 1.~März~2026",
        "18:30~Uhr",
        "Programm umseitig",
        "Inhalt",
    ),
    (
        "es",
        '"¿Quién decide?": el 1 de mayo, 12,5 %; "dijeron "más tarde" aquí"',
        "«¿Quién decide?»: el 1 de mayo, 12,5~%; «dijeron “más tarde” aquí»",
        "domingo 1~de~marzo~de~2026",
        "18:30~h",
        "Programa al dorso",
        "Índice",
    ),
    (
        "it",
        '"Chi decide?": il 1º maggio, 12,5 %; "si dice "più tardi" qui"',
        "«Chi decide?»: il 1º~maggio, 12,5~%; «si dice “più tardi” qui»",
        "domenica 1<sup>º</sup>~marzo~2026",
        "18.30",
        "Programma sul retro",
        "Indice",
    ),
    (
        "pt",
        '"Quem decide?": a 1 de maio, 12,5 %; "dizem "mais tarde" aqui"',
        "“Quem decide?”: a 1 de maio, 12,5~%; “dizem ‘mais tarde’ aqui”",
        "domingo, 1<sup>º</sup>~de~março~de~2026",
        "18h30",
        "Programa no verso",
        "Sumário",
    ),
    (
        "nl",
        '"Wie beslist?": op 1 mei, 12,5%; "men zei "later" hier"',
        "“Wie beslist?”: op 1~mei, 12,5%; “men zei ‘later’ hier”",
        "zondag 1~maart~2026",
        "18.30~uur",
        "Programma op de achterkant",
        "Inhoud",
    ),
]


def shown(text: object) -> str:
    return str(text).replace("\u00a0", "~").replace("\u202f", "^")


@pytest.mark.parametrize(
    ("tag", "typed", "as_set", "date", "time", "overleaf", "contents"),
    SAID,
    ids=[c[0] for c in SAID],
)
def test_a_sentence_and_a_flyer(
    tag: str, typed: str, as_set: str, date: str, time: str, overleaf: str, contents: str
) -> None:
    assert shown(typeset_text(typed, TypographyOptions(), tag)) == as_set
    assert shown(weekday_day_month_year(dt.date(2026, 3, 1), tag)) == date
    assert shown(hour(dt.time(18, 30), tag)) == time
    assert leaflet_words(tag)["overleaf"] == overleaf
    assert page_words(tag)["contents"] == contents


def test_none_is_left_out() -> None:
    assert sorted(case[0] for case in SAID) == list(known_languages())
