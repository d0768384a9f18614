"""Bookmarks and page labels of the merged file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, IndirectObject, NumberObject, TextStringObject

from printkit.assemble.joined_objects import N, add, dictionary, flat_tree, resolve
from printkit.assemble.links import Links
from printkit.model import OutlineEntry, PageLabel


def write_outline(writer: PdfWriter, entries: Sequence[OutlineEntry], links: Links) -> None:
    """Write the bookmarks, nested by level; those of level 1 stand closed.

    An entry whose anchor no page shows is left out (its link is a finding elsewhere).
    """
    shown = [entry for entry in entries if links.place(entry.anchor) is not None]
    if not shown:
        return
    root = add(writer, dictionary(Type="/Outlines"))
    open_items: list[tuple[int, IndirectObject]] = [(0, root)]
    for entry in shown:
        while open_items[-1][0] >= entry.level:
            open_items.pop()
        parent = open_items[-1][1]
        item = add(
            writer,
            dictionary(
                Title=TextStringObject(entry.title),
                Parent=parent,
                Dest=TextStringObject(entry.anchor),
            ),
        )
        _append(resolve(parent), item)
        open_items.append((entry.level, item))
    top = resolve(root)
    top[N("/Count")] = NumberObject(_chain_length(top))
    writer.root_object[N("/Outlines")] = root


def _append(parent: Any, item: IndirectObject) -> None:
    if "/Last" in parent:
        last = parent.raw_get("/Last")
        resolve(last)[N("/Next")] = item
        resolve(item)[N("/Prev")] = last
    else:
        parent[N("/First")] = item
    parent[N("/Last")] = item
    if "/Title" in parent:  # a closed item counts what it would show, negatively
        parent[N("/Count")] = NumberObject(int(parent.get("/Count", 0)) - 1)


def _chain_length(parent: Any) -> int:
    count, item = 0, parent.get("/First")
    while item is not None:
        count, item = count + 1, item.get_object().get("/Next")
    return count


def write_labels(writer: PdfWriter, labels: Sequence[PageLabel]) -> None:
    """Write what readers show as page numbers (ISO 32000-1, 12.4.2)."""
    if not labels:
        return
    entries = []
    for label in sorted(labels, key=lambda one: one.first_index):
        values = DictionaryObject()
        if label.style:
            values[N("/S")] = N(f"/{label.style}")
            values[N("/St")] = NumberObject(label.start)
        if label.prefix:
            values[N("/P")] = TextStringObject(label.prefix)
        entries.append((NumberObject(label.first_index), values))
    writer.root_object[N("/PageLabels")] = add(writer, flat_tree("/Nums", entries))
