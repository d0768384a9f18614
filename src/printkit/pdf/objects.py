"""PDF objects of files nobody vouches for: every answer is a plain value, never an exception.

The only reader of objects. A ``Thing`` is what stands in a file, as pikepdf gives it, or an operand as
:mod:`printkit.pdf.lexer` reads one (``float``, ``str`` for names, ``bytes`` for strings, ``list``,
``dict``): both are asked by the same functions. References are followed by qpdf, loops of them are null.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import pikepdf
from pikepdf import open as open_pdf  # bytes in hand, no file

from printkit.pdf.filters import OF_IMAGES, swells, undone

Thing = Any
#: Nodes of a tree that are still visited.
_MOST_NODES: Final = 20_000
#: Dictionaries within dictionaries that are still looked into.
_DEEPEST_WITHIN: Final = 6
_HEADER: Final = re.compile(rb"%PDF-(\d\.\d)")
_DICTIONARIES: Final = (pikepdf.ObjectType.dictionary, pikepdf.ObjectType.stream)


class UnreadableFileError(Exception):
    """A file that cannot be opened: ``reason`` is ``empty``, ``no-pdf``, ``locked`` or ``damaged``."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """An opened file. ``version`` is the header's; ``repaired``: qpdf had to mend its table of objects.

    ``encrypted`` as the file stood; it opened with no password.
    """

    data: bytes
    pdf: pikepdf.Pdf
    version: str
    encrypted: bool
    repaired: bool

    @property
    def trailer(self) -> Thing:
        """What the file says of itself first."""
        return self.pdf.trailer

    @property
    def catalogue(self) -> Thing:
        """The root of all objects (ISO 32000-1, 7.7.2)."""
        return entry(self.pdf.trailer, "/Root")

    @property
    def may_be_changed(self) -> bool:
        """Tell whether its owner lets it be changed."""
        return not self.encrypted or bool(self.pdf.allow.modify_other)


def open_file(data: bytes, *, inherit: bool = True) -> File:
    """Open any PDF, an encrypted one with the empty password.

    ``inherit``: pages are given what their tree says for them, and a size where none does; without it
    they are as they stand.

    Raises:
        UnreadableFileError: it is none, is locked, or so damaged that nothing of it can be found.

    """
    header = _HEADER.search(data[:2048])
    if header is None:
        raise UnreadableFileError("no-pdf" if data else "empty")
    try:
        pdf = open_pdf(io.BytesIO(data), suppress_warnings=True, inherit_page_attributes=inherit)
    except pikepdf.PasswordError as problem:
        raise UnreadableFileError("locked") from problem
    except (pikepdf.PdfError, OSError, ValueError) as problem:
        raise UnreadableFileError("damaged", _detail(problem)) from problem
    repaired = any("reconstruct" in warning for warning in map(str, pdf.get_warnings()))
    return File(data, pdf, header[1].decode("ascii"), pdf.is_encrypted, repaired)


def _detail(problem: Exception) -> str:
    """Return what qpdf says, without the name it gives to bytes."""
    return re.sub(r"^stream <[^>]*>(?: \([^)]*\))?[:,]? ?", "", str(problem))


def entry(holder: Thing, *keys: str) -> Thing:
    """Return what stands under a path of keys; None where the path ends early."""
    for key in keys:
        if isinstance(holder, dict):
            holder = holder.get(key)
        elif isinstance(holder, pikepdf.Object) and holder._type_code in _DICTIONARIES:
            holder = _get(holder, key)
        else:
            return None
    return holder


def _get(holder: Any, key: str) -> Thing:
    try:
        return holder.get(key)
    except TypeError:  # a name that is no UTF-8
        return holder.get(pikepdf.Object.parse(written_name(key)))
    except (pikepdf.PdfError, ValueError):
        return None


def written_name(name: str) -> bytes:
    """Return a name as a file has it."""
    raw = name[1:].encode("utf-8", "surrogateescape")
    return b"/" + re.sub(rb"[^!-~]|[#()<>\[\]{}/%]", lambda found: b"#%02x" % found[0][0], raw)


def has(holder: Thing, key: str) -> bool:
    """Tell whether something but null stands under a key."""
    return entry(holder, key) is not None


def is_dictionary(thing: Thing) -> bool:
    """Tell whether a thing has keys; a stream has."""
    return isinstance(thing, dict) or (
        isinstance(thing, pikepdf.Object) and thing._type_code in _DICTIONARIES
    )


def is_stream(thing: Thing) -> bool:
    """Tell whether a thing is a stream."""
    return isinstance(thing, pikepdf.Object) and thing._type_code is pikepdf.ObjectType.stream


def is_array(thing: Thing) -> bool:
    """Tell whether a thing is an array."""
    return isinstance(thing, list) or (
        isinstance(thing, pikepdf.Object) and thing._type_code is pikepdf.ObjectType.array
    )


def members(holder: Thing) -> Iterator[tuple[str, Thing]]:
    """Yield a dictionary's keys, in order, and their values."""
    if is_dictionary(holder):
        for key in sorted(holder.keys()):
            yield key, entry(holder, key)


def listed(thing: Thing) -> list[Thing]:
    """Return an array's entries; an empty list for anything else."""
    if isinstance(thing, list):
        return thing
    if not is_array(thing):
        return []
    try:
        return list(thing)
    except (pikepdf.PdfError, ValueError):
        return []


def number(thing: Thing, default: float = 0.0) -> float:
    """Return a finite number, ``default`` for anything else."""
    if isinstance(thing, bool) or not isinstance(thing, int | float | Decimal):
        return default
    try:
        value = float(thing)
    except (OverflowError, ValueError):
        return default
    return value if math.isfinite(value) and abs(value) < 1e9 else default


def whole(thing: Thing, default: int = 0) -> int:
    """Return a whole number, ``default`` for what is no number."""
    return int(number(thing, default))


def numbers(thing: Thing) -> tuple[float, ...]:
    """Return an array's numbers, empty unless all of them are numbers."""
    found = tuple(number(one, math.nan) for one in listed(thing))
    return () if any(map(math.isnan, found)) else found


def name(thing: Thing) -> str:
    """Return a name with its slash or a text; empty for anything else."""
    if isinstance(thing, str):
        return thing
    if isinstance(thing, bytes):
        return thing.decode("latin-1")
    if not isinstance(thing, pikepdf.Object):
        return ""
    kind = thing._type_code
    try:
        if kind is pikepdf.ObjectType.name_ or kind is pikepdf.ObjectType.string:
            return str(thing)
    except ValueError:  # a name that is no UTF-8
        raw = re.sub(rb"#([0-9a-fA-F]{2})", lambda hit: bytes([int(hit[1], 16)]), thing.unparse())
        return raw.decode("utf-8", "surrogateescape")
    return ""


def raw_string(thing: Thing) -> bytes:
    """Return a string's bytes as they stand; none for anything else."""
    if isinstance(thing, bytes):
        return thing
    if isinstance(thing, pikepdf.Object) and thing._type_code is pikepdf.ObjectType.string:
        return bytes(thing)
    return b""


def truth(thing: Thing) -> bool:
    """Tell whether a PDF boolean is true; anything else is not."""
    return thing is True


def identity(thing: Thing) -> tuple[int, int] | int:
    """Return what tells an object from all others of its file: its number, or its place in memory."""
    if isinstance(thing, pikepdf.Object) and thing.is_indirect:
        number_, generation = thing.objgen
        return (number_, generation)
    return id(thing)


def decoded(thing: Thing) -> bytes | None:
    """Return a stream's data without its filters, an image's own left on.

    None where that fails, or is more than anybody's drawing, picture or font.
    """
    if not is_stream(thing):
        return None
    filters = filters_of(thing)
    try:
        if filters[:1] == ("/FlateDecode",) and swells(thing.get_raw_stream_buffer()):
            return None
        if not OF_IMAGES.intersection(filters):
            return bytes(thing.get_stream_buffer(pikepdf.StreamDecodeLevel.specialized))
        return undone(bytes(thing.get_raw_stream_buffer()), filters, parameters_of(thing))
    except (pikepdf.PdfError, RuntimeError, ValueError, MemoryError):
        return None


def filters_of(thing: Thing) -> tuple[str, ...]:
    """Return the names of a stream's filters, in the order in which they are undone."""
    found = entry(thing, "/Filter")
    return tuple(map(name, listed(found))) or ((name(found),) if name(found) else ())


def parameters_of(thing: Thing) -> list[Thing]:
    """Return the parameters of a stream's filters, None for those that have none."""
    found = entry(thing, "/DecodeParms")
    return listed(found) or [found]


def every_object(file: File) -> Iterator[Thing]:
    """Yield the objects of a file that others point at, and the dictionaries within them."""
    pending: list[tuple[Thing, int]] = []
    for thing in file.pdf.objects:
        pending.append((thing, 0))
        while pending:
            one, depth = pending.pop()
            if not is_dictionary(one):
                continue
            yield one
            if depth < _DEEPEST_WITHIN:
                within = (value for _key, value in members(one))
                pending += [(value, depth + 1) for value in within if _stands_within(value)]


def _stands_within(thing: Thing) -> bool:
    """Tell whether a value is a dictionary of its own holder, not an object pointed at."""
    return isinstance(thing, pikepdf.Object) and is_dictionary(thing) and not thing.is_indirect


def leaves(tree: Thing) -> Iterator[Thing]:
    """Yield the values of a name tree (ISO 32000-1, 7.9.6), loops and crowds left out."""
    pending: list[Thing] = [tree]
    seen: set[Any] = set()
    while pending and len(seen) < _MOST_NODES:
        node = pending.pop()
        if identity(node) in seen:
            continue
        seen.add(identity(node))
        yield from listed(entry(node, "/Names"))[1::2]
        pending += listed(entry(node, "/Kids"))
