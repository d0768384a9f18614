"""What finishes each edition that is made of a master, and the files a publication wants of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Final

from printkit.assemble.master import Master
from printkit.build.build_context import BuildContext, Product
from printkit.build.editions import (
    press_editions,
    reading_editions,
    sheet_editions,
    social_edition,
    volume_editions,
)
from printkit.build.editions.finisher import EditionContext, EditionFile, Finisher
from printkit.build.word_proof import PageProof
from printkit.core.findings import Finding
from printkit.model import Artifact, PageFormat, Publication

#: Make the master of one publication in one format, with what was found on the way.
MakeMaster = Callable[[], tuple[Master, tuple[Finding, ...]]]

FINISHERS: Final[tuple[Finisher, ...]] = (
    *reading_editions.FINISHERS,
    *press_editions.FINISHERS,
    *sheet_editions.FINISHERS,
    *social_edition.FINISHERS,
    *volume_editions.FINISHERS,
)
_BY_NAME: Final = {finisher.edition.name: finisher for finisher in FINISHERS}


def finishers_of(
    publication: Publication, fmt: PageFormat, only: Sequence[str] = ()
) -> tuple[Finisher, ...]:
    """Return what finishes the editions wanted of a format; ``only`` restricts them if not empty."""
    return tuple(
        finisher
        for name in publication.editions
        if (not only or name in only)
        and (finisher := _BY_NAME.get(name)) is not None
        and finisher.exists_for(fmt, publication)
    )


def products(
    publication: Publication,
    fmt: PageFormat,
    build: BuildContext,
    make_master: MakeMaster,
    *,
    pages: int,
    only: Sequence[str],
    ingredients: Sequence[object],
    read: Iterable[str] = (),
    proof: PageProof,
    openings: tuple[int, ...] = (),
) -> tuple[Product, ...]:
    """Return the files wanted of one publication in one format; the master is merged once for all.

    ``pages`` is how many the format has. ``only`` restricts the publication's editions when it is not
    empty; ``ingredients`` are all that the master is made from; ``read`` are the files, besides the
    publication's own, that its text was read from; ``proof`` is what must stand on the pages;
    ``openings`` are those that the parts of a book begin on.
    """
    shared = cache(make_master)
    sources = cache(lambda: reading_editions.sources_of(publication, build, read))
    context = EditionContext(publication, fmt, pages, build, sources, openings)
    inks = (sorted(context.theme.press.items()), sorted(context.theme.riso.items()))
    return tuple(
        _product(
            context,
            finisher,
            file,
            shared,
            proof,
            build.recipe(*ingredients, *inks, file.ending, *finisher.ingredients(context)),
        )
        for finisher in sorted(finishers_of(publication, fmt, only), key=attrgetter("turn"))
        for file in finisher.files(context)
    )


def _product(
    context: EditionContext,
    finisher: Finisher,
    file: EditionFile,
    make_master: MakeMaster,
    proof: PageProof,
    recipe: str,
) -> Product:
    name, fmt = context.publication.name, context.format
    # an edition laid out anew is the only one of its format, which has its name
    ending = "" if file.ending == fmt.name else f"-{file.ending}"
    path = f"{name}/{name}-{fmt.name}{ending}{file.suffix}"

    def finish() -> tuple[Artifact, tuple[Finding, ...]]:
        master, findings = make_master()
        finished = file.finish(master)
        artifact = Artifact(
            publication=name,
            edition=finisher.edition.name,
            format=fmt.name,
            path=path,
            pages=finished.pages,
            trim_mm=finished.trim_mm or fmt.trim_mm,
            data=finished.data,
            conformance=finished.conformance,
            part=file.part,
        )
        proven = proof.findings(finisher.edition, path, finished.data)
        return artifact, (*findings, *finished.findings, *proven)

    return Product(name, fmt.name, finisher.edition.name, path, recipe, finish, make_master)
