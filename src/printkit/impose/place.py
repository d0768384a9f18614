"""Sheets as PDF: every page becomes one Form XObject, drawn wherever the plan puts it.

Vectors, fonts, images and colour spaces stay the objects they are, shared by all pages. ISO 32000-1,
8.10 (form XObjects), 14.11.2 (page boxes), 14.11.5 (output intents).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from printkit.core.units import mm_to_pt
from printkit.impose.annotations import drawn_annotations
from printkit.impose.drawing_operators import GREY_BLACK, PRESS_BLACK, mm
from printkit.impose.schemes.layout import inside
from printkit.impose.sheet_identity import write_identity
from printkit.impose.source_pages import PageBox, Source
from printkit.model.sheets import Box, Calibration, Offset, Placement, Sheet, SheetPlan, SheetSide
from printkit.pdf.matrix import Matrix, scaled, times, turned
from printkit.pdf.objects import Thing, entry, is_dictionary, listed, name
from printkit.pdf.writer import (
    Pdf,
    add_page,
    as_form,
    box,
    dictionary,
    new_file,
    num,
    placing,
    stream,
    taken,
    written,
)

#: Extra ink on a side, over the pages: marks, labels. Bytes of operators, lengths in points.
DrawOn = Callable[[Sheet, SheetSide, bool], bytes]


def draw_sheets(
    plan: SheetPlan,
    source: Source,
    *,
    marks: Sequence[DrawOn] = (),
    calibration: Calibration = Calibration(),  # noqa: B008  a frozen value
    annotations: bool = False,
    title: str | None = None,
) -> bytes:
    """Draw every side of a plan as a page of a new PDF, front, back, next sheet.

    The same source and plan give the same bytes. ``annotations``: draw what stands in stamps, form
    fields and remarks; links have no ink.
    """
    pdf = new_file()
    version = _version(source)
    forms = _Forms(pdf, source, annotations=annotations)
    black = PRESS_BLACK if is_press(source) else GREY_BLACK
    group = forms.blend_group()
    for sheet in plan.sheets:
        for side, front in ((sheet.front, True), (sheet.back, False)):
            if side is None:
                continue
            extra = b"\n".join(filter(None, (draw(sheet, side, front) for draw in marks)))
            found = calibration.of(sheet.width_mm, sheet.height_mm)
            offset = (found.front if front else found.back) if found else Offset()
            page = _page(pdf, sheet, side, forms, extra and black + b" " + extra, offset)
            if group is not None:
                page["/Group"] = group
            add_page(pdf, page)
    write_identity(pdf, source, repr((plan, calibration, annotations, len(marks))), title)
    return written(pdf, version, packed=version >= "1.5")


def _version(source: Source) -> str:
    """Return the version of the source, at least that of transparency."""
    told = (source.file.version, name(entry(source.file.catalogue, "/Version")))
    versions = [found[0] for one in told if (found := re.search(r"[12]\.\d", one))]
    return max([*versions, "1.4"])


def is_press(source: Source) -> bool:
    """Tell whether the file says which press it is made for."""
    intents = listed(entry(source.file.catalogue, "/OutputIntents"))
    return any(name(entry(intent, "/S")) == "/GTS_PDFX" for intent in intents)


class _Forms:
    """The source's pages as form XObjects of the file being written, each made when first placed."""

    def __init__(self, pdf: Pdf, source: Source, *, annotations: bool) -> None:
        self._pdf = pdf
        self._source = source
        self._annotations = annotations
        self._made: dict[int, Thing] = {}

    def box(self, index: int) -> PageBox:
        return self._source.boxes[index]

    def form(self, index: int) -> Thing:
        if index not in self._made:
            page = self._source.pages[index]
            form = as_form(self._pdf, page)
            if self._annotations:
                form = drawn_annotations(self._pdf, page, form, page.media)
            self._made[index] = form
        return self._made[index]

    def blend_group(self) -> Thing:
        """Return the transparency group of the source's pages, for the sheets; None for none."""
        groups = (entry(page.source, "/Group") for page in self._source.pages)
        found = next((group for group in groups if is_dictionary(group)), None)
        return taken(self._pdf, found)


def _page(
    pdf: Pdf, sheet: Sheet, side: SheetSide, forms: _Forms, extra: bytes, offset: Offset
) -> Thing:
    names: dict[int, str] = {}
    ops: list[bytes] = []
    for one in side.placements:
        if one.page is None:
            continue
        key = names.setdefault(one.page, f"/P{one.page + 1}")
        ops.append(_drawn(one, forms.box(one.page), key))
    if extra:
        ops.append(b"q " + extra + b" Q")
    if offset != Offset():
        middle = mm_to_pt(sheet.width_mm / 2), mm_to_pt(sheet.height_mm / 2)
        moved = times((1, 0, 0, 1, -middle[0], -middle[1]), scaled(offset.scale))
        x, y = middle[0] + mm_to_pt(offset.x_mm), middle[1] + mm_to_pt(offset.y_mm)
        ops = [b"q " + num(*times(moved, (1, 0, 0, 1, x, y))) + b" cm", *ops, b"Q"]
    resources = dictionary()
    if names:
        placed = {name_[1:]: forms.form(index) for index, name_ in names.items()}
        resources["/XObject"] = dictionary(**placed)
    paper = (0.0, 0.0, sheet.width_mm, sheet.height_mm)
    cells = [one.box for one in side.placements] or [paper]
    inked = [one.clip or one.box for one in side.placements] or [paper]
    return dictionary(
        Type="/Page",
        MediaBox=_points(paper),
        BleedBox=_points(inside(_around([*inked, *cells]), paper[2:])),
        TrimBox=_points(inside(_around(cells), paper[2:])),
        Resources=resources,
        Contents=stream(pdf, b"\n".join(ops)),
    )


def _around(boxes: Sequence[Box]) -> Box:
    lefts, lows, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(lows), max(rights), max(tops)


def _points(sides: Box) -> Thing:
    left, bottom, right, top = map(mm_to_pt, sides)
    return box((left, bottom, right, top), 3)


def matrix_of(one: Placement, page: PageBox) -> Matrix:
    """Return the way from a page's user space to the sheet, in points."""
    found = times(times(page.upright(), scaled(one.scale)), turned(one.turn))
    x = mm_to_pt(one.x_mm + one.width_mm / 2 + one.dx_mm)
    y = mm_to_pt(one.y_mm + one.height_mm / 2 + one.dy_mm)
    return times(found, (1, 0, 0, 1, x, y))


def _drawn(one: Placement, page: PageBox, key: str) -> bytes:
    x0, y0, x1, y1 = one.clip or one.box
    clip = mm(x0, y0, x1 - x0, y1 - y0) + b" re W n "
    return b"q " + clip + placing(matrix_of(one, page)) + b" " + key.encode() + b" Do Q"
