"""The door: bytes of any kind looked into by what they are, not by what their name says."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from printkit.anonymity.pdf_files import look_at_pdf
from printkit.anonymity.pictures import look_at_picture
from printkit.anonymity.plain_texts import look_at_calendar, look_at_page, look_at_text
from printkit.anonymity.traces import Seen
from printkit.anonymity.zipped import look_at_zip
from printkit.core.i18n import _

_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_PAGES: Final = (".html", ".htm", ".xhtml", ".svg")


def look_into(data: bytes, name: str, depth: int = 0) -> Seen:
    """Look into a file; ``name`` serves where the bytes do not say what they are.

    ``depth`` is how many files it lies in. Nothing is looked for but what :attr:`Seen.looked` names.
    """
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return look_at_picture(data)
    if data.startswith(b"PK\x03\x04"):
        return look_at_zip(data, look_into, depth)
    if data[:1024].find(b"%PDF-") >= 0:
        return look_at_pdf(data, lambda inner, said: look_into(inner, said, depth + 1))
    start = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(b"begin:vcalendar"):
        return look_at_calendar(data)
    if b"<svg" in start or name.lower().endswith(".svg"):
        return look_at_page(data, "svg")
    if b"<html" in start or name.lower().endswith(_PAGES):
        return look_at_page(data, "html")
    with suppress(UnicodeDecodeError):
        return look_at_text(data, data.decode("utf-8"))
    if depth:
        return Seen("", data=data)
    return Seen("", data=data, why=_("printkit does not know how to look into files of this kind"))
