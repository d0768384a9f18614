"""The file says what it is: title, dates, trapping and an identifier.

Severity: error where PDF/X is asked for: Title, CreationDate, ModDate, Trapped (True or False), ID.
Source: ISO 15930-7:2010, 6.4 and 6.5; ISO 15930-4 and -6 likewise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, error
from printkit.preflight.levels import claimed, level_of
from printkit.preflight.printer import Job

ID: Final = "identity"


#: What X-4 keeps in XMP instead, by the key of the information dictionary.
_IN_XMP: Final = {
    "/Title": b"dc:title",
    "/CreationDate": b"xmp:CreateDate",
    "/ModDate": b"xmp:ModifyDate",
    "/Trapped": b"pdf:Trapped",
}


#: What X-4 keeps in XMP alone, to tell versions of a file apart (numbers of clauses not seen).
_IDENTIFIERS: Final = (b"xmpMM:DocumentID", b"xmpMM:VersionID", b"xmpMM:RenditionClass")


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield the identity keys that are missing."""
    level = level_of(document, job)
    if level is None:
        return
    missing = [
        key.removeprefix("/")
        for key, elsewhere in _IN_XMP.items()
        if not document.info.get(key) and not (level == "x-4" and elsewhere in document.xmp)
    ]
    if document.info.get("/Trapped", "/True") not in ("/True", "/False"):
        missing.append("Trapped")
    if not document.has_id:
        missing.append("ID")
    if claimed(document) == "x-4":  # without a claim, that one is told
        missing += [key.decode() for key in _IDENTIFIERS if key not in document.xmp]
    if missing:
        keys = ", ".join(missing)
        issue = _("the file does not say: {keys}").format(keys=keys)
        fix = _("export it with PDF/X settings, and give the document a title")
        yield error(ID, issue, fix, found=NOTHING, required=keys)
