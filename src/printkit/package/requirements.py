"""What a print shop asks for, in words: for the command line and the studio alike."""

from __future__ import annotations

from collections.abc import Iterator

from printkit.core.i18n import _, number
from printkit.preflight.levels import LABELS
from printkit.preflight.printer import USUAL_NAMES, Printer
from printkit.press.wrap import COVER_PAGES


def requirements(printer: Printer) -> Iterator[tuple[str, str]]:
    """Yield what a printer asks for, in words."""
    levels = ", ".join(LABELS[level] for level in printer.levels)
    yield _("file"), levels or _("any PDF")
    yield _("bleed"), _edges(printer.bleed_mm)
    yield _("safe margin"), f"{number(printer.safe_mm, 2)} mm"
    marks = {"none": _("no marks"), "crop": _("crop marks"), "any": _("with or without")}
    yield _("marks"), marks[printer.marks]
    colours = {"cmyk": "CMYK", "any": _("any"), "grey": _("greys, one file for each ink")}
    yield _("colours"), colours[printer.colours]
    if printer.conditions:
        yield _("printing condition"), ", ".join(printer.conditions)
    if printer.profile:
        yield _("output profile"), _("its own")
    if printer.ink_limit is not None:
        yield _("ink limit"), f"{number(printer.ink_limit)} %"
    for what, pair in (
        (_("images, error and warning below"), printer.ppi),
        (_("line art, error and warning below"), printer.bitmap_ppi),
    ):
        if pair is not None:
            yield what, f"{number(pair[0])}, {number(pair[1])} ppi"
    for what, value in (
        (_("thinnest line"), printer.line_pt),
        (_("thinnest line, white or in several inks"), printer.line_multi_pt),
        (_("smallest type"), printer.type_pt),
        (_("smallest type, white or in several inks"), printer.type_multi_pt),
    ):
        if value is not None:
            yield what, f"{number(value, 2)} pt"
    yield from _book(printer)
    if printer.rules:
        yield _("rules asked, and no others"), ", ".join(printer.rules)
    if printer.lenient:
        yield _("rules that only warn"), ", ".join(printer.lenient)
    if printer.file_names != USUAL_NAMES:
        yield _("names of the files"), printer.file_names + ".pdf"


def _book(printer: Printer) -> Iterator[tuple[str, str]]:
    """Yield what is asked of covers, bindings and papers."""
    covers = {
        "separate": _("a file of its own"),
        "same-file": _("in one file with the pages"),
        "either": _("in one file or apart"),
    }
    sides = [_("inner sides bare")] if printer.cover_sides != COVER_PAGES else []
    yield _("cover"), ", ".join([covers[printer.cover], *sides])
    bindings = {"saddle": _("stapled"), "perfect": _("glued"), "none": _("unbound")}
    for binding, limits in printer.bindings:
        most = f"–{limits.most}" if limits.most is not None else "+"
        times = f" (× {limits.multiple})" if limits.multiple > 1 else ""
        pages = _("{pages} pages").format(pages=f"{limits.least}{most}")
        yield bindings.get(binding, binding), pages + times
    if printer.papers:
        yield (
            _("papers"),
            ", ".join(
                f"{one.name} {number(one.grammage)} g/m² ({number(one.caliper_um)} µm)"
                for one in printer.papers
            ),
        )
    if printer.bulk:
        yield _("bulk of other papers"), f"{number(printer.bulk, 2)} µm / (g/m²)"


def _edges(bleed: tuple[float, float, float, float]) -> str:
    if len(set(bleed)) == 1:
        return _("{mm} mm on each edge").format(mm=number(bleed[0], 2)) if bleed[0] else _("none")
    top, right, bottom, left = (number(edge, 2) for edge in bleed)
    words = _("top {top}, right {right}, bottom {bottom}, left {left} mm")
    return words.format(top=top, right=right, bottom=bottom, left=left)
