"""Large print in two volumes: cut where a part opens, each with its cover, all pages in one of them."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from printkit.assemble.master import Master
from printkit.assemble.outlined_words import has, named, outlined
from printkit.build.editions import volume_editions
from printkit.build.editions.finisher import EditionContext
from printkit.build.editions.volume_editions import THICK, volumes
from printkit.model.editions import edition_of, ungrouped
from support.brochure_sample import publication
from support.pressroom import faces
from support.reader_sample import theme


@pytest.mark.parametrize(
    ("pages", "openings", "cut"),
    [
        (128, (1, 3, 9, 40, 62, 70, 120), 61),
        (128, (1, 3, 9, 40, 58, 70, 120), 69),
        (128, (1, 3, 120), None),  # no part opens near the middle
        (THICK - 1, (1, 40), None),
    ],
)
def test_where_a_book_is_cut(pages: int, openings: tuple[int, ...], cut: int | None) -> None:
    parted = volumes(pages, openings)
    if cut is None:
        assert parted is None
    else:
        assert parted == (range(2, cut), range(cut, pages))


def test_who_asks_for_large_print_is_given_the_volumes_too() -> None:
    assert ungrouped(["large-print"]) == ("large-print", "large-print-volumes")


def test_every_page_stands_in_one_volume_and_the_cover_in_both() -> None:
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(300, 400))
    for number in range(1, THICK + 1):
        canvas.setTrimBox((10, 10, 290, 390))
        canvas.drawString(100, 200, f"page {number}")
        canvas.showPage()
    canvas.save()
    book = publication()
    master = Master(drawn.getvalue(), THICK, book.formats[0])
    build: Any = SimpleNamespace(project=SimpleNamespace(themes={book.theme: theme(faces())}))
    context = EditionContext(book, book.formats[0], THICK, build, tuple, (1, 3, 43))
    (finisher,) = volume_editions.FINISHERS
    said, parts = [], []
    for file in finisher.files(context):
        finished = file.finish(master)
        pdf = pypdfium2.PdfDocument(io.BytesIO(finished.data))
        assert len(pdf) == finished.pages
        assert pdf[0].get_size() == (280, 380)
        said += [page.get_textpage().get_text_range() for page in pdf]
        parts.append(file.part)
    assert tuple(parts) == edition_of("large-print-volumes").parts
    numbers = [int(text.split()[1]) for text in said]
    assert numbers == [1, 2, *range(3, 43), 1, 2, *range(43, THICK + 1)]


def test_the_label_is_drawn_in_the_face_of_the_cover() -> None:
    by_name = {named(one.path): one for one in faces()}
    bold, regular = by_name["TeXGyreHeros-Bold"], by_name["TeXGyreHeros-Regular"]
    path, wide = outlined("IL", bold.path, 1000)
    assert path.count(b" m") == path.count(b"h") == 2  # two letters of one stroke each
    assert wide > outlined("IL", regular.path, 1000)[1]
    assert has(bold.path, "VOLUME 1")
    assert not has(bold.path, "巻")
