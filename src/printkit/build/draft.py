"""A draft: pages whatever is found, with the findings beside them; never in the manifest.

So that nobody takes one for the finished thing, each page says that it is a draft, the file's name does,
and neither packages nor the download page know of it.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from printkit.assemble.master import screen
from printkit.build import brochure, leaflet
from printkit.build.build_context import BuildContext, DraftLayout
from printkit.build.layout_cache import LayoutCache, ReferenceCache
from printkit.compose.draft_marks import with_draft_marks
from printkit.compose.page_furniture import furniture
from printkit.compose.stylesheets import geometry, own_sheets, tokens_sheet
from printkit.core.findings import ExitCode, Finding, Position, PrintkitError, Severity
from printkit.core.i18n import _, ngettext
from printkit.core.result import BuiltFile, ProgressEvent
from printkit.deliver.build_lock import cannot_write
from printkit.deliver.publish import own_folder
from printkit.layout.pagination import Place, job_of
from printkit.model import Publication, RenderedChapter
from printkit.project.load import load_project
from printkit.project.names import DRAFT_ENDING
from printkit.project.root import concerning, owners
from printkit.render.pool import RenderPool
from printkit.sandbox.below import Below


def draft(
    root: Path,
    out: Path,
    *,
    pool: RenderPool,
    names: Sequence[str],
    program: str,
    on_progress: Callable[[ProgressEvent], None],
) -> tuple[tuple[BuiltFile, ...], tuple[Finding, ...]]:
    """Write the drafts of the chosen publications; return them and all findings.

    Raises:
        PrintkitError: the project is unreadable, or ``out`` cannot be written.

    """
    on_progress(ProgressEvent("reading", "", 0, 0))
    project, read = load_project(root)
    if names:
        read = concerning(read, owners(root), names)
    context = BuildContext(
        project,
        pool,
        LayoutCache(root / ".printkit" / "cache"),
        ReferenceCache(root / ".printkit" / "references.json", program),
        on_progress=on_progress,
        program=program,
    )
    findings = list(read)
    files = []
    for publication in project.publications:
        if names and publication.name not in names:
            continue
        try:
            for one in _layouts(publication, context):
                findings += one.findings
                files.append(_write(out, publication, one, context, read))
        except PrintkitError as error:
            if error.exit_code is not ExitCode.FINDINGS:
                raise
            findings += error.findings
    context.reference_cache.save()
    return tuple(files), tuple(sorted(set(findings), key=Finding.sort_key))


def _layouts(publication: Publication, context: BuildContext) -> Iterator[DraftLayout]:
    maker = brochure.draft_layouts if publication.kind == "brochure" else leaflet.draft_layouts
    yield from maker(publication, context)


def _write(
    out: Path,
    publication: Publication,
    one: DraftLayout,
    context: BuildContext,
    read: Sequence[Finding],
) -> BuiltFile:
    path = f"{publication.name}/{publication.name}-{one.fmt.name}{DRAFT_ENDING}"
    context.on_progress(ProgressEvent("assembling", path, 0, 0))
    master = one.master(_marks(publication, one, context, read))
    data = screen(master)
    part = f"{path}.{os.getpid()}.part"
    try:
        own_folder(out)
        out.mkdir(exist_ok=True)
        files = Below(out)
        files.make(publication.name)
        files.write(part, data)
        files.move(part, path)
    except OSError as error:
        with suppress(OSError):
            Below(out).remove(part)
        raise cannot_write(out, error) from None
    return BuiltFile(
        publication.name, "draft", one.fmt.name, path, master.page_count, len(data), True
    )


def _marks(
    publication: Publication, one: DraftLayout, context: BuildContext, read: Sequence[Finding]
) -> RenderedChapter:
    """Lay out what is laid over the pages: heads, folios, band and findings."""
    theme = context.project.themes[publication.theme]
    geometry_sheet, palette = geometry(one.fmt, theme), tokens_sheet(theme)
    own = own_sheets(theme, one.fmt, "-furniture")
    heads = furniture(one.pages, theme, geometry_sheet, palette, own)
    about = [
        finding
        for finding in read
        if finding.position and finding.position.path == publication.path
    ]
    findings = tuple(dict.fromkeys([*about, *one.findings]))
    marked = with_draft_marks(
        heads,
        one.fmt,
        _band(findings),
        _by_page(findings, one, len(one.pages)),
        _("and {count} more"),
    )
    job = replace(
        job_of(Place(marked, 1, len(one.pages)), {}, len(one.pages), context.epoch), tagged=False
    )
    at = Position(publication.path)
    return context.render([job], publication.name, lambda name: at)[job.key]


def _band(findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    band = _("DRAFT, not to be printed")
    if not errors:
        return band
    return f"{band} – " + ngettext("{count} error", "{count} errors", errors).format(count=errors)


def _by_page(
    findings: Sequence[Finding], one: DraftLayout, count: int
) -> list[list[tuple[Severity, str]]]:
    """Put each finding on the page it speaks of, else on the one its line was set on; errors first."""
    pages: Mapping[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.page is not None:
            page = finding.page - 1
        else:
            page = one.page_of(finding.position) if finding.position else 0
        pages[min(max(page, 0), count - 1)].append(finding)
    order = list(Severity)
    return [
        [
            (finding.severity, _said(finding))
            for finding in sorted(pages[index], key=lambda finding: order.index(finding.severity))
        ]
        for index in range(count)
    ]


def _said(finding: Finding) -> str:
    line = f"{finding.position.line}: " if finding.position else ""
    return f"{line}{finding.message}"
