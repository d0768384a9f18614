"""The packet in which a file tells of itself: XMP (ISO 16684-1), as each kind of file fills it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject

from printkit.assemble.objects import N, add, dictionary

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


def write_xmp(writer: PdfWriter, facts: Sequence[str], **spaces: str) -> None:
    """Write facts, each an XML element, as the file's metadata; ``spaces`` are further schemas by prefix."""
    known = _SPACES | spaces
    spoken = sorted({prefix for fact in facts for prefix in _PREFIX.findall(fact)} & known.keys())
    named = " ".join(f"xmlns:{prefix}={quoteattr(known[prefix])}" for prefix in spoken)
    body = "\n".join(f"   {fact}" for fact in facts)
    packet = DecodedStreamObject()  # not compressed, so that any tool may read it
    packet.set_data(
        (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
            ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
            f'  <rdf:Description rdf:about="" {named}>\n{body}\n  </rdf:Description>\n'
            ' </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
        ).encode()
    )
    packet.update(dictionary(Type="/Metadata", Subtype="/XML"))
    writer.root_object[N("/Metadata")] = add(writer, packet)


def in_any_language(text: str) -> str:
    """Return a text as XMP wants those that may be translated."""
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
