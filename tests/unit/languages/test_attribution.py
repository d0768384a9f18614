"""« Organisé par » and « avec le soutien de » before any name."""

import pytest
from markupsafe import Markup

from printkit.languages.attribution import attributed


@pytest.mark.parametrize(
    ("role", "names", "said"),
    [
        ("by", ["Association des voisines"], "X l’Association des voisines"),
        ("by", ["Collectif du Canal", "Attac"], "X le Collectif du Canal, Attac"),
        ("by", ["L’Atelier", "Ateliers du soir"], "X L’Atelier, les Ateliers du soir"),
        ("by", ["Coordination"], "X la Coordination"),
        (
            "of",
            ["Ville de Lyon", "Attac", "Barricade"],
            "X de la Ville de Lyon, d’Attac, de Barricade",
        ),
        ("of", ["Syndicat", "Union locale"], "X du Syndicat, de l’Union locale"),
        ("of", ["Le Chiffon", "Attac"], "Soutiens : Le Chiffon, Attac"),
    ],
)
def test_a_french_name_takes_the_article_of_its_noun(role, names, said):
    assert attributed("X", role, [Markup.escape(name) for name in names], "fr").striptags() == said


def test_a_language_without_lists_puts_nothing_before_a_name():
    assert attributed("By", "of", [Markup("Collectif")], "en").striptags() == "By Collectif"
