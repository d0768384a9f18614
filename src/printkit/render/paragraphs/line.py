"""A line set once at the origin, and copies of it as boxes of a document.

Of every box in the line its index in its parent is kept and the attributes that setting gave it: a copy is the
source box of whatever document asks, with these attributes, moved.
"""

from __future__ import annotations

from math import ceil, floor
from typing import Any, Final, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.line_break import strut

from printkit.render.paragraphs.breaks import SHRINK, fit_of
from printkit.render.paragraphs.plan import Measure, Planned
from printkit.render.paragraphs.reading import Node, Text, after, before
from printkit.render.paragraphs.shaping import Slice

_NOUGHT: Final[dict[str, Any]] = {
    f"{kind}_{side}{end}": 0
    for kind, end in (("margin", ""), ("padding", ""), ("border", "_width"))
    for side in ("top", "right", "bottom", "left")
}
_PLACED: Final = ("width", "height", "baseline", "position_x", "position_y")
_OF_INLINE: Final = (*_NOUGHT, *_PLACED, "remove_decoration_sides")
#: Word spaces are never narrowed by more than this share; the rest is rounding.
TIGHTEST: Final = SHRINK + 0.02
_OF_TEXT: Final = (*_NOUGHT, *_PLACED, "text", "pango_layout", "justification_spacing")


class _Part(NamedTuple):
    """A box of the line.

    A text or inline box has ``attributes``; a box out of the flow or an object stands at ``x``, ``y``.
    """

    number: int
    attributes: dict[str, Any] | None
    below: list[_Part] | None
    x: float = 0.0
    y: float = 0.0
    is_object: bool = False


class Line:
    """A line of a plan, set. ``resume_at`` is where the next one starts, as the engine says it.

    ``gap`` is the share added to each of its word spaces, ``scale`` that added to the width of its letters;
    ``lacks`` is the gap that a line set ragged would have needed.
    """

    def __init__(
        self,
        text: Text,
        planned: Planned,
        measure: Measure,
        expansion: float,
        hangs: tuple[float, float],
    ) -> None:
        self.planned = planned
        self.scale = self.gap = self.lacks = 0.0
        self._text = text
        self._indent = measure.indent if planned.begins == 0 else 0.0
        self._pieces: list[Slice] = []
        self._spacing = 0.0
        is_last = planned.follows == len(text.text)
        self.resume_at = None if is_last else text.stack(planned.follows)
        box = text.root.box.copy()
        box.__dict__.update(_NOUGHT)
        inline._adjust_line_height(box)
        picked = self._pick(text.root, box)
        self._end_words()
        indent = self._indent
        offset = self._justify(measure, expansion, hangs)
        box.width = self._place(picked, indent - hangs[0], measure.width)
        bottom, top = inline.line_box_verticality(box)
        self.attributes = {
            **_NOUGHT,
            "width": box.width,
            "height": bottom - top,
            "baseline": -top,
            "position_x": offset,
            "position_y": 0.0,
            "text_indent": indent,
            "pk_line": self,
        }
        self.hangs = hangs
        self.parts = self._record(picked, offset, top)
        del self._text, self._pieces

    def _pick(self, parent: Node, box: Any) -> list[tuple[Node, Any, Any]]:
        """Copy the boxes of the line: (node, copy, the same below it); copies become children of ``box``."""
        begins, start, end, follows = self.planned[:4]
        is_last = follows == len(self._text.text)
        picked: list[tuple[Node, Any, Any]] = []
        for node in parent.children:
            first, last = max(node.start, start), min(node.end, end)
            here = begins <= node.start and (node.start < follows or is_last)
            if node.glyphs is not None:
                if first < last and (piece := self._cut(node, first, last)) is not None:
                    picked.append((node, piece, None))
            elif node.object is not None:
                if first < last:
                    new = node.object.copy()
                    self._spacing += new.margin_width()
                    picked.append((node, new, None))
            elif isinstance(node.box, boxes.InlineBox) and node.box.is_in_normal_flow():
                if first < last or (here and node.start == node.end):
                    new = node.box.copy()
                    new.remove_decoration_sides = set()
                    new.remove_decoration(start=node.start < begins, end=node.end > follows)
                    self._spacing += before(new) + after(new)
                    picked.append((node, new, self._pick(node, new)))
            elif here:
                picked.append((node, None, None))
        box.children = [new for _node, new, _below in picked if new is not None]
        return picked

    def _cut(self, node: Node, first: int, last: int) -> Any:
        """Return a text box with some characters of one, None where none of them is drawn."""
        new, glyphs, style = node.box.copy(), node.glyphs, node.box.style
        assert glyphs is not None
        shaper = self._text.shaper
        text = node.box.text[first - node.start : last - node.start]
        begins, ends = glyphs.glyph_at[first - node.start], glyphs.glyph_at[last - node.start]
        if begins < 0 or ends < 0:  # inside a ligature
            glyphs = shaper.shape(text, style)
            begins, ends = 0, len(glyphs.ids)
        if begins == ends:
            return None
        hyphen = None
        if self.planned.hyphen and last == self.planned.end:
            hyphen = shaper.hyphen(text.rstrip("\u00ad")[-1], style)
        new.text = text + style["hyphenate_character"] if hyphen else text
        new.pango_layout = Slice(new.text, glyphs, begins, ends, hyphen)
        self._pieces.append(new.pango_layout)
        new.__dict__.update(_NOUGHT, height=glyphs.height)
        new.margin_top = new.margin_bottom = (strut(style)[0] - glyphs.height) / 2
        new.baseline = glyphs.baseline + new.margin_top
        return new

    def _end_words(self) -> None:
        """Let the last piece know that the line ends between words, or with the paragraph."""
        if not self._pieces or self.planned.hyphen:
            return
        text, follows = self._text.text, self.planned.follows
        self._pieces[-1].ends_words = follows == len(text) or text[follows - 1] in " \n"

    def _justify(self, measure: Measure, expansion: float, hangs: tuple[float, float]) -> float:
        """Give the pieces their scale and word space; return how far (px) the line moves to the right."""
        if self._has_leader():
            return 0.0
        natural = sum(piece.natural for piece in self._pieces)
        width = measure.width - self._indent + sum(hangs) - self._spacing
        more = width - natural
        align = measure.align[1 if self.planned.last else 0]
        if align != "justify" and not (measure.justified and more < 0):
            if more <= 0:
                return 0.0
            return more / 2 if align == "center" else more if align in ("end", "right") else 0.0
        count = sum(len(piece.spaces) for piece in self._pieces)
        spaces = sum(piece.space_width() for piece in self._pieces)
        scale, gap = fit_of(width, natural, spaces, expansion)
        if self.planned.ragged and gap > 0:
            self.lacks = gap if count else 0.0
            return 0.0
        if gap < -TIGHTEST:
            return 0.0  # longer than its measure: as it is
        self.scale, self.gap = scale, gap
        more -= scale * natural
        for piece in self._pieces:
            piece.scale = 1 + scale
            piece.spacing = more / count if count else 0.0
        return 0.0

    def _has_leader(self) -> bool:
        leader = self._text.leader
        return leader is not None and self.planned.begins <= leader.start < self.planned.follows

    def _place(self, picked: list[tuple[Node, Any, Any]], x: float, measure: float) -> float:
        """Put the boxes side by side from x on; return the x after them."""
        for node, new, below in picked:
            if new is None:
                node.x = x
                continue
            new.position_x = x
            if node.object is not None:
                x += new.margin_width()
            elif below is None:
                piece = new.pango_layout
                new.justification_spacing = piece.spacing
                new.width = piece.natural * piece.scale + piece.spacing * len(piece.spaces)
                x += new.width
            else:
                x += before(new)
                if node.box.is_leader and below:
                    end = self._lead(below[0], x, measure)
                else:
                    end = self._place(below, x, measure)
                new.width, x = end - x, end + after(new)
                inline._adjust_line_height(new)
        return x

    def _lead(self, inside: tuple[Node, Any, Any], x: float, measure: float) -> float:
        """Repeat the text of a leader as often as there is room, counted from the right margin.

        Return the x after it.
        """
        _node, new, _below = inside
        piece: Slice = new.pango_layout
        unit: float = piece.natural
        natural = sum(one.natural for one in self._pieces) + self._spacing
        room = unit + measure - self._indent - natural
        count = 0
        if unit > 0 and room > 0:
            first = max(ceil((measure - x - room) / unit - 1e-9), 0)
            count = floor((measure - x) / unit + 1e-9) - first
        if count <= 0:
            new.text, new.pango_layout = "", Slice("", piece.glyphs, 0, 0, None)
            new.width, new.position_x = 0.0, x
            return x + max(room, 0.0)
        text, glyphs = piece.text * count, piece.glyphs.repeated(count)
        new.text, new.pango_layout = text, Slice(text, glyphs, 0, len(glyphs.ids), None)
        new.width, new.justification_spacing = unit * count, 0.0
        new.position_x = measure - (first + count) * unit
        return x + room

    def _record(self, picked: list[tuple[Node, Any, Any]], dx: float, top: float) -> list[_Part]:
        """Return what copies of the boxes need."""
        parts = []
        for node, new, below in picked:
            if new is None:
                parts.append(_Part(node.index, None, None, node.x + dx))
                continue
            if node.object is not None:
                x, y = new.position_x + dx, new.position_y - top
                parts.append(_Part(node.index, None, None, x, y, True))
                continue
            names = _OF_TEXT if below is None else _OF_INLINE
            attributes = {name: new.__dict__[name] for name in names}
            attributes["position_x"] += dx
            attributes["position_y"] -= top
            parts.append(
                _Part(
                    node.index, attributes, None if below is None else self._record(below, dx, top)
                )
            )
        return parts

    def copy(
        self, source: Any, context: Any, containing_block: Any, y: float, absolutes: Any, fixed: Any
    ) -> Any:
        """Return the line as a box of the document that ``source`` belongs to, its top at y (px)."""
        x = containing_block.content_box_x()
        line = _moved(source, self.attributes, x, y)
        copier = _Copier(context, containing_block, x, y, absolutes, fixed)
        line.children = copier.copies(self.parts, source)
        for placeholder in copier.placeholders:
            kind = placeholder.style["position"]
            (absolutes if kind == "absolute" else fixed).append(placeholder)
            if (
                "inline" not in placeholder.style.specified["display"]
            ):  # at the start of the next line
                placeholder.translate(line.position_x - placeholder.position_x, line.height)
        return line


class _Copier:
    """Copies boxes of one line into a document."""

    def __init__(
        self, context: Any, containing_block: Any, x: float, y: float, absolutes: Any, fixed: Any
    ) -> None:
        self._context, self._containing_block = context, containing_block
        self._x, self._y = x, y
        self._absolutes, self._fixed = absolutes, fixed
        self.placeholders: list[Any] = []

    def copies(self, parts: list[_Part], parent: Any) -> list[Any]:
        found, sources = [], parent.children
        for part in parts:
            source = sources[part.number]
            if part.attributes is not None:
                new = _moved(source, part.attributes, self._x, self._y)
                if part.below is not None:
                    new.children = self.copies(part.below, source)
            elif part.is_object:
                new = self._object(source, part)
            else:
                source.position_x, source.position_y = part.x + self._x, self._y
                new = AbsolutePlaceholder(source)
                self.placeholders.append(new)
            found.append(new)
        return found

    def _object(self, source: Any, part: _Part) -> Any:
        """Lay out a picture or a box in the text where it stands."""
        x, y = part.x + self._x, part.y + self._y
        resolve_percentages(source, self._containing_block)
        new = inline.atomic_box(
            self._context, source, x, None, self._containing_block, self._absolutes, self._fixed
        )
        if isinstance(new, boxes.ReplacedBox):
            new.position_x, new.position_y = x, y
        else:
            new.translate(0, y - new.position_y)
        return new


def _moved(source: Any, attributes: dict[str, Any], x: float, y: float) -> Any:
    """Return a copy of a box with the attributes of a line, moved."""
    new = object.__new__(type(source))
    values = new.__dict__
    values.update(source.__dict__)
    values.update(attributes)
    values["position_x"] += x
    values["position_y"] += y
    return new
