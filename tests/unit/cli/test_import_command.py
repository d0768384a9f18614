"""``printkit import``: whole or not at all, into a new publication or one that is there."""

import pytest

from printkit.cli import entry, import_command
from printkit.project.load import load_project
from support.word_files import p, word


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "printkit.yaml").write_text("version: 1\nname: essai\ntheme: presse\n", "utf-8")
    data = word(p("Un", "Titre1"), p("Le texte de la une."), p("Deux", "Titre1"), p("Les mots."))
    (tmp_path / "Mon texte.docx").write_bytes(data)
    return tmp_path


def test_a_new_publication_can_be_built_at_once(project, capsys):
    assert entry.run(["import", "Mon texte.docx"]) == 0
    folder = project / "mon-texte"
    assert (folder / "01-un.md").read_text("utf-8") == "# Un\n\nLe texte de la une.\n"
    assert "printkit build mon-texte --draft" in capsys.readouterr().out
    loaded, findings = load_project(project)
    assert not findings
    (publication,) = loaded.publications
    assert [part.source.path for part in publication.parts if part.source] == [
        "mon-texte/01-un.md",
        "mon-texte/02-deux.md",
    ]


def test_chapters_are_added_behind_those_that_are_there(project, capsys):
    assert entry.run(["import", "Mon texte.docx"]) == 0
    (project / "suite.html").write_text("<h1>Trois</h1><p>Encore.</p>", "utf-8")
    before = (project / "mon-texte" / "brochure.yaml").read_bytes()
    capsys.readouterr()
    assert entry.run(["import", "suite.html", "--into", "mon-texte"]) == 0
    assert (project / "mon-texte" / "03-trois.md").is_file()
    assert (project / "mon-texte" / "brochure.yaml").read_bytes() == before
    assert "03-trois.md" in capsys.readouterr().out.splitlines()[-1]


#: what is asked for → exit code and a word of what is said
REFUSED = {
    "another form": (["import", "vieux.doc"], 1, "LibreOffice"),
    "no file": (["import", "rien.docx"], 2, "rien.docx"),
    "no publication": (["import", "Mon texte.docx", "--into", "out"], 2, "out"),
    "no name": (["import", "Mon texte.docx", "--into", "À moi"], 2, "a-moi"),
    "damaged": (["import", "Mon texte.docx", "casse.docx"], 1, "casse.docx:1:1"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_imported_leaves_everything_as_it_was(project, capsys, name):
    line, code, words = REFUSED[name]
    (project / "vieux.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (project / "casse.docx").write_bytes(b"PK")
    (project / "out").mkdir()
    before = sorted(project.rglob("*"))
    assert entry.run(line) == code
    assert words in capsys.readouterr().err
    assert sorted(project.rglob("*")) == before


def test_what_unpacks_to_too_much_ends_in_its_child(project, capsys):
    bomb = word(
        p("a"), more={"word/media/a.bin": b"", "word/footnotes.xml": b"<a>" + b" " * 70_000_000}
    )
    (project / "bombe.docx").write_bytes(bomb)
    assert entry.run(["import", "bombe.docx"]) == 1
    said = capsys.readouterr().err
    assert "bombe.docx:1:1" in said
    assert "Traceback" not in said
    assert not (project / "bombe").exists()


def test_a_child_that_takes_too_much_is_told(project, capsys, monkeypatch):
    monkeypatch.setattr(import_command, "TIMEOUT_S", 0.01)
    assert entry.run(["import", "Mon texte.docx"]) == 1
    assert "Mon texte.docx:1:1" in capsys.readouterr().err
    assert not (project / "mon-texte").exists()


def test_no_file_is_written_over_another(project, capsys):
    assert entry.run(["import", "Mon texte.docx"]) == 0
    assert entry.run(["import", "Mon texte.docx"]) == 2
    assert "mon-texte" in capsys.readouterr().err
