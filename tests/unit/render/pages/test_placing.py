"""Figures go where they leave no white: a paragraph later, a paragraph earlier, within their section."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from support.checkers.said import tags_of
from support.pressroom import job, laid_out, press

SHEET = """@page { size: 100mm 140mm; margin: 10mm }
body { margin: 0 }
p { orphans: 2; widows: 2 }
h2 { break-after: avoid; font-size: 12pt; line-height: 12pt; margin: 0 }
figure { break-inside: avoid; height: 120pt; margin: 0 }"""
#: lines of 12 pt on a page of 120 mm
PAGE = 28
FIGURE = "<figure><figcaption>FIGURE</figcaption></figure>"


@pytest.fixture(scope="module")
def pool():
    with press() as one:
        yield one


def lines(word: str, count: int) -> str:
    return f"<p>{'<br>'.join(f'{word}{number}' for number in range(1, count + 1))}</p>"


def pages(pool: object, body: str) -> list[list[str]]:
    """Return what stands on each page, in reading order."""
    pdf = pypdfium2.PdfDocument(io.BytesIO(laid_out(pool, job(body, SHEET)).pdf))  # type: ignore[arg-type]
    return [page.get_textpage().get_text_range().split() for page in pdf]


def test_the_text_runs_on_and_the_figure_follows_its_paragraph(pool: object) -> None:
    first, second = pages(pool, lines("a", 22) + FIGURE + lines("b", 10) + lines("c", 6))
    assert first[-1] == "b6"
    assert second[:5] == ["b7", "b8", "b9", "b10", "FIGURE"]


def test_a_table_takes_its_source_along(pool: object) -> None:
    table = (
        "<table><caption>TABLE</caption><tbody><tr style='height:108pt'><td>42</td></tr></tbody></table>"
        '<p class="source">SOURCE</p>'
    )
    first, second = pages(pool, lines("a", 22) + table + lines("b", 10) + lines("c", 6))
    assert first[-1] == "b6"
    assert second[4:] == ["TABLE", "42", "SOURCE", *(f"c{n}" for n in range(1, 7))]


def test_the_figure_comes_earlier_where_no_text_follows(pool: object) -> None:
    text = lines("a", 4) + lines("b", 10) + lines("c", 10)
    first, second = pages(pool, text + FIGURE + "<h2>Suite</h2>" + lines("d", 12))
    assert "FIGURE" in first
    assert first[-1].startswith("c")
    assert second[0].startswith("c")


def test_never_over_a_heading(pool: object) -> None:
    body = lines("a", 22) + FIGURE + "<h2>Suite</h2>" + lines("b", 12)
    first, second = pages(pool, body)
    assert first[-1] == "a22"
    assert second[:2] == ["FIGURE", "Suite"]


def test_never_right_below_its_heading(pool: object) -> None:
    body = lines("a", 10) + "<h2>Suite</h2>" + lines("b", 10) + FIGURE
    first, second = pages(pool, body)
    assert first[-1] == "b10"
    assert second == ["FIGURE"]


@pytest.mark.parametrize(
    "figure",
    [
        "<figure>FIGURE</figure>",
        '<figure class="here"><figcaption>FIGURE</figcaption></figure>',
        "<table><tbody><tr style='height:120pt'><td>FIGURE</td></tr></tbody></table>",
    ],
)
def test_what_no_number_names_stays_between_its_words(pool: object, figure: str) -> None:
    first, second = pages(pool, lines("a", 22) + figure + lines("b", 10) + lines("c", 6))
    assert first[-1] == "a22"
    assert second[:2] == ["FIGURE", "b1"]


def test_what_fits_stays(pool: object) -> None:
    body = lines("a", 10) + FIGURE + lines("b", 20)
    first, _second = pages(pool, body)
    assert first[9:12] == ["a10", "FIGURE", "b1"]


def test_what_was_moved_is_read_where_it_was_written(pool: object, tmp_path: Path) -> None:
    sections = (
        f"<section>{lines('a', 22)}{FIGURE}{lines('b', 10)}{lines('c', 6)}</section>"
        f"<section>{lines('d', 20)}{FIGURE}{lines('e', 16)}</section>"
    )
    path = tmp_path / "part.pdf"
    path.write_bytes(laid_out(pool, job(sections, SHEET)).pdf)  # type: ignore[arg-type]
    assert pages(pool, sections)[0][-1] == "b6"  # the figure was moved
    assert tags_of(path).text().split() == sections_in_order()


def sections_in_order() -> list[str]:
    """Return the words of the sections above as they are written."""
    runs = [("a", 22), "FIGURE", ("b", 10), ("c", 6), ("d", 20), "FIGURE", ("e", 16)]
    return [
        word
        for run in runs
        for word in (
            [run] if isinstance(run, str) else [f"{run[0]}{n}" for n in range(1, run[1] + 1)]
        )
    ]
