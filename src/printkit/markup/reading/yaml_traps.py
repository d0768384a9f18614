"""What YAML takes away from a text without a word: what follows a ``#``, and a first word after ``&``.

Both are YAML's right (1.2.2, 6.6 and 6.9.2), and neither is what somebody meant who typed a hashtag or the
name of a firm. A remark with a space after its ``#`` is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.reading.warnings import warning

_HASHTAG = re.compile(r"\s+(#[^\s#].*)")
_ANCHOR = re.compile(r"&([^\s,\[\]{}]+)(?=\s|$)")
_MAX_DEPTH = 30


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text that is not read. ``line`` and ``column`` count from 0, ``kept`` is what is read of it."""

    line: int
    column: int
    text: str
    kept: str
    sign: str


def yaml_traps(
    node: yaml.Node | None, lines: Sequence[str], at: Callable[[int, int], Position]
) -> list[Finding]:
    """Warn of each text of a YAML document that is cut by its first sign.

    ``lines`` are those of the document, ``at`` gives the position of a line and column (0-based).
    """
    used = {match[1] for line in lines for match in re.finditer(r"(?<!\S)\*([^\s,\[\]{}]+)", line)}
    found = []
    for cut in _cuts(node, -1, lines, used):
        message = _("“{text}” is not read: for YAML a “{sign}” after a space begins something else")
        whole = cut.text if cut.kept in cut.text else f"{cut.kept} {cut.text}".strip()
        shown = whole.replace("\\", "\\\\").replace('"', '\\"')
        hint = _("put quotes around the whole text: “{quoted}”").format(quoted=f'"{shown}"')
        if cut.sign == "#":
            hint += " " + _("(a remark has a space after its #)")
        text = cut.text.split(maxsplit=1)[0] if cut.sign == "&" else cut.text
        place = at(cut.line, cut.column)
        found.append(warning("yaml-cut", message.format(text=text, sign=cut.sign), place, hint))
    return found


def _cuts(
    node: yaml.Node | None, margin: int, lines: Sequence[str], used: set[str], depth: int = 0
) -> Iterator[_Cut]:
    """Walk a node whose key or list stands at the column ``margin``."""
    if node is None or depth > _MAX_DEPTH:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _cuts(value, key.start_mark.column, lines, used, depth + 1)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _cuts(item, node.start_mark.column, lines, used, depth + 1)
    elif isinstance(node, yaml.ScalarNode):
        yield from _anchor(node, lines, used)
        if node.style not in ("|", ">"):
            yield from _hashtags(node, margin, lines)


def _anchor(node: yaml.ScalarNode, lines: Sequence[str], used: set[str]) -> Iterator[_Cut]:
    start: Any = node.start_mark
    if start.line >= len(lines):
        return
    match = _ANCHOR.match(lines[start.line], start.column)
    if match and match[1] not in used:
        whole = lines[start.line][start.column :].rstrip()
        yield _Cut(start.line, start.column, whole, str(node.value), "&")


def _hashtags(node: yaml.ScalarNode, margin: int, lines: Sequence[str]) -> Iterator[_Cut]:
    end: Any = node.end_mark
    if end.line >= len(lines):
        return
    kept = str(node.value)
    if match := _HASHTAG.match(lines[end.line], end.column):
        yield _Cut(end.line, match.start(1), match[1].rstrip(), kept, "#")
        kept = f"{kept} {match[1].rstrip()}".strip()
    if node.style is not None:
        return
    for number in range(end.line + 1, len(lines)):  # a text that goes on in lines of its own
        match = _HASHTAG.match(lines[number])
        if not match or match.start(1) <= margin:
            return
        yield _Cut(number, match.start(1), match[1].rstrip(), kept, "#")
        kept = f"{kept} {match[1].rstrip()}".strip()
