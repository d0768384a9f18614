"""A chart as its author wrote it: numbers, words, and how they are said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from printkit.languages.language import language_of


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
    language: str = "fr"

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
        return str(language_of(self.language).numbers["percent"])

    @property
    def heading(self) -> str:
        """Return the unit where it is too long to stand after each number."""
        return "" if self.unit in ("", "%") else self.unit

    @property
    def signed(self) -> bool:
        """Tell whether numbers run both ways from zero, so that those above it say so too."""
        return any(value < 0 for value in self.numbers)

    def say(self, value: float | None) -> str:
        """Return a number in words of the language, with its unit: ``+19 %`` beside ``−24 %``."""
        if value is None:
            return ""
        plus = "+" if self.signed and value > 0 else ""
        return plus + say_number(value, self.language) + self.sign

    def table(self) -> tuple[tuple[str, ...], ...]:
        """Return the numbers as a table, its head first."""
        heads = self.series or (self.unit,) * min(1, self.count)
        body = tuple((row.label, *(self.say(value) for value in row.values)) for row in self.rows)
        return (("", *heads), *body) if any(heads) else body


def say_number(value: float, language: str) -> str:
    """Write a number: ``−1 234,5`` in French, ``−1,234.5`` in English."""
    text = format(Decimal(repr(float(value))).normalize(), "f")
    return language_of(language).number(text)
