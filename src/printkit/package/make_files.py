"""Press files made to a print shop's order: a publication laid out, and each format finished."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from printkit.build.api import MAX_WORKERS, RENDER_TIMEOUT_S
from printkit.build.build_context import BuildContext
from printkit.build.build_state import program_fingerprint
from printkit.build.editions.press_finisher import PressPdf
from printkit.build.layout_cache import LayoutCache, ReferenceCache
from printkit.build.masters import masters_of
from printkit.core.findings import ExitCode, PrintkitError, has_errors
from printkit.core.result import ProgressEvent
from printkit.deliver.build_lock import building
from printkit.package.order import Order
from printkit.package.shop_files import files_of, named
from printkit.press.image_inks import Cache
from printkit.project.load import load_project
from printkit.project.names import STYLES
from printkit.project.root import concerning, owners
from printkit.render.pool import RenderPool


@contextmanager
def open_build(
    root: Path,
    names: Sequence[str] = (),
    on_progress: Callable[[ProgressEvent], None] = lambda event: None,
) -> Iterator[BuildContext]:
    """Read a project and hold its build lock and a render pool while files are made to order.

    Only publications of ``names`` are to be without errors; none named: all.

    Raises:
        PrintkitError: the project cannot be read, or nothing can be written in its folder.

    """
    with building(root, on_wait=lambda: on_progress(ProgressEvent("waiting", "", 0, 0))):
        workers = min(os.cpu_count() or 1, MAX_WORKERS)
        with RenderPool(workers, timeout_s=RENDER_TIMEOUT_S, faces=[root / STYLES]) as pool:
            project, findings = load_project(root)
            if names:
                findings = concerning(findings, owners(root), names)
            if has_errors(findings):
                raise PrintkitError(findings, ExitCode.FINDINGS)
            program = program_fingerprint()
            yield BuildContext(
                project,
                pool,
                LayoutCache(root / ".printkit" / "cache"),
                ReferenceCache(root / ".printkit" / "references.json", program),
                on_progress=on_progress,
                program=program,
            )


def press_files(
    context: BuildContext, order: Order, formats: Sequence[str] = ()
) -> tuple[PressPdf, ...]:
    """Make the press files of an order, in all formats of its publication or those named.

    Raises:
        PrintkitError: the publication cannot be laid out; its findings say why.

    """
    cache: Cache = {}
    found: list[PressPdf] = []
    for master in masters_of(context, order.publication, formats):
        found += files_of(master, order, context, cache)
    first, *more = named(found, order)
    return replace(first, findings=(*first.findings, *order.objections())), *more
