"""When to build: one build at a time, nothing done twice, the former files whole until the end.

How it is done stands in ``line.py``, which is imported only when something is to be done.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from printkit.build.build_state import (
    look,
    program_fingerprint,
    recall,
    remember,
    request_of,
    same_content,
)
from printkit.core.i18n import current_language
from printkit.core.result import BuildResult, BuiltFile, ProgressEvent
from printkit.deliver.build_lock import building
from printkit.deliver.manifest import read_manifest
from printkit.deliver.publish import is_whole, recover
from printkit.model.products import ManifestEntry
from printkit.project.names import SITE, STYLES
from printkit.project.root import concerning, owners

OUT = "out"
#: More processes than this wait for each other's memory, not for work.
MAX_WORKERS = 8
#: A chapter takes seconds; one still not laid out after this is stuck.
RENDER_TIMEOUT_S = 60.0


def build(
    root: Path,
    *,
    names: Sequence[str] = (),
    editions: Sequence[str] = (),
    jobs: int | None = None,
    progress: Callable[[ProgressEvent], None] | None = None,
) -> BuildResult:
    """Make the publications ``names`` (all by default) of the project at ``root`` into ``out/``.

    ``jobs`` is the number of render processes (default: one per core, at most eight). A publication
    with an error finding keeps its former files; the others are delivered.

    Raises:
        PrintkitError: the project cannot be read, nothing can be written, or a system library is
            missing; its exit code says which.

    """
    started = time.perf_counter()
    if editions:
        from printkit.model.editions import ungrouped  # noqa: PLC0415  most builds are of all

        editions = ungrouped(editions)
    on_progress = progress or _silent
    with building(root, on_wait=lambda: on_progress(ProgressEvent("waiting", "", 0, 0))):
        out = root / OUT
        recover(out)
        former = recall(root)
        request = request_of(names, editions, current_language())
        program = program_fingerprint()
        looked_ns = time.time_ns()
        inputs = look(root, former.inputs, former.looked_ns)
        entries = read_manifest(out)
        unchanged = (
            former.complete
            and former.request == request
            and former.program == program
            and same_content(former.inputs, inputs)
            and {entry.path for entry in entries} >= set(former.recipes)
            and all(is_whole(out, entry) for entry in entries)
        )
        if unchanged:
            files = tuple(
                _built(entry, rebuilt=False) for entry in entries if _is_asked(entry, names)
            )
            told = former.findings
            if names:
                told = concerning(told, owners(root), names)
            return BuildResult(files, told, True, time.perf_counter() - started)

        # imported only now: an unchanged project never loads the line, and the children load the engine
        # while it is loaded
        from printkit.render.pool import RenderPool  # noqa: PLC0415

        workers = min(jobs or os.cpu_count() or 1, MAX_WORKERS)
        with RenderPool(workers, timeout_s=RENDER_TIMEOUT_S, faces=[root / STYLES]) as pool:
            from printkit.build.pipeline import run  # noqa: PLC0415

            gc.disable()  # what a build makes lives to its end: looking for garbage is a sixth of it
            outcome = run(
                root,
                out,
                pool=pool,
                names=names,
                editions=editions,
                former=former,
                program=program,
                on_progress=on_progress,
            )
        memory = outcome.memory(
            program=program, request=request, inputs=inputs, looked_ns=looked_ns
        )
        remember(root, memory)
        files = tuple(
            _built(entry, rebuilt=entry.path in outcome.rebuilt)
            for entry in read_manifest(out)
            if entry.path in outcome.asked
        )
        nothing_new = not outcome.rebuilt and not outcome.failed
        return BuildResult(files, outcome.findings, nothing_new, time.perf_counter() - started)


def draft(
    root: Path,
    *,
    names: Sequence[str] = (),
    jobs: int | None = None,
    progress: Callable[[ProgressEvent], None] | None = None,
) -> BuildResult:
    """Make drafts of the publications ``names`` (all by default), whatever is found in them.

    They stand beside the finished files, ``NAME-FORMAT-ebauche.pdf``, and no manifest knows of them.

    Raises:
        PrintkitError: the project cannot be read, nothing can be written, or a system library is
            missing; its exit code says which.

    """
    started = time.perf_counter()
    on_progress = progress or _silent
    with building(root, on_wait=lambda: on_progress(ProgressEvent("waiting", "", 0, 0))):
        from printkit.render.pool import RenderPool  # noqa: PLC0415  as above

        workers = min(jobs or os.cpu_count() or 1, MAX_WORKERS)
        with RenderPool(workers, timeout_s=RENDER_TIMEOUT_S) as pool:
            from printkit.build import draft as drafts  # noqa: PLC0415  as above

            files, findings = drafts.draft(
                root,
                root / OUT,
                pool=pool,
                names=names,
                program=program_fingerprint(),
                on_progress=on_progress,
            )
    return BuildResult(files, findings, False, time.perf_counter() - started)


def _is_asked(entry: ManifestEntry, names: Sequence[str]) -> bool:
    """Tell whether a file was asked for; of the download page's folder only the page is told."""
    if entry.publication == SITE:
        return not names and entry.edition == "page"
    return not names or entry.publication in names


def _built(entry: ManifestEntry, *, rebuilt: bool) -> BuiltFile:
    return BuiltFile(
        publication=entry.publication,
        edition=entry.edition,
        format=entry.format,
        path=entry.path,
        pages=entry.pages,
        bytes=entry.bytes,
        rebuilt=rebuilt,
    )


def _silent(event: ProgressEvent) -> None:
    del event
