"""What a typographer would mark on the pages as laid out: facts, without words.

Lengths are in CSS px from the page's top left, y down, as the engine has them; pages are 0-based.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes as engine_boxes
from weasyprint.images import RasterImage, SVGImage
from weasyprint.text.line_break import Layout, line_size

from printkit.core.units import px_to_mm
from printkit.model import Flaw, FlawKind
from printkit.render.cut_text import cut_off, heads_cut
from printkit.render.drawn_letters import least_letters
from printkit.render.table_fit import wide_tables

#: A line may run over its box by this much (px) before it counts: rounding of the engine.
SLACK_PX = 0.75
#: Word spaces wider than this multiple of the face’s own would be holes in the text: such lines are set
#: ragged (from 1.8 on), and told from here on.
LOOSE = 2.5
#: Hyphens in a row that readers notice, counted at the ends of lines.
LADDER = 3
#: A last line of one word with fewer letters than this hangs by a thread.
SHORT_WORD = 4
#: A page of text with fewer lines than this looks like a mistake.
FEW_LINES = 4
#: Lines of its text that must follow a heading on its page.
LINES_AFTER_HEADING = 2
#: Dots per inch at the placed size below which a printed photograph looks soft.
LOW_PPI = 300.0

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SMALL = frozenset({"table", "figcaption", "pre"})
_HYPHENS = ("\u2010", "\u2011", "-", "\u00ad")
_UNSEEN = {0x2060: None, 0x00AD: None, 0x200B: None, 0xFEFF: None}


@dataclass(slots=True)
class _Block:
    """A block of lines on one page; ``flows`` is false for what is placed or floats."""

    box: Any
    lines: list[Any]
    flows: bool
    heading: bool
    small: bool


@dataclass(slots=True)
class _Page:
    """What stands on a page, in order; a picture or a table in the flow is None in ``blocks``.

    ``rasters`` holds the address of each image made of dots and its dots per inch as placed, ``letters``
    that of each drawing with texts and the size of the smallest (pt).
    """

    blocks: list[_Block | None] = field(default_factory=list)
    rasters: list[tuple[str, float]] = field(default_factory=list)
    letters: list[tuple[str, float]] = field(default_factory=list)


def flaws_of(document: Any, *, furniture: bool = False) -> tuple[Flaw, ...]:
    """Return every flaw of a layout, page by page; of ``furniture`` only what is cut off."""
    found: list[Flaw] = []
    if furniture:
        return tuple(
            flaw for index, page in enumerate(document.pages) for flaw in heads_cut(index, page)
        )
    spaces: dict[Any, float] = {}
    carried: set[Any] = set()
    pages = [_read(page) for page in document.pages]
    for index, page in enumerate(pages):
        blocks = [block for block in page.blocks if block is not None]
        carried = _carry(index, blocks, carried, found)
        for block in blocks:
            found += _lines(index, block, spaces)
        found += _stranded(index, page, last=index == len(pages) - 1)
        told = [flaw.text for flaw in found if (flaw.kind, flaw.page) == (FlawKind.OVERFULL, index)]
        found += (
            flaw
            for flaw in cut_off(index, document.pages[index])
            if not any(flaw.text in text for text in told)
        )
        found += _wide(index, document.pages[index])
        found += _sparse(index, page)
        found += _soft(index, page)
        found += (Flaw(FlawKind.SMALL_LETTERS, index, *drawing) for drawing in page.letters)
    return tuple(found)


def _read(page: Any) -> _Page:
    read = _Page()
    for area in page._page_box.children:
        if not isinstance(area, engine_boxes.MarginBox):
            notes = isinstance(area, engine_boxes.FootnoteAreaBox)
            _walk(area, read, not notes, False, False)
    return read


def _walk(box: Any, page: _Page, flows: bool, heading: bool, small: bool) -> None:
    box = getattr(box, "_box", box)  # absolute boxes hide in a placeholder
    flows = flows and box.is_in_normal_flow()
    tag = box.element_tag
    heading = heading or tag in _HEADINGS
    if flows and not small and tag in ("table", "img", "svg"):
        page.blocks.append(None)
    small = small or tag in _SMALL
    _rasters(box, page)
    lines = []
    for child in getattr(box, "children", ()):
        if isinstance(child, engine_boxes.LineBox):
            lines.append(child)
        else:
            _walk(child, page, flows, heading, small)
    if lines:
        page.blocks.append(_Block(box, lines, flows, heading, small))
        for line in lines:
            for inner in line.children:
                _walk_inline(inner, page, small)


def _walk_inline(box: Any, page: _Page, small: bool) -> None:
    if isinstance(box, engine_boxes.TextBox):
        return
    if isinstance(box, engine_boxes.InlineBox):
        for child in box.children:
            _walk_inline(child, page, small)
    else:
        _walk(box, page, False, False, small)


def _rasters(box: Any, page: _Page) -> None:
    if isinstance(box, engine_boxes.ReplacedBox):
        image = box.replacement
        if isinstance(image, RasterImage) and box.width and box.height:
            page.rasters.append((box.element.get("src") or "", _ppi(image, box.width, box.height)))
        elif isinstance(image, SVGImage) and (least := least_letters(image, box.width, box.height)):
            page.letters.append((box.element.get("src") or "", least))
    elif box.background is not None:
        for layer in box.background.layers:
            if isinstance(layer.image, RasterImage) and all(layer.size):
                page.rasters.append(("", _ppi(layer.image, *layer.size)))


def _ppi(image: Any, width: float, height: float) -> float:
    return 96 * float(min(image.width / width, image.height / height))


def _carry(index: int, blocks: Sequence[_Block], carried: set[Any], found: list[Flaw]) -> set[Any]:
    """Find lone lines of paragraphs that two pages share; return those that go on after this one."""
    going_on = set()
    for block in blocks:
        if not block.flows or block.small:
            continue
        key = (block.box.element, block.box.element_tag)
        begins, ends = key not in carried, block.lines[-1].resume_at is None
        carried.discard(key)
        if not ends:
            going_on.add(key)
        if len(block.lines) == 1 and begins is not ends and (text := text_of(block.lines[0])):
            found.append(Flaw(FlawKind.ORPHAN if begins else FlawKind.WIDOW, index, text, 1))
        if ends and block.flows and not (begins and len(block.lines) == 1):
            found += _short(index, block)
    return going_on


def _short(index: int, block: _Block) -> Iterator[Flaw]:
    words = text_of(block.lines[-1]).split()
    letters = sum(character.isalnum() for character in "".join(words))
    if not block.heading and len(words) == 1 and 0 < letters < SHORT_WORD:
        before = text_of(block.lines[-2]) if len(block.lines) > 1 else ""
        yield Flaw(FlawKind.SHORT_LINE, index, f"{before} {words[0]}".strip(), letters)


def _lines(index: int, block: _Block, spaces: dict[Any, float]) -> Iterator[Flaw]:
    """Find lines too long or too loose, and hyphens one below the other."""
    box = block.box
    left = box.content_box_x() - SLACK_PX
    right = left + box.width + 2 * SLACK_PX
    run: list[Any] = []
    for line in block.lines:
        planned = getattr(line, "pk_line", None)  # None where the engine set the line by itself
        hangs = (0.0, 0.0) if planned is None else planned.hangs
        over = _overrun(line, left - hangs[0], right + hangs[1], spaces)
        if over > 0:
            amount = round(px_to_mm(over + SLACK_PX), 2)
            yield Flaw(FlawKind.OVERFULL, index, text_of(line), amount)
        first = _text_box(line, 0) if planned is None else None
        if planned is not None and planned.lacks > LOOSE - 1:
            yield Flaw(FlawKind.LOOSE, index, text_of(line), round(1 + planned.lacks, 2))
        if first is not None and first.justification_spacing > 0:
            space = _space(first.style, spaces)
            if first.justification_spacing > (LOOSE - 1) * space:
                amount = round(1 + first.justification_spacing / space, 2)
                yield Flaw(FlawKind.LOOSE, index, text_of(line), amount)
        if ends_with_hyphen(line):
            run.append(line)
            continue
        yield from _ladder(index, run)
        run = []
    yield from _ladder(index, run)


def _overrun(line: Any, left: float, right: float, spaces: dict[Any, float]) -> float:
    """Return by how much (px) what a line shows leaves its box: spaces at its end show nothing."""
    if line.position_x + line.width <= right and line.position_x >= left:
        return 0.0
    over = 0.0
    for box in line.descendants():
        if isinstance(box, engine_boxes.TextBox):
            shown = box.text.rstrip()
            if not shown:
                continue
            hanging = len(box.text) - len(shown)
            end = box.position_x + box.width
            end -= hanging * _space(box.style, spaces) if hanging else 0.0
        elif isinstance(box, engine_boxes.AtomicInlineLevelBox):
            end = box.position_x + box.margin_width()
        else:
            continue
        over = max(over, end - right, left - box.position_x)
    return over


def _wide(index: int, page: Any) -> Iterator[Flaw]:
    for table in wide_tables(page):
        amount = round(px_to_mm(table.over), 2)
        yield Flaw(FlawKind.WIDE_TABLE, index, " | ".join(table.columns), amount)


def _ladder(index: int, run: Sequence[Any]) -> Iterator[Flaw]:
    if len(run) >= LADDER:
        yield Flaw(FlawKind.LADDER, index, text_of(run[len(run) // 2]), len(run))


def _stranded(index: int, page: _Page, last: bool) -> Iterator[Flaw]:
    """Find the heading that ends a page with too little of its text."""
    lines = 0
    for block in reversed([] if last else page.blocks):
        if block is None:
            return
        if block.heading and block.flows:
            yield Flaw(FlawKind.STRANDED, index, text_of(*block.lines), lines)
            return
        if block.flows and not block.small:
            lines += len(block.lines)
        if lines >= LINES_AFTER_HEADING:
            return


def _sparse(index: int, page: _Page) -> Iterator[Flaw]:
    """Find a page with next to nothing on it; what is drawn there is for the caller to know."""
    blocks = [block for block in page.blocks if block is not None]
    lines = sum(len(block.lines) for block in blocks)
    if lines < FEW_LINES and len(blocks) == len(page.blocks) and not page.rasters:
        text = text_of(*blocks[0].lines) if blocks else ""
        yield Flaw(FlawKind.SPARSE, index, text, lines)


def _soft(index: int, page: _Page) -> Iterator[Flaw]:
    for url, ppi in page.rasters:
        if ppi < LOW_PPI - 0.5:
            yield Flaw(FlawKind.LOW_PPI, index, url, round(ppi))


def text_of(*lines: Any) -> str:
    """Return the words of lines as set, without calls, markers and what joins words unseen."""
    parts = []
    for line in lines:
        for box in line.descendants():
            if isinstance(box, engine_boxes.TextBox) and "::" not in (box.element_tag or ""):
                parts.append(box.text)
        parts.append("" if parts and parts[-1].endswith("\u2010") else " ")
    return "".join(parts).translate(_UNSEEN).strip()


def ends_with_hyphen(line: Any) -> bool:
    """Tell whether a line ends in the middle of a word; the hyphens of an address do not count."""
    last = _text_box(line, -1)
    if last is None or not last.text.endswith(_HYPHENS):
        return False
    element = last.element
    is_address = element is not None and (element.get("href") or "").startswith("http")
    return not is_address or last.text.endswith("\u2010")


def _text_box(box: Any, end: int) -> Any:
    """Return the first (0) or the last (-1) text box of a line."""
    while not isinstance(box, engine_boxes.TextBox):
        children = getattr(box, "children", ())
        if not children:
            return None
        box = children[end]
    return box


def _space(style: Any, known: dict[Any, float]) -> float:
    """Return the width of a face's word space, in px."""
    key = (
        style["font_family"],
        style["font_size"],
        style["font_weight"],
        style["font_style"],
        style["word_spacing"],
    )
    if key not in known:
        layout = Layout(style)
        layout.set_text("n n")
        between = line_size(layout.get_first_line()[0], style)[0]
        layout.set_text("nn")
        known[key] = max(between - line_size(layout.get_first_line()[0], style)[0], 0.1)
    return known[key]
