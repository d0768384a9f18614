"""A chart as its author wrote it: numbers, words, and how they are said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """One thing compared, and its number in each series; None where there is none."""

    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a drawing function draws. ``highlights`` are labels of rows or series to bring out."""

    rows: tuple[Row, ...]
    series: tuple[str, ...] = ()
    unit: str = ""
    highlights: frozenset[str] = frozenset()
    french: bool = True

    @property
    def count(self) -> int:
        """Return the number of series."""
        return max((len(row.values) for row in self.rows), default=0)

    @property
    def numbers(self) -> tuple[float, ...]:
        """Return every number there is."""
        return tuple(value for row in self.rows for value in row.values if value is not None)

    @property
    def sign(self) -> str:
        """Return what is put after each number: the per cent sign, and no longer unit."""
        if not self.unit.startswith("%"):
            return ""
        return "\u00a0%" if self.french else "%"

    @property
    def heading(self) -> str:
        """Return the unit where it is too long to stand after each number."""
        return "" if self.unit in ("", "%") else self.unit

    def say(self, value: float | None) -> str:
        """Return a number in words of the language, with its sign."""
        return "" if value is None else say_number(value, self.french) + self.sign

    def table(self) -> tuple[tuple[str, ...], ...]:
        """Return the numbers as a table, its head first."""
        heads = self.series or (self.unit,) * min(1, self.count)
        body = tuple((row.label, *(self.say(value) for value in row.values)) for row in self.rows)
        return (("", *heads), *body) if any(heads) else body


def say_number(value: float, french: bool) -> str:
    """Write a number: ``−1 234,5`` in French, ``−1,234.5`` in English."""
    text = format(Decimal(repr(float(value))).normalize(), "f")
    whole, _point, decimals = text.lstrip("-").partition(".")
    groups: list[str] = []
    while len(whole) > 3:
        whole, group = whole[:-3], whole[-3:]
        groups.insert(0, group)
    text = ("\u202f" if french else ",").join([whole, *groups])
    if decimals:
        text += ("," if french else ".") + decimals
    return f"\u2212{text}" if value < 0 else text
