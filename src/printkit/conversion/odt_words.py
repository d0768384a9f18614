"""The words of an OpenDocument text, read from its XML apart from the converter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from printkit.conversion.document import Passage
from printkit.conversion.zipped_parts import Parts
from printkit.core.word_list import word_set

#: local names of elements whose words have a place of their own
_PLACES: Final = {
    "tracked-changes": "deleted",
    "annotation": "comment",
    "hidden-text": "hidden",
    "hidden-paragraph": "hidden",
    "table-of-content": "contents",
    "alphabetical-index": "contents",
    "illustration-index": "contents",
    "table-index": "contents",
    "object-index": "contents",
    "user-index": "contents",
    "bibliography": "contents",
    "note-citation": "number",
    "note-body": "note",
}
#: elements that end a line: paragraphs, and all that holds paragraphs
_BREAKS: Final = word_set(
    "p h list-item list-header table-cell text-box note-body section index-body line-break annotation"
    " custom-shape rect ellipse title desc"
)
_SPACES: Final = frozenset({"s", "tab"})
_SILENT: Final = frozenset(
    {
        *("forms", "event-listeners", "sequence-decls", "variable-decls", "user-field-decls"),
        *("dde-connection-decls", "change-info", "creator", "date", "date-string", "binary-data"),
    }
)
_METADATA: Final = "http://purl.org/dc/elements/1.1/"
#: Places whose words stand in one line, and the name of that line.
_TOGETHER: Final = frozenset({"body", "number"})
_WHOLE: Final = "whole"
_SHORT: Final = 8
_MATH: Final = frozenset({"mi", "mn", "mo", "mtext"})
_XLINK: Final = "{http://www.w3.org/1999/xlink}href"


def odt_words(parts: Parts) -> Iterator[Passage]:
    """Yield what a document says, paragraph by paragraph, with its place."""
    root = parts.xml("content.xml")
    hidden = _hidden_styles(parts, root)
    for body in root.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"):
        yield from _Walk(parts, hidden).read(body, "body")
    styles = parts.xml("styles.xml")
    for element in styles.iter() if styles is not None else ():
        if _local(element) in ("header", "footer", "header-left", "footer-left", "header-first"):
            yield from _Walk(parts, hidden).read(element, "header")


def _hidden_styles(parts: Parts, content: Any) -> frozenset[str]:
    found = set()
    for root in (content, parts.xml("styles.xml")):
        for properties in root.iter() if root is not None else ():
            if _local(properties) != "text-properties":
                continue
            shown = next((v for k, v in properties.attrib.items() if k.endswith("}display")), "")
            style = properties.getparent()
            if shown == "none" and style is not None:
                found |= {v for k, v in style.attrib.items() if k.endswith("style:1.0}name")}
    return frozenset(found)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class _Walk:
    """One pass over one part."""

    def __init__(self, parts: Parts, hidden: frozenset[str]) -> None:
        self._parts = parts
        self._hidden = hidden
        self._found: list[Passage] = []
        self._line: dict[str, list[str]] = {}

    def read(self, element: Any, place: str) -> list[Passage]:
        """Return the passages of an element."""
        self._below(element, place)
        self._end()
        return self._found

    def _end(self) -> None:
        whole = "".join(self._line.pop(_WHOLE, []))
        if "number" in self._line:  # where it is no note's after all, it may stand in a word
            self._found.append(Passage("number", whole))
        for place, pieces in self._line.items():
            if (words := "".join(pieces)).strip():
                self._found.append(Passage(place, words))
        self._line = {}

    def _below(self, element: Any, place: str) -> None:
        self._say(place, element.text)
        for child in element:
            self._child(child, place)
            self._say(place, child.tail)

    def _child(self, child: Any, outer: str) -> None:
        local = _local(child)
        if not local or local in _SILENT or (outer == "comment" and _METADATA in child.tag):
            return
        place = outer if outer in ("deleted", "comment", "hidden", "contents", "header") else ""
        place = place or _PLACES.get(local, outer)
        if any(
            key.endswith("}style-name") and value in self._hidden
            for key, value in child.attrib.items()
        ):
            place = "hidden"
        if local == "a" and (child.get(_XLINK) or "").startswith("#") and place == "body":
            place = "number" if len("".join(child.itertext())) < _SHORT else place
        if local in ("title", "desc") and "svg" in child.tag:
            self._description(child)
            return
        if local == "object":
            self._formula(child, place)
        if local in _SPACES:
            self._say(place, " ")
        elif local in ("note-body", "text-box", "custom-shape", "rect", "ellipse", "annotation"):
            line, self._line = self._line, {}
            self._below(child, place)
            self._end()
            self._line = line
        else:
            if local in _BREAKS:
                self._end()
            self._below(child, place)
            if local in _BREAKS:
                self._end()

    def _description(self, element: Any) -> None:
        """Take the description of a frame that is a picture, or its title where it has none."""
        frame = element.getparent()
        others = [one for one in frame if _local(one) == "desc" and (one.text or "").strip()]
        if (_local(element) == "title" and others) or not any(
            _local(one) == "image" for one in frame
        ):
            return
        if (element.text or "").strip():
            self._found.append(Passage("picture", element.text))

    def _formula(self, element: Any, place: str) -> None:
        name = (element.get(_XLINK) or "").removeprefix("./")
        root = self._parts.xml(f"{name}/content.xml")
        if root is not None and _local(root) == "math":
            self._say(
                place, " " + " ".join(one.text or "" for one in root.iter() if _local(one) in _MATH)
            )
            self._say(place, " ")

    def _say(self, place: str, text: str | None) -> None:
        if text:
            self._line.setdefault(place, []).append(text)
            if place in _TOGETHER:
                self._line.setdefault(_WHOLE, []).append(text)
