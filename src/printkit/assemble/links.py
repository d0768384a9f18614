"""Links across parts: ``xref:`` addresses become destinations of the merged file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, TextStringObject

from printkit.assemble.joined_objects import N, add, flat_tree, items, number_of, pairs
from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _

_XREF = "xref:"


class Links:
    """Destinations by name and the links that lead to them."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._places: dict[str, ArrayObject] = {}
        self._led_to: set[str] = set()

    def gather(
        self,
        source: PdfReader,
        pages: Sequence[Any],
        shifts_pt: Sequence[float],
    ) -> None:
        """Take over a part's named destinations; ``shifts_pt`` is how far each page moves right."""
        catalog: Any = source.trailer["/Root"].get_object()
        names = catalog.get("/Names")
        if names is None or "/Dests" not in names:
            return
        index_of = {number_of(page): index for index, page in enumerate(source.pages)}
        for name, value in pairs(names["/Dests"].get_object()):
            place = items(value.get_object())
            index = index_of[place[0].idnum]
            left = FloatObject(round(float(place[2]) + shifts_pt[index], 3))
            target = pages[index].indirect_reference
            self._places.setdefault(
                str(name), ArrayObject([target, N("/XYZ"), left, place[3], place[4]])
            )

    def resolve(self, titles: Mapping[str, str]) -> list[Finding]:
        """Point every internal link at its destination and describe it in words.

        ``titles`` maps a destination to what stands there; other links keep the words they came with.
        A link to nowhere is an error finding and stays without effect.
        """
        findings: list[Finding] = []
        for number, page in enumerate(self._writer.pages, 1):
            for reference in page.get("/Annots", ArrayObject()):
                annotation = reference.get_object()
                name = _target(annotation)
                if name is None:
                    continue
                self._led_to.add(name)
                annotation.pop("/A", None)
                annotation[N("/Dest")] = TextStringObject(name)
                words = titles.get(name) or annotation.get("/Contents") or name
                annotation[N("/Contents")] = TextStringObject(words)
                if name not in self._places:
                    findings.append(_nowhere(name, number))
        return findings

    def place(self, name: str) -> ArrayObject | None:
        """Return the explicit destination of a name."""
        return self._places.get(name)

    def finish(self, named: Collection[str] | None = None) -> None:
        """Write the name tree of destinations into the catalog.

        Those that no link leads to are left out unless they are ``named``; None: all are kept.
        """
        kept = {*self._places}
        if named is not None:
            kept &= self._led_to | {*named}
        entries = [(TextStringObject(name), self._places[name]) for name in sorted(kept)]
        tree = add(self._writer, flat_tree("/Names", entries))
        self._writer.root_object[N("/Names")] = DictionaryObject({N("/Dests"): tree})


def _target(annotation: Any) -> str | None:
    """Return the destination an internal link names, None for any other annotation."""
    if isinstance(annotation.get("/Dest"), str):
        return str(annotation["/Dest"])
    action = annotation.get("/A")
    uri = str(action.get_object().get("/URI", "")) if action is not None else ""
    return uri.removeprefix(_XREF) if uri.startswith(_XREF) else None


def _nowhere(name: str, page: int) -> Finding:
    return Finding(
        "broken-link",
        Severity.ERROR,
        _("a link on page {page} leads to “{name}”, which no page shows").format(
            page=page, name=name
        ),
        page=page,
        hint=_("give the thing meant an id, or take the link out"),
    )
