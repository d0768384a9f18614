#!/usr/bin/env python3
"""Check that the brochure explains its terms where a reader meets them.

Prints `path:line:column: message` for a term of the glossary that no chapter marks, one used in a chapter
paragraphs before it is marked there, and capitals (CNIL) that their chapter never spells out. Exits 1 if
there is any. A body is spelt out by its capitals in brackets after its name, by a line `*[CNIL]: …`, or in
the glossary.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from text_faults import Fault, blank, tell

ROOT = Path(__file__).resolve().parent.parent
BOOK = "brochure/brochure.yaml"
#: capitals that are names, signs or known to whoever reads a newspaper
KNOWN = frozenset(
    [
        "AI",
        "BBC",
        "CO",
        "COMPAS",
        "GEMA",
        "IA",
        "METR",
        "MGX",
        "MIT",
        "MM",
        "NBC",
        "ONU",
        "RTL",
        "TIME",
    ]
)

_ENTRY = re.compile(r"^(\S.*)\n: ", re.MULTILINE)
_UNREAD = re.compile(
    r"\A---\n.*?^---$|^```.*?^```$|!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?|\[@[^\]]*\]|^\*\[.*?$|^#+ .*?$"
    r"|^\[\^[^\]]*\]:.*?$",
    re.DOTALL | re.MULTILINE,
)
_MARKED = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]")
_CAPITALS = re.compile(r"(?<![\w@-])[A-ZÀ-Þ]{2,}(?![\w-])")


def names_of(glossary: str) -> list[tuple[str, ...]]:
    """Return the names of each term of a glossary, the one it is filed under first."""
    return [
        tuple(name.strip() for name in re.split(r"[|,]", found) if name.strip())
        for found in _ENTRY.findall(glossary)
    ]


def check(path: str, text: str, terms: Sequence[tuple[str, ...]]) -> Iterator[Fault]:
    """Report what one chapter uses before it marks it, and capitals it does not spell out."""
    read = _UNREAD.sub(blank, text)
    plain = _MARKED.sub(blank, read)
    marked = marks(read, terms)
    for names, place in marked.items():
        used = _pattern(names).search(plain)
        # in the paragraph that marks it, a term may stand beside its other name
        if used and "\n\n" in read[used.start() : place]:
            yield _fault(
                path, text, used.start(), f"« {used[0]} » est employé avant d'être marqué [[…]]"
            )
    for found in _CAPITALS.finditer(plain):
        word = re.escape(found[0])
        spelt = re.search(rf"\({word}\)|^\*\[{word}\]:", text, re.MULTILINE)
        if found[0] not in KNOWN and not spelt and not any(found[0] in names for names in terms):
            yield _fault(path, text, found.start(), f"sigle non développé : {found[0]}")


def marks(read: str, terms: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Return where a chapter marks each term first."""
    found: dict[tuple[str, ...], int] = {}
    for mark in _MARKED.finditer(read):
        name = (mark[2] or mark[1]).casefold()
        for names in terms:
            if name in map(str.casefold, names):
                found.setdefault(names, mark.start())
    return found


def run(root: Path) -> list[Fault]:
    """Check the chapters a brochure lists against its glossary."""
    book = yaml.safe_load((root / BOOK).read_text(encoding="utf-8"))
    folder = (root / BOOK).parent
    glossary = folder / book["glossary"]
    terms = names_of(glossary.read_text(encoding="utf-8"))
    faults: list[Fault] = []
    called: set[tuple[str, ...]] = set()
    for name in (part for part in book["parts"] if part.endswith(".md")):
        text = (folder / name).read_text(encoding="utf-8")
        path = (folder / name).relative_to(root).as_posix()
        faults += check(path, text, terms)
        called |= marks(_UNREAD.sub(blank, text), terms).keys()
    path = glossary.relative_to(root).as_posix()
    text = glossary.read_text(encoding="utf-8")
    for names in terms:
        if names not in called:
            place = text.index(f"{names[0]}")
            faults.append(_fault(path, text, place, f"« {names[0]} » n'est marqué nulle part"))
    return faults


def _pattern(names: Sequence[str]) -> re.Pattern[str]:
    """Find any of a term's names; in capitals only where one is written in capitals."""
    written = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    flags = 0 if any(name.isupper() for name in names) else re.IGNORECASE
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)", flags)


def _fault(path: str, text: str, place: int, message: str) -> Fault:
    start = text.rfind("\n", 0, place) + 1
    return Fault(path, text.count("\n", 0, place) + 1, place - start + 1, message)


if __name__ == "__main__":
    sys.exit(tell(run(ROOT)))
