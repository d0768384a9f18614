"""Bytes and pasted text to clean lines: encodings, line ends, characters no document may hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _
from printkit.markup.reading.sourcemap import Line
from printkit.model import SourceText

#: Larger texts are not chapters.
MAX_BYTES = 2_000_000
_MAX_TOLD = 20
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff⟦⟧]")
_COMPOSABLE = re.compile(r"[^\W\d_][\u0300-\u036f]+")


def decode(data: bytes, path: str) -> tuple[str, tuple[Finding, ...]]:
    """Decode a text file, UTF-8 with or without a mark; anything else is read as it can, and told."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
        return text, (_encoding_finding(Position(path), "UTF-16"),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = error.start - (before.rfind(b"\n") + 1)
        start = before[len(before) - column :].decode("utf-8", errors="replace")
        where = Position(path, before.count(b"\n") + 1, len(start.removeprefix("\ufeff")) + 1)
        text = data.decode("cp1252", errors="replace")
        return text, (_encoding_finding(where, "Windows-1252"),)


def _encoding_finding(where: Position, encoding: str) -> Finding:
    return Finding(
        "not-utf8",
        Severity.ERROR,
        _("This file is not UTF-8 text; it seems to be {encoding}.").format(encoding=encoding),
        where,
        hint=_("Save it again, choosing the encoding UTF-8."),
    )


def clean(source: SourceText) -> tuple[SourceText, tuple[Finding, ...]]:
    """Unify line ends, drop a byte order mark, replace characters no document may hold."""
    text = source.text
    if len(text) > MAX_BYTES:
        return replace(source, text=""), (
            Finding(
                "file-too-large",
                Severity.ERROR,
                _("This text is too large: {size} characters.").format(size=len(text)),
                Position(source.path, source.first_line, source.first_column),
                hint=_("Divide it into several chapters."),
            ),
        )
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _FORBIDDEN.search(text):
        return replace(source, text=text), ()
    findings = tuple(_forbidden_findings(source, text))
    return replace(source, text=_FORBIDDEN.sub("\ufffd", text)), findings


def _forbidden_findings(source: SourceText, text: str) -> Iterable[Finding]:
    told = 0
    for number, line in enumerate(text.split("\n")):
        match = _FORBIDDEN.search(line)
        if match is None:
            continue
        told += 1
        if told > _MAX_TOLD:
            return
        yield Finding(
            "forbidden-character",
            Severity.ERROR,
            _("The character U+{code:04X} cannot be printed.").format(code=ord(match[0])),
            Position(source.path, source.first_line + number, source.first_column + match.start()),
            hint=_("Remove it: it often comes with text pasted from elsewhere."),
        )


def lines_of(source: SourceText) -> list[Line]:
    """Split a clean text into lines, accents composed (``e`` + acute accent becomes ``é``)."""
    composed = unicodedata.is_normalized("NFC", source.text)
    lines = []
    for index, text in enumerate(source.text.split("\n")):
        line = Line(text, source.path, source.first_line + index, source.first_column)
        lines.append(line if composed else _compose(line))
    return lines


def _compose(line: Line) -> Line:
    edits = [
        (match.start(), match.end(), unicodedata.normalize("NFC", match[0]))
        for match in _COMPOSABLE.finditer(line.text)
    ]
    return line.substitute(edits) if edits else line
