"""Attribute lists in braces: ``{#id .class key=value key="some words"}``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

#: An attribute list, as it may end a line or follow a bracket.
BRACES = r"\{[^{}\n]*\}"
_ITEM = re.compile(
    r"""\#(?P<id>[^\s{}"'=]+) | \.(?P<class>[^\s{}"'=]+)
    | (?P<key>[^\s{}"'=]+)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s{}"']*))
    | (?P<word>\S+)""",
    re.VERBOSE,
)
_TRAILING = re.compile(rf"\s*({BRACES})\s*$")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands between the braces. ``values`` keeps ``key=value`` pairs, ``words`` the rest."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    @property
    def decorative(self) -> bool:
        """Tell whether an image says that it needs no words."""
        return "decorative" in self.classes or self.values.get("alt") == ""


def parse_attributes(text: str) -> Attributes:
    """Read an attribute list, with or without its braces."""
    text = text.strip()
    text = text[1:] if text.startswith("{") else text
    text = text.removesuffix("}").removeprefix(":")
    identifier = None
    classes: list[str] = []
    values: dict[str, str] = {}
    words: list[str] = []
    for item in _ITEM.finditer(text):
        if item["id"]:
            identifier = item["id"]
        elif item["class"]:
            classes.append(item["class"])
        elif item["key"]:
            values[item["key"]] = next(
                value for value in item.group("double", "single", "bare") if value is not None
            )
        else:
            words.append(item["word"])
    return Attributes(identifier, tuple(classes), values, tuple(words))


def split_attributes(text: str) -> tuple[str, Attributes]:
    """Split a line into its text and the attribute list that ends it, if any."""
    match = _TRAILING.search(text[-2000:])
    if match is None:
        return text.rstrip(), Attributes()
    start = max(0, len(text) - 2000) + match.start()
    return text[:start].rstrip(), parse_attributes(match[1])
