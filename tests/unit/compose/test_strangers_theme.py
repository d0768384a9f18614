"""A theme written from the documentation alone: its covers, heads and folios on any size of brochure.

``tests/resources/themes/marge`` is the example of ``docs/fr/theme.md``: other faces, another gutter,
no ornament.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from printkit.compose.brochure_parts import compose, tokens_sheet
from printkit.compose.page_furniture import FurniturePage, furniture
from printkit.compose.page_proportions import page_lengths
from printkit.compose.part_draft import Draft
from printkit.compose.stylesheets import geometry, verso_shift_mm
from printkit.core.findings import Position
from printkit.core.units import pt_to_mm
from printkit.layout.pagination import Place, job_of
from printkit.model import PageFormat, Side, Theme
from printkit.project.project_files import Files
from printkit.project.theme_files import Themes
from printkit.render.pool import RenderPool
from support.brochure_sample import manuscript, publication
from support.pressroom import laid_out, press

ROOT = Path(__file__).parents[3]
MARGE = ROOT / "tests" / "resources" / "themes" / "marge"
SIZES = [(105, 148), (148, 210), (210, 297), (210, 210), (139.7, 215.9)]


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(MARGE, root / "styles" / "marge")
    found, findings = Themes(Files(root), {}, {}).get("marge", Position("printkit.yaml"))
    assert found is not None, findings
    return found


@pytest.fixture(scope="module")
def pool() -> Iterator[RenderPool]:
    with press() as one:
        yield one


def test_it_is_what_the_documentation_says() -> None:
    text = (ROOT / "docs" / "fr" / "theme.md").read_text(encoding="utf-8")
    example = text.partition("## Un exemple entier")[2]
    told = re.findall(r"```\w+\n(.*?)```", example, re.DOTALL)
    names = ["theme.yaml", "brochure.css", "templates/cover.html", "templates/chapter.html"]
    assert told[: len(names)] == [(MARGE / name).read_text(encoding="utf-8") for name in names]


def test_its_colophon_names_the_faces_it_is_set_in(theme: Theme) -> None:
    drafts = {draft.name: draft for draft in compose(manuscript(), theme)}
    (faces,) = re.findall(r"Composée? en (.*?), polices", drafts["colophon"].html)
    assert faces == "Zilla Slab et Barlow Condensed"
    assert drafts["cover"].assets == ()
    assert [asset.url for asset in drafts["un"].assets] == ["asset:chart-fig.svg"]


def texts(pool: RenderPool, draft: Draft, fmt: PageFormat) -> list[tuple[str, tuple[float, ...]]]:
    """Return the lines of a part's first page, each with its box in mm from the trim's lower left corner."""
    rendered = laid_out(pool, job_of(Place(draft, 1, 1), {}, 1, ""))
    assert not any(fit.overflow_mm or fit.overflow_x_mm for fit in rendered.fit)
    page = pypdfium2.PdfDocument(io.BytesIO(rendered.pdf))[0]
    left, bottom, right, top = page.get_trimbox()
    assert (pt_to_mm(right - left), pt_to_mm(top - bottom)) == pytest.approx(fmt.trim_mm, abs=0.01)
    text = page.get_textpage()
    found = []
    for number in range(text.count_rects()):
        box = text.get_rect(number)
        words = text.get_text_bounded(*box).strip()
        corner = (left, bottom, left, bottom)
        found.append((words, tuple(pt_to_mm(a - b) for a, b in zip(box, corner, strict=True))))
    return found


@pytest.mark.parametrize("size", SIZES)
def test_covers_heads_and_folios_stand_where_they_belong(
    theme: Theme, pool: RenderPool, size: tuple[float, float]
) -> None:
    fmt = PageFormat("b", size, bleed_mm=3)
    book = replace(publication(), formats=(fmt,))
    drafts = {draft.name: draft for draft in compose(manuscript(book), theme)}
    lengths = page_lengths(theme.page, fmt)  # type: ignore[arg-type]
    mm = lengths.unit
    for name in ("cover", "back-cover"):
        for words, (left, bottom, right, top) in texts(pool, drafts[name], fmt):
            assert left >= 19.5 * mm, words
            assert right <= size[0] - 5 * mm, words
            assert 0 < bottom < top < size[1], words
    title = next(box for words, box in texts(pool, drafts["cover"], fmt) if "Synthèse" in words)
    assert title[3] > size[1] / 2, "the title stands in the upper half"
    pages = [FurniturePage(Side.RECTO, 7, "L’ardoise")]
    heads = furniture(pages, theme, geometry(fmt, theme), tokens_sheet(theme))
    found = dict(texts(pool, heads, fmt))
    outer = size[0] - lengths.outer
    assert found["7"][2] == pytest.approx(outer, abs=0.6)
    assert 0 < found["7"][1] < lengths.bottom
    assert found["L’ardoise"][2] == pytest.approx(outer, abs=0.6)
    assert size[1] - lengths.top < found["L’ardoise"][1]
    assert verso_shift_mm(theme, fmt) == pytest.approx(lengths.outer - lengths.inner, abs=0.001)
    assert verso_shift_mm(theme, fmt) >= 20 * mm - 0.01, "its gutter is another than that of presse"
