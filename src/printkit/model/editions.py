"""The editions: everything about them that is not their making (``build/editions`` makes them).

One value an edition. What a project may ask for, what a publication of a kind has, which format is laid
out anew, where a file stands on the download page, how preflight judges it and what it is called: all of
that is read here, nowhere from a name. Its words on the download page stand in the files of the languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from printkit.core.i18n import N_

Kind = Literal["brochure", "leaflet"]
#: What people want a file for, in the order the download page offers it.
Use = Literal["phone", "screen", "large", "share", "home", "printer", "archive"]
USES: Final[tuple[Use, ...]] = (
    "phone",
    "screen",
    "large",
    "share",
    "home",
    "printer",
    "archive",
)
#: What prints an edition: a press in all inks, a risograph a drum at a time, a copier page by page, a
#: copier on imposed sheets; nothing, where it is made to be read.
PrintedBy = Literal["press", "risograph", "copier", "copier-sheets", ""]


@dataclass(frozen=True, slots=True)
class Edition:
    """What can be made of a publication.

    ``label`` names it by what it is for (message of the catalogue). ``kinds`` are those of publication
    it exists for. ``own_format``: laid out anew, in a format that has its name;
    ``laid_out_as`` names another whose pages it is made of. ``parts`` are its files,
    empty: one. ``group`` is a word that asks for all editions that have it. ``reading``: what it is
    called, and whom it is for, where it is offered for reading (messages). ``binding`` is that of its
    block, None: the usual one of its kind. Letters of drawings below ``least_letters_pt`` (pt) are told.
    """

    name: str
    use: Use
    label: str
    kinds: tuple[Kind, ...] = ("brochure", "leaflet")
    made_of: Literal["master", "text"] = "master"
    own_format: bool = False
    laid_out_as: str = ""
    parts: tuple[str, ...] = ()
    printed_by: PrintedBy = ""
    binding: Literal["perfect"] | None = None
    group: str = ""
    reading: tuple[str, str] | None = None
    least_letters_pt: float = 5.0

    @property
    def on_sheets(self) -> bool:
        """Whether its pages are laid on sheets, several on each."""
        return self.printed_by == "copier-sheets"

    @property
    def page_by_page(self) -> bool:
        """Whether its pages are those of the publication, one after the other, as they will be cut."""
        return self.printed_by in ("press", "risograph", "copier")


#: All editions, those most asked for first.
EDITIONS: Final[tuple[Edition, ...]] = (
    Edition(
        "screen",
        "screen",
        N_("to read on screen"),
        printed_by="copier",
        reading=(
            N_("On a screen"),
            N_("A PDF with bookmarks and links, which screen readers read aloud in order."),
        ),
    ),
    Edition(
        "large-print",
        "large",
        N_("large print"),
        kinds=("brochure",),
        own_format=True,
        reading=(
            N_("Large print"),
            N_("A4, 18 points, plain letters: for tired eyes and for reading aloud in public."),
        ),
        group="large-print",
        least_letters_pt=16.0,
    ),
    Edition(
        "large-print-volumes",
        "large",
        N_("large print, to print and bind in two volumes"),
        kinds=("brochure",),
        laid_out_as="large-print",
        parts=("volume-1", "volume-2"),
        group="large-print",
    ),
    Edition(
        "social",
        "share",
        N_("to share on screens, one square picture"),
        kinds=("leaflet",),
        own_format=True,
        parts=("picture", "description"),
        reading=(
            N_("To share"),
            N_(
                "One square picture with the call and the date, its description in a text beside it."
            ),
        ),
    ),
    Edition(
        "web",
        "phone",
        N_("web page"),
        kinds=("brochure",),
        made_of="text",
        reading=(
            N_("Web page"),
            N_("One file to put on a site; it adapts to phones and works offline."),
        ),
    ),
    Edition(
        "epub",
        "phone",
        N_("e-book (EPUB)"),
        kinds=("brochure",),
        made_of="text",
        reading=(
            N_("E-book"),
            N_("An EPUB for e-readers and telephones; the reader sets the size."),
        ),
    ),
    Edition(
        "archive",
        "archive",
        N_("to keep, its sources attached"),
        reading=(
            N_("To keep"),
            N_("The PDF a library or an archive takes (PDF/A-3a), the source texts attached."),
        ),
    ),
    Edition(
        "press",
        "printer",
        N_("for the printer, in colours"),
        printed_by="press",
    ),
    Edition(
        "cover-apart",
        "printer",
        N_("for the printer, the cover apart"),
        kinds=("brochure",),
        parts=("cover", "inside"),
        printed_by="press",
    ),
    Edition(
        "cover-wrap",
        "printer",
        N_("for the printer, the cover around a spine"),
        kinds=("brochure",),
        parts=("cover", "inside"),
        printed_by="press",
        binding="perfect",
    ),
    Edition(
        "mono",
        "printer",
        N_("for the printer, in black"),
        printed_by="copier",
    ),
    Edition(
        "riso",
        "printer",
        N_("for the risograph, a file for each drum"),
        parts=("black", "accent", "simulation"),
        printed_by="risograph",
    ),
    Edition(
        "booklet-short-edge",
        "home",
        N_("booklet, turned over the short edge"),
        kinds=("brochure",),
        printed_by="copier-sheets",
        group="booklet",
    ),
    Edition(
        "booklet-long-edge",
        "home",
        N_("booklet, turned over the long edge"),
        kinds=("brochure",),
        printed_by="copier-sheets",
        group="booklet",
    ),
    Edition(
        "booklet-mono-short-edge",
        "home",
        N_("booklet in black, turned over the short edge"),
        kinds=("brochure",),
        printed_by="copier-sheets",
        group="booklet-mono",
    ),
    Edition(
        "booklet-mono-long-edge",
        "home",
        N_("booklet in black, turned over the long edge"),
        kinds=("brochure",),
        printed_by="copier-sheets",
        group="booklet-mono",
    ),
    # a sheet that is right for either flip is one file, else there is one for each
    Edition(
        "sheet",
        "home",
        N_("several on a sheet, to photocopy"),
        kinds=("leaflet",),
        printed_by="copier-sheets",
        group="sheet",
    ),
    Edition(
        "sheet-short-edge",
        "home",
        N_("several on a sheet, turned over the short edge"),
        kinds=("leaflet",),
        printed_by="copier-sheets",
        group="sheet",
    ),
    Edition(
        "sheet-long-edge",
        "home",
        N_("several on a sheet, turned over the long edge"),
        kinds=("leaflet",),
        printed_by="copier-sheets",
        group="sheet",
    ),
    Edition(
        "sheet-mono",
        "home",
        N_("several on a sheet, in black"),
        kinds=("leaflet",),
        printed_by="copier-sheets",
        group="sheet-mono",
    ),
    Edition(
        "sheet-mono-short-edge",
        "home",
        N_("several on a sheet in black, turned over the short edge"),
        kinds=("leaflet",),
        printed_by="copier-sheets",
        group="sheet-mono",
    ),
    Edition(
        "sheet-mono-long-edge",
        "home",
        N_("several on a sheet in black, turned over the long edge"),
        kinds=("leaflet",),
        printed_by="copier-sheets",
        group="sheet-mono",
    ),
)
_BY_NAME: Final[Mapping[str, Edition]] = {edition.name: edition for edition in EDITIONS}


def edition_of(name: str) -> Edition:
    """Return an edition by its name; one that printkit does not know is the printer's affair."""
    return _BY_NAME.get(name) or Edition(name, "printer", name)


def own_formats(names: Iterable[str], kind: Kind) -> tuple[str, ...]:
    """Return the formats that editions of a publication are laid out anew in: they have their names."""
    editions = map(edition_of, names)
    return tuple(one.name for one in editions if one.own_format and kind in one.kinds)


def _names() -> tuple[str, ...]:
    """Return what projects may ask for: every edition, and the groups; a group's name comes first.

    Editions of a group that has the name of one of them are asked for together only.
    """
    names: dict[str, None] = {}
    for edition in EDITIONS:
        if edition.group:
            names[edition.group] = None
        if edition.group not in _BY_NAME:
            names[edition.name] = None
    return tuple(names)


EDITION_NAMES: Final[tuple[str, ...]] = _names()


def ungrouped(names: Iterable[str]) -> tuple[str, ...]:
    """Return editions by name once each, in order, a group's name replaced by those of its editions."""
    found: dict[str, None] = {}
    for name in names:
        members = [edition.name for edition in EDITIONS if edition.group == name]
        found |= dict.fromkeys(members or [name])
    return tuple(found)
