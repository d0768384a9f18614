"""Languages: their files, which tag means which, dates and numbers as each writes them."""

import ast
import datetime as dt
import re
import string
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from printkit.core.language_tags import primary, region
from printkit.languages import language
from printkit.languages.language import (
    is_known,
    known_languages,
    language_of,
    nearest_language,
)

SOURCE = Path(language.__file__).parents[1]


@pytest.mark.parametrize(
    ("tag", "spoken", "where"),
    [
        ("fr", "fr", ""),
        ("fr-FR", "fr", "FR"),
        ("fr_FR.UTF-8", "fr", "FR"),
        ("FR", "fr", ""),
        ("frr", "frr", ""),
        ("zh-Hant-TW", "zh", "TW"),
        ("es-419", "es", "419"),
        ("de-1996", "de", ""),
        ("C", "", ""),
        ("français", "", ""),
    ],
)
def test_one_function_reads_tags(tag, spoken, where):
    assert (primary(tag), region(tag)) == (spoken, where)


def test_what_is_known():
    assert known_languages() == ("de", "en", "es", "fr", "it", "nl", "pt")
    assert is_known("pt-PT")
    assert not is_known("frr")  # North Frisian is not French


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("fre", "fr"), ("frr", "fr"), ("deutsch", "de"), ("esp", "es"), ("xx", None)],
)
def test_an_unknown_language_has_its_nearest(typed, nearest):
    assert nearest_language(typed) == nearest


def shape(value):
    """Return the keys of a file, and the fields each of its texts must be filled with."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return sorted(name for _t, name, _s, _c in string.Formatter().parse(value) if name)


@pytest.mark.parametrize("tag", [*known_languages(), "en-US", "pt-PT", "de-CH"])
def test_every_language_has_the_same_words_and_fields(tag):
    spoken, model = language_of(tag), language_of("en")
    assert shape(spoken.words) == shape(model.words)
    assert all(text.strip() for section in spoken.words.values() for text in section.values())
    assert len(spoken.dates["months"]) == len(set(spoken.dates["months"])) == 12
    assert len(spoken.dates["weekdays"]) == len(set(spoken.dates["weekdays"])) == 7
    assert len(spoken.dates["seasons"]) == 4
    words = "".join(spoken.words["files"].values())
    assert re.fullmatch("[a-z-]+", words), "names of files bear plain letters only"


@pytest.mark.parametrize(
    ("tag", "date", "hour", "number"),
    [
        ("fr", "6 juin 2026", "7\u202fh\u202f30", "−1\u202f234,5"),
        ("en", "6 June 2026", "7:30", "−1,234.5"),
        ("en-US", "June 6, 2026", "7:30 a.m.", "−1,234.5"),
        ("de", "6. Juni 2026", "7:30\u00a0Uhr", "−1.234,5"),
        ("de-CH", "6. Juni 2026", "7:30\u00a0Uhr", "−1’234.5"),
        ("es", "6 de junio de 2026", "7:30\u00a0h", "−1234,5"),
        ("it", "6 giugno 2026", "7.30", "−1.234,5"),
        ("pt", "6 de junho de 2026", "7h30", "−1.234,5"),
        ("nl", "6 juni 2026", "7.30\u00a0uur", "−1.234,5"),
    ],
)
def test_dates_hours_and_numbers(tag, date, hour, number):
    spoken = language_of(tag)
    assert spoken.day("day_month_year", day=6, month=spoken.month(6), year=2026) == date
    assert spoken.hour(dt.time(7, 30)) == hour
    assert spoken.number("-1234.5") == number


def test_noon_and_midnight_on_a_clock_of_twelve():
    spoken = language_of("en-US")
    assert [spoken.hour(dt.time(hour)) for hour in (0, 12, 13)] == ["12 a.m.", "12 p.m.", "1 p.m."]


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1st ed."), (2, "2nd ed."), (11, "11th ed."), (23, "23rd ed.")]
)
def test_editions_of_books(number, said):
    assert language_of("en").nth_edition(number) == said
    assert language_of("fr").nth_edition(number) == f"{number}{'re' if number == 1 else 'e'} éd."


def test_a_package_brings_a_language(tmp_path, monkeypatch):
    """Twenty lines of data and an entry point; what is not said is English here, for brevity."""
    folder = tmp_path / "printkit_esperanto"
    folder.mkdir()
    (folder / "__init__.py").touch()
    text = (SOURCE / "languages" / "en.yaml").read_text(encoding="utf-8")
    text = text.replace("tag: en\nname: English", "tag: eo\nname: Esperanto")
    (folder / "eo.yaml").write_text(text.replace("“, ”", "„, “"), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    entry = EntryPoint("eo", "printkit_esperanto", language.GROUP)
    monkeypatch.setattr(language, "entry_points", lambda group: [entry])
    language_of.cache_clear()
    known_languages.cache_clear()
    try:
        assert "eo" in known_languages()
        assert language_of("eo").name == "Esperanto"
    finally:
        language_of.cache_clear()
        known_languages.cache_clear()
        sys.modules.pop("printkit_esperanto", None)


#: Letters of the languages printkit writes that English has not.
ACCENTED = re.compile("[àâçèéêëîïôùûüœæßäöñãõìòáíóúÀÂÇÈÉÊÎÔÙÛŒÄÖÜ«»„¿¡]")
#: Rooms whose modules may hold words of one language; the catalogues hold the rest.
ALLOWED = {"languages"}


#: Modules that read what people write in one language or several, and what that is.
NAMED = {
    "markup/blocks/block_starts.py": "names of containers in the dialect",
    "studio/ics.py": "how street addresses begin, in calendars of any language",
    "markup/blocks/patterns.py": "names of containers in the dialect",
    "conversion/markdown_writer.py": "names of containers in the dialect",
    "markup/citations/brackets.py": "labels of locators, as typed",
    "preflight/rules/legal_line.py": "the printer's imprint, in the languages it is found in",
    "compose/leaflet_texts.py": "letters that go below the line",
    "impose/canvas.py": "letters whose height is measured",
    "studio/ui_words.py": "the name of a web site",
}


def strings_of(path):
    """Return line and text of every string of a module but docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        texts = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if texts and id(node) not in docstrings:
            yield node.lineno, node.value


def test_no_word_of_one_language_stands_outside_their_files():
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {text!r}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path.relative_to(SOURCE).parts[0] not in ALLOWED
        and path.relative_to(SOURCE).as_posix() not in NAMED
        for line, text in strings_of(path)
        if ACCENTED.search(text) and re.search(r"[^\W\d_]{3}", text)
    ]
    assert not found, "\n".join(found)
