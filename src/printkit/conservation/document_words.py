"""The words of documents without pages, web page and e-book, and of drawings: our own walk of the files.

It shares nothing with what writes them: a reader of tags that keeps what a page shows, in the order of
the document.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

from printkit.conservation.letters import letters
from printkit.core.word_list import word_set

#: elements that show no text of their own
_UNSEEN = frozenset({"head", "script", "style", "template", "title", "desc", "metadata"})
#: of a drawing: what is drawn elsewhere, or only if something asks for it
_APART = frozenset({"defs", "symbol", "clippath", "mask", "pattern", "marker"})
_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
#: elements in which text runs on
_INLINE = word_set(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup u var wbr"
)
#: what is put in the place of these is written by the edition
_REPLACED = frozenset({"noteref", "note-comma"})
_NOTE = "footnote"
_PAGE = "⟦page:"
#: Letters from which words said twice are no chance.
_TELLING = 30


@dataclass(frozen=True, slots=True)
class DocumentLoss:
    """Words of the typeset text that a document lacks, has twice, or has before what precedes them."""

    kind: Literal["lost", "doubled", "moved"]
    text: str


@dataclass(frozen=True, slots=True)
class TypesetWords:
    """The texts of a chapter: those that follow one another, and those an edition gathers elsewhere."""

    flow: tuple[str, ...]
    aside: tuple[str, ...]


def typeset_words(markup: str) -> TypesetWords:
    """Return the texts of a chapter's HTML, apart where an edition puts words of its own."""
    walk = _Walk()
    walk.feed(markup)
    walk.close()
    return TypesetWords(tuple(walk.flow()), tuple(walk.aside()))


def words_of_document(data: bytes, kind: Literal["web", "epub"]) -> str:
    """Return the text that a web page shows, or an e-book's files in the order of its spine."""
    if kind == "web":
        return _shown(data.decode("utf-8"))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        package = next(name for name in book.namelist() if name.endswith(".opf"))
        folder = package.rpartition("/")[0]
        text = book.read(package).decode("utf-8")
        files = {}
        for tag in re.findall(r"<item\b[^>]*>", text):
            found = dict(re.findall(r"([\w-]+)=\"([^\"]*)\"", tag))
            files[found.get("id", "")] = found.get("href", "")
        order = [files[name] for name in re.findall(r"<itemref\b[^>]*\bidref=\"([^\"]*)\"", text)]
        return "\n".join(
            _shown(book.read(f"{folder}/{name}" if folder else name).decode("utf-8"))
            for name in order
        )


def words_of_drawing(data: bytes) -> list[str]:
    """Return the texts that a drawing in SVG shows, one for each of its elements ``text``."""
    walk = _Walk(drawing=True)
    walk.feed(data.decode("utf-8", "replace"))
    walk.close()
    return [text for text in walk.flow() if letters(text)]


def document_losses(wanted: Iterable[TypesetWords], shown: str) -> list[DocumentLoss]:
    """Compare the texts of chapters, in their order, with what a document shows."""
    standing = letters(shown)
    flow, aside = [], []
    for words in wanted:
        flow += [(key, text) for text in words.flow if (key := letters(text))]
        aside += [(key, text) for text in words.aside if (key := letters(text))]
    found = list(_in_order(flow, standing))
    found += [DocumentLoss("lost", text) for key, text in aside if key not in standing]
    asked = Counter(key for key, _text in flow if len(key) >= _TELLING)
    texts = dict(flow)
    for key, count in asked.items():
        inside = sum(key in other for other in asked if other != key)
        if standing.count(key) > count + inside:
            found.append(DocumentLoss("doubled", texts[key]))
    return found


def _in_order(flow: list[tuple[str, str]], standing: str) -> Iterator[DocumentLoss]:
    at = 0
    for key, text in flow:
        place = standing.find(key, at)
        if place >= 0:
            at = place + len(key)
        else:
            yield DocumentLoss("moved" if key in standing else "lost", text)


def _shown(markup: str) -> str:
    walk = _Walk(finished=True)
    walk.feed(markup)
    walk.close()
    return "\n".join([*walk.flow(), *walk.aside()])


class _Walk(HTMLParser):
    """Gathers what is shown, piece by piece.

    ``finished``: everything is one flow; ``drawing``: only the elements ``text`` count.
    """

    def __init__(self, *, finished: bool = False, drawing: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self._finished, self._drawing = finished, drawing
        #: open elements: name, whether it hides its text, whether it begins a note
        self._open: list[tuple[str, bool, bool]] = []
        self._hidden = self._notes = self._texts = 0
        self._pieces: list[list[str]] = [[]]
        self._asides: list[list[str]] = [[]]
        #: where the text of an open link begins
        self._link = -1

    def flow(self) -> Iterator[str]:
        """Yield the texts that follow one another."""
        return filter(str.strip, map("".join, self._pieces))

    def aside(self) -> Iterator[str]:
        """Yield the texts of notes."""
        return filter(str.strip, map("".join, self._asides))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        if tag not in _INLINE and not self._notes and not self._texts:
            self._cut()
        if tag == "br" or (tag in _VOID and not self._drawing):
            return
        values = dict(attrs)
        classes = set((values.get("class") or "").split())
        hides = (
            tag in _UNSEEN
            or "hidden" in values
            or (not self._finished and ("hidden" in classes or not _REPLACED.isdisjoint(classes)))
            or (self._drawing and (tag in _APART or _is_undrawn(values)))
        )
        note = not self._finished and _NOTE in classes
        if hides or note:
            self._cut()
        if note:
            self._asides.append([])
        self._hidden += hides
        self._notes += note
        self._texts += self._drawing and tag == "text"
        self._open.append((tag, hides, note))
        if tag == "a" and not self._notes:
            self._link = len(self._pieces[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID or self._drawing:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if all(tag != name for name, _hides, _note in self._open):
            return
        while self._open:
            name, hides, note = self._open.pop()
            self._hidden -= hides
            self._notes -= note
            self._texts -= self._drawing and name == "text"
            if name == tag:
                break
        if tag == "a" and self._link >= 0:
            words = self._pieces[-1][self._link :]
            if _PAGE in "".join(words) and not self._finished:  # an edition says where in words
                del self._pieces[-1][self._link :]
                self._cut()
            self._link = -1
        if tag not in _INLINE and not self._notes and not self._texts:
            self._cut()

    def handle_data(self, data: str) -> None:
        if self._hidden or (self._drawing and not self._texts):
            return
        (self._asides if self._notes else self._pieces)[-1].append(data)

    def _cut(self) -> None:
        if self._pieces[-1]:
            self._pieces.append([])
            self._link = -1


def _is_undrawn(values: dict[str, str | None]) -> bool:
    style = (values.get("style") or "").replace(" ", "")
    if values.get("display") == "none" or values.get("visibility") in ("hidden", "collapse"):
        return True
    return "display:none" in style or "visibility:hidden" in style
