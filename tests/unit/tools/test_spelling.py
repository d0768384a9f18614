"""The spelling check reads prose only, points at the right place and keeps its own list in order."""

import pytest

from support.tool import ROOT, load_tool

words = load_tool("lint-words")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "brochure").mkdir()
    (tmp_path / "leaflets").mkdir()

    def write(path, text):
        (tmp_path / path).write_text(text, encoding="utf-8")
        return [str(fault) for fault in words.run(tmp_path)]

    return write


def test_unknown_word_has_its_place(project):
    found = project("brochure/a.md", "# Titre\n\nUne phrase corecte, puis l'eaux.\n")
    assert found == ["brochure/a.md:3:12: mot inconnu : corecte"]


@pytest.mark.parametrize(
    "text",
    [
        "Aujourd'hui, l’eau, y a-t-il, peut-être, celle-ci.",
        "Du `kodde`, une [page](https://exemple.org/zzyx), https://zzyx.org/qwx.",
        "Une affirmation[@zzyx2025; @qwx2024, p. 12].",
        "On dit [open source]{lang=en} ici.",
        'Un tableau {#tab-zzyx source="Une enquête"}',
        "---\nshort: Zzyx\n---\n# Titre",
        "```python\nzzyx = 1\n```",
        "Une note[^zzyx].\n\n[^zzyx]: Le texte.",
        "GPT-4 et o3 en 2024.",
    ],
)
def test_what_is_not_prose_is_left_alone(project, text):
    assert project("brochure/a.md", text + "\n") == []


def test_text_of_a_chart_is_read(project):
    chart = '```graphique {#fig-x}\ntype: barres\nunite: "%"\ndonnees:\n  Païs: 5\nalt: Une bare.\n```\n'
    found = project("brochure/a.md", chart)
    assert found == ["brochure/a.md:5:3: mot inconnu : Païs"] + (
        [] if words.known("bare") else ["brochure/a.md:6:10: mot inconnu : bare"]
    )


def test_leaflet_fields_are_read_and_machine_fields_are_not(project):
    text = (
        "# Zzyx\nname: zzyx\nkind: leaflet\ntitle: Un tractt\nlink: https://zzyx.org\n"
        "event:\n  programme_title: Le programme\nbody: |\n  ## Une sexion\n"
    )
    found = project("leaflets/a.yaml", text)
    assert found == [
        f"leaflets/a.yaml:{place}: mot inconnu : {word}"
        for place, word in (("4:11", "tractt"), ("9:10", "sexion"))
    ]
    assert found


def test_project_words_count_with_their_article_and_in_compounds(project):
    project("brochure/mots.txt", "Zorglub\n")
    assert project("brochure/a.md", "Zorglub, l'Zorglub, non-Zorglub.\n") == []


def test_list_must_be_sorted_without_repeats_and_in_use(project):
    project("brochure/mots.txt", "Zorglub\nQwx\nQwx\nInutille\n")
    found = project("brochure/a.md", "Zorglub et Qwx.\n")
    assert [line.split(":")[1] for line in found] == ["2", "3", "4", "4"]
    assert "ne sert plus" in found[-1]


def test_our_own_texts_are_spelled_right():
    assert [str(fault) for fault in words.run(ROOT)] == []
