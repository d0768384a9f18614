"""Nothing is hidden in layers that are switched off.

Severity: error under X-1a and X-3, which know no layers; else a warning where one is switched off.
Source: ISO 15930-4, 6.15; GWG 2022, R0036.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.layers import Layers
from printkit.pdf.objects import entry, listed, name
from printkit.preflight.document import Document
from printkit.preflight.fault import Fault, error, warning
from printkit.preflight.levels import LABELS, level_of
from printkit.preflight.printer import Job

ID: Final = "hidden-layer"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield a file with layers where none may be, or with hidden ones."""
    layers = entry(document.catalogue, "/OCProperties")
    if layers is None:
        return
    level = level_of(document, job)
    hidden = Layers(document.catalogue).off
    if level in ("x-1a", "x-3"):
        issue = _("the file has layers, which {level} forbids").format(level=LABELS[level])
        found = len(listed(entry(layers, "/OCGs")))
        yield error(ID, issue, _("flatten the layers when exporting"), found=found, required=0)
    elif hidden:
        label = name(entry(hidden[0], "/Name"))[:60]
        issue = _("the layer “{name}” is switched off; it may come out in print").format(name=label)
        fix = _("delete hidden layers before exporting")
        yield warning(ID, issue, fix, found=len(hidden), required=0)
