"""The archive edition: the screen edition as PDF/A-3a, what it was written in attached (ISO 19005-3)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from printkit.assemble.master import Master
from printkit.assemble.metadata import digest_of, facts_of
from printkit.model import Meta
from printkit.pdf.objects import Thing, entry, has
from printkit.pdf.pages import pages_of
from printkit.pdf.writer import (
    Pdf,
    array,
    dictionary,
    end_plainly,
    identifier_of,
    indirect,
    set_identifier,
    set_metadata,
    stream,
    text,
    written,
)
from printkit.pdf.xmp import packet, pdf_date

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
    pdf = master.take_cut()
    catalogue = pdf.Root
    facts = replace(facts_of(meta, date), claims=_CLAIMS, spaces=_SPACES)
    set_metadata(pdf, packet(facts))
    intent = dictionary(
        Type="/OutputIntent",
        S="/GTS_PDFA1",
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=stream(pdf, profile, N=3),
    )
    catalogue["/OutputIntents"] = array([intent])
    for page in pages_of(catalogue):
        for note in page.notes:
            note.source["/F"] = _PRINTED
    files = {one.name: indirect(pdf, _file(pdf, one, date)) for one in attachments}
    catalogue["/AF"] = array(files.values())
    if not has(catalogue, "/Names"):
        catalogue["/Names"] = dictionary()
    flat = [part for name in sorted(files) for part in (text(name), files[name])]
    entry(catalogue, "/Names")["/EmbeddedFiles"] = indirect(pdf, dictionary(Names=flat))
    end_plainly(pdf)
    set_identifier(pdf, digest_of(_fingerprint(identifier_of(pdf), attachments)))
    data = written(pdf, "1.7", packed=True)
    if b"\r\nendstream" in data:  # a stream of packed objects: they stand alone then
        data = written(pdf, "1.7")
    return data


def _file(pdf: Pdf, one: Attachment, date: dt.datetime) -> Thing:
    """Return a file specification with its file (ISO 32000-1, 7.11; ISO 19005-3, 6.8 and annex E)."""
    facts = dictionary(Size=len(one.data), ModDate=pdf_date(date))
    embedded = stream(pdf, one.data, Type="/EmbeddedFile", Subtype=f"/{one.media}", Params=facts)
    return dictionary(
        Type="/Filespec",
        F=text(one.name),
        UF=text(one.name),
        EF=dictionary(F=embedded),
        Desc=text(one.says),
        AFRelationship="/Source",
    )


def _fingerprint(identifier: Sequence[bytes], attachments: Sequence[Attachment]) -> str:
    digests = [hashlib.sha256(one.data).hexdigest() for one in attachments]
    known = [(one.name, one.media, one.says) for one in attachments]
    return repr((identifier, known, digests))
