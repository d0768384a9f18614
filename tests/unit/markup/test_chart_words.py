"""Words of a drawing: part of the page's own drawing, lines of text, where the engine put them."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from printkit.assemble import onebyte
from printkit.assemble.master import Master, screen
from printkit.assemble.merge import merge
from printkit.model import Asset, MergePart, Meta, PageFormat
from printkit.pdf.interpreter import Interpreter
from support.pressroom import faces, job, laid_out, press

STYLE = "font-family='TeX Gyre Heros' font-size='9' fill='#112233'"
CHART = Asset.of_bytes(
    "asset:a.svg",
    f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 60' width='200' height='60'>"
    f"<text x='190' y='20' text-anchor='end' {STYLE}>Reste du monde</text>"
    f"<text x='100' y='40' text-anchor='middle' {STYLE}>Europe</text>"
    f"<text x='100' y='55' opacity='.5' text-anchor='middle' {STYLE}>pâle</text></svg>".encode(),
)


@pytest.fixture(scope="module")
def master() -> Master:
    with press() as pool:
        pdf = laid_out(
            pool, job('<p><img src="asset:a.svg" alt="Un">Texte</p>', assets=(CHART,))
        ).pdf
    made, findings = merge(
        [MergePart("un", "Un", pdf)],
        meta=Meta("Un", "fr", dt.date(2026, 1, 2)),
        outline=(),
        labels=(),
        faces=faces(),
        load_face=lambda face: face.path.read_bytes(),
        fmt=PageFormat("essai", (100.0, 140.0)),
        date=dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC),
    )
    assert findings == []
    return made


def page_of(pdf: bytes) -> Any:
    opened = pikepdf.open(io.BytesIO(pdf))
    return opened, opened.pages[0]


def test_only_what_is_see_through_is_a_group(master: Master):
    _pdf, page = page_of(master.pdf)
    groups = list(page.Resources.XObject.values())
    assert ["/Group" in one for one in groups] == [True]  # the pale word


def test_words_are_one_line_each(master: Master):
    _pdf, page = page_of(screen(master))
    drawn = page.Contents.read_bytes()
    assert (
        drawn.count(b" Tj") + drawn.count(b" TJ") == 3
    )  # two words of the drawing, one of the text


def test_nothing_moved(master: Master):
    with pikepdf.open(io.BytesIO(master.pdf)) as whole:
        page = whole.pages[0]
        page.mediabox = page.cropbox = page.trimbox
        cut = io.BytesIO()
        whole.save(cut)
    pictures = []
    for pdf in (cut.getvalue(), screen(master)):
        with pypdfium2.PdfDocument(pdf) as document:
            pictures.append(document[0].render(scale=9).to_pil().convert("L").reduce(3))
    assert pictures[0].getextrema()[0] < 100
    assert ImageChops.difference(*pictures).getextrema()[1] < 60


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"BT /f 10 Tf\n[<0001>] TJ\n5 0 Td\n[<0002>] TJ\n3 0 Td\n[<0001>] TJ\nET",
            b"BT /f 10 Tf\n[(ab)-50(a)] TJ\nET",
        ),
        (b"BT /g 10 Tf\n[<0001>] TJ\n5 0 Td\n[<0002>] TJ\nET",) * 2,
        (
            b"BT /f 10 Tf\n[<0001>] TJ\n5 3 Td\n[<0002>] TJ\nET",
            b"BT /f 10 Tf\n(a) Tj\n5 3 Td\n(b) Tj\nET",
        ),
        (
            b"BT /f 10 Tf\n[<0001>] TJ\n5 0 Td\n[<0002>] TJ\n0 9 Td\n[<0001>] TJ\nET",
            b"BT /f 10 Tf\n(a) Tj\n5 0 Td\n(b) Tj\n0 9 Td\n(a) Tj\nET",
        ),
    ],
    ids=["letters in a line", "an unknown face", "letters on a slope", "more than one line"],
)
def test_letters(before: bytes, after: bytes):
    font: dict[str, Any] = {}
    face = onebyte.Face(font, {1: 97, 2: 98}, {1: "a", 2: "b"}, {1: 500.0, 2: 250.5}, b"")
    visitor = onebyte.Letters({id(font): face})
    Interpreter(visitor, {"/Font": {"/f": font}}).run(before)
    assert visitor.result(before) == after
