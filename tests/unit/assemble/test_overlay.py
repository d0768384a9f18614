"""Heads and folios land on their pages, as artifacts, and versos move by the margins' difference."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from printkit.assemble.overlay import lay_over, shift

PAGE = "@page { size: 100mm 100mm; margin: 20mm; bleed: 5mm } p { margin: 0; break-after: page }"
SHEET = (
    "@page { size: 100mm 100mm; margin: 0; bleed: 5mm } p { margin: 90mm 0 0; break-after: page }"
)


def pdf(css, *paragraphs, **options):
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return HTML(string=f"<html lang=fr><title>t</title><style>{css}</style>{body}").write_pdf(
        **options
    )


def positions(data):
    """Return, for each page, its texts with the x (pt) each starts at."""
    found = []
    for page in PdfReader(io.BytesIO(data)).pages:
        texts = {}

        def visit(text, matrix, text_matrix, font, size, texts=texts):
            if text.strip():
                texts[text.strip()] = round(text_matrix[4] * matrix[0] + matrix[4], 1)

        page.extract_text(visitor_text=visit)
        found.append(texts)
    return found


def dressed(body, furniture, versos=(), shift_pt=0.0):
    writer = PdfWriter(clone_from=io.BytesIO(body))
    shift(writer, versos, shift_pt)
    lay_over(writer, furniture)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_each_page_gets_its_own_folio_outside_the_reading_order():
    body = pdf(PAGE, "one", "two", "three", pdf_variant="pdf/ua-1")
    data = dressed(body, pdf(SHEET, "7", "8", "9"))
    pages = PdfReader(io.BytesIO(data)).pages
    assert [page.extract_text().split() for page in pages] == [
        ["one", "7"],
        ["two", "8"],
        ["three", "9"],
    ]
    for page in pages:
        drawn = page.get_contents().get_data()
        own, laid_over = drawn.split(b"/Artifact <</Type /Pagination>> BDC q\n")
        assert own.count(b" Tj") + own.count(b"TJ") == 1
        assert laid_over.endswith(b"Q EMC\n")


def test_pages_without_furniture_are_left_alone():
    data = dressed(pdf(PAGE, "one", "two"), pdf(SHEET, "", "2"))
    first, second = PdfReader(io.BytesIO(data)).pages
    assert not [name for name in first["/Resources"]["/Font"] if name.startswith("/H-")]
    assert [name for name in second["/Resources"]["/Font"] if name.startswith("/H-")]


def test_versos_move_with_their_links():
    body = pdf(PAGE, "<a href='https://e.org'>one</a>", "<a href='https://e.org'>two</a>")
    before, after = positions(body), positions(dressed(body, pdf(SHEET, "", ""), [1], 5.67))
    assert after[0] == before[0]
    assert after[1]["two"] == pytest.approx(before[1]["two"] + 5.67, abs=0.1)
    rects = [
        [
            float(page["/Annots"][0].get_object()["/Rect"][0])
            for page in PdfReader(io.BytesIO(d)).pages
        ]
        for d in (body, dressed(body, pdf(SHEET, "", ""), [1], 5.67))
    ]
    assert rects[1][0] == pytest.approx(rects[0][0])
    assert rects[1][1] == pytest.approx(rects[0][1] + 5.67, abs=0.01)


def test_a_count_that_does_not_match_is_refused():
    with pytest.raises(ValueError, match="1 pages of furniture for 2"):
        dressed(pdf(PAGE, "one", "two"), pdf(SHEET, "1"))
