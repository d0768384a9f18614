"""Make tables fit their column: break words, set them smaller; let rows higher than a page go on.

The engine lets a table run out of its column, and off the page, as soon as the longest words of its
columns need more room than there is. Each remedy here is tried on all tables that are still too wide,
the least visible first; what none of them helps is told (``flaws``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes as engine_boxes

from printkit.core.units import pt_to_px

#: A table may run over its column by this much (px) before it counts: rounding of the engine.
SLACK_PX = 0.75
#: No table is set smaller than this, nor smaller than what a text in large print holds to (px).
_SMALLEST_PX = pt_to_px(6.5)
_LARGE_PRINT_PX = pt_to_px(16)
#: Columns narrower than so many letters break every word to pieces.
_FEWEST_LETTERS = 4.0
#: Width of a letter, in em, as columns are judged by.
_LETTER_EM = 0.48
#: An attribute: the steps taken for a table, for the one that looks at the result.
STEPS = "data-narrowed"


@dataclass(frozen=True, slots=True)
class WideTable:
    """A table that runs out of its column by ``over`` px, or whose columns break words to pieces."""

    element: Any
    over: float
    #: the text of the heads of its columns, or of its first row
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """One remedy: styles of the table and of its cells. ``share`` of its own size; 1: as it was."""

    table: str
    cells: str = ""
    share: float = 1.0


_HYPHENS = _Step("hyphens: auto; hyphenate-limit-chars: 5 2 3", "white-space: normal")
_CLOSER = _Step("", "padding-left: 0; padding-right: 0.35em", 0.85)
_SMALLER = _Step("", "", 0.72)
_ANYWHERE = _Step("overflow-wrap: anywhere", "overflow-wrap: anywhere")
_REMEDIES = (_HYPHENS, _CLOSER, _SMALLER, _ANYWHERE)


def fit_tables(layout: Callable[[], Any], tree: Any, document: Any) -> Any:
    """Return the layout with tables that fit their columns, as far as the remedies go.

    ``tree`` is the parsed page that ``layout`` lays out.
    """
    if sum(_may_break(*tall) for tall in _tall_rows(document)):
        document = layout()
    sizes: dict[Any, float] = {}
    root = float(document.pages[0]._page_box.style["font_size"]) if document.pages else 0.0
    for step in _REMEDIES:
        wide = list(_too_wide(document))
        if not wide:
            return document
        for box, _over in wide:
            own = sizes.setdefault(box.element, float(box.style["font_size"]))
            _apply(step, box.element, own, floor=_floor(root, own))
        document = layout()
    return document


def wide_tables(page: Any) -> Iterator[WideTable]:
    """Yield the tables of a page that still do not fit, and those that fit at the price of their words."""
    for box, over in _tables(page):
        broken = box.element.get(STEPS) == "anywhere" and _in_pieces(box)
        if over > SLACK_PX or broken:
            yield WideTable(box.element, max(over, 0.0), _heads(box.element))


def _tall_rows(document: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the rows that no page holds, each with its table: they stand on several, or run over one."""
    seen: dict[Any, int] = {}
    for index, page in enumerate(document.pages):
        floor = page._page_box.content_box_y() + page._page_box.height
        for table, _over in _tables(page):
            for row in table.descendants():
                if not isinstance(row, engine_boxes.TableRowBox) or row.element_tag != "tr":
                    continue
                runs_over = row.position_y + row.height > floor + SLACK_PX
                if seen.setdefault(row.element, index) != index or runs_over:
                    yield row.element, table.element


def _may_break(*elements: Any) -> bool:
    """Let a row and its table go over several pages, the head repeated; tell whether that is new."""
    if elements[0].get(STEPS) is not None:
        return False
    for element in elements:
        element.set("style", "; ".join(filter(None, (element.get("style"), "break-inside: auto"))))
    elements[0].set(STEPS, "tall")
    return True


def _too_wide(document: Any) -> Iterator[tuple[Any, float]]:
    seen = set()
    for page in document.pages:
        for box, over in _tables(page):
            if over > SLACK_PX and box.element is not None and box.element not in seen:
                seen.add(box.element)
                yield box, over


def _tables(page: Any) -> Iterator[tuple[Any, float]]:
    """Yield the tables of a page, each with how far it runs out of what holds it (px)."""
    pending = [(page._page_box, page._page_box)]
    while pending:
        box, holder = pending.pop()
        box = getattr(box, "_box", box)
        if isinstance(box, engine_boxes.TableBox) and box.element_tag == "table":
            right = holder.content_box_x() + holder.width
            yield box, box.position_x + box.margin_width() - right
        wraps = getattr(box, "is_table_wrapper", False)
        inner = holder if wraps or not isinstance(box, engine_boxes.BlockContainerBox) else box
        pending.extend((child, inner) for child in getattr(box, "children", ()))


def _floor(root: float, own: float) -> float:
    return min(own, _LARGE_PRINT_PX if root >= _LARGE_PRINT_PX else _SMALLEST_PX)


def _apply(step: _Step, table: Any, own: float, *, floor: float) -> None:
    styles = [table.get("style") or "", step.table]
    if step.share < 1:
        styles.append(f"font-size: {max(own * step.share, floor):.2f}px; line-height: 1.25")
    table.set("style", "; ".join(filter(None, styles)))
    if step is _ANYWHERE:
        table.set(STEPS, "anywhere")
    if step.cells:
        for cell in (one for one in table.iter() if one.tag in ("td", "th")):
            cell.set("style", "; ".join(filter(None, (cell.get("style"), step.cells))))


def _in_pieces(table: Any) -> bool:
    """Tell whether a column is too narrow for the words in it: they would be read letter by letter."""
    for box in table.descendants():
        if not isinstance(box, engine_boxes.TableCellBox) or box.element is None:
            continue
        letter = float(box.style["font_size"]) * _LETTER_EM
        longest = max(map(len, "".join(box.element.itertext()).split()), default=0)
        if longest * letter > box.width and box.width < _FEWEST_LETTERS * letter:
            return True
    return False


def _heads(table: Any) -> tuple[str, ...]:
    for row in table.iter("tr"):
        return tuple(" ".join("".join(cell.itertext()).split()) for cell in row)
    return ()
