"""What the imposed file says of itself: its title, the press it is made for, an identifier.

Tags, bookmarks and links are left behind: a sheet is not a reading file. Dates are the source's.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any
from xml.sax.saxutils import escape

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from printkit import __version__
from printkit.assemble.xmp import in_any_language, write_xmp
from printkit.impose.source_pages import Source

PRODUCER = f"printkit {__version__}"
N = NameObject
_KEPT = ("/Title", "/Author", "/Subject", "/Keywords", "/CreationDate", "/ModDate")
_VERSION = "/GTS_PDFXVersion"
_PRESS = (_VERSION, "/GTS_PDFXConformance", "/Trapped")
_XMP_VERSION = re.compile(
    rb"GTS_PDFXVersion(?:\s[^<>]*)?>([^<]+)<|GTS_PDFXVersion\s*=\s*[\"']([^\"']+)"
)
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?([Z+-])?(\d\d)?'?(\d\d)?")


def write_identity(writer: PdfWriter, source: Source, recipe: str, title: str | None) -> None:
    """Write information, XMP, output intents, layers and the identifier."""
    catalog: Any = source.reader.root_object
    for key in ("/OutputIntents", "/OCProperties"):
        if key in catalog:
            writer.root_object[N(key)] = catalog.raw_get(key).clone(writer)
    if "/Lang" in catalog:
        writer.root_object[N("/Lang")] = catalog["/Lang"].clone(writer)
    facts = _facts(source)
    if title:
        facts["/Title"] = title
    told = {key: value for key, value in facts.items() if key not in ("/Trapped", _VERSION)}
    writer.metadata = {**told, "/Producer": PRODUCER, "/Creator": facts.get("/Creator", PRODUCER)}
    info: Any = writer._info
    if "/Trapped" in facts:
        info[N("/Trapped")] = N(facts["/Trapped"])
    if _VERSION in (source.reader.metadata or {}):  # since X-4 it stands in the XMP alone
        info[N(_VERSION)] = TextStringObject(facts[_VERSION])
    digest = hashlib.sha256(hashlib.sha256(source.data).digest() + recipe.encode()).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])
    write_xmp(writer, _told(facts, digest.hex()))


def _facts(source: Source) -> dict[str, str]:
    """Gather what the source says of itself that is true of its sheets too."""
    info = source.reader.metadata
    raw: DictionaryObject = info if info is not None else DictionaryObject()
    facts = {}
    for key in (*_KEPT, "/Creator", *_PRESS):
        value = raw.get(key)
        value = value.get_object() if value is not None else None
        if isinstance(value, str) and value:
            facts[key] = str(value)
    if _VERSION not in facts:
        version = _press_version(source)
        if version:
            facts[_VERSION] = version
    if facts.get("/Trapped") not in (None, "/True", "/False", "/Unknown"):
        del facts["/Trapped"]
    if _VERSION in facts:
        if facts.get("/Trapped") != "/True":
            facts["/Trapped"] = "/False"
        facts.setdefault("/Title", "–")
    return facts


def _press_version(source: Source) -> str | None:
    metadata: Any = source.reader.root_object.get("/Metadata")
    try:
        packet = metadata.get_object().get_data() if metadata is not None else b""
    except (AttributeError, ValueError, TypeError):
        return None
    found = _XMP_VERSION.search(packet)
    return (found[1] or found[2]).decode("ascii", "replace").strip() if found else None


def _told(facts: dict[str, str], identifier: str) -> list[str]:
    told = [
        "<dc:format>application/pdf</dc:format>",
        f"<pdf:Producer>{escape(PRODUCER)}</pdf:Producer>",
        f"<xmpMM:DocumentID>uuid:{identifier}</xmpMM:DocumentID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
    ]
    told.append(f"<xmp:CreatorTool>{escape(facts.get('/Creator', PRODUCER))}</xmp:CreatorTool>")
    if "/Title" in facts:
        told.append(f"<dc:title>{in_any_language(facts['/Title'])}</dc:title>")
    if "/Author" in facts:
        told.append(
            f"<dc:creator><rdf:Seq><rdf:li>{escape(facts['/Author'])}</rdf:li></rdf:Seq></dc:creator>"
        )
    for key, name in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        stamp = _stamp(facts.get(key, ""))
        if stamp:
            told.append(f"<xmp:{name}>{stamp}</xmp:{name}>")
    stamp = _stamp(facts.get("/ModDate", facts.get("/CreationDate", "")))
    if stamp:
        told.append(f"<xmp:MetadataDate>{stamp}</xmp:MetadataDate>")
    if _VERSION in facts:
        told.append(f"<pdfxid:GTS_PDFXVersion>{escape(facts[_VERSION])}</pdfxid:GTS_PDFXVersion>")
        told.append(f"<pdf:Trapped>{escape(facts['/Trapped'].lstrip('/'))}</pdf:Trapped>")
    return told


def _stamp(date: str) -> str:
    """Turn a PDF date into XMP's; nothing if it is none."""
    found = _DATE.match(date)
    if not found:
        return ""
    year, month, day, hour, minute, second, sign, off_hour, off_minute = found.groups()
    zone = "Z" if sign in (None, "Z") else f"{sign}{off_hour or '00'}:{off_minute or '00'}"
    return f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}"
