"""Numbers of notes hang: all lines of their texts begin under one another, by the shipped sheets."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from printkit.compose.stylesheets import theme_sheets, tokens_sheet
from printkit.model import RenderJob, Stylesheet
from support.brochure_sample import presse
from support.pressroom import faces, laid_out, press

NOTE = "Auteur, « Un titre bien trop long pour une seule ligne au pied de la page », "
#: what letters keep free on their left (pt), more or less of it
SIDES = 1.2
SHEETS = {
    "brochure.css": "@page { size: 148mm 210mm }",
    "large-print.css": "@page { size: 210mm 297mm }",
}


def lefts(sheet: str) -> list[tuple[str, float]]:
    """Return the first word of each line that a page of notes 1, 10 and 2 has, and where it begins (pt)."""
    called = "".join(f'<p>a<span class="footnote">{NOTE * 3}</span></p>' for _ in range(10))
    sheets = ["tokens.css", "brochure.css", *([sheet] if sheet != "brochure.css" else [])]
    theme = presse()
    styles = [tokens_sheet(theme), *theme_sheets(theme, *sheets), Stylesheet("own", SHEETS[sheet])]
    html = (
        f'<!DOCTYPE html><html lang="fr"><head><title>n</title></head><body>{called}</body></html>'
    )
    with press() as pool:
        pdf = laid_out(pool, RenderJob("n", html, tuple(styles), faces())).pdf
    found = []
    for page in pypdfium2.PdfDocument(io.BytesIO(pdf)):
        text = page.get_textpage()
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            found.append((text.get_text_bounded(left, bottom, right, top).strip(), left))
    return found


@pytest.mark.parametrize("sheet", sorted(SHEETS))
def test_lines_of_notes_begin_under_one_another(sheet: str) -> None:
    lines = lefts(sheet)
    firsts = [left for words, left in lines if words.startswith("Auteur")]
    texts = [left for words, left in lines if len(words) > 12]
    assert len(firsts) >= 10
    assert len(texts) >= 30
    assert max(texts) - min(texts) < SIDES, lines
