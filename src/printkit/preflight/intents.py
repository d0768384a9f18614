"""The output intents of a file: the printing conditions it is made for (ISO 32000-1, 14.11.5)."""

from __future__ import annotations

from dataclasses import dataclass

from printkit.pdf.objects import decoded, entry, name, whole
from printkit.preflight.document import Document


@dataclass(frozen=True, slots=True)
class Intent:
    """A printing condition.

    ``profile``: the ICC profile, None where none is embedded; ``components`` as many as the file says
    it has (ISO 32000-1, 8.6.5.5).
    """

    identifier: str
    info: str
    registry: str
    profile: bytes | None
    components: int = 4


def press_intents(document: Document) -> list[Intent]:
    """Return the intents for a press; those for archives and others are left out."""
    return [
        Intent(
            name(entry(one, "/OutputConditionIdentifier")).strip(),
            name(entry(one, "/Info")).strip(),
            name(entry(one, "/RegistryName")).strip(),
            decoded(entry(one, "/DestOutputProfile")),
            whole(entry(one, "/DestOutputProfile", "/N"), 4),
        )
        for one in document.intents
        if name(entry(one, "/S")) == "/GTS_PDFX"
    ]
