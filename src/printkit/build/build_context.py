"""What every publication of a build shares: renders done once, recipes, files within reach."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from printkit.assemble.master import Master
from printkit.build.layout_cache import LayoutCache, ReferenceCache
from printkit.compose.brochure_parts import blank_page
from printkit.compose.page_furniture import FurniturePage
from printkit.core.findings import ExitCode, Finding, Position, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.core.picture_metadata import without_metadata
from printkit.core.result import ProgressEvent
from printkit.layout.layout_findings import failure_finding
from printkit.layout.pagination import Place, job_of
from printkit.model import (
    Artifact,
    Face,
    FailureKind,
    PageFormat,
    Project,
    Publication,
    RenderedChapter,
    RenderFailure,
    RenderJob,
)
from printkit.render.engine_version import engine_epoch
from printkit.render.pool import RenderPool
from printkit.sandbox.below import as_on_disk, read_inside

#: Bytes no picture and no table of a project has.
_LARGEST = 256_000_000
Locate = Callable[[str, str], Position]


@dataclass(frozen=True, slots=True)
class Product:
    """A file that could be finished: ``recipe`` hashes all it is made from, ``finish`` makes it.

    ``master`` makes what it is finished from, for files made to order; None: made from the text.
    """

    publication: str
    format: str
    edition: str
    path: str
    recipe: str
    finish: Callable[[], tuple[Artifact, tuple[Finding, ...]]]
    master: Callable[[], tuple[Master, tuple[Finding, ...]]] | None = None


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """A publication laid out, its products ready to finish. ``guess`` helps the next build.

    ``text_is_wrong``: nothing of it can be delivered. ``wrong_formats`` names those that cannot, whose
    products are left out.
    """

    publication: str
    findings: tuple[Finding, ...]
    products: tuple[Product, ...] = ()
    guess: Any = None
    text_is_wrong: bool = False
    wrong_formats: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DraftLayout:
    """A publication laid out in one format, whatever was found.

    ``pages`` are what stands around each page; ``page_of`` gives the 0-based page a line was set on.
    ``master`` merges the pages with the marks laid over them.
    """

    fmt: PageFormat
    pages: Sequence[FurniturePage]
    findings: tuple[Finding, ...]
    page_of: Callable[[Position], int]
    master: Callable[[RenderedChapter], Master]


class LayoutError(PrintkitError):
    """Parts could not be laid out; ``parts`` are their names. What else was asked for is in hand."""

    def __init__(self, findings: Sequence[Finding], parts: frozenset[str], code: ExitCode) -> None:
        super().__init__(findings, code)
        self.parts = parts


class BuildContext:
    """What every publication of a build shares: the project, the render pool and the cache."""

    def __init__(
        self,
        project: Project,
        pool: RenderPool,
        layout_cache: LayoutCache,
        reference_cache: ReferenceCache,
        *,
        on_progress: Callable[[ProgressEvent], None],
        program: str,
    ) -> None:
        self.project = project
        self.on_progress = on_progress
        self.program = program
        self._pool = pool
        self.layout_cache = layout_cache
        self.reference_cache = reference_cache
        self._in_hand: dict[str, RenderedChapter] = {}

    @cached_property
    def epoch(self) -> str:
        """Versions of the engine: part of every job's key."""
        return engine_epoch()

    def warm(self, publications: Sequence[Publication]) -> None:
        """Let the children read the first publication's style while its text is read here."""
        if publications:
            first = publications[0]
            page = blank_page(0, first, self.project.themes[first.theme])
            self._pool.warm(job_of(Place(page, 1, 1), {}, 1, self.epoch))

    def render(
        self, jobs: Sequence[RenderJob], publication: str, where: Callable[[str], Position]
    ) -> Mapping[str, RenderedChapter]:
        """Render what is not yet in the cache, each job once; results by key.

        ``where`` gives the source of a part by name, to report a render that failed.

        Raises:
            LayoutError: with a finding for each job that failed.

        """
        wanted = {job.key: job for job in jobs}
        missing: list[RenderJob] = []
        for key, job in wanted.items():
            if key not in self._in_hand:
                cached = self.layout_cache.get(key)
                if cached is None:
                    missing.append(job)
                else:
                    self._in_hand[key] = cached
        failures: list[RenderFailure] = []
        if missing:
            self.on_progress(ProgressEvent("rendering", publication, 0, len(missing)))
            for done, result in enumerate(self._pool.render(missing), 1):
                if isinstance(result, RenderFailure):
                    failures.append(result)
                else:
                    self._in_hand[result.key] = result
                    self.layout_cache.put(result)
                self.on_progress(ProgressEvent("rendering", publication, done, len(missing)))
        if failures:
            full = any(failure.kind is FailureKind.DISK for failure in failures)
            raise LayoutError(
                [
                    failure_finding(failure, where(failure.name), timeout_s=self._pool.timeout_s)
                    for failure in failures
                ],
                frozenset(failure.name for failure in failures),
                ExitCode.CANNOT_WRITE if full else ExitCode.FINDINGS,
            )
        return {key: self._in_hand[key] for key in wanted}

    def recipe(self, *ingredients: object) -> str:
        """Hash what an artifact is made from; frozen values print themselves the same each time."""
        text = "\n".join([self.program, *(repr(ingredient) for ingredient in ingredients)])
        return hashlib.sha256(text.encode()).hexdigest()

    def cut_face(self, face: Face, letters: str) -> bytes:
        """Cut a face down to some letters, as WOFF2; once."""

        def done() -> bytes:
            from printkit.readers.face_subset import web_face  # noqa: PLC0415  most builds cut none

            return web_face(load_face(face), letters)

        return self.layout_cache.bytes_of(self.recipe("face", face.sha256, letters), done)


def load_face(face: Face) -> bytes:
    """Read a face's font file."""
    return face.path.read_bytes()


def _too_large(path: str) -> PrintkitError:
    message = _("this file is too large: more than {size} MB").format(size=_LARGEST // 1_000_000)
    hint = _("make it smaller: a page of A4 takes no more than 20 MB at 300 ppi")
    return PrintkitError(
        [Finding("file-too-large", Severity.ERROR, message, Position(path), hint=hint)]
    )


def read_beside(
    root: Path, folder: str, read_too: set[str] | None = None
) -> Callable[[str], bytes | None]:
    """Return a reader of files below ``folder`` of the project; anything else does not exist for it.

    Paths are relative to the project root (POSIX), those read go into ``read_too``. Links that lead
    outside are not followed. Pictures come without what betrays.
    """
    home = (root / folder).resolve()

    def read(path: str) -> bytes | None:
        try:
            data = read_inside(as_on_disk(root, path), home, most=_LARGEST)
        except OSError as error:
            if error.errno == errno.EFBIG:
                raise _too_large(path) from None
            return None
        except ValueError:
            return None
        if read_too is not None:
            read_too.add(path)
        return without_metadata(data)

    return read
