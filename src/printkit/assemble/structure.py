"""One tag tree over all parts: Document > Part per chapter, one parent tree, one id tree.

ISO 32000-1, 14.7.2 (structure tree root), 14.7.4.4 (parent tree); ISO 14289-1, 7.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    TextStringObject,
)

from printkit.assemble.joined_objects import (
    N,
    add,
    dictionary,
    flat_tree,
    items,
    kids,
    pairs,
    resolve,
)


class StructureTree:
    """The tag tree of the file being written; parts are hung into it in reading order."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._root = add(writer, dictionary(Type="/StructTreeRoot"))
        self._document = add(
            writer,
            dictionary(Type="/StructElem", S="/Document", P=self._root, K=ArrayObject()),
        )
        self._parents: list[tuple[int, Any]] = []
        self._ids: dict[str, IndirectObject] = {}
        self._next = 0

    def hang(self, source: PdfReader, pages: Sequence[Any], title: str, prefix: str) -> None:
        """Hang a part's own tree in, its pages having been added as ``pages``.

        ``prefix`` makes the ids the engine counts itself (table headers) unique in the book.
        """
        base, top = self._next, self._next
        for original, page in zip(source.pages, pages, strict=True):
            if "/StructParents" in original:
                key = int(str(original["/StructParents"])) + base
                page[N("/StructParents")] = NumberObject(key)
                top = max(top, key + 1)
            for annotation in page.get("/Annots", ArrayObject()):
                inner = resolve(annotation)
                if "/StructParent" in inner:
                    key = int(inner["/StructParent"]) + base
                    inner[N("/StructParent")] = NumberObject(key)
        catalog: Any = source.trailer["/Root"].get_object()
        if "/StructTreeRoot" in catalog:
            tree = resolve(catalog.raw_get("/StructTreeRoot").clone(self._writer))
            top = max(top, self._adopt(tree, base, title, prefix))
        self._next = top

    def finish(self) -> None:
        """Write the trees into the catalog."""
        root = resolve(self._root)
        root[N("/K")] = ArrayObject([self._document])
        numbers = [
            (NumberObject(key), value)
            for key, value in sorted(self._parents, key=lambda entry: entry[0])
        ]
        root[N("/ParentTree")] = add(self._writer, flat_tree("/Nums", numbers))
        root[N("/ParentTreeNextKey")] = NumberObject(self._next)
        if self._ids:
            names = [(TextStringObject(name), self._ids[name]) for name in sorted(self._ids)]
            root[N("/IDTree")] = add(self._writer, flat_tree("/Names", names))
        self._writer.root_object[N("/StructTreeRoot")] = self._root

    def _adopt(self, tree: Any, base: int, title: str, prefix: str) -> int:
        part = add(
            self._writer,
            dictionary(Type="/StructElem", S="/Part", P=self._document, K=ArrayObject()),
        )
        element = resolve(part)
        if title:
            element[N("/T")] = TextStringObject(title)
        for document in kids(tree):
            for kid in kids(resolve(document)):
                resolve(kid)[N("/P")] = part
                element["/K"].append(kid)
        if element["/K"]:  # a page that says nothing has no part
            resolve(self._document)["/K"].append(part)
        top = base
        for key, value in pairs(resolve(tree["/ParentTree"])):
            self._parents.append((int(key) + base, value))
            top = max(top, int(key) + base + 1)
        self._register(part, prefix)
        return top

    def _register(self, part: IndirectObject, prefix: str) -> None:
        """Make ids unique and note where they are; cells name the ids of their headers."""
        pending: list[IndirectObject] = [part]
        while pending:
            reference = pending.pop()
            element = resolve(reference)
            if "/ID" in element:
                name = _unique(str(element["/ID"]), prefix)
                element[N("/ID")] = TextStringObject(name)
                self._ids[name] = reference
            attributes: Any = element.get("/A")
            if isinstance(attributes, DictionaryObject) and "/Headers" in attributes:
                headers = [_unique(str(name), prefix) for name in items(attributes["/Headers"])]
                attributes[N("/Headers")] = ArrayObject(map(TextStringObject, headers))
            for kid in kids(element):
                if isinstance(kid, IndirectObject):
                    inner = resolve(kid)
                    if isinstance(inner, DictionaryObject) and "/S" in inner:
                        pending.append(kid)


def _unique(name: str, prefix: str) -> str:
    """Prefix an id unless it is the part's own, which holds its name already."""
    return name if name.startswith(f"{prefix}.") else f"{prefix}:{name}"
