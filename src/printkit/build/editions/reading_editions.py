"""The editions to read and to keep: the pages cut to their trim, as they are or as PDF/A-3a."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from printkit.assemble.archive_pdf import Attachment, archive
from printkit.assemble.master import Master, screen
from printkit.build.build_context import BuildContext
from printkit.build.editions.finisher import EditionContext, EditionFile, Finished, Finisher, Turn
from printkit.core.dates import document_date
from printkit.core.picture_metadata import without_metadata
from printkit.model import Publication
from printkit.model.editions import edition_of
from printkit.project.condition_files import srgb
from printkit.project.names import PROJECT_FILE
from printkit.sandbox.below import as_on_disk, read_inside

_MEDIA: Final[Mapping[str, str]] = {
    ".md": "text/markdown",
    ".yaml": "application/yaml",
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}


def sources_of(
    publication: Publication, context: BuildContext, read: Iterable[str]
) -> tuple[Attachment, ...]:
    """Return the files a publication was written in: its own and those ``read`` with its texts.

    Paths are relative to the project. Each keeps its name, with its folders where two are called the same.
    """
    root = context.project.root
    texts = [
        publication.sources,
        publication.glossary,
        *(part.source for part in publication.parts),
        *publication.documents,
    ]
    paths = {PROJECT_FILE, publication.path, *read, *(text.path for text in texts if text)}
    kept = sorted(path for path in paths if as_on_disk(root, path).is_file())
    return tuple(_attached(root, path, kept) for path in kept)


def _attached(root: Path, path: str, kept: Sequence[str]) -> Attachment:
    pure = PurePosixPath(path)
    twice = sum(PurePosixPath(one).name == pure.name for one in kept) > 1
    name = path.replace("/", "-") if twice else pure.name
    media = _MEDIA.get(pure.suffix.lower(), "application/octet-stream")
    return Attachment(
        name, media, path, without_metadata(read_inside(as_on_disk(root, path), root))
    )


def _as_cut(name: str) -> Finisher:
    """Return the edition that shows a master as it is, cut to its trim."""

    def finish(master: Master) -> Finished:
        return Finished(screen(master), master.page_count, ("PDF/UA-1",))

    return Finisher(edition_of(name), lambda context: (EditionFile(finish, name),), turn=Turn.CUTS)


def _archive(context: EditionContext) -> tuple[EditionFile, ...]:
    def finish(master: Master) -> Finished:
        meta = context.publication.meta
        date = document_date(meta.date)
        data = archive(master, meta, date, attachments=context.sources(), profile=srgb())
        return Finished(data, master.page_count, ("PDF/A-3a", "PDF/UA-1"))

    return (EditionFile(finish, "archive"),)


FINISHERS: Final = (
    _as_cut("screen"),
    _as_cut("large-print"),
    Finisher(
        edition_of("archive"),
        _archive,
        ingredients=lambda context: context.sources(),
        turn=Turn.ADDS_TO_CUT,
    ),
)
