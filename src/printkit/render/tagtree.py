"""The tag tree of a PDF the engine is about to write: reading it, and mapping content to it anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf


class TagTree:
    """The structure elements of one PDF (ISO 32000-1, 14.7). Pages are told by their reference."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._root = self._object(pdf.catalog["StructTreeRoot"])
        self._pages = {reference: index for index, reference in enumerate(pdf.page_references)}

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

    def _place(self, kid: Any, element: Any) -> tuple[Any, Any] | None:
        """Return the page and the number of marked content, None for any other kid."""
        if isinstance(kid, int):
            return element["Pg"], kid
        mark = self._object(kid)
        return (mark["Pg"], mark["MCID"]) if mark.get("Type") == "/MCR" else None

    def _mark(self, mark: int, page: bytes) -> bytes:
        """Refer to marked content on another page than its element's (ISO 32000-1, 14.7.4.2)."""
        reference = pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mark})
        self._pdf.add_object(reference)
        return bytes(reference.reference)

    def _map_content(self, top: Any) -> None:
        """Write the parent tree anew from the elements as they are now."""
        marks: list[dict[int, bytes]] = [{} for _page in self._pages]
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
