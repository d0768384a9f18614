"""``printkit html``: what a Markdown file becomes, on its own or as a part of its brochure."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from printkit.build.build_context import read_beside
from printkit.build.word_proof import fragment_findings, source_findings
from printkit.cli.build_command import exit_code_of
from printkit.cli.help_words import Misuse
from printkit.core.findings import Finding, PrintkitError
from printkit.core.i18n import _
from printkit.markup.reading.decode import decode
from printkit.markup.reading.reader import read_book, read_fragment
from printkit.model import Project, Publication, SourceText, TypographyOptions
from printkit.project.fontmetrics import measurer
from printkit.project.load import load_project
from printkit.project.names import BROCHURE_FILE, DEFAULT_LANGUAGE, PROJECT_FILE
from printkit.report.build_text import print_findings


@dataclass(frozen=True, slots=True)
class _Home:
    """Where a file belongs: a project, and the brochure in whose folder it stands."""

    root: Path
    project: Project
    publication: Publication | None


def html_command(file: str, lang: str | None) -> int:
    """Write HTML to standard output, findings to standard error."""
    path = Path(file)
    if path.is_dir() or not path.exists():
        raise Misuse(_("there is no file “{path}”").format(path=file))
    data = path.read_bytes()
    home, said = _home_of(path.resolve())
    html, found = _typeset(path, data, home, lang)
    findings = (*said, *found)
    sys.stdout.write(html + "\n")
    sys.stdout.flush()
    print_findings(findings, sys.stderr)
    return exit_code_of(findings, strict=False)


def _typeset(
    path: Path, data: bytes, home: _Home | None, lang: str | None
) -> tuple[str, tuple[Finding, ...]]:
    shown = path.as_posix()
    if home is not None:
        shown = path.resolve().relative_to(home.root).as_posix()
    text, findings = decode(data, shown)
    publication = home.publication if home else None
    if home is not None and publication is not None and lang is None:
        found = _chapter(shown, home, publication)
        if found is not None:
            return found
    extra: dict[str, Any] = {}
    if home is not None:
        folder = Path(shown).parent.as_posix()
        extra |= {"read_file": read_beside(home.root, folder), "folder": folder}
    else:
        extra["read_file"] = read_beside(path.resolve().parent, ".")
        extra["folder"] = "."
        shown = path.name
    language, options = DEFAULT_LANGUAGE, TypographyOptions()
    if home is not None and publication is not None:
        theme = home.project.themes[publication.theme]
        language, options = publication.meta.language, publication.typography
        extra |= {
            "variables": publication.variables,
            "sources": publication.sources,
            "palette": theme.palette,
            "measure": measurer(theme),
            "read_file": read_beside(home.root, publication.folder),
            "folder": publication.folder,
        }
    elif home is not None:
        language = home.project.language
    source, language = SourceText(shown, text), lang or language
    fragment = read_fragment(source, language=language, options=options, **extra)
    lost = fragment_findings(source, fragment.html, options, language)
    return fragment.html, (*findings, *fragment.findings, *lost)


def _chapter(
    shown: str, home: _Home, publication: Publication
) -> tuple[str, tuple[Finding, ...]] | None:
    """Typeset a file as the chapter it is, with all that others give it; None if it is none."""
    part = next(
        (part for part in publication.parts if part.source and part.source.path == shown), None
    )
    if part is None:
        return None
    theme = home.project.themes[publication.theme]
    book = read_book(
        publication,
        read_file=read_beside(home.root, publication.folder),
        palette=theme.palette,
        measure=measurer(theme),
    )
    chapter = next(one for one in book.chapters if one.part == part.name)
    paths = {source.path for source in chapter.sources}
    findings = tuple(
        finding
        for finding in (*book.findings, *source_findings(book))
        if finding.position is None or finding.position.path in paths
    )
    title = f"<h1>{chapter.title_html}</h1>\n" if chapter.title_html else ""
    return title + chapter.body_html, findings


def _home_of(path: Path) -> tuple[_Home | None, tuple[Finding, ...]]:
    """Return the project a file stands in, None outside of any, and why its brochure is not read."""
    root = next((one for one in path.parents if (one / PROJECT_FILE).is_file()), None)
    if root is None:
        return None, ()
    try:
        project, findings = load_project(root)
    except PrintkitError as error:
        return None, error.findings
    inside = path.relative_to(root).parts
    folder = inside[0] if len(inside) > 1 and (root / inside[0] / BROCHURE_FILE).is_file() else None
    publication = next(
        (one for one in project.publications if one.kind == "brochure" and one.folder == folder),
        None,
    )
    if folder is None or publication is not None:
        return _Home(root, project, publication), ()
    own = (one for one in findings if one.position and one.position.path.startswith(f"{folder}/"))
    return _Home(root, project, None), tuple(own)
