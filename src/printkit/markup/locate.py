"""Find block constructs in Markdown lines and hand the parser a text it reads right and fast.

What printkit adds to Markdown (containers, notes, captions, charts) and what the parser reads
loosely (fences, headings) is taken out here, line by line, and replaced by marks on lines of their
own; :mod:`printkit.markup.shape` turns those into elements. All of it knows code from text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from printkit.findings import Finding
from printkit.i18n import _
from printkit.markup.advice import did_you_mean, error
from printkit.markup.attributes import Attributes, parse_attributes, split_attributes
from printkit.markup.inlines import InlineScanner, normal_reference, spread
from printkit.markup.manuscript import slug
from printkit.markup.marks import LESS, Kind, Mark
from printkit.markup.sourcemap import Line, dedent, indent_of

#: Names of containers as typed (slugs) and their kind.
CONTAINERS = {
    "encadre": "sidebar",
    "sidebar": "sidebar",
    "exergue": "pullquote",
    "pullquote": "pullquote",
    "epigraphe": "epigraph",
    "epigraph": "epigraph",
    "chapo": "lead",
    "lead": "lead",
}
_CONTAINER_NAMES = ("encadré", "exergue", "épigraphe", "chapo", "sidebar", "pullquote", "epigraph", "lead")
_ATTRIBUTED = frozenset({"pullquote", "epigraph"})

#: Deeper than these, nobody reads and the parser gives up.
MAX_INDENT = 80
MAX_PREFIXES = 16
MAX_CONTAINERS = 16
#: Abbreviations are searched everywhere: past so many, that takes seconds.
MAX_ABBREVIATIONS = 300

_FENCE = re.compile(r"^\s*(?P<fence>`{3,}(?=[^`]*$)|~{3,})\s*(?P<info>.*?)\s*$")
_COLONS = re.compile(r"^\s*:{3,}(?P<rest>.*)$")
_NOTE = re.compile(r"^ {0,3}\[\^(?P<id>[^\]\s]+)\]:[ \t]*")
_ABBREVIATION = re.compile(r"^\*\[[^\\\]]*\][ ]?:")
_REFERENCE = re.compile(
    r"""^\ {0,3}\[(?P<id>[^\[\]^@]+)\]:[ ]*(?P<url>\S+)[ ]*(?:(?:".*"|'.*'|\(.*\))[ ]*)?$""",
    re.VERBOSE,
)
_HEADING = re.compile(r"^\s*(?P<hashes>\#{1,6})(?P<space>[ \t]+|$)", re.VERBOSE)
_UNDERLINE = re.compile(r"^(?:=+|-+)[ ]*$")
_CAPTION = re.compile(r"^\s*(?:Table|Tableau)[ \u00a0\u202f]?:[ \t]+(?=\S)")
_SEPARATOR = re.compile(r"^[|:\- \t]+$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}\.)[ \t]")
_BULLET = re.compile(r"^\s*(?:[-*+]|1\.)[ \t]+\S")
_DEFINITION = re.compile(r"^ {0,3}:[ \t]")
_PREFIXES = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}\.)[ \t]+|>\s?)")
_RAW = re.compile(r"^ {0,3}<(?P<tag>pre|script|style|textarea|!--)(?![\w:])", re.IGNORECASE)
_FIGURE = re.compile(
    r"""^\s*!\[(?P<alt>(?:\\.|[^\[\]\\])*+)\]\(\s*(?P<path><[^<>\n]*>|[^"'<>\n()]*?)
    (?:(?P<quote>["'])(?P<title>.*)(?P=quote)\s*)?\)\s*(?P<braces>\{[^{}]*\})?\s*$""",
    re.VERBOSE | re.DOTALL,
)
_SIGNATURE = re.compile(r"^\s*(?:—|–|--)[ \u00a0]?\S")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
CHARTS = frozenset({"graphique", "chart"})


class TooDeepError(Exception):
    """The text is nested deeper than can be read. Carries the finding."""

    def __init__(self, finding: Finding):
        self.finding = finding
        super().__init__(finding.message)


@dataclass(frozen=True, slots=True)
class Located:
    """Markdown ready for the parser; ``marks`` is what its numbered marks mean."""

    text: str
    marks: tuple[Mark, ...]
    findings: tuple[Finding, ...]


def locate(lines: Sequence[Line]) -> Located:
    """Mark every construct of a document.

    Raises:
        TooDeepError: lists, quotations or containers are nested beyond reason.

    """
    return _Blocks(lines).run()


class _Blocks:
    """One pass over the lines of a document, and over the notes found in it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._marks: list[Mark] = []
        self._findings: list[Finding] = []
        references = {
            normal_reference(match["id"])
            for line in lines
            if "]:" in line.text and (match := _REFERENCE.match(line.text))
        }
        self._inline = InlineScanner(self._marks, self._findings, references)
        self._document = lines
        self._notes: list[str] = []
        self._note_marks: dict[str, Mark] = {}
        self._abbreviations = 0

    def run(self) -> Located:
        out: list[str] = []
        _Block(self, self._document, out, depth=0).run()
        text = "\n".join([*out, "", *self._notes])
        return Located(text, tuple(self._marks), tuple(self._findings))

    # -- shared by the passes --------------------------------------------------------------------

    def tell(self, finding: Finding) -> None:
        self._findings.append(finding)

    def put(self, mark: Mark) -> str:
        return self._inline.add(mark)

    def inline(self, lines: Sequence[Line]) -> str:
        text, at = spread(lines)
        return self._inline.mark(text, at)

    def slice(self, lines: Sequence[Line], start: int, end: int) -> str:
        """Mark a piece of joined lines, on one line."""
        text, at = spread(lines)
        piece = text[start:end].replace("\n", " ")
        return self._inline.mark(piece, lambda offset: at(start + offset)).strip()

    def words(self, text: str, mark: Mark) -> str:
        """Mark words whose own columns are not known: they stand where ``mark`` is."""
        return self._inline.mark(text, lambda _offset: mark.at)

    def note(self, name: str, mark: Mark, lines: Sequence[Line]) -> None:
        """Keep a note's text for the end of the document."""
        if name in self._note_marks:
            first = self._note_marks[name].at
            message = _("The note “{name}” is written twice.").format(name=name)
            hint = _("The other one is at {place}.")
            self.tell(error("duplicate-note", message, first, hint.format(place=mark.at)))
            self.tell(error("duplicate-note", message, mark.at, hint.format(place=first)))
            return
        self._note_marks[name] = mark
        out: list[str] = []
        _Block(self, lines, out, depth=1).run()
        close = self.put(Mark(Kind.CLOSE, mark.at, name="note"))
        self._notes += ["", self.put(mark), "", *out, "", close, ""]

    def abbreviation(self, line: Line) -> bool:
        """Tell whether one more abbreviation may be kept."""
        self._abbreviations += 1
        if self._abbreviations == MAX_ABBREVIATIONS + 1:
            message = _("There are more than {count} abbreviations.")
            message = message.format(count=MAX_ABBREVIATIONS)
            self.tell(error("too-many-abbreviations", message, line.at(0)))
        return self._abbreviations <= MAX_ABBREVIATIONS


class _Block:
    """One pass over the lines of one text: the document, or a note (``depth`` 1)."""

    def __init__(self, shared: _Blocks, lines: Sequence[Line], out: list[str], depth: int) -> None:
        self._shared = shared
        self._lines = lines
        self._out = out
        self._depth = depth
        self._containers: list[Mark] = []
        self._in_list = False
        self._table_end = -2

    def run(self) -> None:
        index, blank, code = 0, True, False
        lines = self._lines
        while index < len(lines):
            text = lines[index].text
            if not text or text.isspace():
                self._out.append("")
                index, blank = index + 1, True
                continue
            indent = indent_of(text)
            if blank and indent < 2 and not _ITEM.match(text) and not _DEFINITION.match(text):
                self._in_list = text.startswith("!!!")
            if indent >= 4 and not self._in_list and (blank or code):
                self._out.append(text.replace("<", LESS))
                index, blank, code = index + 1, False, True
                continue
            code = False
            index = self._block(index, blank, indent)
            blank = bool(self._out) and self._out[-1] == ""
        while self._containers:
            mark = self._containers.pop()
            message = _("This container is never closed.")
            hint = _("Put a line “:::” where it ends.")
            self._shared.tell(error("unclosed-container", message, mark.at, hint))
            self._alone("", self._shared.put(Mark(Kind.CLOSE, mark.at, name=mark.name)))

    def _block(self, index: int, blank: bool, indent: int) -> int:
        """Take the block that begins at a line; return the index of the line after it."""
        line = self._lines[index]
        text = line.text
        self._guard(line, indent)
        first = text.lstrip()[0]
        if first in "`~" and (match := _FENCE.match(text)):
            return self._fence(index, match)
        if first == ":" and (match := _COLONS.match(text)):
            return self._container(index, match)
        if first == "<" and (match := _RAW.match(text)):
            return self._raw(index, match)
        if first == "[":
            if self._depth == 0 and (match := _NOTE.match(text)):
                return self._note(index, match)
            if _REFERENCE.match(text):
                self._out.append(text)
                return index + 1
        if first == "*" and _ABBREVIATION.match(text):
            if self._shared.abbreviation(line):
                self._out.append(text)
            return index + 1
        if first == "#" and (match := _HEADING.match(text)):
            return self._heading(index, match)
        if first == "T" and _CAPTION.match(text) and (after := self._caption(index)) is not None:
            return after
        if self._starts_table(index):
            return self._table(index)
        return self._paragraph(index, blank)

    def _guard(self, line: Line, indent: int) -> None:
        prefixes, position = 0, 0
        while prefixes <= MAX_PREFIXES and (match := _PREFIXES.match(line.text, position)):
            prefixes, position = prefixes + 1, match.end()
        ruler = prefixes > MAX_PREFIXES and not line.text[position:].strip(" -*+")
        if (indent > MAX_INDENT and prefixes) or (prefixes > MAX_PREFIXES and not ruler):
            message = _("Lists or quotations are nested too deeply here.")
            raise TooDeepError(error("too-deep", message, line.at(0), _("Flatten them.")))

    def _alone(self, indent: str, *lines: str) -> None:
        """Put lines out as blocks of their own."""
        for line in lines:
            self._out += ["", indent + line]
        self._out.append("")

    # -- blocks that hide their content from the parser ------------------------------------------

    def _fence(self, index: int, match: re.Match[str]) -> int:
        line, fence = self._lines[index], match["fence"]
        column = match.start("fence")
        end = index + 1
        close = re.compile(rf"^\s*{fence[0]}{{{len(fence)},}}\s*$")
        while end < len(self._lines) and not close.match(self._lines[end].text):
            end += 1
        if end == len(self._lines):
            message = _("The code block opened here is never closed.")
            hint = _("Put a line “{fence}” where it ends.").format(fence=fence)
            self._shared.tell(error("unclosed-fence", message, line.at(column), hint))
        width = indent_of(line.text)
        content = tuple(dedent(one, width) for one in self._lines[index + 1 : end])
        info, attributes = split_attributes(match["info"])
        language = info.split()[0] if info else "".join(attributes.classes[:1])
        kind = Kind.CHART if slug(language) in CHARTS else Kind.CODE
        mark = Mark(kind, line.at(column), "", language, attributes, content)
        self._alone(line.text[:column], self._shared.put(mark))
        return end + 1

    def _raw(self, index: int, match: re.Match[str]) -> int:
        """Copy a raw block whose content is not Markdown, to the line that ends it."""
        tag = match["tag"].lower()
        stop = "-->" if tag == "!--" else f"</{tag}>"
        start = match.end()
        for end in range(index, len(self._lines)):
            text = self._lines[end].text
            if stop in text[start if end == index else 0 :].lower():
                break
        else:
            message = _("“<{tag}” opened here is never closed.").format(tag=tag)
            hint = _("Put “{stop}” where it ends.").format(stop=stop)
            self._shared.tell(error("unclosed-html", message, self._lines[index].at(0), hint))
            self._out.append(self._lines[index].text.replace("<", LESS))
            return index + 1
        first = self._lines[index]
        if tag == "!--":
            self._out += [line.text for line in self._lines[index : end + 1]]
        else:
            self._out.append(self._shared.inline([first]))
            self._out += [line.text for line in self._lines[index + 1 : end + 1]]
        return end + 1

    def _note(self, index: int, match: re.Match[str]) -> int:
        """Take a note's definition: its line, lines going on, indented blocks after it."""
        line = self._lines[index]
        lines = [line.cut(match.end())]
        end = index + 1
        while end < len(self._lines):
            text = self._lines[end].text
            if not text.strip():
                after = end
                while after < len(self._lines) and not self._lines[after].text.strip():
                    after += 1
                if after == len(self._lines) or indent_of(self._lines[after].text) < 2:
                    break
            elif indent_of(text) < 2 and self._interrupts(end):
                break
            lines.append(dedent(self._lines[end]))
            end += 1
        mark = Mark(Kind.OPEN, line.at(match.start("id") - 2), match["id"], "note")
        self._shared.note(match["id"], mark, lines)
        self._out.append("")
        return end

    # -- containers ------------------------------------------------------------------------------

    def _container(self, index: int, match: re.Match[str]) -> int:
        line = self._lines[index]
        column = len(line.text) - len(line.text.lstrip())
        indent, at = line.text[:column], line.at(column)
        rest = match["rest"].strip()
        if not rest:
            if not self._containers:
                message = _("This “:::” closes nothing.")
                hint = _("Remove it, or open a container before: “::: encadré Title”.")
                self._shared.tell(error("stray-container-end", message, at, hint))
            else:
                name = self._containers.pop().name
                self._alone(indent, self._shared.put(Mark(Kind.CLOSE, at, name=name)))
            return index + 1
        if len(self._containers) >= MAX_CONTAINERS:
            message = _("Containers are nested too deeply here.")
            raise TooDeepError(error("too-deep", message, at, _("Close those opened before.")))
        words, attributes = split_attributes(rest)
        name, _space, title = words.partition(" ")
        kind = CONTAINERS.get(slug(name), "")
        start = line.text.index(rest)
        if not kind:
            self._shared.tell(
                error(
                    "unknown-container",
                    _("There is no container called “{name}”.").format(name=name),
                    line.at(start),
                    did_you_mean(
                        name,
                        _CONTAINER_NAMES,
                        _("Known containers: {names}.").format(names=", ".join(_CONTAINER_NAMES[:4])),
                    ),
                )
            )
        elif title.strip() and kind != "sidebar":
            message = _("“{name}” takes no title.").format(name=name)
            hint = _("Write the text on the lines after it.")
            self._shared.tell(error("container-title", message, line.at(start), hint))
        mark = Mark(Kind.OPEN, at, title.strip(), kind or "unknown", attributes)
        self._containers.append(mark)
        self._alone(indent, self._shared.put(mark))
        if title.strip():
            offset = line.text.index(title, start + len(name)) if title in line.text else start
            text = self._shared.slice([line], offset, offset + len(title))
            label = Mark(Kind.TITLE, line.at(offset), name=kind)
            self._alone(indent, self._shared.put(label) + text)
        return index + 1

    def _ends_container(self, index: int) -> bool:
        """Tell whether the next line with something on it closes the container at hand."""
        if not self._containers or self._containers[-1].name not in _ATTRIBUTED:
            return False
        while index < len(self._lines) and not self._lines[index].text.strip():
            index += 1
        match = _COLONS.match(self._lines[index].text) if index < len(self._lines) else None
        return match is not None and not match["rest"].strip()

    # -- headings and tables ---------------------------------------------------------------------

    def _heading(self, index: int, match: re.Match[str]) -> int:
        line = self._lines[index]
        indent = line.text[: match.start("hashes")] if self._in_list else ""
        mark = Mark(Kind.HEADING, line.at(match.start("hashes")), line.text[match.end() :])
        text = self._shared.inline([line.cut(match.end())])
        self._alone(indent, f"{match['hashes']} {self._shared.put(mark)}{text}")
        return index + 1

    def _starts_table(self, index: int) -> bool:
        if index + 1 >= len(self._lines) or "|" not in self._lines[index].text:
            return False
        below = self._lines[index + 1].text
        return "|" in below and "-" in below and _SEPARATOR.match(below) is not None

    def _table(self, index: int) -> int:
        line = self._lines[index]
        column = len(line.text) - len(line.text.lstrip())
        head = self._shared.inline([line])
        mark = self._shared.put(Mark(Kind.TABLE, line.at(column)))
        place = column + 1 if head[column] == "|" else column
        self._out += ["", head[:place] + mark + head[place:], self._lines[index + 1].text]
        end = index + 2
        while end < len(self._lines) and "|" in self._lines[end].text:
            if _CAPTION.match(self._lines[end].text):
                break
            self._out.append(self._shared.inline([self._lines[end]]))
            end += 1
        self._out.append("")
        self._table_end = end
        return end

    def _caption(self, index: int) -> int | None:
        """Take a table's caption; None when no table is beside it and it names none."""
        end = index + 1
        while end < len(self._lines) and self._lines[end].text.strip():
            if self._starts_table(end) or self._interrupts(end):
                break
            end += 1
        lines = self._lines[index:end]
        text, at = spread(lines)
        match = _CAPTION.match(text)
        start = match.end() if match else 0
        words, attributes = split_attributes(text)
        blank = end < len(self._lines) and not self._lines[end].text.strip()
        if self._starts_table(end) or (blank and self._starts_table(end + 1)):
            direction = "before" if self._table_end == index and blank else "after"
        elif self._table_end in (index, index - 1):
            direction = "before"
        elif attributes.id is None and "source" not in attributes.values:
            return None
        else:
            message = _("There is no table beside this caption.")
            hint = _("Put it on the line before or after the table.")
            self._shared.tell(error("caption-without-table", message, at(0), hint))
            return end
        self._put_caption(lines, start, len(words), attributes, direction)
        return end

    def _put_caption(
        self, lines: Sequence[Line], start: int, end: int, attributes: Attributes, direction: str
    ) -> None:
        mark = Mark(Kind.CAPTION, lines[0].at(0), "", direction, attributes)
        first = lines[0].text
        indent = first[: len(first) - len(first.lstrip())]
        out = [self._shared.put(mark) + self._shared.slice(lines, start, end)]
        if source := attributes.values.get("source"):
            label = Mark(Kind.SOURCE, mark.at, name=direction)
            out.append(self._shared.put(label) + self._shared.words(source, label))
        self._alone(indent, *out)

    # -- text ------------------------------------------------------------------------------------

    def _interrupts(self, index: int) -> bool:
        """Tell whether a line begins something else than the paragraph before it."""
        text = self._lines[index].text
        first = text.lstrip()[:1]
        if first in "`~" and _FENCE.match(text):
            return True
        if first in ":" and (_COLONS.match(text) or _DEFINITION.match(text)):
            return True
        if first == "[" and (_NOTE.match(text) or _REFERENCE.match(text)):
            return True
        if first == "#" and _HEADING.match(text):
            return True
        if first == "T" and _CAPTION.match(text):
            return True
        return _ITEM.match(text) is not None or self._starts_table(index)

    def _paragraph(self, index: int, blank: bool) -> int:
        line = self._lines[index]
        end = index + 1
        while end < len(self._lines) and self._lines[end].text.strip():
            if self._interrupts(end):
                break
            end += 1
        item = _ITEM.match(line.text) is not None
        if item:
            if not blank and not self._in_list and _BULLET.match(line.text):
                self._out.append("")
            self._in_list = True
        elif _DEFINITION.match(line.text):
            self._in_list = True
        lines = self._lines[index:end]
        if len(lines) > 1 and blank and not item and _UNDERLINE.match(lines[1].text):
            return self._underlined(index)
        if not item and line.text.lstrip().startswith("![") and self._figure(lines):
            return end
        signed = self._ends_container(end) and _SIGNATURE.match(lines[-1].text)
        body = lines[:-1] if signed else lines
        if body:
            self._out += self._shared.inline(body).split("\n")
        if signed:
            last = lines[-1]
            column = len(last.text) - len(last.text.lstrip())
            mark = self._shared.put(Mark(Kind.ATTRIBUTION, last.at(column)))
            text = self._shared.inline([last.cut(column)])
            self._alone(last.text[:column], mark + text)
        return end

    def _underlined(self, index: int) -> int:
        """Take a heading underlined with ``===`` or ``---``."""
        line = self._lines[index]
        level = 1 if self._lines[index + 1].text[0] == "=" else 2
        column = len(line.text) - len(line.text.lstrip())
        mark = Mark(Kind.HEADING, line.at(column), line.text.strip())
        text = self._shared.inline([line.cut(column)])
        self._alone("", f"{'#' * level} {self._shared.put(mark)}{text}")
        return index + 2

    def _figure(self, lines: Sequence[Line]) -> bool:
        """Take a paragraph that is one image and nothing else."""
        text, at = spread(lines)
        match = _FIGURE.match(text)
        if match is None:
            return False
        column = len(text) - len(text.lstrip())
        attributes = parse_attributes(match["braces"] or "")
        alt = _ESCAPE.sub(r"\1", " ".join(match["alt"].split()))
        path = match["path"].strip().removeprefix("<").removesuffix(">").strip()
        mark = Mark(Kind.FIGURE, at(column), alt, path, attributes)
        out = [self._shared.put(mark)]
        if (match["title"] or "").strip():
            caption = self._shared.put(Mark(Kind.CAPTION, at(match.start("title")), name="figure"))
            out.append(caption + self._shared.slice(lines, *match.span("title")))
        if source := attributes.values.get("source"):
            label = Mark(Kind.SOURCE, mark.at, name="figure")
            out.append(self._shared.put(label) + self._shared.words(source, label))
        self._alone(text[:column], *out)
        return True
