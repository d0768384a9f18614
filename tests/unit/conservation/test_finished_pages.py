"""Pages as drawn against finished files with planted faults: none may pass."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, NameObject, RectangleObject

from printkit.conservation.finished_pages import (
    BETWEEN,
    PageText,
    losses,
    losses_of_sheets,
)
from printkit.conservation.page_reader import read_pages
from support.pressroom import job, laid_out, press

PAGES = (
    "Les serveurs tournent", "et la rivière", "chauffe doucement",
), ("Personne ne", "l’a voté en 2030")  # fmt: skip
DRAWN = tuple(BETWEEN.join(page) for page in PAGES)


def finished(*pages: tuple[str, ...]) -> list[PageText]:
    return [PageText(page) for page in pages]


@pytest.mark.parametrize(
    "pages",
    [
        PAGES,
        (("Les serveurs tournent et la rivière", "chauffe doucement"), PAGES[1]),  # joined
        (
            ("Les ser\u00ad", "veurs tournent", "et la", "rivière", *PAGES[0][2:]),
            PAGES[1],
        ),  # divided
        (("chauffe doucement", *PAGES[0][:2]), PAGES[1]),  # painted in another order
        ((*PAGES[0], "Un titre courant", "12"), PAGES[1]),  # more than was drawn
    ],
)
def test_the_same_words_are_there(pages: tuple[tuple[str, ...], ...]):
    assert losses(DRAWN, finished(*pages)) == []


@pytest.mark.parametrize(("page", "piece"), [(p, i) for p in (0, 1) for i in range(len(PAGES[p]))])
@pytest.mark.parametrize("fault", ["gone", "letter", "digits", "swapped-page", "outside"])
def test_a_piece_that_is_not_there_is_found(page: int, piece: int, fault: str):
    pages = [list(one) for one in PAGES]
    outside: list[list[str]] = [[], []]
    text = pages[page].pop(piece)
    if fault == "letter":
        pages[page].insert(piece, text[:-1])
    elif fault == "digits":
        pages[page].insert(piece, re.sub(r"[a-z](?=[a-z])", "7", text, count=1))
    elif fault == "swapped-page":
        pages[1 - page].append(text)
    elif fault == "outside":
        outside[page].append(text)
    found = losses(
        DRAWN,
        [PageText(tuple(a), tuple(b)) for a, b in zip(pages, outside, strict=True)],
    )
    (loss,) = found
    assert (loss.page, loss.text, loss.cut) == (page, text, fault == "outside")


def test_sheets_hold_the_pages_in_any_order():
    sheet = PageText((*PAGES[1], *PAGES[0]))
    assert losses_of_sheets(DRAWN, [sheet]) == []
    assert losses_of_sheets(DRAWN, [PageText(PAGES[1])]) != []


def test_a_page_of_the_same_words_twice_must_have_them_twice():
    (loss,) = losses((BETWEEN.join(["mot", "mot"]),), [PageText(("mot",))])
    assert loss.text == "mot"


# --- on a real file -------------------------------------------------------------------------------

BODY = "<p>Premier paragraphe.</p><p>Deuxième, avec 2030.</p><p>Le dernier.</p>"


@pytest.fixture(scope="module")
def part():
    with press() as pool:
        return laid_out(pool, job(BODY))


def changed(pdf: bytes, fault: str) -> bytes:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    writer = pypdf.PdfWriter(clone_from=reader)
    page = writer.pages[0]
    contents = page.get_contents()
    assert contents is not None
    stream = contents.get_data()
    shown = list(re.finditer(rb"\[<[^\]]*\] TJ|<[0-9a-f]*> Tj", stream))
    assert len(shown) >= 3, stream
    first = shown[0]
    if fault == "dropped":
        stream = stream[: first.start()] + stream[first.end() :]
    elif fault == "moved off":
        stream = b"1 0 0 1 0 3000 cm " + stream
    elif fault == "clipped":
        stream = b"0 0 40 40 re W n " + stream
    elif fault == "invisible":
        stream = stream.replace(b"BT", b"BT 3 Tr")
    elif fault == "trimmed":
        page[NameObject("/TrimBox")] = RectangleObject((0, 0, 200, 60))
    elif fault == "half":
        half = first[0][: len(first[0]) // 2]
        half = half[: len(half) - len(half) % 2]
        stream = stream[: first.start()] + b"[] TJ" + stream[first.end() :]
        del half
    elif fault == "meaning":
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font.get_object().pop("/ToUnicode", None)
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descendant["/FontDescriptor"].get_object().pop("/FontFile3", None)
    replaced = DecodedStreamObject()
    replaced.set_data(stream)
    page[NameObject("/Contents")] = writer._add_object(replaced)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_file_as_laid_out_holds_its_words(part):
    assert losses(part.drawn, read_pages(part.pdf)) == []


@pytest.mark.parametrize(
    "fault", ["dropped", "moved off", "clipped", "invisible", "trimmed", "half", "meaning"]
)
def test_a_changed_file_does_not_pass(part, fault: str):
    assert losses(part.drawn, read_pages(changed(part.pdf, fault)))


def test_a_line_divided_on_a_sheet_stands_though_half_of_it_stands_elsewhere() -> None:
    drawn = (BETWEEN.join(["le 10 février", "Voir le 10 février", "e"]),)
    page = PageText(("le 10 février", "Voir", "le 10 février", "e"))
    assert losses(drawn, [page]) == []
