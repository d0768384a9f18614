"""A part of a publication as composed: its pages but for the numbers only layout can tell."""

from __future__ import annotations

from dataclasses import dataclass

from printkit.model import Asset, Face, Side, Slot, Stylesheet


@dataclass(frozen=True, slots=True)
class Draft:
    """One part, ready to be placed and laid out.

    ``html`` holds the placeholders ``⟦page:ANCHOR⟧`` (printed page number of an anchor, 1-based
    physical pages), ``⟦pages⟧`` and ``⟦fit:SLOT⟧`` (pt). ``title`` is what the outline shows.
    """

    name: str
    title: str
    html: str
    stylesheets: tuple[Stylesheet, ...]
    faces: tuple[Face, ...]
    assets: tuple[Asset, ...] = ()
    fit: tuple[Slot, ...] = ()
    expected_pages: int | None = None
    #: the side its first page must fall on; None: wherever the text has come to
    starts: Side | None = None
    #: its pages show a folio and, but for the first, a running head
    numbered: bool = True
    #: the running head over its rectos, plain text; empty: none
    short_title: str = ""
    #: what stands on it is measured from the trim, not from the text's margins: never shifted
    full_bleed: bool = False
    tagged: bool = True
    #: set where its text is mostly page numbers, so that a first layout without them is wasted:
    #: the number of pages it is taken to have until they are known
    late_pages: int | None = None
    #: marks the place where pages that make up the count go; never laid out itself
    is_padding: bool = False
    #: must be the last page of the book: no blank is put before it to force its side
    ends_book: bool = False
