"""The package as a zip: the same order gives the same bytes.

``ticket.json``, for the shop's software; ``version`` changes when a key changes its meaning::

    {"version": 1, "publication", "title", "kind", "printer", "quantity", "paper",
     "binding": "saddle" | "perfect" | "none" | null, "contact": [lines], "forced": bool,
     "errors": count, "warnings": count,
     "files": [{"path", "format", "part", "pages", "trim_mm": [width, height], "spine_mm",
                "bleed_mm": [top, right, bottom, left], "level", "condition", "inks": [plates],
                "most_ink_percent", "blank_pages": [numbers], "bytes", "sha256"}],
     "job_sheet", "report", "proofs": [paths]}

All paths are in the package; ``level`` and ``condition`` are empty where the file names none. ``part``
is ``cover``, ``inside`` or a drum's name, empty for the whole; ``spine_mm`` null but for a cover laid flat.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final

from printkit.core.findings import Severity
from printkit.languages.language import language_of
from printkit.package.order import Order, Proven
from printkit.package.order_facts import rows

VERSION: Final = 1
SHEET: Final = "fiche-de-fabrication.pdf"
REPORT: Final = "controle.html"
TICKET: Final = "ticket.json"
LETTER: Final = "courriel.txt"
SUMS: Final = "SHA256SUMS"
#: Kinds of file that do not get smaller.
_PACKED: Final = (".png", ".pdf")


def archive_name(order: Order) -> str:
    """Return how the zip is called."""
    return f"{order.publication.name}-{order.printer.name}-{order.quantity}.zip"


def archive(order: Order, files: Sequence[Proven], *, sheet: bytes, report: str) -> bytes:
    """Put everything together."""
    content = {f"impression/{one.file.name}": one.file.data for one in files}
    content |= proofs(files)
    content[SHEET] = sheet
    content[REPORT] = report.encode()
    content[TICKET] = _json(ticket(order, files))
    content[LETTER] = letter(order, files).encode()
    sums = [f"{hashlib.sha256(data).hexdigest()}  {path}" for path, data in sorted(content.items())]
    content[SUMS] = ("\n".join(sums) + "\n").encode()
    return _zipped(content, archive_name(order).removesuffix(".zip"))


def proofs(files: Sequence[Proven]) -> dict[str, bytes]:
    """Return the pictures of the pages by their path in the package."""
    seen = [(one.file.name, one.views) for one in files]
    for one in files:
        if not one.together:
            continue
        before, _part, after = one.file.name.rpartition(one.file.part)
        seen.append((f"{before}simulation{after}", one.together))
    return {
        f"epreuves/{name.removesuffix('.pdf')}-{view.number:03d}.png": view.picture
        for name, pages in seen
        for view in pages
        if view.picture
    }


def ticket(order: Order, files: Sequence[Proven]) -> dict[str, Any]:
    """Return the order as data."""
    return {
        "version": VERSION,
        "publication": order.publication.name,
        "title": order.publication.meta.title,
        "kind": order.publication.kind,
        "printer": order.printer.name,
        "quantity": order.quantity,
        "paper": order.paper,
        "binding": order.bound,
        "contact": list(order.contact),
        "forced": order.forced,
        "errors": count(files, Severity.ERROR),
        "warnings": count(files, Severity.WARNING),
        "files": [_file(one, order) for one in files],
        "job_sheet": SHEET,
        "report": REPORT,
        "proofs": sorted(proofs(files)),
    }


def count(files: Sequence[Proven], severity: Severity) -> int:
    """Return how many findings of a severity stand."""
    said = [finding.severity for one in files for finding in one.file.findings]
    return [*said, *(fault.severity for one in files for fault in one.faults)].count(severity)


def letter(order: Order, files: Sequence[Proven]) -> str:
    """Return the text of an e-mail to the shop."""
    say = language_of(order.publication.meta.language).words["job"]
    title = order.publication.meta.title
    facts = [f"– {label} : {value}" for label, value in rows(order, files)[1:]]
    paragraphs = [
        say["subject"].format(title=title),
        say["hello"],
        say["ask"].format(title=title) + "\n" + "\n".join(facts),
        say["attached"].format(archive=archive_name(order)),
        *([say["forced_letter"]] if order.forced else []),
        say["please"],
        say["thanks"] + "\n" + ("\n".join(order.contact) or say["sign"]),
    ]
    return "\n\n".join(paragraphs) + "\n"


def _file(one: Proven, order: Order) -> dict[str, Any]:
    cut = order.printer.colours == "grey" and not one.file.part
    return {
        "path": f"impression/{one.file.name}",
        "format": one.file.format.name,
        "part": one.file.part,
        "pages": len(one.views),
        "trim_mm": list(one.file.format.trim_mm),
        "spine_mm": one.file.spine_mm,
        "bleed_mm": [0.0] * 4 if cut else list(order.printer.bleed_mm),
        "level": one.file.level,
        "condition": one.file.condition,
        "inks": list(one.plates),
        "most_ink_percent": one.most_ink,
        "blank_pages": list(one.blanks),
        "bytes": len(one.file.data),
        "sha256": one.file.sha256,
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _zipped(content: Mapping[str, bytes], folder: str) -> bytes:
    """Write a zip in which nothing depends on the day or the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for path, data in sorted(content.items()):
            entry = zipfile.ZipInfo(f"{folder}/{path}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            stored = path.endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    return out.getvalue()
