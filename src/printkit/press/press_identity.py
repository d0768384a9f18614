"""What a press file says of itself: document information and XMP, agreeing with each other."""

from __future__ import annotations

import uuid
from typing import Final

from printkit.pdf.objects import entry, members, name
from printkit.pdf.writer import Pdf, set_info, set_metadata
from printkit.pdf.xmp import PRODUCER, Facts, packet, stamp

_KEPT: Final = ("/Title", "/Author", "/Subject", "/Keywords", "/CreationDate", "/ModDate")


def write_identity(pdf: Pdf, level: str | None, *, in_info: bool = False, digest: bytes) -> None:
    """Write title, authors, dates and the level of PDF/X; ``digest`` (16 bytes) names the file.

    X-4 names its level in XMP alone (ISO 15930-7, 6.5), the older ones in the document information
    (ISO 15930-4, 6.7). Title, authors and dates are those the file has from the master.
    """
    former = {key: name(value) for key, value in members(entry(pdf.trailer, "/Info"))}
    info: dict[str, str] = {key: former[key] for key in _KEPT if key in former}
    info |= {"/Producer": PRODUCER, "/Creator": PRODUCER}
    if level and in_info:
        info["/GTS_PDFXVersion"] = level
    set_info(pdf, info | {"/Trapped": "/False"})
    facts = Facts(
        title=info.get("/Title", ""),
        authors=[info["/Author"]] if "/Author" in info else (),
        description=info.get("/Subject", ""),
        keywords=info.get("/Keywords", ""),
        created=stamp(info.get("/CreationDate", "")),
        changed=stamp(info.get("/ModDate", "")),
        level=level or "",
        older=in_info,
        trapped="False",
        identifier=str(uuid.UUID(bytes=digest)),
    )
    set_metadata(pdf, packet(facts))
