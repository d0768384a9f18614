"""Editions made of the typeset text itself: no pages, no master, nothing laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from printkit.build.build_context import BuildContext, Product
from printkit.core.dates import document_date
from printkit.core.findings import Finding
from printkit.model import Artifact, Asset, Publication, Theme
from printkit.model.manuscript import Manuscript
from printkit.project.fontmetrics import measurer
from printkit.readers.epub import epub
from printkit.readers.web import web_page


@dataclass(frozen=True, slots=True)
class TextEdition:
    """A way to finish a text. ``file`` names it, ``{name}`` being the publication's."""

    make: Callable[[Manuscript, Theme], bytes]
    file: str
    conformance: tuple[str, ...] = ()


def _web(manuscript: Manuscript, theme: Theme) -> bytes:
    return web_page(manuscript, theme, load=load_asset, measure=measurer(theme))


def _epub(manuscript: Manuscript, theme: Theme) -> bytes:
    date = document_date(manuscript.publication.meta.date)
    return epub(manuscript, theme, load=load_asset, measure=measurer(theme), date=date)


TEXT_EDITIONS: Mapping[str, TextEdition] = {
    "web": TextEdition(_web, "{name}-web.html"),
    "epub": TextEdition(_epub, "{name}.epub", ("EPUB 3.3",)),
}


def load_asset(asset: Asset) -> bytes:
    """Return the bytes of an asset, in hand or in its file."""
    if asset.data is not None:
        return asset.data
    assert asset.path is not None
    return asset.path.read_bytes()


def text_products(
    publication: Publication,
    manuscript: Manuscript,
    context: BuildContext,
    *,
    only: Sequence[str],
) -> tuple[Product, ...]:
    """Return the files wanted of a manuscript; ``only`` restricts them when it is not empty."""
    theme = context.project.themes[publication.theme]
    wanted = [
        name
        for name in publication.editions
        if name in TEXT_EDITIONS and (not only or name in only)
    ]
    return tuple(_product(name, publication, manuscript, theme, context) for name in wanted)


def _product(
    name: str, publication: Publication, manuscript: Manuscript, theme: Theme, context: BuildContext
) -> Product:
    edition = TEXT_EDITIONS[name]
    path = f"{publication.name}/{edition.file.format(name=publication.name)}"

    def finish() -> tuple[Artifact, tuple[Finding, ...]]:
        artifact = Artifact(
            publication=publication.name,
            edition=name,
            format=name,
            path=path,
            pages=0,
            trim_mm=(0.0, 0.0),
            data=edition.make(manuscript, theme),
            conformance=edition.conformance,
        )
        return artifact, ()

    look = sorted(
        item
        for item in [*theme.templates.items(), *theme.stylesheets.items()]
        if item[0].startswith("web/")
    )
    recipe = context.recipe(
        name,
        document_date(publication.meta.date),
        publication.meta,
        publication.brand,
        [part.name for part in publication.parts],
        manuscript.chapters,
        manuscript.glossary,
        manuscript.bibliography,
        sorted(theme.palette.items()),
        look,
    )
    return Product(path, recipe, finish)
