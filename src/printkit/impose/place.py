"""Sheets as PDF: every page becomes one Form XObject, drawn wherever the plan puts it.

Vectors, fonts, images and colour spaces stay the objects they are, shared by all pages. ISO 32000-1,
8.10 (form XObjects), 14.11.2 (page boxes), 14.11.5 (output intents).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from printkit.assemble.packing import packed
from printkit.core.units import mm_to_pt
from printkit.impose.annotations import drawn_annotations
from printkit.impose.drawing_operators import GREY_BLACK, PRESS_BLACK, mm, num
from printkit.impose.schemes.layout import inside
from printkit.impose.sheet_identity import write_identity
from printkit.impose.source_pages import PageBox, Source
from printkit.model.sheets import Box, Calibration, Offset, Placement, Sheet, SheetPlan, SheetSide
from printkit.pdf.matrix import Matrix, scaled, times, turned

N = NameObject
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
    writer = PdfWriter()
    writer.pdf_header = _header(source)
    forms = _Forms(writer, source, annotations=annotations)
    black = PRESS_BLACK if is_press(source) else GREY_BLACK
    pages: list[IndirectObject] = []
    group = forms.blend_group()
    root: Any = writer.root_object["/Pages"].get_object()
    parent = writer.root_object.raw_get("/Pages")
    for sheet in plan.sheets:
        for side, front in ((sheet.front, True), (sheet.back, False)):
            if side is None:
                continue
            extra = b"\n".join(filter(None, (draw(sheet, side, front) for draw in marks)))
            found = calibration.of(sheet.width_mm, sheet.height_mm)
            offset = (found.front if front else found.back) if found else Offset()
            page = _page(writer, sheet, side, forms, extra and black + b" " + extra, offset)
            page[N("/Parent")] = parent
            if group is not None:
                page[N("/Group")] = group
            pages.append(writer._add_object(page))
    root[N("/Kids")] = ArrayObject(pages)
    root[N("/Count")] = NumberObject(len(pages))
    write_identity(writer, source, repr((plan, calibration, annotations, len(marks))), title)
    if writer.pdf_header >= "%PDF-1.5":
        return packed(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _header(source: Source) -> str:
    """Return the version of the source, at least that of transparency; junk before it is left out."""
    told = (source.reader.pdf_header, str(source.reader.root_object.get("/Version", "")))
    versions = [found[0] for one in told if (found := re.search(r"[12]\.\d", one))]
    return f"%PDF-{max([*versions, '1.4'])}"


def is_press(source: Source) -> bool:
    """Tell whether the file says which press it is made for."""
    try:
        intents: Any = source.reader.root_object.get("/OutputIntents")
        return any(
            str(intent.get_object().get("/S")) == "/GTS_PDFX" for intent in intents.get_object()
        )
    except (AttributeError, TypeError):
        return False


class _Forms:
    """The source's pages as form XObjects of the file being written, each made when first placed."""

    def __init__(self, writer: PdfWriter, source: Source, *, annotations: bool) -> None:
        self._writer = writer
        self._source = source
        self._annotations = annotations
        self._made: dict[int, IndirectObject] = {}

    def box(self, index: int) -> PageBox:
        return self._source.boxes[index]

    def form(self, index: int) -> IndirectObject:
        if index not in self._made:
            self._made[index] = self._make(index)
        return self._made[index]

    def blend_group(self) -> DictionaryObject | None:
        """Return the transparency group of the source's pages, for the sheets."""
        for page in self._source.pages:
            group = _dictionary(page.get("/Group"))
            if group is not None:
                return group.clone(self._writer)
        return None

    def _make(self, index: int) -> IndirectObject:
        page, box = self._source.pages[index], self._source.boxes[index]
        stream = _content(page)
        stream.update(
            {
                N("/Subtype"): N("/Form"),  # type and form type go without saying
                N("/BBox"): ArrayObject(FloatObject(round(side, 4)) for side in box.media),
                N("/Resources"): self._cloned(page, "/Resources") or DictionaryObject(),
            }
        )
        group = _dictionary(page.get("/Group"))
        if group is not None:
            copy: Any = group.clone(self._writer)
            own = DictionaryObject(copy)
            own[N("/S")] = N("/Transparency")
            stream[N("/Group")] = own
        reference = self._writer._add_object(stream)
        if self._annotations:
            return drawn_annotations(self._writer, page, reference, box)
        return reference

    def _cloned(self, page: Any, key: str) -> Any:
        """Copy an entry of a page once for all pages that share it; return it as it is referred to."""
        if key not in page:
            return None
        raw = page.raw_get(key)
        if isinstance(raw, IndirectObject):
            if not isinstance(raw.get_object(), DictionaryObject):
                return None
            return raw.clone(self._writer)
        if not isinstance(raw, DictionaryObject):
            return None
        copy = raw.clone(self._writer)
        return getattr(copy, "indirect_reference", None) or copy


def _dictionary(value: Any) -> DictionaryObject | None:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else None


def _content(page: Any) -> StreamObject:
    """Return a page's content as one stream: as it is packed, or joined and packed anew."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    stream = StreamObject()
    if isinstance(contents, StreamObject):
        stream._data = contents._data
        for key in ("/Filter", "/DecodeParms"):
            if key in contents:
                stream[N(key)] = contents[key].get_object()
        return stream
    parts = []
    if isinstance(contents, ArrayObject):
        for part in contents:
            inner = part.get_object()
            if isinstance(inner, StreamObject):
                parts.append(inner.get_data())
    stream.set_data(b"\n".join(parts))
    return stream.flate_encode()


def _page(
    writer: PdfWriter, sheet: Sheet, side: SheetSide, forms: _Forms, extra: bytes, offset: Offset
) -> DictionaryObject:
    names: dict[int, str] = {}
    ops: list[bytes] = []
    for one in side.placements:
        if one.page is None:
            continue
        name = names.setdefault(one.page, f"/P{one.page + 1}")
        ops.append(_drawn(one, forms.box(one.page), name))
    if extra:
        ops.append(b"q " + extra + b" Q")
    if offset != Offset():
        middle = mm_to_pt(sheet.width_mm / 2), mm_to_pt(sheet.height_mm / 2)
        moved = times((1, 0, 0, 1, -middle[0], -middle[1]), scaled(offset.scale))
        x, y = middle[0] + mm_to_pt(offset.x_mm), middle[1] + mm_to_pt(offset.y_mm)
        ops = [b"q " + num(*times(moved, (1, 0, 0, 1, x, y))) + b" cm", *ops, b"Q"]
    content = StreamObject()
    content.set_data(b"\n".join(ops))
    resources = DictionaryObject()
    if names:
        resources[N("/XObject")] = DictionaryObject(
            {N(name): forms.form(index) for index, name in names.items()}
        )
    paper = (0.0, 0.0, sheet.width_mm, sheet.height_mm)
    cells = [one.box for one in side.placements] or [paper]
    inked = [one.clip or one.box for one in side.placements] or [paper]
    return DictionaryObject(
        {
            N("/Type"): N("/Page"),
            N("/MediaBox"): _points(paper),
            N("/BleedBox"): _points(inside(_around([*inked, *cells]), paper[2:])),
            N("/TrimBox"): _points(inside(_around(cells), paper[2:])),
            N("/Resources"): resources,
            N("/Contents"): writer._add_object(content.flate_encode()),
        }
    )


def _around(boxes: Sequence[Box]) -> Box:
    lefts, lows, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(lows), max(rights), max(tops)


def _points(box: Box) -> ArrayObject:
    return ArrayObject(FloatObject(round(mm_to_pt(side), 3)) for side in box)


def matrix_of(one: Placement, box: PageBox) -> Matrix:
    """Return the way from a page's user space to the sheet, in points."""
    found = times(times(box.upright(), scaled(one.scale)), turned(one.turn))
    x = mm_to_pt(one.x_mm + one.width_mm / 2 + one.dx_mm)
    y = mm_to_pt(one.y_mm + one.height_mm / 2 + one.dy_mm)
    return times(found, (1, 0, 0, 1, x, y))


def _drawn(one: Placement, box: PageBox, name: str) -> bytes:
    x0, y0, x1, y1 = one.clip or one.box
    clip = mm(x0, y0, x1 - x0, y1 - y0) + b" re W n "
    matrix = matrix_of(one, box)
    # six decimals for the matrix: four would move the far corner of a poster
    cm = " ".join(f"{round(value, 6) + 0.0:.6f}".rstrip("0").rstrip(".") for value in matrix)
    return b"q " + clip + cm.encode() + b" cm " + name.encode() + b" Do Q"
