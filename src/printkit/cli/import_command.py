"""``printkit import``: texts of other programs to chapters, proven; all of them are written or none."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from printkit.cli.help_words import Misuse
from printkit.cli.new_command import check_name, write_brochure
from printkit.cli.new_from import brochure_file
from printkit.conversion.importing import (
    FORMS,
    TIMEOUT_S,
    Given,
    Imported,
    ending_of,
    import_file,
    refusal_of,
)
from printkit.conversion.told import findings_of
from printkit.core.findings import ExitCode, Finding, Position, PrintkitError, Severity
from printkit.core.i18n import _, current_language, ngettext
from printkit.model.manuscript import slug
from printkit.project.foreign_books import ForeignBook
from printkit.project.names import BROCHURE_FILE
from printkit.report.build_text import print_findings
from printkit.sandbox.below import Below, read_inside
from printkit.sandbox.child import call_apart

#: Bytes of a document, and of one picture beside it.
_LARGEST: Final = 500_000_000
_PICTURE: Final = 64_000_000
_MOST_BESIDE: Final = 2000
_NAMED: Final = re.compile(
    rb"src\s*=\s*[\"']([^\"'\r\n]{1,500})[\"']|!\[[^\]\r\n]*\]\(\s*<?([^)>\"'\r\n]{1,500}?)>?\s*(?:[\"')])"
)
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".tif", ".tiff", ".bmp")
_NUMBERED: Final = re.compile(r"(\d{1,4})[-_ ]")


def import_command(files: Sequence[str], target: str | None, project: str | None) -> int:
    """Import files; returns the exit code. ``target`` is the publication's folder, there or not yet."""
    paths = [Path(file) for file in files]
    folder = Path(target) if target is not None else None
    existing = folder is not None and (folder / BROCHURE_FILE).is_file()
    if folder is not None and folder.exists() and not existing:
        message = _("“{path}” is there and is no publication").format(path=target)
        raise Misuse(message, _("choose another name"))
    name = folder.name if folder is not None else slug(paths[0].stem) or "texte"
    if not existing:
        check_name(name)
    given = [_given(path, book=not existing) for path in paths]
    imported = [_imported(one, path) for one, path in zip(given, paths, strict=True)]
    refused = [
        finding
        for one, path in zip(imported, paths, strict=True)
        for finding in findings_of(one, path.as_posix())
    ]
    if any(one.severity is Severity.ERROR for one in refused):
        raise PrintkitError(refused)
    print_findings(refused, sys.stderr)
    if existing:
        assert folder is not None
        written = _add(folder, imported)
        next_step = _("add under “parts” in {file}: {names}").format(
            file=(folder / BROCHURE_FILE).as_posix(), names=", ".join(written)
        )
    else:
        parent = None if folder is None else str(folder.parent)
        written, command = _start(name, imported, project or parent)
        next_step = _("next: {command}").format(command=command)
    _say_kept(imported, paths, written)
    sys.stdout.write(next_step + "\n")
    return ExitCode.CLEAN


# --- reading ------------------------------------------------------------------------------------------


def _given(path: Path, *, book: bool) -> Given:
    """Read a file, and the pictures beside it that it names.

    Raises:
        Misuse: it is not there, or of a kind that cannot be read.

    """
    ending = ending_of(path.name)
    if not path.is_file():
        raise Misuse(_("there is no file “{path}”").format(path=path.as_posix()))
    if ending not in FORMS:
        message, hint = refusal_of(ending)
        raise PrintkitError([_error("unknown-text", message, path, hint)])
    if path.stat().st_size > _LARGEST:
        message = _("this file is too large to be a text")
        raise PrintkitError([_error("file-too-large", message, path, _("divide it"))])
    data = path.read_bytes()
    beside = {} if ending in (".docx", ".docm", ".odt", ".txt") else _beside(path.parent, data)
    return Given(path.name, data, beside, book)


def _beside(folder: Path, data: bytes) -> dict[str, bytes]:
    """Return the pictures that a text names and that lie below its folder."""
    found: dict[str, bytes] = {}
    for match in list(_NAMED.finditer(data))[:_MOST_BESIDE]:
        named = (match[1] or match[2]).decode("utf-8", errors="replace").strip()
        path = unquote(named.partition("?")[0].partition("#")[0]).removeprefix("./")
        if path in found or not path.lower().endswith(_PICTURES) or ":" in path:
            continue
        with suppress(OSError, ValueError):
            found[path] = read_inside(folder / path, folder, most=_PICTURE)
    return found


def _imported(given: Given, path: Path) -> Imported:
    sys.stderr.write(_("reading {path}").format(path=path.as_posix()) + "\n")
    answer: Imported | None = call_apart(
        import_file, given, current_language(), timeout_s=TIMEOUT_S
    )
    if answer is not None:
        return answer
    message = _("this file could not be read: it takes too much time or memory")
    raise PrintkitError([_error("too-heavy", message, path, _("divide it"))])


def _error(rule: str, message: str, path: Path, hint: str | None) -> Finding:
    return Finding(rule, Severity.ERROR, message, Position(path.as_posix()), hint=hint)


# --- writing ------------------------------------------------------------------------------------------


def _named(imported: Iterable[Imported], first: int) -> list[tuple[str, str]]:
    """Return the names and texts of all chapters, numbered from ``first``; what stands before them is 00."""
    found: list[tuple[str, str]] = []
    number = first
    for one in imported:
        for chapter in one.chapters:
            count = 0 if chapter.first and not found else number
            name = f"{count:02}-{chapter.stem}.md"
            number += count > 0
            found.append((name, chapter.text))
    return found


def _pictures(imported: Iterable[Imported]) -> dict[str, bytes]:
    return {path: data for one in imported for path, data in one.pictures}


def _start(name: str, imported: Sequence[Imported], project: str | None) -> tuple[list[str], str]:
    """Write a new publication; returns its chapters and the command that makes its pages."""
    chapters = _named(imported, 1)
    title = next((one.title for one in imported if one.title), "")
    language = next((one.language for one in imported if one.language), "")
    book = ForeignBook("", tuple(path for path, _text in chapters), title=title, language=language)
    texts = "\n".join(text for _path, text in chapters)
    files: dict[str, bytes] = {path: text.encode() for path, text in chapters}
    files |= _pictures(imported)
    files[BROCHURE_FILE] = brochure_file(book, name, texts).encode()
    command = write_brochure(name, files, project)
    return [path for path, _text in chapters], command


def _add(folder: Path, imported: Sequence[Imported]) -> list[str]:
    """Write chapters into a publication that is there: all of them or none, no file over another.

    Raises:
        Misuse: a file of a name that is needed is there already.

    """
    numbers = [int(match[1]) for path in folder.iterdir() if (match := _NUMBERED.match(path.name))]
    chapters = _named(imported, max(numbers, default=0) + 1)
    files = {path: text.encode() for path, text in chapters} | _pictures(imported)
    below = Below(folder)
    taken = [path for path in files if (folder / path).exists()]
    if taken:
        message = _("{path} is there already, and is left as it is").format(path=taken[0])
        raise Misuse(message, _("choose another name for the file that is imported"))
    written: list[str] = []
    try:
        for path, data in files.items():
            below.make(path.rpartition("/")[0])
            written.append(path)
            below.write(path, data, sync=True)
    except BaseException:
        for path in written:
            below.remove(path)
        raise
    return [path for path, _text in chapters]


def _say_kept(imported: Sequence[Imported], paths: Sequence[Path], written: Sequence[str]) -> None:
    for one, path in zip(imported, paths, strict=True):
        if one.proof is None:
            continue
        kept = one.proof.words - one.proof.lost
        said = ngettext("{kept} of {count} word", "{kept} of {count} words", one.proof.words)
        said = said.format(kept=kept, count=one.proof.words)
        sys.stdout.write(_("proven: {path}: {what} kept").format(path=path.name, what=said) + "\n")
    for file in written:
        sys.stdout.write(_("written: {path}").format(path=file) + "\n")
