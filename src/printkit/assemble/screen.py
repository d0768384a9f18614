"""The screen edition: the master cut to its trim, everything a reader uses kept."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader

from printkit.assemble.objects import number_of
from printkit.model import Master

_BOX = re.compile(rb"/(MediaBox|BleedBox) \[ [-\d. ]+ \]")


def screen(master: Master) -> bytes:
    """Return the master with every page cut to its trim.

    The boxes are written over in their place, byte for byte, so that nothing else moves: a bleed box
    becomes the crop box, and both boxes are never shorter than the trim they now hold.

    Raises:
        ValueError: the bytes are not as ``merge`` writes them.

    """
    reader = PdfReader(io.BytesIO(master.pdf))
    data = bytearray(master.pdf)
    for page in reader.pages:
        start = reader.xref[0][number_of(page)]
        end = master.pdf.index(b"endobj", start)
        trim = b" ".join(_number(float(side)) for side in page.trimbox)
        found = list(_BOX.finditer(master.pdf, start, end))
        if [match[1] for match in found] not in (
            [b"MediaBox", b"BleedBox"],
            [b"BleedBox", b"MediaBox"],
        ):
            raise ValueError("a page without its boxes")
        for match in found:
            name = b"/MediaBox [ " if match[1] == b"MediaBox" else b"/CropBox [ "
            box = name + trim + b" ]"
            if len(box) > len(match[0]):
                raise ValueError("a trim box longer than its bleed box")
            data[match.start() : match.end()] = box.ljust(len(match[0]))
    return bytes(data)


def _number(value: float) -> bytes:
    """Write a length in points, to a thousandth (0.4 micrometres)."""
    return f"{round(value, 3) + 0:.3f}".rstrip("0").rstrip(".").encode()
