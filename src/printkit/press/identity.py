"""What a press file says of itself: document information and XMP, agreeing with each other."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject

from printkit.assemble.metadata import PRODUCER
from printkit.assemble.objects import N, add, dictionary

_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


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
    packet = DecodedStreamObject()
    packet.set_data(_xmp(info, level, in_info=in_info, digest=digest).encode())
    packet.update(dictionary(Type="/Metadata", Subtype="/XML"))
    writer.root_object[N("/Metadata")] = add(writer, packet)


def _xmp(info: dict[str, str], level: str | None, *, in_info: bool, digest: bytes) -> str:
    name = uuid.UUID(bytes=digest)
    created, changed = (_iso(info.get(key, "")) for key in ("/CreationDate", "/ModDate"))
    facts = []
    if level:
        space = "pdfx" if in_info else "pdfxid"
        facts.append(f"<{space}:GTS_PDFXVersion>{level}</{space}:GTS_PDFXVersion>")
    facts += [
        f"<dc:title>{_alternatives(info.get('/Title', ''))}</dc:title>",
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
        facts.append(f"<dc:description>{_alternatives(info['/Subject'])}</dc:description>")
    if "/Keywords" in info:
        facts.append(f"<pdf:Keywords>{escape(info['/Keywords'])}</pdf:Keywords>")
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
    body = "\n".join(f"   {fact}" for fact in facts)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'  <rdf:Description rdf:about="" {spaces}>\n{body}\n  </rdf:Description>\n'
        ' </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    )


def _alternatives(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _iso(date: str) -> str:
    found = _DATE.match(date)
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else ""
