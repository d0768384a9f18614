"""Small tools over pypdf's objects, shared by the passes that assemble a book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

N = NameObject


def add(writer: PdfWriter, value: PdfObject) -> IndirectObject:
    """Make ``value`` an indirect object of the file being written."""
    return writer._add_object(value)


def resolve(reference: Any) -> Any:
    """Follow a reference; what stands there directly stays. Untyped: PDF objects are what they are."""
    return reference.get_object()


def dictionary(**entries: Any) -> DictionaryObject:
    """Return a dictionary; Python names become PDF names, ``str`` values become names."""
    found = DictionaryObject()
    for key, value in entries.items():
        if isinstance(value, bool) or not isinstance(value, str | int):
            found[N(f"/{key}")] = value
        elif isinstance(value, int):
            found[N(f"/{key}")] = NumberObject(value)
        else:
            found[N(f"/{key}")] = N(value) if value.startswith("/") else TextStringObject(value)
    return found


def stream(data: bytes, **entries: Any) -> StreamObject:
    """Return a compressed stream."""
    plain = StreamObject()
    plain.set_data(data)
    packed = plain.flate_encode()
    packed.update(dictionary(**entries))
    return packed


def items(array: Any) -> list[Any]:
    """Return an array's entries as they stand, references not followed."""
    return [list.__getitem__(array, index) for index in range(len(array))]


def number_of(value: Any) -> int:
    """Return the object number of an indirect object."""
    return int(value.indirect_reference.idnum)


def kids(element: Any) -> list[Any]:
    """Return the entries of a structure element's ``K``, references not followed."""
    if "/K" not in element:
        return []
    raw = element.raw_get("/K")
    return items(raw) if isinstance(raw, ArrayObject) else [raw]


def pairs(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield (key, value as it stands) of a name or number tree (ISO 32000-1, 7.9.6 and 7.9.7)."""
    for kid in tree.get("/Kids", ()):
        yield from pairs(kid.get_object())
    flat = tree.get("/Nums", tree.get("/Names"))
    if flat is not None:
        entries = items(flat.get_object())
        yield from zip(entries[::2], entries[1::2], strict=True)


def flat_tree(kind: str, entries: Iterable[tuple[Any, Any]]) -> DictionaryObject:
    """Return a one-leaf name or number tree; ``kind`` is ``/Names`` or ``/Nums``, entries sorted."""
    flat = ArrayObject()
    for key, value in entries:
        flat += [key, value]
    return DictionaryObject({N(kind): flat})


def drop_unreachable(writer: PdfWriter) -> None:
    """Leave out of the file what nothing refers to any more."""
    objects = writer._objects
    reached = bytearray(len(objects))
    pending: list[Any] = [writer.root_object.indirect_reference, writer._info_obj]
    while pending:
        one = pending.pop()
        if isinstance(one, IndirectObject):
            index = one.idnum - 1
            if reached[index]:
                continue
            reached[index] = 1
            one = objects[index]
        if isinstance(one, DictionaryObject):
            pending.extend(dict.values(one))
        elif isinstance(one, ArrayObject):
            pending.extend(list.__iter__(one))
    for index, kept in enumerate(reached):
        if not kept:
            objects[index] = None
