"""How often an event returns, in words: « tous les mardis », « le premier jeudi du mois »."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from printkit.core.i18n import _, current_language, ngettext
from printkit.languages.language import language_of

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY: Final = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
#: What the words below can say; a rule with more in it is not put into words.
_KNOWN: Final = frozenset(
    {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH", "UNTIL", "COUNT", "WKST"}
)


def in_words(rule: Mapping[str, Any], first: dt.date) -> str:
    """Say a recurrence rule (RFC 5545) of an event that is first on ``first``; empty if it is too odd."""
    if not set(rule) <= _KNOWN:
        return ""
    how = _how(rule, first)
    if not how:
        return ""
    until, count = _first(rule, "UNTIL"), _first(rule, "COUNT")
    if isinstance(until, dt.date):
        return _("{how} until {day}").format(how=how, day=_named(until))
    if count:
        times = ngettext("{how}, {count} time", "{how}, {count} times", int(count))
        return times.format(how=how, count=int(count))
    return how


def named_days(days: Sequence[dt.date]) -> str:
    """Return dates in words, at most six of them."""
    named = [_named(day) for day in days]
    return _joined(named) if len(named) <= 6 else ", ".join([*named[:6], "…"])


def _named(day: dt.date) -> str:
    spoken = language_of(current_language())
    parts = {"day": _numbered(day.day), "month": spoken.month(day.month), "year": day.year}
    return spoken.day("day_month_year", **parts)


def _how(rule: Mapping[str, Any], first: dt.date) -> str:
    every = int(_first(rule, "INTERVAL") or 1)
    by_day = [_DAY.fullmatch(str(one)) for one in _all(rule, "BYDAY")]
    days = [(int(found[1] or 0), _DAYS.index(found[2])) for found in by_day if found]
    frequency = str(_first(rule, "FREQ"))
    if len(days) < len(by_day) or (frequency != "YEARLY" and _all(rule, "BYMONTH")):
        return ""
    if frequency == "DAILY" and not days:
        return _("every day") if every == 1 else _("every {n} days").format(n=every)
    if frequency == "WEEKLY":
        return _weekly(every, sorted({day for _nth, day in days}) or [first.weekday()])
    if frequency == "MONTHLY":
        return _monthly(rule, every, days, first)
    if frequency == "YEARLY" and not days:
        return _("every year") if every == 1 else _("every {n} years").format(n=every)
    return ""


def _weekly(every: int, days: list[int]) -> str:
    if every == 1 and days == list(range(7)):
        return _("every day")
    if every == 1:
        return _joined([_each()[day] for day in days])
    named = _joined([_names()[day] for day in days])
    if every == 2:
        return _("every second week, on {days}").format(days=named)
    return _("every {n} weeks, on {days}").format(n=every, days=named)


def _monthly(
    rule: Mapping[str, Any], every: int, days: list[tuple[int, int]], first: dt.date
) -> str:
    places, dates = _all(rule, "BYSETPOS"), _all(rule, "BYMONTHDAY")
    if len(days) == 1:
        nth, day = days[0]
        nth = nth or (int(places[0]) if len(places) == 1 else 0)
        ordinal = _ordinals().get(nth)
        if ordinal is None or dates:
            return ""
        when = _("on the {ordinal} {day} of the month").format(ordinal=ordinal, day=_names()[day])
    elif days or places or len(dates) > 1:
        return ""
    else:
        date = int(dates[0]) if dates else first.day
        if date < 1:
            return ""
        when = _("on day {n} of the month").format(n=_numbered(date))
    return when if every == 1 else _("every {n} months, {when}").format(n=every, when=when)


def _numbered(day: int) -> str:
    """Write a day of the month; the first is an ordinal in some languages."""
    return f"{day}{language_of(current_language()).first(day)}"


def _names() -> list[str]:
    return [
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    ]


def _each() -> list[str]:
    return [
        _("every Monday"),
        _("every Tuesday"),
        _("every Wednesday"),
        _("every Thursday"),
        _("every Friday"),
        _("every Saturday"),
        _("every Sunday"),
    ]


def _ordinals() -> dict[int, str]:
    return {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), -1: _("last")}


def _joined(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("{some} and {last}").format(some=", ".join(words[:-1]), last=words[-1])


def _all(rule: Mapping[str, Any], key: str) -> list[Any]:
    value = rule.get(key)
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(rule: Mapping[str, Any], key: str) -> Any:
    return next(iter(_all(rule, key)), None)
