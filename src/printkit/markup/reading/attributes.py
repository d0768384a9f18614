"""Attribute lists in braces: ``{#id .class key=value key="some words"}``.

Braces that hold anything else are text. A list belongs to what stands right before it: a bracket, a
link, a picture, emphasis, code, or the heading, caption or fence whose line it ends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from printkit.core.word_list import word_set

_VALUE = r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s{}"']+))"""
_ITEM = re.compile(
    rf"""\#(?P<id>[^\s{{}}"'=\#]+) | \.(?P<class>[^\s{{}}"'=]+)
    | (?P<key>[A-Za-z][\w:-]*)={_VALUE}""",
    re.VERBOSE,
)
#: What braces may hold to be an attribute list.
LIST = re.compile(
    r"""\{:?[ \t]*(?:(?:\#[^\s{}"'=\#]++|\.[^\s{}"'=]++
    |[A-Za-z][\w:-]*+=(?:"[^"\n]*+"|'[^'\n]*+'|[^\s{}"']++))(?:[ \t]++|(?=\})))++\}""",
    re.VERBOSE,
)
#: Keys that mean something on what is not a picture: elsewhere ``{n=3}`` is more likely text.
_KEYS = word_set("lang dir title source alt width height style role translate start value type")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands between the braces."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def decorative(self) -> bool:
        """Tell whether an image says that it needs no words."""
        return "decorative" in self.classes or self.values.get("alt") == ""

    @property
    def is_usual(self) -> bool:
        """Tell whether every key is one that attribute lists have."""
        return all(key in _KEYS or key.startswith(("data-", "aria-")) for key in self.values)

    def items(self) -> dict[str, str]:
        """Return them as the attributes of an element."""
        found = {"class": " ".join(self.classes)} if self.classes else {}
        if self.id:
            found["id"] = self.id
        found |= {key.lower(): value for key, value in self.values.items()}
        return found


def parse_attributes(text: str) -> Attributes:
    """Read a text that :data:`LIST` matches; an empty one has no attributes."""
    identifier = None
    classes: list[str] = []
    values: dict[str, str] = {}
    for item in _ITEM.finditer(text.strip("{} \t:")):
        if item["id"]:
            identifier = item["id"]
        elif item["class"]:
            classes.append(item["class"])
        else:
            values[item["key"]] = next(
                value for value in item.group("double", "single", "bare") if value is not None
            )
    return Attributes(identifier, tuple(classes), values)


def split_attributes(text: str) -> tuple[str, Attributes]:
    """Split a line into its text and the attribute list that ends it, if any."""
    bare = text.rstrip()
    start = bare.rfind("{") if bare.endswith("}") else -1
    # a quoted value may hold a brace: the list begins where all of the rest is one
    while start >= 0 and len(bare) - start < 2000:
        if LIST.fullmatch(bare, start):
            attributes = parse_attributes(bare[start:])
            if not attributes.is_usual:
                break
            return bare[:start].rstrip(), attributes
        start = bare.rfind("{", 0, start)
    return bare, Attributes()
