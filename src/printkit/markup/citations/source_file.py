"""A file of sources in CSL-YAML, read with the place of everything in it.

Values are kept as typed: ``number: 070`` keeps its zero and ``issued: 2025-02`` stays a month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.citations.csl_vocabulary import CUSTOM, DATES, KEYS, NAME_KEYS, NAMES, TYPES
from printkit.markup.citations.source_dates import SourceDate, read_date
from printkit.markup.reading.warnings import did_you_mean, error, warning
from printkit.markup.reading.yaml_traps import yaml_traps
from printkit.model import SourceText

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 12
_HINT = "Begin each source with “- id: name”."


@dataclass(frozen=True, slots=True)
class Source:
    """One source. ``fields`` holds plain text by CSL name, ``names`` people, ``dates`` dates.

    ``custom`` is what CSL leaves to programs (CSL-JSON 1.0.2, ``custom``), the keys of ``CUSTOM`` only.
    """

    id: str
    type: str
    position: Position
    fields: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    dates: Mapping[str, SourceDate] = field(default_factory=dict)
    custom: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of a publication by id, in the order of the file."""

    items: Mapping[str, Source] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids that may be cited."""
        return tuple(self.items)


def load_sources(source: SourceText) -> tuple[Sources, tuple[Finding, ...]]:
    """Read a file of sources: a list, or a list under ``references:``. Faulty ones are told."""
    return _File(source).read()


class _File:
    """One reading of one file."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._findings: list[Finding] = []
        self._items: dict[str, Source] = {}

    def read(self) -> tuple[Sources, tuple[Finding, ...]]:
        root = self._compose()
        if root is not None:
            for node in self._list(root):
                self._entry(node)
        return Sources(self._items), tuple(self._findings)

    # -- YAML ------------------------------------------------------------------------------------

    def _at(self, mark: Any) -> Position:
        column = mark.column + (self._source.first_column if mark.line == 0 else 1)
        return Position(self._source.path, self._source.first_line + mark.line, column)

    def _place(self, line: int, column: int) -> Position:
        first = self._source.first_column if line == 0 else 1
        return Position(self._source.path, self._source.first_line + line, column + first)

    def _start(self) -> Position:
        return Position(self._source.path, self._source.first_line, self._source.first_column)

    def _tell(self, rule: str, message: str, at: Position, hint: str | None = None) -> None:
        self._findings.append(error(rule, message, at, hint))

    def _compose(self) -> Any:
        """Return the root node; None for what is not YAML, or what repeats itself by aliases."""
        try:
            for event in yaml.parse(self._source.text, Loader=_LOADER):
                if isinstance(event, yaml.AliasEvent):
                    message = _("Aliases (*name) are not read here.")
                    self._tell("bad-sources", message, self._at(event.start_mark))
                    return None
            root = yaml.compose(self._source.text, Loader=_LOADER)
            lines = self._source.text.split("\n")
            self._findings += yaml_traps(root, lines, self._place)
            return root
        except yaml.MarkedYAMLError as problem:
            mark = problem.problem_mark or problem.context_mark
            message = _("This is not YAML: {problem}.").format(problem=problem.problem)
            hint = _("Look at the indentation, the colons and the quotes.")
            self._tell("bad-sources", message, self._at(mark) if mark else self._start(), hint)
        except (yaml.YAMLError, ValueError) as problem:
            message = _("This is not YAML: {problem}.").format(problem=str(problem)[:120])
            self._tell("bad-sources", message, self._start())
        except RecursionError:
            self._tell("bad-sources", _("This is nested too deeply."), self._start())
        return None

    def _list(self, root: Any) -> Iterable[Any]:
        if isinstance(root, yaml.MappingNode):
            for key, value in root.value:
                if key.value in ("references", "sources"):
                    root = value
                    break
        if isinstance(root, yaml.SequenceNode):
            return list(root.value)
        if isinstance(root, yaml.ScalarNode) and not root.value:
            return []
        message = _("The sources must be a list.")
        self._tell("bad-sources", message, self._at(root.start_mark), _(_HINT))
        return []

    # -- one source ------------------------------------------------------------------------------

    def _entry(self, node: Any) -> None:
        at = self._at(node.start_mark)
        if not isinstance(node, yaml.MappingNode):
            self._tell("bad-source", _("This is not a source."), at, _(_HINT))
            return
        pairs: dict[str, tuple[Any, Any]] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if name in pairs:
                message = _("The key “{key}” is given twice.").format(key=name)
                self._tell("bad-source", message, self._at(key.start_mark))
                continue
            pairs[name] = (key, value)
        identifier = self._text(pairs.pop("id")[1]) if "id" in pairs else ""
        if not identifier:
            message = _("This source has no “id”.")
            self._tell(
                "missing-id", message, at, _("Give it a short name, to cite it: “id: name2025”.")
            )
            return
        if (first := self._items.get(identifier)) is not None:
            message = _("The source “{id}” is given twice.").format(id=identifier)
            hint = _("The other one is at {place}.").format(place=first.position)
            self._tell("duplicate-source", message, at, hint)
            return
        self._items[identifier] = self._source_of(identifier, at, pairs)

    def _source_of(
        self, identifier: str, at: Position, pairs: dict[str, tuple[Any, Any]]
    ) -> Source:
        kind = self._type(identifier, at, pairs.pop("type", None))
        fields: dict[str, str] = {}
        names: dict[str, tuple[Mapping[str, str], ...]] = {}
        dates: dict[str, SourceDate] = {}
        custom: dict[str, str] = {}
        for name, (key, node) in pairs.items():
            where = self._at(node.start_mark)
            if name in NAMES:
                names[name] = tuple(self._names(node))
            elif name in DATES:
                found = read_date(_plain(node))
                if found is None:
                    message = _("This is not a date.")
                    hint = _("Write 2025, 2025-02 or 2025-02-14.")
                    self._tell("bad-source-date", message, where, hint)
                else:
                    dates[name] = found
            elif name not in KEYS:
                message = _("There is no key “{key}” in a source.").format(key=name[:60])
                guess = did_you_mean(name, (*KEYS, *NAMES, *DATES))
                place = self._at(key.start_mark)
                self._findings.append(warning("unknown-source-key", message, place, guess))
            elif name == "custom" and isinstance(node, yaml.MappingNode):
                custom = self._custom(node)
            elif not isinstance(node, yaml.ScalarNode):
                if name not in ("custom", "categories", "keyword"):
                    message = _("“{key}” must be a text.").format(key=name)
                    self._tell("bad-source", message, where)
            elif text := self._text(node):
                fields[KEYS[name]] = text
        if not fields.get("title"):
            message = _("The source “{id}” has no “title”.").format(id=identifier)
            self._tell("missing-title", message, at, _("Every source needs one."))
            fields["title"] = identifier
        return Source(identifier, kind, at, fields, names, dates, custom)

    def _type(self, identifier: str, at: Position, pair: tuple[Any, Any] | None) -> str:
        typed = self._text(pair[1]) if pair is not None else ""
        if not typed:
            message = _("The source “{id}” has no “type”.").format(id=identifier)
            hint = _("Write for example book, report, article-journal or webpage.")
            self._tell("missing-type", message, at, hint)
        elif typed not in TYPES:
            message = _("There is no type of source called “{type}”.").format(type=typed[:60])
            fallback = _("Write for example book, report, article-journal or webpage.")
            where = self._at(pair[1].start_mark) if pair else at
            self._tell("unknown-source-type", message, where, did_you_mean(typed, TYPES, fallback))
        else:
            return typed
        return "document"

    def _custom(self, node: Any) -> dict[str, str]:
        """Return what is ours among the keys CSL leaves free; those of other programs are no fault."""
        found: dict[str, str] = {}
        for key, value in node.value:
            if (known := CUSTOM.get(str(key.value))) is None:
                continue
            word = self._text(value)
            if word in known:
                found[str(key.value)] = word
                continue
            message = _("“{key}” is not “{value}”.").format(key=key.value, value=word[:60])
            hint = did_you_mean(
                word, known, _("Known words: {names}.").format(names=", ".join(known))
            )
            self._findings.append(
                warning("unknown-source-key", message, self._at(value.start_mark), hint)
            )
        return found

    def _text(self, node: Any) -> str:
        return " ".join(node.value.split()) if isinstance(node, yaml.ScalarNode) else ""

    def _names(self, node: Any) -> Iterable[Mapping[str, str]]:
        people = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for person in people:
            if isinstance(person, yaml.ScalarNode):
                if literal := self._text(person):
                    yield {"literal": literal}
                continue
            if not isinstance(person, yaml.MappingNode):
                message = _("This is not a name.")
                hint = _("Write “- family: Weil”, “  given: Simone”, or “- literal: Le Monde”.")
                self._tell("bad-source-name", message, self._at(person.start_mark), hint)
                continue
            name: dict[str, str] = {}
            for key, value in person.value:
                word = str(key.value)
                if word not in NAME_KEYS:
                    message = _("There is no key “{key}” in a name.").format(key=word[:60])
                    place = self._at(key.start_mark)
                    guess = did_you_mean(word, NAME_KEYS)
                    self._findings.append(warning("unknown-source-key", message, place, guess))
                elif text := self._text(value):
                    name[word] = text
            if name.get("family") or name.get("literal") or name.get("given"):
                yield name


def _plain(node: Any, depth: int = 0) -> Any:
    """Return a node's value with every scalar as the text typed."""
    if depth > _MAX_DEPTH:
        return None
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value, depth + 1) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, depth + 1) for item in node.value]
    return node.value
