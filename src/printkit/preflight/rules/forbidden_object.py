"""Nothing in the file changes when another machine prints it.

Transfer functions, PostScript, pictures that stand for others (OPI, alternate images), contents fetched
from other files and XFA forms each print otherwise, or not at all, on another machine. Severity: error
where PDF/X is asked for, else a warning. Source: «Technical characteristics of PDF/X-1a» (Kodak's
workflow help), «The PDF/X-4 file format» (prepressure.com); numbers of clauses not seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.objects import Thing, entry, every_object, is_stream, name
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, error, warning
from printkit.preflight.levels import level_of
from printkit.preflight.printer import Job

ID: Final = "forbidden-object"

#: Transfer functions that change nothing.
_PLAIN: Final = ("/Default", "/Identity")


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield each kind of thing that prints otherwise elsewhere, once."""
    tell = error if level_of(document, job) is not None else warning
    found: set[str] = set()
    if entry(document.catalogue, "/AcroForm", "/XFA") is not None:
        found.add("XFA")
    for thing in every_object(document.file):
        document.cache.budget.spend(2)
        found |= set(_kinds(thing))
    words = {
        "TR": _("colours are changed by a transfer function while printing"),
        "PS": _("PostScript stands in the file: only some machines run it"),
        "OPI": _("a picture stands in for another one, which is not in the file (OPI)"),
        "Alternates": _("a picture has another one that is printed in its place"),
        "Ref": _("a drawing is fetched from another file"),
        "XFA": _("the file is a form that only one program can show (XFA)"),
    }
    fix = _("export it again with PDF/X settings, which resolve such things")
    for kind, issue in words.items():
        if kind in found:
            yield tell(ID, issue, fix, found=kind, required=NOTHING)


def _kinds(thing: Thing) -> Iterator[str]:
    for key in ("/TR", "/TR2"):
        transfer = entry(thing, key)
        if transfer is not None and name(transfer) not in _PLAIN and _is_state(thing):
            yield "TR"
    if not is_stream(thing):
        return
    kind = name(entry(thing, "/Subtype"))
    if kind == "/PS" or (kind == "/Form" and name(entry(thing, "/Subtype2")) == "/PS"):
        yield "PS"
    if kind in ("/Form", "/Image") and entry(thing, "/OPI") is not None:
        yield "OPI"
    if kind == "/Image" and entry(thing, "/Alternates") is not None:
        yield "Alternates"
    if kind == "/Form" and entry(thing, "/Ref") is not None:
        yield "Ref"


def _is_state(thing: Thing) -> bool:
    """Tell whether a dictionary is an extended graphics state, not a soft mask, which may have one too."""
    return name(entry(thing, "/S")) not in ("/Alpha", "/Luminosity")
