"""Annotations taken off the page: what prints is drawn onto it, the rest only served a screen."""

from __future__ import annotations

from typing import Final

from printkit.core.i18n import _
from printkit.pdf.geometry import Box, touches
from printkit.pdf.objects import Thing, entry, listed, members, name, whole
from printkit.pdf.pages import Page, appearance, box_at, fitting
from printkit.pdf.writer import array, dictionary, drop, indirect, placing
from printkit.preflight.repair.repair_context import Work
from printkit.preflight.repair.wrap_content import surround
from printkit.preflight.rules.annotation import ALLOWED

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
        kept: list[Thing] = []
        looks: list[tuple[Thing, Box]] = []
        notes = listed(entry(page.source, "/Annots"))
        for one in notes:
            box = box_at(one, "/Rect")
            kind = name(entry(one, "/Subtype"))
            if box is None or kind in ALLOWED or not touches(zone, box, -0.01):
                kept.append(one)
                continue
            look = appearance(one) if kind not in _SCREEN and _prints(one) else None
            if look is not None:
                looks.append((look, box))
            elif kind not in _SCREEN and _prints(one):
                kept.append(one)  # it prints, but nobody knows how it looks
        if looks:
            _draw(work, page, looks)
            drawn.append(page.number)
        if len(kept) + len(looks) < len(notes):
            gone.append(page.number)
        page.source["/Annots"] = array(kept)
        if not kept:
            drop(page.source, "/Annots")
    if not work.has("annotation") or not (drawn or gone):
        return
    if not any(page.notes for page in work.pages()):
        drop(work.file.catalogue, "/AcroForm")
    why = _("links, notes and fields do not belong on a page that is printed")
    if gone:
        work.note("annotation", _("links and notes were taken off the pages"), why, gone)
    if drawn:
        what = _("notes and fields that print were drawn onto the page, as they looked")
        work.note("annotation", what, why, drawn)


def _prints(one: Thing) -> bool:
    flags = whole(entry(one, "/F"))
    return bool(flags & _PRINTS) and not flags & _HIDDEN


def _draw(work: Work, page: Page, looks: list[tuple[Thing, Box]]) -> None:
    """Draw appearances as viewers do."""
    resources = dictionary(**{key[1:]: value for key, value in members(page.resources)})
    forms = dictionary(
        **{key[1:]: value for key, value in members(entry(page.resources, "/XObject"))}
    )
    content = b""
    for at, (look, box) in enumerate(looks):
        matrix = fitting(look, box)
        if matrix is None:
            continue
        label = f"/PkNote{at}"
        look["/Subtype"] = dictionary(N="/Form")["/N"]
        forms[label] = look if look.is_indirect else indirect(work.pdf, look)
        content += b"q %s %s Do Q\n" % (placing(matrix), label.encode())
    resources["/XObject"] = forms
    page.source["/Resources"] = resources
    surround(work.pdf, page, b"", content)
