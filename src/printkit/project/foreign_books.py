"""Books of other tools: which chapters they list, in which order, and what they say of themselves.

Read are ``SUMMARY.md`` (mdBook, GitBook, HonKit) beside ``book.toml``, ``_quarto.yml`` (Quarto),
``_bookdown.yml`` (bookdown) and ``mkdocs.yml`` (MkDocs); a folder without any of them lists its texts by
name. Nothing of a file is run.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any, Final
from urllib.parse import unquote

from printkit.core.language_tags import primary
from printkit.project.names import CHAPTER_ENDINGS
from printkit.sandbox.below import read_inside

#: Bytes of a list of chapters, and of one file of a book.
_LARGEST: Final = 4_000_000
#: Files a folder without a list may have, and how deep it may lie.
_MOST: Final = 2_000
_DEEPEST: Final = 12
#: Folders that hold what tools made or installed, no text of the book.
_MADE: Final = frozenset(
    {"node_modules", "target", "_book", "_site", "site", "out", "public", "vendor", "venv"}
)
_LINK: Final = re.compile(
    r"\[(?:\\.|[^\[\]\\])*\]\(\s*(?:<(?P<file>[^>\n]*)>|(?P<path>[^)\s]*))[^)]*\)"
)
_DIGITS: Final = re.compile(r"(\d+)")
#: Files that speak of a repository, not of a book.
_OF_REPOSITORIES: Final = frozenset(
    {"contributing", "changelog", "code_of_conduct", "license", "licence", "security", "summary"}
)


@dataclass(frozen=True, slots=True)
class ForeignBook:
    """What a folder says of its book. ``list_file`` and ``chapters`` are relative to it (POSIX).

    ``list_file`` is empty where the chapters stand in the order of their names. ``absent`` are those
    that it lists and does not have.
    """

    list_file: str
    chapters: tuple[str, ...]
    absent: tuple[str, ...] = ()
    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    description: str = ""


@dataclass
class _Found:
    """What was read so far of a list: paths relative to ``base``, a folder of the book."""

    base: str = ""
    paths: list[str] = field(default_factory=list)
    about: dict[str, Any] = field(default_factory=dict)


def foreign_book(folder: Path) -> ForeignBook:
    """Read the list of chapters of another tool's book.

    Raises:
        OSError: a list cannot be read.
        ValueError: a list is not written as its tool wants it; says where, if known.

    """
    for name, read in _LISTS:
        if (folder / name).is_file():
            found = read(folder, name)
            if found.paths:
                return _book(folder, name, found)
    return _book(folder, "", _Found("", list(_texts(folder))))


def _book(folder: Path, list_file: str, found: _Found) -> ForeignBook:
    there: list[str] = []
    absent: list[str] = []
    for path in found.paths:
        full = normpath(str(PurePosixPath(found.base) / path))
        if full in there or full in absent:
            continue
        inside = not full.startswith(("..", "/")) and (folder / full).resolve().is_relative_to(
            folder.resolve()
        )
        (there if inside and (folder / full).is_file() else absent).append(full)
    about = found.about
    language = str(about.get("language") or "")
    return ForeignBook(
        list_file,
        tuple(there),
        tuple(absent),
        _words(about.get("title")),
        _words(about.get("subtitle")),
        _names(about.get("authors") or about.get("author")),
        language if primary(language) else "",
        _words(about.get("description")),
    )


def _words(value: Any) -> str:
    return " ".join(str(value).split())[:500] if isinstance(value, str | int | float) else ""


def _names(value: Any) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    plain = [one.get("name") if isinstance(one, dict) else one for one in names]
    return tuple(name for one in plain if (name := _words(one)))


# --- lists of chapters -----------------------------------------------------------------------------


def _mdbook(folder: Path, name: str) -> _Found:
    book = _table(tomllib.loads(_text(folder / name)).get("book"))
    base = str(book.get("src") or "src")
    summary = folder / base / "SUMMARY.md"
    paths = list(_linked(_text(summary))) if summary.is_file() else []
    return _Found(base, paths, dict(book))


def _summary(folder: Path, name: str) -> _Found:
    return _Found(str(PurePosixPath(name).parent), list(_linked(_text(folder / name))))


def _linked(text: str) -> Iterator[str]:
    """Return the files that a SUMMARY.md links to, in order; drafts without a file are none."""
    for match in _LINK.finditer(text):
        path = unquote((match["file"] or match["path"] or "").partition("#")[0])
        if path and "://" not in path and path.lower().endswith(CHAPTER_ENDINGS):
            yield path


def _quarto(folder: Path, name: str) -> _Found:
    whole = _table(_yaml(folder / name))
    book = _table(whole.get("book"))
    about = {"language": whole.get("lang"), **book}
    paths = list(_named(book.get("chapters"))) + list(_named(book.get("appendices")))
    return _Found("", paths, about)


def _bookdown(folder: Path, name: str) -> _Found:
    whole = _table(_yaml(folder / name))
    files = whole.get("rmd_files")
    if not files:
        found = sorted(path.name for path in folder.glob("*.Rmd") if path.name[0] != "_")
        files = sorted(found, key=lambda one: (one != "index.Rmd", *_natural(one)))
    return _Found("", list(_named(files)), {})


def _mkdocs(folder: Path, name: str) -> _Found:
    whole = _table(_yaml(folder / name))
    base = str(whole.get("docs_dir") or "docs")
    about = {
        "title": whole.get("site_name"),
        "description": whole.get("site_description"),
        "author": whole.get("site_author"),
        "language": _table(whole.get("theme")).get("language"),
    }
    nav = whole.get("nav") or whole.get("pages")
    paths = list(_named(nav)) if nav else list(_texts(folder / base))
    return _Found(base, paths, about)


def _named(value: Any, seen: set[int] | None = None) -> Iterator[str]:
    """Return the files named anywhere in a list of lists and of titles, in order."""
    seen = set() if seen is None else seen
    if isinstance(value, str):
        if value.lower().endswith(CHAPTER_ENDINGS) and "://" not in value:
            yield value
    elif (
        isinstance(value, list | dict) and id(value) not in seen
    ):  # aliases may go round in circles
        seen.add(id(value))
        for one in value.values() if isinstance(value, dict) else value:
            yield from _named(one, seen)


_LISTS: Final[tuple[tuple[str, Callable[[Path, str], _Found]], ...]] = (
    ("book.toml", _mdbook),
    ("_quarto.yml", _quarto),
    ("_bookdown.yml", _bookdown),
    ("mkdocs.yml", _mkdocs),
    ("SUMMARY.md", _summary),
    ("src/SUMMARY.md", _summary),
    ("docs/SUMMARY.md", _summary),
)


# --- files -----------------------------------------------------------------------------------------


def _texts(folder: Path) -> Iterator[str]:
    """Return the texts below a folder by name, the first page and the read-me first."""
    found = []
    for path in files_below(folder):
        stem = path.stem.lower()
        if path.name.lower().endswith(CHAPTER_ENDINGS) and stem not in _OF_REPOSITORIES:
            found.append(path.relative_to(folder).as_posix())
    first = ("index", "readme")
    yield from sorted(
        found,
        key=lambda name: [
            (PurePosixPath(part).stem.lower() not in first, *_natural(part))
            for part in PurePosixPath(name).parts
        ],
    )


def files_below(folder: Path) -> list[Path]:
    """Return the plain files of a book, without hidden folders and those that tools fill."""
    found: list[Path] = []
    for here, folders, names in os.walk(folder):
        depth = len(Path(here).relative_to(folder).parts)
        folders[:] = [
            name
            for name in sorted(folders)
            if name[0] != "." and name.lower() not in _MADE and depth < _DEEPEST
        ]
        for name in sorted(names):
            path = Path(here, name)
            if name[0] != "." and path.is_file() and not path.is_symlink():
                found.append(path)
        if len(found) > 20 * _MOST:
            break
    return found


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Return a key that sorts ``2-b`` before ``10-a``."""
    parts = _DIGITS.split(name.casefold())
    return [(0, int(one), "") if one.isdigit() else (1, 0, one) for one in parts if one]


def _text(path: Path) -> str:
    data = read_inside(path, path.parent, most=_LARGEST)
    return data.decode("utf-8-sig", errors="replace")


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _yaml(path: Path) -> Any:
    """Read a YAML file; tags of programs (``!!python/name:``) mean nothing, their values are left out."""
    import yaml  # noqa: PLC0415  loaded for such books only

    class AnyTags(yaml.SafeLoader):
        """Knows every tag and makes nothing of it."""

    AnyTags.add_multi_constructor("", lambda _loader, _suffix, _node: None)
    AnyTags.add_multi_constructor("!", lambda _loader, _suffix, _node: None)
    text = _text(path)
    try:
        return yaml.load(text, AnyTags)  # noqa: S506  a safe loader
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path.name}:{mark.line + 1}:{mark.column + 1}: " if mark else f"{path.name}: "
        raise ValueError(place + str(getattr(error, "problem", "") or error)[:200]) from None
