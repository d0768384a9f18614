"""Dates of sources: every way CSL-YAML writes them, and how they are said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_SEASONS = {"fr": "printemps été automne hiver", "en": "spring summer autumn winter"}
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
        tongue = "fr" if language.lower().startswith("fr") else "en"
        if self.begin is None:
            return self.literal
        text = _span(self.begin, self.end, tongue) if self.end else _say(self.begin, tongue)
        if not self.circa:
            return text
        return f"vers {text}" if tongue == "fr" else f"c. {text}"


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


def _month(month: int, tongue: str) -> str:
    if month > 20:
        return _SEASONS[tongue].split()[month - 21]
    return _MONTHS[tongue].split()[month - 1] if month else ""


def _say(day: Day, tongue: str) -> str:
    number = "" if not day.day else "1er" if day.day == 1 and tongue == "fr" else str(day.day)
    year = str(day.year)
    if day.year < 0:
        year = f"{-day.year} av. J.-C." if tongue == "fr" else f"{-day.year} BC"
    return " ".join(word for word in (number, _month(day.month, tongue), year) if word)


def _span(begin: Day, end: Day, tongue: str) -> str:
    """Return a span, what both ends share said once."""
    first, last = _say(begin, tongue), _say(end, tongue)
    if begin.year != end.year:
        return f"{first}-{last}" if not begin.month and not end.month else f"{first} – {last}"
    year = f" {begin.year}"
    if begin.month == end.month and begin.day and end.day:
        return f"{first.split()[0]}-{last}"
    return f"{first.removesuffix(year)}{' – ' if begin.day else '-'}{last}"
