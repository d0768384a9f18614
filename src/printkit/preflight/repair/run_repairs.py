"""The mends in their order: the file opened, each one asked, the result checked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from printkit.core.i18n import _
from printkit.pdf.objects import open_file
from printkit.pdf.writer import UnwritableError
from printkit.preflight.fault import Fault
from printkit.preflight.printer import Job
from printkit.preflight.raster import paintable
from printkit.preflight.repair.actions import (
    drop_actions,
    drop_attachments,
    drop_layers,
    take_off_password,
)
from printkit.preflight.repair.annotations import take_off_notes
from printkit.preflight.repair.claim import claim_level, give_identity, give_intent, lower_version
from printkit.preflight.repair.colours import convert_colours
from printkit.preflight.repair.edges import draw_bleed
from printkit.preflight.repair.likeness import harm_of
from printkit.preflight.repair.repair_boxes import (
    cut_marks,
    drop_crop_box,
    give_trim,
    nest_boxes,
    widen_bleed,
)
from printkit.preflight.repair.repair_context import Edge, Mend, Work, read
from printkit.preflight.repair.upright import set_in_points, set_upright
from printkit.preflight.runner import preflight
from printkit.press.printing_condition import Condition

#: Boxes come before what moves pages, colours before what the file says of them.
_MENDS: Final[tuple[Callable[[Work], None], ...]] = (
    take_off_password,
    drop_actions,
    drop_attachments,
    drop_layers,
    take_off_notes,
    give_trim,
    nest_boxes,
    drop_crop_box,
    widen_bleed,
    cut_marks,
    set_in_points,
    set_upright,
    draw_bleed,
    convert_colours,
    give_intent,
    lower_version,
    give_identity,
    claim_level,
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """What became of a file: ``pdf`` is the mended copy, the original bytes where ``done`` is empty.

    ``left`` is what a preflight of that copy still finds; ``undone`` are mends that were tried and would
    have harmed the file, ``why`` saying how.
    """

    pdf: bytes
    done: tuple[Mend, ...]
    left: tuple[Fault, ...]
    undone: tuple[Mend, ...] = ()


def repair(
    pdf: bytes,
    job: Job,
    *,
    condition: Condition | None,
    when: datetime,
    edge: Edge | None = None,
    found: tuple[Fault, ...] | None = None,
) -> Repaired:
    """Mend the bytes of any PDF for a job, as far as that is safe, and check the result.

    ``condition`` is the one colours are converted for and the output intent names (None: colours stay
    as they are and no intent is attached); ``when``, aware of its zone, becomes the date of the
    change. ``edge``: make bleed that is missing of the page's own edge, mirrored or stretched; never
    done unasked. ``found`` is what a preflight of these bytes already said, to spare a second one.

    The design is not touched: where a letter within the trim would be lost or moved, a page look
    otherwise or a stream be refused by strict readers, that mend is undone and told, the others stand.
    Pages too heavy to be compared are left alone. Never raises for what stands in the file; a file of
    strangers is given to :func:`printkit.cli.isolated.repair_apart`, which calls this in a process of
    its own.
    """
    faults = preflight(pdf, job) if found is None else found
    try:
        document, copy = read(pdf)
        if document is None or copy is None or not faults:
            return Repaired(pdf, (), faults)
        work = Work(document, copy, copy.version, job, faults, condition, when, edge)
        for mend in _MENDS:
            mend(work)
        if not work.done:
            return Repaired(pdf, (), faults)
        undone: list[Mend] = []
        if not all(map(paintable, document.pages)):
            heavy = _("the pages are too heavy to be compared with the copy")
            return Repaired(pdf, (), faults, tuple(replace(one, why=heavy) for one in work.done))
        data = work.write()
        if harm_of(pdf, data) is not None:
            data, undone = _one_by_one(pdf, work)
    except UnwritableError:
        return Repaired(pdf, (), faults)
    if not work.done:
        return Repaired(pdf, (), faults, tuple(undone))
    return Repaired(data, tuple(work.done), preflight(data, job), tuple(undone))


def _one_by_one(pdf: bytes, work: Work) -> tuple[bytes, list[Mend]]:
    """Mend again, each step compared with the file as it came; returns the copy and what was undone.

    ``work.done`` is then what stands in that copy. A step that notes nothing changes nothing.
    """
    kept, undone = pdf, list[Mend]()
    work.done.clear()
    work.file = open_file(pdf)
    for mend in _MENDS:
        before = len(work.done)
        mend(work)
        if len(work.done) == before:
            continue
        data = work.write()
        harm = harm_of(pdf, data)
        if harm is None:
            kept = data
        else:
            undone += [replace(one, why=harm) for one in work.done[before:]]
            del work.done[before:]
            work.file = open_file(kept)
    return kept, undone
