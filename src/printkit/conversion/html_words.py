"""The words of a page, read from its elements apart from the converter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from printkit.conversion.document import Passage
from printkit.core.word_list import word_set

_UNSEEN: Final = word_set(
    "script style head title meta link template noscript iframe object embed applet audio video canvas svg"
    " datalist"
)
_BREAKS: Final = word_set(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre"
    " section summary table tbody td tfoot th thead tr ul"
)
_HIDING: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)")
#: Places whose words stand in one line, and the name of that line.
_TOGETHER: Final = frozenset({"body", "number"})
_WHOLE: Final = "whole"
_SHORT: Final = 8


def html_words(root: Any) -> Iterator[Passage]:
    """Yield what a page says, block by block, with its place."""
    line: dict[str, list[str]] = {}

    def say(place: str, words: str) -> None:
        line.setdefault(place, []).append(words)
        if place in _TOGETHER:
            line.setdefault(_WHOLE, []).append(words)

    def end() -> Iterator[Passage]:
        whole = "".join(line.pop(_WHOLE, []))
        if "number" in line:  # where it is no note's after all, it may stand in a word: « mot1 »
            yield Passage("number", whole)
        for place, pieces in line.items():
            if (words := "".join(pieces)).strip():
                yield Passage(place, words)
        line.clear()

    def walk(element: Any, place: str) -> Iterator[Passage]:
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            return
        style = (element.get("style") or "").lower()
        if element.get("hidden") is not None or _HIDING.search(style):
            place = "hidden"
        elif "mso-list:ignore" in style.replace(" ", "") or _is_number(element):
            place = "number"
        elif element.tag == "nav":
            place = "header"
        if element.tag in _BREAKS:
            yield from end()
        if element.tag == "img" and (element.get("alt") or "").strip():
            yield Passage("picture", element.get("alt"))
        say(place, element.text or "")
        for child in element:
            yield from walk(child, place)
            if child.tag == "br":
                yield from end()
            say(place, child.tail or "")
        if element.tag in _BREAKS:
            yield from end()

    yield from walk(root, "body")
    yield from end()


def _is_number(element: Any) -> bool:
    """Tell whether a link within the page is so short that it may be a note's number or a way back."""
    inner = element.tag == "a" and (element.get("href") or "").startswith("#")
    return inner and len("".join(element.itertext()).strip()) < _SHORT
