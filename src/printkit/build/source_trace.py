"""Findings on our own finished pages, followed back to the line they come from.

A finished file no longer knows its sources: what is looked for is what is seen there. Words in the finding's
rectangle are found where they were typed; a field of colour by its recipe in the theme; a picture by the words
nearest to it, most often its caption.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pypdfium2

from printkit.core.findings import Position
from printkit.core.units import mm_to_pt
from printkit.layout.flaw_findings import runs_of_words
from printkit.model import Project, Publication, SourceText, Theme
from printkit.model.manuscript import as_typed, position_at
from printkit.pdf.budget import Budget
from printkit.pdf.geometry import Box, meet
from printkit.preflight.document import Document, open_document
from printkit.preflight.fault import Fault
from printkit.project.project_files import Files

#: Words looked for at once, and lines of a page by which its chapter is known.
_MOST_WORDS: Final = 24
_LINES, _LONG_LINE = 12, 24
#: Fewer signs could have been typed anywhere.
_WORDS: Final = 8
#: How far a field's inks may be from a recipe, in per cent, all inks together.
_SAME_INK: Final = 1.5
_THEME: Final = "theme.yaml"
#: Rules whose fault is a colour, whatever words stand on it.
_OF_COLOUR: Final = frozenset({"ink-limit", "grey-only", "rgb-left"})
#: Files words are typed in.
_WRITTEN: Final = frozenset({".md", ".yaml", ".csv"})


@dataclass(frozen=True, slots=True)
class Sources:
    """What a publication is written in: ``texts`` with the words first, then the ``theme`` it wears."""

    texts: tuple[SourceText, ...]
    theme: Theme
    tokens: SourceText | None


def sources_of(project: Project, publication: Publication) -> Sources:
    """Read what a publication is written in; a file that has gone is left out."""
    files = Files(project.root)
    theme = project.themes[publication.theme]
    texts = [part.source for part in publication.parts if part.source is not None]
    texts += _read(files, _beside(project, publication))
    looks = {
        theme.paths[name]: text for name, text in theme.templates.items() if name in theme.paths
    }
    texts += [SourceText(path, text) for path, text in looks.items()]
    tokens = _read(files, [theme.paths[_THEME]] if _THEME in theme.paths else [])
    return Sources(tuple(texts), theme, tokens[0] if tokens else None)


def _beside(project: Project, publication: Publication) -> list[str]:
    """Return a publication's own file, then what else was read from its folder: references, glossary."""
    chapters = {part.source.path for part in publication.parts if part.source is not None}
    found = [publication.path]
    home = project.root / publication.folder
    for path in project.inputs if publication.kind == "brochure" else ():
        if path.is_relative_to(home) and path.suffix in _WRITTEN:
            found.append(path.relative_to(project.root).as_posix())
    return [name for name in dict.fromkeys(found) if name not in chapters]


def _read(files: Files, names: Iterable[str]) -> list[SourceText]:
    found = []
    for name in names:
        try:
            text = files.read(files.root / name).decode("utf-8", "replace")
        except OSError:
            continue
        found.append(SourceText(name, text.removeprefix("\ufeff")))
    return found


class _Text:
    """A source as it is looked through: character for character as typed, and without capitals."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self.path = source.path
        self._plain = as_typed(source.text)
        self._small = _small(self._plain)

    def find(self, words: str) -> Position | None:
        """Return where words stand, in capitals or not: a stylesheet may have set them so."""
        wanted = as_typed(words).strip()
        if not wanted:
            return None
        offset = self._plain.find(wanted)
        if offset < 0:
            offset = self._small.find(_small(wanted))
        return position_at(self._source, offset) if offset >= 0 else None


def traced(faults: Sequence[Fault], pdf: bytes, sources: Sources) -> tuple[Fault, ...]:
    """Return the findings on a file of ours, those on a page with the place they come from."""
    if not any(fault.page for fault in faults):
        return tuple(faults)
    opened: Any = pypdfium2.PdfDocument
    with opened(pdf) as document:
        trace = _Trace(document, pdf, sources)
        return tuple(
            replace(fault, source=trace.place(fault)) if fault.page else fault for fault in faults
        )


class _Trace:
    """One file being followed; each page is read once."""

    def __init__(self, document: Any, pdf: bytes, sources: Sources) -> None:
        self._document = document
        self._pdf = pdf
        self._sources = sources
        self._texts = [_Text(text) for text in sources.texts]
        self._pages: dict[int, _Page] = {}
        self._marks: Document | None = None

    def place(self, fault: Fault) -> Position | None:
        """Return where what a finding is about was written."""
        number = fault.page or 0
        if not 1 <= number <= len(self._document):
            return None
        if number not in self._pages:
            self._pages[number] = _Page(self._document[number - 1], self._texts)
        page = self._pages[number]
        if fault.rect_mm is None:
            return page.home
        rect = page.points(fault.rect_mm)
        inside = page.words_in(rect)
        by_words = not inside or fault.rule not in _OF_COLOUR
        return (
            (page.find(inside) if inside and by_words else self._recipe(number, rect))
            or page.find_near(rect)
            or page.home
        )

    def _recipe(self, number: int, rect: Box) -> Position | None:
        """Return the line of the theme that gives a field in a rectangle its inks."""
        tokens = self._sources.tokens
        if tokens is None:
            return None
        if self._marks is None:
            self._marks, _faults = open_document(self._pdf, Budget())
        if self._marks is None:
            return None
        fields = [
            mark
            for mark in self._marks.pages[number - 1].marks
            if mark.kind in ("fill", "stroke") and mark.paint.inks and _covers(mark.box, rect)
        ]
        for mark in sorted(fields, key=lambda one: _apart(one.box, rect)):
            inks = dict(mark.paint.inks or ())
            for role, recipe in self._sources.theme.press.items():
                wanted = zip("CMYK", recipe, strict=True)
                if sum(abs(inks.get(ink, 0) - share) for ink, share in wanted) < _SAME_INK:
                    return _role(tokens, role)
        return None


class _Page:
    """The words of a page, line by line, and the text most of them stand in."""

    def __init__(self, page: Any, texts: Sequence[_Text]) -> None:
        left, bottom, _right, _top = page.get_trimbox()
        self._corner = (left, bottom)
        text = page.get_textpage()
        boxes: list[Box] = [text.get_rect(at) for at in range(text.count_rects())]
        self._lines = [(box, _plain(text.get_text_bounded(*box))) for box in boxes]
        self._texts = self._ranked(texts)

    def _ranked(self, texts: Sequence[_Text]) -> list[_Text]:
        """Return the texts, those first in which long lines of this page stand."""
        lines = [line for _box, line in self._lines if len(line) >= _LONG_LINE][:_LINES]
        return sorted(texts, key=lambda text: -sum(text.find(line) is not None for line in lines))

    @property
    def home(self) -> Position | None:
        """Where the page's first words were written, or the text most of it stands in."""
        if not self._texts:
            return None
        most = self._texts[0]
        lines = (most.find(line) for _box, line in self._lines if len(line) >= _WORDS)
        return next((found for found in lines if found is not None), Position(most.path))

    def points(self, rect_mm: Box) -> Box:
        """Return a finding's rectangle in points of the page."""
        x, y = self._corner
        left, bottom, right, top = (mm_to_pt(side) for side in rect_mm)
        return (x + left, y + bottom, x + right, y + top)

    def words_in(self, rect: Box) -> str:
        """Return the words in a rectangle: the lines whose middle lies in it, or the one it is a piece of.

        A few signs could be anywhere: the words before and after them are taken too.
        """
        found = [at for at, (box, _line) in enumerate(self._lines) if _has(rect, _middle(box))]
        if not found:
            middle = _middle(rect)
            found = [at for at, (box, _line) in enumerate(self._lines) if _has(box, middle)][:1]
        words = " ".join(self._lines[at][1] for at in found)
        if found and len(words) < _WORDS:
            around = self._lines[max(found[0] - 1, 0) : found[-1] + 2]
            return " ".join(line for _box, line in around)
        return words

    def find(self, words: str) -> Position | None:
        """Return where words were typed, or the longest run of them that was."""
        runs = list(runs_of_words(" ".join(words.split()[:_MOST_WORDS])))
        places = (text.find(run) for text in self._texts for run in runs)
        return next((place for place in places if place is not None), None)

    def find_near(self, rect: Box) -> Position | None:
        """Return where the words nearest to a rectangle were typed, those below it first."""

        def distance(box: Box) -> float:
            across = max(rect[0] - box[2], box[0] - rect[2], 0.0)
            below, above = rect[1] - box[3], box[1] - rect[3]
            return across + (below if below > 0 else 2 * max(above, 0.0))

        near = sorted(self._lines, key=lambda line: distance(line[0]))
        places = (self.find(line) for _box, line in near[:_LINES] if len(line) >= _WORDS)
        return next((place for place in places if place is not None), None)


def _middle(box: Box) -> tuple[float, float]:
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _has(box: Box, point: tuple[float, float]) -> bool:
    return box[0] - 1 <= point[0] <= box[2] + 1 and box[1] - 1 <= point[1] <= box[3] + 1


def _small(text: str) -> str:
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)


def _plain(text: str) -> str:
    """Return words without what a layout puts into them: hyphens at a line's end, ligatures, spaces."""
    joined = re.sub(r"[\u00ad\u2010\x02]+\s*$", "", text.strip())
    return " ".join(unicodedata.normalize("NFC", joined.translate(_LIGATURES)).split())


_LIGATURES: Final = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}


def _covers(box: Box, rect: Box) -> bool:
    return _area(meet(box, rect)) >= 0.5 * min(_area(rect), _area(box)) > 0


def _apart(box: Box, rect: Box) -> float:
    """Return how much of two boxes is not of both."""
    return _area(box) + _area(rect) - 2 * _area(meet(box, rect))


def _area(box: Box | None) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0) if box is not None else 0.0


def _role(tokens: SourceText, role: str) -> Position | None:
    """Return where a theme's file gives a role its inks."""
    start = re.search(r"^  press:", tokens.text, re.MULTILINE)
    pattern = re.compile(rf"^\s+({re.escape(role)}):", re.MULTILINE)
    found = pattern.search(tokens.text, start.end() if start else 0)
    if found is None:
        return None
    line = tokens.text.count("\n", 0, found.start(1)) + 1
    column = found.start(1) - tokens.text.rfind("\n", 0, found.start(1))
    return Position(tokens.path, line, column)
