"""The edition to keep: the screen edition as PDF/A-3a, the files it was written in attached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from printkit.assemble.archive_pdf import Attachment, archive
from printkit.build.build_context import BuildContext
from printkit.build.editions.edition import Laid, Made, Make
from printkit.core.dates import document_date
from printkit.model import Master, Publication, Theme
from printkit.project.condition_files import srgb
from printkit.project.names import PROJECT_FILE
from printkit.sandbox.below import read_inside

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
    ]
    paths = {PROJECT_FILE, publication.path, *read, *(text.path for text in texts if text)}
    kept = sorted(path for path in paths if (root / path).is_file())
    return tuple(_attached(root, path, kept) for path in kept)


def _attached(root: Path, path: str, among: Sequence[str]) -> Attachment:
    pure = PurePosixPath(path)
    twice = sum(PurePosixPath(one).name == pure.name for one in among) > 1
    name = path.replace("/", "-") if twice else pure.name
    media = _MEDIA.get(pure.suffix.lower(), "application/octet-stream")
    return Attachment(name, media, path, read_inside(root / path, root))


def archived(laid: Laid) -> Mapping[str, Make]:
    """Return how the archive file is made."""

    def make(master: Master, publication: Publication, theme: Theme) -> Made:
        del theme
        date = document_date(publication.meta.date)
        files = laid.sources()
        data = archive(master, publication.meta, date, attachments=files, profile=srgb())
        return Made(data, master.page_count, ("PDF/A-3a", "PDF/UA-1"))

    return {"archive": make}
