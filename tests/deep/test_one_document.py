"""The oracle of the merge: the whole brochure laid out as one document has the same words on every page.

Figures stand in the one document where the line placed them: its moves are listened to and made again.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from benchmarks.book import make_book, write_plain
from weasyprint import HTML

from printkit.assemble.merge import merge
from printkit.build.build_context import load_face
from printkit.core.dates import document_date
from printkit.layout.pagination import Settled, job_of
from printkit.model import MergePart
from printkit.project.load import load_project
from printkit.render import hooks, page_filling
from printkit.render.engine import Engine

pytestmark = pytest.mark.deep

ROOT = Path(__file__).parents[2]


def words_of(pdf: bytes) -> list[Counter[str]]:
    """Count each page's words, digits and stops; a hyphen at a line's end is no end of a word.

    Digits and stops count for themselves: around calls and a chart's numbers a reader guesses at spaces.
    """
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [
        Counter(re.findall(r"[^\W\d]+|\d|[^\w\s]", text.replace("\ufffe", "").replace("\x02", "")))
        for text in texts
    ]


def first_difference(one: Iterable[Counter[str]], other: Iterable[Counter[str]]) -> str | None:
    for number, (here, there) in enumerate(zip(one, other, strict=True), 1):
        if here != there:
            return f"page {number}: only merged {here - there}, only in one document {there - here}"
    return None


def moves_of(
    settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> list[list[tuple[list[int], int, int]]]:
    """Lay each part out here; return its moves: the parent's path from the body, the place in it, steps."""
    shift = page_filling._shift
    heard: list[tuple[list[int], int, int]] = []
    roots: list[Any] = []

    def listen(parent: Any, block: Any, steps: int) -> None:
        above = {child: one for one in roots[0].iter() for child in one}
        path: list[int] = []
        node = parent
        while node.tag != "body":
            path.insert(0, list(above[node]).index(node))
            node = above[node]
        heard.append((path, list(parent).index(block), steps))
        shift(parent, block, steps)

    def fill(layout: Any, tree: Any, document: Any) -> Any:
        roots[:] = [tree]
        return page_filling.fill(layout, tree, document)

    parts = []
    with monkeypatch.context() as patch:
        patch.setattr(page_filling, "_shift", listen)
        patch.setattr("printkit.render.engine.fill", fill)
        engine = Engine()
        for place in settled.places:
            heard = []
            engine.render(job_of(place, settled.pages, settled.total, ""))
            parts.append(heard)
    return parts


def move(part: Any, moves: Iterable[tuple[list[int], int, int]]) -> None:
    for path, at, steps in moves:
        parent = part
        for index in path:
            parent = parent[index]
        page_filling._shift(parent, parent[at], steps)


def test_same_words_on_the_same_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
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
    assert hooks.install() == ()  # the engine as the line uses it
    html = HTML(filename=str(tmp_path / "plain.html"))
    moves = moves_of(settled, monkeypatch)
    assert any(moves), "no figure of the brochure was moved: nothing to make again"
    for part, made in zip(html.etree_element.find("body"), moves, strict=True):
        move(part, made)
    whole = html.write_pdf()
    assert first_difference(words_of(master.pdf), words_of(whole)) is None
