"""Running text: words, code, addresses and HTML, piece by piece; brackets are in :mod:`inlines`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.core.word_list import word_set
from printkit.markup.blocks.patterns import CLOSE_TAG, OPEN_TAG
from printkit.markup.reading.allowed_html import KNOWN_ELEMENTS
from printkit.markup.reading.attributes import LIST, Attributes, parse_attributes
from printkit.markup.reading.emphasis import Item, pair_runs, sign_run
from printkit.markup.reading.link_syntax import (
    ENTITY,
    Definition,
    character,
    trimmed_address,
)
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.warnings import error, warning

_WORD = r"[A-Za-z0-9._%+-]"
TOKEN = re.compile(
    rf"""\\ | `+ | < | \^\[ | !?\[ | \] | \*+ | _+ | ~+ | \^ | & | \{{ | (?<![ ])[ ]++\n[ \t]*+ | \n[ \t]*+
    | (?<![\w@/.-])(?P<url>(?:https?://|ftp://|www\.)[^\s<>\[\]`|]++)
    | (?<!{_WORD})(?P<mail>{_WORD}++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++)
    | (?<![\w@/])(?P<handle>@\w[\w.-]*+(?:@[\w-]++(?:\.[\w-]++)++)?+)""",
    re.VERBOSE,
)
#: inside blocks of HTML: tags and what is no HTML at all
RAW_TOKEN = re.compile(r"<|\^\[|!?\[|\]")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_TAG = re.compile(rf"{OPEN_TAG}|{CLOSE_TAG}")
_WHITE = re.compile(r"[ \t]*")
_AUTOLINK = re.compile(
    r"<(?:(?P<url>[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>]*+)"
    r"|(?P<mail>[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]++@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*+))>"
)
_SMALL = re.compile(
    r"(?:(?<=\w)~(\w[\w,.+-]{0,11})~(?!~))|(?:(?<=[\w)])\^(\w[\w,.]{0,11}|-\d+)\^(?!\w))"
)
_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
#: elements in which nothing is Markdown or HTML until they end
_SWALLOWING = frozenset({"pre", "script", "style", "textarea"})
#: elements whose end may be left out
_ENDLESS = _VOID | word_set("p li dt dd td th tr thead tbody tfoot colgroup option")


@dataclass(slots=True)
class Bracket:
    """An open bracket: its item's index, its offset, and how many runs of signs stand before it."""

    index: int
    offset: int
    sign: str
    runs: int
    active: bool = True
    followed: bool = False


class InlineState:
    """What the running texts of one document share.

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
        #: the beginnings of all tags of the document, in small letters
        self.typed_tags: frozenset[str] = frozenset()
        #: tags typed, in order: name, whether it ends an element, place
        self.tags: list[tuple[str, bool, Position]] = []

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


class TextRun:
    """One pass over one text: what needs no pair of brackets."""

    def __init__(
        self, reader: InlineState, text: str, at: Callable[[int], Position], raw: bool
    ) -> None:
        self._reader = reader
        self._text = text
        self._at = at
        self._raw = raw
        self._items: list[Item] = []
        self._runs: list[Item] = []
        self._brackets: list[Bracket] = []
        self._ticks: dict[int, list[int]] | None = None
        #: whether a comment was seen that does not end: no later one does
        self._endless = False
        self._lost: set[str] = set()

    def _words(self, text: str) -> None:
        """Add text: as words, or in HTML as typed."""
        if self._raw:
            self._items.append(Item(raw=text))
        else:
            self._items.append(Item(text=text, plain=text))

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
        if self._is_no_tag(match) or self._has_no_end(match):
            self._words("&lt;" if self._raw else "<")
            return start + 1
        self._tag(match)
        return match.end()

    def _is_no_tag(self, match: re.Match[str]) -> bool:
        """Tell of ``Vec<T>``: no element is called so and nothing closes it, so that it is text."""
        name = match["tag"] or match["end"]
        if name.lower() in KNOWN_ELEMENTS:
            return False
        if self._raw:  # an element may begin in one piece of HTML and end in another
            other = f"<{name}" if match["end"] else f"</{name}"
            if other.lower() in self._reader.typed_tags or match[0].endswith("/>"):
                return False
        elif match["end"]:
            return all(name.lower() != opened for opened, _end, _at in self._reader.tags)
        elif re.compile(f"</{name}\\s*>", re.IGNORECASE).search(self._text, match.end()):
            return False
        message = _("There is no HTML element <{tag}>: it is printed as typed.")
        message = message.format(tag=name[:40])
        hint = _("To say that it is text, write \\<{tag}> or `<{tag}>`.").format(tag=name[:40])
        at = self._at(match.start())
        self._reader.findings.append(warning("unknown-html", message, at, hint))
        return True

    def _has_no_end(self, match: re.Match[str]) -> bool:
        """Tell of an element that would swallow what follows as it is: its sign ``<`` is text then."""
        name = (match["tag"] or "").lower()
        if name not in _SWALLOWING or self._raw:
            return False
        if name in self._lost:
            return True
        if re.compile(f"</{name}", re.IGNORECASE).search(self._text, match.end()):
            return False
        self._lost.add(name)
        message = _("“<{tag}” opened here is never closed.").format(tag=name)
        hint = _("Put “{stop}” where it ends.").format(stop=f"</{name}>")
        self._reader.findings.append(error("unclosed-html", message, self._at(match.start()), hint))
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
        run = sign_run(self._text, token.start(), token.end())
        self._items.append(run)
        self._runs.append(run)
        return token.end()

    def _emphasise(self, bottom: int) -> None:
        """Pair the runs of signs after ``bottom``, then forget them."""
        pair_runs(self._runs[bottom:])
        del self._runs[bottom:]
