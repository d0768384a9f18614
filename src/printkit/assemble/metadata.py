"""What the file says of itself: XMP, document information, language, identifier."""

from __future__ import annotations

import datetime as dt
import hashlib

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    TextStringObject,
)

from printkit.assemble.joined_objects import N, add, dictionary
from printkit.model import Meta
from printkit.pdf.xmp import PRODUCER, Facts, packet, pdf_date, stamp


def write_metadata(writer: PdfWriter, meta: Meta, date: dt.datetime, *, fingerprint: str) -> None:
    """Write title, authors, language and licence; ``fingerprint`` becomes the file's identifier.

    PDF/UA-1 asks for ``dc:title``, ``pdfuaid:part``, ``Lang`` and a shown title (ISO 14289-1, 5 and 7).
    """
    info = {
        "/Title": meta.title,
        "/Producer": PRODUCER,
        "/Creator": PRODUCER,
        "/CreationDate": pdf_date(date),
        "/ModDate": pdf_date(date),
    }
    if meta.authors:
        info["/Author"] = ", ".join(meta.authors)
    if meta.description:
        info["/Subject"] = meta.description
    if meta.keywords:
        info["/Keywords"] = ", ".join(meta.keywords)
    writer.metadata = info
    catalog = writer.root_object
    catalog[N("/Lang")] = TextStringObject(meta.language)
    catalog[N("/MarkInfo")] = dictionary(Marked=BooleanObject(True))
    catalog[N("/ViewerPreferences")] = dictionary(DisplayDocTitle=BooleanObject(True))
    metadata = DecodedStreamObject()  # not compressed, so that any tool may read it
    metadata.set_data(packet(facts_of(meta, date)))
    metadata.update(dictionary(Type="/Metadata", Subtype="/XML"))
    catalog[N("/Metadata")] = add(writer, metadata)
    identifier = ByteStringObject(digest_of(fingerprint))
    writer._ID = ArrayObject([identifier, identifier])


def digest_of(fingerprint: str) -> bytes:
    """Return the file's identifier (ISO 32000-1, 14.4): a hash of what it is made of, 16 bytes."""
    return hashlib.sha256(fingerprint.encode()).digest()[:16]


def facts_of(meta: Meta, date: dt.datetime) -> Facts:
    """Return what a file says of itself."""
    now = stamp(pdf_date(date))
    return Facts(
        title=meta.title,
        authors=meta.authors,
        description=meta.description or "",
        keywords=", ".join(meta.keywords),
        subjects=meta.keywords,
        language=meta.language,
        publisher=meta.publisher or "",
        rights=meta.licence or "",
        rights_url=meta.licence_url or "",
        created=now,
        changed=now,
        accessible=True,
    )
