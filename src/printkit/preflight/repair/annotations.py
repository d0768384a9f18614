"""Annotations taken off the page: what prints is drawn onto it, the rest only served a screen."""

from __future__ import annotations

from typing import Any, Final

from pypdf.generic import ArrayObject, StreamObject

from printkit.assemble.objects import N, add, dictionary
from printkit.core.i18n import _
from printkit.preflight.marks import box_of as box_around
from printkit.preflight.marks import corners, touches
from printkit.preflight.pages import box_of
from printkit.preflight.painter import matrix_of
from printkit.preflight.repair.repair_context import Work
from printkit.preflight.repair.wrap_content import surround
from printkit.preflight.rules.annotation import ALLOWED
from printkit.preflight.safe_objects import entry, listed, name, number, numbers

_HIDDEN, _PRINTS = 2, 4
#: Kinds that show nothing on paper, whatever they say of themselves.
_SCREEN: Final = frozenset(
    {"/Link", "/Popup", "/Text", "/Movie", "/Sound", "/Screen", "/FileAttachment"}
)


def take_off_notes(work: Work) -> None:
    """Take annotations off the pages where they are found."""
    wanted = work.pages_with("annotation")
    drawn, gone = [], []
    for page in work.pages():
        if page.number not in wanted:
            continue
        zone = page.bleed or page.finished
        kept = ArrayObject()
        looks: list[tuple[Any, Any]] = []
        for one in listed(entry(page.source, "/Annots")):
            box = box_of(entry(one, "/Rect"))
            kind = name(entry(one, "/Subtype"))
            if box is None or kind in ALLOWED or not touches(zone, box, -0.01):
                kept.append(one)
                continue
            look = _look(one, kind)
            if look is not None:
                looks.append((look, box))
            elif kind not in _SCREEN and _prints(one):
                kept.append(one)  # it prints, but nobody knows how it looks
        if looks:
            _draw(work, page.source, page.resources, looks)
            drawn.append(page.number)
        if len(kept) + len(looks) < len(listed(entry(page.source, "/Annots"))):
            gone.append(page.number)
        page.source[N("/Annots")] = kept
        if not kept:
            del page.source["/Annots"]
    if not work.has("annotation") or not (drawn or gone):
        return
    if not any(page.notes for page in work.pages()):
        work.writer.root_object.pop("/AcroForm", None)
    why = _("links, notes and fields do not belong on a page that is printed")
    if gone:
        work.note("annotation", _("links and notes were taken off the pages"), why, gone)
    if drawn:
        what = _("notes and fields that print were drawn onto the page, as they looked")
        work.note("annotation", what, why, drawn)


def _prints(one: Any) -> bool:
    flags = int(number(entry(one, "/F")))
    return bool(flags & _PRINTS) and not flags & _HIDDEN


def _look(one: Any, kind: str) -> Any:
    """Return the form that shows a printing annotation; None for one that shows nothing."""
    if kind in _SCREEN or not _prints(one):
        return None
    found = entry(one, "/AP", "/N")
    if not isinstance(found, StreamObject):
        found = entry(found, name(entry(one, "/AS")) or "/Off")
    return found if isinstance(found, StreamObject) else None


def _draw(work: Work, page: Any, resources: Any, looks: list[tuple[Any, Any]]) -> None:
    """Draw appearances as viewers do (ISO 32000-1, 12.5.5, algorithm 8.1)."""
    holder = dictionary(**{key[1:]: value for key, value in dict.items(resources or {})})
    forms = dictionary(
        **{key[1:]: value for key, value in dict.items(entry(holder, "/XObject") or {})}
    )
    content = b""
    for at, (look, box) in enumerate(looks):
        bounds = numbers(entry(look, "/BBox"))
        if len(bounds) != 4:
            continue
        around = box_around(
            corners((bounds[0], bounds[1], bounds[2], bounds[3])), matrix_of(entry(look, "/Matrix"))
        )
        if around is None or around[2] - around[0] < 1e-6 or around[3] - around[1] < 1e-6:
            continue
        across = (box[2] - box[0]) / (around[2] - around[0])
        up = (box[3] - box[1]) / (around[3] - around[1])
        label = f"/PkNote{at}"
        look[N("/Subtype")] = N("/Form")
        forms[N(label)] = look.indirect_reference or add(work.writer, look)
        content += b"q %.6f 0 0 %.6f %.4f %.4f cm %s Do Q\n" % (
            across,
            up,
            box[0] - around[0] * across,
            box[1] - around[1] * up,
            label.encode(),
        )
    holder[N("/XObject")] = forms
    page[N("/Resources")] = holder
    surround(work.writer, page, b"", content)
