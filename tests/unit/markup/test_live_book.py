"""A chapter as it is typed: the same words as in its book, the page the caret is on."""

import io

import pytest
from pypdf import PdfReader

from printkit.markup.reading.live_book import OpenBook
from printkit.markup.reading.reader import read_book
from printkit.project.load import load_project
from printkit.studio.chapter_preview import Chapters, page_of
from printkit.studio.live_layouts import PreviewWorkers
from printkit.studio.project_settings import Settings

FILES = {
    "printkit.yaml": "name: Essai\n",
    "livre/brochure.yaml": (
        "name: livre\ntitle: Livre\ndate: 2026-01-05\nsources: sources.yaml\nglossary: glossaire.md\n"
        "parts: [00-avant.md, 01-un.md, 02-deux.md, glossary]\n"
    ),
    "livre/00-avant.md": "# Avant\n\nVoir [](#murs).\n",
    "livre/01-un.md": (
        "# Un\n\nLe nuage a des murs[^a]. Voir [](02-deux.md).\n\n"
        "## Des murs {#murs}\n\nUne source[@lui2024].\n\n[^a]: Une note.\n"
    ),
    "livre/02-deux.md": "---\nshort: Bref\n---\n# Deux {#deux}\n\nVoir [](#murs) ; c'est « dit ».\n",
    "livre/glossaire.md": "nuage\n:   Des machines ailleurs.\n",
    "livre/sources.yaml": (
        "- id: lui2024\n  type: book\n  title: Un titre\n  author: [{family: Lui, given: A.}]\n"
        "  issued: 2024\n"
    ),
}


@pytest.fixture
def root(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture
def chapters(root):
    preview_workers = PreviewWorkers(root, 1)
    yield Chapters(root, Settings(root), preview_workers)
    preview_workers.close()


def read(root):
    project, _findings = load_project(root)
    (publication,) = project.publications
    options = {"read_file": lambda path: None, "palette": {}, "measure": lambda *one: 1.0}
    manuscript = read_book(publication, **options)
    return manuscript, OpenBook(publication, **options, remember=lambda key, make: make())


def test_a_chapter_read_alone_is_the_one_of_its_book(root):
    manuscript, book = read(root)
    assert len(manuscript.chapters) == 3
    for _again in range(2):
        for chapter in manuscript.chapters:
            alone, _findings = book.chapter(chapter.part, chapter.sources[0].text)
            assert alone == chapter
            assert alone.body_html


def test_what_is_typed_is_numbered_and_checked_within_the_book(root):
    _manuscript, book = read(root)
    chapter, findings = book.chapter("02-deux", FILES["livre/02-deux.md"])
    assert (chapter.number, findings) == (2, ())
    text = FILES["livre/02-deux.md"].replace("#murs", "#mur")
    _chapter, findings = book.chapter(chapter.part, text)
    assert [one.position.line for one in findings] == [6]
    with pytest.raises(KeyError):
        book.chapter("trois", "# Trois\n")


def test_the_page_follows_the_text_and_not_the_file(root, chapters):
    brochure, path = root / "livre" / "brochure.yaml", root / "livre" / "01-un.md"
    before = chapters.preview(brochure, path, FILES["livre/01-un.md"], quick=True)
    assert before.rough
    true = chapters.preview(brochure, path, FILES["livre/01-un.md"])
    assert not true.rough
    # tags are for those who read it, not for a look at it
    assert "/StructTreeRoot" not in PdfReader(io.BytesIO(before.rendered.pdf)).trailer["/Root"]
    assert "/StructTreeRoot" in PdfReader(io.BytesIO(true.rendered.pdf)).trailer["/Root"]
    typed = chapters.preview(brochure, path, FILES["livre/01-un.md"] + "\nMot.\n", quick=True)
    assert typed.rendered.pdf != before.rendered.pdf
    assert path.read_text() == FILES["livre/01-un.md"]
    # once laid out truly, a text is not laid out again
    assert chapters.preview(brochure, path, FILES["livre/01-un.md"], quick=True) == true


def rules(typed):
    return [one.rule for one in typed.findings]


def test_a_change_in_another_chapter_is_taken_up(root, chapters):
    text = FILES["livre/02-deux.md"]
    brochure, path = root / "livre" / "brochure.yaml", root / "livre" / "02-deux.md"
    assert "broken-reference" not in rules(chapters.preview(brochure, path, text))
    (root / "livre" / "01-un.md").write_text("# Un\n")
    assert "broken-reference" in rules(chapters.preview(brochure, path, text))
    (root / "livre" / "brochure.yaml").write_text("name: livre\ntitle: [\n")
    broken = chapters.preview(brochure, path, text)
    assert broken.rendered is None
    assert broken.findings[0].position.path == "livre/brochure.yaml"


PAGES = [
    "Le nuage a des murs, des câbles et une prise de courant ; il a soif, et ce sont",
    "des villages qui lui versent à boire, sans qu’on leur ait de-\nmandé leur avis. ﬁn",
]


@pytest.mark.parametrize(
    ("before", "after", "page"),
    [
        ("Le nuage a **des murs**, des câbles et une prise", " de courant", 0),
        ("villages qui lui versent à boire, sans qu'on leur ait demandé", " leur avis.", 1),
        ("(https://ailleurs.example/adresse/longue)", " lui versent [à boire](x)", 1),
        ("il a soif, et ce sont des villages qui lui versent", "", 1),
        ("rien de tout cela n'est imprimé", "ni cela non plus, nulle part", None),
        ("", "", None),
    ],
)
def test_the_caret_finds_its_page(before, after, page):
    assert page_of(PAGES, before, after) == page
