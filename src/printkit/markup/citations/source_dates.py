"""Dates of sources: every way CSL-YAML writes them, and how they are said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from printkit.languages.language import Language, language_of

_ISO = re.compile(r"(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?([~?]?)")


@dataclass(frozen=True, slots=True)
class Day:
    """A year, with a month (21 to 24 are seasons) and a day where known."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class SourceDate:
    """A date or a span of dates; ``literal`` is what to print when it is neither."""

    begin: Day | None = None
    end: Day | None = None
    circa: bool = False
    literal: str = ""

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Return what dates are compared by."""
        return (self.begin.year, self.begin.month, self.begin.day) if self.begin else (9999, 0, 0)

    def say(self, language: str) -> str:
        """Return the date in words."""
        tongue = language_of(language)
        if self.begin is None:
            return self.literal
        text = _span(self.begin, self.end, tongue) if self.end else _say(self.begin, tongue)
        if not self.circa:
            return text
        return tongue.day("circa", date=text)


def read_date(value: Any) -> SourceDate | None:
    """Read a date given as text, as ``date-parts``, as year, month and day; None if it is none."""
    if isinstance(value, list):
        days = [read_date(item) for item in value[:2]]
        if not days or any(day is None or day.begin is None for day in days):
            return None
        return _between(*(day.begin for day in days if day))
    if isinstance(value, dict):
        return _read_mapping(value)
    return _read_text(value) if isinstance(value, str) and value.strip() else None


def _read_mapping(value: dict[str, Any]) -> SourceDate | None:
    circa = str(value.get("circa", "")).lower() not in ("", "0", "false", "no")
    if isinstance(parts := value.get("date-parts"), list):
        if parts and not isinstance(parts[0], list):
            parts = [parts]
        days = [_day(part) for part in parts[:2]]
        if not days or any(day is None for day in days):
            return None
        return _between(*days, circa=circa)
    if "year" in value:
        month = value.get("month") or value.get("season")
        day = _day([part for part in (value["year"], month, value.get("day")) if part])
        return SourceDate(day, circa=circa) if day else None
    if isinstance(raw := value.get("raw"), str):
        return _read_text(raw)
    literal = value.get("literal")
    return SourceDate(literal=literal) if isinstance(literal, str) and literal.strip() else None


def _read_text(text: str) -> SourceDate | None:
    begin, _slash, end = text.strip().partition("/")
    first = _ISO.fullmatch(begin)
    if first is None:
        return None
    last = _ISO.fullmatch(end) if end.strip(".") else None
    if end.strip(".") and last is None:
        return None
    days = [_day([part for part in match.groups()[:3] if part]) for match in (first, last) if match]
    if any(day is None for day in days):
        return None
    return _between(*days, circa=bool(first[4]))


def _between(begin: Day | None, end: Day | None = None, *, circa: bool = False) -> SourceDate:
    return SourceDate(begin, None if end == begin else end, circa)


def _day(parts: Any) -> Day | None:
    """Return a day of a list of one to three numbers, None if the calendar has no such day."""
    if not isinstance(parts, list) or not 1 <= len(parts) <= 3:
        return None
    try:
        numbers = [int(str(part).strip('"')) for part in parts]
    except ValueError:
        return None
    day = Day(*numbers)
    month_ok = 0 <= day.month <= 12 or (21 <= day.month <= 24 and not day.day)
    return day if month_ok and 0 <= day.day <= 31 and abs(day.year) < 10_000 else None


def _say(day: Day, tongue: Language) -> str:
    year = str(abs(day.year))
    if day.year < 0:
        year = tongue.day("before_christ", year=year)
    if day.month > 20:
        return f"{tongue.dates['seasons'][day.month - 21]} {year}"
    if not day.month:
        return year
    if not day.day:
        return tongue.day("month_year", month=tongue.month(day.month), year=year)
    return _full(f"{day.day}{tongue.first(day.day)}", day.month, tongue, year)


def _full(days: str, month: int, tongue: Language, year: str) -> str:
    return tongue.day("day_month_year", day=days, month=tongue.month(month), year=year)


def _span(begin: Day, end: Day, tongue: Language) -> str:
    """Return a span, what both ends share said once."""
    first, last = _say(begin, tongue), _say(end, tongue)
    if begin.year != end.year:
        return f"{first}-{last}" if not begin.month and not end.month else f"{first} – {last}"
    if begin.month == end.month and begin.day and end.day:
        days = "-".join(f"{one.day}{tongue.first(one.day)}" for one in (begin, end))
        return _full(days, begin.month, tongue, str(end.year))
    if not 0 < begin.month <= 12:
        return f"{first.removesuffix(f' {begin.year}')}-{last}"
    month = tongue.month(begin.month)
    if not begin.day:
        return f"{month}-{last}"
    day = f"{begin.day}{tongue.first(begin.day)}"
    return f"{tongue.day('day_month', day=day, month=month)} – {last}"
