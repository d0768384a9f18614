"""What HTML says of an element and the engine's tags leave out (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pydyf

#: HTML element → its standard structure type, where the engine knows none.
_TYPES = {"aside": "/Sect", "figure": "/Div", "nav": "/TOC"}

#: A link's text that is an address, with or without its scheme.
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_BLOCKS = frozenset({"p", "li", "dd", "dt", "td", "th", "div", "figcaption", "caption"})
_LONGEST = 200


def describe(elements: Iterable[Any]) -> None:
    """Tag notes and their calls, contents, languages, expansions, and which cells a header heads."""
    known = [one for one in elements if getattr(one, "html", None) is not None]
    listed = {entry for one in known if one.html.tag == "nav" for entry in one.html}
    for element in known:
        part = element.part or ""
        if part.endswith("::footnote-call"):
            element["S"] = "/Reference"
        elif "::" not in part:
            _describe(element, element.html)
            if element["S"] == "/Div" and element.html in listed:
                element["S"] = "/TOCI"


def words_of_link(html: Any, parents: Mapping[Any, Any]) -> str:
    """Return what a link says when it is met alone: its text; of a bare address, what it is given for.

    ``parents`` maps each HTML element to the one it stands in.
    """
    words = _text(html) or " ".join(one.get("alt", "") for one in html.iter("img")).strip()
    if not _ADDRESS.fullmatch(words):
        return words
    around = html
    while around in parents and around.tag not in _BLOCKS and "footnote" not in _classes(around):
        around = parents[around]
    said = _text(around).replace(words, "").strip(" .,;:()")
    return f"{said[:_LONGEST].rsplit(' ', 1)[0]} …" if len(said) > _LONGEST else said or words


def _text(html: Any) -> str:
    return " ".join("".join(html.itertext()).split())


def _classes(html: Any) -> list[str]:
    return (html.get("class") or "").split()


def is_box_of_same(one: Any, other: Any) -> bool:
    """Tell whether the engine made two boxes, and so two tags, of one HTML element."""
    html = getattr(one, "html", None)
    return html is not None and html is getattr(other, "html", None) and one.part == other.part


def _describe(element: Any, html: Any) -> None:
    if html.get("lang"):
        element["Lang"] = pydyf.String(html.get("lang"))
    if html.tag == "abbr" and html.get("title"):
        element["E"] = pydyf.String(html.get("title"))
        element["S"] = "/Span"  # what the engine writes, NonStruct, is passed over
    if "footnote" in _classes(html) and element["S"] == "/Span":
        element["S"] = "/Note"
        if html.get("id"):
            element["ID"] = pydyf.String(html.get("id"))
    elif element["S"] == "/NonStruct" and html.tag in _TYPES:
        element["S"] = _TYPES[html.tag]
    elif element["S"] == "/TH" and "A" in element:
        element["A"]["Scope"] = "/Row" if html.get("scope") == "row" else "/Column"
