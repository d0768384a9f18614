"""The editions: what is made of a master. One function and one line in ``EDITIONS`` each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from printkit.assemble.screen import screen
from printkit.build.build_context import BuildContext, Product
from printkit.build.editions import press_editions as press
from printkit.build.editions.archive_edition import archived, sources_of
from printkit.build.editions.edition import Edition, Laid, Made, Make, Several
from printkit.build.editions.sheet_editions import booklet, flyers
from printkit.build.word_proof import PageProof
from printkit.core.findings import Finding
from printkit.model import Artifact, Master, PageFormat, Publication, Theme
from printkit.project.names import is_of_sheets, sheet_words

#: Make the master of one publication in one format, with what was found on the way.
MakeMaster = Callable[[], tuple[Master, tuple[Finding, ...]]]


def _screen(master: Master, publication: Publication, theme: Theme) -> Made:
    del publication, theme
    return Made(screen(master), master.page_count, ("PDF/UA-1",))


EDITIONS: Mapping[str, Edition] = {
    "screen": Edition(_screen),
    "archive": Edition(Several(archived)),
    "large-print": Edition(_screen, ("brochure",), lambda fmt, _: fmt.name == "large-print"),
    "press": Edition(press.press),
    "cover-apart": Edition(Several(press.cover_apart), ("brochure",)),
    "cover-wrap": Edition(Several(press.cover_wrap), ("brochure",)),
    "mono": Edition(press.mono),
    "riso": Edition(Several(press.riso)),
    "booklet-short-edge": booklet("short-edge"),
    "booklet-long-edge": booklet("long-edge"),
    "booklet-mono-short-edge": booklet("short-edge", mono=True),
    "booklet-mono-long-edge": booklet("long-edge", mono=True),
    "sheet": flyers(),
    "sheet-short-edge": flyers("short-edge"),
    "sheet-long-edge": flyers("long-edge"),
    "sheet-mono": flyers(mono=True),
    "sheet-mono-short-edge": flyers("short-edge", mono=True),
    "sheet-mono-long-edge": flyers("long-edge", mono=True),
}


def products(
    publication: Publication,
    fmt: PageFormat,
    context: BuildContext,
    make_master: MakeMaster,
    *,
    pages: int,
    only: Sequence[str],
    ingredients: Sequence[object],
    read: Iterable[str] = (),
    proof: PageProof,
) -> tuple[Product, ...]:
    """Return the files wanted of one publication in one format; the master is merged once for all.

    ``pages`` is how many the format has. ``only`` restricts the publication's editions when it is not
    empty; ``ingredients`` are all that the master is made from; ``read`` are the files, besides the
    publication's own, that its text was read from; ``proof`` is what must stand on the pages.
    """
    theme = context.project.themes[publication.theme]
    shared = cache(make_master)
    inks = (sorted(theme.press.items()), sorted(theme.riso.items()))
    sources = cache(lambda: sources_of(publication, context, read))
    laid = Laid(publication, fmt, pages, context, sources)
    found: list[Product] = []
    for edition in publication.editions:
        if edition not in EDITIONS or (only and edition not in only):
            continue
        way = EDITIONS[edition]
        if publication.kind not in way.kinds or not way.suits(fmt, publication):
            continue
        found += [
            _product(
                publication,
                fmt,
                theme,
                edition,
                make,
                "" if stem == fmt.name else f"-{_told(stem, publication)}",
                shared,
                proof,
                context.recipe(*ingredients, *inks, stem, *_asked(edition, laid)),
            )
            for stem, make in way.makes(edition, laid).items()
        ]
    return tuple(found)


def _told(stem: str, publication: Publication) -> str:
    """Return what a file is called; whoever prints sheets chooses them by the name."""
    return sheet_words(stem, publication.meta.language) if is_of_sheets(stem) else stem


def _asked(edition: str, laid: Laid) -> tuple[object, ...]:
    """Return what else an edition depends on."""
    if is_of_sheets(edition):
        return (laid.publication.sheets, laid.publication.meta.language)
    return laid.sources() if edition == "archive" else ()


def _product(
    publication: Publication,
    fmt: PageFormat,
    theme: Theme,
    edition: str,
    make: Make,
    ending: str,
    make_master: MakeMaster,
    proof: PageProof,
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
        proven = proof.findings(edition, path, made.data)
        return artifact, (*findings, *made.findings, *proven)

    return Product(path, recipe, finish, make_master)
