"""Every edition a project may name can be made, and is known by its value, never by its name."""

import ast
from pathlib import Path

import pytest

import printkit
from printkit.build.editions.registry import FINISHERS
from printkit.build.editions.text_editions import TEXT_FINISHERS
from printkit.languages.language import known_languages, language_of
from printkit.model.editions import EDITION_NAMES, EDITIONS, edition_of, ungrouped

SOURCE = Path(printkit.__file__).parent
#: Where an edition's name may stand: its value and its making.
AT_HOME = {
    "model/editions.py",
    *(f"build/editions/{p.name}" for p in SOURCE.glob("build/editions/*.py")),
}


def test_every_edition_has_one_finisher():
    made = [finisher.edition for finisher in (*FINISHERS, *TEXT_FINISHERS)]
    assert sorted(one.name for one in made) == sorted(one.name for one in EDITIONS)
    assert ungrouped(EDITION_NAMES) == tuple(one.name for one in EDITIONS)


def test_a_group_stands_for_its_editions_and_a_name_for_itself():
    assert ungrouped(["booklet", "screen", "booklet-long-edge"]) == (
        "booklet-short-edge", "booklet-long-edge", "screen",
    )  # fmt: skip
    assert ungrouped(["sheet"]) == ("sheet", "sheet-short-edge", "sheet-long-edge")
    assert "sheet-short-edge" not in EDITION_NAMES


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_every_edition_is_called_something_in_every_language(edition):
    assert edition.label
    for tag in known_languages():
        assert f"edition_{edition.name}" in language_of(tag).words["site"]


def test_what_is_not_known_is_for_the_printer():
    unknown = edition_of("neuf")
    assert (unknown.use, unknown.label) == ("printer", "neuf")


#: A rule of preflight's and an edition may share a name.
RULES = {"build/covers.py"}


def test_no_other_module_names_an_edition_of_several_words():
    """Names of one word are words of the trade too; those with a hyphen can only be editions."""
    names = {one.name for one in EDITIONS if "-" in one.name}
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).as_posix() not in AT_HOME | RULES:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and node.value in names:
                    pytest.fail(f"{path.relative_to(SOURCE)}:{node.lineno}: {node.value}")
