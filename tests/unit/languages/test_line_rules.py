"""What stays on one line: ``~`` stands for a space that no line ends at."""

from __future__ import annotations

import re

import pytest

from printkit.languages.line_rules import line_rules


@pytest.mark.parametrize(
    ("lang", "tied"),
    [
        ("fr", "Il y a 12\u202f000~habitants dans la ville"),
        ("fr", "le 12~mars~1871 à Paris, le 1er~mai~1936, en juin~2025"),
        ("fr", "du 1er~au 3~juin~2024"),
        ("fr", "voir p.~12 et art.~3~du code, page~7 ou chapitre~IV"),
        ("fr", "Louis~XIV régna, Jean-Paul~II et Napoléon~III aussi"),
        ("fr", "la Ve~République au XIXe~siècle, le 2e~étage"),
        ("fr", "M.~Dupont et Mme~Curie, J.~Verne"),
        ("fr", "à 14~h~30 précises, 3,5~% de voix, 10~km et 4~€"),
        ("fr", "3~millions~de~personnes et 2~milliards d’euros"),
        ("fr", "vol.~22, no~2, 2025, www.exemple.org, p.~4"),
        ("fr", "CGT et PCI sont là dans la rue"),
        ("fr-CA", "le 8~septembre"),
        ("en", "on March~8, see p.~12, and chapter~4, Henry~VIII and 30~people"),
        ("de", "am 8.~März~1911 und S.~12, Art.~3, 20~Leute"),
        ("de", "im 20.~Jahrhundert, 20 oder 30~Leute, Kapitel~4"),
        ("it", "con 20~persone e pagina~7, 3~milioni~di~voti, il 6~giugno~2026"),
        ("es", "el 6~de~junio de 2026, 20~personas, artículo~3, 2~millones~de~votos"),
        ("pt", "em 1º~de~maio de 2026, 20~pessoas, página~7"),
        ("nl", "op 6~juni~2026, blz.~4, 20~mensen, hoofdstuk~IV, 20 of meer"),
        ("eu", "20~lagun, kapitulua 4"),
        (None, "20~x"),
    ],
)
def test_ties(lang: str | None, tied: str) -> None:
    text = tied.replace("~", " ")
    found = line_rules(lang).tied(text)
    assert "".join("~" if place + 1 in found else c for place, c in enumerate(text)) == tied


@pytest.mark.parametrize(
    ("lang", "text", "whole"),
    [
        ("fr", "Hier la ville de Grenoble accueillait", ["Grenoble"]),
        ("fr", "Un mot. Gouvernement et peuple : Demain vient", []),
        ("fr", "« Gouvernement » dit-elle", ["dit", "elle"]),
        ("fr", "la SNCF et le code X12abc", ["SNCF", "X", "abc"]),
        ("fr", "un porte-à-porte énorme", ["porte", "à", "porte"]),
        ("de", "Hier kommt die Gesellschaft", []),
    ],
)
def test_what_is_not_divided(lang: str, text: str, whole: list[str]) -> None:
    rules = line_rules(lang)
    words = re.finditer(r"[^\W\d_]+", text)
    assert [word[0] for word in words if rules.kept_whole(text, *word.span())] == whole
