"""Covers apart from their book: one file for them, one for the inside, and the spine between."""

from __future__ import annotations

from dataclasses import replace

from printkit.assemble.merge import merge
from printkit.build.build_context import BuildContext, load_face
from printkit.compose.spine import spine, spine_format
from printkit.core.dates import document_date
from printkit.core.findings import Finding, Position, PrintkitError, Severity, has_errors
from printkit.core.i18n import _
from printkit.layout.pagination import Place, job_of
from printkit.model import MergePart, PageFormat, Publication
from printkit.press.wrap import COVER_PAGES, LEAST_SPINE_TEXT_MM, Spine


def lay_out_spine(
    publication: Publication, fmt: PageFormat, width_mm: float, context: BuildContext
) -> tuple[Spine, tuple[Finding, ...]]:
    """Lay out a spine's text; a thin spine has none, nor one that its title is too long for.

    Raises:
        PrintkitError: it could not be laid out.

    """
    at = Position(publication.path)
    if width_mm < LEAST_SPINE_TEXT_MM:
        return Spine(width_mm), ()
    theme = context.project.themes[publication.theme]
    strip = spine_format(fmt, width_mm)
    job = job_of(Place(spine(publication, strip, theme), 1, 1), {}, 1, context.epoch)
    rendered = context.render([job], publication.name, lambda name: at)[job.key]
    if any(fit.overflow_mm or fit.overflow_x_mm for fit in rendered.fit):
        message = _("the title is too long for the spine, which is left without text")
        where = publication.positions.get("title", at)
        return Spine(width_mm), (Finding("spine-text", Severity.NOTE, message, where),)
    master, findings = merge(
        [MergePart("spine", publication.meta.title, rendered.pdf)],
        meta=publication.meta,
        outline=(),
        labels=(),
        faces=theme.all_faces,
        load_face=load_face,
        fmt=strip,
        date=document_date(publication.meta.date),
        remember=context.layout_cache.bytes_of,
    )
    if has_errors(findings):
        raise PrintkitError(findings)
    return Spine(width_mm, master.pdf), tuple(findings)


def flat_format(fmt: PageFormat, spine_mm: float) -> PageFormat:
    """Return the finished size of a cover laid flat."""
    width, height = fmt.trim_mm
    return replace(fmt, trim_mm=(round(2 * width + spine_mm, 2), height))


def too_few_pages(publication: Publication, count: int) -> tuple[Finding, ...]:
    """Say that there is nothing between the covers."""
    if count > COVER_PAGES:
        return ()
    message = _("a book of {count} pages has no inside to part from its cover").format(count=count)
    hint = _("print it as one file: edition press")
    at = publication.positions.get("editions", Position(publication.path))
    return (Finding("cover-apart", Severity.ERROR, message, at, hint=hint),)
