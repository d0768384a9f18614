"""What a language tag says: the one place that reads ``fr``, ``fr-FR``, ``fr_FR.UTF-8`` or ``zh-Hant-TW``."""

from __future__ import annotations

import re
from typing import Final

#: BCP 47 (RFC 5646, 2.1) as far as printkit looks: language, script and region; POSIX spellings too.
_TAG: Final = re.compile(
    r"([a-z]{2,3})(?:-[a-z]{4}(?![a-z0-9]))?(?:-([a-z]{2}|\d{3})(?![a-z0-9]))?(?:-[a-z0-9-]+)?"
)


def primary(tag: str) -> str:
    """Return the language of a tag in small letters: ``fr`` for ``fr_FR.UTF-8``; '' if it is no tag."""
    return _parts(tag)[0]


def region(tag: str) -> str:
    """Return the region of a tag in capitals: ``US`` for ``en-US``; '' where it names none."""
    return _parts(tag)[1]


def _parts(tag: str) -> tuple[str, str]:
    plain = re.split(r"[.@]", tag.strip(), maxsplit=1)[0].replace("_", "-").lower()
    match = _TAG.fullmatch(plain)
    return (match[1], (match[2] or "").upper()) if match else ("", "")
