"""``printkit new brochure NAME --from FOLDER``: a book of another tool, its chapters in its order."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Final
from urllib.parse import quote

from printkit.cli.help_words import Misuse
from printkit.core.i18n import _, ngettext
from printkit.languages.language import is_known
from printkit.languages.recognise import recognised_language
from printkit.project.brochure_files import PIECES
from printkit.project.foreign_books import ForeignBook, files_below, foreign_book
from printkit.project.names import BROCHURE_FILE, CHAPTER_ENDINGS
from printkit.sandbox.below import read_inside

_PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif")
#: Bytes of one file, and of all, that are copied.
_LARGEST: Final = 64_000_000
_MOST: Final = 1_000_000_000
#: Files that a text takes in: ``{{#include a.rs:3:9}}``, ``{{< include a.qmd >}}``, ``--8<-- "a.md"``
_INCLUDED: Final = re.compile(
    r"\{\{\s*#\w+\s+([^\s:}]+)|\{\{<\s*include\s+([^\s>]+)|--8<--\s+\"([^\"\n]+)\""
)
_BEFORE: Final = ("cover", "half-title", "colophon", "contents")
_AFTER: Final = ("notes-pages", "back-cover")
#: Comments and code: the former are often another language's, the latter always are
_NOT_PROSE: Final = re.compile(r"<!--.*?-->|^```.*?^```", re.DOTALL | re.MULTILINE)


def files_from(folder: str, name: str) -> tuple[dict[str, bytes], str]:
    """Return the files of a brochure made of another tool's book, and a line on what was read.

    Chapters, the pictures they name and the files they include keep their places below the folder;
    none of them is changed.

    Raises:
        Misuse: the folder is none, its list cannot be read, or it holds no chapter.

    """
    source = Path(folder)
    if not source.is_dir():
        raise Misuse(_("there is no folder “{path}”").format(path=folder))
    try:
        book = foreign_book(source)
    except (OSError, ValueError) as error:
        message = _("the list of chapters cannot be read: {reason}").format(reason=error)
        raise Misuse(message, _("correct it, or write brochure.yaml by hand")) from None
    if not book.chapters:
        hint = _("its texts end in {endings}").format(endings=", ".join(CHAPTER_ENDINGS))
        raise Misuse(_("there is no chapter in “{path}”").format(path=folder), hint)
    files = {path: _read(source, path) for path in book.chapters}
    texts = "\n".join(data.decode("utf-8", errors="replace") for data in files.values())
    files |= _taken_along(source, files, texts)
    files[BROCHURE_FILE] = brochure_file(book, name, texts).encode()
    return files, _said(book)


def _read(source: Path, path: str) -> bytes:
    try:
        return read_inside(source / path, source, most=_LARGEST)
    except OSError as error:
        reason = error.strerror or str(error)
        message = _("“{path}” cannot be read: {reason}").format(path=path, reason=reason)
        raise Misuse(message) from None


def _taken_along(source: Path, chapters: Mapping[str, bytes], texts: str) -> dict[str, bytes]:
    """Return the files that texts name: pictures, and what they include."""
    wanted = set(_included(source, chapters))
    for file in files_below(source):
        named = file.name in texts or quote(file.name) in texts
        if file.suffix.lower() in _PICTURES and named:
            wanted.add(file.relative_to(source).as_posix())
    found: dict[str, bytes] = {}
    total = 0
    for path in sorted(wanted - set(chapters)):
        found[path] = _read(source, path)
        total += len(found[path])
        if total > _MOST:
            raise Misuse(_("the pictures of this book are too large to be copied"))
    return found


def _included(source: Path, chapters: Mapping[str, bytes]) -> Iterable[str]:
    """Return the files that chapters include, and those that these include."""
    waiting = list(chapters.items())
    seen = set(chapters)
    while waiting:
        path, data = waiting.pop()
        for match in _INCLUDED.finditer(data.decode("utf-8", errors="replace")):
            named = next(one for one in match.groups() if one)
            for base in (str(PurePosixPath(path).parent), "."):
                full = normpath(f"{base}/{named}")
                if full in seen or full.startswith(("..", "/")):
                    continue
                if (source / full).is_file():
                    seen.add(full)
                    waiting.append((full, _read(source, full)))
                    yield full
                    break


def brochure_file(book: ForeignBook, name: str, texts: str) -> str:
    """Write brochure.yaml: what the book says of itself, and its chapters in order.

    Where it does not say its language, ``texts`` show it.
    """
    language = book.language.replace("_", "-")
    if not is_known(language):
        language = recognised_language(_NOT_PROSE.sub(" ", texts)) or ""
    about: dict[str, object] = {
        "name": name,
        "title": book.title or name.replace("-", " ").replace("_", " ").capitalize(),
        "subtitle": book.subtitle,
        "authors": list(book.authors),
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "language": language,
        "description": book.description,
        "format": "a5",
        "editions": ["screen"],
    }
    plain = ("name", "date", "language", "format")
    lines = [
        f"{key}: {value if key in plain else json.dumps(value, ensure_ascii=False)}"
        for key, value in about.items()
        if value
    ]
    lines.append("parts:")
    for part in (*_BEFORE, *book.chapters, *_AFTER):
        safe = part in PIECES or re.fullmatch(r"[A-Za-z][\w./-]*", part)
        lines.append(f"  - {part if safe else json.dumps(part, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def language_line(files: Mapping[str, bytes]) -> str:
    """Return the line of brochure.yaml that says the language, for a project around it."""
    lines = files[BROCHURE_FILE].decode().splitlines(keepends=True)
    return next((line for line in lines if line.startswith("language: ")), "")


def _said(book: ForeignBook) -> str:
    count = len(book.chapters)
    if book.list_file:
        said = ngettext("{count} chapter of {file}", "{count} chapters of {file}", count)
    else:
        said = ngettext("{count} chapter, by name", "{count} chapters, by name", count)
    said = said.format(count=count, file=book.list_file)
    if book.absent:
        names = ", ".join(book.absent[:5]) + (" …" if len(book.absent) > 5 else "")
        missing = ngettext(
            "listed there and absent: {names}", "listed there and absent: {names}", len(book.absent)
        )
        said += "; " + missing.format(names=names)
    return said
