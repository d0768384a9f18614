"""Books of other tools become brochures: their chapters in their order, nothing of them changed."""

import pytest
import yaml

from printkit.cli import entry
from printkit.languages.recognise import recognised_language
from printkit.project.foreign_books import foreign_book
from printkit.project.load import load_project

#: what stands in a folder → the chapters in order, and what else is known
BOOKS = {
    "mdBook": (
        {
            "book.toml": '[book]\ntitle = "Le seigle"\nauthors = ["A. B."]\nlanguage = "fr"\n',
            "src/SUMMARY.md": "# Sommaire\n\n[Avant](avant.md)\n\n- [Un](un/index.md)\n"
            "    - [Deux](<un/deux mots.md>)\n- [À écrire]()\n- [Perdu](perdu.md)\n",
            "src/avant.md": "# Avant\n",
            "src/un/index.md": "# Un\n",
            "src/un/deux mots.md": "# Deux\n",
            "src/hors-liste.md": "# Hors liste\n",
        },
        ("src/avant.md", "src/un/index.md", "src/un/deux mots.md"),
        {"title": "Le seigle", "authors": ("A. B.",), "language": "fr"},
    ),
    "MkDocs": (
        {
            "mkdocs.yml": "site_name: Rye\ntheme: {name: x, language: en}\n"
            "markdown_extensions:\n  - emoji: !!python/name:os.system\n"
            "nav:\n  - Home: index.md\n  - More:\n      - b.md\n      - A: a.md\n"
            "  - Web: https://example.org/x.md\n",
            "docs/index.md": "# Home\n",
            "docs/a.md": "# A\n",
            "docs/b.md": "# B\n",
        },
        ("docs/index.md", "docs/b.md", "docs/a.md"),
        {"title": "Rye", "language": "en"},
    ),
    "MkDocs without nav": (
        {
            "mkdocs.yml": "site_name: Rye\n",
            "docs/10-z.md": "# Z\n",
            "docs/2-b.md": "# B\n",
            "docs/index.md": "# Home\n",
        },
        ("docs/index.md", "docs/2-b.md", "docs/10-z.md"),
        {},
    ),
    "Quarto": (
        {
            "_quarto.yml": "project: {type: book}\nlang: en\nbook:\n  title: Rye\n"
            "  author:\n    - name: C. D.\n  chapters:\n    - index.qmd\n"
            "    - part: first.qmd\n      chapters: [one.qmd]\n  appendices: [more.qmd]\n",
            "index.qmd": "# Welcome\n",
            "first.qmd": "# First\n",
            "one.qmd": "# One\n",
            "more.qmd": "# More\n",
        },
        ("index.qmd", "first.qmd", "one.qmd", "more.qmd"),
        {"title": "Rye", "authors": ("C. D.",), "language": "en"},
    ),
    "bookdown": (
        {"_bookdown.yml": "book_filename: x\n", "index.Rmd": "# W\n", "01-a.Rmd": "# A\n"},
        ("index.Rmd", "01-a.Rmd"),
        {},
    ),
    "GitBook": (
        {"SUMMARY.md": "* [Un](un.md#debut)\n* [Deux](deux.md)\n", "un.md": "", "deux.md": ""},
        ("un.md", "deux.md"),
        {},
    ),
    "any folder": (
        {"b.markdown": "# B\n", "a/1.md": "# 1\n", "README.md": "# R\n", "node_modules/x.md": ""},
        ("README.md", "a/1.md", "b.markdown"),
        {},
    ),
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    yield tmp_path
    entry.use_language("en")


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize("tool", BOOKS)
def test_the_chapter_list_of_each_tool_is_read(tool, tmp_path):
    files, chapters, about = BOOKS[tool]
    write(tmp_path, files)
    book = foreign_book(tmp_path)
    assert book.chapters == chapters
    assert {name: getattr(book, name) for name in about} == about


def test_a_listed_chapter_that_is_not_there_is_told(tmp_path):
    write(tmp_path, BOOKS["mdBook"][0])
    assert foreign_book(tmp_path).absent == ("src/perdu.md",)


@pytest.mark.parametrize("path", ["../secret.md", "/etc/secret.md", "link.md"])
def test_no_file_outside_of_the_folder_becomes_a_chapter(path, tmp_path):
    write(tmp_path, {"secret.md": "# S\n", "book/SUMMARY.md": f"[S]({path})\n[A](a.md)\n"})
    write(tmp_path, {"book/a.md": "# A\n"})
    (tmp_path / "book" / "link.md").symlink_to(tmp_path / "secret.md")
    assert foreign_book(tmp_path / "book").chapters == ("a.md",)


def test_a_book_becomes_a_project_with_its_pictures_and_what_it_includes(here, capsys):
    source = {
        **BOOKS["mdBook"][0],
        "src/avant.md": "# Avant\n\n![Un épi](img/%C3%A9pi.png)\n\n"
        "```rust\n{{#include ../code/a.rs:2:3}}\n```\n",
        "src/img/épi.png": b"\x89PNG\r\n\x1a\n",
        "src/img/autre.png": b"\x89PNG\r\n\x1a\n",
        "code/a.rs": "fn main() {}\n",
    }
    write(here / "Seigle", source)
    assert entry.run(["new", "brochure", "--from", "Seigle"]) == 0
    made = here / "seigle" / "brochure"
    assert "3 chapters of book.toml" in capsys.readouterr().out
    there = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert there == {
        "brochure.yaml",
        "code/a.rs",
        "src/avant.md",
        "src/img/épi.png",
        "src/un/deux mots.md",
        "src/un/index.md",
    }
    assert (made / "src/avant.md").read_text() == source["src/avant.md"]
    told = yaml.safe_load((made / "brochure.yaml").read_text())
    assert told["title"] == "Le seigle"
    assert [part for part in told["parts"] if "/" in part] == list(BOOKS["mdBook"][1])
    project, findings = load_project(here / "seigle")
    assert not findings
    assert [one.name for one in project.publications] == ["seigle"]


def test_where_there_is_a_project_the_book_is_added_to_it(here):
    assert entry.run(["new", "project", "essai"]) == 0
    write(here / "livre", BOOKS["any folder"][0])
    arguments = ["new", "brochure", "livre", "--from", "livre", "--project", "essai"]
    assert entry.run(arguments) == 0
    assert (here / "essai" / "livre" / "brochure.yaml").is_file()
    assert entry.run(arguments) == 2  # it is there already


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.txt": ""}, "there is no chapter in"),
        ({"mkdocs.yml": "nav: [a.md\nb: c", "docs/a.md": ""}, "mkdocs.yml:2:"),
        ({"book.toml": "[book\n", "src/SUMMARY.md": ""}, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(files, said, here, capsys):
    write(here / "x", files)
    assert entry.run(["new", "brochure", "--from", "x"]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_lists_that_go_round_in_circles_end(tmp_path):
    write(tmp_path, {"mkdocs.yml": "nav: &a\n  - *a\n  - a.md\n", "docs/a.md": ""})
    assert foreign_book(tmp_path).chapters == ("docs/a.md",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Les voisines sont venues avec des outils, et le jardin est prêt pour le printemps.",
            "fr",
        ),
        ("The neighbours came with their tools, and the garden is ready for spring.", "en"),
        ("Die Nachbarn sind mit Werkzeug gekommen, und der Garten ist für alle bereit.", "de"),
        ("Los vecinos llegaron con las herramientas y el jardín es para todos.", "es"),
        ("fn main() { let x = 5; }", None),
    ],
)
def test_the_language_of_a_text_is_recognised_by_its_small_words(text, language):
    assert recognised_language(text) == language
