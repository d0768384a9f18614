"""Which files an order is printed from, each to the shop's level, condition, bleed, marks and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from printkit.assemble.master import Master
from printkit.build.build_context import BuildContext
from printkit.build.covers import too_few_pages
from printkit.build.editions.press_finisher import PressFinisher, PressPdf, spine_of
from printkit.package.order import Order
from printkit.press.image_inks import Cache


def files_of(
    master: Master, order: Order, context: BuildContext, cache: Cache
) -> tuple[PressPdf, ...]:
    """Finish a master for the shop of an order, in as many files as it asks for."""
    publication, printer = order.publication, order.printer
    theme = context.project.themes[publication.theme]
    finisher = PressFinisher(master, publication, theme, printer, cache)
    if printer.colours == "grey":
        if printer.drums == 1:
            return (finisher.grey(),)
        first, *others = finisher.drums()
        return replace(first, together=finisher.together((first, *others))), *others
    if publication.kind != "brochure" or not order.cover_apart:
        return (finisher.whole(),)
    few = too_few_pages(publication, master.page_count)
    if few:
        return (replace(finisher.whole(), findings=few),)
    if order.bound != "perfect":
        return finisher.cover(), finisher.inside()
    spine, said = spine_of(
        publication,
        master.format,
        master.page_count,
        printer,
        context,
        paper=order.paper,
        width_mm=order.spine_mm,
    )
    cover = finisher.flat_cover(spine)
    return replace(cover, findings=(*cover.findings, *said)), finisher.inside()


def named(files: Sequence[PressPdf], order: Order) -> tuple[PressPdf, ...]:
    """Call files as the shop asks; what its names do not tell apart is told at their end."""
    pattern = order.printer.file_names
    if "{part}" not in pattern and any(file.part for file in files):
        pattern += "-{part}"
    names = [_name(pattern, file, order) for file in files]
    taken = Counter(names)
    return tuple(
        replace(file, name=(f"{name}-{file.format.name}" if taken[name] > 1 else name) + ".pdf")
        for file, name in zip(files, names, strict=True)
    )


def _name(pattern: str, file: PressPdf, order: Order) -> str:
    width, height = file.format.trim_mm
    words = {
        "publication": order.publication.name,
        "size": file.format.name,
        "part": file.part,
        "pages": str(file.pages),
        "copies": str(order.quantity),
        "width": f"{width:g}",
        "height": f"{height:g}",
        "printer": order.printer.name,
    }
    for word, value in words.items():
        pattern = pattern.replace(f"{{{word}}}", value)
    return pattern.removesuffix(".pdf").strip(" -_.")
