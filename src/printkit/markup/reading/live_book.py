"""A book read once, of which one chapter at a time is read anew while somebody types in it."""

from __future__ import annotations

from collections.abc import Mapping

from printkit.core.findings import Finding
from printkit.markup.citations.library import open_library
from printkit.markup.reading.context import Measure, Remember
from printkit.markup.reading.dialect import parser
from printkit.markup.reading.expand import ReadFile
from printkit.markup.reading.finish import typeset_tree
from printkit.markup.reading.parsing import Setting
from printkit.markup.reading.reader import (
    chapter_of,
    connect,
    index_book,
    read_glossary,
    read_part,
    read_parts,
    sorted_findings,
)
from printkit.model import Publication, SourceText
from printkit.model.manuscript import ChapterText


class OpenBook:
    """What the other chapters give to the one that is typed: numbers, anchors, sources, terms."""

    def __init__(
        self,
        publication: Publication,
        *,
        read_file: ReadFile,
        palette: Mapping[str, str],
        measure: Measure,
        remember: Remember,
    ) -> None:
        """Read every part; the arguments are those of ``read_book``."""
        meta = publication.meta
        self.publication = publication
        self._setting = Setting(
            meta.language, publication.folder, publication.variables, read_file, palette, measure
        )
        self._md = parser()
        self._parts = read_parts(publication, self._setting, self._md)
        self._glossary = read_glossary(publication, self._setting, self._md)
        self._library = open_library(
            publication.sources, meta.language, remember, short=publication.references == "short"
        )

    def chapter(self, name: str, text: str) -> tuple[ChapterText, tuple[Finding, ...]]:
        """Typeset the part ``name`` as if its file held ``text``, and say what is wrong in it.

        Raises:
            KeyError: the book has no such part with a text.

        """
        parts = {one.part.name: one for one in self._parts}
        former = parts[name]
        count = 0
        for one in self._parts[: self._parts.index(former)]:
            count = count if one.reading.number is None else one.reading.number
        source = SourceText(former.text.sources[0].path, text)
        draft = read_part(former.part, source, self._setting, self._md, count)
        parts[name] = draft
        found = index_book(self.publication, tuple(parts.values()), self._glossary)
        pages = connect(draft.root, draft.reading, found, self._library)
        typeset_tree(draft.root, self.publication.typography, self.publication.meta.language)
        draft.reading.lines = ()
        for page in pages:
            page.fill()
        chapter = chapter_of(draft, self.publication.typography)
        return chapter, sorted_findings(draft.reading.findings)
