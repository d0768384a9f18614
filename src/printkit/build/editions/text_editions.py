"""Editions made of the typeset text itself: no pages, no master, nothing laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from printkit.build.build_context import BuildContext, Product
from printkit.build.word_proof import document_findings
from printkit.compose.brochure_parts import cover_page
from printkit.core.dates import document_date
from printkit.core.findings import Finding, Position
from printkit.core.picture_metadata import without_metadata
from printkit.layout.pagination import Place, job_of
from printkit.model import Artifact, Asset, Publication, Theme
from printkit.model.editions import Edition, edition_of
from printkit.model.manuscript import Manuscript
from printkit.project.fontmetrics import measurer
from printkit.readers.epub import epub
from printkit.readers.page_faces import Cut
from printkit.readers.web import web_page
from printkit.views.thumbnail import picture


@dataclass(frozen=True, slots=True)
class TextFinisher:
    """How an edition is made of a text and of its cover, which ``draw`` makes of that in print.

    ``file`` names it, ``{name}`` being the publication's.
    """

    edition: Edition
    make: Callable[[Manuscript, Theme, Cut, bytes], bytes]
    draw: Callable[[bytes], bytes]
    file: str
    conformance: tuple[str, ...] = ()


def _web(manuscript: Manuscript, theme: Theme, cut: Cut, cover: bytes) -> bytes:
    tools: Any = {"load": load_asset, "measure": measurer(theme), "cut": cut, "cover": cover}
    return web_page(manuscript, theme, **tools)


def _epub(manuscript: Manuscript, theme: Theme, cut: Cut, cover: bytes) -> bytes:
    date = document_date(manuscript.publication.meta.date)
    tools: Any = {"load": load_asset, "measure": measurer(theme), "cut": cut, "cover": cover}
    return epub(manuscript, theme, date=date, **tools)


TEXT_FINISHERS: Final = (
    TextFinisher(
        edition_of("web"), _web, partial(picture, width_px=544, kind="WEBP"), "{name}-web.html"
    ),
    TextFinisher(
        edition_of("epub"),
        _epub,
        partial(picture, width_px=1000, kind="JPEG"),
        "{name}.epub",
        ("EPUB 3.3",),
    ),
)
_BY_NAME: Final = {finisher.edition.name: finisher for finisher in TEXT_FINISHERS}


def load_asset(asset: Asset) -> bytes:
    """Return the bytes of an asset, in hand or in its file."""
    if asset.data is not None:
        return asset.data
    assert asset.path is not None
    return without_metadata(asset.path.read_bytes())


def text_products(
    publication: Publication,
    manuscript: Manuscript,
    context: BuildContext,
    *,
    only: Sequence[str],
) -> tuple[Product, ...]:
    """Return the files wanted of a manuscript; ``only`` restricts them when it is not empty.

    Raises:
        PrintkitError: their cover could not be laid out.

    """
    theme = context.project.themes[publication.theme]
    return tuple(
        _product(_BY_NAME[name], publication, manuscript, theme, context)
        for name in publication.editions
        if name in _BY_NAME and (not only or name in only)
    )


def _product(
    finisher: TextFinisher,
    publication: Publication,
    manuscript: Manuscript,
    theme: Theme,
    context: BuildContext,
) -> Product:
    name = finisher.edition.name
    path = f"{publication.name}/{finisher.file.format(name=publication.name)}"

    draft = cover_page(manuscript.publication, theme)
    cover = job_of(Place(draft, 1, 1), {}, 1, context.epoch)
    at = Position(publication.path)
    drawn = context.render([cover], publication.name, lambda _name: at)[cover.key]

    def finish() -> tuple[Artifact, tuple[Finding, ...]]:
        data = finisher.make(manuscript, theme, context.cut_face, finisher.draw(drawn.pdf))
        artifact = Artifact(
            publication=publication.name,
            edition=name,
            format=name,
            path=path,
            pages=0,
            trim_mm=(0.0, 0.0),
            data=data,
            conformance=finisher.conformance,
        )
        return artifact, document_findings(manuscript, name, path, data)

    look = [
        sorted(item for item in theme.templates.items() if "web/" in item[0]),
        sorted((key, theme.css(key)) for key in theme.stylesheets if key.startswith("web/")),
        sorted(theme.families.items()),
        [asset.sha256 for asset in theme.assets],
    ]
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
        [face.sha256 for face in theme.faces],
        look,
        cover.key,
    )
    return Product(publication.name, name, name, path, recipe, finish)
