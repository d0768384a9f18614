"""An order in rows of words: what the job sheet and the letter both say."""

from __future__ import annotations

from collections.abc import Sequence

from printkit.markup.french import typeset_text
from printkit.package.order import Order, Proven
from printkit.package.words import figure, package_words


def rows(order: Order, files: Sequence[Proven]) -> list[tuple[str, str]]:
    """Return what is ordered, label and value, in the publication's language."""
    language = order.publication.meta.language
    say = package_words(language)
    copies = say["copies_each" if len(files) > 1 else "copies"]
    sizes = dict.fromkeys(size_of(file, language) for file in files)
    counts = dict.fromkeys(_pages(order, file) for file in files)
    kinds = dict.fromkeys(file.file.level or say["any_pdf"] for file in files)
    conditions = dict.fromkeys(file.file.condition for file in files if file.file.condition)
    inks = dict.fromkeys(_inks(file, order) for file in files)
    found = [
        (say["printer"], order.printer.label or order.printer.name),
        (say["quantity"], copies.format(count=_grouped(order.quantity))),
        (say["size"], "; ".join(sizes)),
        (say["bleed"], _bleed(order)),
        (say["pages"], "; ".join(counts)),
        (say["blanks"], _blanks(order, files)),
        (say["paper"], order.paper),
        (say["binding"], _binding(order, files)),
        (say["inks"], "; ".join(inks)),
        (say["file_kind"], ", ".join(kinds)),
    ]
    if conditions:
        found.append((say["condition"], ", ".join(conditions)))
    typography = order.publication.typography
    return [(label, typeset_text(value, typography, language)) for label, value in found]


def size_of(file: Proven, language: str) -> str:
    """Return a format's name and finished size."""
    width, height = (figure(length, language) for length in file.file.format.trim_mm)
    name = file.file.format.name
    shown = name.upper() if len(name) == 2 else name
    return f"{shown} ({width} × {height} mm)"


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def _bleed(order: Order) -> str:
    language = order.publication.meta.language
    say = package_words(language)
    edges = [figure(edge, language) for edge in order.printer.bleed_mm]
    if not order.printer.bleeds or order.printer.colours == "grey":
        return say["no_bleed"]
    if len(set(edges)) == 1:
        return say["each_edge"].format(mm=edges[0])
    return say["edges"].format(top=edges[0], right=edges[1], bottom=edges[2], left=edges[3])


def _pages(order: Order, file: Proven) -> str:
    say = package_words(order.publication.meta.language)
    count = len(file.views)
    if order.publication.kind == "brochure":
        return say["many_pages"].format(count=count)
    return {1: say["one_side"], 2: say["two_sides"]}.get(
        count, say["loose_pages"].format(count=count)
    )


def _blanks(order: Order, files: Sequence[Proven]) -> str:
    say = package_words(order.publication.meta.language)
    told = [
        (f"{file.file.format.name} : " if len(files) > 1 else "") + ", ".join(map(str, file.blanks))
        for file in files
        if file.blanks
    ]
    return "; ".join(told) or say["no_blanks"]


def _binding(order: Order, files: Sequence[Proven]) -> str:
    say = package_words(order.publication.meta.language)
    if order.bound:
        return say[order.bound]
    told = dict.fromkeys(
        say["folded"].format(count=sum(panel.side == 0 for panel in file.file.format.panels))
        if file.file.format.panels
        else say["sheets"]
        for file in files
    )
    return "; ".join(told)


def _inks(file: Proven, order: Order) -> str:
    say = package_words(order.publication.meta.language)
    process = [one for one in file.plates if one in "CMYK"]
    spots = [one for one in file.plates if one not in process]
    four = say["cmyk"] if process else ""
    words = say["black"] if process == ["K"] else four
    return " + ".join(filter(None, [words, *spots])) or "–"
