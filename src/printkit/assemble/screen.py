"""The screen edition: the master cut to its trim, everything a reader uses kept, as small as can be."""

from __future__ import annotations

import re
from dataclasses import replace

from printkit.assemble.object_bodies import (
    CONTENTS,
    Objects,
    contents_of,
    is_page,
    stream,
    unpacked,
)
from printkit.assemble.onebyte import in_one_byte
from printkit.assemble.packing import arranged, pack, taken_apart
from printkit.model import Master

#: A screen has 255 steps of a colour: a thousandth is a fine enough one.
_COLOUR = re.compile(rb"(?:[\d.]+ ){3}(?:rg|RG)\b")
_FINE = re.compile(rb"[\d.]{6,}")
_BOX = re.compile(rb"/(MediaBox|BleedBox|TrimBox) \[ ([-\d. ]+) \]")
#: One stream of small objects for a chapter's worth of pages.
_TOGETHER = 1000


def screen(master: Master) -> bytes:
    """Return the master with every page cut to its trim.

    Raises:
        ValueError: the bytes are not as ``merge`` writes them.

    """
    objects = _drawn_at_once(taken_apart(master.pdf))
    for number, body in objects.bodies.items():
        if is_page(body):
            objects.bodies[number] = _cut(body)
    return pack(arranged(in_one_byte(objects, master.programs)), together=_TOGETHER)


def _drawn_at_once(objects: Objects) -> Objects:
    """Make the streams of each page's drawing one, which packs better."""
    bodies = dict(objects.bodies)
    gone: set[int] = set()
    added: list[int] = []
    free = max(bodies) + 1
    for number, body in objects.bodies.items():
        pieces = contents_of(body) if is_page(body) else []
        if len(pieces) < 2:
            continue
        data = b"\n".join(unpacked(objects.bodies[piece]) for piece in pieces)
        data = _COLOUR.sub(lambda found: _FINE.sub(_thousandth, found[0]), data)
        bodies[free] = stream(b"", data)
        bodies[number] = CONTENTS.sub(b"/Contents %d 0 R" % free, body)
        gone.update(pieces)
        added.append(free)
        free += 1
    kept = {number: body for number, body in bodies.items() if number not in gone}
    return replace(objects, bodies=kept, streams=(objects.streams - gone) | set(added))


def _thousandth(channel: re.Match[bytes]) -> bytes:
    return _number(float(channel[0]))


def _cut(page: bytes) -> bytes:
    """Make the trim the whole page; the sheet's edge and the bleed are a printer's."""
    boxes = {match[1]: match[2] for match in _BOX.finditer(page)}
    if boxes.keys() != {b"MediaBox", b"BleedBox", b"TrimBox"}:
        raise ValueError("a page without its boxes")
    trim = b" ".join(_number(float(side)) for side in boxes[b"TrimBox"].split())
    names = {b"MediaBox": b"MediaBox", b"BleedBox": b"CropBox", b"TrimBox": b"TrimBox"}
    return _BOX.sub(lambda match: b"/%s [ %s ]" % (names[match[1]], trim), page)


def _number(value: float) -> bytes:
    """Write a length in points, to a thousandth (0.4 micrometres)."""
    return f"{round(value, 3) + 0:.3f}".rstrip("0").rstrip(".").encode()
