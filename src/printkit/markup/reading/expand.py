"""Before Markdown: front matter, ``{{ include: file.md }}`` and ``{{ variable }}``. No code runs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from printkit.core.findings import Finding, Position, Severity, has_errors
from printkit.core.i18n import _
from printkit.markup.reading.decode import MAX_BYTES, clean, decode, lines_of
from printkit.markup.reading.file_paths import find_file
from printkit.markup.reading.sourcemap import Line
from printkit.markup.reading.warnings import did_you_mean, error, nearest, warning
from printkit.markup.reading.yaml_block import read_yaml
from printkit.model import SourceText

ReadFile = Callable[[str], bytes | None]

MAX_INCLUDES = 500
_MAX_NESTING = 16
_INCLUDE = re.compile(r"^\s*\{\{\s*(?:include|inclure)\s*:([^{}]*)\}\}\s*$")
_VARIABLE = re.compile(r"(?P<code>(?<!\\)(`+)(?!`).*?(?<!`)\2(?!`))|\\\{\{|\{\{([^{}]*)\}\}")
_NAME = re.compile(r"[\w.-]+")
#: a fence may stand in quotations and lists
_FENCE = re.compile(r"^(?:\s*+(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*+\s*+(`{3,}|~{3,})")
_KEYS = ("number", "short", "title")
#: a piece of a file as mdBook (https://rust-lang.github.io/mdBook/format/mdbook.html) and Quarto take it in
_TAKEN_IN = re.compile(
    r"^\s*(?:\{\{\s*#(?:include|rustdoc_include|playground|playpen)\s+(?P<path>[^{}]+?)\s*\}\}"
    r"|\{\{<\s*include\s+(?P<file>[^<>]+?)\s*>\}\})\s*$"
)
_ANCHOR = re.compile(r"ANCHOR(?P<end>_END)?:\s*(?P<name>[\w-]+)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a chapter says of itself. ``number`` None: by its place; False: none."""

    number: int | bool | None = None
    short: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text with everything it includes."""

    lines: tuple[Line, ...]
    front: FrontMatter = FrontMatter()
    sources: tuple[SourceText, ...] = ()
    findings: tuple[Finding, ...] = ()


def _chosen(lines: list[Line], chosen: str) -> list[Line]:
    """Return what ``3``, ``3:9``, ``:9``, ``3:`` (lines from 1 on) or the name of an anchor means."""
    if lines and not lines[-1].text:
        lines = lines[:-1]
    bounds = chosen.split(":")
    if chosen and all(one.isdigit() or not one for one in bounds):
        first = max(1, int(bounds[0] or 1))
        last = first if len(bounds) == 1 else int(bounds[1] or len(lines))
        return lines[first - 1 : last]
    if not chosen:
        return [line for line in lines if not _ANCHOR.search(line.text)]
    taken, inside = [], False
    for line in lines:
        anchor = _ANCHOR.search(line.text)
        if anchor is None:
            if inside:
                taken.append(line)
        elif anchor["name"] == bounds[0]:
            inside = not anchor["end"]
    return taken


def expand(
    source: SourceText,
    *,
    variables: Mapping[str, str],
    folder: str,
    read_file: ReadFile | None,
    strict_front_matter: bool = True,
) -> Expanded:
    """Expand a text. ``strict_front_matter``: a first line ``---`` can be nothing else."""
    return _Expander(variables, folder, read_file).run(source, strict_front_matter)


@dataclass
class _Expander:
    variables: Mapping[str, str]
    folder: str
    read_file: ReadFile | None
    findings: list[Finding] = field(default_factory=list)
    sources: list[SourceText] = field(default_factory=list)
    includes: int = 0
    size: int = 0

    def run(self, source: SourceText, strict: bool) -> Expanded:
        cleaned, findings = clean(source)
        self.findings += findings
        lines, front = self._front_matter(lines_of(cleaned), strict)
        out: list[Line] = []
        self.sources.append(cleaned)
        self._lines(lines, (source.path,), out)
        return Expanded(tuple(out), front, tuple(self.sources), tuple(self.findings))

    def _front_matter(self, lines: list[Line], strict: bool) -> tuple[list[Line], FrontMatter]:
        if lines and lines[0].text.rstrip() == "+++":
            return self._toml_matter(lines)
        if not lines or lines[0].text.rstrip() != "---":
            return lines, FrontMatter()
        end = next(
            (i for i, line in enumerate(lines[1:], 1) if line.text.rstrip() in ("---", "...")), None
        )
        if end is None:
            if strict:
                message = _("The front matter opened here is never closed.")
                hint = _("Put a line “---” after its last key.")
                self.findings.append(error("bad-front-matter", message, lines[0].at(0), hint))
            return lines, FrontMatter()
        block = read_yaml(lines[1:end], what="front-matter")
        if has_errors(block.findings) and not strict:
            return lines, FrontMatter()
        self.findings += block.findings
        unknown = [key for key in block.values if key not in _KEYS]
        for key in unknown:
            if nearest(str(key), _KEYS):
                message = _("“{key}” means nothing in a chapter's front matter.").format(key=key)
                meant = did_you_mean(str(key), _KEYS)
                told = warning("unknown-front-matter", message, block.at((key,)), meant)
                self.findings.append(told)
        if any(not nearest(str(key), _KEYS) for key in unknown):
            self._foreign_matter(block.at((unknown[0],)) or lines[0].at(0))
        number = block.values.get("number")
        if not (number is None or number is False or (type(number) is int and 0 < number < 10_000)):
            message = _("“number” must be a whole number, or “false” for none.")
            self.findings.append(error("bad-front-matter", message, block.at(("number",))))
            number = None
        short = block.values.get("short")
        title = block.values.get("title")
        return lines[end + 1 :], FrontMatter(
            number,
            None if short is None else str(short),
            " ".join(title.split()) if isinstance(title, str) and title.strip() else None,
        )

    def _foreign_matter(self, at: Position) -> None:
        message = _(
            "Of this front matter, printkit reads {keys} only: the rest is for other tools."
        )
        message = message.format(keys=", ".join(_KEYS))
        self.findings.append(Finding("foreign-front-matter", Severity.NOTE, message, at))

    def _toml_matter(self, lines: list[Line]) -> tuple[list[Line], FrontMatter]:
        """Read the front matter of Hugo and Zola: TOML between two lines ``+++``."""
        end = next((i for i, line in enumerate(lines[1:], 1) if line.text.rstrip() == "+++"), None)
        if end is None:
            return lines, FrontMatter()
        try:
            values = tomllib.loads("\n".join(line.text for line in lines[1:end]))
        except tomllib.TOMLDecodeError:
            return lines, FrontMatter()
        title = values.get("title")
        if set(values) - {"title"}:
            self._foreign_matter(lines[0].at(0))
        return lines[end + 1 :], FrontMatter(title=title if isinstance(title, str) else None)

    def _lines(self, lines: list[Line], trail: tuple[str, ...], out: list[Line]) -> None:
        fence = ""
        for line in lines:
            match = _FENCE.match(line.text)
            if fence:
                if match and match[1].startswith(fence) and not line.text[match.end() :].strip():
                    fence = ""
                if "{{" in line.text and (piece := _TAKEN_IN.match(line.text)) is not None:
                    self._piece(line, piece, trail, out, code=True)
                else:
                    out.append(line)
            elif match:
                fence = match[1]
                out.append(line)
            elif "{{" not in line.text:
                out.append(line)
            elif (piece := _TAKEN_IN.match(line.text)) is not None:
                self._piece(line, piece, trail, out, code=False)
            elif (include := _INCLUDE.match(line.text)) is not None:
                self._include(line, include, trail, out)
            else:
                out.append(self._fill(line))

    def _include(
        self, line: Line, match: re.Match[str], trail: tuple[str, ...], out: list[Line]
    ) -> None:
        where = line.at(line.text.index("{{"))
        name = match[1].strip().strip("\"'")
        path, data = find_file(name, line.path, self.folder, self.read_file)
        if path is None:
            message = _("“{path}” leads out of the publication's folder.").format(path=name)
            hint = _("Give a path below that folder, without “..” or a leading “/”.")
            self.findings.append(error("path-outside", message, where, hint))
        elif path in trail:
            message = _("“{path}” ends up including itself.").format(path=name)
            hint = _("The way round: {trail}.").format(trail=" → ".join((*trail, path)))
            self.findings.append(error("include-loop", message, where, hint))
        elif data is None:
            message = _("The included file “{path}” does not exist.").format(path=path)
            hint = _("It was looked for from the chapter's and the publication's folder.")
            self.findings.append(error("missing-include", message, where, hint))
        elif self._within_limits(data, trail, where):
            text, findings = decode(data, path)
            cleaned, more = clean(SourceText(path, text))
            self.findings += (*findings, *more)
            if all(known.path != path for known in self.sources):
                self.sources.append(cleaned)
            lines, _front = self._front_matter(lines_of(cleaned), False)
            indent = line.text[: line.text.index("{{")]
            inner: list[Line] = []
            self._lines(lines, (*trail, path), inner)
            if indent:
                inner = [
                    one.substitute([(0, 0, indent)]) if one.text.strip() else one for one in inner
                ]
            out += inner

    def _piece(
        self,
        line: Line,
        match: re.Match[str],
        trail: tuple[str, ...],
        out: list[Line],
        *,
        code: bool,
    ) -> None:
        """Take in a file or some lines of it; where it cannot be had, the line stands as typed."""
        where = line.at(line.text.index("{{"))
        name, _colon, chosen = (match["path"] or match["file"]).partition(":")
        named = name.strip().strip("\"'")
        path, data = find_file(named, line.path, self.folder, self.read_file)
        if path is None or data is None or path in trail:
            message = _("The included file “{path}” does not exist.").format(path=name[:120])
            hint = _("The line is printed as it is. Copy the file into the publication's folder.")
            self.findings.append(warning("missing-include", message, where, hint))
            out.append(line)
        elif self._within_limits(data, trail, where):
            text, findings = decode(data, path)
            cleaned, more = clean(SourceText(path, text))
            self.findings += (*findings, *more)
            lines = _chosen(lines_of(cleaned), chosen.split()[0] if chosen.split() else "")
            if code:
                indent = line.text[: line.text.index("{{")]
                out += [
                    one.substitute([(0, 0, indent)]) if one.text.strip() else one for one in lines
                ]
                return
            if all(known.path != path for known in self.sources):
                self.sources.append(cleaned)
            self._lines(self._front_matter(lines, False)[0], (*trail, path), out)

    def _within_limits(self, data: bytes, trail: tuple[str, ...], where: Position) -> bool:
        self.includes += 1
        self.size += len(data)
        fits = self.includes <= MAX_INCLUDES and self.size <= MAX_BYTES
        if fits and len(trail) <= _MAX_NESTING:
            return True
        if self.includes <= MAX_INCLUDES + 1:
            message = _("Too much is included here.")
            hint = _("Include fewer or smaller files.")
            self.findings.append(error("too-many-includes", message, where, hint))
            self.includes = MAX_INCLUDES + 1
        return False

    def _fill(self, line: Line) -> Line:
        """Replace variables outside code spans; unknown ones stay as typed."""
        edits = []
        for match in _VARIABLE.finditer(line.text):
            if match["code"]:
                continue
            if match[0].startswith("\\"):
                edits.append((match.start(), match.start() + 1, ""))
                continue
            name, where = match[3].strip(), line.at(match.start())
            if re.match(r"(?:include|inclure)\s*:", name):
                message = _("An include must stand alone on its line.")
                self.findings.append(error("include-inside-text", message, where))
            elif name in self.variables:
                value = " ".join(str(self.variables[name]).split())
                edits.append((match.start(), match.end(), value))
            else:
                self._unknown(name, where)
        return line.substitute(edits) if edits else line

    def _unknown(self, name: str, where: Position) -> None:
        message = _("The variable “{name}” is not defined.").format(name=name[:80])
        hint = _("Define it under “variables” in the publication's file.")
        if not _NAME.fullmatch(name):
            hint = _("To print braces, write \\{{ before them.").replace("{{", "{" * 2)
        self.findings.append(
            error("unknown-variable", message, where, did_you_mean(name, self.variables, hint))
        )
