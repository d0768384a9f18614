"""What the imposed file says of itself: its title, the press it is made for, an identifier.

Tags, bookmarks and links are left behind: a sheet is not a reading file. Dates are the source's.
"""

from __future__ import annotations

import hashlib
from typing import Final

from printkit.impose.source_pages import Source
from printkit.pdf.objects import decoded, entry, has, members, name
from printkit.pdf.writer import Pdf, set_identifier, set_info, set_metadata, taken
from printkit.pdf.xmp import PRODUCER, Facts, claimed_level, packet, stamp

_KEPT: Final = ("/Title", "/Author", "/Subject", "/Keywords", "/CreationDate", "/ModDate")
_LEVEL: Final = "/GTS_PDFXVersion"
_PRESS: Final = (_LEVEL, "/GTS_PDFXConformance", "/Trapped")


def write_identity(pdf: Pdf, source: Source, recipe: str, title: str | None) -> None:
    """Write information, XMP, output intents, layers and the identifier."""
    catalogue = source.file.catalogue
    for key in ("/OutputIntents", "/OCProperties", "/Lang"):
        if has(catalogue, key):
            pdf.Root[key] = taken(pdf, entry(catalogue, key))
    said = {key: name(one) for key, one in members(entry(source.file.trailer, "/Info"))}
    facts = {key: said[key] for key in (*_KEPT, "/Creator", *_PRESS) if said.get(key)}
    level = facts.get(_LEVEL) or claimed_level(decoded(entry(catalogue, "/Metadata")) or b"")
    if facts.get("/Trapped") not in ("/True", "/False", "/Unknown"):
        facts.pop("/Trapped", None)
    if level:
        facts.setdefault("/Title", "–")
        if facts.get("/Trapped") != "/True":
            facts["/Trapped"] = "/False"
    if title:
        facts["/Title"] = title
    creator = facts.get("/Creator", PRODUCER)
    set_info(pdf, facts | {"/Producer": PRODUCER, "/Creator": creator})
    digest = hashlib.sha256(hashlib.sha256(source.data).digest() + recipe.encode()).digest()[:16]
    set_identifier(pdf, digest)
    created, changed = facts.get("/CreationDate", ""), facts.get("/ModDate", "")
    spoken = Facts(
        title=facts.get("/Title", ""),
        authors=[facts["/Author"]] if "/Author" in facts else (),
        created=stamp(created),
        changed=stamp(changed or created),
        creator=creator,
        level=level,
        trapped=facts.get("/Trapped", "").removeprefix("/") if level else "",
        identifier=digest.hex(),
    )
    set_metadata(pdf, packet(spoken))
