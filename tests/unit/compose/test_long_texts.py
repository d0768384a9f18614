"""Long titles, many authors, long descriptions: all of it stands on the page of the shipped theme."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printkit.compose.brochure_parts import compose
from printkit.layout.pagination import Place, job_of
from printkit.model import FlawKind, RenderedChapter
from printkit.render.pool import RenderPool
from support.brochure_sample import manuscript, presse
from support.pressroom import faces, laid_out, press

#: 46, 92 and 180 letters
TITLES = [
    "Aide à la construction d’un schéma de données",
    "Quand la machine organise le travail, qui décide de ce que nous faisons de nos journées ?",
    "Un très long titre de chapitre qui parle de l’énergie, de l’eau, des métaux et des machines "
    "qui calculent au vingtième siècle, et de ce que l’on en dit dans la presse de ce pays",
]
HIDES = {FlawKind.CUT, FlawKind.LOST, FlawKind.OVERFULL}


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


def laid(pool: RenderPool, name: str, book: object) -> RenderedChapter:
    drafts = {draft.name: draft for draft in compose(book, presse(faces=faces()))}  # type: ignore[arg-type]
    return laid_out(pool, job_of(Place(drafts[name], 1, 1), {}, 1, ""))


@pytest.mark.parametrize("title", TITLES)
def test_a_chapters_title_grows_down(pool: RenderPool, title: str):
    book = manuscript()
    first, *others = book.chapters
    book = replace(
        book, chapters=(replace(first, title_html=title, title_text=title, number=1), *others)
    )
    assert not HIDES & {flaw.kind for flaw in laid(pool, "un", book).flaws}


@pytest.mark.parametrize("count", [1, 3, 12])
def test_a_cover_holds_its_authors(pool: RenderPool, count: int):
    book = manuscript()
    authors = tuple(f"Prénom Nom-Composé {number}" for number in range(count))
    meta = replace(book.publication.meta, authors=authors)
    book = replace(book, publication=replace(book.publication, meta=meta))
    rendered = laid(pool, "cover", book)
    assert not HIDES & {flaw.kind for flaw in rendered.flaws}
    assert all(one.overflow_mm == 0 for one in rendered.fit)


@pytest.mark.parametrize(("sentences", "fits"), [(2, True), (15, True), (80, False)])
def test_a_description_is_set_smaller_or_told(pool: RenderPool, sentences: int, fits: bool):
    book = manuscript()
    meta = replace(book.publication.meta, description="Une description un peu longue. " * sentences)
    book = replace(book, publication=replace(book.publication, meta=meta))
    rendered = laid(pool, "back-cover", book)
    (result,) = [one for one in rendered.fit if one.slot == "description"]
    assert (result.overflow_mm == 0) is fits
