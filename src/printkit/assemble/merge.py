"""Parts into one book: pages, tags, links, fonts, heads and folios, bookmarks, metadata."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Collection, Sequence

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, FloatObject

from printkit.assemble.face_union import LoadFace, Remember, unite_fonts
from printkit.assemble.joined_objects import N, drop_unreachable
from printkit.assemble.links import Links
from printkit.assemble.master import Master
from printkit.assemble.metadata import write_metadata
from printkit.assemble.outline import write_labels, write_outline
from printkit.assemble.overlay import lay_over, shift
from printkit.assemble.structure import StructureTree
from printkit.core.findings import Finding
from printkit.model import Face, MergePart, Meta, OutlineEntry, PageFormat, PageLabel


def merge(
    parts: Sequence[MergePart],
    *,
    meta: Meta,
    outline: Sequence[OutlineEntry],
    labels: Sequence[PageLabel],
    faces: Sequence[Face],
    load_face: LoadFace,
    fmt: PageFormat,
    date: dt.datetime,
    furniture: bytes | None = None,
    named: Collection[str] | None = None,
    remember: Remember = lambda key, make: make(),
) -> tuple[Master, list[Finding]]:
    """Merge rendered parts, in order, into one tagged document (PDF/UA-1) that keeps its bleed.

    ``named`` are the destinations that can be led to from elsewhere (None: all there are).
    The same parts give the same bytes; ``remember`` spares cutting faces again. Findings name
    links that lead nowhere and stray fonts.
    """
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    tree = StructureTree(writer)
    links = Links(writer)
    moved: dict[float, list[int]] = {}
    for part in parts:
        source = PdfReader(io.BytesIO(part.pdf))
        first = len(writer.pages)
        pages = [writer.add_page(page) for page in source.pages]
        for page in pages:
            page[N("/TrimBox")] = ArrayObject(_rounded(side) for side in page.trimbox)
        shifts = part.shifts_pt or (0.0,) * len(pages)
        for index, distance in enumerate(shifts, first):
            if distance:
                moved.setdefault(distance, []).append(index)
        tree.hang(source, pages, part.title, part.name)
        links.gather(source, pages, shifts)
    for distance, indices in moved.items():
        shift(writer, indices, distance)
    if furniture is not None:
        lay_over(writer, furniture)
    findings, programs = unite_fonts(writer, faces, load_face, remember)
    tree.finish()
    findings += links.resolve({entry.anchor: entry.title for entry in outline})
    links.finish(None if named is None else {*named, *(entry.anchor for entry in outline)})
    write_outline(writer, outline, links)
    write_labels(writer, labels)
    write_metadata(writer, meta, date, fingerprint=_fingerprint(parts, furniture, meta, fmt))
    drop_unreachable(writer)
    out = io.BytesIO()
    writer.write(out)
    return Master(out.getvalue(), len(writer.pages), fmt, programs), findings


def _rounded(length: float) -> FloatObject:
    """Write a length in points to a thousandth: what editions cut to is then the trim itself."""
    return FloatObject(f"{round(float(length), 3) + 0:.3f}".rstrip("0").rstrip("."))


def _fingerprint(
    parts: Sequence[MergePart], furniture: bytes | None, meta: Meta, fmt: PageFormat
) -> str:
    digest = hashlib.sha256(repr((meta, fmt)).encode())
    for data in (*(part.pdf for part in parts), furniture or b""):
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()
