"""The YAML of a chart block, read to a chart; everything wrong is told at its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from printkit.core.findings import Position
from printkit.core.i18n import _
from printkit.markup.charts.chart_model import Chart, Row
from printkit.markup.charts.chart_table import read_number, read_table
from printkit.markup.charts.chart_types import NAMES, TYPES
from printkit.markup.reading.context import Reading
from printkit.markup.reading.position_marks import Mark
from printkit.markup.reading.warnings import did_you_mean, error
from printkit.markup.reading.yaml_block import YamlBlock, read_yaml
from printkit.model.manuscript import slug

#: a key as typed (a slug) and its meaning
_KEYS = {
    "type": "type",
    "title": "title",
    "titre": "title",
    "caption": "title",
    "legende": "title",
    "alt": "alt",
    "description": "alt",
    "unit": "unit",
    "unite": "unit",
    "series": "series",
    "data": "data",
    "donnees": "data",
    "csv": "csv",
    "source": "source",
    "note": "note",
    "id": "id",
    "highlight": "highlight",
    "highlights": "highlight",
    "accent": "highlight",
    "accents": "highlight",
    "mettre-en-avant": "highlight",
}
_SPOKEN = (
    "type",
    "titre",
    "alt",
    "unite",
    "series",
    "donnees",
    "csv",
    "source",
    "note",
    "id",
    "accent",
)


@dataclass
class ChartBlock:
    """What a block says. ``chart`` is None when it cannot be drawn."""

    title: str = ""
    alt: str = ""
    source: str = ""
    note: str = ""
    id: str = ""
    kind: str = ""
    chart: Chart | None = None


@dataclass
class _Raw:
    """The block's values by meaning, and where each key stands."""

    values: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)


class _Unreadable(Exception):  # noqa: N818  it ends one block, told already
    """The data cannot be read; the finding is told."""


def read_chart(mark: Mark, reading: Reading) -> ChartBlock:
    """Read a block's lines."""
    return _Reader(mark, reading).read()


class _Reader:
    def __init__(self, mark: Mark, reading: Reading) -> None:
        self._mark = mark
        self._reading = reading
        self._yaml: YamlBlock = read_yaml(mark.lines, what="chart")
        self._raw = _Raw()

    def _tell(self, rule: str, message: str, at: Position | None, hint: str | None = None) -> None:
        self._reading.findings.append(error(rule, message, at or self._mark.at, hint))

    def _at(self, meaning: str, *path: str | int) -> Position:
        typed = self._raw.keys.get(meaning)
        return (self._yaml.at((typed, *path)) if typed else None) or self._mark.at

    def _text(self, meaning: str) -> str:
        value = self._raw.values.get(meaning)
        if value is None:
            return ""
        if isinstance(value, (dict, list)):
            message = _("“{key}” must be a text.").format(key=self._raw.keys[meaning])
            self._tell("bad-chart", message, self._at(meaning))
            return ""
        return " ".join(str(value).split())

    def read(self) -> ChartBlock:
        self._reading.findings.extend(self._yaml.findings)
        block = ChartBlock()
        if not self._yaml.values:
            if not self._yaml.findings:
                message = _("This chart is empty.")
                hint = _("Give it “type”, “alt” and “donnees” (data).")
                self._tell("bad-chart", message, self._mark.at, hint)
            return block
        self._sort_keys()
        block.title, block.source = self._text("title"), self._text("source")
        block.note, block.id = self._text("note"), self._text("id")
        block.alt = self._text("alt")
        if not block.alt:
            message = _("This chart has no description.")
            hint = _("Say in a line “alt:” what it shows, numbers included.")
            self._tell("missing-alt", message, self._at("alt"), hint)
        try:
            block.kind = self._kind()
            rows, heads = self._data()
            block.chart = self._chart(block.kind, rows, heads)
        except _Unreadable:
            pass
        return block

    def _sort_keys(self) -> None:
        for typed, value in self._yaml.values.items():
            meaning = _KEYS.get(slug(typed))
            if meaning is None:
                message = _("A chart has no “{key}”.").format(key=typed[:60])
                hint = did_you_mean(typed, _SPOKEN)
                self._tell("bad-chart", message, self._yaml.at((typed,)), hint)
            elif meaning in self._raw.values:
                message = _("“{key}” says again what “{other}” says.")
                message = message.format(key=typed, other=self._raw.keys[meaning])
                self._tell("bad-chart", message, self._yaml.at((typed,)))
            else:
                self._raw.values[meaning], self._raw.keys[meaning] = value, typed

    def _kind(self) -> str:
        typed = self._text("type")
        kind = NAMES.get(slug(typed))
        if kind is not None:
            return kind
        known = _("Types: {names}.").format(
            names="barres, barres-horizontales, barres-empilees, lignes, pentes"
        )
        if not typed:
            self._tell("unknown-chart-type", _("This chart has no type."), self._mark.at, known)
        else:
            message = _("There is no chart of type “{type}”.").format(type=typed[:60])
            hint = did_you_mean(slug(typed), NAMES, known)
            self._tell("unknown-chart-type", message, self._at("type"), hint)
        raise _Unreadable

    # -- numbers ---------------------------------------------------------------------------------

    def _data(self) -> tuple[list[tuple[Row, Position]], tuple[str, ...]]:
        data = self._raw.values.get("data")
        path: Any = self._raw.values.get("csv")
        meaning = "csv"
        if isinstance(data, dict) and set(data) == {"csv"}:
            path, meaning = data["csv"], "data"
        if path is not None:
            return self._csv(str(path), self._at(meaning))
        if isinstance(data, dict) and data:
            return list(self._from_mapping(data)), ()
        if isinstance(data, list) and data:
            return list(self._from_list(data)), ()
        message = _("This chart has no data.")
        hint = _("Write under “donnees:” one line for each thing: “  name: number”.")
        self._tell("bad-chart-data", message, self._at("data"), hint)
        raise _Unreadable

    def _from_mapping(self, data: Mapping[Any, Any]) -> Iterable[tuple[Row, Position]]:
        typed = self._raw.keys["data"]
        labels = [
            str(path[1]) for path in self._yaml.positions if len(path) == 2 and path[0] == typed
        ]
        if len(labels) != len(data):
            labels = [str(key) for key in data]
        for label, value in zip(labels, data.values(), strict=True):
            at = self._at("data", label)
            values = value if isinstance(value, list) else [value]
            yield self._row(label, values, at), at

    def _from_list(self, data: Sequence[Any]) -> Iterable[tuple[Row, Position]]:
        for index, item in enumerate(data):
            at = self._at("data", index)
            if isinstance(item, dict) and item:
                cells = list(item.values())
                # “- Chine: 12”, or “- nom: Chine” with its number in a key of its own
                values = [next(iter(item)), *cells] if len(cells) == 1 else cells
            elif isinstance(item, list) and len(item) > 1:
                values = item
            else:
                message = _("This is not a row.")
                hint = _("Write “- [name, number]” or “name: number”.")
                self._tell("bad-chart-data", message, at, hint)
                raise _Unreadable
            flat = [
                one
                for value in values[1:]
                for one in (value if isinstance(value, list) else [value])
            ]
            yield self._row(str(values[0]), flat, at), at

    def _row(self, label: str, values: Sequence[Any], at: Position) -> Row:
        return Row(" ".join(label.split()), tuple(self._number(value, at) for value in values))

    def _number(self, value: Any, at: Position) -> float | None:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        number = read_number(value)
        if number is None:
            message = _("“{value}” is not a number.").format(value=str(value)[:40])
            hint = _("Write digits only, with a point for decimals; the unit goes to “unite:”.")
            self._tell("bad-chart-data", message, at, hint)
            raise _Unreadable
        return number

    def _csv(self, path: str, at: Position) -> tuple[list[tuple[Row, Position]], tuple[str, ...]]:
        table = read_table(path, at, self._reading)
        if table is None:
            raise _Unreadable
        return [
            (self._row(row[0], row[1:], place), place) for row, place in table.rows
        ], table.heads

    # -- what a type can show --------------------------------------------------------------------

    def _chart(self, kind: str, rows: list[tuple[Row, Position]], heads: tuple[str, ...]) -> Chart:
        shape = TYPES[kind]
        count = len(rows[0][0].values)
        for row, at in rows:
            if len(row.values) != count:
                message = _("This row has {count} numbers, the first one {first}.")
                message = message.format(count=len(row.values), first=count)
                self._tell("bad-chart-data", message, at)
            elif None in row.values and not shape.holes:
                self._tell("bad-chart-data", _("A number is missing here."), at)
            elif not shape.negative and any((value or 0) < 0 for value in row.values):
                message = _("A stacked bar cannot hold a negative number.")
                hint = _("Use “type: barres-horizontales”.")
                self._tell("bad-chart-data", message, at, hint)
            else:
                continue
            raise _Unreadable
        for (least, most), found, message, at in (
            (shape.series, count, _("This type takes {least} to {most} numbers in a row, not {count}."),
             rows[0][1]),
            (shape.rows, len(rows), _("This type takes {least} to {most} rows, not {count}."),
             self._at("data")),
        ):  # fmt: skip
            if not least <= found <= most:
                said = message.format(least=least, most=most, count=found)
                self._tell("bad-chart-data", said, at)
                raise _Unreadable
        if any(all(row.values[n] is None for row, _at in rows) for n in range(count)):
            self._tell("bad-chart-data", _("A series holds no number."), self._at("data"))
            raise _Unreadable
        series = self._names("series") or heads
        if series and len(series) != count:
            message = _("There are {names} names of series for {count} series.")
            message = message.format(names=len(series), count=count)
            self._tell("bad-chart", message, self._at("series"))
            raise _Unreadable
        plain = tuple(row for row, _at in rows)
        return Chart(
            plain,
            series,
            self._text("unit"),
            self._highlights(plain, series),
            self._reading.language,
        )

    def _names(self, meaning: str) -> tuple[str, ...]:
        value = self._raw.values.get(meaning)
        if value is None:
            return ()
        values = value if isinstance(value, list) else [value]
        return tuple(" ".join(str(one).split()) for one in values)

    def _highlights(self, rows: Sequence[Row], series: Sequence[str]) -> frozenset[str]:
        known = {row.label for row in rows} | set(series)
        wanted = self._names("highlight")
        for name in wanted:
            if name not in known:
                message = _("Nothing in this chart is called “{name}”.").format(name=name[:60])
                hint = did_you_mean(name, known)
                self._tell("bad-chart", message, self._at("highlight"), hint)
        return frozenset(name for name in wanted if name in known)
