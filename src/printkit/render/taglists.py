"""Lists as a screen reader should meet them (ISO 32000-1, 14.8.4.3.3)."""

from __future__ import annotations

from typing import Any

import pydyf

from printkit.render.tagtree import TagTree


class ListTags(TagTree):
    """A tag tree whose lists can be put right."""

    def _body_lists(self, top: Any) -> None:
        """Give every list item a body; a label may stand before it."""
        for element in list(self._all(top)):
            if element.get("S") != "/LI":
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

    def _pair_terms(self, top: Any) -> None:
        """Make a term the label of the item that explains it: the engine makes an item of each."""
        for element in list(self._all(top)):
            if element.get("S") != "/L":
                continue
            kept: list[Any] = []
            item: Any = None
            for kid, inner in self._kids(element):
                tag = getattr(getattr(inner, "html", None), "tag", None)
                if tag == "dd" and item is not None:
                    for one in inner["K"]:
                        self._hang(one, item, inner.get("Pg"))
                    self._free(inner)
                    continue
                item = inner if tag == "dt" else None
                if item is not None:
                    for _kid, body in self._kids(item):
                        body["S"] = "/Lbl"
                kept.append(kid)
            element["K"] = pydyf.Array(kept)
