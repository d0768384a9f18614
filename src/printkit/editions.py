"""The editions: what is made of a master. One function and one line in ``EDITIONS`` each.

An edition of several files is a :class:`Several`: how each is made, by the word its name ends in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import Final

from printkit.assemble.screen import screen
from printkit.findings import Finding, Position
from printkit.impose import editions as sheets
from printkit.impose.work import MOST_BLEED_MM, Imposed
from printkit.model import Artifact, Master, PageFormat, Publication, Theme
from printkit.model.sheets import Flip, SheetWishes
from printkit.press.boxes import Edges
from printkit.press.images import Cache
from printkit.press.make import drum_file, mono_file, press_file
from printkit.press.pdfx import Level, PressFile
from printkit.press.riso import DRUMS, simulation
from printkit.project.conditions import condition
from printkit.project.names import is_of_sheets, sheet_words
from printkit.workshop import Product, Workshop

#: Make the master of one publication in one format, with what was found on the way.
MakeMaster = Callable[[], tuple[Master, tuple[Finding, ...]]]


#: Lay a master on sheets, as its publication wishes.
Lay = Callable[[Master, SheetWishes], Imposed]
#: Per cent of cyan, magenta, yellow and black.
Recipe = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: its bytes and what it claims. ``trim_mm`` None: that of the format."""

    data: bytes
    pages: int
    conformance: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    trim_mm: tuple[float, float] | None = None


#: Finish a master.
Make = Callable[[Master, Publication, Theme], Made]


@dataclass(frozen=True, slots=True)
class Several:
    """An edition of several files, ``of`` a publication in a format; what is to be laid out is, then."""

    of: Callable[[Publication, PageFormat, Workshop], Mapping[str, Make]]


@dataclass(frozen=True, slots=True)
class Edition:
    """A way to finish a master. ``kinds`` are the kinds of publication it exists for."""

    make: Make | Several
    kinds: tuple[str, ...] = ("brochure", "leaflet")
    #: which formats of a publication it exists for; of the others nothing is made
    suits: Callable[[PageFormat, Publication], bool] = lambda fmt, publication: True


def _screen(master: Master, publication: Publication, theme: Theme) -> Made:
    del publication, theme
    return Made(screen(master), master.page_count, ("PDF/UA-1",))


#: In which colours sheets are made to order, and how to finish a master in them, its bleed kept.
COLOURS: Final = ("screen", "press", "mono")

#: Images separated in this run: a logo on five formats is converted once.
_SEPARATED: Cache = {}


def _press(master: Master, publication: Publication, theme: Theme) -> Made:
    made = press_file(
        master.pdf,
        palette=theme.palette,
        press=theme.press,
        condition=condition("coated"),
        cache=_SEPARATED,
    )
    findings = _of(publication, made.findings)
    return Made(made.pdf, master.page_count, (Level.X4.value,), findings)


def _mono(master: Master, publication: Publication, theme: Theme) -> Made:
    made = mono_file(master.pdf, palette=theme.palette, press=theme.press, cache=_SEPARATED)
    return Made(made.pdf, master.page_count, findings=_of(publication, made.findings))


def _riso(publication: Publication, fmt: PageFormat, workshop: Workshop) -> Mapping[str, Make]:
    """Return a file for each drum, made once, and how they look over each other."""
    del publication, fmt, workshop
    made: dict[str, PressFile] = {}

    def file_of(drum: str, master: Master, theme: Theme) -> PressFile:
        if drum not in made:
            made[drum] = drum_file(
                master.pdf, palette=theme.palette, riso=theme.riso, drum=drum, cache=_SEPARATED
            )
        return made[drum]

    def drum(name: str, master: Master, publication: Publication, theme: Theme) -> Made:
        file = file_of(name, master, theme)
        return Made(file.pdf, master.page_count, findings=_of(publication, file.findings))

    def both(master: Master, publication: Publication, theme: Theme) -> Made:
        del publication
        files = {name: file_of(name, master, theme).pdf for name in DRUMS}
        return Made(simulation(files, theme.palette), master.page_count)

    return {f"riso-{name}": partial(drum, name) for name in DRUMS} | {"riso-simulation": both}


@lru_cache(maxsize=1)
def _grey(
    master: Master, palette: tuple[tuple[str, str], ...], press: tuple[tuple[str, Recipe], ...]
) -> tuple[Master, tuple[Finding, ...]]:
    """Return a master in black alone, its bleed kept: made once for all its sheets."""
    made = mono_file(
        master.pdf,
        palette=dict(palette),
        press=dict(press),
        bleed=Edges.all(MOST_BLEED_MM),
        cache=_SEPARATED,
    )
    return replace(master, pdf=made.pdf), made.findings


def coloured(
    master: Master, publication: Publication, theme: Theme, colours: str
) -> tuple[Master, tuple[Finding, ...]]:
    """Return a master as sheets are made of it: as it is, for a press (PDF/X-4), or in black alone."""
    if colours == "press":
        made = _press(master, publication, theme)
        return replace(master, pdf=made.data), made.findings
    if colours == "mono":
        looks = tuple(sorted(theme.palette.items())), tuple(sorted(theme.press.items()))
        grey, said = _grey(master, *looks)
        return grey, _of(publication, said)
    return master, ()


def _sheets(lay: Lay, *, mono: bool = False) -> Callable[[Master, Publication, Theme], Made]:
    """Return what lays a master, or its greys, on sheets."""

    def make(master: Master, publication: Publication, theme: Theme) -> Made:
        own, said = coloured(master, publication, theme, "mono" if mono else "screen")
        made = lay(own, publication.sheets)
        first = made.plan.sheets[0]
        size = (first.width_mm, first.height_mm)
        findings = (*said, *_of(publication, made.findings))
        return Made(made.data, len(made.plan.sides), findings=findings, trim_mm=size)

    return make


def _booklet(flip: Flip, *, mono: bool = False) -> Edition:
    return Edition(
        _sheets(lambda master, wishes: sheets.booklet(master, flip, wishes), mono=mono),
        ("brochure",),
    )


def _flyers(flip: Flip | None = None, *, mono: bool = False) -> Edition:
    """Return the edition of flyers on sheets: one file for both flips, or one for each."""
    return Edition(
        _sheets(
            lambda master, wishes: sheets.sheet(master, wishes, flip or "long-edge"), mono=mono
        ),
        ("leaflet",),
        lambda fmt, publication: sheets.fills_sheet(
            fmt, publication.sheets.sheet, one_file=flip is None
        ),
    )


def _of(publication: Publication, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Say which publication findings about pages belong to."""
    at = Position(publication.path)
    return tuple(replace(one, position=one.position or at) for one in findings)


EDITIONS: Mapping[str, Edition] = {
    "screen": Edition(_screen),
    "large-print": Edition(_screen, ("brochure",), lambda fmt, _: fmt.name == "large-print"),
    "press": Edition(_press),
    "mono": Edition(_mono),
    "riso": Edition(Several(_riso)),
    "booklet-short-edge": _booklet("short-edge"),
    "booklet-long-edge": _booklet("long-edge"),
    "booklet-mono-short-edge": _booklet("short-edge", mono=True),
    "booklet-mono-long-edge": _booklet("long-edge", mono=True),
    "sheet": _flyers(),
    "sheet-short-edge": _flyers("short-edge"),
    "sheet-long-edge": _flyers("long-edge"),
    "sheet-mono": _flyers(mono=True),
    "sheet-mono-short-edge": _flyers("short-edge", mono=True),
    "sheet-mono-long-edge": _flyers("long-edge", mono=True),
}


def products(
    publication: Publication,
    fmt: PageFormat,
    workshop: Workshop,
    make_master: MakeMaster,
    *,
    only: Sequence[str],
    ingredients: Sequence[object],
) -> tuple[Product, ...]:
    """Return the files wanted of one publication in one format; the master is merged once for all.

    ``only`` restricts the publication's editions when it is not empty; ``ingredients`` are all that
    the master is made from.
    """
    theme = workshop.project.themes[publication.theme]
    shared = cache(make_master)
    inks = (sorted(theme.press.items()), sorted(theme.riso.items()))
    found = []
    for edition in publication.editions:
        if edition not in EDITIONS or (only and edition not in only):
            continue
        way = EDITIONS[edition]
        if publication.kind not in way.kinds or not way.suits(fmt, publication):
            continue
        makes = (
            way.make.of(publication, fmt, workshop)
            if isinstance(way.make, Several)
            else {edition: way.make}
        )
        found += [
            _product(
                publication,
                fmt,
                theme,
                edition,
                make,
                "" if stem == fmt.name else f"-{_told(stem, publication)}",
                shared,
                workshop.recipe(*ingredients, *inks, stem, *_asked(publication, edition)),
            )
            for stem, make in makes.items()
        ]
    return tuple(found)


def _told(stem: str, publication: Publication) -> str:
    """Return what a file is called; whoever prints sheets chooses them by the name."""
    return sheet_words(stem, publication.meta.language) if is_of_sheets(stem) else stem


def _asked(publication: Publication, edition: str) -> tuple[object, ...]:
    """Return what else an edition depends on."""
    if is_of_sheets(edition):
        return (publication.sheets, publication.meta.language)
    return ()


def _product(
    publication: Publication,
    fmt: PageFormat,
    theme: Theme,
    edition: str,
    make: Make,
    ending: str,
    make_master: MakeMaster,
    recipe: str,
) -> Product:
    path = f"{publication.name}/{publication.name}-{fmt.name}{ending}.pdf"

    def finish() -> tuple[Artifact, tuple[Finding, ...]]:
        master, findings = make_master()
        made = make(master, publication, theme)
        artifact = Artifact(
            publication=publication.name,
            edition=edition,
            format=fmt.name,
            path=path,
            pages=made.pages,
            trim_mm=made.trim_mm or fmt.trim_mm,
            data=made.data,
            conformance=made.conformance,
        )
        return artifact, (*findings, *made.findings)

    return Product(path, recipe, finish, make_master)
