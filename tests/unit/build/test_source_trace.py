"""Findings on finished pages, followed back to lines: by words, by inks, by what stands nearest."""

from __future__ import annotations

import pytest
from pikepdf import Name

from printkit.build.source_trace import Sources, traced
from printkit.model import SourceText, Theme
from printkit.preflight.fault import Fault, error
from printkit.preflight.runner import preflight
from support.preflight_sample import GROUND, JOB, MM, good, picture, typed

CHAPTER = SourceText(
    "livre/01-eau.md",
    """# L’eau

Une ligne sans intérêt.

Bonjour *à toutes* et à tous : l'entrée du public se fait par la cour.

![Le barrage vu d’en haut](barrage.jpg)
""",
)
OTHER = SourceText("livre/02-air.md", "# L’air\n\nBonjour à celles qui passent par la cour.\n")
TOKENS = SourceText(
    "styles/t/theme.yaml",
    "palette:\n  screen:\n    accent: '#c00'\n  press:\n    ink: [0, 0, 0, 100]\n    accent: [20, 80, 0, 0]\n",
)
THEME = Theme("t", {}, (), {}, {}, press={"ink": (0, 0, 0, 100), "accent": (20, 80, 0, 0)})
SOURCES = Sources((OTHER, CHAPTER), THEME, TOKENS)

LINE = "l’entrée du public se fait par la cour."
SHOUTED = "ENTRÉE DU PUBLIC SE FAIT PAR LA COUR"


def text(words: str, at: str, size: float = 10) -> str:
    return typed(size, "0 0 0 1 k", at=at).replace("Bonjour", words)


def at_mm(x: float, y: float, wide: float, high: float) -> tuple[float, float, float, float]:
    """Return a rectangle typed in points of the page in mm from the corner of the trim."""
    left, bottom = x / MM - 3, y / MM - 3
    return (left, bottom, left + wide / MM, bottom + high / MM)


def place(content: str, rect=None, page: int | None = 1, tweak=None) -> str:
    data = good(GROUND + content, tweak=tweak)
    fault = error("essai", "issue", "fix", page=page, rect_mm=rect)
    (found,) = traced([fault], data, SOURCES)
    return str(found.source)


@pytest.mark.parametrize(
    ("words", "position"),
    [
        (LINE, "livre/01-eau.md:5:32"),
        (SHOUTED, "livre/01-eau.md:5:34"),
        (
            "Bonjour à toutes et à tous : l’entrée",
            "livre/01-eau.md:5:20",
        ),  # the longest run without markup
        ("à celles qui passent", "livre/02-air.md:3:9"),
    ],
)
def test_words_are_found_where_they_were_typed(words, position):
    assert place(text(words, "60 200"), at_mm(60, 198, 150, 9)) == position


def test_a_piece_of_a_line_is_found_by_its_line():
    assert place(text(LINE, "60 200"), at_mm(75, 201, 4, 4)) == "livre/01-eau.md:5:32"


def test_what_two_chapters_have_is_looked_for_in_the_pages_own():
    page = (
        text("Bonjour", "60 200") + text("Une ligne sans intérêt.", "60 220") + text(LINE, "60 240")
    )
    assert place(page, at_mm(60, 198, 40, 9)).startswith("livre/01-eau.md:")


def test_a_field_without_words_is_found_by_its_inks():
    field = "q .2 .8 0 0 k 60 300 50 50 re f Q\n"
    assert place(field + text(LINE, "60 200"), at_mm(60, 300, 50, 50)) == "styles/t/theme.yaml:6:5"


def test_a_colour_is_found_by_its_inks_whatever_stands_on_it():
    field = "q .2 .8 0 0 k 50 190 150 30 re f Q\n"
    data = good(GROUND + field + text(LINE, "60 200"))
    fault = error("ink-limit", "issue", "fix", page=1, rect_mm=at_mm(50, 190, 150, 30))
    (found,) = traced([fault], data, SOURCES)
    assert str(found.source) == "styles/t/theme.yaml:6:5"


def test_a_picture_is_found_by_the_words_below_it():
    make = picture(100, 8, Name.DeviceCMYK)
    (cell,) = (one.cell_contents for one in make.__closure__ if callable(one.cell_contents))
    content = "q 100 0 0 100 50 250 cm /Im1 Do Q\n" + text("Le barrage vu d’en haut", "50 238")
    assert (
        place(content + text(LINE, "60 60"), at_mm(50, 250, 100, 100), tweak=cell)
        == "livre/01-eau.md:7:3"
    )


def test_a_page_as_a_whole_is_where_its_words_begin():
    assert (
        place(text("Une ligne sans intérêt.", "60 200") + text(LINE, "60 180"))
        == "livre/01-eau.md:3:1"
    )


def test_what_is_about_no_page_or_no_page_of_the_file_has_no_place():
    assert place(text(LINE, "60 200"), page=None) == "None"
    assert place(text(LINE, "60 200"), page=9) == "None"


def test_a_file_without_words_leads_to_the_publication():
    assert place("", at_mm(60, 300, 50, 50)) == "livre/02-air.md:1:1"


def test_a_real_finding_is_told_at_its_line():
    data = good(GROUND + text(LINE, "60 200", size=4))
    (fault,) = preflight(data, JOB)
    (found,) = traced([fault], data, SOURCES)
    assert isinstance(found, Fault)
    assert (found.rule, str(found.finding("x.pdf").position)) == (
        "type-size",
        "livre/01-eau.md:5:32",
    )
    assert str(fault.finding("x.pdf").position) == "x.pdf:1:1"


def test_without_findings_nothing_is_opened():
    assert traced([], b"", SOURCES) == ()
