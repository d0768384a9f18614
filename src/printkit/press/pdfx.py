"""PDF/X: what a print shop's machines ask of a file besides its inks.

X-4 is ISO 15930-7 (PDF 1.6, transparency allowed); X-1a:2003 and X-3:2003 are ISO 15930-4 and
15930-6 (PDF 1.4, opaque).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _
from printkit.model import Trace, untraced
from printkit.pdf.objects import Thing
from printkit.pdf.writer import (
    Pdf,
    array,
    dictionary,
    identifier_of,
    set_identifier,
    stream,
    written,
)
from printkit.press.drawn_marks import Marks
from printkit.press.fontprograms import bare_programs
from printkit.press.page_objects import Transparency
from printkit.press.press_boxes import Edges, lay_boxes
from printkit.press.press_identity import write_identity
from printkit.press.printing_condition import Condition


class Level(StrEnum):
    """The levels of PDF/X, as the file names them."""

    X4 = "PDF/X-4"
    X1A = "PDF/X-1a:2003"
    X3 = "PDF/X-3:2003"

    @property
    def opaque(self) -> bool:
        """Tell whether the level refuses transparency."""
        return self is not Level.X4

    @property
    def version(self) -> str:
        """The version of PDF the level is made of."""
        return "1.6" if self is Level.X4 else "1.4"


@dataclass(frozen=True, slots=True)
class PressFile:
    """A file for the press. With an error among the findings it must not be delivered."""

    pdf: bytes
    findings: tuple[Finding, ...]


#: What most shops ask for, on every edge (mm).
USUAL_BLEED = Edges.all(3.0)


def finish(
    pdf: Pdf,
    transparency: tuple[Transparency, ...],
    *,
    condition: Condition,
    level: Level,
    bleed: Edges,
    marks: Marks | None,
    trace: Trace = untraced,
) -> tuple[bytes, list[Finding]]:
    """Turn separated pages into the bytes of a PDF/X file."""
    findings: list[Finding] = []
    if level.opaque:
        findings += [
            replace(_shines(one, level), position=trace(one.page, one.reason))
            for one in transparency
        ]
    short = lay_boxes(pdf, bleed, marks=marks)
    findings += [_short(page) for page in short]
    findings += [_not_embedded(name) for name in bare_programs(pdf)]
    pdf.Root["/OutputIntents"] = array([output_intent(pdf, condition)])
    facts = (level.value, condition.identifier, bleed, marks is not None)
    before = b"".join(identifier_of(pdf))
    digest = hashlib.sha256(before + repr(facts).encode()).digest()[:16]
    set_identifier(pdf, digest)
    write_identity(pdf, level.value, in_info=level.opaque, digest=digest)
    return written(pdf, level.version), findings


def output_intent(pdf: Pdf, condition: Condition) -> Thing:
    """Return what says for which printing condition a file is made (ISO 32000-1, 14.11.5)."""
    return dictionary(
        Type="/OutputIntent",
        S="/GTS_PDFX",
        OutputConditionIdentifier=condition.identifier,
        Info=condition.info,
        RegistryName=condition.registry or None,
        DestOutputProfile=stream(pdf, condition.icc, N=4),
    )


def _shines(where: Transparency, level: Level) -> Finding:
    reasons = {
        "opacity": _("something is not fully opaque"),
        "blend-mode": _("something is blended with what lies below"),
        "soft-mask": _("an image or gradient has soft edges or see-through parts"),
    }
    return Finding(
        "transparency",
        Severity.ERROR,
        _("{reason}, which {level} does not allow").format(
            reason=reasons[where.reason], level=level.value
        ),
        page=where.page,
        hint=_("use opaque colours and images, or ask the print shop whether it takes PDF/X-4"),
    )


def _short(page: int) -> Finding:
    return Finding(
        "bleed-missing",
        Severity.ERROR,
        _("the page has less bleed than the print shop asks for"),
        page=page,
        hint=_("raise bleed_mm of the format"),
    )


def _not_embedded(name: str) -> Finding:
    return Finding(
        "font-not-embedded",
        Severity.ERROR,
        _("the face “{name}” is not in the file").format(name=name),
        hint=_("set that text in a face of the theme"),
    )
