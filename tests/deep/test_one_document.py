"""The oracle of the merge: the whole brochure laid out as one document has the same words on every page."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
import pytest
from benchmarks.book import make_book, write_plain
from weasyprint import HTML

from printkit.assemble.merge import merge
from printkit.dates import document_date
from printkit.model import MergePart
from printkit.project.load import load_project
from printkit.render import corrections, lines
from printkit.workshop import load_face

pytestmark = pytest.mark.deep

ROOT = Path(__file__).parents[2]


def words_of(pdf: bytes) -> list[Counter[str]]:
    """Count each page's words; a hyphen at a line's end is no end of a word."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [Counter(text.replace("\ufffe", "").replace("\x02", "").split()) for text in texts]


def first_difference(one: Iterable[Counter[str]], other: Iterable[Counter[str]]) -> str | None:
    for number, (here, there) in enumerate(zip(one, other, strict=True), 1):
        if here != there:
            return f"page {number}: only merged {here - there}, only in one document {there - here}"
    return None


def test_same_words_on_the_same_pages(tmp_path: Path):
    root = make_book(ROOT, tmp_path / "project")
    laid = write_plain(root, tmp_path, folios=False)
    settled = laid.settled
    assert settled is not None
    project, _findings = load_project(root)
    publication = next(one for one in project.publications if one.kind == "brochure")
    master, findings = merge(
        [
            MergePart(place.draft.name, place.draft.title, rendered.pdf)
            for place, rendered in zip(settled.places, settled.rendered, strict=True)
        ],
        meta=publication.meta,
        outline=(),
        labels=(),
        faces=project.themes[publication.theme].faces,
        load_face=load_face,
        fmt=publication.formats[0],
        date=document_date(publication.meta.date),
    )  # without heads and folios: plain WeasyPrint has none to compare
    assert [finding.message for finding in findings] == []
    corrections.install()  # the engine as the line uses it, which keeps notes on the page of their call
    lines.install()
    html = HTML(filename=str(tmp_path / "plain.html"))
    lines.tie_last_words(html.etree_element)
    whole = html.write_pdf()
    assert first_difference(words_of(master.pdf), words_of(whole)) is None
