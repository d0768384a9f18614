"""Texts: web pages, drawings and calendars."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from typing import Final

from printkit.anonymity.traces import Seen, homes
from printkit.core.picture_metadata import without_metadata

#: What a page says of who made it and with what (HTML Standard, 4.2.5.1).
_META: Final = re.compile(
    r"<meta\b[^>]*\bname\s*=\s*[\"']?(author|generator|creator)\b[^>]*>", re.IGNORECASE
)
_PICTURE: Final = re.compile(r"(data:image/[a-z+]+;base64,)([A-Za-z0-9+/=\s]+)")
#: Elements and attributes that drawing programs leave behind.
_DRAWN: Final = re.compile(r"\b(?:inkscape|sodipodi):[\w-]+\s*=\s*(\"[^\"]*\"|'[^']*')")
_METADATA: Final = re.compile(r"<metadata\b.*?</metadata>", re.DOTALL)
#: Properties of an event that name people, programs and times (RFC 5545, 3.8.4.1, 3.8.4.3, 3.8.7).
_PEOPLE: Final = re.compile(
    r"^(?:ATTENDEE|ORGANIZER|CONTACT|CREATED|LAST-MODIFIED|X-[A-Z0-9-]+)[;:].*(?:\r?\n[ \t].*)*\r?\n?",
    re.MULTILINE,
)


def look_at_page(data: bytes, kind: str) -> Seen:
    """Look into HTML or SVG: who made it, with what, whose folders it names, the pictures in it."""
    seen = Seen(kind, data=data)
    for carrier in ("meta", "metadata", "data:"):
        seen.look(carrier)
    text = data.decode("utf-8", "surrogateescape")

    def taken(carrier: str, said: int) -> Callable[[re.Match[str]], str]:
        def take(found: re.Match[str]) -> str:
            seen.add(carrier, found[said])
            return ""

        return take

    def picture(found: re.Match[str]) -> str:
        try:
            held = base64.b64decode(found[2], validate=False)
        except (binascii.Error, ValueError):
            return found[0]
        plain = without_metadata(held)
        if plain == held:
            return found[0]
        seen.add("data:", f"{len(held) - len(plain)} B")
        return found[1] + base64.b64encode(plain).decode("ascii")

    made = _META.sub(taken("meta", 0), text)
    if kind == "svg":
        made = _METADATA.sub(taken("metadata", 0), made)
        made = _DRAWN.sub(taken("inkscape", 0), made)
    made = _PICTURE.sub(picture, made)
    for path in homes(made):
        seen.add(kind, path, stays=True)
    seen.data = made.encode("utf-8", "surrogateescape")
    return seen


def look_at_calendar(data: bytes) -> Seen:
    """Look into a calendar: people, programs and times of editing."""
    seen = Seen("ics", data=data)
    seen.look("ATTENDEE, ORGANIZER, X-…")
    text = data.decode("utf-8", "surrogateescape")

    def take(found: re.Match[str]) -> str:
        named, _colon, value = found[0].partition(":")
        seen.add(named.partition(";")[0], value or named)
        return ""

    seen.data = _PEOPLE.sub(take, text).encode("utf-8", "surrogateescape")
    return seen


def look_at_text(data: bytes, text: str) -> Seen:
    """Look into a plain text: whose folders it names."""
    seen = Seen("text", data=data)
    seen.look("text")
    for path in homes(text):
        seen.add("text", path, stays=True)
    return seen
