"""A trial: what a file of ours would need to be PDF/UA-2, and whether veraPDF then takes it.

``PYTHONPATH=tests python -m support.checkers.ua2 out/synthese/synthese-a5-screen.pdf``
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from support.checkers.ua import by_verapdf

#: The structure types of PDF 2.0 (ISO 32000-2, annex M).
_NAMESPACE = "http://iso.org/pdf2/ssn"
_OLD_ONLY = {"/TOC", "/TOCI", "/Reference"}
_CLAIM = "<pdfuaid:part>1</pdfuaid:part>"
_CLAIM_2 = "<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>"


def as_ua2(source: Path, target: Path) -> None:
    """Write a file of ours as PDF/UA-2 (ISO 14289-2) as far as a trial goes.

    Links lead to the first element of their page, not to the very one.
    """
    with pikepdf.open(source) as pdf:
        tree = pdf.Root.StructTreeRoot
        namespace = pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String(_NAMESPACE)))
        tree.Namespaces = Array([namespace])
        elements = list(_walk(tree.K[0]))
        for element in elements:
            if element.S == "/Note":
                element.S = Name.FENote
            if str(element.S) not in _OLD_ONLY:
                element.NS = namespace
            if any(kid.get("/S") == "/Lbl" for item in _kids(element) for kid in _kids(item)):
                element.A = Dictionary(O=Name.List, ListNumbering=Name.Description)
            _captions_into_figures(element)
        first = {one.Pg.objgen: one for one in reversed(elements) if "/Pg" in one}
        names = pdf.Root.Names.Dests.Names
        targets = {}
        for index in range(0, len(names), 2):
            place = names[index + 1]
            targets[str(names[index])] = first.get(place[0].objgen, elements[0])
            names[index + 1] = Dictionary(D=place, SD=_structure(place, first, elements[0]))
        for entry in elements:
            if entry.S == "/TOCI":
                links = [kid.Obj for one in _walk(entry) for kid in _kids(one) if "/Obj" in kid]
                entry.Ref = Array([targets[str(link.Dest)] for link in links])
        said = pdf.Root.Metadata.read_bytes().decode().replace(_CLAIM, _CLAIM_2)
        pdf.Root.Metadata.write(said.encode())
        pdf.save(target, min_version="2.0")


def _kids(element: Any) -> list[Any]:
    held = element.get("/K", [])
    kids = list(held) if isinstance(held, Array) else [held]
    return [kid for kid in kids if isinstance(kid, Dictionary)]


def _walk(element: Any) -> Iterator[Any]:
    yield element
    for kid in _kids(element):
        if "/S" in kid:
            yield from _walk(kid)


def _captions_into_figures(element: Any) -> None:
    kids = _kids(element)
    figures = [kid for kid in kids if kid.get("/S") == "/Figure"]
    captions = [kid for kid in kids if kid.get("/S") == "/Caption"]
    if not (figures and captions):
        return
    held = figures[0].K
    figures[0].K = Array([*(held if isinstance(held, Array) else [held]), *captions])
    for caption in captions:
        caption.P = figures[0]
    element.K = Array([kid for kid in kids if kid.get("/S") != "/Caption"])


def _structure(place: Any, first: dict[Any, Any], fallback: Any) -> Array:
    """Turn a destination on a page into one of the tag tree (ISO 32000-2, 12.3.2.3)."""
    return Array([first.get(place[0].objgen, fallback), *list(place)[1:]])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "ua2.pdf"
        as_ua2(Path(sys.argv[1]), written)
        print("\n".join(by_verapdf([written], "ua2")[written]) or "veraPDF: PDF/UA-2")
