"""Two corrections to how the engine turns pages: notes stay, and captions.

A paragraph turns the page rather than the notes already on it.

Where a line does not fit and widows and orphans forbid to break before it, the engine moves notes to the
next page to make room (https://github.com/Kozea/WeasyPrint/issues/2502): no reader forgives that. It
spares notes in columns; told that every line stands in a column, it lets the paragraph turn the page
instead. Stands in for ``weasyprint.layout.block._linebox_layout``. Where a plan of the pages asks for it
(``pages.make_up``), the page turns inside a paragraph.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css.properties import TABLE_WRAPPER_BOX_PROPERTIES
from weasyprint.layout import block

from printkit.render.paragraphs.factory import TURNS

_engines_own = block._linebox_layout


class _AsInColumn:
    """A layout context that says it is in a column, and is itself in everything else."""

    __slots__ = ("_context",)
    in_column = True

    def __init__(self, context: Any) -> None:
        object.__setattr__(self, "_context", context)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._context, name, value)


def keep_notes(context: Any, *arguments: Any) -> Any:
    """Lay out a paragraph's lines as the engine does in a column, where notes stand on the page."""
    if context.current_page_footnotes or context.footnotes:
        context = _AsInColumn(context)
    outcome = _engines_own(context, *arguments)
    abort, stop, *rest = outcome
    box, children = arguments[0], arguments[3]
    if abort or stop or not children or box.element is None or TURNS not in box.element.attrib:
        return outcome
    ended_early = children[-1].resume_at is not None  # its lines stop where the page shall turn
    return (abort, ended_early, *rest)


def keep_captions() -> None:
    """Keep the caption of a table that may not be broken.

    The engine asks the table alone and lets the page turn between the two.
    """
    TABLE_WRAPPER_BOX_PROPERTIES.add("break_inside")
