"""Every finished edition of the brochure says the same, in the same order; differences are told by place.

Read without pages: web page and e-book. Read by their tags, as a screen reader does: screen, archive and
large print. Read page by page: what presses and copiers get, which has no tags. Hyphens at lines' ends,
heads and folios, page numbers and the words of drawings are left aside.
"""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
import yaml

from printkit.readers.reflow import ident
from support.checkers.said import (
    CALL,
    Said,
    descriptions,
    differences,
    differences_of_pages,
    of_epub,
    of_pages,
    of_tagged,
    of_web,
)

pytestmark = pytest.mark.deep

ROOT = Path(__file__).parents[2]
TAGGED = ("a5-screen", "a5-archive", "large-print")
#: what is made of the same pages and has no tags
PAGED = ("a5-press", "a5-mono")
#: the whole in large print, bound in two
VOLUMES = ("large-print-volume-1", "large-print-volume-2")
#: the booklets, and whether the copier turns the sheet over its short edge
SHEETS = {
    "a5-cahier-bord-court": True,
    "a5-cahier-bord-long": False,
    "a5-cahier-noir-bord-court": True,
    "a5-cahier-noir-bord-long": False,
}


@pytest.fixture(scope="module")
def folder(out: Path) -> Path:
    return out / "synthese"


@pytest.fixture(scope="module")
def web(folder: Path) -> Said:
    return of_web((folder / "synthese-web.html").read_bytes())


@pytest.fixture(scope="module")
def pages(folder: Path) -> list[list[str]]:
    return of_pages(folder / "synthese-a5-screen.pdf")


def test_no_edition_is_left_out(folder: Path) -> None:
    pdfs = {f"synthese-{name}.pdf" for name in (*TAGGED, *VOLUMES, *PAGED, *SHEETS)}
    assert {path.name for path in folder.iterdir()} == pdfs | {"synthese-web.html", "synthese.epub"}


def test_two_volumes_hold_every_page_of_the_whole_in_order(folder: Path) -> None:
    bound = [page for name in VOLUMES for page in of_pages(folder / f"synthese-{name}.pdf")]
    left = iter(bound)
    _cover, *inside, _back = of_pages(folder / "synthese-large-print.pdf")
    for page in inside:
        assert not page or page in left, page[:12]


def test_it_is_the_whole_brochure_that_is_compared(web: Said) -> None:
    written = yaml.safe_load((ROOT / "brochure" / "brochure.yaml").read_text("utf-8"))["parts"]
    chapters = [ident(name.removesuffix(".md")) for name in written if name.endswith(".md")]
    assert [*web] == [*chapters, "glossary", "bibliography"]
    assert sum(len(text) for text, _notes in web.values()) > 10_000
    assert sum(len(notes) for _text, notes in web.values()) > 1_000
    assert sum("".join(text).count(CALL) for text, _notes in web.values()) > 150


def test_the_book_says_what_the_page_says(web: Said, folder: Path) -> None:
    assert differences(web, of_epub((folder / "synthese.epub").read_bytes())) == []


@pytest.mark.parametrize("name", TAGGED)
def test_tagged_files_say_what_the_page_says(name: str, web: Said, folder: Path) -> None:
    drawings = descriptions((folder / "synthese-web.html").read_bytes())
    assert differences(web, of_tagged(folder / f"synthese-{name}.pdf", [*web], drawings)) == []


@pytest.mark.parametrize("name", [*PAGED, "a5-archive"])
def test_files_of_the_same_pages_say_the_same(
    name: str, pages: list[list[str]], folder: Path
) -> None:
    assert differences_of_pages(pages, of_pages(folder / f"synthese-{name}.pdf")) == []


@pytest.mark.parametrize("name", SHEETS)
def test_booklets_say_the_same_once_folded(name: str, pages: list[list[str]], folder: Path) -> None:
    halves = of_pages(folder / f"synthese-{name}.pdf", halves=True)
    folded: dict[int, list[str]] = {}
    last = len(pages)
    for sheet in range(last // 4):
        front, back = halves[4 * sheet : 4 * sheet + 2], halves[4 * sheet + 2 : 4 * sheet + 4]
        if not SHEETS[name]:
            back.reverse()  # upside down
        for number, words in zip(
            (last - 2 * sheet, 1 + 2 * sheet, 2 + 2 * sheet, last - 1 - 2 * sheet),
            (*front, *back),
            strict=True,
        ):
            folded[number] = words
    for number, words in enumerate(pages, 1):
        # of what stands upside down, the lines are taken in another order and the hyphens are not known
        on_back = (number % 2 == 0) == (number <= last / 2)
        order = sorted if on_back and not SHEETS[name] else list
        there, here = ("".join(one).replace("-", "") for one in (folded[number], words))
        assert order(there) == order(here), f"page {number}"


#: The end of a string that is drawn: two words and a space.
_WORDS = re.compile(rb"\b([a-z]{3,}) ([a-z]{3,}) \)")


@pytest.mark.parametrize(
    ("drawn", "told"),
    [("{first} )", "'{second}' / ''"), ("{first} {second} {second} )", "'' / '{second}'")],
    ids=["a word less", "a word twice"],
)
def test_a_word_more_or_less_is_found(
    drawn: str, told: str, web: Said, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.pdf"
    with pikepdf.open(folder / "synthese-a5-screen.pdf") as pdf:
        page, found = next(
            (page, found) for page in pdf.pages[10:] if (found := _WORDS.search(_drawn(page)))
        )
        words = {"first": found[1].decode(), "second": found[2].decode()}
        start, end = found.span()
        data = _drawn(page)
        page.Contents.write(data[:start] + drawn.format(**words).encode() + data[end:])
        pdf.save(path)
    (said,) = differences(web, of_tagged(path, [*web]))
    assert said.endswith(told.format(**words))


def _drawn(page: pikepdf.Page) -> bytes:
    return bytes(page.Contents.read_bytes())
