"""Words of a source that the typeset text lacks are found; what is syntax is not missed."""

from __future__ import annotations

import re

import pytest

from printkit.conservation.letters import letters
from printkit.conservation.source_words import runs, source_losses

#: typed, as typeset
SAME = [
    ("L'œuvre de 1re main", "L’oeuvre de 1re main"),
    ("n°5 au XIXe siècle", "nᵒ\u00a05 au xixe siècle"),
    ("210x297 et étudiant.e.s", "210 × 297 et étudiant·e·s"),
    ("**gras** et `code_x` \\*étoile\\*", "gras et code_x *étoile*"),
    ('Voir [ici](https://e.org/a_(b) "titre") donc', "Voir ici donc"),
    ("Voir <https://e.org/a> et <a@e.org>", "Voir https://e.org/a et a@e.org"),
    ('Un ![plan](p.png "Légende"){width=3cm} là', "Un là"),
    ("Fini ![^1] puis [@weil1934, p. 3] fin\n\n[^1]: La note", "Fini ! La note puis fin"),
    ("Le [[serveur|serveurs]] loué", "Le serveur loué"),
    ("## Titre {#id .c k=v}", "Titre"),
    ("::: encadré Un titre {#x}\nDedans\n:::", "Un titre Dedans"),
    ("<!-- pas\nimprimé --> imprimé", "imprimé"),
    ("---\nshort: Bref\n---\n# Titre", "Titre"),
    ("1. un\n12. deux\n- [x] fait", "un deux fait"),
    ("```python\nx = {1}\n```\n```graphique\na: 1\n```", "x = {1}"),
    ("Tableau : ventes\n| a | b |\n|---|---|\n| {c} | d |", "Tableau 1.1 ventes a b {c} d"),
    ("*[ONG]: organisation\nUne ONG, {{nom}} &amp; moi", "Une ONG, Collectif & moi"),
    ("[a]: https://e.org\nVoir [le site][a].", "Voir le site."),
]
#: typed, as typeset, what is missing and its line
LOST = [
    ("Un mot ici.", "Un ici.", "mot", 1),
    ("## Énergie {à revoir}", "Énergie", "{à revoir}", 1),
    ("Avant.\n\n[Date]: samedi prochain\n\nAprès.", "Avant. Après.", "[Date]: samedi prochain", 3),
    ("Fini ![mot]{.c} fin", "Fini ! fin", "mot", 1),
    ("| a | b |\n|---|---|\n| c | d | perdu |", "a b c d", "perdu", 3),
    ("```\nun\ndeux\n```", "un", "deux", 3),
    ("l'année 2030", "l’année 203", "2030", 1),
    ("~~barré~~ reste", "reste", "barré", 1),
    ("Un <span>mot</span> lu", "Un lu", "mot", 1),
]


@pytest.mark.parametrize(("typed", "typeset"), SAME)
def test_what_is_printed_is_not_missed(typed: str, typeset: str):
    assert source_losses(typed, letters(typeset)) == []


@pytest.mark.parametrize(("typed", "typeset", "text", "line"), LOST)
def test_what_is_lost_is_told(typed: str, typeset: str, text: str, line: int):
    (loss,) = source_losses(typed, letters(typeset))
    assert text in loss.text
    assert loss.line == line


PROSE = """\
Les serveurs tournent jour et nuit, et la rivière chauffe ; personne ne l'a voté.

- un premier point, assez bref
- un second, avec **du gras** et `du code`

> Une citation qui tient sur une ligne.

| Pays | Part |
|---|---|
| Chine | trente pour cent |

Une [adresse nommée](https://e.org) clôt le tout.
"""
TYPESET = " ".join(run for _line, run in runs(PROSE))


@pytest.mark.parametrize("at", range(len(re.findall(r"[^\W_]{2,}", TYPESET))))
def test_any_word_left_out_is_found(at: int):
    word = list(re.finditer(r"[^\W_]{2,}", TYPESET))[at]
    without = TYPESET[: word.start()] + TYPESET[word.end() :]
    assert source_losses(PROSE, letters(TYPESET)) == []
    assert source_losses(PROSE, letters(without))
