"""The screen edition is small, and nothing but its size tells it from the master it is cut from."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import ImageChops
from pypdf import PdfReader

from printkit.assemble.master import Master, screen
from printkit.assemble.merge import merge
from printkit.model import MergePart, Meta, PageFormat
from support.pressroom import faces, job, laid_out, press

FMT = PageFormat("essai", (100.0, 140.0))
#: What a pass over an object's bytes must not take for the file's own writing.
HOSTILE = "Titre (5 0 R [1.23456]) †  /Type /Page\\ stream"
DATE = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
JUSTIFIED = "p { text-align: justify; hyphens: auto }"
PROSE = "Où l’œuvre s’achève, 12 345 signes (ou presque) : « l’effort », dit-elle. " * 30
BODY = (
    f'<h1>Un titre</h1><p>{PROSE}</p><p><a href="https://example.org/(a)?5 0 R">Un lien</a></p>'
    f'<p><em>{PROSE}</em></p><p style="letter-spacing: .05em">Espacé</p>'
)


def master_of(body: str, title: str = "Essai") -> Master:
    with press() as pool:
        pdf = laid_out(pool, job(body, JUSTIFIED)).pdf
    master, findings = merge(
        [MergePart("un", title, pdf)],
        meta=Meta(title, "fr", dt.date(2026, 1, 2)),
        outline=(),
        labels=(),
        faces=faces(),
        load_face=lambda face: face.path.read_bytes(),
        fmt=FMT,
        date=DATE,
    )
    assert findings == []
    return master


@pytest.fixture(scope="module")
def master() -> Master:
    return master_of(BODY, HOSTILE)


@pytest.fixture(scope="module")
def small(master: Master) -> bytes:
    return screen(master)


def pictures(pdf: bytes, scale: float = 3) -> list[Any]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=scale).to_pil().convert("L") for page in document]


def test_it_is_a_fraction_of_the_master(master: Master, small: bytes):
    assert len(small) < 0.75 * len(master.pdf)


def test_a_strict_reader_opens_it(small: bytes):
    with pikepdf.open(io.BytesIO(small)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_no_glyph_moves(master: Master, small: bytes):
    cut = pikepdf.open(io.BytesIO(master.pdf))
    for page in cut.pages:
        page.mediabox = page.cropbox = page.trimbox
    whole = io.BytesIO()
    cut.save(whole)
    for here, there in zip(pictures(whole.getvalue()), pictures(small), strict=True):
        # a glyph may land on another quarter of a pixel; a missing or moved one is black on white
        far = ImageChops.difference(here.reduce(3), there.reduce(3)).getextrema()[1]
        assert far < 60


def test_every_word_can_be_copied(master: Master, small: bytes):
    before = [page.extract_text() for page in PdfReader(io.BytesIO(master.pdf)).pages]
    after = [page.extract_text() for page in PdfReader(io.BytesIO(small)).pages]
    assert [text.split() for text in after] == [text.split() for text in before]
    assert "l’œuvre" in after[0]


def test_what_strings_say_is_left_alone(small: bytes):
    reader = PdfReader(io.BytesIO(small))
    assert reader.metadata is not None
    assert reader.metadata.title == HOSTILE
    links = [one.get_object() for page in reader.pages for one in page.get("/Annots", ())]
    assert {str(link["/A"]["/URI"]) for link in links} == {"https://example.org/(a)?5%200%20R"}


def test_each_page_draws_in_one_stream_with_simple_fonts(small: bytes):
    for page in PdfReader(io.BytesIO(small)).pages:
        assert not isinstance(page["/Contents"], list)
        for font in page["/Resources"]["/Font"].values():
            assert font["/Subtype"] == "/Type1"
            assert len(font["/Widths"]) == font["/LastChar"] - font["/FirstChar"] + 1


def test_a_face_with_too_many_glyphs_keeps_its_two_bytes():
    with TTFont(faces()[0].path) as file:
        known = sorted(code for code in file.getBestCmap() if chr(code).isalnum() and code < 0x2000)
    letters = " ".join(map(chr, known))
    assert len(known) > 256
    master = master_of(f"<p>{letters}</p>")
    (font,) = {
        font["/Subtype"]
        for page in PdfReader(io.BytesIO(screen(master))).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert font == "/Type0"
    assert PdfReader(io.BytesIO(screen(master))).pages[0].extract_text().startswith("0 1 2")


def edited(master: Master, content: bytes) -> Master:
    """A master whose first page draws something more."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(master.pdf)) as pdf:
        page = pdf.pages[0]
        page.contents_add(content)
        pdf.save(out)
    return replace(master, pdf=out.getvalue())


@pytest.mark.parametrize(
    "content", [b"BT (\\377\\377) Tj ET", b"BT 2 Tw ET", b"BT (x)' ET"], ids=["glyph", "Tw", "line"]
)
def test_text_the_engine_does_not_write_leaves_the_faces_alone(master: Master, content: bytes):
    with pikepdf.open(io.BytesIO(master.pdf)) as pdf:
        (name, *_others) = pdf.pages[0].Resources.Font.keys()
    odd = edited(
        master,
        b"q BT "
        + name.encode()
        + b" 9 Tf ET "
        + content.replace(b"BT", b"BT " + name.encode() + b" 9 Tf")
        + b" Q",
    )
    with pikepdf.open(io.BytesIO(screen(odd))) as pdf:
        assert {str(font.Subtype) for font in pdf.pages[0].Resources.Font.values()} == {"/Type0"}


def test_the_same_master_gives_the_same_bytes(master: Master, small: bytes):
    assert screen(master) == small


def test_a_file_without_boxes_is_refused(master: Master):
    broken = replace(master, pdf=master.pdf.replace(b"/TrimBox", b"/TrimBax"))
    with pytest.raises(ValueError, match="without its trim"):
        screen(broken)


def test_what_tags_say_is_the_same(master: Master, small: bytes):
    def said(data: bytes) -> list[str]:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
            keys = ("/Alt", "/ActualText", "/Contents", "/T", "/Title")
            texts = [
                str(one[key])
                for one in found
                for key in keys
                if isinstance(one.get(key), pikepdf.String)
            ]
            kinds = [str(one["/S"]) for one in found if "/S" in one and "/P" in one]
            return sorted([*texts, *kinds])

    assert said(small) == said(master.pdf)
