"""Zipped files: packages, EPUB, and the documents of Word (ECMA-376) and LibreOffice (OpenDocument 1.3)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any, Final

from lxml import etree

from printkit.anonymity.traces import Seen, homes
from printkit.core.i18n import _
from printkit.core.zip_faults import UNREADABLE

#: Bytes of all members together, and members, beyond which a zip is not looked into.
_MOST_BYTES: Final = 1_000_000_000
_MOST_MEMBERS: Final = 20_000
#: The earliest time a zip can say: none.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
#: Hours that no clock gave: a date alone, as midnight or noon.
_NO_CLOCK: Final = ((0, 0, 0), (12, 0, 0))
_DEEPEST: Final = 4

#: Elements whose text names people, machines or times, by local name.
_ELEMENTS: Final = frozenset(
    {
        "creator",
        "initial-creator",
        "lastModifiedBy",
        "printed-by",
        "lastPrinted",
        "print-date",
        "created",
        "modified",
        "date",
        "creation-date",
        "revision",
        "editing-cycles",
        "editing-duration",
        "TotalTime",
        "generator",
        "Application",
        "AppVersion",
        "Template",
        "Company",
        "Manager",
        "HyperlinkBase",
        "sender-initials",
        "creator-initials",
        "user-defined",
    }
)
#: Files of a document in which those elements mean that; elsewhere they may be the text itself.
_ABOUT: Final = re.compile(
    r"(?:^|/)(?:meta\.xml|docProps/(?:core|app|custom)\.xml|content\.xml|styles\.xml)$"
)
#: In texts only what stands in a tracked change or a comment.
_TEXTS: Final = ("content.xml", "styles.xml")
_IN_TEXTS: Final = frozenset({"change-info", "annotation"})
#: Attributes of Word's comments and tracked changes, and its marks of editing sessions.
_ATTRIBUTES: Final = frozenset({"author", "initials", "date", "dateUtc", "userId", "providerId"})
_SESSIONS: Final = re.compile(r"rsid(?:R|RPr|RDefault|P|Tr|Sect|Del)?$")
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PRINTERS: Final = ("PrinterName", "PrinterSetup")

Look = Callable[[bytes, str, int], Seen]


def look_at_zip(data: bytes, look: Look, depth: int) -> Seen:
    """Look into a zip and every file in it, ``look`` doing so; ``depth`` is how many zips it lies in."""
    seen = Seen("zip", data=data)
    for carrier in ("zip", "docProps, meta.xml", _("comments and tracked changes")):
        seen.look(carrier)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
        if len(infos) > _MOST_MEMBERS or sum(one.file_size for one in infos) > _MOST_BYTES:
            seen.why = _("it holds too much to be looked into")
            return seen
        if depth >= _DEEPEST:
            seen.why = _("it lies in too many zips to be looked into")
            return seen
        members = [(one, archive.read(one)) for one in infos]
    except UNREADABLE:
        seen.why = _("it cannot be read as a zip, or is locked")
        return seen
    out = io.BytesIO()
    changed = bool(archive.comment)
    if archive.comment:
        seen.add("zip comment", archive.comment.decode("utf-8", "replace"))
    if any(one.extra or one.date_time[3:] not in _NO_CLOCK for one in infos):
        seen.add("zip", _("times and owners of its files"))
        changed = True
    with zipfile.ZipFile(out, "w") as made:
        for info, content in members:
            if info.is_dir():
                continue
            for path in homes("/" + info.filename):
                seen.add("zip", path, stays=True)
            if "thumbnail" in info.filename.lower():
                seen.add("thumbnail", info.filename, stays=True)
            inner = look(content, info.filename, depth + 1)
            seen.take(inner, info.filename)
            kept = _document_part(info.filename, inner.data or content, seen)
            changed |= kept != content
            plain = zipfile.ZipInfo(info.filename, _NO_TIME)
            plain.compress_type = info.compress_type
            plain.external_attr = 0o644 << 16
            made.writestr(plain, kept)
    if changed:
        seen.data = out.getvalue()
    return seen


def _document_part(path: str, data: bytes, seen: Seen) -> bytes:
    """Take out of a part of a document who wrote it, when, and on what."""
    word = path.startswith("word/") and path.endswith(".xml")
    if not word and not _ABOUT.search(path) and path != "settings.xml":
        return data
    try:
        tree = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except (etree.XMLSyntaxError, ValueError):
        return data
    found = False
    for one in tree.iter():
        if not isinstance(one.tag, str):
            continue
        if word:
            found |= _word(one, path, seen)
        elif path == "settings.xml":
            found |= _setting(one, path, seen)
        else:
            found |= _element(one, path, seen)
    if not found:
        return data
    return bytes(etree.tostring(tree, encoding="utf-8", xml_declaration=True, standalone=True))


def _element(one: Any, path: str, seen: Seen) -> bool:
    local = etree.QName(one).localname
    if local not in _ELEMENTS or not (one.text or "").strip():
        return False
    if path in _TEXTS and not any(
        etree.QName(above).localname in _IN_TEXTS for above in one.iterancestors()
    ):
        return False
    seen.add(f"{path} {local}", one.text)
    one.text = _emptied(local, one.text)
    return True


def _emptied(local: str, text: str) -> str | None:
    """Return what may stand instead: dates and numbers must stay of their kind for the document to open."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}T.*", text.strip()):
        return "1980-01-01T00:00:00Z"
    if local in ("revision", "editing-cycles", "TotalTime"):
        return "1"
    if local == "editing-duration":
        return "PT0S"
    return None


def _word(one: Any, path: str, seen: Seen) -> bool:
    found = False
    for key, value in list(one.attrib.items()):
        local = etree.QName(key).localname
        if local in _ATTRIBUTES and value and key.startswith("{"):
            plain = "1980-01-01T00:00:00Z" if local.startswith("date") else ""
            if value != plain:
                seen.add(f"{path} {local}", value)
                one.set(key, plain)
                found = True
        elif key.startswith(_WORD) and _SESSIONS.match(local):
            seen.add(f"{path} rsid", _("sessions of editing"))
            del one.attrib[key]
            found = True
    if one.tag in (f"{_WORD}rsids",):
        seen.add(f"{path} rsid", _("sessions of editing"))
        one.getparent().remove(one)
        found = True
    return found


def _setting(one: Any, path: str, seen: Seen) -> bool:
    names = [value for key, value in one.attrib.items() if etree.QName(key).localname == "name"]
    if names[:1] and names[0] in _PRINTERS and (one.text or "").strip():
        seen.add(f"{path} {names[0]}", one.text)
        one.text = None
        return True
    return False
