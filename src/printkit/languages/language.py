"""Which languages printkit writes documents in, and what it knows of each.

A language is one file of data, ``<tag>.yaml``, beside this module, or in an installed package that names
its folder under the entry point group ``printkit.languages``. English is the model of what a file holds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.resources import files
from typing import Any, Final

import yaml

from printkit.core.language_tags import primary, region

#: Where packages of their own say which languages they bring.
GROUP: Final = "printkit.languages"
#: What a text falls back to whose language is none of these; loading a project tells it first.
_OTHERWISE: Final = "en"


@dataclass(frozen=True, slots=True)
class Composition:
    """How a language sets its text.

    ``quotes``: opening and closing marks, then those of a quotation within. ``single``: what a pair of
    straight single marks becomes. ``aside``: how the dashes of an aside stand, ``spaced-en``,
    ``spaced-em``, ``closed-em`` or ``hugging-em`` (at the aside, a space outside). ``range``: the sign
    between two numbers. ``clipped``: words that lost their beginning. ``bound``: abbreviations that stay
    with the number after them. ``titles``: those that stay with a name. ``spaced``: abbreviations with a
    narrow no-break space inside. ``separator``: between the references of a note.
    """

    rules: str = "common"
    quotes: tuple[str, str, str, str] = ("“", "”", "‘", "’")
    single: tuple[str, str] = ("‘", "’")
    aside: str = "spaced-en"
    range: str = "-"
    clipped: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    spaced: tuple[str, ...] = ()
    separator: str = "; "


@dataclass(frozen=True)
class Language:
    """One language. ``words`` are the texts printkit itself prints, by what they stand on.

    ``hyphenation``: letters of the shortest word that is divided, of what stays before and after.
    ``numbers``: ``group_from`` is the least count of digits that is set in groups, 4 where nothing is said.
    ``lines``: what :mod:`line_rules` holds on one line: ``names`` (a capital inside a sentence is a name,
    which is not divided), words ``counted`` by the number after them, words ``free`` of the number before
    them, ``held`` patterns of the language alone.
    """

    tag: str
    name: str
    csl: str
    words: Mapping[str, Mapping[str, str]]
    dates: Mapping[str, Any]
    hours: Mapping[str, Any]
    numbers: Mapping[str, Any]
    editions: Mapping[str, str]
    hyphenation: Mapping[str, int]
    lines: Mapping[str, Any] = field(default_factory=dict)
    composition: Composition = field(default_factory=Composition)
    #: nouns by the article they take, and how names stand after « by » and « of » (:mod:`attribution`)
    attribution: Mapping[str, Any] = field(default_factory=dict)

    # -- dates and hours ------------------------------------------------------------------------

    def month(self, number: int) -> str:
        """Return the name of a month, 1 to 12, in the language's own case."""
        return str(self.dates["months"][number - 1])

    def weekday(self, date: dt.date) -> str:
        """Return the name of the day of the week, in the language's own case."""
        return str(self.dates["weekdays"][date.weekday()])

    def first(self, day: int) -> str:
        """Return what stands raised after the first of a month, '' after all others."""
        return str(self.dates.get("first", "")) if day == 1 else ""

    def day(self, pattern: str, **parts: object) -> str:
        """Fill one of the patterns of dates."""
        return str(self.dates[pattern]).format(**parts)

    def hour(self, time: dt.time) -> str:
        """Write a time of day: 15 h 15, 19:30 Uhr, 7:30 p.m."""
        if not (time.hour or time.minute) and "midnight" in self.hours:
            return str(self.hours["midnight"])
        half, hour = "", time.hour
        if self.hours.get("clock") == 12:
            half, hour = self.hours["halves"][hour >= 12], (hour + 11) % 12 + 1
        pattern = self.hours["minutes" if time.minute else "whole"]
        return str(pattern).format(hour=hour, minute=f"{time.minute:02}", half=half)

    # -- numbers --------------------------------------------------------------------------------

    def number(self, text: str) -> str:
        """Write a number given in digits and a point with the language's signs, in groups of three."""
        whole, _point, decimals = text.lstrip("-\u2212").partition(".")
        groups: list[str] = []
        while len(whole) > 3 and (groups or len(whole) >= self.numbers.get("group_from", 4)):
            whole, group = whole[:-3], whole[-3:]
            groups.insert(0, group)
        said = str(self.numbers["group"]).join([whole, *groups])
        if decimals:
            said += f"{self.numbers['decimal']}{decimals}"
        return f"\u2212{said}" if text[:1] in "-\u2212" else said

    def figure(self, value: float, digits: int = 1) -> str:
        """Write a number of at most ``digits`` decimals, without groups."""
        text = f"{value:.{digits}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.replace(".", str(self.numbers["decimal"]))

    def nth_edition(self, number: int) -> str:
        """Write which edition of a book it is: ``2nd ed.``, ``3e éd.``."""
        last = 0 if number % 100 in (11, 12, 13) else number % 10
        name = {1: "first", 2: "second", 3: "third"}.get(last, "other")
        if name not in self.editions or (last == 1 != number and "second" not in self.editions):
            name = "other"
        return self.editions[name].format(number=number)


@lru_cache
def known_languages() -> tuple[str, ...]:
    """Return the tags of the languages there are files for; packages are looked through once."""
    own = [
        entry.name.removesuffix(".yaml")
        for entry in files("printkit.languages").iterdir()
        if entry.name.endswith(".yaml")
    ]
    return tuple(sorted({*own, *(entry.name for entry in entry_points(group=GROUP))}))


def is_known(tag: str) -> bool:
    """Tell whether documents can be written in the language of a BCP 47 tag."""
    return primary(tag) in known_languages()


def nearest_language(tag: str) -> str | None:
    """Return the known language whose tag or name is most like what was written."""
    wanted = tag.strip().lower()
    named = {known: known for known in known_languages()}
    named |= {language_of(known).name.lower(): known for known in known_languages()}
    found = get_close_matches(wanted, named, 1, 0.6) or get_close_matches(wanted[:2], named, 1, 0.9)
    return named[found[0]] if found else None


@lru_cache
def language_of(tag: str) -> Language:
    """Return the language of a BCP 47 tag, as its region writes it; English for one without a file."""
    language = primary(tag)
    told = _read(language if language in known_languages() else _OTHERWISE)
    regions = told.pop("regions", {})
    _lay_over(told, regions.get(region(tag), {}))
    habits: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in told.pop("typography", {}).items()
    }
    return Language(**told, composition=Composition(**habits))


def _read(tag: str) -> dict[str, Any]:
    own = files("printkit.languages") / f"{tag}.yaml"
    if not own.is_file():
        entry = next(entry for entry in entry_points(group=GROUP) if entry.name == tag)
        own = files(entry.value) / f"{tag}.yaml"
    told = yaml.load(own.read_text(encoding="utf-8"), _Loader)  # noqa: S506  a safe loader
    return dict(told)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads ``no`` and ``on`` as the words they are: nothing but ``true`` and ``false`` is a truth value."""


_TRUTH: Final = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    letter: [resolver for resolver in resolvers if resolver[0] != _TRUTH]
    for letter, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_TRUTH, re.compile("true|false"), ["t", "f"])


def _lay_over(told: dict[str, Any], other: Mapping[str, Any]) -> None:
    for key, value in other.items():
        if isinstance(value, dict) and isinstance(told.get(key), dict):
            _lay_over(told[key], value)
        else:
            told[key] = value
