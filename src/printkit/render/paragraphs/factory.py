"""Lines for the engine: those of a plan where there is one, its own otherwise.

A paragraph is read into a key; for a new key its text is shaped once, its breaks are planned and its lines set.
What the engine asks for then are copies: a page made again, a note area laid out anew, a second layout from new
HTML cost copies only. Plans live on the font configuration, the oldest ones forgotten when they hold too many
characters; nothing is ever stale, since the key says all that a plan depends on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.percent import percentage

from printkit.render.paragraphs.features import Features, features_of
from printkit.render.paragraphs.line import Line
from printkit.render.paragraphs.plan import Measure, Plan, Planner
from printkit.render.paragraphs.reading import COLLAPSES, Text, frozen, key_of
from printkit.render.paragraphs.shaping import NotPlain, Shaper
from printkit.render.paragraphs.styles import shaping_key

#: Characters of paragraphs whose lines are kept for one set of faces: some 60 MiB.
MAX_CHARACTERS: Final = 600_000
#: What was planned, which rules gave way, what was left to the engine and why.
COUNTS: Final[Counter[str]] = Counter()

#: Attributes of an element, for what makes up pages: in how many lines its paragraph is set, and the number
#: of the line that the page turns before (0-based; several, separated by spaces, where it turns again).
LINES: Final = "data-lines"
TURNS: Final = "data-turns"

_engines_lines = inline.iter_line_boxes
#: Where a line may end inside what a reader takes for one word.
_INNER_BREAKS: Final = (
    *("-", "\u2010", "\u2011", "/", "\u2013", "\u2014", "\u2019", "\u00a0", "\u202f"),
)


class Paragraph:
    """The lines of a paragraph from a place on, set; ``at`` finds the one that starts at a skip stack."""

    def __init__(
        self, text: Text, skip: Any, measure: Measure, features: Features, lines: int = 0
    ) -> None:
        self.text, self.measure, self.features = text, measure, features
        planner = Planner(text, measure, features)
        found = planner.plan_in(lines) if lines and not skip else None
        self.plan: Plan = planner.plan(text.place(skip)) if found is None else found[0]
        self.at: dict[tuple[int, ...], int] = {frozen(skip): 0}
        self.lines: list[Line] = []
        expansion = features.expansion if measure.justified else 0.0
        for number, planned in enumerate(self.plan.lines):
            if number:
                self.at[frozen(text.stack(planned.begins))] = number
            hangs = planner.hangs(planned)
            self.lines.append(Line(text, planned, measure, expansion, hangs))
        self.size = len(text.text)


class _Paragraphs:
    """Paragraphs by key and place, the oldest ones forgotten; None is one that is left to the engine."""

    def __init__(self) -> None:
        self.shaper = Shaper()
        self._kept: dict[Any, Paragraph | None] = {}
        self._size = 0

    def __getitem__(self, key: Any) -> Paragraph | None:
        return self._kept[key]

    def __contains__(self, key: Any) -> bool:
        return key in self._kept

    def keep(self, key: Any, paragraph: Paragraph | None) -> None:
        self._kept[key] = paragraph
        self._size += 1 if paragraph is None else paragraph.size
        while self._size > MAX_CHARACTERS and len(self._kept) > 1:
            oldest = self._kept.pop(next(iter(self._kept)))
            self._size -= 1 if oldest is None else oldest.size


def _kept_by(font_config: Any) -> _Paragraphs:
    found = font_config.__dict__.get("pk_paragraphs")
    if found is None:
        found = font_config.pk_paragraphs = _Paragraphs()
    return found  # type: ignore[no-any-return]


class _Asked:
    """A line box before layout, read into a key."""

    def __init__(self, context: Any, box: Any, containing_block: Any) -> None:
        self._context, self._box, self._containing_block = context, box, containing_block
        style, width = box.style, containing_block.width
        align, last = style["text_align_all"], style["text_align_last"]
        if last == "auto":
            last = "start" if align == "justify" else align
        if align == "justify" and style["white_space"] not in COLLAPSES:
            align = last = "start"
        self._features = features_of(style)
        indent = percentage(style["text_indent"], style, width)
        self._measure = Measure(width, indent, (align, last))
        self._lines = _asked_of(box, LINES)
        items: list[Any] = [self._measure, self._features, shaping_key(style), self._lines]
        has_objects = key_of(box, items)
        self._kept = kept = _kept_by(style.font_config)
        self._shaper = kept.shaper
        if has_objects:  # these are known by identity: such plans live as long as they do
            items.append(containing_block.height)
            self._kept = box.__dict__.setdefault("pk_plans", _Paragraphs())
        self._key = tuple(items)

    def paragraph(self, skip_stack: Any) -> tuple[Paragraph, int]:
        """Return the paragraph, and which of its lines starts at a place.

        Where none does (the measure changed at the turn of a page), the rest is planned anew from there.

        Raises:
            NotPlain: it is left to the engine.

        """
        skip = frozen(skip_stack)
        whole = self._planned((), None)
        if skip in whole.at:
            return whole, whole.at[skip]
        return self._planned(skip, skip_stack), 0

    def _planned(self, skip: tuple[int, ...], skip_stack: Any) -> Paragraph:
        key = self._key, skip
        if key not in self._kept:
            self._kept.keep(key, None)
            text = Text(self._box, self._containing_block, self._context, self._shaper)
            found = Paragraph(text, skip_stack, self._measure, self._features, self._lines)
            self._kept.keep(key, found)
            COUNTS["planned"] += 1
            COUNTS.update(found.plan.gave)
        paragraph = self._kept[key]
        if paragraph is None:
            raise NotPlain("a text that was looked at before")
        return paragraph


def iter_line_boxes(
    context: Any,
    box: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> Iterator[tuple[Any, Any]]:
    """Yield (line, where the next one starts): planned lines where there are any."""
    try:
        if first_letter_style or first_line_style:
            raise NotPlain("a first line or letter of its own")
        if any(_beside(shape, position_y) for shape in context.excluded_shapes):
            raise NotPlain("a float beside")
        if not isinstance(containing_block, boxes.Box):
            raise NotPlain("no box around")
        paragraph, number = _Asked(context, box, containing_block).paragraph(skip_stack)
    except NotPlain as reason:
        COUNTS[f"left to the engine: {reason}"] += 1
        lines = _engines_lines(
            context,
            box,
            position_y,
            bottom_space,
            skip_stack,
            containing_block,
            absolute_boxes,
            fixed_boxes,
            first_letter_style,
            first_line_style,
        )
        for line, resume_at in islice(lines, None if skip_stack else _next_turn(box, 0)):
            _mark_end(box, line, resume_at)
            yield line, resume_at
        return
    box.pk_paragraph = None if number else paragraph  # its lines are copies of it
    end = None if skip_stack and not number else _next_turn(box, number)
    for planned in paragraph.lines[number:end]:
        line = planned.copy(box, context, containing_block, position_y, absolute_boxes, fixed_boxes)
        position_y += line.height
        yield line, planned.resume_at


def _asked_of(box: Any, name: str) -> int:
    """Return a number that is asked of a line box's paragraph; 0 where none is."""
    asked = "" if box.element is None else str(box.element.get(name, ""))
    return int(asked) if asked.isdigit() else 0


def _next_turn(box: Any, number: int) -> int | None:
    """Return the number of the line before which the page turns after one, None where it need not."""
    asked = "" if box.element is None else str(box.element.get(TURNS, ""))
    turns = [int(one) for one in asked.split() if one.isdigit()]
    return next((turn for turn in turns if turn > number), None)


def paragraph_of(line: Any) -> Paragraph | None:
    """Return the paragraph that a line of a layout is of, if it was planned and begins there."""
    found: Paragraph | None = line.__dict__.get("pk_paragraph")
    return found


def _beside(shape: Any, position_y: float) -> bool:
    return bool(shape.position_y + shape.margin_height() > position_y)


def _mark_end(box: Any, line: Any, resume_at: Any) -> None:
    """Let the last text of a line that the engine set know whether it ends between words."""
    texts = [
        one for one in line.descendants() if isinstance(one, boxes.TextBox) and one.text.strip()
    ]
    if texts and not texts[-1].text.endswith("\u2010"):
        texts[-1].pango_layout.ends_words = resume_at is None or _between_words(box, resume_at)


def _between_words(box: Any, resume_at: Any) -> bool:
    """Tell whether a space or a forced break stands where a line ended."""
    while not isinstance(box, boxes.TextBox):
        ((index, resume_at),) = resume_at.items()
        if resume_at is None:
            return not _last_text(box.children[:index]).endswith(_INNER_BREAKS)
        box = box.children[index]
    ((place, _none),) = resume_at.items()
    text: bytes = box.text.encode()
    before, after = text[:place].decode(), text[place:].decode()
    return before.endswith((" ", "\n")) or after.startswith((" ", "\n"))


def _last_text(children: Any) -> str:
    for child in reversed(children):
        texts = [one.text for one in child.descendants() if isinstance(one, boxes.TextBox)]
        if texts:
            return str(texts[-1])
    return ""
