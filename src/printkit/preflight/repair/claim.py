"""What a file says of itself: its printing condition, its dates and name, its level of PDF/X."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC
from typing import Final

from printkit.core.findings import Severity
from printkit.core.i18n import _
from printkit.pdf.objects import entry, filters_of, listed, members, name
from printkit.pdf.writer import (
    array,
    drop,
    identifier_of,
    objects_of,
    set_identifier,
    set_info,
)
from printkit.pdf.xmp import pdf_date
from printkit.preflight.intents import press_intents
from printkit.preflight.levels import LABELS, claimed, level_of
from printkit.preflight.printer import Level
from printkit.preflight.repair.repair_context import COPY, Work
from printkit.preflight.runner import preflight
from printkit.press.fontprograms import bare_programs
from printkit.press.pdfx import Level as PdfX
from printkit.press.pdfx import output_intent
from printkit.press.press_identity import write_identity

_VERSIONS: Final = {"x-1a": PdfX.X1A, "x-3": PdfX.X3, "x-4": PdfX.X4}
#: What PDF 1.4 does not know, by filter (ISO 32000-1, table 6).
_TOO_NEW: Final = frozenset({"/JPXDecode", "/Crypt"})


def give_intent(work: Work) -> None:
    """Attach the printer's condition as output intent where there is none that holds."""
    condition = work.condition
    if not work.has("output-intent") or condition is None or work.job.printer.colours != "cmyk":
        return
    root = work.file.catalogue
    others = [
        one
        for one in listed(entry(root, "/OutputIntents"))
        if name(entry(one, "/S")) != "/GTS_PDFX"
    ]
    root["/OutputIntents"] = array([*others, output_intent(work.pdf, condition)])
    told = len(press_intents(work.document))
    what = (
        _("the output intent was replaced by {condition}, with its profile")
        if told
        else _("the output intent {condition} was attached, with its profile")
    )
    why = _("the shop must know for which printing condition the inks were mixed")
    work.note("output-intent", what.format(condition=condition.identifier), why)


def lower_version(work: Work) -> None:
    """Write the PDF version the level allows, unless something needs a newer one."""
    level = level_of(work.document, work.job)
    if not work.has("pdf-version", "pdfx-claim") or level is None:
        return
    if level != "x-4" and _needs_more_than_1_4(work):
        return
    bare_programs(work.pdf)
    work.version = _VERSIONS[level].version
    drop(work.file.catalogue, "/Version")
    if work.has("pdf-version"):
        what = _("the file was written as PDF {version}").format(version=work.version)
        work.note("pdf-version", what, _("{level} allows no newer one").format(level=LABELS[level]))


def _needs_more_than_1_4(work: Work) -> bool:
    for one in objects_of(work.pdf):
        if name(entry(one, "/Subtype")) != "/Image":
            continue
        if _TOO_NEW.intersection(filters_of(one)) or entry(one, "/BitsPerComponent") == 16:
            return True
    return False


def give_identity(work: Work) -> None:
    """Write title, dates, trapping and identifier where some are missing."""
    if work.has("identity"):
        _write(work, claimed(work.document))
        work.note(
            "identity",
            _("title, dates, trapping and identifier were written"),
            _("PDF/X asks for them; what was known was kept"),
        )


def claim_level(work: Work) -> None:
    """Call the file PDF/X where nothing that is left contradicts it: the last mend."""
    level = work.job.printer.level
    if not work.has("pdfx-claim") or level is None:
        return
    _write(work, level)
    whole = replace(work.job.printer, rules=_CONTRADICT, lenient=())
    asked = replace(work.job, printer=whole)
    if any(fault.severity is Severity.ERROR for fault in preflight(work.write(), asked)):
        _write(work, claimed(work.document))
        return
    what = _("the file says now that it is {level}").format(level=_VERSIONS[level].value)
    work.note("pdfx-claim", what, _("everything this level asks for was found in it"))


#: Errors with which a file is no PDF/X (ISO 15930-4, -6 and -7); others are a shop's requirements.
_CONTRADICT: Final = (
    "annotation",
    "blend-space",
    "colour-space",
    "crop-box",
    "embedded-file",
    "encryption",
    "font-embedded",
    "forbidden-object",
    "hidden-layer",
    "identity",
    "javascript",
    "missing-glyph",
    "output-intent",
    "page-boxes",
    "pdf-version",
    "pdfx-claim",
    "rgb-left",
    "too-heavy",
    "transparency",
    "unreadable",
)


def _write(work: Work, level: Level | None) -> None:
    pdf = work.pdf
    info = {key: name(value) for key, value in members(entry(pdf.trailer, "/Info"))}
    for key, said in work.document.info.items():
        if said and not said.startswith("/"):
            info.setdefault(key, said)
    now = pdf_date(work.when.astimezone(UTC))
    stem = work.job.file_name.rsplit(".", 1)[0].removesuffix(COPY)
    if not info.get("/Title"):
        info["/Title"] = stem or _("untitled")
    if not info.get("/CreationDate"):
        info["/CreationDate"] = now
    info["/ModDate"] = now
    set_info(pdf, info)
    former = identifier_of(pdf)
    digest = hashlib.sha256(b"".join(former) + work.document.data + now.encode()).digest()[:16]
    set_identifier(pdf, former[0] if former else digest)
    in_info = level in ("x-1a", "x-3")
    version = _VERSIONS[level].value if level else None
    write_identity(pdf, version, in_info=in_info, digest=digest)
