"""What a file says of itself: its printing condition, its dates and name, its level of PDF/X."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import Any, Final

from pypdf.generic import ArrayObject, ByteStringObject

from printkit.assemble.objects import N, add, dictionary, stream
from printkit.core.findings import Severity
from printkit.core.i18n import _
from printkit.preflight.intents import press_intents
from printkit.preflight.levels import LABELS, claimed, level_of
from printkit.preflight.repair.repair_context import COPY, Work
from printkit.preflight.runner import preflight
from printkit.preflight.safe_objects import entry, listed, name
from printkit.press.fontprograms import bare_programs
from printkit.press.pdfx import Level
from printkit.press.press_identity import write_identity

_VERSIONS: Final = {"x-1a": Level.X1A, "x-3": Level.X3, "x-4": Level.X4}
#: What PDF 1.4 does not know, by filter (ISO 32000-1, table 6).
_TOO_NEW: Final = frozenset({"/JPXDecode", "/Crypt"})


def give_intent(work: Work) -> None:
    """Attach the printer's condition as output intent where there is none that holds."""
    condition = work.condition
    if not work.has("output-intent") or condition is None or work.job.printer.colours != "cmyk":
        return
    intent = dictionary(
        Type="/OutputIntent",
        S="/GTS_PDFX",
        OutputConditionIdentifier=condition.identifier,
        Info=condition.info,
        DestOutputProfile=add(work.writer, stream(condition.icc, N=4)),
    )
    if condition.registry:
        intent.update(dictionary(RegistryName=condition.registry))
    others = [
        one
        for one in listed(entry(work.writer.root_object, "/OutputIntents"))
        if name(entry(one, "/S")) != "/GTS_PDFX"
    ]
    work.writer.root_object[N("/OutputIntents")] = ArrayObject([*others, intent])
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
    bare_programs(work.writer)
    work.writer.pdf_header = _VERSIONS[level].header
    work.writer.root_object.pop("/Version", None)
    if work.has("pdf-version"):
        what = _("the file was written as PDF {version}").format(
            version=_VERSIONS[level].header.removeprefix("%PDF-")
        )
        work.note("pdf-version", what, _("{level} allows no newer one").format(level=LABELS[level]))


def _needs_more_than_1_4(work: Work) -> bool:
    for one in work.writer._objects:
        found: Any = one
        if not isinstance(found, dict) or name(entry(found, "/Subtype")) != "/Image":
            continue
        filters = {name(entry(found, "/Filter")), *map(name, listed(entry(found, "/Filter")))}
        if filters & _TOO_NEW or entry(found, "/BitsPerComponent") == 16:
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
    left = preflight(work.write(), work.job)
    if any(fault.severity is Severity.ERROR for fault in left if fault.rule in _CONTRADICT):
        _write(work, claimed(work.document))
        return
    what = _("the file says now that it is {level}").format(level=_VERSIONS[level].value)
    work.note("pdfx-claim", what, _("everything this level asks for was found in it"))


#: Errors with which a file is no PDF/X (ISO 15930-4, -6 and -7); others are a shop's wishes.
_CONTRADICT: Final = frozenset(
    {
        "annotation",
        "blend-space",
        "colour-space",
        "crop-box",
        "embedded-file",
        "encryption",
        "font-embedded",
        "hidden-layer",
        "identity",
        "javascript",
        "output-intent",
        "page-boxes",
        "pdf-version",
        "pdfx-claim",
        "rgb-left",
        "too-heavy",
        "transparency",
        "unreadable",
    }
)


def _write(work: Work, level: Any) -> None:
    writer = work.writer
    info = {key: str(value) for key, value in dict(writer.metadata or {}).items()}
    for key, value in work.document.info.items():
        if value and not value.startswith("/"):
            info.setdefault(key, value)
    now = work.when.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    stem = work.job.file_name.rsplit(".", 1)[0].removesuffix(COPY)
    if not info.get("/Title"):
        info["/Title"] = stem or _("untitled")
    if not info.get("/CreationDate"):
        info["/CreationDate"] = now
    info["/ModDate"] = now
    writer.metadata = info
    former = b"".join(_bytes(one) for one in listed(writer._ID) or [])
    digest = hashlib.sha256(former + work.document.data + now.encode()).digest()[:16]
    first = listed(writer._ID)[0] if len(listed(writer._ID)) == 2 else ByteStringObject(digest)
    writer._ID = ArrayObject([first, ByteStringObject(digest)])
    in_info = level in ("x-1a", "x-3")
    version = _VERSIONS[level].value if level else None
    write_identity(writer, version, in_info=in_info, digest=digest)


def _bytes(thing: Any) -> bytes:
    original: bytes = getattr(thing, "original_bytes", b"")
    return original or str(thing).encode("utf-8", "replace")
