"""What stylesheets say about paragraphs, in properties the engine does not know.

``text-wrap: wrap | balance | pretty`` (CSS Text 4, 6.4), ``hanging-punctuation: none | first | last`` (CSS Text
3, 8.2; anything but ``none`` hangs by the table of ``protrusion``), ``hyphenate-limit-lines`` (CSS Text 4,
6.3.4), and two of printkit's own: ``--pk-expansion``, the share by which letters of justified lines may be
widened or narrowed, and ``--pk-last-line``, the least length of a last line as a share of the measure. All
inherit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from weasyprint.css import properties
from weasyprint.css.tokens import get_single_keyword
from weasyprint.css.validation import properties as validation

#: The most that letters are ever widened or narrowed by: more is seen.
MAX_EXPANSION: Final = 0.02
#: Hyphens in a row where a stylesheet says nothing.
LADDER: Final = 2
LAST_LINE: Final = 0.15
_UNLIMITED: Final = 999


class Features(NamedTuple):
    """What a style asks for: see the module."""

    wrap: str
    protrusion: bool
    ladder: int
    expansion: float
    last_line: float


def _wrap(tokens: Any) -> str | None:
    keyword = get_single_keyword(tokens)
    return keyword if keyword in ("auto", "wrap", "balance", "pretty", "stable") else None


def _hanging(tokens: Any) -> str | None:
    words = [token.lower_value for token in tokens if token.type == "ident"]
    known = {"none", "first", "last", "force-end", "allow-end"}
    if len(words) != len(tokens) or not words or not known.issuperset(words):
        return None
    return "none" if "none" in words else "hang"


def _ladder(tokens: Any) -> int | None:
    if get_single_keyword(tokens) == "no-limit":
        return _UNLIMITED
    (token,) = tokens if len(tokens) == 1 else (None,)
    if token is None or token.type != "number" or not token.is_integer or token.int_value < 0:
        return None
    return int(token.int_value)


_PROPERTIES: Final[tuple[tuple[str, Any, Callable[[Any], Any]], ...]] = (
    ("text-wrap", "auto", _wrap),
    ("hanging-punctuation", "hang", _hanging),
    ("hyphenate-limit-lines", LADDER, _ladder),
)


def register() -> str | None:
    """Teach the engine the properties; return why not, where it knows one of them already."""
    for name, _initial, _validator in _PROPERTIES:
        known = validation.PROPERTIES.get(name)
        if name in properties.KNOWN_PROPERTIES and getattr(known, "pk_own", None) is None:
            return f"the engine knows {name} itself"
    for name, initial, validator in _PROPERTIES:
        key = name.replace("-", "_")
        properties.KNOWN_PROPERTIES.add(name)
        properties.INITIAL_VALUES[key] = initial
        properties.INHERITED.add(key)
        validator.wants_base_url = False  # type: ignore[attr-defined]
        validator.pk_own = True  # type: ignore[attr-defined]
        validation.PROPERTIES[name] = validator
    return None


def features_of(style: Any) -> Features:
    """Return what a style asks of paragraphs; kept on the style."""
    kept = style.__dict__.get("pk_features")
    if kept is None:
        expansion = _share(style["__pk_expansion"], MAX_EXPANSION)
        kept = style.pk_features = Features(
            style["text_wrap"],
            style["hanging_punctuation"] != "none",
            style["hyphenate_limit_lines"],
            min(max(expansion, 0.0), MAX_EXPANSION),
            min(max(_share(style["__pk_last_line"], LAST_LINE), 0.0), 1.0),
        )
    return kept  # type: ignore[no-any-return]


def _share(tokens: Any, default: float) -> float:
    """Return a custom property's percentage as a share; a bare number is one already."""
    found = [token for token in tokens or () if token.type not in ("whitespace", "comment")]
    if len(found) != 1:
        return default
    if found[0].type == "percentage":
        return float(found[0].value) / 100
    return float(found[0].value) if found[0].type == "number" else default
