"""What the engine draws of an SVG otherwise than browsers do: put right where it can be, told where not.

Drawings are compared with those of Chromium in ``tests/deep/test_drawings.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from printkit.core.findings import Finding, Position
from printkit.core.i18n import N_, _
from printkit.markup.reading.warnings import error, warning

_VARIABLE = re.compile(r"(?<![\w-])(--[\w-]+)\s*:\s*([^;{}]+)")
_USED = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
#: what decides whether a child of ``switch`` is drawn, besides its language
_ASKS = ("requiredFeatures", "requiredExtensions")
#: words of an SVG without which nothing here need be looked at
_SUSPECT = re.compile(
    rb"var\(|<(?:\w+:)?switch|</(?:\w+:)?tspan>\s*</(?:\w+:)?tspan>\s|radialGradient|textPath|writing-mode"
    rb"|transform-box|filter|mix-blend-mode|paint-order|text-decoration|small-caps|baseline-shift"
    rb"|vector-effect"
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: more variables in one value than anybody writes
_MOST_ROUNDS = 5


def mended_svg(data: bytes, language: str = "") -> bytes:
    """Return a drawing with what the engine would misread written as it reads it.

    Variables of CSS become their values, of a ``switch`` the first child that fits stays, the space after
    a text within a text is kept, and a radial gradient says its size.
    """
    root = _parsed(data) if _SUSPECT.search(data) else None
    if root is None:
        return data
    from lxml import etree  # noqa: PLC0415  loaded for such drawings only

    values: dict[str, str] = {}
    for element in root.iter(etree.Element):
        for text in (element.get("style"), element.text if _name(element) == "style" else None):
            values |= {name: value.strip() for name, value in _VARIABLE.findall(text or "")}
    for element in list(root.iter(etree.Element)):
        kind = _name(element)
        if kind == "style" and element.text:
            element.text = _filled(element.text, values)
        for key, value in element.attrib.items():
            if "var(" in value:
                element.set(key, _filled(value, values))
        if kind == "switch":
            _choose(element, language)
        elif kind == "tspan":
            _keep_space(element)
        elif kind == "radialGradient" and element.get("gradientUnits") != "userSpaceOnUse":
            for key in ("cx", "cy", "r"):
                if element.get(key) is None and not _inherits(element):
                    element.set(key, "0.5")
    made: bytes = etree.tostring(root)
    return made


def drawn_otherwise(data: bytes, path: str) -> list[Finding]:
    """Tell, at its line of the drawing, what is drawn elsewhere or not at all."""
    root = _parsed(data) if _SUSPECT.search(data) else None
    if root is None:
        return []
    found: dict[str, Finding] = {}
    for name, line in _features(root):
        if name not in found:
            wrong = _SENTENCES[name]
            message = _("“{path}”: {problem}").format(path=path, problem=_(wrong[1]))
            hint = _("In the program it was drawn with, make paths of it; or export it as a PNG.")
            tell = error if wrong[0] == "error" else warning
            found[name] = tell("svg-otherwise", message, Position(path, line), hint)
    return list(found.values())


_SENTENCES = {
    "textPath": ("error", N_("text that follows a path is not drawn where it belongs.")),
    "writing-mode": ("error", N_("text that runs downwards is not drawn where it belongs.")),
    "transform-box": ("error", N_("“transform-box” is not known: shapes would stand elsewhere.")),
    "filter": ("warning", N_("shadows, blurs and other filters are not drawn.")),
    "mix-blend-mode": ("warning", N_("blended colours are drawn as if they were opaque.")),
    "paint-order": ("warning", N_("“paint-order” is not known: outlines lie over their letters.")),
    "text-decoration": ("warning", N_("lines under or through text are not drawn.")),
    "small-caps": ("warning", N_("small capitals are drawn as usual letters.")),
    "baseline-shift": ("warning", N_("raised and lowered letters stand on the line.")),
    "vector-effect": ("warning", N_("“vector-effect” is not known: lines may be too thick.")),
}
#: features told by a property, and the values that mean that it is not used
_PROPERTIES = {
    "writing-mode": r"(?!horizontal|lr|inherit|initial)",
    "transform-box": r"(?!view-box|inherit|initial)",
    "filter": r"(?!none|inherit|initial)",
    "mix-blend-mode": r"(?!normal|inherit|initial)",
    "paint-order": r"(?!normal|fill|inherit|initial)",
    "text-decoration": r"(?!none|inherit|initial)",
    "small-caps": r"",
    "baseline-shift": r"(?!baseline|0|inherit|initial)",
    "vector-effect": r"(?!none|inherit|initial)",
}
_DECLARED = {
    name: re.compile(
        r"(?<![\w-])font-variant(?:-caps)?\s*:\s*small-caps"
        if name == "small-caps"
        else rf"(?<![\w-]){name}\s*:\s*{but}\S"
    )
    for name, but in _PROPERTIES.items()
}


def _features(root: Any) -> Iterator[tuple[str, int]]:
    from lxml import etree  # noqa: PLC0415

    for element in root.iter(etree.Element):
        line = element.sourceline or 1
        kind = _name(element)
        if kind == "textPath":
            yield "textPath", line
        if kind == "style":
            text = element.text or ""
            for name, pattern in _DECLARED.items():
                if match := pattern.search(text):
                    yield name, line + text.count("\n", 0, match.start())
            continue
        style = element.get("style") or ""
        for name, pattern in _DECLARED.items():
            attribute = "font-variant" if name == "small-caps" else name
            value = element.get(attribute)
            said = f"{attribute}: {value}" if value else ""
            if (said and pattern.search(said)) or (style and pattern.search(style)):
                yield name, line


def _choose(switch: Any, language: str) -> None:
    """Keep the first child that is drawn here, as SVG 2 has it (5.7.3); HTML in a drawing is not."""
    kept = None
    for child in [one for one in switch if isinstance(one.tag, str)]:
        if kept is None and _fits(child, language):
            kept = child
            for key in ("systemLanguage", *_ASKS):
                child.attrib.pop(key, None)
        else:
            switch.remove(child)


def _fits(child: Any, language: str) -> bool:
    if _name(child) == "foreignObject" or (child.get("requiredExtensions") or "").strip():
        return False
    languages = child.get("systemLanguage")
    if languages is None:
        return True
    main = language.partition("-")[0].lower()
    return any(one.strip().partition("-")[0].lower() == main for one in languages.split(","))


def _keep_space(tspan: Any) -> None:
    """Make no-break the space after a text that ends with another: the engine swallows it."""
    tail = tspan.tail or ""
    preserved = any(one.get(_SPACE) == "preserve" for one in (tspan, *tspan.iterancestors()))
    if preserved or not len(tspan) or (tspan[-1].tail or "").strip() or not tail[:1].isspace():
        return
    if tail.strip() or tspan.getnext() is not None:
        tspan.tail = "\u00a0" + tail.lstrip()


def _inherits(gradient: Any) -> bool:
    return any(key.endswith("href") for key in gradient.attrib)


def _filled(text: str, values: dict[str, str]) -> str:
    """Put values in the place of variables; those of a theme's palette are filled later."""

    def value(match: re.Match[str]) -> str:
        return values.get(match[1]) or (match[2] or "").strip() or match[0]

    for _round in range(_MOST_ROUNDS):
        filled = _USED.sub(value, text)
        if filled == text:
            break
        text = filled
    return text


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _parsed(data: bytes) -> Any:
    from lxml import etree  # noqa: PLC0415

    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, safe)
    except (etree.XMLSyntaxError, ValueError):
        return None
