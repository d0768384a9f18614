"""What the file says of itself: XMP, document information, language, identifier."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from xml.sax.saxutils import escape

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    TextStringObject,
)

from printkit import __version__
from printkit.assemble.objects import N, dictionary
from printkit.assemble.xmp import in_any_language, write_xmp
from printkit.model import Meta

PRODUCER = f"printkit {__version__}"


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
    write_packet(writer, meta, date)
    write_identifier(writer, fingerprint)


def write_packet(
    writer: PdfWriter, meta: Meta, date: dt.datetime, claims: Sequence[str] = (), **spaces: str
) -> None:
    """Write what the file says of itself as XMP; ``claims`` are further facts, in ``spaces`` by prefix."""
    write_xmp(writer, _facts(meta, date, claims), **spaces)


def write_identifier(writer: PdfWriter, fingerprint: str) -> None:
    """Make a hash of ``fingerprint`` the file's identifier (ISO 32000-1, 14.4)."""
    digest = hashlib.sha256(fingerprint.encode()).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])


def _facts(meta: Meta, date: dt.datetime, claims: Sequence[str]) -> list[str]:
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ")
    facts = [
        *claims,
        "<pdfuaid:part>1</pdfuaid:part>",
        f"<dc:title>{in_any_language(meta.title)}</dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(meta.language)}</rdf:li></rdf:Bag></dc:language>",
        "<dc:format>application/pdf</dc:format>",
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{stamp}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{stamp}</xmp:MetadataDate>",
        f"<xmp:CreatorTool>{escape(PRODUCER)}</xmp:CreatorTool>",
        f"<pdf:Producer>{escape(PRODUCER)}</pdf:Producer>",
    ]
    if meta.authors:
        names = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in meta.authors)
        facts.append(f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>")
    if meta.description:
        facts.append(f"<dc:description>{in_any_language(meta.description)}</dc:description>")
    if meta.publisher:
        facts.append(
            f"<dc:publisher><rdf:Bag><rdf:li>{escape(meta.publisher)}</rdf:li></rdf:Bag></dc:publisher>"
        )
    if meta.keywords:
        words = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in meta.keywords)
        facts.append(f"<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>")
        facts.append(f"<pdf:Keywords>{escape(', '.join(meta.keywords))}</pdf:Keywords>")
    if meta.licence:
        facts.append(f"<dc:rights>{in_any_language(meta.licence)}</dc:rights>")
        facts.append("<xmpRights:Marked>True</xmpRights:Marked>")
    if meta.licence_url:
        facts.append(f"<xmpRights:WebStatement>{escape(meta.licence_url)}</xmpRights:WebStatement>")
    return facts


def pdf_date(date: dt.datetime) -> str:
    """Write a date as PDF has it (ISO 32000-1, 7.9.4)."""
    return date.strftime("D:%Y%m%d%H%M%SZ")
