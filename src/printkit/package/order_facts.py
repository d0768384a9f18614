"""An order in rows of words: what the job sheet and the letter both say."""

from __future__ import annotations

from collections.abc import Sequence

from printkit.languages.language import language_of
from printkit.languages.typesetter import typeset_text
from printkit.package.order import Order, Proven
from printkit.press.wrap import COVER_PAGES


def rows(order: Order, files: Sequence[Proven]) -> list[tuple[str, str]]:
    """Return what is ordered, label and value, in the publication's language."""
    language = order.publication.meta.language
    say = language_of(language).words["job"]
    by_format = _by_format(files)
    copies = say["copies_each" if len(by_format) > 1 else "copies"]
    sizes = dict.fromkeys(size_of(file, language) for file in files if file.file.spine_mm is None)
    counts = dict.fromkeys(_pages(order, parts) for parts in by_format)
    kinds = dict.fromkeys(file.file.level or say["any_pdf"] for file in files)
    conditions = dict.fromkeys(file.file.condition for file in files if file.file.condition)
    inks = dict.fromkeys(_inks(file, order) for file in files)
    found = [
        (say["printer"], order.printer.called),
        (say["quantity"], copies.format(count=_grouped(order.quantity))),
        (say["size"], "; ".join(sizes)),
        (say["bleed"], _bleed(order)),
        (say["pages"], "; ".join(counts)),
        (say["blanks"], _blanks(order, files)),
        (say["paper"], order.paper),
        (say["binding"], _binding(order, files)),
        *((say["cover_row"], words) for words in _covers(order, files)),
        (say["inks"], "; ".join(inks)),
        (say["file_kind"], ", ".join(kinds)),
    ]
    if conditions:
        found.append((say["condition"], ", ".join(conditions)))
    typography = order.publication.typography
    return [(label, typeset_text(value, typography, language)) for label, value in found]


def size_of(file: Proven, language: str) -> str:
    """Return a format's name and finished size."""
    name = file.file.format.name
    return f"{name.upper() if len(name) == 2 else name} ({_size(file, language)})"


def label_of(file: Proven, language: str) -> str:
    """Return what tells a file from the others of its order: its format and its part."""
    say = language_of(language).words["job"]
    part = file.file.part
    return file.file.format.name + (f", {say[f'part_{part}']}" if part else "")


def _size(file: Proven, language: str) -> str:
    width, height = (language_of(language).figure(length) for length in file.file.format.trim_mm)
    return f"{width} × {height} mm"


def _by_format(files: Sequence[Proven]) -> list[list[Proven]]:
    """Return the files of each format."""
    found: dict[str, list[Proven]] = {}
    for file in files:
        found.setdefault(file.file.format.name, []).append(file)
    return list(found.values())


def _covers(order: Order, files: Sequence[Proven]) -> list[str]:
    """Say how the covers come, where they are files of their own."""
    language = order.publication.meta.language
    say = language_of(language).words["job"]
    sides = say["cover_inner" if order.printer.cover_sides == COVER_PAGES else "cover_bare"]
    return [
        (
            say["cover_file"]
            if file.file.spine_mm is None
            else say["cover_flat"].format(
                size=_size(file, language), spine=language_of(language).figure(file.file.spine_mm)
            )
        )
        + f", {sides}"
        for file in files
        if file.file.part == "cover"
    ]


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def _bleed(order: Order) -> str:
    language = order.publication.meta.language
    say = language_of(language).words["job"]
    edges = [language_of(language).figure(edge) for edge in order.printer.bleed_mm]
    greys = order.printer.colours == "grey" and order.printer.drums == 1
    if not order.printer.bleeds or greys:
        return say["no_bleed"]
    if len(set(edges)) == 1:
        return say["each_edge"].format(mm=edges[0])
    return say["edges"].format(top=edges[0], right=edges[1], bottom=edges[2], left=edges[3])


def _pages(order: Order, parts: Sequence[Proven]) -> str:
    """Return how many pages a format has: each drum has all of them."""
    say = language_of(order.publication.meta.language).words["job"]
    bound = any(file.file.part == "inside" for file in parts)
    count = sum(file.file.pages for file in parts) if bound else parts[0].file.pages
    if order.publication.kind == "brochure":
        return say["many_pages"].format(count=count)
    return {1: say["one_side"], 2: say["two_sides"]}.get(
        count, say["loose_pages"].format(count=count)
    )


def _blanks(order: Order, files: Sequence[Proven]) -> str:
    say = language_of(order.publication.meta.language).words["job"]
    facts = [
        (f"{label_of(file, order.publication.meta.language)} : " if len(files) > 1 else "")
        + ", ".join(map(str, file.blanks))
        for file in files
        if file.blanks
    ]
    return "; ".join(facts) or say["no_blanks"]


def _binding(order: Order, files: Sequence[Proven]) -> str:
    say = language_of(order.publication.meta.language).words["job"]
    if order.bound:
        return say[order.bound]
    facts = dict.fromkeys(
        say["folded"].format(count=sum(panel.side == 0 for panel in file.file.format.panels))
        if file.file.format.panels
        else say["sheets"]
        for file in files
    )
    return "; ".join(facts)


def _inks(file: Proven, order: Order) -> str:
    say = language_of(order.publication.meta.language).words["job"]
    if file.file.colour:
        return f"{say[f'part_{file.file.part}']} ({file.file.colour})"
    process = [one for one in file.plates if one in "CMYK"]
    spots = [one for one in file.plates if one not in process]
    four = say["cmyk"] if process else ""
    words = say["black"] if process == ["K"] else four
    return " + ".join(filter(None, [words, *spots])) or "–"
