"""Make the engine's tag tree what a screen reader should meet, before the part is cached.

The engine writes one element per page fragment (a paragraph cut by a page break becomes two), one Span
per line of text, and hangs link annotations into each other. Here fragments of one HTML element become
one element again, lines go, notes are notes, list items hold bodies (ISO 32000-1, 14.8.4.3.3), an
annotation hangs under its link only (ISO 14289-1, 7.18.5), and images without words become artifacts.

Knows one private function of the engine, ``weasyprint.pdf.tags._build_box_tree``; the engine's version
is pinned and ``tests/unit/test_tags.py`` proves the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags as engine_tags

_build = engine_tags._build_box_tree
#: Fragments of these on following pages are one element; a table's repeated head keeps it apart.
_JOINED = frozenset(
    {*(f"H{level}" for level in range(1, 7)), "P", "Div", "Sect", "Art", "Part", "BlockQuote"}
    | {"L", "LI", "LBody", "NonStruct", "Span", "Note", "Link"}
)
#: Elements that say nothing of their own: their text belongs to what holds them.
_SILENT = frozenset({"/Span", "/NonStruct"})
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


def tidy(document: Any, pdf: Any) -> None:
    """Mend the tag tree of a PDF about to be written (a ``finisher`` of the engine)."""
    if "StructTreeRoot" in pdf.catalog:
        _Tree(document, pdf).tidy()


class _Tree:
    """The structure elements of one PDF. Pages are told by their index."""

    def __init__(self, document: Any, pdf: Any) -> None:
        self._pdf = pdf
        self._heights = [page.height * _PX_TO_PT for page in document.pages]
        self._root = self._object(pdf.catalog["StructTreeRoot"])
        self._pages = {reference: index for index, reference in enumerate(pdf.page_references)}

    def tidy(self) -> None:
        top = self._object(self._root["K"][0])
        self._describe(top)
        self._drop_inner_annotations(top, in_link=False)
        self._silence(top)
        self._drop_images_without_words(top)
        self._join(top)
        self._body_lists(top)
        self._measure_figures(top)
        self._map_content(top)

    def _object(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def _kids(self, element: Any) -> list[tuple[Any, Any]]:
        """Return (K entry, structure element or None) of every kid."""
        found = []
        for kid in element["K"]:
            inner = self._object(kid) if isinstance(kid, bytes) else None
            if inner is not None and inner.get("Type") != "/StructElem":
                inner = None
            found.append((kid, inner))
        return found

    def _all(self, element: Any) -> Iterator[Any]:
        pending = [element]
        while pending:
            one = pending.pop()
            yield one
            pending.extend(inner for _kid, inner in self._kids(one) if inner is not None)

    def _describe(self, top: Any) -> None:
        """Tag what HTML says and the engine leaves out: notes, languages, expansions."""
        for element in list(self._all(top)):
            html = getattr(element, "html", None)
            if html is None or "::" in (getattr(element, "part", None) or ""):
                continue
            if html.get("lang"):
                element["Lang"] = pydyf.String(html.get("lang"))
            if html.tag == "abbr" and html.get("title"):
                element["E"] = pydyf.String(html.get("title"))
            if "footnote" in (html.get("class") or "").split() and element["S"] == "/Span":
                element["S"] = "/Note"
                if html.get("id"):
                    element["ID"] = pydyf.String(html.get("id"))

    def _silence(self, element: Any) -> None:
        """Let text stand in its paragraph, without a tag for each line and each run."""
        kept: list[Any] = []
        for kid, inner in self._kids(element):
            if inner is None:
                kept.append(kid)
                continue
            self._silence(inner)
            plain = all(isinstance(one, int) for one in inner["K"])
            same_page = inner.get("Pg") == element.get("Pg") and element["S"] != "/Document"
            says_nothing = inner["S"] in _SILENT and not {"Lang", "E", "Alt"} & inner.keys()
            if says_nothing and not inner["K"]:
                self._free(inner)
            elif says_nothing and plain and same_page and element["S"] not in ("/L", "/LI", "/TR"):
                kept.extend(inner["K"])
                self._free(inner)
            else:
                kept.append(kid)
        element["K"] = pydyf.Array(kept)

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
        kept: list[Any] = []
        for kid, inner in self._kids(element):
            html = getattr(inner, "html", None)
            if inner is None or html is None or inner["S"].lstrip("/") not in _JOINED:
                kept.append(kid)
                continue
            key = (html, inner.part, inner["S"])
            begun = first.get(key)
            if begun is None or begun.get("Pg") == inner.get("Pg"):
                first[key] = inner
                kept.append(kid)
                continue
            for one in inner["K"]:
                if isinstance(one, int):
                    begun["K"].append(self._mark(one, inner["Pg"]))
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

    def _mark(self, mark: int, page: bytes) -> bytes:
        """Refer to marked content on another page than its element's (ISO 32000-1, 14.7.4.2)."""
        reference = pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mark})
        self._pdf.add_object(reference)
        return bytes(reference.reference)

    def _body_lists(self, top: Any) -> None:
        """Give every list item a body; a label may stand before it."""
        for element in list(self._all(top)):
            if element["S"] != "/LI":
                continue
            kids = self._kids(element)
            if all(inner is not None and inner["S"] in ("/Lbl", "/LBody") for _kid, inner in kids):
                continue
            body = pydyf.Dictionary(
                {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "P": element.reference}
            )
            if "Pg" in element:
                body["Pg"] = element["Pg"]
            self._pdf.add_object(body)
            kept = []
            for kid, inner in kids:
                if inner is not None and inner["S"] == "/Lbl":
                    kept.append(kid)
                elif inner is not None and inner["S"] == "/LBody":
                    for one in inner["K"]:
                        self._hang(one, body, inner.get("Pg"))
                    self._free(inner)
                else:
                    self._hang(kid, body, element.get("Pg"))
            element["K"] = pydyf.Array([*kept, body.reference])

    def _hang(self, kid: Any, body: Any, page: bytes | None) -> None:
        if isinstance(kid, int) and page is not None and page != body.get("Pg"):
            kid = self._mark(kid, page)
        elif not isinstance(kid, int) and "P" in (inner := self._object(kid)):
            inner["P"] = body.reference
        body["K"].append(kid)

    def _measure_figures(self, top: Any) -> None:
        """Give figures their box in points from the trim's lower left, not in pixels from its top."""
        for element in self._all(top):
            box = element.get("A", {}).get("BBox") if element["S"] == "/Figure" else None
            if box is not None:
                height = self._heights[self._pages[element["Pg"]]]
                left, upper, right, lower = (float(value) * _PX_TO_PT for value in box)
                element["A"]["BBox"] = pydyf.Array(
                    round(value, 3) for value in (left, height - lower, right, height - upper)
                )

    def _map_content(self, top: Any) -> None:
        """Write the parent tree anew from the elements as they are now."""
        marks: list[dict[int, bytes]] = [{} for _page in self._heights]
        annotations: list[tuple[Any, bytes]] = []
        for element in self._all(top):
            for kid in element["K"]:
                if isinstance(kid, int):
                    marks[self._pages[element["Pg"]]][kid] = element.reference
                    continue
                inner = self._object(kid)
                if inner.get("Type") == "/MCR":
                    marks[self._pages[inner["Pg"]]][inner["MCID"]] = element.reference
                elif inner.get("Type") == "/OBJR":
                    annotations.append((self._object(inner["Obj"]), element.reference))
        numbers = pydyf.Array()
        for index, found in enumerate(marks):
            count = max(found, default=-1) + 1
            numbers += [index, pydyf.Array(found.get(mark, b"null") for mark in range(count))]
        for key, (annotation, reference) in enumerate(annotations, len(marks)):
            annotation["StructParent"] = key
            numbers += [key, reference]
        self._object(self._root["ParentTree"])["Nums"] = numbers

    @staticmethod
    def _free(one: Any) -> None:
        """Empty an object nothing refers to; the writer cannot leave numbers out."""
        one.clear()
