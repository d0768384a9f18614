"""Colours turned into the inks of the press, by the separation that makes printkit's own press files."""

from __future__ import annotations

from typing import Final

from printkit.core.findings import has_errors
from printkit.core.i18n import _
from printkit.pdf.geometry import Box
from printkit.pdf.inks import Paint
from printkit.pdf.objects import entry, has, members, name, open_file
from printkit.pdf.writer import identifier_of, set_box, set_identifier, set_info, taken, written
from printkit.preflight.document import Page
from printkit.preflight.repair.repair_context import Work
from printkit.press.ink_colours import ONLY_BLACK, Colour, Inks, PressInks
from printkit.press.mono import MonoInks
from printkit.press.printing_condition import Condition
from printkit.press.separate import separate_into
from printkit.press.total_ink import Cmyk

#: Rules a separation answers, and what it does about each.
_ANSWERS: Final = (
    "rgb-left",
    "grey-only",
    "colour-space",
    "blend-space",
    "small-black-text",
    "four-colour-text",
    "black-overprint",
    "white-overprint",
    "ink-limit",
    "ink-coverage",
)


class _RepairInks(PressInks):
    """Process inks; text in a mixed black becomes black ink alone."""

    def __init__(self, condition: Condition) -> None:
        super().__init__({}, {}, condition)

    def ink(self, colour: Colour, *, large: bool = False, text: bool = False) -> Cmyk:
        """Return the ink of a colour, 0…1 each."""
        found = super().ink(colour, large=large, text=text)
        if text:
            paint = Paint(
                "device-cmyk", tuple(zip("CMYK", (100 * one for one in found), strict=True))
            )
            if paint.is_mixed_black or paint.is_four_colour_black:
                return ONLY_BLACK
        return found


def convert_colours(work: Work) -> None:
    """Separate the pages where colours are not those of the press, if all of them can be."""
    printer = work.job.printer
    if not work.has(*_ANSWERS) or printer.colours == "any" or _means_its_overprints(work):
        return
    inks: Inks
    if printer.colours == "grey":
        inks = MonoInks({}, {})
    elif work.condition is not None:
        inks = _RepairInks(work.condition)
    else:
        return
    boxes = [_kept(page) for page in work.pages()]
    source = open_file(work.write())
    pdf, findings, _seen_through = separate_into(
        source, inks, ppi=max((300.0, *(printer.ppi or ())))
    )
    if has_errors(findings):
        return  # half a conversion would be worse than none: the finding stays
    former = source.pdf
    if len(identifier := identifier_of(former)) == 2:
        set_identifier(pdf, identifier[0])
    info = {key: name(said) for key, said in members(entry(former.trailer, "/Info"))}
    set_info(pdf, {key: said for key, said in info.items() if said})
    for key in ("/OutputIntents", "/Metadata"):
        if has(former.Root, key):
            pdf.Root[key] = taken(pdf, entry(former.Root, key))
    work.file = open_file(written(pdf, work.version))
    for page, kept in zip(work.pages(), boxes, strict=True):
        for key, box in kept.items():
            set_box(page.source, key, box)
    _tell(work)


def _kept(page: Page) -> dict[str, Box]:
    found = {"/BleedBox": page.bleed, "/CropBox": page.crop, "/MediaBox": page.media}
    return {key: box for key, box in found.items() if box is not None}


def _means_its_overprints(work: Work) -> bool:
    """Tell whether colours other than blacks and white overprint: somebody wanted it so."""
    return any(
        mark.overprint and mark.paint.inks is not None and not _is_black_or_white(mark.paint)
        for page in work.document.pages
        for mark in page.marks
        if mark.kind in ("fill", "stroke", "text")
    )


def _is_black_or_white(paint: Paint) -> bool:
    black = paint.is_black_alone or paint.is_mixed_black or paint.is_four_colour_black
    return paint.is_white or black


def _tell(work: Work) -> None:
    condition = work.condition.identifier if work.condition else "–"
    said = {
        "rgb-left": (
            _("colours of screens were turned into inks for {condition}; greys became black ink"),
            _("nobody at the print shop should have to guess the inks"),
        ),
        "grey-only": (
            _("all colours were turned into greys of black ink"),
            _("this printer prints one ink"),
        ),
        "colour-space": (
            _("colours with a profile of their own became plain inks for {condition}"),
            _("this level of PDF/X knows inks only"),
        ),
        "blend-space": (
            _("transparency is blended in inks now"),
            _("blended in colours of screens, everything under it would shift"),
        ),
        "small-black-text": (
            _("black text of several inks became black ink alone"),
            _("mixed letters get coloured rims"),
        ),
        "four-colour-text": (
            _("text in a rich black became black ink alone"),
            _("mixed letters get coloured rims"),
        ),
        "black-overprint": (
            _("black text and thin black lines overprint now"),
            _("no white rims show where plates do not meet"),
        ),
        "white-overprint": (
            _("white no longer overprints"),
            _("it would have vanished"),
        ),
        "ink-limit": (
            _("colours were kept to {limit} % of ink; black stays, the others give way"),
            _("the paper does not dry more"),
        ),
        "ink-coverage": (
            _("images and overprints were kept to {limit} % of ink"),
            _("the paper does not dry more"),
        ),
    }
    limit = round(work.condition.ink_limit) if work.condition else 0
    for rule in _ANSWERS:
        pages = sorted(work.pages_with(rule))
        if pages:
            what, why = said[rule]
            work.note(rule, what.format(condition=condition, limit=limit), why, pages)
