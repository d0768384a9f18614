"""Every scheme, folded, cut and gathered in software: each page once, upright, in reading order."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.core.findings import PrintkitError
from printkit.impose.creep import creep_per_sheet, share_of, total_creep
from printkit.impose.page_on_sheet import usual_page
from printkit.impose.schemes import SCHEMES
from printkit.impose.schemes.layout import divided
from printkit.model.sheets import FLIPS, SheetJob, SheetPlan
from support.paper import UP, foldings, leaves_of, read, turned_over

A4, A5, A6, A3 = (210, 297), (148, 210), (105, 148), (297, 420)
SRA3 = (320, 450)
flips = st.sampled_from(FLIPS)
counts = st.integers(1, 90)


def plan(scheme: str, pages: int, trim=A5, sheet=A4, **options) -> SheetPlan:
    made = SCHEMES[scheme](SheetJob(pages, trim, sheet, **options))
    check_paper(made)
    return made


def check_paper(made: SheetPlan) -> None:
    """Everything lies on the paper, and no page's ink on another page."""
    for sheet in made.sheets:
        for side in filter(None, (sheet.front, sheet.back)):
            areas = []
            for one in side.placements:
                x0, y0, x1, y1 = one.clip or one.box
                assert x0 >= -0.21
                assert y0 >= -0.21
                assert x1 <= sheet.width_mm + 0.21
                assert y1 <= sheet.height_mm + 0.21
                areas.append((x0, y0, x1, y1))
            for index, one in enumerate(areas):
                for other in areas[:index]:
                    wide = min(one[2], other[2]) - max(one[0], other[0])
                    high = min(one[3], other[3]) - max(one[1], other[1])
                    assert min(wide, high) < 0.01, "ink of two pages in one place"


def expected(pages: int, places: int, *, last_stays: bool) -> list[int | None]:
    blanks: list[int | None] = [None] * (places - pages)
    numbers: list[int | None] = list(range(pages))
    if last_stays and pages > 1:
        return [*numbers[:-1], *blanks, numbers[-1]]
    return [*numbers, *blanks]


def sections(made: SheetPlan):
    return [list(group) for _number, group in groupby(made.sheets, key=lambda one: one.section)]


def stapled(made: SheetPlan, flip, binding="left") -> tuple[list[int | None], bool]:
    """Nest, fold and read the sections of a saddle plan."""
    pages: list[int | None] = []
    upright = True
    for section in sections(made):
        first, last = [], []
        for sheet in section:
            leaves = leaves_of(sheet, flip)
            if binding == "top":
                upper, lower = leaves
                opening, closing = lower, upper
            else:
                left, right = leaves
                opening, closing = (right, left) if binding == "left" else (left, right)
            behind = (0, -1) if binding == "top" else (0, 1)
            for leaf in leaves:
                upright &= leaf.front[0] is None or leaf.front[1] == (0, 1)
                upright &= leaf.back[0] is None or leaf.back[1] == behind
            first += [opening.front[0], opening.back[0]]
            last = [closing.back[0], closing.front[0], *last]
        pages += first + last
    return pages, upright


@given(counts, flips, st.sampled_from(("left", "right", "top")), st.booleans())
def test_saddle(pages, flip, binding, last_stays):
    trim, sheet = ((210, 148), A4) if binding == "top" else (A5, A4)
    made = plan(
        "saddle", pages, trim, sheet, flip=flip, binding=binding, back_cover_last=last_stays
    )
    places = -(-pages // 4) * 4
    wanted = expected(pages, places, last_stays=last_stays)
    assert stapled(made, flip, binding) == (wanted, True)
    assert made.blanks == tuple(i for i, page in enumerate(wanted, 1) if page is None)


@given(counts, flips, st.tuples(st.integers(1, 6), st.integers(0, 5)))
def test_saddle_in_sections(pages, flip, units):
    low, high = units[0] * 4, (units[0] + units[1]) * 4
    made = plan("saddle", pages, flip=flip, section=(low, high))
    places = sum(made.sections)
    assert stapled(made, flip) == (expected(pages, places, last_stays=True), True)
    assert all(low <= one <= high for one in made.sections)
    assert max(made.sections) - min(made.sections) <= 4
    assert len(sections(made)) == len(made.sections)


@given(st.integers(1, 400), st.integers(1, 6), st.integers(0, 6))
def test_no_division_has_fewer_blanks(pages, low, more):
    found = sum(divided(pages, (low * 4, (low + more) * 4)))
    units = -(-pages // 4)
    possible = {
        total
        for count in range(1, units + 1)
        for total in range(count * low, count * (low + more) + 1)
    }
    assert found == 4 * min(total for total in possible if total >= units)


@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize("per_side", [2, 4, 8])
@pytest.mark.parametrize("gutter", [None, 0.0])
@pytest.mark.parametrize("nested", [1, 2])
@pytest.mark.parametrize("pages", [1, 7, 16, 33, 64, 90])
def test_perfect(flip, per_side, gutter, nested, pages):
    unit = 2 * per_side
    made = plan(
        "perfect",
        pages,
        A6,
        SRA3,
        flip=flip,
        per_side=per_side,
        gutter_mm=gutter,
        bleed_mm=3.0,
        section=(unit * nested, unit * nested),
        back_cover_last=False,
    )
    wanted = expected(pages, sum(made.sections), last_stays=False)
    start = 0
    for section, places in zip(sections(made), made.sections, strict=True):
        own = wanted[start : start + places]
        half = unit // 2
        for depth, sheet in enumerate(section):
            first = own[depth * half : (depth + 1) * half]
            last = own[places - (depth + 1) * half : places - depth * half]
            ways = [read(pile) for pile in foldings(leaves_of(sheet, flip))]
            assert ([*first, *last], True) in ways
        start += places


@given(
    counts, flips, st.booleans(), st.sampled_from([(A6, A4), (A5, A4), ((99, 210), A4), (A6, SRA3)])
)
def test_nup_of_different_pages(pages, flip, duplex, sizes):
    made = plan("nup", pages, *sizes, flip=flip, duplex=duplex, bleed_mm=3.0)
    told = []
    for sheet in made.sheets:
        for leaf in leaves_of(sheet, flip):
            told += [leaf.front, leaf.back] if sheet.back else [leaf.front]
    printed = [page for page, up in told if page is not None]
    assert printed == list(range(pages))
    assert all(up == (0, 1) for page, up in told if page is not None)
    assert made.blanks == tuple(range(pages + 1, len(told) + 1))


@given(st.integers(1, 6), st.sampled_from([(A6, A4), (A5, A4), (A6, A3), (A6, SRA3)]))
def test_head_to_head_is_right_for_either_flip(pages, sizes):
    made = plan("nup", pages, *sizes, repeat=True, head_to_head=True, bleed_mm=3.0)
    even = len(made.sheets[0].front.placements) % 2 == 0
    assert (made.flip is None) == (even or pages == 1)
    for flip in FLIPS if even else ("short-edge",):
        for number, sheet in enumerate(made.sheets):
            for leaf in leaves_of(sheet, flip):
                if pages == 1:
                    assert leaf.front[0] == 0
                    continue
                assert leaf.front[0] == 2 * number
                assert leaf.back[0] == (2 * number + 1 if 2 * number + 1 < pages else None)
                assert leaf.front[1] == leaf.back[1]


@pytest.mark.parametrize(
    ("trim", "sheet", "cells"),
    [(A5, A4, 2), (A6, A4, 4), ((99, 210), A4, 3), (A6, A3, 8), (A5, (225, 320), 2), (A6, SRA3, 8)],
)
def test_usual_sheets(trim, sheet, cells):
    made = plan(
        "nup", 2, trim, sheet, repeat=True, bleed_mm=3.0 if sheet in ((225, 320), SRA3) else 0
    )
    assert len(made.sheets[0].front.placements) == cells
    if sheet in ((225, 320), SRA3):
        for one in made.sheets[0].front.placements:
            clip = one.clip
            assert clip is not None
            assert clip[0] <= one.x_mm - 2.49
            assert clip[3] >= one.y_mm + one.height_mm + 2.49


@given(counts, flips, st.booleans(), st.sampled_from([(A6, A4), (A5, A4), ((99, 210), A4)]))
def test_cut_and_stack(pages, flip, duplex, sizes):
    made = plan("cutstack", pages, *sizes, flip=flip, duplex=duplex)
    piles = [leaves_of(sheet, flip) for sheet in made.sheets]
    told = []
    for cell in range(len(piles[0])):
        for sheet in piles:
            leaf = sheet[cell]
            told += [leaf.front, leaf.back] if made.sheets[0].back else [leaf.front]
    assert [page for page, _up in told] == expected(pages, len(told), last_stays=False)
    assert all(up == (0, 1) for page, up in told if page is not None)


@given(counts, flips, st.booleans())
def test_singles(pages, flip, duplex):
    made = plan("singles", pages, A5, A5, flip=flip, duplex=duplex)
    told = []
    for sheet in made.sheets:
        (leaf,) = leaves_of(sheet, flip)
        told += [leaf.front, leaf.back] if sheet.back else [leaf.front]
    assert [page for page, _up in told if page is not None] == list(range(pages))
    assert all(up == (0, 1) for page, up in told if page is not None)


@given(st.integers(1, 9), st.sampled_from(("turn", "tumble")), st.sampled_from((A4, SRA3)))
def test_one_form_prints_both_sides(pages, turning, sheet_mm):
    made = plan("step", pages, A6, sheet_mm, turning=turning)
    assert made.both_sides_alike
    for number, sheet in enumerate(made.sheets):
        landscape = sheet.width_mm >= sheet.height_mm
        flip = "short-edge" if landscape == (turning == "turn") else "long-edge"
        backs = [turned_over(one, sheet, flip) for one in sheet.front.placements]
        for one in sheet.front.placements:
            x, y = one.x_mm + one.width_mm / 2, one.y_mm + one.height_mm / 2
            (behind,) = [face for bx, by, face in backs if abs(bx - x) + abs(by - y) < 0.01]
            verso = 2 * number + 1 if 2 * number + 1 < pages else None
            assert {one.page, behind[0]} == {2 * number, verso}
            assert behind[1] == UP[one.turn]


@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize(
    ("fold", "trim", "front", "behind"),
    [
        ("roll", (100, 210), [4, 5, 0], [3, 2, 1]),
        ("accordion", (99, 210), [0, 1, 2], [5, 4, 3]),
        ("gate", (74, 210), [1, 6, 7, 0], [5, 4, 3, 2]),
    ],
)
def test_folds_of_one_row(flip, fold, trim, front, behind):
    pages = len(front) * 2
    made = plan("folded", pages, trim, A4, fold=fold, flip=flip)
    (sheet,) = made.sheets
    leaves = leaves_of(sheet, flip)
    assert [leaf.front for leaf in leaves] == [(page, (0, 1)) for page in front]
    assert [leaf.back for leaf in leaves] == [(page, (0, 1)) for page in behind]
    widths = [one.width_mm for one in sheet.front.placements]
    if fold == "roll":
        assert widths == [97, 100, 100]  # the flap lies inside
        assert sum(widths) == 297
    if fold == "gate":
        assert widths == [73, 74, 74, 73]


@pytest.mark.parametrize("flip", FLIPS)
def test_map_fold(flip):
    made = plan("folded", 16, (74, 105), A4, fold="map", flip=flip)
    leaves = leaves_of(made.sheets[0], flip)
    upper, lower = leaves[:4], leaves[4:]
    assert [leaf.front for leaf in lower] == [(page, (0, 1)) for page in range(4)]
    # the upper half goes backwards over the fold: heads turn, then the strip is turned like a page
    assert [leaf.front for leaf in upper[::-1]] == [(page, (0, -1)) for page in range(4, 8)]
    inside = [leaf.back for leaf in (*upper[::-1], *lower[::-1])]
    assert inside == [(page, (0, 1)) for page in range(8, 16)]


def test_zine_of_one_sheet():
    made = plan("folded", 8, (74, 105), A4, fold="zine")
    (sheet,) = made.sheets
    assert sheet.back is None
    leaves = leaves_of(sheet, "short-edge")
    upper, lower = leaves[:4], leaves[4:]
    # folded along its length it is a ring of four leaves; the slit lets it close to a book
    ring = [(one.front, other.front) for one, other in zip(lower, upper, strict=True)]
    assert [(a[0], b[0]) for a, b in ring] == [(7, 6), (0, 5), (1, 4), (2, 3)]
    assert all(a[1] == (0, 1) and b[1] == (0, -1) for a, b in ring)
    (slit,) = [rule for rule in sheet.front.rules if rule.kind == "cut"]
    middle = sheet.width_mm / 2
    assert (slit.x0_mm, slit.x1_mm) == (middle - 74, middle + 74)
    assert slit.y0_mm == slit.y1_mm == sheet.height_mm / 2


@given(
    st.floats(100, 900),
    st.floats(100, 900),
    st.floats(0, 30),
    st.sampled_from((A4, A3)),
    st.integers(1, 2),
)
def test_poster_tiles_show_every_point_where_it_belongs(width, height, overlap, sheet, pages):
    made = plan("poster", pages, (width, height), sheet, overlap_mm=overlap)
    for page in range(pages):
        shown = []
        for one in (side.placements[0] for side in made.sides):
            if one.page != page:
                continue
            # the tile's origin on the poster, from its lower left corner
            left = width / 2 - (one.x_mm + one.width_mm / 2 + one.dx_mm)
            low = height / 2 - (one.y_mm + one.height_mm / 2 + one.dy_mm)
            clip = one.clip
            assert clip is not None
            shown.append((clip[0] + left, clip[1] + low, clip[2] + left, clip[3] + low))
        near = 0.25
        for x in (0.5, width / 3, width / 2, width - 0.5):
            for y in (0.5, height / 3, height / 2, height - 0.5):
                assert any(
                    a - near <= x <= c + near and b - near <= y <= d + near for a, b, c, d in shown
                )
    assert len({side.label for side in made.sides}) * pages == len(made.sides)


def creep_towards_spine(moved: SheetPlan, fixed: SheetPlan, axis: str) -> list[list[float]]:
    """Return for each section how far the pages of its sheets moved towards the fold, outermost first."""
    found = []
    for section, still in zip(sections(moved), sections(fixed), strict=True):
        by_sheet = []
        for sheet, other in zip(section, still, strict=True):
            shifts = set()
            for side, unmoved in ((sheet.front, other.front), (sheet.back, other.back)):
                assert side is not None
                assert unmoved is not None
                folds = sorted(getattr(r, f"{axis}0_mm") for r in side.rules if r.kind == "fold")
                for one, was in zip(side.placements, unmoved.placements, strict=True):
                    assert (one.box, one.clip, one.page) == (was.box, was.clip, was.page)
                    start = one.x_mm if axis == "x" else one.y_mm
                    end = start + (one.width_mm if axis == "x" else one.height_mm)
                    # the spine is the fold the page lies against
                    near = min(folds, key=lambda fold: min(abs(fold - start), abs(fold - end)))
                    towards = 1 if near > (start + end) / 2 else -1
                    shifts.add(round((one.dx_mm if axis == "x" else one.dy_mm) * towards, 9))
            (shift,) = shifts  # all pages of a sheet move alike
            by_sheet.append(shift)
        found.append(by_sheet)
    return found


@given(
    st.integers(5, 120),
    st.floats(0.05, 0.3),
    flips,
    st.sampled_from(("left", "right", "top")),
    st.sampled_from((None, (8, 16), (16, 32))),
)
def test_creep_is_nought_where_asked_and_grows_from_there(pages, thickness, flip, binding, section):
    step = creep_per_sheet(thickness)
    trim = (210, 148) if binding == "top" else A5
    options = {"flip": flip, "binding": binding, "section": section}
    still = plan("saddle", pages, trim, **options)
    axis = "y" if binding == "top" else "x"
    outside = plan("saddle", pages, trim, creep_mm=step, **options)
    inside = plan("saddle", pages, trim, creep_mm=step, creep_from="inside", **options)
    for from_out, from_in in zip(
        creep_towards_spine(outside, still, axis),
        creep_towards_spine(inside, still, axis),
        strict=True,
    ):
        assert from_out[0] == 0  # the outermost sheet stays
        assert from_in[-1] == 0  # the middle of the book stays
        for shifts in (from_out, from_in):  # inner pages always nearer to the spine
            assert shifts == sorted(shifts)
            assert len(set(shifts)) == len(shifts)
        # the same steps, told from the other end
        whole = from_out[-1]
        assert whole == pytest.approx(total_creep(4 * len(from_out), thickness))
        assert [shift - whole for shift in from_out] == pytest.approx(from_in)


@pytest.mark.parametrize("creep_from", ["outside", "inside"])
@pytest.mark.parametrize("flip", FLIPS)
def test_creep_of_nested_signatures(flip, creep_from):
    options = {"per_side": 2, "section": (16, 16), "flip": flip}
    still = plan("perfect", 32, A5, A3, **options)
    made = plan("perfect", 32, A5, A3, creep_mm=0.12, creep_from=creep_from, **options)
    wanted = [0, 0.12, 0.24, 0.36] if creep_from == "outside" else [-0.36, -0.24, -0.12, 0]
    for shifts in creep_towards_spine(made, still, "x"):
        assert shifts == pytest.approx(wanted)


def test_creep_of_forty_pages():
    assert total_creep(40, 0.1, 1.0) == pytest.approx(0.9)
    assert share_of(0.9, 40) == pytest.approx(0.1)
    assert share_of(1.0, 4) == 0


def test_a5_is_centred_on_half_an_a4():
    (sheet,) = plan("saddle", 4).sheets
    left, right = sheet.front.placements
    assert left.x_mm == pytest.approx(0.25)
    assert right.x_mm == pytest.approx(148.75)


def test_gutter_parts_pages_at_the_spine():
    (sheet,) = plan("saddle", 4, sheet=SRA3, gutter_mm=6.0).sheets
    left, right = sheet.front.placements
    assert right.x_mm - left.x_mm - left.width_mm == pytest.approx(6)


@pytest.mark.parametrize("sheet", [A4, A3, SRA3])
@pytest.mark.parametrize(
    ("scheme", "pages", "options"),
    [
        ("saddle", 4, {}),
        ("saddle", 4, {"binding": "top"}),
        ("perfect", 4, {"per_side": 2}),
        ("perfect", 8, {"per_side": 4}),
        ("perfect", 16, {"per_side": 8}),
        ("nup", 4, {}),
        ("cutstack", 4, {}),
        ("step", 2, {}),
        ("singles", 2, {}),
        ("folded", 6, {"fold": "roll"}),
        ("folded", 6, {"fold": "accordion"}),
        ("folded", 8, {"fold": "accordion", "columns": 4}),
        ("folded", 8, {"fold": "gate"}),
        ("folded", 16, {"fold": "map"}),
        ("folded", 8, {"fold": "zine"}),
    ],
)
def test_without_a_file_pages_fill_the_paper(scheme, pages, options, sheet):
    page = usual_page(scheme, sheet, **options)
    made = plan(scheme, pages, page, sheet, **options)
    one = made.sheets[0]
    area = sum(cell.width_mm * cell.height_mm for cell in one.front.placements)
    assert area > 0.97 * one.width_mm * one.height_mm


@pytest.mark.parametrize(
    ("scheme", "options", "rule"),
    [
        ("saddle", {"trim": A4}, "sheet-too-small"),
        ("nup", {"trim": A3}, "sheet-too-small"),
        ("folded", {"trim": (74, 105), "pages": 9, "fold": "zine"}, "too-many-pages"),
        ("folded", {"trim": (74, 105), "fold": "swan"}, "fold-unknown"),
        ("perfect", {"per_side": 3}, "signature-unknown"),
        ("saddle", {"section": (5, 7)}, "section-impossible"),
        ("poster", {"overlap_mm": 195.0}, "overlap-too-large"),
    ],
)
def test_what_cannot_be_done_is_said(scheme, options, rule):
    values = {"pages": 8, "trim": A5, **options}
    with pytest.raises(PrintkitError) as caught:
        plan(scheme, values.pop("pages"), values.pop("trim"), **values)
    (finding,) = caught.value.findings
    assert finding.rule == rule
    assert finding.hint
