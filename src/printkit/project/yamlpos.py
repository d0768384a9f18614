"""YAML read as typed: texts, lists and mappings, each with the place where it stands in its file.

Numbers, dates and hours are not guessed here: ``15:15`` stays what the organiser typed. Who asks for
a number converts it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _
from printkit.markup.reading.decode import decode
from printkit.markup.reading.yaml_traps import yaml_traps

KeyPath = tuple[str | int, ...]

MAX_BYTES: Final = 1_000_000
_MAX_NODES: Final = 50_000
_MAX_DEPTH: Final = 30
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TEXT_TAGS: Final = frozenset({"!", "tag:yaml.org,2002:str"})

#: Halves of surrogate pairs, controls, and characters that are none.
_UNWRITABLE: Final = re.compile("[\ud800-\udfff\ufffe\uffff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

#: What the parser says → what an organiser understands.
_PROBLEMS: Final = (
    ("'\\t'", "tab"),
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "no-colon"),
    ("end of stream", "open"),
    ("alias", "alias"),
    ("expected a single document", "two"),
    ("cannot start any token", "sign"),
    ("escape", "escape"),
)


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML file. Texts are as typed; ``values`` and ``keys`` tell where a path's value and key are.

    ``texts`` tells where the first character of a text stands, which for a block of several lines is
    not where its value begins.
    """

    path: str
    data: Any
    values: Mapping[KeyPath, Position] = field(default_factory=dict)
    keys: Mapping[KeyPath, Position] = field(default_factory=dict)
    texts: Mapping[KeyPath, Position] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def at(self, path: KeyPath) -> Position:
        """Return where the value of a path stands, or the nearest thing around it."""
        return self._nearest(path, self.values)

    def at_key(self, path: KeyPath) -> Position:
        """Return where the key of a path stands, or the nearest thing around it."""
        return self.keys.get(path) or self._nearest(path, self.values)

    def _nearest(self, path: KeyPath, places: Mapping[KeyPath, Position]) -> Position:
        while path:
            if (found := places.get(path)) is not None:
                return found
            path = path[:-1]
        return Position(self.path)

    def dotted(self) -> dict[str, Position]:
        """Return the place of every value by its dotted path (``programme.2.title``)."""
        return {".".join(map(str, path)): at for path, at in self.values.items() if path}


def read_tree(data: bytes, path: str) -> Tree:
    """Read a file whose top is a mapping; whatever is wrong is in the tree's findings."""
    if len(data) > MAX_BYTES:
        return _refused(
            "file-too-large",
            _("this file is too large: {size} bytes").format(size=len(data)),
            Position(path),
            _("leave out what does not belong here; chapters go into files of their own"),
        )
    text, findings = decode(data, path)
    if findings:
        return Tree(path, None, findings=findings)
    # Only these end a line in an editor; the parser would count others too.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    walk = _Walk(path, text)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value = walk.value(node, ()) if node is not None else None
        walk.find_traps(node)
    except yaml.MarkedYAMLError as error:
        return _syntax(error, path)
    except yaml.reader.ReaderError as error:
        return _unprintable(error, path, text)
    except (ValueError, OverflowError):  # chr() of an escape past the last character
        message = _("an escape in double quotes names no character")
        return _refused("yaml-syntax", message, _escape_in(text, path), _words("escape")[1])
    except RecursionError:
        message, hint = _("this file is nested too deeply"), _("flatten its lists")
        return _refused("yaml-syntax", message, Position(path), hint)
    except _RefusedError as refused:
        return Tree(path, None, findings=(refused.finding,))
    if value is None:
        return _refused(
            "file-empty",
            _("this file is empty"),
            Position(path),
            _("“printkit new” writes a filled example to start from"),
        )
    if not isinstance(value, dict):
        return _refused(
            "yaml-syntax",
            _("this file must consist of “key: value” lines"),
            walk.values.get((), Position(path)),
            _("a colon must be followed by a space"),
        )
    return Tree(path, value, walk.values, walk.keys, walk.texts, tuple(walk.findings))


class _RefusedError(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


class _Walk:
    """Turns nodes into values, noting where each stands."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._lines = text.split("\n")
        self._nodes = 0
        self.values: dict[KeyPath, Position] = {}
        self.keys: dict[KeyPath, Position] = {}
        self.texts: dict[KeyPath, Position] = {}
        self.findings: list[Finding] = []

    def value(self, node: yaml.Node, path: KeyPath) -> Any:
        self._nodes += 1
        here = self._position(node.start_mark)
        if self._nodes > _MAX_NODES or len(path) > _MAX_DEPTH:
            message = _("this file is nested too deeply or repeats itself too often")
            hint = _("write out what the aliases (*name) stand for")
            raise _RefusedError(Finding("yaml-syntax", Severity.ERROR, message, here, hint=hint))
        self.values[path] = here
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        self._refuse_tag(node, here)
        text = str(node.value)
        self._refuse_half(text, here)
        if node.style is None and text in _NOTHING:
            return None
        self.texts[path] = self._start_of_text(node)
        return text

    def find_traps(self, node: yaml.Node | None) -> None:
        """Warn of texts that YAML cuts."""

        def place(line: int, column: int) -> Position:
            return Position(self._path, line + 1, column + 1)

        self.findings += yaml_traps(node, self._lines, place)

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            where = self._position(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                message = _("a key must be a single word")
                hint = _("put quotes around a text that begins with a bracket or a brace")
                self.findings.append(
                    Finding("yaml-syntax", Severity.ERROR, message, where, hint=hint)
                )
                continue
            key = str(key_node.value)
            if key in found:
                message = _("“{key}” is given twice").format(key=key)
                hint = _("keep one of them; the other is on line {line}").format(
                    line=self.keys[(*path, key)].line
                )
                self.findings.append(
                    Finding("key-twice", Severity.ERROR, message, where, hint=hint)
                )
                continue
            self.keys[(*path, key)] = where
            found[key] = self.value(value_node, (*path, key))
        return found

    def _refuse_half(self, text: str, here: Position) -> None:
        """Refuse what an escape of double quotes can write and no file can hold."""
        wrong = _UNWRITABLE.search(text)
        if wrong is not None:
            message = _("the character U+{code:04X} cannot be printed").format(code=ord(wrong[0]))
            hint = _("remove it: it often comes with text pasted from elsewhere")
            raise _RefusedError(
                Finding("forbidden-character", Severity.ERROR, message, here, hint=hint)
            )

    def _refuse_tag(self, node: yaml.Node, here: Position) -> None:
        line = self._lines[node.start_mark.line]
        if line[node.start_mark.column :].startswith("!") and node.tag not in _TEXT_TAGS:
            message = _("“{tag}” is not allowed here").format(tag=line.split()[-1][:40])
            hint = _("put quotes around a text that begins with an exclamation mark")
            raise _RefusedError(Finding("yaml-syntax", Severity.ERROR, message, here, hint=hint))

    def _start_of_text(self, node: yaml.ScalarNode) -> Position:
        mark = node.start_mark
        if node.style not in ("|", ">"):
            quoted = 1 if node.style in ("'", '"') else 0
            return Position(self._path, mark.line + 1, mark.column + 1 + quoted)
        header = self._lines[mark.line][mark.column :]
        indents = [
            len(line) - len(line.lstrip(" "))
            for line in self._lines[mark.line + 1 : node.end_mark.line + 1]
            if line.strip()
        ]
        indent = indents[0] if indents else 0
        if re.match(r"[|>][+-]?[1-9]", header):
            indent = min(indents, default=0)
        return Position(self._path, mark.line + 2, indent + 1)

    def _position(self, mark: yaml.Mark) -> Position:
        return Position(self._path, mark.line + 1, mark.column + 1)


def _escape_in(text: str, path: str) -> Position:
    """Return where the first escape past the last character stands."""
    for number, line in enumerate(text.split("\n"), 1):
        for escape in re.finditer(r"\\U([0-9a-fA-F]{8})", line):
            if int(escape[1], 16) > 0x10FFFF:
                return Position(path, number, escape.start() + 1)
    return Position(path)


def _refused(rule: str, message: str, at: Position, hint: str | None) -> Tree:
    return Tree(at.path, None, findings=(Finding(rule, Severity.ERROR, message, at, hint=hint),))


def _syntax(error: yaml.MarkedYAMLError, path: str) -> Tree:
    mark = error.problem_mark or error.context_mark
    at = Position(path, mark.line + 1, mark.column + 1) if mark else Position(path)
    problem = f"{error.context or ''} {error.problem or ''}"
    for sign, kind in _PROBLEMS:
        if sign in problem:
            message, hint = _words(kind)
            break
    else:
        message = _("this is not YAML as printkit reads it")
        hint = _("look at the indentation, the quotes and the brackets here and on the line above")
    return _refused("yaml-syntax", message, at, hint)


def _words(kind: str) -> tuple[str, str]:
    quotes = _("put quotes around the whole text")
    return {
        "tab": (
            _("a tab stands where only spaces may"),
            _("indent with spaces; most editors can do so for you"),
        ),
        "colon": (
            _("a second colon on this line, or a line too far to the right"),
            _("put quotes around a text that has a colon; line keys of one level up"),
        ),
        "no-colon": (
            _("the line before this one has no colon"),
            _("write “key: value”, or indent the line if it goes on the one before"),
        ),
        "open": (
            _("a quote or a bracket that was opened is never closed"),
            _("close it, or double an apostrophe inside single quotes: 'l''eau'"),
        ),
        "alias": (_("a text may not begin with * or &"), quotes),
        "two": (
            _("a second document begins here"),
            _("remove the line ---, or make two files"),
        ),
        "sign": (_("a text may not begin with this sign"), quotes),
        "escape": (
            _("after a backslash, double quotes know only certain letters"),
            _("use single quotes instead"),
        ),
    }[kind]


def _unprintable(error: yaml.reader.ReaderError, path: str, text: str) -> Tree:
    before = text[: error.position]
    at = Position(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1])
    message = _("the character U+{code:04X} cannot be printed").format(code=code)
    hint = _("remove it: it often comes with text pasted from elsewhere")
    return _refused("forbidden-character", message, at, hint)
