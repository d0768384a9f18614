"""Numbers as people type them, and the CSV files charts are drawn from."""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass
from typing import Any

from printkit.core.findings import Position
from printkit.core.i18n import _
from printkit.markup.reading.context import Reading
from printkit.markup.reading.decode import decode
from printkit.markup.reading.file_paths import find_file
from printkit.markup.reading.warnings import error

_NUMBER = re.compile(r"[-+−]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?")
_MAX_BYTES = 200_000
_LIMIT = 1e15


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a CSV file with the place of each; ``heads`` are the names of its series."""

    rows: tuple[tuple[list[str], Position], ...]
    heads: tuple[str, ...] = ()


def read_number(value: Any) -> float | None:
    """Return a number, typed as one or as text (``1 250,5``); None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip()
        if not _NUMBER.fullmatch(text):
            return None
        value = float(re.sub(r"[ \u00a0\u202f]", "", text).replace("−", "-").replace(",", "."))
    if not isinstance(value, (int, float)) or abs(value) > _LIMIT or not math.isfinite(value):
        return None
    return float(value)


def read_table(path: str, at: Position, reading: Reading) -> Table | None:
    """Read a CSV file named at ``at``; None when a finding says why not."""

    def refuse(rule: str, message: str, where: Position, hint: str | None = None) -> None:
        reading.findings.append(error(rule, message, where, hint))

    full, content = find_file(path, reading.path, reading.folder, reading.read_file)
    if full is None:
        message = _("“{path}” leads out of the publication's folder.").format(path=path)
        refuse("path-outside", message, at)
        return None
    if content is None:
        hint = _(
            "It was looked for from the chapter's and the publication's folder; mind capitals."
        )
        refuse("missing-csv", _("The file “{path}” does not exist.").format(path=full), at, hint)
        return None
    if len(content) > _MAX_BYTES:
        message = _("The file “{path}” is too large for a chart.").format(path=full)
        refuse("bad-chart-data", message, at)
        return None
    text, findings = decode(content, full)
    reading.findings.extend(findings)
    first = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(), delimiter=max(";\t,", key=first.count))
    rows: list[tuple[list[str], Position]] = []
    try:
        rows.extend((row, Position(full, reader.line_num)) for row in reader if any(row))
    except csv.Error as problem:
        message = _("This file is not CSV: {problem}.").format(problem=problem)
        refuse("bad-chart-data", message, Position(full, reader.line_num or 1))
        return None
    heads: tuple[str, ...] = ()
    if rows and any(cell.strip() and read_number(cell) is None for cell in rows[0][0][1:]):
        heads = tuple(cell.strip() for cell in rows[0][0][1:])
        rows = rows[1:]
    if not rows:
        refuse("bad-chart-data", _("The file “{path}” holds no data.").format(path=full), at)
        return None
    return Table(tuple(rows), heads)
