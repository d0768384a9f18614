"""What is worked out once for a style: the key of its faces, its plain lengths, whether it paints.

Styles are shared by many boxes and do not change once layout has begun, so what depends on a style alone is
kept on it. A copy of a style (the engine makes one for a first line or letter) starts without.
"""

from __future__ import annotations

from typing import Any, Final

#: What of a style decides on the glyphs of a text, its breaks and the height of its line.
_SHAPING: Final = (
    "font_size",
    "font_style",
    "font_weight",
    "font_stretch",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_variation_settings",
    "font_language_override",
    "lang",
    "line_height",
    "hyphens",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "overflow_wrap",
    "word_break",
    "white_space",
    "direction",
    "letter_spacing",
    "word_spacing",
    "text_decoration_line",
    "vertical_align",
)
_SIDES: Final = ("top", "right", "bottom", "left")
_LENGTHS: Final = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{bound}{axis}" for bound in ("", "min_", "max_") for axis in ("width", "height")),
)
_UNSET: Final = object()


def shaping_key(style: Any) -> tuple[Any, ...]:
    """Return what decides on the glyphs, breaks and line height of texts of a style; hashable."""
    kept = style.__dict__.get("pk_shaping")
    if kept is None:
        values = (style[name] for name in _SHAPING)
        kept = style.pk_shaping = (
            tuple(style["font_family"]),
            *(value if type(value) in (str, float, int) else str(value) for value in values),
        )
    return kept  # type: ignore[no-any-return]


def plain_lengths(style: Any) -> dict[str, Any] | None:
    """Return the used lengths (px) of a box of a style, None where one is a share of something else."""
    kept = style.__dict__.get("pk_lengths", _UNSET)
    if kept is _UNSET:
        kept = style.pk_lengths = _lengths(style)
    return kept  # type: ignore[no-any-return]


def _lengths(style: Any) -> dict[str, Any] | None:
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return None
    found: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name in ("min_width", "min_height") else value
        elif getattr(value, "unit", None) == "px":
            found[name] = value.value
        else:
            return None
    for side in _SIDES:
        found[f"border_{side}_width"] = style[f"border_{side}_width"]
    return found
