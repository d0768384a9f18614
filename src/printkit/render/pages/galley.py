"""A part measured once: what its pages are filled with, in order, as if they were one long strip.

A **galley** is what a compositor sets before pages are made up: here it is read from one layout. It is a
list of ``Piece``: a line of a paragraph, a row of a table that may be broken, or a block that may not (a
figure, a box, a title). Of each it says

* ``height``: its own (px, of a line its leading, of a block its border box);
* ``gap``: what stands between it and the piece before where both are on one page: margins, collapsed as CSS
  does (CSS 2.2, 8.3.1), paddings of boxes that end and begin;
* ``top``: what stands above it where it begins a page. Margins there are dropped (CSS Fragmentation 3, 5.2);
  paddings of boxes that begin with it stay, and the head of a table that goes on is repeated;
* ``foot``: what follows it on its page where it ends one: paddings of boxes that end with it; ``room`` is
  what the engine asks to be free there, which is more: it counts the lowest padding twice;
* ``notes``: which notes are called in it. They stand at the foot of its page, above nothing but the margin;
* ``turn``: whether the page may turn before it (``FREE``), must not (``KEPT``: widows, orphans, headings, what
  ``break-inside`` and its neighbours say) or must (``FORCED``).

The page holds pieces i to j where ``top(i) + height(i) + Σ(gap + height) + room(j)`` and the notes called on
it, with the room the note area takes for itself, are no higher than the page. Gaps that a turn of the page
hid in the measured layout are reckoned from the margins. All lengths are in CSS px.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes as engine_boxes
from weasyprint.layout.block import block_level_page_break, collapse_margin
from weasyprint.text.line_break import strut

from printkit.render.layout_facts import within
from printkit.render.paragraphs.factory import TURNS

FREE: Final = 0
KEPT: Final = 1
FORCED: Final = 2
_AVOID: Final = frozenset({"avoid", "avoid-page"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_FORCES: Final = frozenset({"page", "left", "right", "recto", "verso"})


class NotMeasuredError(Exception):
    """A part holds what is not understood well enough to make up its pages; they stay as laid out."""


@dataclass(slots=True)
class Piece:
    """See the module. ``line`` is the number of a line in its paragraph, -1 of what is no line."""

    path: tuple[int, ...]
    box: Any
    line: int
    page: int
    y: float
    height: float
    notes: tuple[int, ...]
    gap: float = 0.0
    top: float = 0.0
    foot: float = 0.0
    room: float = 0.0
    turn: int = FREE
    #: margins (px) above and below, those that collapse with what stands before and after it
    above: tuple[float, ...] = ()
    below: tuple[float, ...] = ()
    #: the box that begins with it and that a turn of the page before it is asked of; None inside one
    begins: Any = None
    #: the line ends with a hyphen made for it
    hyphen: bool = False
    #: no other paragraph is of the same element, so that what is asked of the element is asked of it alone
    alone: bool = False
    #: it is a heading, or a line of one
    heading: bool = False


@dataclass(slots=True)
class Galley:
    """A part's pieces in order, the heights (px) of its notes and of its page, and its leading."""

    height: float
    leading: float
    pieces: list[Piece] = field(default_factory=list)
    notes: list[float] = field(default_factory=list)
    #: what the note area takes besides its notes
    note_room: float = 0.0
    #: by number of note, the element that holds it
    note_elements: list[Any] = field(default_factory=list)


def measure(document: Any) -> Galley:
    """Read the galley from a layout.

    Raises:
        NotMeasuredError: there is something in it that is not understood.

    """
    return _Reading(document).galley


def gap_between(before: Piece, piece: Piece) -> float:
    """Return what would stand between two pieces (px) if one followed the other."""
    return before.foot + piece.top + float(collapse_margin([*before.below, *piece.above]))


class _Reading:
    def __init__(self, document: Any) -> None:
        first = document.pages[0]._page_box
        style = first.children[0].style
        self.galley = Galley(float(first.height), _leading(style))
        self._numbers: dict[Any, int] = {}
        self._measure_notes(document)
        self._chains: list[list[tuple[tuple[int, ...], Any]]] = []
        self._begun: dict[tuple[int, ...], int] = {}
        #: height (px) of the head of each table read, and what rows have above them where they begin a page
        self._heads: dict[tuple[int, ...], float] = {}
        self._repeated: dict[int, float] = {}
        for index, page in enumerate(document.pages):
            box = page._page_box
            if abs(box.height - first.height) > 0.01:
                raise NotMeasuredError("pages of two heights")
            self._walk(box.children[0], index, (), [], 0.0, box.content_box_y())
        if not self.galley.pieces:
            raise NotMeasuredError("nothing in it")
        self._join()

    # --- notes -------------------------------------------------------------------------------

    def _measure_notes(self, document: Any) -> None:
        for page in document.pages:
            for area in page._page_box.children:
                if not isinstance(area, engine_boxes.FootnoteAreaBox) or not area.children:
                    continue
                heights = 0.0
                for note in area.children:
                    if note.element is None or note.element in self._numbers:
                        raise NotMeasuredError("notes that are not blocks")
                    self._numbers[note.element] = len(self.galley.notes)
                    self.galley.notes.append(float(note.margin_height()))
                    self.galley.note_elements.append(note.element)
                    heights += note.margin_height()
                self.galley.note_room = float(area.margin_height() - heights)

    def _called(self, box: Any) -> tuple[int, ...]:
        found = []
        for one in within(box):
            if getattr(one, "footnote", None) is not None:
                number = self._numbers.get(one.footnote.element)
                if number is None:
                    raise NotMeasuredError("a note that is not set")
                found.append(number)
        return tuple(found)

    # --- pieces ------------------------------------------------------------------------------

    def _walk(
        self,
        box: Any,
        page: int,
        path: tuple[int, ...],
        chain: list[tuple[tuple[int, ...], Any]],
        shift: float,
        top: float,
    ) -> None:
        if not box.is_in_normal_flow():
            if box.is_floated():
                raise NotMeasuredError("a float")
            return
        chain = [*chain, (path, box)]
        shift += _shifted(box)
        children = box.children if isinstance(box, engine_boxes.ParentBox) else ()
        lines = [child for child in children if isinstance(child, engine_boxes.LineBox)]
        if lines:
            done = self._begun.get(path, 0)
            if _is_kept_whole(box):
                self._add(box, path, chain, page, -1, shift, top)
                return
            for number, line in enumerate(lines, done):
                self._add(line, path, chain, page, number, shift, top)
            self._begun[path] = done + len(lines)
        elif isinstance(box, engine_boxes.TableBox) and not _is_kept_whole(box):
            self._table(box, page, path, chain, shift, top)
        elif _is_kept_whole(box):
            if box.margin_height() > 0 or any(True for _one in box.descendants()):
                self._add(box, path, chain, page, -1, shift, top)
        else:
            for number, child in enumerate(children):
                inner = getattr(child, "_box", child)  # absolute boxes hide in a placeholder
                index = getattr(inner, "index", number)
                self._walk(inner, page, (*path, index), chain, shift, top)

    def _table(
        self, table: Any, page: int, path: tuple[int, ...], chain: Any, shift: float, top: float
    ) -> None:
        """Read the rows of a table that may be broken; its head is repeated on each of its pages."""
        head = self._heads.get(path)
        for group in table.children:
            if group.is_footer:
                raise NotMeasuredError("a table with a foot")
            if group.is_header and head is not None:
                continue
            group_path = (*path, getattr(group, "index", -1))  # a head has none
            inside = [*chain, (group_path, group)]
            for row in group.children:
                row_path = (*group_path, row.index)
                self._add(row, row_path, [*inside, (row_path, row)], page, -1, shift, top)
                self._repeated[len(self.galley.pieces) - 1] = head or 0.0
            if group.is_header:
                head = float(group.height)
        self._heads[path] = head or 0.0

    def _add(
        self,
        box: Any,
        path: tuple[int, ...],
        chain: Any,
        page: int,
        line: int,
        shift: float,
        top: float,
    ) -> None:
        if line >= 0:
            y, height = box.position_y, box.height
        else:
            y = _border_top(box, 0.0)
            height = _border_bottom(box, 0.0) - y
        piece = Piece(
            path, box, line, page, float(y - shift - top), float(height), self._called(box)
        )
        piece.heading = any(one.element_tag in _HEADINGS for _path, one in chain[-2:])
        if line < 0 and path in self._begun:
            piece.turn = FORCED  # a block that no page holds goes on
        self._begun.setdefault(path, 1)
        planned = getattr(box, "pk_line", None) if line >= 0 else None
        piece.hyphen = planned is not None and planned.planned.hyphen
        self.galley.pieces.append(piece)
        self._chains.append(chain)

    # --- what is between them ----------------------------------------------------------------

    def _join(self) -> None:
        """Find what is above, between and below the pieces, and where pages may turn."""
        pieces = self.galley.pieces
        holders: dict[Any, set[tuple[int, ...]]] = {}
        for piece, chain in zip(pieces, self._chains, strict=True):
            if piece.line >= 0:
                holders.setdefault(chain[-1][1].element, set()).add(piece.path)
        for piece, chain in zip(pieces, self._chains, strict=True):
            piece.alone = piece.line >= 0 and len(holders[chain[-1][1].element]) == 1
        pieces[0].top = pieces[0].y
        self._end(len(pieces) - 1, min(2, len(self._chains[-1]) - 1))
        for index in range(1, len(pieces)):
            before, piece = pieces[index - 1], pieces[index]
            ended, begun = self._between(index)
            if piece.turn == FORCED and before.path == piece.path:
                piece.top = piece.y
                continue
            if not begun:
                if not ended and before.path == piece.path and piece.line > 0:
                    self._in_paragraph(index)
                    continue
                raise NotMeasuredError("text beside a block")
            outer, inner = begun[0], ended[0] if ended else None
            piece.top = piece.y - _border_top(outer, self._top_of(piece))
            if inner is not None:
                self._end(index - 1, len(self._chains[index - 1]) - len(ended))
            before.below, piece.above = tuple(_margins_below(ended)), tuple(_margins_above(begun))
            if piece.page == before.page:
                piece.gap = piece.y - before.y - before.height
            else:
                piece.gap = gap_between(before, piece)
            if isinstance(outer, engine_boxes.TableRowBox):
                piece.top += self._repeated[index]
            piece.begins = outer
            how = "auto" if inner is None else block_level_page_break(inner, outer)
            if how in _FORCES and not _is_asked_for(outer):
                piece.turn = FORCED
            elif (
                how in _AVOID
                or inner is None
                or _is_head(inner)
                or not _has_own_element(outer)
                or any(box.element is outer.element for _path, box in self._chains[index - 1])
            ):
                piece.turn = KEPT

    def _end(self, index: int, common: int) -> None:
        """Find what follows a piece that ends its page: boxes of its chain from ``common`` on end with it."""
        piece, chain = self.galley.pieces[index], self._chains[index]
        origin, bottom = self._top_of(piece), piece.y + piece.height
        for number in range(common, len(chain)):
            box = chain[number][1]
            below = _border_bottom(box, origin) - bottom
            if number == common:
                piece.foot = piece.room = below
            if isinstance(box, _OF_TABLE):
                continue
            again = box.padding_bottom + box.border_bottom_width
            if number and not chain[number - 1][1].bottom_margin_collapses():
                again += box.margin_bottom
            piece.room = max(piece.room, below + again)

    def _in_paragraph(self, index: int) -> None:
        piece = self.galley.pieces[index]
        style = piece.box.style
        last = index
        pieces = self.galley.pieces
        while last + 1 < len(pieces) and pieces[last + 1].path == piece.path:
            last += 1
        remaining = last - index + 1
        if not piece.alone or piece.line < style["orphans"] or remaining < style["widows"]:
            piece.turn = KEPT
        piece.gap = (
            piece.y - pieces[index - 1].y - pieces[index - 1].height
            if piece.page == pieces[index - 1].page
            else 0.0
        )

    def _between(self, index: int) -> tuple[list[Any], list[Any]]:
        """Return the boxes that end with the piece before, and those that begin with it, outer ones first."""
        one, other = self._chains[index - 1], self._chains[index]
        common = 0
        while common < min(len(one), len(other)) and one[common][0] == other[common][0]:
            common += 1
        return [box for _path, box in one[common:]], [box for _path, box in other[common:]]

    def _top_of(self, piece: Piece) -> float:
        """Return where (px from the top of the sheet) the piece's y is counted from, its own shift in it."""
        box = piece.box
        y = box.position_y if piece.line >= 0 else _border_top(box, 0.0)
        return float(y - piece.y)


_OF_TABLE: Final = (engine_boxes.TableRowBox, engine_boxes.TableRowGroupBox)


def _border_top(box: Any, origin: float) -> float:
    y = box.position_y if isinstance(box, _OF_TABLE) else box.border_box_y()
    return float(y - origin)


def _border_bottom(box: Any, origin: float) -> float:
    if isinstance(box, _OF_TABLE):
        return float(box.position_y + box.height - origin)
    return float(box.border_box_y() + box.border_height() - origin)


def _is_asked_for(box: Any) -> bool:
    """Tell whether the page turns before a box because a plan says so."""
    return box.element is not None and "0" in str(box.element.get(TURNS, "")).split()


def _is_head(box: Any) -> bool:
    return bool(isinstance(box, engine_boxes.TableRowGroupBox) and box.is_header)


def _shifted(box: Any) -> float:
    """Return by how much (px) a box is drawn below its place in the flow."""
    if box.style["position"] != "relative":
        return 0.0
    if box.top != "auto":
        return float(box.top)
    return float(-box.bottom) if box.bottom != "auto" else 0.0


def _is_kept_whole(box: Any) -> bool:
    """Tell whether no page turns inside a box."""
    if box.style["break_inside"] in _AVOID or not isinstance(
        box, engine_boxes.BlockBox | engine_boxes.TableBox
    ):
        return True
    style = box.style
    if (style["column_width"], style["column_count"]) != ("auto", "auto"):
        return True
    if style["height"] != "auto" or not box.children:
        return True
    return any(
        isinstance(child, engine_boxes.TableBox) and child.style["break_inside"] in _AVOID
        for child in box.children
    )


def _has_own_element(box: Any) -> bool:
    return (
        box.element is not None
        and (box.is_table_wrapper or not isinstance(box.style, AnonymousStyle))
        and "::" not in (box.element_tag or "")
    )


def _margins_below(ended: list[Any]) -> Iterator[float]:
    for box in ended:
        if isinstance(box, _OF_TABLE):
            return
        yield float(box.margin_bottom)
        if box.padding_bottom or box.border_bottom_width:
            return


def _margins_above(begun: list[Any]) -> Iterator[float]:
    for box in begun:
        if isinstance(box, _OF_TABLE):
            return
        value = box.style["margin_top"]
        if getattr(value, "unit", None) == "px":
            yield float(value.value)
        elif isinstance(value, int | float):
            yield float(value)
        if box.padding_top or box.border_top_width:
            return


def _leading(style: Any) -> float:
    return float(strut(style)[0])
