"""What a reader of the PDF finds pages by: bookmarks and page labels."""

from __future__ import annotations

from printkit.layout.pagination import Settled
from printkit.model import OutlineEntry, PageLabel
from printkit.model.manuscript import Manuscript


def outline_of(settled: Settled, manuscript: Manuscript) -> tuple[OutlineEntry, ...]:
    """Bookmark every part that has a title, and the headings of chapters below it."""
    chapters = {chapter.part: chapter for chapter in manuscript.chapters}
    entries: list[OutlineEntry] = []
    for place in settled.places:
        if not place.draft.title:
            continue
        name = place.draft.name
        entries.append(OutlineEntry(place.draft.title, 1, f"{name}.top"))
        if (chapter := chapters.get(name)) is not None:
            entries += [
                OutlineEntry(heading.text, heading.level, heading.id)
                for heading in chapter.headings
            ]
    return tuple(entries)


def labels_of(settled: Settled) -> tuple[PageLabel, ...]:
    """Label pages by their printed folios; the cover's pages carry none."""
    labels: list[PageLabel] = []
    index = 0
    style = None
    for place in settled.places:
        cover = place.draft.name in {"cover", "back-cover"}
        wanted = "" if cover else "D"
        if cover:
            prefix = "C1" if place.draft.name == "cover" else "C4"
            labels.append(PageLabel(index, "", prefix))
        elif wanted != style:
            labels.append(PageLabel(index, "D", "", index + 1))
        style = wanted
        index += place.count
    return tuple(labels)
