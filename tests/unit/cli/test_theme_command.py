"""``printkit theme``: what is listed, what is refused, what a sample shows."""

from __future__ import annotations

import pytest

from printkit.cli import entry
from printkit.cli.help_words import Misuse
from printkit.cli.new_command import sample_project
from printkit.cli.theme_command import theme_command
from printkit.core.findings import ExitCode
from printkit.project.load import load_project


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "styles" / "mer").mkdir(parents=True)


def test_themes_of_the_folder_are_listed_too(capsys):
    assert theme_command(["list"], None) == 0
    assert {"mer", "presse"} <= set(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("words", "hint"),
    [(["preview"], "preview NAME"), (["preview", "presses"], "presse"), (["draw"], "preview")],
)
def test_a_theme_that_is_not_there(words, hint):
    with pytest.raises(Misuse) as told:
        theme_command(words, None)
    assert hint in (told.value.hint or "")


def test_the_sample_has_every_part_and_reads_clean(tmp_path):
    for path, text in sample_project("presse").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    project, findings = load_project(tmp_path)
    assert findings == ()
    (book,) = (one for one in project.publications if one.kind == "brochure")
    kinds = {part.kind for part in book.parts}
    assert kinds == {
        "cover",
        "half-title",
        "colophon",
        "contents",
        "chapter",
        "glossary",
        "bibliography",
        "notes-pages",
        "back-cover",
    }
    text = "".join(part.source.text for part in book.parts if part.source)
    blocks = ("chapo", "encadré", "exergue", "épigraphe")
    marks = [*(f"::: {block}" for block in blocks), "```graphique", "|---", "[^", "> "]
    assert [mark for mark in marks if mark not in text] == []


def test_a_leaflet_starts_in_the_look_asked_for(tmp_path, monkeypatch, capsys):
    (tmp_path / "printkit.yaml").write_text("version: 1\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert entry.run(["new", "leaflet", "bal", "--theme", "lettres"]) == ExitCode.CLEAN
    assert "theme: lettres\n" in (tmp_path / "leaflets" / "bal.yaml").read_text("utf-8")
    assert entry.run(["new", "leaflet", "autre"]) == ExitCode.CLEAN
    assert "theme: presse\n" in (tmp_path / "leaflets" / "autre.yaml").read_text("utf-8")
    assert entry.run(["new", "leaflet", "foire", "--theme", "letres"]) == ExitCode.USAGE
    assert "lettres" in capsys.readouterr().err
    assert not (tmp_path / "leaflets" / "foire.yaml").exists()
