"""Dates, hours and addresses as pages say them, by the language of the document.

Not messages to the organiser (those go through gettext): a French brochure says « Sommaire »
whatever language the person building it speaks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from printkit.languages.language import language_of
from printkit.model import Face

_NBSP = "\u00a0"
#: What a language writes right after the number of a day: the point of « 8. Februar ».
_AFTER_DAY = re.compile(r"\{day\}([^\s{]*)")


def page_words(language: str) -> Mapping[str, str]:
    """Return the words of brochures in a document language (``fr``, ``fr-FR``, ``en``…)."""
    return language_of(language).words["page"]


def leaflet_words(language: str) -> Mapping[str, str]:
    """Return the words of leaflets in a document language."""
    return language_of(language).words["leaflet"]


def day_month(date: dt.date, language: str) -> Markup:
    """Write a day and its month: 8 février, 1<sup>er</sup> mai, 8. Februar, 8 de febrero."""
    spoken = language_of(language)
    raised = spoken.first(date.day)
    day = Markup("{}<sup>{}</sup>").format(date.day, raised) if raised else Markup(date.day)  # noqa: S704
    pattern = Markup(spoken.dates["day_month"])  # noqa: S704  of the language's own file
    return pattern.format(day=day, month=spoken.month(date.month))


def day_month_year(date: dt.date, language: str) -> Markup:
    """Write a date in full, on one line: 8 février 2025, 8. Februar 2025, February 8, 2025."""
    spoken = language_of(language)
    raised = spoken.first(date.day)
    day = Markup("{}<sup>{}</sup>").format(date.day, raised) if raised else Markup(date.day)  # noqa: S704
    pattern = Markup(spoken.dates["day_month_year"])  # noqa: S704
    return _bound(pattern.format(day=day, month=spoken.month(date.month), year=date.year))


def weekday_day_month(date: dt.date, language: str) -> Markup:
    """Write the day people are called: samedi 8 février; Samstag, 8. Februar."""
    return _called(date, _bound(day_month(date, language)), language)


def weekday_day_month_year(date: dt.date, language: str) -> Markup:
    """Write the day people are called and its year: samedi 8 février 2025."""
    return _called(date, day_month_year(date, language), language)


def weekday(date: dt.date, language: str) -> str:
    """Return the name of the day of the week, in the language's own case."""
    return language_of(language).weekday(date)


def days(first: dt.date, last: dt.date | None, language: str) -> Markup:
    """Write a day or several: 8 février; 8–10 février; 30 août – 2 septembre."""
    if last is None or last == first:
        return day_month(first, language)
    spoken = language_of(language)
    if (first.month, first.year) != (last.month, last.year):
        return Markup(" – ").join(day_month(one, language) for one in (first, last))
    raised = Markup("<sup>{}</sup>").format(spoken.first(first.day)) if first.day == 1 else ""
    day = Markup("{}{}–{}").format(first.day, raised, last.day)
    pattern = Markup(spoken.dates["day_month"])  # noqa: S704  of the language's own file
    return pattern.format(day=day, month=spoken.month(first.month))


def figure(first: dt.date, last: dt.date | None, language: str) -> Markup:
    """Write the number of a day or of several without their month: 8; 1<sup>er</sup>; 8–10.

    Empty where first and last are of two months: then the days are written whole.
    """
    spoken = language_of(language)
    raised = spoken.first(first.day)
    number = Markup("{}<sup>{}</sup>").format(first.day, raised) if raised else Markup(first.day)  # noqa: S704
    if last is not None and last != first:
        if (first.month, first.year) != (last.month, last.year):
            return Markup("")
        number = Markup("{}–{}").format(number, last.day)
    point = _AFTER_DAY.search(spoken.dates["day_month"])
    return Markup("{}{}").format(number, point[1] if point else "")


def month(date: dt.date, language: str) -> str:
    """Return the name of a month, in the language's own case."""
    return language_of(language).month(date.month)


def weekdays(first: dt.date, last: dt.date | None, language: str) -> str:
    """Return the name of the day of the week, or of the first and the last of several."""
    ends = dict.fromkeys(weekday(one, language) for one in (first, last or first))
    return " – ".join(ends)


def hour(time: dt.time, language: str) -> str:
    """Write a time of day: 15 h 15, 14 h, 19:30 Uhr, 19:30."""
    return language_of(language).hour(time)


def bare_url(url: str) -> str:
    """Return a web address as people print it: no scheme, no closing slash."""
    for scheme in ("https://", "http://", "mailto:"):
        url = url.removeprefix(scheme)
    return url.removeprefix("www.").rstrip("/")


def faces_said(faces: Sequence[Face], language: str) -> str:
    """Say which families a text is set in, and their licence where all declare one."""
    words = page_words(language)
    families = list(dict.fromkeys(face.family for face in faces))
    licences = list(dict.fromkeys(face.licence for face in faces))
    names = f" {words['and']} ".join(filter(None, (", ".join(families[:-1]), *families[-1:])))
    kind = "unknown" if "" in licences else "one" if len(families) == 1 else "other"
    return words[f"faces_{kind}"].format(names=names, licences=", ".join(licences))


def _called(date: dt.date, day: Markup, language: str) -> Markup:
    pattern = Markup(language_of(language).dates["weekday_day"])  # noqa: S704
    return pattern.format(weekday=escape(weekday(date, language)), day=day)


def _bound(text: Markup) -> Markup:
    return Markup(text.replace(" ", _NBSP))  # noqa: S704
