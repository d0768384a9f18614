"""What a file says of itself: the XMP packet, written and read (ISO 16684-1), and PDF's dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from printkit import __version__

PRODUCER: Final = f"printkit {__version__}"
#: Prefixes of the schemas files of ours speak, and where each is defined.
_SPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}
_PREFIX = re.compile(r"</?(\w+):")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?([Z+-])?(\d\d)?'?(\d\d)?")
#: The level of PDF/X a packet claims, as an element or as an attribute.
_LEVEL = re.compile(rb"""GTS_PDFXVersion(?:\s*=\s*["']([^"']{1,40})|(?:\s[^<>]*)?>([^<]{1,40})<)""")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself; empty: nothing is said.

    ``created`` and ``changed`` are stamps as XMP has them; ``claims`` are further elements, in ``spaces``
    by prefix. ``level`` is one of PDF/X, said in the older schema with ``older`` (before X-4);
    ``identifier`` names document and instance.
    """

    title: str = ""
    authors: Sequence[str] = ()
    description: str = ""
    keywords: str = ""
    subjects: Sequence[str] = ()
    language: str = ""
    publisher: str = ""
    rights: str = ""
    rights_url: str = ""
    created: str = ""
    changed: str = ""
    creator: str = PRODUCER
    level: str = ""
    older: bool = False
    accessible: bool = False
    trapped: str = ""
    identifier: str = ""
    claims: Sequence[str] = ()
    spaces: Mapping[str, str] = field(default_factory=dict)


def packet(facts: Facts) -> bytes:
    """Return the packet that says some facts."""
    elements = _elements(facts)
    known = _SPACES | dict(facts.spaces)
    spoken = sorted({prefix for one in elements for prefix in _PREFIX.findall(one)} & known.keys())
    named = " ".join(f"xmlns:{prefix}={quoteattr(known[prefix])}" for prefix in spoken)
    body = "\n".join(f"   {one}" for one in elements)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'  <rdf:Description rdf:about="" {named}>\n{body}\n  </rdf:Description>\n'
        ' </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def _elements(facts: Facts) -> list[str]:
    found = [*facts.claims]
    if facts.accessible:
        found.append("<pdfuaid:part>1</pdfuaid:part>")
    if facts.level:
        prefix = "pdfx" if facts.older else "pdfxid"
        found.append(_element(f"{prefix}:GTS_PDFXVersion", facts.level))
    if facts.title:
        found.append(f"<dc:title>{_in_any_language(facts.title)}</dc:title>")
    if facts.language:
        found.append(f"<dc:language>{_list('Bag', [facts.language])}</dc:language>")
    found.append("<dc:format>application/pdf</dc:format>")
    for key, stamp in (
        ("CreateDate", facts.created),
        ("ModifyDate", facts.changed),
        ("MetadataDate", facts.changed),
    ):
        if stamp:
            found.append(_element(f"xmp:{key}", stamp))
    found.append(_element("xmp:CreatorTool", facts.creator))
    found.append(_element("pdf:Producer", PRODUCER))
    if facts.trapped:
        found.append(_element("pdf:Trapped", facts.trapped))
    if facts.identifier:
        found += [
            _element("xmpMM:DocumentID", f"uuid:{facts.identifier}"),
            _element("xmpMM:InstanceID", f"uuid:{facts.identifier}"),
            _element("xmpMM:RenditionClass", "default"),
            _element("xmpMM:VersionID", "1"),
        ]
    if facts.authors:
        found.append(f"<dc:creator>{_list('Seq', facts.authors)}</dc:creator>")
    if facts.description:
        found.append(f"<dc:description>{_in_any_language(facts.description)}</dc:description>")
    if facts.publisher:
        found.append(f"<dc:publisher>{_list('Bag', [facts.publisher])}</dc:publisher>")
    if facts.subjects:
        found.append(f"<dc:subject>{_list('Bag', facts.subjects)}</dc:subject>")
    if facts.keywords:
        found.append(_element("pdf:Keywords", facts.keywords))
    if facts.rights:
        found.append(f"<dc:rights>{_in_any_language(facts.rights)}</dc:rights>")
        found.append("<xmpRights:Marked>True</xmpRights:Marked>")
    if facts.rights_url:
        found.append(_element("xmpRights:WebStatement", facts.rights_url))
    return found


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _list(kind: str, texts: Sequence[str]) -> str:
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts)
    return f"<rdf:{kind}>{items}</rdf:{kind}>"


def _in_any_language(text: str) -> str:
    """Return a text as XMP wants those that may be translated."""
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def claimed_level(packet_: bytes) -> str:
    """Return the level of PDF/X that a packet claims, empty for none."""
    found = _LEVEL.search(packet_)
    return (found[1] or found[2]).decode("latin-1").strip() if found else ""


def pdf_date(date: dt.datetime) -> str:
    """Write a date, in UTC, as PDF has it (ISO 32000-1, 7.9.4)."""
    return date.strftime("D:%Y%m%d%H%M%SZ")


def stamp(date: str) -> str:
    """Return a PDF date as XMP has it; nothing if it is none."""
    found = _DATE.match(date)
    if not found:
        return ""
    year, month, day, hour, minute, second, sign, off_hour, off_minute = found.groups()
    zone = "Z" if sign in (None, "Z") else f"{sign}{off_hour or '00'}:{off_minute or '00'}"
    clock = f"{hour or '00'}:{minute or '00'}:{second or '00'}"
    return f"{year}-{month or '01'}-{day or '01'}T{clock}{zone}"
