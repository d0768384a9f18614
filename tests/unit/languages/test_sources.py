"""Each datum on spaces, marks, dashes and divisions names its source, and agrees with it where one can ask."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel import Locale

from printkit.languages import language
from printkit.languages.language import language_of

FOLDER = Path(language.__file__).parent
TAGS = ("de", "en", "es", "fr", "it", "nl", "pt")
#: Data of the file itself that need a source, and whether what stands below them does too.
SOURCED = {"hours", "numbers", "editions", "hyphenation"}
#: What differs from the Unicode Common Locale Data Repository on purpose; the file says by which source.
DIFFERS = {
    ("es", "group"): "DPD and OLE: a space",
    ("it", "percent"): "ISG 6.4: a space",
    ("en", "day_month_year"): "Britain, where CLDR's bare English is American",
}


def data_of(tag: str) -> list[tuple[str, str]]:
    """Return name and comment of each datum that needs a source."""
    found, block = [], ""
    for line in (FOLDER / f"{tag}.yaml").read_text(encoding="utf-8").splitlines():
        match = re.match(r"( *)([\w-]+):", line)
        if match is None:
            continue
        if not match[1]:
            block = match[2]
        if (not match[1] and block in SOURCED) or (match[1] and block == "typography"):
            found.append((match[2], line.rpartition("  # ")[2] if "  # " in line else ""))
    return found


def works_of(tag: str) -> set[str]:
    """Return the letters that the head of a file explains."""
    head = (FOLDER / f"{tag}.yaml").read_text(encoding="utf-8").partition("\ntag:")[0]
    return set(re.findall(r"^# (\w+): .{12,}$", head, re.MULTILINE))


@pytest.mark.parametrize("tag", TAGS)
def test_each_datum_names_a_work_that_the_head_explains(tag: str) -> None:
    works, data = works_of(tag), data_of(tag)
    assert {"hours", "numbers", "hyphenation", "quotes", "single"} <= {name for name, _ in data}
    unsourced = [name for name, cited in data if not works & set(re.findall(r"\w+", cited))]
    assert not unsourced
    cited = {word for _, text in data for word in re.findall(r"\w+", text)}
    text = (FOLDER / f"{tag}.yaml").read_text(encoding="utf-8").partition("\ntag:")[2]
    assert all(work in cited or f"# {work}" in text for work in works), "explained and never named"


@pytest.mark.parametrize("tag", TAGS)
def test_the_common_locale_data_say_the_same(tag: str) -> None:
    """Months, days, the order of a date, the signs of numbers: https://cldr.unicode.org."""
    spoken, locale = language_of(tag), Locale.parse(tag)
    months, days = (
        locale.months["format"]["wide"],
        locale.days["format"]["wide"],
    )
    assert [spoken.month(number) for number in range(1, 13)] == [months[n] for n in range(1, 13)]
    assert spoken.dates["weekdays"] == [days[number] for number in range(7)]
    signs = locale.number_symbols.get("latn", locale.number_symbols)
    pattern = str(locale.percent_formats[None].pattern)
    theirs = {
        "decimal": signs["decimal"],
        "group": signs["group"],
        "percent": pattern.removeprefix("#,##0"),
        "day_month_year": re.sub(
            "d|MMMM|y",
            lambda match: {"d": "{day}", "MMMM": "{month}", "y": "{year}"}[match[0]],
            re.sub("'([^']*)'", lambda match: match[1].replace("d", "\0"), _long_date(locale)),
        ).replace("\0", "d"),
    }
    ours = {**spoken.numbers, **spoken.dates}
    differing = {name for name in theirs if ours[name] != theirs[name]}
    assert differing == {name for known, name in DIFFERS if known == tag}


def _long_date(locale: Locale) -> str:
    return str(locale.date_formats["long"].pattern)


@pytest.mark.parametrize(
    ("tag", "number", "said"),
    [
        ("es", "1234", "1234"),
        ("es", "12345", "12\u202f345"),
        ("pt-PT", "9999.5", "9999,5"),
        ("pt-PT", "1234567", "1\u202f234\u202f567"),
        ("pt", "1234", "1.234"),
        ("fr", "1234", "1\u202f234"),
    ],
)
def test_from_how_many_digits_numbers_are_grouped(tag: str, number: str, said: str) -> None:
    """OLE VIII 2: four digits stay together in Spanish."""
    assert language_of(tag).number(number) == said
