"""What stands in a citation's brackets: ``[voir @a, chap. 3; @b, p. 12-15]``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from printkit.core.findings import Position
from printkit.markup.reading.position_marks import Mark

#: Words before a place in a source, and the name CSL gives that kind of place.
_LOCATORS = {
    "page": "p. pp. page pages",
    "chapter": "chap. ch. chapitre chapitres chapter chapters",
    "volume": "vol. volume tome t.",
    "section": "sect. sec. section §",
    "figure": "fig. figure",
    "note": "n. note",
    "paragraph": "par. para. paragraphe ¶",
    "column": "col. colonne column",
    "line": "l. ligne line",
    "folio": "f. fol. folio",
    "issue": "n° no. numéro",
    "part": "part. partie part",
    "book": "livre book",
    "verse": "v. vers verse",
}
_BY_WORD = {word: label for label, words in _LOCATORS.items() for word in words.split()}
_WORDS = "|".join(re.escape(word) for word in sorted(_BY_WORD, key=len, reverse=True))
_ITEM = re.compile(
    r"^(?P<prefix>.*?)(?P<minus>-?)@(?P<id>\w(?:[\w:.#$%&+?~/-]*\w)?)(?P<rest>.*)$", re.DOTALL
)
_PLACE = re.compile(
    rf"^\s*,?\s*(?P<label>{_WORDS})[\s\u00a0\u202f]*"
    r"(?P<place>\d[^,;]*(?:,\s*\d[^,;]*)*|[ivxlcdmIVXLCDM]+\b[^,;]*)(?P<suffix>.*)$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Call:
    """One source called in a citation, and where its key stands."""

    id: str
    prefix: str
    label: str | None
    locator: str | None
    suffix: str
    at: Position
    suppressed: bool = False


def parse_citation(mark: Mark) -> Sequence[Call]:
    """Read a citation's brackets; pieces without a key are left out."""
    calls = []
    offset = 1
    for piece in mark.raw[1:-1].split(";"):
        match = _ITEM.match(piece)
        if match is not None:
            at = replace(mark.at, column=mark.at.column + offset + match.start("id") - 1)
            if "\n" in mark.raw[: offset + match.start("id")]:
                at = mark.at
            calls.append(_call(match, at))
        offset += len(piece) + 1
    return calls


def _call(match: re.Match[str], at: Position) -> Call:
    rest = match["rest"]
    place = _PLACE.match(rest)
    label = locator = None
    if place is not None:
        label, locator, rest = _BY_WORD[place["label"]], place["place"].strip(), place["suffix"]
    suffix = " ".join(rest.split()).lstrip(",").strip()
    prefix = " ".join(match["prefix"].split())
    return Call(match["id"], prefix, label, locator, suffix, at, bool(match["minus"]))
