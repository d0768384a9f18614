"""A line box before layout holds a whole paragraph: here it is read, first into a key, then into a text.

The key says all that a plan depends on; two boxes with the same key get the same lines. What is not
understood raises ``NotPlain``: that paragraph is left to the engine.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import atomic_box
from weasyprint.layout.percent import resolve_percentages

from printkit.render.paragraphs.shaping import Glyphs, NotPlain, Shaper
from printkit.render.paragraphs.styles import shaping_key

#: Stands in the text for a picture or a box: lines may end before and after it, as at an ideograph.
OBJECT: Final = "\u2e80"
_SPACING: Final = tuple(
    f"{kind}_{side}{end}"
    for side in ("left", "right")
    for kind, end in (("margin", ""), ("padding", ""), ("border", "_width"))
)
COLLAPSES: Final = ("normal", "nowrap", "pre-line")
WRAPS: Final = ("normal", "pre-line", "pre-wrap")
#: The forced break, where the style keeps it.
BREAK: Final = "\n"


def key_of(box: Any, items: list[Any], *, relative: bool = False) -> bool:
    """Collect what a paragraph's plan depends on; ``relative`` inside a box that is moved.

    Return whether pictures or boxes stand in the text.

    Raises:
        NotPlain: it holds what the engine must set.

    """
    has_objects = False
    for child in box.children:
        style = child.style
        if isinstance(child, boxes.TextBox):
            if not _is_plain(style) or "\t" in child.text:
                raise NotPlain("text with a style of its own")
            items += child.text, shaping_key(style)
        elif not child.is_in_normal_flow():
            if not child.is_absolutely_positioned() or relative:
                raise NotPlain("a box out of the flow")
            items.append(style["position"])
        elif type(child) is boxes.InlineBox:
            if style["position"] not in ("static", "relative"):
                raise NotPlain("a box placed apart")
            moved = relative or style["position"] == "relative"
            spacing = tuple(_plain(style[name]) for name in _SPACING)
            if any(spacing) and style["box_decoration_break"] == "clone":
                raise NotPlain("edges at every line")
            items += shaping_key(style), spacing, child.footnote is None, child.is_leader
            has_objects |= key_of(child, items, relative=moved)
            items.append(None)
        elif isinstance(child, boxes.InlineReplacedBox | boxes.InlineBlockBox):
            if relative or any(_has_own_needs(one) for one in child.descendants()):
                raise NotPlain("a box with notes or placed boxes in the text")
            items.append(id(child))
            has_objects = True
        else:
            raise NotPlain(type(child).__name__)
    return has_objects


def _plain(value: Any) -> Any:
    if value == "auto":
        return 0
    unit = getattr(value, "unit", None)
    if unit is None:
        return value if isinstance(value, int | float) else str(value)
    return value.value if unit == "px" else (value.value, unit)


def _has_own_needs(box: Any) -> bool:
    return box.footnote is not None or not box.is_in_normal_flow()


def _is_plain(style: Any) -> bool:
    kept = style.__dict__.get("pk_plain")
    if kept is None:
        kept = style.pk_plain = (
            style["font_size"] > 0.1
            and style["direction"] == "ltr"
            and style["word_break"] == "normal"
        )
    return kept  # type: ignore[no-any-return]


def before(box: Any) -> float:
    """Return what an inline box puts before its text (px)."""
    return float(box.margin_left + box.border_left_width + box.padding_left)


def after(box: Any) -> float:
    """Return what an inline box puts after its text (px)."""
    return float(box.margin_right + box.border_right_width + box.padding_right)


class Node:
    """A child of a line or inline box before layout.

    ``index`` is its place in its parent, ``start`` and ``end`` its span of the paragraph's text; ``glyphs``
    are those of a text box, ``object`` is the laid out copy of a picture or box in the text; ``x`` (px) is
    where a line put what stands out of the flow.
    """

    __slots__ = ("box", "children", "end", "glyphs", "index", "object", "start", "x")

    def __init__(self, index: int, start: int, box: Any) -> None:
        self.index, self.start, self.end, self.box = index, start, start, box
        self.glyphs: Glyphs | None = None
        self.object: Any = None
        self.children: list[Node] = []
        self.x = 0.0


class Text:
    """A paragraph as one text: its boxes as nodes, and the x (px) of every place between characters.

    ``leaves`` lists (start, node, path of indexes) of texts and objects. At ``unbreakable`` places no line
    may end, whatever stands there: in what is not wrapped, and before the call of a note.
    """

    def __init__(self, box: Any, containing_block: Any, context: Any, shaper: Shaper) -> None:
        self.box, self.style, self.shaper = box, box.style, shaper
        self.text, self.xs = "", [0.0]
        self.leaves: list[tuple[int, Node, tuple[int, ...]]] = []
        self.unbreakable: set[int] = set()
        self.leader: Node | None = None
        self.root = Node(0, 0, box)
        self._gather(self.root, containing_block, context, (), 0.0)
        self.root.end = len(self.text)
        if box.style["white_space"] not in WRAPS:
            self.unbreakable.update(range(1, len(self.text)))
        self.collapses = box.style["white_space"] in COLLAPSES
        if not self.text.strip(" \n"):
            raise NotPlain("nothing to see")

    def _gather(
        self, parent: Node, containing_block: Any, context: Any, path: tuple[int, ...], x: float
    ) -> float:
        """Read the boxes below one; return the x after them."""
        for index, child in enumerate(parent.box.children):
            node = Node(index, len(self.text), child)
            parent.children.append(node)
            if isinstance(child, boxes.TextBox):
                node.glyphs = self.shaper.shape(child.text, child.style)
                self.leaves.append((node.start, node, (*path, index)))
                self.text += child.text
                self.xs += [x + inside for inside in node.glyphs.character_xs[1:]]
                x += node.glyphs.xs[-1]
            elif isinstance(child, boxes.AtomicInlineLevelBox):
                resolve_percentages(child, containing_block)
                node.object = atomic_box(context, child, 0, None, containing_block, [], [])
                self.leaves.append((node.start, node, (*path, index)))
                self.text += OBJECT
                x += node.object.margin_width()
                self.xs.append(x)
            elif child.is_in_normal_flow():
                x = self._inside(node, containing_block, context, (*path, index), x)
            node.end = len(self.text)
        return x

    def _inside(
        self, node: Node, containing_block: Any, context: Any, path: tuple[int, ...], x: float
    ) -> float:
        box = node.box
        resolve_percentages(box, containing_block)
        box.margin_left = 0 if box.margin_left == "auto" else box.margin_left
        box.margin_right = 0 if box.margin_right == "auto" else box.margin_right
        if box.footnote is not None:
            self.unbreakable.add(node.start)
        if box.is_leader:
            if self.leader is not None or len(box.children) != 1:
                raise NotPlain("more than one leader")
            self.leader = node
        x = self._gather(node, containing_block, context, path, x + before(box))
        if box.style["white_space"] not in WRAPS:
            self.unbreakable.update(range(node.start + 1, len(self.text)))
        if box.is_leader:
            self.unbreakable.update((node.start, len(self.text)))
        if right := after(box):
            x += right
            self.xs[-1] = x
        return x

    def leaf(self, place: int) -> Node:
        """Return the text or object that holds the character at a place."""
        return self._leaf(place)[1]

    def _leaf(self, place: int) -> tuple[int, Node, tuple[int, ...]]:
        return self.leaves[bisect_right(self.leaves, place, key=lambda leaf: leaf[0]) - 1]

    def stack(self, place: int) -> Any:
        """Return a place as the engine's skip stack."""
        base, node, path = self._leaf(place)
        offset = 0 if node.glyphs is None else len(node.box.text[: place - base].encode())
        stack: Any = {offset: None} if offset else None
        for index in path[::-1]:
            stack = {index: stack} if index or stack else None
        return stack

    def place(self, skip: Any) -> int:
        """Return the place a skip stack of the engine means.

        Raises:
            NotPlain: there is no such place.

        """
        node = self.root
        while skip:
            ((index, skip),) = skip.items()
            if node.glyphs is not None:
                return node.start + len(node.box.text.encode()[:index].decode())
            if index >= len(node.children):
                raise NotPlain("a place that is not known")
            node = node.children[index]
        return node.start


def frozen(skip: Any) -> tuple[int, ...]:
    """Return a skip stack as something to look up."""
    path: list[int] = []
    while skip:
        ((index, skip),) = skip.items()
        path.append(index)
    return tuple(path)
