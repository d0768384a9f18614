"""What a press file says of itself: document information and XMP, agreeing with each other."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from pypdf import PdfWriter

from printkit.assemble.metadata import PRODUCER
from printkit.assemble.objects import N
from printkit.assemble.xmp import in_any_language, write_xmp

_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")


def write_identity(
    writer: PdfWriter, level: str | None, *, in_info: bool = False, digest: bytes
) -> None:
    """Write title, authors, dates and the level of PDF/X; ``digest`` (16 bytes) names the file.

    X-4 names its level in XMP alone (ISO 15930-7, 6.5), the older ones in the document information
    (ISO 15930-4, 6.7). Title, authors and dates are those the writer has from the master.
    """
    former: Mapping[str, Any] = writer.metadata or {}
    info = {
        key: str(former[key])
        for key in ("/Title", "/Author", "/Subject", "/Keywords", "/CreationDate", "/ModDate")
        if key in former
    }
    info |= {"/Producer": PRODUCER, "/Creator": PRODUCER}
    if level and in_info:
        info["/GTS_PDFXVersion"] = level
    writer.metadata = info
    if writer._info is not None:
        writer._info[N("/Trapped")] = N("/False")
    write_xmp(writer, _told(info, level, in_info=in_info, digest=digest))


def _told(info: dict[str, str], level: str | None, *, in_info: bool, digest: bytes) -> list[str]:
    name = uuid.UUID(bytes=digest)
    created, changed = (_iso(info.get(key, "")) for key in ("/CreationDate", "/ModDate"))
    facts = []
    if level:
        space = "pdfx" if in_info else "pdfxid"
        facts.append(f"<{space}:GTS_PDFXVersion>{level}</{space}:GTS_PDFXVersion>")
    facts += [
        f"<dc:title>{in_any_language(info.get('/Title', ''))}</dc:title>",
        "<dc:format>application/pdf</dc:format>",
        f"<xmp:CreateDate>{created}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{changed}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{changed}</xmp:MetadataDate>",
        f"<xmp:CreatorTool>{escape(PRODUCER)}</xmp:CreatorTool>",
        f"<pdf:Producer>{escape(PRODUCER)}</pdf:Producer>",
        "<pdf:Trapped>False</pdf:Trapped>",
        f"<xmpMM:DocumentID>uuid:{name}</xmpMM:DocumentID>",
        f"<xmpMM:InstanceID>uuid:{name}</xmpMM:InstanceID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
    ]
    if "/Author" in info:
        author = escape(info["/Author"])
        facts.append(f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>")
    if "/Subject" in info:
        facts.append(f"<dc:description>{in_any_language(info['/Subject'])}</dc:description>")
    if "/Keywords" in info:
        facts.append(f"<pdf:Keywords>{escape(info['/Keywords'])}</pdf:Keywords>")
    return facts


def _iso(date: str) -> str:
    found = _DATE.match(date)
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else ""
