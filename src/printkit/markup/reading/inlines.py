"""Running text to elements: emphasis, links, code, notes, HTML, with the place of each.

The algorithm is the one of CommonMark 0.31.2, appendix « A parsing strategy », phase 2
(https://spec.commonmark.org/0.31.2/#phase-2-inline-structure): runs of signs and brackets are kept
on stacks until what ends them is read. It takes time in proportion to the text. Added are notes,
citations, terms, attribute lists, and of GitHub's Markdown strikethrough and bare addresses.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.blocks.patterns import CLOSE_TAG, OPEN_TAG
from printkit.markup.reading.attributes import LIST, Attributes, parse_attributes
from printkit.markup.reading.link_syntax import (
    ENTITY,
    LABEL,
    Definition,
    character,
    inline_target,
    normal_label,
    trimmed_address,
)
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.sourcemap import Line
from printkit.markup.reading.warnings import error, warning
from printkit.markup.reading.word_list import word_set

#: Brackets nested deeper than this are text: nobody writes them.
MAX_BRACKETS = 40

_WORD = r"[A-Za-z0-9._%+-]"
_TOKEN = re.compile(
    rf"""\\ | `+ | < | \^\[ | !?\[ | \] | \*+ | _+ | ~+ | \^ | & | \{{ | [ ]*\n[ \t]*
    | (?<![\w@/.-])(?P<url>(?:https?://|ftp://|www\.)[^\s<>\[\]`|]++)
    | (?<!{_WORD})(?P<mail>{_WORD}++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++)
    | (?<![\w@/])(?P<handle>@\w[\w.-]*+(?:@[\w-]++(?:\.[\w-]++)++)?+)""",
    re.VERBOSE,
)
#: inside blocks of HTML: tags and what is no HTML at all
_RAW_TOKEN = re.compile(r"<|\^\[|!?\[|\]")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_TAG = re.compile(rf"{OPEN_TAG}|{CLOSE_TAG}")
_WHITE = re.compile(r"[ \t]*")
_AUTOLINK = re.compile(
    r"<(?:(?P<url>[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>]*+)"
    r"|(?P<mail>[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*+))>"
)
_TERM = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]|\n]{1,200}))?\]\]")
_CITATION = re.compile(r"(?:^|[\s;])-?@\w")
_SMALL = re.compile(
    r"(?:(?<=\w)~(\w[\w,.+-]{0,11})~(?!~))|(?:(?<=[\w)])\^(\w[\w,.]{0,11}|-\d+)\^(?!\w))"
)
_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
#: elements in which nothing is Markdown or HTML until they end
_SWALLOWING = frozenset({"pre", "script", "style", "textarea"})
#: elements whose end may be left out
_ENDLESS = _VOID | word_set("p li dt dd td th tr thead tbody tfoot colgroup option")


@dataclass(slots=True)
class Item:
    """A piece of a text: words, or the beginning or end of an element, or HTML as typed.

    Exactly one of ``text``, ``tag`` and ``raw`` says what it is. ``plain`` is what it adds to the
    words of a picture. A run of signs has ``sign`` and ends and begins elements when it is known
    which (``ends``, ``begins``, the inner first).
    """

    text: str = ""
    tag: str = ""
    end: bool = False
    values: dict[str, str] = field(default_factory=dict)
    raw: str = ""
    plain: str = ""
    sign: str = ""
    count: int = 0
    opens: bool = False
    closes: bool = False
    ends: list[str] = field(default_factory=list)
    begins: list[str] = field(default_factory=list)
    attributes: Attributes | None = None


@dataclass(slots=True)
class _Bracket:
    """An open bracket: its item's index, its offset, and how many runs of signs stand before it."""

    index: int
    offset: int
    sign: str
    runs: int
    active: bool = True
    followed: bool = False


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


class InlineReader:
    """Reads the running texts of one document.

    ``definitions`` are those of links by label, ``notes`` the names of notes; ``keep`` keeps a mark
    and returns its number, ``add_note`` a note written where it is called.
    """

    def __init__(
        self,
        definitions: dict[str, Definition],
        notes: set[str],
        keep: Callable[[Mark], str],
        add_note: Callable[[str, Mark, list[Item]], None],
        findings: list[Finding],
    ) -> None:
        self.definitions = definitions
        self.notes = notes
        self.keep = keep
        self.add_note = add_note
        self.findings = findings
        self._told_depth = False
        #: tags typed, in order: name, whether it ends an element, place
        self.tags: list[tuple[str, bool, Position]] = []

    def read(self, text: str, at: Callable[[int], Position], *, raw: bool = False) -> list[Item]:
        """Return the pieces of a text; ``raw``: it is HTML, where only notes and their like are read."""
        return _Run(self, text, at, raw).read()

    def too_deep(self, position: Position) -> None:
        """Say, once, that brackets are nested too deeply."""
        if not self._told_depth:
            self._told_depth = True
            message = _("Brackets are nested too deeply here.")
            hint = _("Close the brackets opened before, or remove them.")
            self.findings.append(error("too-deep", message, position, hint))

    def check_tags(self) -> None:
        """Tell of elements that were begun and never ended."""
        ended: dict[str, int] = {}
        for name, is_end, at in reversed(self.tags):
            if is_end:
                ended[name] = ended.get(name, 0) + 1
            elif ended.get(name, 0):
                ended[name] -= 1
            elif name not in _ENDLESS:
                message = _("“<{tag}>” opened here is never closed.").format(tag=name[:40])
                hint = _("Put “</{tag}>” where it ends.").format(tag=name[:40])
                self.findings.append(warning("unclosed-html", message, at, hint))


class _Run:
    """One pass over one text."""

    def __init__(
        self, reader: InlineReader, text: str, at: Callable[[int], Position], raw: bool
    ) -> None:
        self._reader = reader
        self._text = text
        self._at = at
        self._raw = raw
        self._items: list[Item] = []
        self._runs: list[Item] = []
        self._brackets: list[_Bracket] = []
        self._ticks: dict[int, list[int]] | None = None
        #: whether a comment was seen that does not end: no later one does
        self._endless = False
        self._lost: set[str] = set()

    def read(self) -> list[Item]:
        text = self._text
        token_at = (_RAW_TOKEN if self._raw else _TOKEN).search
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

    def _words(self, text: str) -> None:
        """Add text: as words, or in HTML as typed."""
        if self._raw:
            self._items.append(Item(raw=text))
        else:
            self._items.append(Item(text=text, plain=text))

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

    # -- words -----------------------------------------------------------------------------------

    def _escape(self, start: int) -> int:
        following = self._text[start + 1 : start + 2]
        if following == "\n":
            self._items.append(Item(tag="br", end=True))
            self._words("\n")
            white = _WHITE.match(self._text, start + 2)
            return white.end() if white else start + 2
        if following and _PUNCTUATION.match(following):
            self._words(following)
            return start + 2
        self._words("\\")
        return start + 1

    def _line_end(self, token: re.Match[str]) -> int:
        if token[0].startswith("  "):
            self._items.append(Item(tag="br", end=True))
        self._words("\n")
        return token.end()

    def _entity(self, start: int) -> int:
        match = ENTITY.match(self._text, start)
        letter = character(match[0]) if match else None
        if match is None or letter is None:
            self._words("&")
            return start + 1
        self._words(letter)
        return match.end()

    def _code(self, token: re.Match[str]) -> int:
        """Take a code span, or backticks that open none."""
        if self._ticks is None:
            self._ticks = {}
            for run in re.finditer("`+", self._text):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        length = len(token[0])
        starts = self._ticks.get(length, [])
        following = bisect_right(starts, token.start())
        if following == len(starts):
            self._words(token[0])
            return token.end()
        end = starts[following]
        code = self._text[token.end() : end].replace("\n", " ")
        if code.strip() and code[0] == code[-1] == " ":
            code = code[1:-1]
        stop, attributes = self._attributes(end + length)
        self._element("code", attributes)
        self._items += [Item(text=code, plain=code), Item(tag="code", end=True)]
        return stop

    def _attributes(self, position: int) -> tuple[int, Attributes]:
        """Return the attribute list that stands at a position, and where it ends."""
        match = LIST.match(self._text, position) if self._text.startswith("{", position) else None
        if match is None:
            return position, Attributes()
        return match.end(), parse_attributes(match[0])

    def _element(
        self, tag: str, attributes: Attributes, mark: Mark | None = None, **values: str
    ) -> Item:
        item = Item(tag=tag, values={**values, **attributes.items()})
        if mark is not None:
            item.values["data-printkit-mark"] = self._reader.keep(mark)
        self._items.append(item)
        return item

    def _braces(self, start: int) -> int:
        """Take an attribute list right after emphasis; other braces are text."""
        stop, attributes = self._attributes(start)
        before = self._items[-1] if self._items else None
        if stop > start and attributes.is_usual and before is not None and before.closes:
            self._items.append(Item(text=self._text[start:stop], attributes=attributes))
            return stop
        self._words("{")
        return start + 1

    # -- addresses and HTML ------------------------------------------------------------------------

    def _angle(self, start: int) -> int:
        text = self._text
        if not self._raw and (match := _AUTOLINK.match(text, start)) is not None:
            url = match["url"] or f"mailto:{match['mail']}"
            stop, attributes = self._attributes(match.end())
            self._link(url, match["url"] or match["mail"], start, attributes)
            return stop
        if text.startswith("<!--", start) and (end := self._comment_end(start)) > start:
            self._items.append(Item(raw=text[start:end]))
            return end
        if (match := _TAG.match(text, start)) is None:
            self._words("&lt;" if self._raw else "<")
            return start + 1
        if self._has_no_end(match):
            self._words("&lt;" if self._raw else "<")
            return start + 1
        self._tag(match)
        return match.end()

    def _has_no_end(self, match: re.Match[str]) -> bool:
        """Tell of an element that would swallow what follows as it is: its sign ``<`` is text then."""
        name = (match["tag"] or "").lower()
        if name not in _SWALLOWING or self._raw:
            return False
        if name not in self._lost and f"</{name}" in self._text[match.end() :].lower():
            return False
        self._lost.add(name)
        message = _("“<{tag}” opened here is never closed.").format(tag=name)
        hint = _("Put “{stop}” where it ends.").format(stop=f"</{name}>")
        told = error("unclosed-html", message, self._at(match.start()), hint)
        if told not in self._reader.findings:
            self._reader.findings.append(told)
        return True

    def _comment_end(self, start: int) -> int:
        """Return where the comment that begins at a place ends; the place itself if it does not."""
        for short in ("<!-->", "<!--->"):
            if self._text.startswith(short, start):
                return start + len(short)
        end = -1 if self._endless else self._text.find("-->", start + 4)
        self._endless = end < 0
        return start if end < 0 else end + 3

    def _tag(self, match: re.Match[str]) -> None:
        """Keep a tag as typed, with its mark."""
        name = (match["tag"] or match["end"]).lower()
        at = self._at(match.start())
        self._reader.tags.append((name, match["tag"] is None, at))
        if match["tag"] is None:
            if name not in _VOID:
                self._items.append(Item(raw=match[0]))
            return
        number = self._reader.keep(Mark(Kind.TAG, at, match[0], name))
        rest = match[0][len(name) + 1 :].replace("data-printkit-", "data-")
        raw = f'<{name} data-printkit-mark="{number}"{rest}'
        # the tree's parser does not know every element that has no end
        self._items.append(Item(raw=f"{raw}</{name}>" if name in ("wbr", "source") else raw))

    def _bare(self, token: re.Match[str]) -> int:
        """Take an address that stands in the text as it is (GFM 6.9)."""
        text = token[0]
        if token["mail"]:
            address = text.rstrip("-_")
            if address != text:
                self._words(text)
                return token.end()
            self._link(f"mailto:{text}", text, token.start(), Attributes(), bare=True)
            return token.end()
        address = trimmed_address(text)
        host = re.match(r"(?:[a-z]+://)?([^/?#:]*)", address)
        if not re.search(r"[\w-]\.\w|localhost", host[1] if host else ""):
            self._words(text[:1])
            return token.start() + 1
        url = f"http://{address}" if address.startswith("www.") else address
        self._link(url, address, token.start(), Attributes(), bare=True)
        return token.start() + len(address)

    def _link(
        self, url: str, shown: str, start: int, attributes: Attributes, *, bare: bool = False
    ) -> None:
        mark = Mark(Kind.LINK, self._at(start), shown, "", attributes)
        item = self._element("a", attributes, mark, href=url)
        item.sign = "bare" if bare else ""
        self._items += [Item(text=shown, plain=shown), Item(tag="a", end=True)]

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
        self._brackets.append(_Bracket(len(self._items), start, sign, len(self._runs)))
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

    def _special(self, bracket: _Bracket, content: str, end: int) -> int:
        """Take a span, a reference, a note call or a citation; else the brackets are text."""
        if not self._raw:
            stop, attributes = self._attributes(end + 1)
            if stop > end + 1:
                return self._span(bracket, attributes, end, stop)
            if bracket.active and (after := self._reference(bracket, content, end)) is not None:
                return after
        if content.startswith("^") and len(content) > 1:
            name = " ".join(content[1:].split())
            if name in self._reader.notes or not re.search(r"[\s\[\]]", content):
                return self._replace(bracket, end, Kind.NOTE_CALL, name)
        elif "@" in content and "[" not in content and _CITATION.search(content):
            return self._replace(bracket, end, Kind.CITATION, content)
        self._words("]")
        return end + 1

    def _reference(self, bracket: _Bracket, content: str, end: int) -> int | None:
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

    def _undefined(self, bracket: _Bracket, label: re.Match[str]) -> None:
        if self._text.startswith(("[^", "[@"), bracket.offset):
            return
        message = _("“[{name}]” is defined nowhere: the brackets are printed.")
        message = message.format(name=" ".join(label[1].split())[:80])
        hint = _("Write its target on a line of its own, “[name]: address”, or put it in “(…)”.")
        self._reader.findings.append(
            warning("undefined-link", message, self._at(label.start()), hint)
        )

    def _linked(self, bracket: _Bracket, url: str, title: str, end: int, stop: int) -> int:
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
            words = "".join(_plain(item) for item in inner).replace("\n", " ")
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

    def _span(self, bracket: _Bracket, attributes: Attributes, end: int, stop: int) -> int:
        del end
        self._emphasise(bracket.runs)
        mark = Mark(Kind.SPAN, self._at(bracket.offset + len(bracket.sign)), "", "", attributes)
        values = {**attributes.items(), "data-printkit-mark": self._reader.keep(mark)}
        self._items[bracket.index] = Item(text=bracket.sign, plain=bracket.sign)
        self._items.insert(bracket.index + 1, Item(tag="span", values=values))
        self._items.append(Item(tag="span", end=True))
        return stop

    def _replace(self, bracket: _Bracket, end: int, kind: Kind, name: str) -> int:
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

    def _inline_note(self, bracket: _Bracket, end: int) -> int:
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

    # -- emphasis ----------------------------------------------------------------------------------

    def _small(self, token: re.Match[str]) -> int:
        """Take ``H~2~O`` and ``m^2^``, or the signs of a strikethrough."""
        small = _SMALL.match(self._text, token.start())
        if small is not None:
            tag, words = ("sub", small[1]) if small[1] else ("sup", small[2])
            self._items += [Item(tag=tag), Item(text=words, plain=words), Item(tag=tag, end=True)]
            return small.end()
        if len(token[0]) == 2 and token[0] == "~~":
            return self._signs(token)
        self._words(token[0])
        return token.end()

    def _signs(self, token: re.Match[str]) -> int:
        """Keep a run of signs; whether it can begin or end emphasis depends on its neighbours (6.2)."""
        text, sign = self._text, token[0][0]
        before = text[token.start() - 1] if token.start() else "\n"
        after = text[token.end()] if token.end() < len(text) else "\n"
        white_before, white_after = before.isspace(), after.isspace()
        mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
        left = not white_after and (not mark_after or white_before or mark_before)
        right = not white_before and (not mark_before or white_after or mark_after)
        opens, closes = left, right
        if sign == "_":
            opens = left and (not right or mark_before) and before != "/"
            closes = right and (not left or mark_after) and after != "/"
        run = Item(sign=sign, count=len(token[0]), opens=opens, closes=closes)
        run.text = token[0]
        run.values = {"length": str(len(token[0]))}
        self._items.append(run)
        self._runs.append(run)
        return token.end()

    def _emphasise(self, bottom: int) -> None:
        """Pair the runs of signs after ``bottom`` (« process emphasis »), then forget them."""
        runs = self._runs[bottom:]
        del self._runs[bottom:]
        stack: list[Item] = []
        #: how low an opener was sought in vain, by sign, length modulo 3 and whether the run opens
        lowest: dict[tuple[str, int, bool], int] = {}
        for run in runs:
            while run.closes and run.count:
                key = (run.sign, int(run.values["length"]) % 3, run.opens)
                floor = lowest.get(key, 0)
                index = len(stack) - 1
                while index >= floor and not _pairs(stack[index], run):
                    index -= 1
                if index < floor:
                    lowest[key] = len(stack)
                    break
                opener = stack[index]
                del stack[index + 1 :]
                count = 2 if opener.count >= 2 and run.count >= 2 else 1
                tag = "del" if run.sign == "~" else ("strong" if count == 2 else "em")
                opener.count -= count
                run.count -= count
                opener.begins.append(tag)
                run.ends.append(tag)
                if not opener.count:
                    stack.pop()
                lowest = {known: min(place, len(stack)) for known, place in lowest.items()}
            if run.opens and run.count:
                stack.append(run)


def _pairs(opener: Item, closer: Item) -> bool:
    """Tell whether two runs can make emphasis (rules 9 and 10 of 6.2)."""
    if opener.sign != closer.sign:
        return False
    if opener.sign == "~":
        return opener.count == closer.count
    if not (opener.closes or closer.opens):
        return True
    first, second = int(opener.values["length"]), int(closer.values["length"])
    return (first + second) % 3 != 0 or (first % 3 == 0 and second % 3 == 0)


def _plain(item: Item) -> str:
    return item.sign * item.count if item.sign in ("*", "_", "~") else item.plain


def _is_punctuation(letter: str) -> bool:
    """Tell whether a character is punctuation or a symbol, as CommonMark 0.31 counts them."""
    return unicodedata.category(letter)[0] in "PS"
