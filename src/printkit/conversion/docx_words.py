"""The words of a Word document (ECMA-376 part 1), read from its XML apart from the converter.

Nothing here is shared with :mod:`docx_reader`: what that one drops by mistake is found missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from printkit.conversion.document import Passage
from printkit.conversion.zipped_parts import Parts

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_PLACES: Final = (
    ("footnotes", "note"),
    ("endnotes", "note"),
    ("comments", "comment"),
    ("header", "header"),
    ("footer", "header"),
)
_SPACES: Final = frozenset({"tab", "br", "cr", "ptab"})
#: Elements whose text belongs to nobody's reading.
_SILENT: Final = frozenset(
    {
        "instrText",
        "delInstrText",
        "pPr",
        "rPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sectPr",
        "sdtPr",
        "Fallback",
    }
)
#: Places whose words stand in one line, and the name of that line.
_TOGETHER: Final = frozenset({"body", "number"})
_WHOLE: Final = "whole"
_SHORT: Final = 8
_DRAWN: Final = ("word/charts/chart", "word/diagrams/data")


def docx_words(parts: Parts) -> Iterator[Passage]:
    """Yield what a document says, paragraph by paragraph, with its place."""
    styles = _contents_styles(parts)
    called = _called(parts)
    for name in sorted(parts.names):
        if not name.endswith(".xml") or "/_rels/" in name:
            continue
        place = _place(name)
        if place is None:
            continue
        root = parts.xml(name)
        if name.startswith(_DRAWN):
            yield from _drawn(root)
            continue
        walk = _Walk(place, styles, called.get(name))
        walk.read(root)
        walk.end()
        yield from walk.found


def _place(name: str) -> str | None:
    if name.startswith(_DRAWN):
        return "body"
    folder, _slash, file = name.rpartition("/")
    if folder != "word":
        return None
    if file.startswith("document"):
        return "body"
    return next((place for start, place in _PLACES if file.startswith(start)), None)


def _contents_styles(parts: Parts) -> frozenset[str]:
    """Return the styles of a table of contents: its words stand in the headings, its numbers mean nothing."""
    root = parts.xml("word/styles.xml")
    found = set()
    for style in root.iter(f"{_W}style", f"{_STRICT}style") if root is not None else ():
        for child in style:
            if _local(child) == "name" and _value(child, "val").lower().startswith("toc "):
                found.add(_value(style, "styleId"))
    return frozenset(found)


def _called(parts: Parts) -> dict[str, set[str]]:
    """Return by part the notes that the text calls: Word keeps others and shows them nowhere."""
    found: dict[str, set[str]] = {"word/footnotes.xml": set(), "word/endnotes.xml": set()}
    for name in parts.names:
        root = parts.xml(name) if name.startswith("word/document") else None
        for element in root.iter() if root is not None else ():
            local = _local(element)
            if local in ("footnoteReference", "endnoteReference"):
                found[f"word/{local.removesuffix('Reference')}s.xml"].add(_value(element, "id"))
    return found


def _drawn(root: Any) -> Iterator[Passage]:
    """Yield the words of a chart or a diagram, which lie in files of their own."""
    for element in root.iter():
        local = _local(element)
        if local == "p" and element.tag.endswith("/drawingml/2006/main}p"):
            words = "".join(one.text or "" for one in element.iter() if _local(one) == "t")
        elif local == "pt":
            words = "".join(one.text or "" for one in element.iter() if _local(one) == "v")
        else:
            continue
        if words.strip():
            yield Passage("body", words)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: Any, name: str) -> str:
    return element.get(f"{_W}{name}") or element.get(f"{_STRICT}{name}") or ""


def _child(element: Any, *names: str) -> Any:
    for name in names:
        element = next((child for child in element if _local(child) == name), None)
        if element is None:
            return None
    return element


@dataclass
class _Walk:
    """One pass over one part."""

    place: str
    contents: frozenset[str]
    called: set[str] | None = None
    found: list[Passage] = field(default_factory=list)
    _line: dict[str, list[str]] = field(default_factory=dict)

    def end(self) -> None:
        """End the paragraph that is being read."""
        whole = "".join(self._line.pop(_WHOLE, []))
        if "number" in self._line:  # where it is no note's after all, it may stand in a word
            self.found.append(Passage("number", whole))
        for place, pieces in self._line.items():
            if (words := "".join(pieces)).strip():
                self.found.append(Passage(place, words))
        self._line = {}

    def read(self, element: Any, place: str = "") -> None:
        """Read an element and all below it."""
        place = place or self.place
        local = _local(element)
        if local in _SILENT or not local:
            return
        if local in ("del", "moveFrom"):
            place = "deleted"
        elif local == "r" and _is_on(_child(element, "rPr", "vanish")):
            place = "hidden"
        elif local in ("footnote", "endnote") and self.called is not None:
            place = place if _value(element, "id") in self.called else "hidden"
        elif local == "hyperlink" and _value(element, "anchor") and _is_short(element):
            place = "number"
        elif local == "sdt" and _is_contents(element):
            place = "contents"
        elif local == "tr" and _child(element, "trPr", "del") is not None:
            place = "deleted"
        elif local == "tc" and _is_covered(element):
            place = "hidden"
        if local == "p":
            self._paragraph(element, place)
        elif local in ("t", "delText"):
            self._say(place, element.text or "")
        elif local in _SPACES:
            self._say(place, " ")
        elif local == "noBreakHyphen":
            self._say(place, "\u2011")
        elif local == "txbxContent":
            outer, self._line = self._line, {}
            self._below(element, place)
            self.end()
            self._line = outer
        else:
            if local == "docPr" and (element.get("descr") or element.get("title") or "").strip():
                words = element.get("descr") or element.get("title")
                self.found.append(Passage("picture", words))
            self._below(element, place)
            if local == "tc":
                self.end()

    def _below(self, element: Any, place: str) -> None:
        for child in element:
            self.read(child, place)

    def _paragraph(self, element: Any, place: str) -> None:
        style = _child(element, "pPr", "pStyle")
        if style is not None and _value(style, "val") in self.contents and place == self.place:
            place = "contents"
        self._below(element, place)
        if _child(element, "pPr", "rPr", "del") is None:  # else it goes on in the next
            self.end()

    def _say(self, place: str, text: str) -> None:
        self._line.setdefault(place, []).append(text)
        if place in _TOGETHER:
            self._line.setdefault(_WHOLE, []).append(text)


def _is_covered(element: Any) -> bool:
    """Tell whether the cell above is drawn over this one."""
    merged = _child(element, "tcPr", "vMerge")
    return merged is not None and _value(merged, "val") in ("", "continue")


def _is_short(element: Any) -> bool:
    """Tell whether a way within the document may be a note's number or a way back from it."""
    return len("".join(one.text or "" for one in element.iter() if _local(one) == "t")) < _SHORT


def _is_on(element: Any) -> bool:
    return element is not None and _value(element, "val") not in ("0", "false", "off")


def _is_contents(element: Any) -> bool:
    kind = _child(element, "sdtPr", "docPartObj", "docPartGallery")
    return kind is not None and _value(kind, "val") == "Table of Contents"
