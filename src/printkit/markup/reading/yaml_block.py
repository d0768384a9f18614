"""Small YAML inside Markdown (front matter, charts): values with the source position of each key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _
from printkit.markup.reading.sourcemap import Line
from printkit.markup.reading.yaml_traps import yaml_traps

KeyPath = tuple[str | int, ...]
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class YamlBlock:
    """A mapping read from lines. ``positions`` tells where the key or item of a path stands."""

    values: Mapping[str, Any]
    positions: Mapping[KeyPath, Position] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def at(self, path: Sequence[str | int]) -> Position | None:
        """Return the position of a key path or of the nearest thing around it."""
        keys = tuple(path)
        while keys and keys not in self.positions:
            keys = keys[:-1]
        return self.positions.get(keys)


class _Loader(yaml.SafeLoader):
    """The safe loader without aliases: a few bytes of them make gigabytes.

    It guesses little: ``12:30``, ``on`` and ``010`` stay what was typed, as YAML 1.2 has it (10.3.2).
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event: Any = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, _("aliases (*name) are not read here"), event.start_mark
            )
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"(?:~|null|)", ["~", "n", ""]),
    ("bool", r"(?:true|True|false|False)", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^{_pattern}$"), _first)


def read_yaml(lines: Sequence[Line], *, what: str) -> YamlBlock:
    """Read a mapping. ``what`` names it in messages (``chart``); findings point into the lines."""
    start = lines[0].at(0) if lines else None

    def refuse(message: str, where: Position | None, hint: str | None = None) -> YamlBlock:
        finding = Finding(f"bad-{what}", Severity.ERROR, message, where or start, hint=hint)
        return YamlBlock({}, {}, (finding,))

    loader = _Loader("\n".join(line.text for line in lines))
    try:
        node = loader.get_single_node()
        values = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = _position(lines, mark) if mark else start
        message = _("This is not YAML: {problem}.").format(problem=error.problem or error.context)
        return refuse(message, where, _("Look at the indentation, the colons and the quotes."))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        return refuse(_("This is not YAML: {problem}.").format(problem=error), start)
    except RecursionError:
        return refuse(_("This is nested too deeply."), start)
    finally:
        loader.dispose()
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode | None):
        return refuse(_("This must be a list of “key: value” lines."), start)
    positions: dict[KeyPath, Position] = {}
    findings: list[Finding] = []
    if node is not None:
        _walk(node, (), lines, positions, findings, what)
        texts = [line.text for line in lines]
        findings += yaml_traps(node, texts, lambda number, column: lines[number].at(column))
    return YamlBlock({str(key): value for key, value in values.items()}, positions, tuple(findings))


def _position(lines: Sequence[Line], mark: Any) -> Position:
    line: Line = lines[min(mark.line, len(lines) - 1)]
    return line.at(min(mark.column, len(line.text)))


def _walk(
    node: yaml.Node,
    path: KeyPath,
    lines: Sequence[Line],
    positions: dict[KeyPath, Position],
    findings: list[Finding],
    what: str,
) -> None:
    if len(path) > _MAX_DEPTH:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            where = _position(lines, key.start_mark)
            if inner in positions:
                message = _("The key “{key}” is given twice.").format(key=key.value)
                findings.append(Finding(f"bad-{what}", Severity.ERROR, message, where))
            positions[inner] = where
            _walk(value, inner, lines, positions, findings, what)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            inner = (*path, index)
            positions[inner] = _position(lines, item.start_mark)
            _walk(item, inner, lines, positions, findings, what)
