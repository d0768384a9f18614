"""The folder ``out/site/``: the download page with all that it offers, to be put anywhere as it is.

The files offered stand in it a second time, as hard links where the disk has them: who copies the
folder has everything, and it takes no room before. Nothing here is laid out: the page is made of
what the manifest tells and what the publications say of themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from printkit.build.build_context import BuildContext
from printkit.deliver.publish import entry_of, is_whole
from printkit.languages.language import language_of
from printkit.languages.typesetter import typeset_text
from printkit.model import Artifact, ManifestEntry, Project, Publication, Site
from printkit.project.names import SITE
from printkit.readers.download_page import FEED, PAGE_NAME, SUMS, feed, page, sums
from printkit.readers.event_announcement import announcement, event_data
from printkit.readers.event_calendar import calendar
from printkit.readers.offers import Offer, Picture, by_format, by_use, extent
from printkit.readers.page_faces import Cut
from printkit.sandbox.below import Below

#: Widths of the pictures of first pages, in pixels: for one and for two pixels to a CSS pixel.
_WIDTHS: Final[Mapping[str, tuple[int, ...]]] = {"brochure": (320, 640), "leaflet": (240, 480)}
PAGE: Final = f"{SITE}/{PAGE_NAME}"

#: Draw the first page of the file at a path of ``out/``, so many pixels wide and high.
Draw = Callable[[str, tuple[int, int]], bytes]


def download_page(
    out: Path,
    artifacts: Sequence[Artifact],
    entries: Mapping[str, ManifestEntry],
    context: BuildContext,
) -> tuple[list[Artifact], frozenset[str]]:
    """Return what is new in the folder, and the paths in ``out`` of everything that belongs in it.

    ``artifacts`` are about to be put into ``out``, ``entries`` tell by path what stands there.

    Raises:
        PrintkitError: one of the theme's templates is missing or wrong.

    """
    project = context.project
    if project.site is None:
        return [], frozenset()
    keep = context.layout_cache.bytes_of
    made = {artifact.path: artifact for artifact in artifacts}
    standing = {**entries, **{path: entry_of(artifact) for path, artifact in made.items()}}

    def read(path: str) -> bytes:
        return made[path].data if path in made else Below(out).read(path)

    def draw(path: str, size_px: tuple[int, int]) -> bytes:
        def seen() -> bytes:
            from printkit.views.thumbnail import appearance  # noqa: PLC0415  most builds draw none

            return appearance(read(path))

        def drawn() -> bytes:
            from printkit.views.thumbnail import thumbnail  # noqa: PLC0415

            return thumbnail(read(path), size_px)

        # an edited chapter makes another file with the same cover: the cover is not drawn again
        look = keep(context.recipe("appearance", standing[path].sha256), seen)
        return keep(context.recipe("thumbnail", look, size_px), drawn)

    def is_new(path: str, sha256: str) -> bool:
        entry = entries.get(path)
        return not entry or entry.sha256 != sha256 or not is_whole(out, entry)

    files, written_now = site_artifacts(project, standing, draw, context.cut_face)
    new = [one for one in written_now if is_new(one.path, hashlib.sha256(one.data).hexdigest())]
    copies = {f"{SITE}/{file.path}": file for file in files}
    new += [
        _artifact(file.path, "copy", read(file.path), file)
        for path, file in copies.items()
        if is_new(path, file.sha256)
    ]
    return new, frozenset([*copies, *(one.path for one in written_now)])


def site_artifacts(
    project: Project, entries: Mapping[str, ManifestEntry], draw: Draw, cut: Cut
) -> tuple[list[ManifestEntry], list[Artifact]]:
    """Return the files offered, of which the folder holds copies, and what is written for it."""
    site = project.site
    assert site is not None
    theme = project.themes[site.theme]
    named = {one.name: one for one in project.publications}
    chosen = [named[name] for name in site.publications if name in named]
    made: list[Artifact] = []
    offers = [offer for one in chosen if (offer := _offer(one, site, entries, draw, made)).files]
    files = [file for offer in offers for file in offer.files]
    made += [
        _artifact(PAGE_NAME, "page", page(site, theme, offers, cut)),
        _artifact(FEED, "feed", feed(site, theme, offers)),
        _artifact(SUMS, "checksums", sums(files)),
    ]
    return files, made


def _offer(
    publication: Publication,
    site: Site,
    entries: Mapping[str, ManifestEntry],
    draw: Draw,
    made: list[Artifact],
) -> Offer:
    """Gather what is offered of a publication; pictures and calendars go to ``made``."""
    say = language_of(site.language).words["site"]
    order = {edition: index for index, edition in enumerate(publication.editions)}
    mine = [one for one in entries.values() if one.publication == publication.name]
    files = tuple(sorted(mine, key=lambda file: (order.get(file.edition, len(order)), file.path)))
    choices = (
        by_use(files, say)
        if publication.kind == "brochure"
        else by_format(files, publication.formats, say)
    )
    offered = tuple(download.file for choice in choices for download in choice.downloads)
    picture = _picture(publication, offered, draw, made)
    calendars, announcements = _calendars(publication, made)
    count = len(publication.leaflet.events) if publication.leaflet else 0
    events = tuple(event_data(publication, index) for index in range(count))
    documents = tuple(f"{publication.name}/{Path(one.path).name}" for one in publication.documents)
    for path, text in zip(documents, publication.documents, strict=True):
        made.append(_artifact(path, "document", text.text.encode()))
    length = extent(offered, say)
    return Offer(
        publication, choices, offered, length, picture, calendars, documents, announcements, events
    )


def _picture(
    publication: Publication, files: Sequence[ManifestEntry], draw: Draw, made: list[Artifact]
) -> Picture | None:
    order = {fmt.name: index for index, fmt in enumerate(publication.formats)}
    shown = sorted(
        (file for file in files if file.use in ("screen", "large") and file.kind == "PDF"),
        key=lambda file: (
            file.use != "screen",
            order.get(file.format, len(order)),
        ),
    )
    if not shown:
        return None
    width_mm, height_mm = shown[0].trim_mm
    sources = []
    for width in _WIDTHS[publication.kind]:
        path = f"{publication.name}/{publication.name}-{width}.webp"
        data = draw(shown[0].path, (width, round(width * height_mm / width_mm)))
        made.append(_artifact(path, "picture", data))
        sources.append((width, path))
    width = sources[0][0]
    return Picture(tuple(sources), width, round(width * height_mm / width_mm))


def _calendars(
    publication: Publication, made: list[Artifact]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the calendar files of a leaflet's events and the texts that announce them; their addresses."""
    leaflet, name = publication.leaflet, publication.name
    language = publication.meta.language
    typeset = partial(typeset_text, options=publication.typography, language=language)
    calendars: list[str] = []
    announcements: list[str] = []
    for index in range(len(leaflet.events) if leaflet else 0):
        assert leaflet is not None
        stem = f"{name}/{name}{f'-{index + 1}' if len(leaflet.events) > 1 else ''}"
        calendars.append(f"{stem}.ics")
        made.append(_artifact(calendars[-1], "calendar", calendar(name, leaflet, index, language)))
        announcements.append(f"{stem}.txt")
        text = announcement(publication, index, typeset).encode()
        made.append(_artifact(announcements[-1], "announcement", text))
    return tuple(calendars), tuple(announcements)


def _artifact(path: str, edition: str, data: bytes, file: ManifestEntry | None = None) -> Artifact:
    return Artifact(
        publication=SITE,
        edition=edition,
        format=file.format if file else PurePosixPath(path).suffix.lstrip("."),
        path=f"{SITE}/{path}",
        pages=file.pages if file else 0,
        trim_mm=file.trim_mm if file else (0.0, 0.0),
        data=data,
    )
