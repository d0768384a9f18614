"""Flatten an HTML tree to one string the rules can read, and write the edited string back.

Every text of the tree is a *piece* of the string, in reading order. Elements that are left alone,
block edges and note calls are pieces of one character without a place in the tree. Inline elements
weigh nothing, so that a rule sees ``l'<em>État</em>`` as ``l'État``. The text of a note is a flow
of its own, put after everything else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Any

from printkit.core.language_tags import primary
from printkit.core.word_list import word_set
from printkit.languages import signs
from printkit.languages.signs import Edit

_BLOCKS = word_set(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl"
    " dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main"
    " menu nav ol optgroup option p section summary table tbody td tfoot th thead tr ul"
)
_SKIPPED_BLOCKS = word_set("pre hr head template noscript")
_SKIPPED = word_set(
    "code kbd samp tt var math svg textarea select iframe object embed video audio canvas img"
    " picture input listing xmp plaintext"
)
_INVISIBLE = word_set("script style link meta")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NEW = re.compile(
    f"{signs.SUP}([^{signs.SUP_END}]*){signs.SUP_END}|{signs.SC}([^{signs.SC_END}]*){signs.SC_END}"
)
_RESERVED = re.compile(signs.RESERVED)


def language_in(element: Any, inherited: str, *, up: bool = True) -> str:
    """Return the language an element, or with ``up`` the nearest ancestor, declares; else ``inherited``."""
    for one in (element, *element.iterancestors()) if up else (element,):
        tag = one.get("lang")
        if tag is None:
            tag = one.get(_XML_LANG)
        if tag is not None:
            return str(tag)
    return inherited


class Flow:
    """The flattened text of a tree and the way back.

    ``starts[i]`` is the 0-based offset where piece ``i`` begins; ``places[i]`` is the element and
    whether the piece is its tail, or None for a mark.
    """

    def __init__(self, language: str = "") -> None:
        self._language = primary(language)
        self._parts: list[str] = [signs.BLOCK]
        self.places: list[tuple[Any, bool] | None] = [None]
        self._notes: list[tuple[Any, str]] = []
        self.untouchable = False
        self.text = ""
        self.starts: list[int] = []

    @classmethod
    def of_text(cls, text: str) -> Flow:
        """Make the flow of a string."""
        flow = cls()
        flow._parts.append(text)
        flow.places.append(None)
        flow._close()
        return flow

    @classmethod
    def of_tree(cls, root: Any, language: str, inherited: str) -> Flow:
        """Flatten what an element and everything in it says in one language.

        ``inherited`` is the language spoken around it where nothing declares one.
        """
        flow = cls(language)
        flow._element(root, language_in(root, inherited))
        while flow._notes:
            notes, flow._notes = flow._notes, []
            for note, note_language in notes:
                flow._mark(signs.BLOCK)
                flow._content(note, note_language)
        flow._close()
        return flow

    def _close(self) -> None:
        self._mark(signs.BLOCK)
        self.text = "".join(self._parts)
        self.starts = [0]
        for part in self._parts[:-1]:
            self.starts.append(self.starts[-1] + len(part))

    # -- reading ------------------------------------------------------------------------------

    def _mark(self, mark: str) -> None:
        self._parts.append(mark)
        self.places.append(None)

    def _speaks(self, language: str) -> bool:
        return primary(language) == self._language

    def _text(self, element: Any, tail: bool, language: str) -> None:
        text = element.tail if tail else element.text
        if not text or not self._speaks(language):
            return
        if _RESERVED.search(text):
            self.untouchable = True
        self._parts.append(text)
        self.places.append((element, tail))

    def _content(self, element: Any, language: str) -> None:
        self._text(element, False, language)
        foreign = not self._speaks(language)
        for child in element:
            self._element(child, language)
            if foreign and child.tail and child.tail.strip():
                self._mark(signs.OBJECT)
            else:
                self._text(child, True, language)

    def _element(self, element: Any, inherited: str) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _INVISIBLE or tag == "wbr":
            return
        if tag == "br":
            self._mark(signs.BREAK)
            return
        if tag in _SKIPPED_BLOCKS:
            self._mark(signs.BLOCK)
            return
        classes = (element.get("class") or "").split()
        language = language_in(element, inherited, up=False)
        if tag in _BLOCKS:
            self._mark(signs.BLOCK)
            self._content(element, language)
            self._mark(signs.BLOCK)
        elif "footnote" in classes:
            self._mark(signs.NOTE)
            self._notes.append((element, language))
        elif tag in ("sup", "a") and _is_note_call(element, classes):
            self._mark(signs.NOTE)
        elif tag in _SKIPPED or "footnote-backref" in classes:
            self._mark(signs.OBJECT)
        elif tag in ("sup", "sub"):
            self._mark(signs.OLD_OPEN)
            self._content(element, language)
            self._mark(signs.OLD_CLOSE)
        elif not self._speaks(language):
            self._mark(signs.OBJECT)
            self._content(element, language)
            self._mark(signs.OBJECT)
        else:
            self._content(element, language)

    # -- editing ------------------------------------------------------------------------------

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply edits given in order of ``start`` and not overlapping; no mark may be replaced."""
        text, starts = self.text, self.starts
        pieces: list[str] = []
        moved: list[int] = []
        at = piece = shift = 0
        for start, end, new, left, whole in edits:
            if start < at or text[start:end] == new:
                continue
            if whole and bisect_left(starts, end) > bisect_right(starts, start):
                continue
            # Pieces that begin before the edit keep their place relative to the text before it.
            bound = start if (start == end and left) else start + 1
            stop = bisect_left(starts, bound, piece)
            moved.extend(offset + shift for offset in starts[piece:stop])
            piece = stop
            pieces.append(text[at:start])
            pieces.append(new)
            after = start + shift + len(new)
            stop = bisect_left(starts, end, piece) if end > start else piece
            moved.extend([after] * (stop - piece))
            piece = stop
            shift += len(new) - (end - start)
            at = end
        if at == 0 and not pieces:
            return
        pieces.append(text[at:])
        moved.extend(offset + shift for offset in starts[piece:])
        self.text = "".join(pieces)
        self.starts = moved

    # -- writing ------------------------------------------------------------------------------

    def write(self) -> None:
        """Put the edited text back into the tree, making the elements that were marked."""
        ends = [*self.starts[1:], len(self.text)]
        for place, before, start, end in zip(
            self.places, self._parts, self.starts, ends, strict=True
        ):
            if place is not None and self.text[start:end] != before:
                _write_piece(*place, self.text[start:end])


def _is_note_call(element: Any, classes: list[str]) -> bool:
    return (
        not {"footnote-ref", "noteref", "note-comma"}.isdisjoint(classes)
        or (element.get("id") or "").startswith("fnref")
        or (len(element) == 1 and "footnote-ref" in (element[0].get("class") or "").split())
    )


def _write_piece(element: Any, tail: bool, text: str) -> None:
    first = _NEW.search(text)
    head = text if first is None else text[: first.start()]
    if tail:
        element.tail = head
        parent = element.getparent()
        index = parent.index(element) + 1
    else:
        element.text = head
        parent, index = element, 0
    while first is not None:
        following = _NEW.search(text, first.end())
        made = element.makeelement("sup" if first[1] is not None else "span")
        if first[1] is None:
            made.set("class", "sc")
        made.text = first[1] if first[1] is not None else first[2]
        made.tail = text[first.end() : following.start() if following else len(text)]
        parent.insert(index, made)
        index += 1
        first = following
