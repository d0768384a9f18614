"""Notes put where they are called: ``span.footnote`` holding the whole note on flowing lines."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import Any

from printkit.core.findings import Position
from printkit.core.i18n import _
from printkit.markup.citations.brackets import Call, parse_citation
from printkit.markup.reading.context import MARK_ATTRIBUTE, Reading
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.warnings import did_you_mean, error, warning

#: (calls, ids cited before in the chapter, whether they are a whole note) to the HTML inside it
CiteNote = Callable[[Sequence[Call], Container[str], bool], str]

_LISTS = frozenset({"ul", "ol"})
_GROUPS = frozenset({"div", "blockquote", "section", "article", "aside", "header", "footer", "dl"})
_LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "address", "figcaption"})
_UNFIT = frozenset({"figure", "table", "img", "hr"})


#: classes of what notes leave in a line of text: no words of that line
NOTE_CLASSES = frozenset({"footnote", "noteref", "note-comma"})


class Notes:
    """Places the notes of one text. ``ids`` are the known sources; None: there is no list of them."""

    def __init__(
        self,
        reading: Reading,
        ids: Container[str] | None,
        names: Iterable[str],
        cite: CiteNote | None,
        parse: Callable[[str], Any],
    ) -> None:
        self._reading = reading
        self._ids = ids
        self._names = names
        self._cite = cite
        self._parse = parse
        self._count = 0
        self._numbers: dict[str, int] = {}

    def place(self, root: Any) -> None:
        """Put every note and citation of a tree at its call, numbered in order from 1."""
        for element, mark in list(self._calls(root)):
            if self._in_title(element):
                message = _("A chapter's title cannot carry a note.")
                hint = _("Hang it on the first paragraph.")
                self._reading.findings.append(error("note-in-title", message, mark.at, hint))
                self._numbers.setdefault(mark.name, 0)
                element.drop_tree()
            elif mark.kind is Kind.CITATION:
                self._citation(element, mark)
            else:
                self._note(element, mark)
        _set_apart(root)
        for name, (mark, _body) in self._reading.notes.items():
            if name not in self._numbers:
                message = _("The note “{name}” is never called.").format(name=name)
                hint = _("Call it with [^{name}], or remove it.").format(name=name)
                self._reading.findings.append(warning("unused-note", message, mark.at, hint))

    def _calls(self, root: Any) -> Iterable[tuple[Any, Mark]]:
        for element in root.iter("span"):
            mark = self._reading.mark_of(element)
            if mark is not None and mark.kind in (Kind.CITATION, Kind.NOTE_CALL):
                yield element, mark

    def _in_title(self, element: Any) -> bool:
        return self._reading.in_book and any(a.tag == "h1" for a in element.iterancestors())

    # -- notes -----------------------------------------------------------------------------------

    def _note(self, element: Any, mark: Mark) -> None:
        name = mark.name
        if name not in self._reading.notes:
            message = _("The note “{name}” is not written anywhere.").format(name=name)
            hint = did_you_mean(
                name, self._reading.notes, _("Write it: “[^{name}]: text”.").format(name=name)
            )
            self._reading.findings.append(error("undefined-note", message, mark.at, hint))
            element.text = mark.raw
            element.drop_tag()
            return
        if name in self._numbers:
            self._again(element, self._numbers[name])
            return
        written, body = self._reading.notes[name]
        self._number(element, mark, name)
        self._inner_calls(body, written)
        self._flatten(body, element, written)

    def _number(self, element: Any, mark: Mark, name: str | None) -> None:
        self._count += 1
        identifier = self._reading.full_id(f"fn-{self._count}")
        if name is not None:
            self._numbers[name] = self._count
        element.set("class", "footnote")
        element.set("id", identifier)
        self._reading.positions[identifier] = mark.at

    def _again(self, element: Any, number: int) -> None:
        """Repeat the number of a note already placed, as a link to it."""
        if number == 0:
            element.drop_tree()
            return
        element.tag = "sup"
        element.set("class", "noteref")
        anchor = element.makeelement("a")
        anchor.set("href", f"#{self._reading.full_id(f'fn-{number}')}")
        anchor.text = str(number)
        element.append(anchor)

    def _inner_calls(self, body: Any, written: Mark) -> None:
        """Write citations into a note's own text; a note cannot call another."""
        for element, mark in list(self._calls(body)):
            if mark.kind is Kind.CITATION:
                self._write_citation(element, mark, whole=False)
                element.drop_tag()
                continue
            message = _("A note cannot carry another note.")
            hint = _("Write both in one.")
            self._reading.findings.append(error("note-in-note", message, mark.at, hint))
            self._numbers.setdefault(mark.name, 0)
            element.drop_tree()

    def _flatten(self, body: Any, target: Any, written: Mark) -> None:
        """Move a note's blocks into its call, each on a line of its own."""
        lines: list[list[Any]] = []
        self._lines(body, lines, written)
        for index, line in enumerate(line for line in lines if line):
            if index:
                target.append(target.makeelement("br"))
            for piece in line:
                if isinstance(piece, str):
                    _append_text(target, piece)
                else:
                    piece.tail = None
                    target.append(piece)
        _trim(target)

    def _lines(self, element: Any, lines: list[list[Any]], written: Mark, lead: str = "") -> None:
        """Collect the flowing lines of a block: lists of strings and inline elements.

        ``lead`` is what begins the first line (a list item's dash or number).
        """
        line: list[Any] = []

        def close() -> None:
            nonlocal line
            if any(not isinstance(piece, str) or piece.strip() for piece in line):
                lines.append(line)
            line = []

        def add(piece: Any) -> None:
            nonlocal lead
            if lead:
                line.append(lead)
                lead = ""
            line.append(piece)

        if element.text and element.text.strip():
            add(element.text)
        for child in list(element):
            tail, tag = child.tail, child.tag
            if tag in _UNFIT:
                close()
                at: Position = self._reading.where(child) if self._marked(child) else written.at
                message = _("A note cannot hold a figure, a table or a rule.")
                hint = _("Put it in the text.")
                self._reading.findings.append(error("note-too-rich", message, at, hint))
            elif tag in _LISTS:
                close()
                start = child.get("start", "")
                first = int(start) if start.isdigit() else 1
                for number, item in enumerate(child.iterfind("li"), first):
                    self._lines(item, lines, written, f"{number}. " if tag == "ol" else "– ")
            elif tag == "pre":
                close()
                for code in child.iter("code"):
                    lines.extend(_code_lines(code))
            elif tag in _GROUPS or tag in _LINES:
                close()
                self._lines(child, lines, written, lead)
                lead = ""
            else:
                add(child)
                if tail:
                    line.append(tail)
                continue
            if tail and tail.strip():
                add(tail)
        close()

    @staticmethod
    def _marked(element: Any) -> bool:
        return any(inner.get(MARK_ATTRIBUTE) is not None for inner in element.iter())

    # -- citations -------------------------------------------------------------------------------

    def _citation(self, element: Any, mark: Mark) -> None:
        if self._write_citation(element, mark):
            self._number(element, mark, None)
        else:
            element.drop_tag()

    def _write_citation(self, element: Any, mark: Mark, *, whole: bool = True) -> bool:
        """Write the note of a citation into an element; its typed text if that cannot be done."""
        calls = [call for call in parse_citation(mark) if self._is_known(call)]
        if not calls or self._cite is None:
            element.text = mark.raw
            return False
        inner = self._parse(self._cite(calls, set(self._reading.cited), whole))
        element.text = inner.text
        for child in list(inner):
            element.append(child)
        self._reading.cited.update(dict.fromkeys(call.id for call in calls))
        return True

    def _is_known(self, call: Call) -> bool:
        reading = self._reading
        if call.suppressed:
            message = _("“-@” is not read here.")
            reading.findings.append(
                error("bad-citation", message, call.at, _("Write “@{id}”.").format(id=call.id))
            )
        if self._ids is not None and call.id in self._ids:
            return True
        message = _("No source is called “{id}”.").format(id=call.id[:80])
        if self._ids is None and not reading.in_book:
            hint = _("It is left as text; in a book, its source would be cited.")
            reading.findings.append(warning("unknown-citation", message, call.at, hint))
        elif self._ids is None:
            hint = _("Name the file of sources in the publication: “sources: sources.yaml”.")
            reading.findings.append(error("unknown-citation", message, call.at, hint))
        else:
            hint = did_you_mean(call.id, self._names, _("Add it to the file of sources."))
            reading.findings.append(error("unknown-citation", message, call.at, hint))
        return False


def _set_apart(root: Any) -> None:
    """Put a comma between calls that touch: ¹² would be read as twelve."""
    for element in list(root.iter("span", "sup")):
        before = element.getprevious()
        if not _is_call(element) or before is None or not _is_call(before) or before.tail:
            continue
        comma = element.makeelement("sup", {"class": "note-comma"})
        comma.text = ","
        element.addprevious(comma)


def _is_call(element: Any) -> bool:
    return element.get("class") in ("footnote", "noteref")


def _append_text(element: Any, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _code_lines(code: Any) -> Iterable[list[Any]]:
    for text in "".join(code.itertext()).splitlines():
        if text.strip():
            piece = code.makeelement("code")
            piece.text = text
            yield [piece]


def _trim(element: Any) -> None:
    """Drop the space around a note's text."""
    if element.text:
        element.text = element.text.lstrip()
    if len(element) and element[-1].tail:
        element[-1].tail = element[-1].tail.rstrip()
    elif not len(element) and element.text:
        element.text = element.text.rstrip()
