"""Find inline constructs in a run of Markdown lines and mark them; leave code and escapes alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _
from printkit.markup.reading.attributes import BRACES, parse_attributes
from printkit.markup.reading.position_marks import LEFT, LESS, RIGHT, Kind, Mark, marker, tag_marker
from printkit.markup.reading.sourcemap import Line

#: Brackets nested deeper than this are text: nobody writes them, and parsers choke on them.
MAX_BRACKETS = 40

_TOKEN = re.compile(r"\\.|`+|<|!?\[|\]", re.DOTALL)
_TAG = re.compile(
    r"<(/?[a-zA-Z][a-zA-Z0-9:-]*+)"
    r"""((?:\s++[^\s"'=<>/`]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?)*+\s*+/?)>"""
)
_AUTOLINK = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9+.-]*+://[^<>\s]*+|[^<>\s!@/]++@[^@<>\s]++)>")
_TERM = re.compile(r"\[\[([^\[\]|]{1,200})(?:\|([^\[\]|]{1,200}))?\]\]")
_BRACES = re.compile(BRACES)
_REFERENCE = re.compile(r"[ ]?\[([^\[\]]{0,200})\]")
_CITATION = re.compile(r"(?:^|[\s;])-?@\w")
_POINTED = re.compile(r"\(\s*<[^<>\n]*>")


def spread(lines: Sequence[Line]) -> tuple[str, Callable[[int], Position]]:
    """Join lines to one text, and return with it what tells the position of an offset in it."""
    if len(lines) == 1:
        return lines[0].text, lines[0].at
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line.text) + 1)

    def at(offset: int) -> Position:
        index = bisect_right(starts, offset) - 1
        return lines[index].at(offset - starts[index])

    return "\n".join(line.text for line in lines), at


def normal_reference(name: str) -> str:
    """Return a link reference's name as Markdown compares it."""
    return " ".join(name.split()).lower()


class InlineScanner:
    """Marks the constructs of one document. ``references`` are the names links may refer to."""

    def __init__(self, marks: list[Mark], findings: list[Finding], references: set[str]) -> None:
        self._marks = marks
        self._findings = findings
        self._references = references
        self._told_depth = False

    def mark(self, text: str, at: Callable[[int], Position]) -> str:
        """Return ``text`` with its constructs marked; ``at`` tells where an offset was written."""
        if not _TOKEN.search(text):
            return text
        return _Run(self, text, at).scan()

    def add(self, mark: Mark) -> str:
        """Keep a mark and return its text."""
        self._marks.append(mark)
        return marker(len(self._marks) - 1)

    def add_tag(self, mark: Mark) -> str:
        """Keep a mark of an HTML tag and return its text."""
        self._marks.append(mark)
        return tag_marker(len(self._marks) - 1)

    def knows(self, reference: str) -> bool:
        """Tell whether a link reference is defined."""
        return normal_reference(reference) in self._references

    def too_deep(self, position: Position) -> None:
        """Say, once, that brackets are nested too deeply."""
        if not self._told_depth:
            self._told_depth = True
            self._findings.append(
                Finding(
                    "too-deep",
                    Severity.ERROR,
                    _("Brackets are nested too deeply here."),
                    position,
                    hint=_("Close the brackets opened before, or remove them."),
                )
            )


class _Run:
    """One pass over one text."""

    def __init__(self, scanner: InlineScanner, text: str, at: Callable[[int], Position]) -> None:
        self._scanner = scanner
        self._text = text
        self._at = at
        self._out: list[str] = []
        #: index in the output, offset in the text
        self._open: list[tuple[int, int]] = []
        self._pairs: dict[int, int] | None = None
        self._ticks: dict[int, list[int]] | None = None
        self._no_comment = False

    def scan(self) -> str:
        text, out = self._text, self._out
        position = 0
        while (token := _TOKEN.search(text, position)) is not None:
            out.append(text[position : token.start()])
            first = token[0][0]
            if first == "\\":
                position = self._escape(token)
            elif first == "`":
                position = self._code(token)
            elif first == "<":
                position = self._angle(token.start())
            elif first == "]":
                position = self._close(token.start())
            else:
                position = self._bracket(token)
        out.append(text[position:])
        for index, _offset in self._open:
            out[index] = out[index].replace("[", LEFT)
        return "".join(out)

    def _escape(self, token: re.Match[str]) -> int:
        self._out.append(LESS if token[0] == "\\<" else token[0])
        return token.end()

    def _code(self, token: re.Match[str]) -> int:
        """Copy a code span, or backticks that open none."""
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer("`+", self._text):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        length = len(token[0])
        starts = self._ticks.get(length, [])
        following = bisect_right(starts, token.start())
        end = starts[following] + length if following < len(starts) else token.end()
        self._out.append(self._text[token.start() : end].replace("<", LESS))
        return end

    def _angle(self, start: int) -> int:
        text = self._text
        if text.startswith("<!--", start) and not self._no_comment:
            end = text.find("-->", start + 4)
            if end >= 0:
                self._out.append(text[start : end + 3])
                return end + 3
            self._no_comment = True
        if (match := _AUTOLINK.match(text, start)) is not None:
            mark = Mark(Kind.LINK, self._at(start), match[0])
            self._out.append(self._scanner.add(mark) + match[0])
            return match.end()
        if (match := _TAG.match(text, start)) is not None:
            mark = Mark(Kind.TAG, self._at(start), match[0], match[1].lower())
            name = "" if match[1].startswith("/") else self._scanner.add_tag(mark)
            self._out.append(f"<{match[1]}{name}{match[2]}>")
            return match.end()
        self._out.append(LESS)
        return start + 1

    def _bracket(self, token: re.Match[str]) -> int:
        text, start = self._text, token.start()
        term = _TERM.match(text, start)
        if term is not None:
            shown, name = term[1], term[2] or term[1]
            mark = Mark(Kind.TERM, self._at(start), term[0], f"{shown}|{name}")
            self._out.append(self._scanner.add(mark))
            return term.end()
        if len(self._open) >= MAX_BRACKETS:
            self._scanner.too_deep(self._at(start))
            self._out.append(token[0].replace("[", LEFT))
            return token.end()
        self._open.append((len(self._out), start))
        self._out.append(token[0])
        return token.end()

    def _close(self, end: int) -> int:
        """Decide what a pair of brackets is, now that it is whole; return where to go on."""
        text = self._text
        if not self._open:
            self._out.append(RIGHT)
            return end + 1
        index, start = self._open.pop()
        image = text[start] == "!"
        content = text[start + 1 + image : end]
        after = text[end + 1 : end + 2]
        if after == "(" and (stop := self._parenthesis(end + 1)) is not None:
            return self._linked(index, start, end, stop, image)
        if after == "{" and not image and (braces := _BRACES.match(text, end + 1)) is not None:
            attributes = parse_attributes(braces[0])
            if attributes.id or attributes.classes or attributes.values:
                self._point(index, Mark(Kind.SPAN, self._at(start), "", "", attributes))
                self._out.append(text[end : braces.end()])
                return braces.end()
        reference = _REFERENCE.match(text, end + 1)
        if reference is not None and self._scanner.knows(reference[1] or content):
            kind = Kind.IMAGE if image else Kind.LINK
            self._point(index, Mark(kind, self._at(start), text[start : reference.end()]))
            self._out.append(text[end : reference.end()])
            return reference.end()
        if not image and "[" not in content:
            if content.startswith("^") and len(content) > 1 and not re.search(r"\s", content):
                return self._replace(index, start, end, Kind.NOTE_CALL, content[1:])
            if "@" in content and _CITATION.search(content):
                return self._replace(index, start, end, Kind.CITATION, content)
        if self._scanner.knows(content):
            kind = Kind.IMAGE if image else Kind.LINK
            self._point(index, Mark(kind, self._at(start), text[start : end + 1]))
            self._out.append("]")
            return end + 1
        self._out[index] = self._out[index].replace("[", LEFT)
        self._out.append(RIGHT)
        return end + 1

    def _linked(self, index: int, start: int, end: int, stop: int, image: bool) -> int:
        """Mark ``[text](target)``; its target is copied as it is."""
        text = self._text
        braces = _BRACES.match(text, stop + 1)
        last = braces.end() if braces else stop + 1
        attributes = parse_attributes(braces[0] if braces else "")
        kind = Kind.IMAGE if image else Kind.LINK
        self._point(index, Mark(kind, self._at(start), text[start:last], "", attributes))
        pointed = _POINTED.match(text, end + 1)
        keep = pointed.end() if pointed else end + 1
        self._out.append(text[end:keep] + text[keep : stop + 1].replace("<", LESS))
        return stop + 1

    def _point(self, index: int, mark: Mark) -> None:
        self._out[index] = self._scanner.add(mark) + self._out[index]

    def _replace(self, index: int, start: int, end: int, kind: Kind, name: str) -> int:
        mark = Mark(kind, self._at(start), self._text[start : end + 1], name)
        self._out[index:] = [self._scanner.add(mark)]
        return end + 1

    def _parenthesis(self, start: int) -> int | None:
        """Return the offset of the parenthesis that closes the one at ``start``."""
        if self._pairs is None:
            self._pairs = {}
            stack: list[int] = []
            for match in re.finditer(r"\\.|[()]", self._text, re.DOTALL):
                if match[0] == "(":
                    stack.append(match.start())
                elif match[0] == ")" and stack:
                    self._pairs[stack.pop()] = match.start()
        return self._pairs.get(start)
