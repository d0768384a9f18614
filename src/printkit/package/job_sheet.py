"""The job sheet: one tagged A4 page for the shop, laid out by our own line in the theme's faces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from printkit.assemble.master import screen
from printkit.assemble.merge import merge
from printkit.build.build_context import BuildContext, load_face
from printkit.compose.part_draft import Draft
from printkit.compose.stylesheets import geometry, theme_sheets, tokens_sheet
from printkit.compose.templates import Templates
from printkit.core.dates import document_date
from printkit.core.findings import Position, PrintkitError, Severity, has_errors
from printkit.languages.language import language_of
from printkit.languages.typesetter import typeset_text
from printkit.layout.pagination import Place, job_of
from printkit.model import Asset, MergePart, PageFormat, Stylesheet
from printkit.package.order import Order, Proven
from printkit.package.order_facts import label_of, rows, size_of

_HERE: Final = Path(__file__).parent
_TEMPLATE: Final = "job-sheet.html"
_STYLE: Final = "job-sheet.css"
_A4: Final = PageFormat("a4", (210.0, 297.0), bleed_mm=3.0)
_PICTURE: Final = "asset:cover.png"


def job_sheet(context: BuildContext, order: Order, files: Sequence[Proven]) -> bytes:
    """Lay out the job sheet as PDF/UA.

    Raises:
        PrintkitError: it could not be laid out.

    """
    job = job_of(Place(_draft(context, order, files), 1, 1), {}, 1, context.epoch)
    at = Position(order.publication.path)
    rendered = context.render([job], order.publication.name, lambda name: at)[job.key]
    meta = order.publication.meta
    words = language_of(meta.language).words
    title = f"{words['job']['sheet']}{words['leaflet']['colon']}{meta.title}"
    master, findings = merge(
        [MergePart("job-sheet", title, rendered.pdf)],
        meta=replace(meta, title=title, subtitle=None, description=None),
        outline=(),
        labels=(),
        faces=context.project.themes[order.publication.theme].all_faces,
        load_face=load_face,
        fmt=_A4,
        date=document_date(meta.date),
        remember=context.layout_cache.bytes_of,
    )
    if has_errors(findings):
        raise PrintkitError(findings)
    return screen(master)


def _draft(context: BuildContext, order: Order, files: Sequence[Proven]) -> Draft:
    meta = order.publication.meta
    theme = context.project.themes[order.publication.theme]
    own = replace(
        theme,
        templates={_TEMPLATE: (_HERE / _TEMPLATE).read_text(encoding="utf-8")},
        paths={**theme.paths, _TEMPLATE: _TEMPLATE},
    )
    typeset = partial(typeset_text, options=order.publication.typography, language=meta.language)
    say = language_of(meta.language).words["job"]
    seen = [view for one in files[:1] for view in (one.together or one.views)]
    picture = seen[0].picture if seen else b""
    html = Templates(own, meta.language, typeset).render(
        _TEMPLATE,
        say=say,
        title=typeset(meta.title),
        subtitle=typeset(meta.subtitle or ""),
        rows=rows(order, files),
        contact=[typeset(line) for line in order.contact],
        files=[_file(one, meta.language) for one in files],
        errors=finding_lines(order, files, Severity.ERROR),
        warnings=finding_lines(order, files, Severity.WARNING),
        blanks=[
            *([] if order.contact else [say["contact"]]),
            say["delivery"],
            say["price"],
            say["proof"],
        ],
        picture=_PICTURE if picture else "",
    )
    style = Stylesheet(_STYLE, (_HERE / _STYLE).read_text(encoding="utf-8"))
    return Draft(
        name="job-sheet",
        title=say["sheet"],
        html=html,
        stylesheets=(
            geometry(_A4),
            tokens_sheet(theme),
            *theme_sheets(theme, "tokens.css"),
            style,
        ),
        faces=theme.all_faces,
        assets=(Asset.of_bytes(_PICTURE, picture),) if picture else (),
        expected_pages=1,
        numbered=False,
    )


def finding_lines(order: Order, files: Sequence[Proven], severity: Severity) -> list[str]:
    """Return what was found of a severity: one line for each thing said, with its pages' first."""
    say = language_of(order.publication.meta.language).words["job"]
    lines: dict[tuple[str, str], str] = {}
    for one in files:
        for fault in one.faults:
            if fault.severity is not severity:
                continue
            where = [label_of(one, order.publication.meta.language)] if len(files) > 1 else []
            if fault.page is not None:
                where.append(say["on_page"].format(page=fault.page))
            line = fault.issue + (f" ({', '.join(where)})" if where else "")
            lines.setdefault((fault.rule, one.file.name), line)
        for finding in one.file.findings:
            if finding.severity is severity:
                lines.setdefault((finding.rule, one.file.name), finding.message)
    return list(dict.fromkeys(lines.values()))  # formats may have one thing in common


def _file(one: Proven, language: str) -> dict[str, str]:
    return {
        "name": one.file.name,
        "size": size_of(one, language),
        "pages": str(len(one.views)),
        "ink": f"{language_of(language).figure(one.most_ink, 0)}\u202f%",
        "sum": one.file.sha256,
    }
