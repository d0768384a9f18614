"""The archive edition: the screen edition as PDF/A-3a, what it was written in attached (ISO 19005-3)."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NumberObject, TextStringObject

from printkit.assemble.metadata import pdf_date, write_identifier, write_packet
from printkit.assemble.objects import N, add, dictionary, drop_unreachable, flat_tree, stream
from printkit.assemble.screen import screen
from printkit.model import Master, Meta

#: An annotation is printed (ISO 19005-3, 6.3.2; ISO 32000-1, 12.5.3).
_PRINTED: Final = 4
_SPACES: Final = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
#: PDF/A wants every schema described that it does not know itself: that of PDF/UA (6.6.2.3.3).
_CLAIMS: Final = (
    "<pdfaid:part>3</pdfaid:part>",
    "<pdfaid:conformance>A</pdfaid:conformance>",
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>",
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to attach: its ``name`` there, unique; its type; what is said of it."""

    name: str
    media: str
    says: str
    data: bytes


def archive(
    master: Master,
    meta: Meta,
    date: dt.datetime,
    *,
    attachments: Sequence[Attachment],
    profile: bytes,
) -> bytes:
    """Return the screen edition of a master as PDF/A-3a and PDF/UA-1; the same in gives the same out.

    ``profile`` is the ICC profile of its colours, sRGB; ``date`` is when the attachments were changed.
    """
    source = PdfReader(io.BytesIO(master.pdf))
    writer = PdfWriter(clone_from=source)
    writer.pdf_header = source.pdf_header
    write_packet(writer, meta, date, _CLAIMS, **_SPACES)
    catalog = writer.root_object
    intent = dictionary(
        Type="/OutputIntent",
        S="/GTS_PDFA1",
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=add(writer, stream(profile, N=3)),
    )
    catalog[N("/OutputIntents")] = ArrayObject([intent])
    for page in writer.pages:
        for annotation in page.get("/Annots", ()):
            annotation.get_object()[N("/F")] = NumberObject(_PRINTED)
    files = {one.name: add(writer, _file(writer, one, date)) for one in attachments}
    catalog[N("/AF")] = ArrayObject(files.values())
    names: Any = catalog.setdefault(N("/Names"), dictionary()).get_object()
    entries = [(TextStringObject(name), files[name]) for name in sorted(files)]
    names[N("/EmbeddedFiles")] = add(writer, flat_tree("/Names", entries))
    write_identifier(writer, _fingerprint(source, attachments))
    drop_unreachable(writer)
    out = io.BytesIO()
    writer.write(out)
    return screen(replace(master, pdf=out.getvalue()))


def _file(writer: PdfWriter, one: Attachment, date: dt.datetime) -> Any:
    """Return a file specification with its file (ISO 32000-1, 7.11; ISO 19005-3, 6.8 and annex E)."""
    facts = dictionary(Size=len(one.data), ModDate=pdf_date(date))
    embedded = stream(one.data, Type="/EmbeddedFile", Subtype=f"/{one.media}", Params=facts)
    return dictionary(
        Type="/Filespec",
        F=one.name,
        UF=one.name,
        EF=dictionary(F=add(writer, embedded)),
        Desc=one.says,
        AFRelationship="/Source",
    )


def _fingerprint(source: PdfReader, attachments: Sequence[Attachment]) -> str:
    digests = [hashlib.sha256(one.data).hexdigest() for one in attachments]
    known = [(one.name, one.media, one.says) for one in attachments]
    return repr((source.trailer.get("/ID"), known, digests))
