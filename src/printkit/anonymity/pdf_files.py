"""PDF: what stands beside the pages (ISO 32000-1, 14.3 metadata, 14.5 page-piece, 7.11.4 attachments)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from lxml import etree

from printkit.anonymity.traces import Seen, homes
from printkit.core.i18n import _
from printkit.core.picture_metadata import without_metadata
from printkit.pdf.objects import (
    File,
    UnreadableFileError,
    decoded,
    entry,
    every_object,
    filters_of,
    has,
    identity,
    is_stream,
    members,
    name,
    open_file,
    raw_string,
)
from printkit.pdf.writer import UnwritableError, drop, fill, written

#: What of the document information is about the text, or a claim of the level (14.3.3, Table 317).
_ABOUT_THE_TEXT: Final = ("/Title", "/Subject", "/Keywords", "/Trapped")
#: printkit names itself without a machine, and its dates are those its project gives, never the clock's.
_OURS: Final = "printkit "
_OF_PROGRAM: Final = ("/Producer", "/Creator", "/CreationDate", "/ModDate")
_XMP_OF_PROGRAM: Final = (
    "Producer",
    "CreatorTool",
    "CreateDate",
    "ModifyDate",
    "MetadataDate",
)
_CLAIMS: Final = ("/GTS_PDFXVersion", "/GTS_PDFXConformance")
#: Namespaces of XMP whose properties are about the text, or a claim of a level.
_XMP_KEPT: Final = (
    "http://www.aiim.org/pdfa/ns/id/",
    "http://www.aiim.org/pdfua/ns/id/",
    "http://www.aiim.org/pdfa/ns/extension/",
    "http://www.npes.org/pdfx/ns/id/",
    "http://ns.adobe.com/xap/1.0/rights/",
)
_DC: Final = "http://purl.org/dc/elements/1.1/"
_DC_KEPT: Final = ("title", "language", "format", "description", "subject", "rights")
_PICTURES: Final = "EXIF, XMP, IPTC of pictures"
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"

Look = Callable[[bytes, str], Seen]


def look_at_pdf(data: bytes, look: Look) -> Seen:
    """Look into a PDF; ``look`` looks into what is attached to it, by name.

    Tags, bookmarks, links, forms and pages stay as they are.
    """
    try:
        file = open_file(data)
    except UnreadableFileError as problem:
        locked = _("it is locked with a password") if problem.reason == "locked" else ""
        return Seen("pdf", data=data, why=locked or _("it cannot be read as a PDF"))
    seen = Seen("pdf", data=data)
    for step in (_info, _xmp, _objects, _revisions):
        step(file, seen)
    _attached(file, seen, look)
    if any(not one.stays for one in seen.traces):
        if file.encrypted and not file.may_be_changed:
            seen.why = _("its owner forbids changes: nothing was taken out")
            return seen
        try:
            seen.data = written(file.pdf, file.version)
        except UnwritableError:
            seen.why = _("a copy cannot be written: nothing was taken out")
    return seen


def _info(file: File, seen: Seen) -> None:
    seen.look("Info")
    info = entry(file.pdf.trailer, "/Info")
    ours = name(entry(info, "/Producer")).startswith(_OURS)
    for key, value in list(members(info)):
        if ours and key in _OF_PROGRAM:
            continue
        if key not in (*_ABOUT_THE_TEXT, *_CLAIMS):
            seen.add(f"Info {key}", name(value) or str(value))
            drop(info, key)
        else:
            _paths(name(value), f"Info {key}", seen)


def _xmp(file: File, seen: Seen) -> None:
    seen.look("XMP")
    root = entry(file.pdf.trailer, "/Root")
    for thing in every_object(file):
        held = entry(thing, "/Metadata")
        if not is_stream(held):
            continue
        if identity(thing) != identity(root):
            seen.add("XMP", _("of an object within the file"))
            drop(thing, "/Metadata")
    packet = decoded(entry(root, "/Metadata")) or b""
    if not packet:
        return
    try:
        tree = etree.fromstring(
            packet.strip(b"\0 \r\n\t"),
            etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False),
        )
    except (etree.XMLSyntaxError, ValueError):
        seen.add("XMP", _("a packet that cannot be read"))
        drop(root, "/Metadata")
        return
    if _strip_xmp(tree, seen):
        begin = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        body = etree.tostring(tree, encoding="utf-8")
        fill(root["/Metadata"], begin + body + b'\n<?xpacket end="w"?>')


def _strip_xmp(tree: Any, seen: Seen) -> bool:
    """Take out of a packet whatever is neither about the text nor a claim."""
    found = False
    ours = any(
        (one.text or "").startswith(_OURS)
        for one in tree.iter("{http://ns.adobe.com/pdf/1.3/}Producer")
    )
    for holder in tree.iter(f"{_RDF}Description"):
        if holder.getparent() is None or holder.getparent().tag != f"{_RDF}RDF":
            continue  # a structure within a property goes or stays with it
        for child in list(holder):
            if isinstance(child.tag, str) and not _is_kept(child.tag, ours=ours):
                seen.add(f"XMP {etree.QName(child).localname}", " ".join(child.itertext()))
                holder.remove(child)
                found = True
        for key, value in list(holder.attrib.items()):
            if key != f"{_RDF}about" and not _is_kept(key, ours=ours):
                seen.add(f"XMP {etree.QName(key).localname}", value)
                del holder.attrib[key]
                found = True
    for holder in tree.iter():
        for key in [one for one in holder.attrib if one.endswith("}xmptk")]:
            seen.add("XMP xmptk", holder.attrib[key])
            del holder.attrib[key]
            found = True
    return found


def _is_kept(tag: str, *, ours: bool) -> bool:
    named = etree.QName(tag)
    if ours and named.localname in _XMP_OF_PROGRAM:
        return True
    if named.localname == "Keywords" and named.namespace == "http://ns.adobe.com/pdf/1.3/":
        return True
    if named.namespace == _DC:
        return named.localname in _DC_KEPT
    return named.namespace in (*_XMP_KEPT, "http://www.w3.org/XML/1998/namespace")


def _objects(file: File, seen: Seen) -> None:
    """Look at what any object may carry: pictures, application data, authors of notes, signatures."""
    for carrier in (_PICTURES, "PieceInfo", "Thumb", "Annots", "Sig", "links"):
        seen.look(carrier)
    for thing in every_object(file):
        if is_stream(thing) and filters_of(thing) == ("/DCTDecode",):
            picture = bytes(thing.get_raw_stream_buffer())
            plain = without_metadata(picture)
            if plain != picture:
                seen.add(_PICTURES, f"{len(picture) - len(plain)} B")
                fill(thing, plain, "/DCTDecode")
        for key in ("/PieceInfo", "/LastModified", "/Thumb"):
            if has(thing, key):
                seen.add(key[1:], name(entry(thing, key)) or "…")
                drop(thing, key)
        creator = entry(thing, "/Usage", "/CreatorInfo")
        if creator is not None:
            seen.add("CreatorInfo", name(entry(creator, "/Creator")))
            drop(entry(thing, "/Usage"), "/CreatorInfo")
        if name(entry(thing, "/Type")) == "/Sig" or has(thing, "/ByteRange"):
            seen.add("Sig", name(entry(thing, "/Name")) or "…", stays=True)
        elif has(thing, "/Rect") and name(entry(thing, "/Subtype")) not in ("", "/Widget"):
            for key in ("/T", "/M", "/CreationDate", "/NM"):
                if has(thing, key):
                    seen.add(f"Annots {key}", name(entry(thing, key)))
                    drop(thing, key)
        for key in ("/URI", "/F", "/UF"):
            _paths(name(entry(thing, key)), f"links {key}", seen)


def _paths(text: str, carrier: str, seen: Seen) -> None:
    for path in homes(text):
        seen.add(carrier, path, stays=True)


def _revisions(file: File, seen: Seen) -> None:
    """Tell of earlier states that lie in the same file: what was deleted from the page is in them."""
    seen.look(_("earlier versions"))
    count = file.data.count(b"startxref")
    linear = b"/Linearized" in file.data[:1024]
    if count > (2 if linear else 1):
        seen.add(_("earlier versions"), str(count - 1 - linear))


def _attached(file: File, seen: Seen, look: Look) -> None:
    seen.look("EmbeddedFiles")
    for thing in every_object(file):
        stream = entry(thing, "/EF", "/F")
        if not is_stream(stream):
            continue
        label = name(entry(thing, "/UF")) or name(entry(thing, "/F")) or "?"
        data = decoded(stream)
        if data is not None:
            inner = look(data, label)
            seen.take(inner, label)
            if inner.data and inner.data != data:
                fill(stream, inner.data)
                drop(entry(stream, "/Params"), "/CheckSum", "/Size")
        for key, value in list(members(entry(stream, "/Params"))):
            if key in ("/CreationDate", "/ModDate", "/Mac"):
                seen.add(f"EmbeddedFiles {key}", name(value) or repr(raw_string(value)))
                drop(entry(stream, "/Params"), key)
