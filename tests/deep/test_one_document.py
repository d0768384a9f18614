"""The oracle of the merge: the whole brochure laid out as one document has the same words on every page.

Pages turn and figures stand in the one document where the line planned them: what it does to the text is
listened to and done again.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
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
from printkit.render import hooks
from printkit.render.engine import Engine
from printkit.render.pages import make_up

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


@dataclass(frozen=True)
class Made:
    """What making up pages did to a part's elements, by their number in the order of the text.

    ``added`` is what was added to attributes, ``orders`` which children stand where.
    """

    added: dict[int, dict[str, str]]
    orders: dict[int, list[int]]


def made_up(settled: Settled, monkeypatch: pytest.MonkeyPatch) -> list[Made]:
    """Lay each part out here; return what was done to it."""
    heard: list[Made] = []

    def listen(layout: Any, tree: Any, document: Any) -> Any:
        elements = list(tree.find("body").iter())
        numbers = {one: number for number, one in enumerate(elements)}
        before = [(dict(one.attrib), list(one)) for one in elements]
        made = make_up.make_up(layout, tree, document)
        heard.append(
            Made(
                {
                    numbers[one]: {
                        name: one.get(name).removeprefix(attributes.get(name, ""))
                        for name in one.attrib
                        if one.get(name) != attributes.get(name)
                    }
                    for one, (attributes, _children) in zip(elements, before, strict=True)
                },
                {
                    numbers[one]: [numbers[child] for child in one]
                    for one, (_attributes, children) in zip(elements, before, strict=True)
                    if list(one) != children
                },
            )
        )
        return made

    parts = []
    with monkeypatch.context() as patch:
        patch.setattr("printkit.render.engine.make_up", listen)
        engine = Engine()
        for place in settled.places:
            heard.clear()
            engine.render(job_of(place, settled.pages, settled.total, ""))
            parts.append(heard[0] if heard else Made({}, {}))
    return parts


def make_again(part: Any, made: Made) -> None:
    elements = list(part.iter())
    for number, attributes in made.added.items():
        for name, value in attributes.items():
            elements[number].set(name, f"{elements[number].get(name, '')}{value}")
    for number, order in made.orders.items():
        elements[number][:] = [elements[child] for child in order]


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
    parts = made_up(settled, monkeypatch)
    assert any(made.orders for made in parts), "no figure was moved: nothing to make again"
    for part, made in zip(html.etree_element.find("body"), parts, strict=True):
        make_again(part, made)
    whole = html.write_pdf()
    assert first_difference(words_of(master.pdf), words_of(whole)) is None
