"""Make the engine's tag tree what a screen reader should meet, before the part is cached.

The engine writes one element per page fragment (a paragraph cut by a page break becomes two), one Span
per line of text, and hangs link annotations into each other. Here fragments of one HTML element become
one element again, lines go and are read as one piece, notes follow their calls, list items hold bodies
(ISO 32000-1, 14.8.4.3.3), an annotation hangs under its link only (ISO 14289-1, 7.18.5), and images
without words become artifacts. What was moved to fill a page is read where it was written.

Knows one private function of the engine, ``weasyprint.pdf.tags._build_box_tree``; the engine's version
is pinned and ``tests/unit/test_tags.py`` proves the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags as engine_tags

from printkit.render.meanings import describe, is_box_of_same, words_of_link
from printkit.render.pages.make_up import PLACE
from printkit.render.sequences import Sequences
from printkit.render.taglists import ListTags

_build = engine_tags._build_box_tree
#: Fragments of these on following pages are one element; a table's repeated head keeps it apart.
_JOINED = frozenset(
    {*(f"H{level}" for level in range(1, 7)), "P", "Div", "Sect", "Art", "Part", "BlockQuote"}
    | {"L", "LI", "LBody", "NonStruct", "Span", "Note", "Link"}
)
#: Fragments of these on lines that follow each other are one element.
_INLINE = frozenset({"/Span", "/Link"})
#: Elements that say nothing of their own: their text belongs to what holds them.
_SILENT = frozenset({"/Span", "/NonStruct"})
#: Elements that may hold certain others only (ISO 32000-1, 14.8.4.3).
_STRICT = frozenset({"/L", "/LI", "/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TOC"})
_PX_TO_PT = 0.75


def _traced(box: Any, *arguments: Any) -> Iterator[Any]:
    """Build as the engine does, and remember which HTML element each tag came from."""
    real = box._box if isinstance(box, AbsolutePlaceholder) else box
    for element in _build(box, *arguments):
        if not hasattr(element, "html"):
            element.html = real.element
            element.part = real.element_tag
        yield element


engine_tags._build_box_tree = _traced


def _place_of(element: Any) -> int:
    """Return which element of the page a tag was written as, -1 if that is not known."""
    html = getattr(element, "html", None)
    return -1 if html is None else int(html.get(PLACE, -1))


def tidy(document: Any, pdf: Any) -> None:
    """Mend the tag tree of a PDF about to be written (a ``finisher`` of the engine)."""
    if "StructTreeRoot" in pdf.catalog:
        _Tidied(document, pdf).tidy()


class _Tidied(ListTags):
    """A tag tree that is put right."""

    def __init__(self, document: Any, pdf: Any) -> None:
        super().__init__(pdf)
        self._document = document

    def tidy(self) -> None:
        top = self._object(self._root["K"][0])
        describe(self._all(top))
        self._drop_inner_annotations(top, in_link=False)
        self._let_links_speak(top)
        self._silence(top)
        self._drop_images_without_words(top)
        self._join(top)
        self._read_as_written(top)
        self._put_notes_at_their_calls(top)
        self._body_lists(top)
        self._pair_terms(top)
        self._measure_figures(top)
        self._join_lines(top)
        self._map_content(top)

    def _silence(self, element: Any) -> None:
        """Let text stand in its paragraph, without a tag for each line, each run and each box."""
        kept: list[Any] = []
        for kid, inner in self._kids(element):
            if inner is None:
                kept.append(kid)
                continue
            self._silence(inner)
            if not self._says_nothing(inner, element):
                kept.append(kid)
                continue
            for one in inner["K"]:
                if not isinstance(one, int) and "P" in (moved := self._object(one)):
                    moved["P"] = element.reference
            kept.extend(inner["K"])
            self._free(inner)
        element["K"] = pydyf.Array(kept)

    @staticmethod
    def _says_nothing(inner: Any, element: Any) -> bool:
        """Tell whether what an element holds may stand in its parent as well."""
        repeats = inner["S"] == element["S"] and is_box_of_same(inner, element)
        silent = inner["S"] in _SILENT and not {"Lang", "E", "Alt", "ID"} & inner.keys()
        if not inner["K"] and (silent or inner["S"] == "/Div"):
            return True
        if not (repeats or silent) or element["S"] in _STRICT:
            return False
        has_text = any(isinstance(one, int) for one in inner["K"])
        same_page = inner.get("Pg") == element.get("Pg") and element["S"] != "/Document"
        return same_page or not has_text

    def _drop_inner_annotations(self, element: Any, *, in_link: bool) -> None:
        kept: list[Any] = []
        for kid, inner in self._kids(element):
            if inner is not None:
                self._drop_inner_annotations(inner, in_link=in_link or element["S"] == "/Link")
            elif isinstance(kid, bytes) and in_link and element["S"] != "/Link":
                holder = self._object(kid)
                self._drop_annotation(holder["Obj"], holder["Pg"])
                self._free(holder)
                continue
            kept.append(kid)
        element["K"] = pydyf.Array(kept)

    def _let_links_speak(self, top: Any) -> None:
        root = self._document.pages[0]._page_box.children[0].element
        parents = {kid: one for one in root.iter() for kid in one}
        for element in self._all(top):
            html = getattr(element, "html", None)
            if element["S"] != "/Link" or html is None:
                continue
            words = words_of_link(html, parents)
            for kid, inner in self._kids(element):
                holder = None if inner is not None or isinstance(kid, int) else self._object(kid)
                if words and holder is not None and holder.get("Type") == "/OBJR":
                    self._object(holder["Obj"])["Contents"] = pydyf.String(words)

    def _drop_annotation(self, reference: bytes, page: bytes) -> None:
        annotations = self._object(page)["Annots"]
        self._object(page)["Annots"] = pydyf.Array(one for one in annotations if one != reference)
        self._free(self._object(reference))

    def _drop_images_without_words(self, element: Any) -> None:
        kept: list[Any] = []
        for kid, inner in self._kids(element):
            if inner is not None and inner["S"] == "/Figure" and "Alt" not in inner:
                page = self._object(inner["Pg"])
                for mark in inner["K"]:
                    self._make_artifact(self._object(page["Contents"]), int(mark))
                self._free(inner)
                continue
            if inner is not None:
                self._drop_images_without_words(inner)
            kept.append(kid)
        element["K"] = pydyf.Array(kept)

    @staticmethod
    def _make_artifact(stream: Any, mark: int) -> None:
        """Rewrite ``/Figure <</MCID n>> BDC`` as ``/Artifact BMC`` in a page's drawing."""
        written = stream.stream
        for index, operator in enumerate(written):
            if operator != b"BDC" or written[index - 1].get("MCID") != mark:
                continue
            written[index - 2 : index + 1] = [b"/Artifact", b"BMC"]
            return

    def _join(self, element: Any) -> None:
        """Make the fragments of one HTML element one tag again."""
        first: dict[Any, Any] = {}
        begun: Any
        kept: list[Any] = []
        for kid, inner in self._kids(element):
            html = getattr(inner, "html", None)
            if inner is None or html is None or inner["S"].lstrip("/") not in _JOINED:
                kept.append(kid)
                continue
            key = (html, inner.part, inner["S"])
            begun = first.get(key)
            same_page = begun is not None and begun.get("Pg") == inner.get("Pg")
            next_line = same_page and inner["S"] in _INLINE and kept[-1] == begun.reference
            if begun is None or (same_page and not next_line):
                first[key] = inner
                kept.append(kid)
                continue
            for one in inner["K"]:
                if isinstance(one, int):
                    begun["K"].append(one if next_line else self._mark(one, inner["Pg"]))
                    continue
                moved = self._object(one)
                if "P" in moved:
                    moved["P"] = begun.reference
                begun["K"].append(one)
            self._free(inner)
        element["K"] = pydyf.Array(kept)
        for _kid, inner in self._kids(element):
            if inner is not None:
                self._join(inner)

    def _read_as_written(self, top: Any) -> None:
        """Say what was moved to fill a page where its author put it."""
        for element in self._all(top):
            kids = [(kid, _place_of(inner)) for kid, inner in self._kids(element)]
            in_order = iter(sorted((one for one in kids if one[1] >= 0), key=lambda one: one[1]))
            element["K"] = pydyf.Array(
                next(in_order)[0] if place >= 0 else kid for kid, place in kids
            )

    def _put_notes_at_their_calls(self, top: Any) -> None:
        """Read a note after its number in the text, as its author wrote it, not at the page's foot."""
        elements = list(self._all(top))
        notes = {one.html: one for one in elements if one["S"] == "/Note"}
        calls = {one.html for one in elements if one["S"] == "/Reference" and one.html in notes}
        moved = {notes[html].reference for html in calls}
        for element in elements:
            kept: list[Any] = []
            for kid, inner in self._kids(element):
                if kid in moved:
                    continue
                kept.append(kid)
                if inner is not None and inner["S"] == "/Reference" and inner.html in notes:
                    note = notes[inner.html]
                    note["P"] = element.reference
                    kept.append(note.reference)
            element["K"] = pydyf.Array(kept)

    def _join_lines(self, top: Any) -> None:
        """Let lines that follow each other be one piece of marked content."""
        pages = {
            reference: Sequences(self._object(self._object(reference)["Contents"]))
            for reference in self._pages
        }
        for element in self._all(top):
            kept: list[Any] = []
            last: tuple[Any, Any] | None = None
            for kid in element["K"]:
                place = self._place(kid, element)
                if (
                    last
                    and place
                    and last[0] == place[0]
                    and pages[last[0]].join(last[1], place[1])
                ):
                    if not isinstance(kid, int):
                        self._free(self._object(kid))
                    continue
                kept.append(kid)
                last = place
            element["K"] = pydyf.Array(kept)
        for page in pages.values():
            page.close()

    def _measure_figures(self, top: Any) -> None:
        """Give figures their box in points from the trim's lower left, not in pixels from its top."""
        for element in self._all(top):
            box = element.get("A", {}).get("BBox") if element["S"] == "/Figure" else None
            if box is not None:
                page = self._document.pages[self._pages[element["Pg"]]]
                height = page.height * _PX_TO_PT
                left, upper, right, lower = (float(value) * _PX_TO_PT for value in box)
                element["A"]["BBox"] = pydyf.Array(
                    round(value, 3) for value in (left, height - lower, right, height - upper)
                )
