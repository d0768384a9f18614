"""What the engine works out again and again for the same answer, kept: no byte of a file changes by it.

Each function here stands in for one of the engine's (``render/hooks.py`` puts it in place) and asks the
engine's own where it has no answer yet. What depends on a style alone is kept on the style, what depends on
texts on the font configuration, bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, page, percent, preferred
from weasyprint.text import line_break

from printkit.render.paragraphs.styles import plain_lengths, shaping_key

#: Texts whose widths are kept for one set of faces; forgotten together when there are more.
MAX_WIDTHS: Final = 20_000
_RADII: Final = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)

_engines_percentages = percent.resolve_percentages
_engines_strut = line_break.strut
_engines_widths = preferred.inline_line_widths
_engines_backgrounds = background.layout_box_backgrounds
_engines_page_styles = page.set_page_type_computed_styles


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the used lengths of a box: those of its style where none is a percentage."""
    kept = plain_lengths(box.style)
    if kept is None:
        _engines_percentages(box, containing_block)
    else:
        box.__dict__.update(kept)


def strut(style: Any) -> tuple[float, float]:
    """Return line height and baseline (px) of a style."""
    kept = style.__dict__.get("pk_strut")
    if kept is None:
        kept = style.pk_strut = _engines_strut(style)
    return kept  # type: ignore[no-any-return]


def inline_line_widths(
    context: Any,
    box: Any,
    outer: bool,
    is_line_start: bool,
    minimum: bool,
    skip_stack: Any = None,
    first_line: bool = False,
) -> Iterator[float]:
    """Return the widths (px) of a box's lines by its content, those of plain text kept."""
    items: list[Any] = [outer, is_line_start, minimum, first_line]
    if skip_stack is not None or not _content(box, items):
        own: Iterator[float] = _engines_widths(
            context, box, outer, is_line_start, minimum, skip_stack, first_line
        )
        return own
    kept = box.style.font_config.__dict__.setdefault("pk_widths", {})
    key = tuple(items)
    if key not in kept:
        if len(kept) >= MAX_WIDTHS:
            kept.clear()
        kept[key] = tuple(
            _engines_widths(context, box, outer, is_line_start, minimum, skip_stack, first_line)
        )
    return iter(kept[key])


def _content(box: Any, items: list[Any]) -> bool:
    """Collect what the widths of a box's lines depend on; false where that is not plain text."""
    items.append(str(box.style["text_indent"]))
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            items += child.text, shaping_key(child.style), child.justification_spacing
        elif type(child) is boxes.InlineBox and child.is_in_normal_flow():
            lengths = plain_lengths(child.style)
            if lengths is None:
                return False
            items += lengths.values()
            if not _content(child, items):
                return False
            items.append(None)
        else:
            return False
    return True


def layout_box_backgrounds(
    page: Any,
    box: Any,
    get_image_from_uri: Any,
    layout_children: bool = True,
    style: Any = None,
) -> None:
    """Place backgrounds; a box whose style has none, nor round corners, needs no look at either."""
    if box is page or style is not None or not layout_children or not _is_bare(box.style):
        _engines_backgrounds(page, box, get_image_from_uri, layout_children, style)
        return
    for name in _RADII:
        setattr(box, name, (0, 0))
    for child in box.all_children():
        layout_box_backgrounds(page, child, get_image_from_uri)
    box.background = None


def _is_bare(style: Any) -> bool:
    bare = style.__dict__.get("pk_bare")
    if bare is None:
        colour = style["background_color"]
        bare = style.pk_bare = (
            style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and not style["box_shadow"]
            and style["visibility"] != "hidden"
            and all(kind == "none" for kind, _value in style["background_image"])
            and colour != "currentcolor"
            and colour.alpha == 0
            and all((0, "px") in style[name] for name in _RADII)
        )
    return bare  # type: ignore[no-any-return]


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Compute the styles of a page and its margin boxes once for all pages with the same declarations."""
    computed, cascaded = style_for.get_computed_styles(), style_for.get_cascaded_styles()
    if (page_type, None) in computed:
        return
    kept = style_for.__dict__.setdefault("pk_page_styles", {})
    before = len(cascaded)
    style_for.add_page_declarations(page_type)
    added = list(islice(cascaded, before, None))
    key = tuple(
        (
            pseudo,
            tuple((name, id(value)) for name, (value, _weight) in cascaded[one, pseudo].items()),
        )
        for one, pseudo in added
    )  # the values live as long as their stylesheets, and those as long as ``style_for``
    pseudos = [None, *(pseudo for _one, pseudo in added if pseudo)]
    if key in kept:
        for pseudo in pseudos:
            computed[page_type, pseudo] = computed[kept[key], pseudo]
        return
    kept[key] = page_type
    for pseudo in pseudos:
        style_for.set_computed_styles(
            page_type,
            pseudo_type=pseudo,
            root=html.etree_element,
            base_url=html.base_url,
            parent=page_type if pseudo else html.etree_element,
        )
