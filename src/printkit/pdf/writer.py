"""PDF objects made and files written: thin doors over pikepdf, deterministic."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

from printkit.pdf.geometry import Box
from printkit.pdf.matrix import Matrix
from printkit.pdf.objects import (
    Thing,
    entry,
    filters_of,
    has,
    is_array,
    is_dictionary,
    is_stream,
    listed,
    members,
    name,
    raw_string,
)
from printkit.pdf.pages import Page

#: Entries that hold text for people.
_TEXTS = ("/ActualText", "/Alt", "/Contents", "/T", "/Title")

Pdf = pikepdf.Pdf
#: A value of a dictionary being made: ``str`` with a slash is a name, any other ``str`` a text.
Value = Any


class UnwritableError(ValueError):
    """A file with an object that cannot be written."""


def new_file() -> Pdf:
    """Return a file without pages."""
    return pikepdf.Pdf.new()


def value(plain: Value) -> Thing:
    """Return a plain value as an object: numbers have at most six decimals."""
    if isinstance(plain, str):
        return pikepdf.Name(plain) if plain.startswith("/") else pikepdf.String(plain)
    if isinstance(plain, bytes):
        return pikepdf.String(plain)
    if isinstance(plain, float):
        return int(plain) if plain.is_integer() else round(plain, 6)
    if isinstance(plain, list | tuple):
        return array(plain)
    return plain


def text(words: str) -> Thing:
    """Return a text, whatever it begins with."""
    return pikepdf.String(words)


def array(values: Iterable[Value]) -> Thing:
    """Return an array of plain values or objects."""
    return pikepdf.Array([value(one) for one in values])


def dictionary(**entries: Value) -> Thing:
    """Return a dictionary; Python names become PDF names. None: no entry."""
    return pikepdf.Dictionary(
        {f"/{key}": value(one) for key, one in entries.items() if one is not None}
    )


def stream(pdf: Pdf, data: bytes, **entries: Value) -> Thing:
    """Return a stream of the file, packed when it is written. None: no entry."""
    made = pdf.make_stream(data)
    for key, one in entries.items():
        if one is not None:
            made[f"/{key}"] = value(one)
    return made


def indirect(pdf: Pdf, thing: Thing) -> Thing:
    """Make a thing an object of the file by itself."""
    return pdf.make_indirect(thing)


def taken(pdf: Pdf, thing: Thing) -> Thing:
    """Return a thing of another file as one of this: objects by themselves are taken over once."""
    if not isinstance(thing, pikepdf.Object):
        return thing
    if thing.is_indirect:
        return thing if thing.is_owned_by(pdf) else pdf.copy_foreign(thing)
    kind = thing._type_code
    if kind is pikepdf.ObjectType.array:
        return pikepdf.Array([taken(pdf, one) for one in listed(thing)])
    if kind is pikepdf.ObjectType.dictionary:
        return pikepdf.Dictionary({key: taken(pdf, one) for key, one in members(thing)})
    return thing


def copied(pdf: Pdf, thing: Thing) -> Thing:
    """Return a copy of a dictionary or stream of the file, to be changed without the other."""
    if is_stream(thing):
        made = pdf.make_stream(b"")
        fill_as(made, thing)
        return made
    return pikepdf.Dictionary(dict(members(thing)))


def fill(made: Thing, data: bytes, packing: str = "") -> None:
    """Give a stream other data, which the filter ``packing`` packed already, empty: plain data."""
    made.write(data, filter=pikepdf.Name(packing) if packing else None)


def repacked(made: Thing, data: bytes) -> None:
    """Give a stream other data, packed as small as Flate can."""
    fill(made, zlib.compress(data, 9), "/FlateDecode")


def end_plainly(pdf: Pdf) -> None:
    """Let no stream end with a carriage return, which a reader may take for part of the line's end after it.

    PDF/A wants /Length to be the number of bytes between ``stream`` and the end of line before
    ``endstream`` (ISO 19005-3, 6.1.7.1); CR LF is one end of line. What follows packed data is not read
    (RFC 1950, 2.3: the checksum ends them).
    """
    for thing in pdf.objects:
        if not is_stream(thing) or len(filters_of(thing)) > 1:
            continue
        data = bytes(thing.get_raw_stream_buffer())
        if not filters_of(thing):  # packed when it is written
            data = zlib.compress(data, 9)
        elif filters_of(thing) != ("/FlateDecode",):
            continue
        if data.endswith(b"\r"):
            thing.write(
                data + b"\n",
                filter=pikepdf.Name.FlateDecode,
                decode_parms=entry(thing, "/DecodeParms"),
            )


def fill_as(made: Thing, source: Thing) -> None:
    """Make a stream the same as another of its file."""
    _fill_raw(made, source, entry(source, "/DecodeParms"))
    for key, one in members(source):
        if key not in ("/Length", "/Filter", "/DecodeParms"):
            made[key] = one


def _fill_raw(made: Thing, source: Thing, parameters: Thing) -> None:
    """Give a stream another's data as they are packed."""
    filters = [pikepdf.Name(one) for one in filters_of(source)]
    if len(filters) == 1 and not is_array(parameters):
        packing: Any = filters[0]
    else:
        packing = pikepdf.Array(filters) if filters else None
    known = parameters if filters and isinstance(parameters, pikepdf.Object) else None
    made.write(bytes(source.get_raw_stream_buffer()), filter=packing, decode_parms=known)


def box(sides: Box, places: int = 4) -> Thing:
    """Return a box, in points to so many places."""
    return array([round(side, places) + 0.0 for side in sides])


def set_box(page: Thing, key: str, sides: Box, places: int = 4) -> None:
    """Give a page's dictionary a box, in points to so many places."""
    page[key] = box(sides, places)


def drop(holder: Thing, *keys: str) -> None:
    """Take entries out of a dictionary, those that it has."""
    if is_dictionary(holder):
        for key in keys:
            if key in holder:
                del holder[key]


def num(*values: float, places: int = 4) -> bytes:
    """Write numbers as content streams have them, with at most so many decimals."""
    return " ".join(
        f"{round(one, places) + 0.0:.{places}f}".rstrip("0").rstrip(".") for one in values
    ).encode()


def placing(matrix: Matrix) -> bytes:
    """Write the operator that places what follows: six decimals, or the far corner of a poster moved."""
    return num(*matrix, places=6) + b" cm"


def clipping(sides: Box) -> bytes:
    """Write the operators that cut what follows to a box."""
    left, bottom, right, top = sides
    return num(left, bottom, right - left, top - bottom) + b" re W n"


def add_page(pdf: Pdf, page: Thing) -> Thing:
    """Append a page's dictionary to a file; returns it as it stands there."""
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[-1].obj


def as_form(pdf: Pdf, page: Page) -> Thing:
    """Return a page of another file as a form XObject of this one (8.10), as large as its MediaBox.

    Its content stays as it is packed where it is one stream.
    """
    made = stream(pdf, b"")
    streams = page.streams
    if len(streams) == 1 and is_stream(streams[0]):
        _fill_raw(made, streams[0], taken(pdf, entry(streams[0], "/DecodeParms")))
    else:
        fill(made, page.content())
    resources = page.resources if is_dictionary(page.resources) else dictionary()
    made["/Subtype"] = value("/Form")
    made["/BBox"] = box(page.media)
    made["/Resources"] = taken(pdf, resources)
    group = entry(page.source, "/Group")
    if is_dictionary(group):
        entries = {key: taken(pdf, one) for key, one in members(group)}
        made["/Group"] = pikepdf.Dictionary(entries | {"/S": value("/Transparency")})
    return made


def objects_of(pdf: Pdf) -> Iterator[Thing]:
    """Yield all objects of a file that stand by themselves, reached or not."""
    yield from pdf.objects


def shorten(pdf: Pdf) -> None:
    """Write text as short as it can be, and references to content where they are used.

    A tag's text is in UTF-16 as its maker wrote it; most is in PDFDocEncoding as well (7.9.2). What a tag
    holds (14.7.4) is an object by itself a thousand times over, for nothing.
    """
    for one in objects_of(pdf):
        if not is_dictionary(one):
            continue
        for key in _TEXTS:
            text = entry(one, key)
            if raw_string(text):
                one[key] = pikepdf.String(str(text))
        if has(one, "/S") and has(one, "/K"):
            held = entry(one, "/K")
            if is_array(held):
                for at, kid in enumerate(listed(held)):
                    if _is_content(kid):
                        held[at] = pikepdf.Dictionary(dict(members(kid)))
            elif _is_content(held):
                one["/K"] = pikepdf.Dictionary(dict(members(held)))


def _is_content(kid: Thing) -> bool:
    return is_dictionary(kid) and name(entry(kid, "/Type")) in ("/OBJR", "/MCR")


def identifier_of(pdf: Pdf) -> list[bytes]:
    """Return both parts of a file's identifier, none where it has not two."""
    found = [raw_string(one) for one in listed(entry(pdf.trailer, "/ID"))]
    return found if len(found) == 2 else []


def set_identifier(pdf: Pdf, first: bytes) -> None:
    """Give a file the first part of its identifier; the other is reckoned when it is written (14.4)."""
    pdf.trailer["/ID"] = array([first, first])


def set_info(pdf: Pdf, facts: Mapping[str, str]) -> None:
    """Replace a file's document information, keys with slash."""
    pdf.trailer["/Info"] = pdf.make_indirect(
        pikepdf.Dictionary(
            {
                key: pikepdf.Name(text) if key == "/Trapped" else pikepdf.String(text)
                for key, text in facts.items()
            }
        )
    )


def set_metadata(pdf: Pdf, packet: bytes) -> None:
    """Give a file its XMP packet, not packed, so that any tool may read it."""
    pdf.Root["/Metadata"] = stream(pdf, packet, Type="/Metadata", Subtype="/XML")


def written(pdf: Pdf, version: str, *, packed: bool = False) -> bytes:
    """Return the file's bytes, of a PDF version; what nothing refers to is left out.

    ``packed``: small objects stand together in streams (7.5.7; from PDF 1.5 on). The same objects give
    the same bytes, and so the same identifier.

    Raises:
        UnwritableError: an object of a stranger's cannot be written.

    """
    modes = pikepdf.ObjectStreamMode
    out = io.BytesIO()
    try:
        pdf.save(
            out,
            force_version=version,
            object_stream_mode=modes.generate if packed else modes.disable,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    except (pikepdf.PdfError, RuntimeError) as problem:
        raise UnwritableError(str(problem)) from problem
    return out.getvalue()
