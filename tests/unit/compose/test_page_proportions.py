"""The page of a theme on other trim sizes: nothing outside of it, whole lines, no line too long."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printkit.compose.brochure_parts import compose
from printkit.compose.page_proportions import page_lengths
from printkit.compose.stylesheets import geometry, verso_shift_mm
from printkit.core.units import pt_to_mm
from printkit.model import PageDesign, PageFormat, Stylesheet
from support.brochure_sample import A5, manuscript, presse

DESIGN = PageDesign((148, 210), (15.5, 23, 17.4, 20), 118, 13.2)


def lengths(width: float, height: float):
    return page_lengths(DESIGN, PageFormat("x", (width, height)))


def test_the_size_it_was_drawn_for_is_left_as_it_is() -> None:
    page = lengths(148, 210)
    found = (page.unit, page.top, page.outer, page.bottom, page.inner)
    assert found == pytest.approx((1, 15.5, 23, 17.4, 20))


@pytest.mark.parametrize(
    ("size", "unit", "measure", "lines"),
    [
        ((105, 148), 148 / 210, 74.7, 26),
        ((139.7, 215.9), 139.7 / 148, 99.1, 39),
        ((210, 210), 1, 118, 38),
        ((210, 297), 297 / 210, 118, 53),
        ((297, 210), 1, 118, 38),
    ],
)
def test_other_sizes(size: tuple[float, float], unit: float, measure: float, lines: int) -> None:
    page = lengths(*size)
    assert page.unit == pytest.approx(unit)
    assert size[0] - page.outer - page.inner == pytest.approx(measure, abs=0.1)
    assert page.outer > page.inner >= 20 * unit - 1e-6
    height = size[1] - page.top - page.bottom
    assert height / pt_to_mm(13.2) == pytest.approx(lines + 0.03, abs=0.02)


def test_versos_move_by_what_the_margins_of_their_own_size_differ() -> None:
    a6 = PageFormat("bro-a6", (105.0, 148.0))
    assert verso_shift_mm(presse(), a6) == pytest.approx(3 * 148 / 210, abs=0.001)
    own = presse()
    sheet = Stylesheet("bro-a6.css", "@page { margin: 10mm 9mm 10mm 4mm }")
    own.stylesheets["bro-a6.css"] = (sheet,)  # type: ignore[index]
    assert verso_shift_mm(own, a6) == 5


def test_a_theme_without_a_page_says_all_lengths_itself() -> None:
    assert "margin" not in geometry(PageFormat("x", (105.0, 148.0))).text


def test_a_small_page_gives_the_colophon_more_than_one() -> None:
    """On an A6 it would otherwise grow over the upper edge of its page, and be cut off."""
    book = manuscript()

    def colophon(fmt: PageFormat):
        whole = replace(book, publication=replace(book.publication, formats=(fmt,)))
        return next(draft for draft in compose(whole, presse()) if draft.name == "colophon")

    small, usual = colophon(PageFormat("bro-a6", (105.0, 148.0))), colophon(A5)
    assert (small.expected_pages, "flowing" in small.html) == (None, True)
    assert (usual.expected_pages, "flowing" in usual.html) == (1, False)
