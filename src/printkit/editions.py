"""The editions: what is made of a master. One function and one line in ``EDITIONS`` each.

An edition of several files is a :class:`Several`: how each is made, by the word its name ends in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from printkit.assemble.screen import screen
from printkit.findings import Finding, Position
from printkit.impose import editions as sheets
from printkit.impose.work import Imposed
from printkit.model import Artifact, Master, PageFormat, Publication, Theme
from printkit.press.images import Cache
from printkit.press.make import drum_file, mono_file, press_file
from printkit.press.pdfx import Level, PressFile
from printkit.press.riso import DRUMS, simulation
from printkit.project.conditions import condition
from printkit.workshop import Product, Workshop

#: Make the master of one publication in one format, with what was found on the way.
MakeMaster = Callable[[], tuple[Master, tuple[Finding, ...]]]


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
    #: which formats it exists for; of the others nothing is made
    suits: Callable[[PageFormat], bool] = lambda fmt: True


def _screen(master: Master, publication: Publication, theme: Theme) -> Made:
    del publication, theme
    return Made(screen(master), master.page_count, ("PDF/UA-1",))


def _sheets(made: Imposed) -> Made:
    first = made.plan.sheets[0]
    size = (first.width_mm, first.height_mm)
    return Made(made.data, len(made.plan.sides), findings=made.findings, trim_mm=size)


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


def _of(publication: Publication, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Say which publication findings about pages belong to."""
    at = Position(publication.path)
    return tuple(replace(one, position=one.position or at) for one in findings)


EDITIONS: Mapping[str, Edition] = {
    "screen": Edition(_screen),
    "large-print": Edition(_screen, ("brochure",), lambda fmt: fmt.name == "large-print"),
    "press": Edition(_press),
    "mono": Edition(_mono),
    "riso": Edition(Several(_riso)),
    "booklet-short-edge": Edition(
        lambda master, *_: _sheets(sheets.booklet(master, "short-edge")), ("brochure",)
    ),
    "booklet-long-edge": Edition(
        lambda master, *_: _sheets(sheets.booklet(master, "long-edge")), ("brochure",)
    ),
    "sheet": Edition(
        lambda master, *_: _sheets(sheets.sheet(master)), ("leaflet",), sheets.fills_sheet
    ),
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
        if publication.kind not in way.kinds or not way.suits(fmt):
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
                "" if stem == fmt.name else f"-{stem}",
                shared,
                workshop.recipe(*ingredients, *inks, stem),
            )
            for stem, make in makes.items()
        ]
    return tuple(found)


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
