"""Running text to elements: emphasis, links, code, notes, HTML, with the place of each.

The algorithm is the one of CommonMark 0.31.2, appendix « A parsing strategy », phase 2
(https://spec.commonmark.org/0.31.2/#phase-2-inline-structure): runs of signs and brackets are kept
on stacks until what ends them is read. It takes time in proportion to the text. Added are notes,
citations, terms, attribute lists, and of GitHub's Markdown strikethrough and bare addresses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from printkit.core.findings import Position
from printkit.core.i18n import _
from printkit.markup.reading.attributes import Attributes
from printkit.markup.reading.emphasis import Item, plain_words
from printkit.markup.reading.link_syntax import (
    LABEL,
    inline_target,
    normal_label,
)
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.sourcemap import Line
from printkit.markup.reading.text_run import RAW_TOKEN, TOKEN, Bracket, InlineState, TextRun
from printkit.markup.reading.warnings import warning

#: Brackets nested deeper than this are text: nobody writes them.
MAX_BRACKETS = 40

_TERM = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]|\n]{1,200}))?\]\]")
_CITATION = re.compile(r"(?:^|[\s;])-?@\w")


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


class InlineReader(InlineState):
    """Reads the running texts of one document."""

    def read(self, text: str, at: Callable[[int], Position], *, raw: bool = False) -> list[Item]:
        """Return the pieces of a text; ``raw``: it is HTML, where only notes and their like are read."""
        return _Run(self, text, at, raw).read()


class _Run(TextRun):
    """One pass over one text."""

    def read(self) -> list[Item]:
        text = self._text
        token_at = (RAW_TOKEN if self._raw else TOKEN).search
        take = self._take_raw if self._raw else self._take
        position = 0
        while (token := token_at(text, position)) is not None:
            if token.start() > position:
                self._words(text[position : token.start()])
            position = take(token)
        if position < len(text):
            self._words(text[position:])
        self._emphasise(0)
        return self._items

    def _take(self, token: re.Match[str]) -> int:
        first = token[0][0]
        if first == "\\":
            return self._escape(token.start())
        if first == "`":
            return self._code(token)
        if first == "<":
            return self._angle(token.start())
        if first in "[!" or token[0] == "^[":
            return self._open(token)
        if first == "]":
            return self._close(token.start())
        if first in "*_":
            return self._signs(token)
        if first in "~^":
            return self._small(token)
        if first == "&":
            return self._entity(token.start())
        if first == "{":
            return self._braces(token.start())
        if first in " \n":
            return self._line_end(token)
        if token["handle"]:
            self._words(token[0])
            return token.end()
        return self._bare(token)

    def _take_raw(self, token: re.Match[str]) -> int:
        first = token[0][0]
        if first == "<":
            return self._angle(token.start())
        if first == "]":
            return self._close(token.start())
        return self._open(token)

    # -- brackets ----------------------------------------------------------------------------------

    def _open(self, token: re.Match[str]) -> int:
        text, start = self._text, token.start()
        sign = token[0][:-1]
        term = _TERM.match(text, token.end() - 1)
        if term is not None and sign != "^":
            if sign:
                self._words(sign)
            name = f"{term[1]}|{term[2] or term[1]}"
            mark = Mark(Kind.TERM, self._at(term.start()), term[0], name)
            self._element("span", Attributes(), mark)
            self._items.append(Item(tag="span", end=True, plain=term[1]))
            return term.end()
        if len(self._brackets) >= MAX_BRACKETS:
            self._reader.too_deep(self._at(start))
            self._words(token[0])
            return token.end()
        if self._brackets:
            self._brackets[-1].followed = True
        self._brackets.append(Bracket(len(self._items), start, sign, len(self._runs)))
        self._words(token[0])
        return token.end()

    def _close(self, end: int) -> int:
        """Decide what a pair of brackets is, now that it is whole; return where to go on."""
        if not self._brackets:
            self._words("]")
            return end + 1
        bracket = self._brackets.pop()
        inner = bracket.offset + len(bracket.sign) + 1
        if bracket.sign == "^":
            return self._inline_note(bracket, end)
        content = self._text[inner:end] if end - inner < 1000 else ""
        if not bracket.active and not bracket.sign:
            return self._special(bracket, content, end)
        if not self._raw and self._text.startswith("(", end + 1):
            target = inline_target(self._text, end + 1)
            if target is not None:
                return self._linked(bracket, target.url, target.title, end, target.end)
        return self._special(bracket, content, end)

    def _special(self, bracket: Bracket, content: str, end: int) -> int:
        """Take a span, a reference, a note call or a citation; else the brackets are text."""
        note = " ".join(content[1:].split()) if content.startswith("^") else ""
        if not self._raw and note not in self._reader.notes:
            stop, attributes = self._attributes(end + 1)
            if stop > end + 1:
                return self._span(bracket, attributes, end, stop)
            if bracket.active and (after := self._reference(bracket, content, end)) is not None:
                return after
        if note and (note in self._reader.notes or not re.search(r"[\s\[\]]", content)):
            return self._replace(bracket, end, Kind.NOTE_CALL, note)
        if "@" in content and "[" not in content and _CITATION.search(content):
            return self._replace(bracket, end, Kind.CITATION, content)
        self._words("]")
        return end + 1

    def _reference(self, bracket: Bracket, content: str, end: int) -> int | None:
        """Take a link or picture whose target is defined elsewhere (6.3)."""
        label = LABEL.match(self._text, end + 1)
        name, stop = "", end + 1
        if label is not None and label[1].strip():
            name, stop = label[1], label.end()
        elif not bracket.followed:
            name = content
            stop = label.end() if label is not None and not label[1] else end + 1
        definition = self._reader.definitions.get(normal_label(name)) if name.strip() else None
        if definition is None:
            if label is not None and label[1].strip()[:1] not in ("", "^", "@", "!"):
                self._undefined(bracket, label)
            return None
        definition.used = True
        return self._linked(bracket, definition.url, definition.title, end, stop)

    def _undefined(self, bracket: Bracket, label: re.Match[str]) -> None:
        if self._text.startswith(("[^", "[@"), bracket.offset):
            return
        message = _("“[{name}]” is defined nowhere: the brackets are printed.")
        message = message.format(name=" ".join(label[1].split())[:80])
        hint = _("Write its target on a line of its own, “[name]: address”, or put it in “(…)”.")
        self._reader.findings.append(
            warning("undefined-link", message, self._at(label.start()), hint)
        )

    def _linked(self, bracket: Bracket, url: str, title: str, end: int, stop: int) -> int:
        """Make a link or a picture of a pair of brackets."""
        stop, attributes = self._attributes(stop)
        self._emphasise(bracket.runs)
        image = bracket.sign == "!"
        mark = Mark(
            Kind.IMAGE if image else Kind.LINK,
            self._at(bracket.offset),
            self._text[bracket.offset : stop][:2000],
            "",
            attributes,
        )
        values = {"title": title, **attributes.items()} if title else attributes.items()
        values["data-printkit-mark"] = self._reader.keep(mark)
        inner = self._items[bracket.index + 1 :]
        if image:
            words = "".join(plain_words(item) for item in inner).replace("\n", " ")
            values = {"alt": words, "src": url, **values}
            self._items[bracket.index :] = [Item(tag="img", end=True, values=values, plain=words)]
            return stop
        values = {"href": url, **values}
        self._items[bracket.index] = Item(tag="a", values=values)
        self._unlink(bracket.index + 1)
        self._items.append(Item(tag="a", end=True))
        for before in self._brackets:
            before.active = before.active and before.sign == "!"
        return stop

    def _unlink(self, index: int) -> None:
        """Take bare addresses in a link's words for words."""
        for position in range(index, len(self._items)):
            item = self._items[position]
            if item.sign == "bare":
                self._items[position] = Item()
                self._items[position + 2] = Item()

    def _span(self, bracket: Bracket, attributes: Attributes, end: int, stop: int) -> int:
        del end
        self._emphasise(bracket.runs)
        mark = Mark(Kind.SPAN, self._at(bracket.offset + len(bracket.sign)), "", "", attributes)
        values = {**attributes.items(), "data-printkit-mark": self._reader.keep(mark)}
        self._items[bracket.index] = Item(text=bracket.sign, plain=bracket.sign)
        self._items.insert(bracket.index + 1, Item(tag="span", values=values))
        self._items.append(Item(tag="span", end=True))
        return stop

    def _replace(self, bracket: Bracket, end: int, kind: Kind, name: str) -> int:
        """Put an empty element, which a later pass fills, in the place of brackets."""
        start = bracket.offset + len(bracket.sign)
        del self._items[bracket.index :]
        del self._runs[bracket.runs :]
        if bracket.sign:
            self._words(bracket.sign)
        self._element(
            "span", Attributes(), Mark(kind, self._at(start), self._text[start : end + 1], name)
        )
        self._items.append(Item(tag="span", end=True))
        return end + 1

    def _inline_note(self, bracket: Bracket, end: int) -> int:
        """Take ``^[text]``, a note written where it is called."""
        self._emphasise(bracket.runs)
        inner = self._items[bracket.index + 1 :]
        raw = self._text[bracket.offset : end + 1]
        if not raw[2:-1].strip():
            self._words("]")
            return end + 1
        at = self._at(bracket.offset)
        name = f"^{at.line}:{at.column}"
        del self._items[bracket.index :]
        self._reader.add_note(name, Mark(Kind.NOTE, at, raw, name), inner)
        self._element("span", Attributes(), Mark(Kind.NOTE_CALL, at, raw, name))
        self._items.append(Item(tag="span", end=True))
        return end + 1
