"""Projects of the time before versions: what they wrote otherwise is said, rewritten, and no word changes.

``resources/before-versions`` are three projects as ``printkit new`` made them then (one with a second brochure,
one with a second leaflet), and in ``depot`` printkit's own repository of that time: its files and its theme
whole but for stylesheets, its chapters cut short.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from printkit.cli import entry
from printkit.compose.brochure_parts import cover_page
from printkit.compose.leaflet_format import compose
from printkit.compose.leaflet_texts import texts_of
from printkit.core.findings import Severity, has_errors
from printkit.project.load import load_project
from printkit.project.old_spellings import (
    Rewritten,
    old_in_template,
    rewritten,
    words_kept,
)
from printkit.project.root import version_missing

BEFORE = Path(__file__).parents[2] / "resources" / "before-versions"
MADE = "<dd>{{ made_note.format(format=format_label)|typo }}</dd>\n"
DATE = (
    '<p>{% if event.date.day == 1 and language[:2] == "fr" %}1<sup>er</sup>{% else %}'
    "{{ event.date.day }}{% endif %} {{ event.date|month }}</p>\n"
)
PLAIN = "<p class='a'>le {{ other.date.day }} {{other.date | month}}, {{ other.place }}</p>"


def copy(name: str, to: Path) -> Path:
    return shutil.copytree(BEFORE / name, to / name)


def values_of(root: Path) -> Any:
    """Return the publications as they are read: every field, every chapter."""
    project, findings = load_project(root)
    assert not has_errors(findings)
    return project.publications


def bytes_of(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("name", ["un", "deux", "trois"])
def test_a_project_of_before_versions(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy(name, tmp_path)
    values, files = values_of(root), bytes_of(root)
    assert entry.run(["migrate", "--project", str(root), "--dry-run"]) == 0
    assert bytes_of(root) == files
    assert entry.run(["migrate", "--project", str(root)]) == 0
    assert "+version: 1\n" in capsys.readouterr().out
    after = bytes_of(root)
    assert {path for path in files if files[path] != after[path]} == {"printkit.yaml"}
    before, now = (one["printkit.yaml"].decode().splitlines() for one in (files, after))
    assert [line for line in now if line != "version: 1"] == before  # comments and order too
    assert values_of(root) == values
    assert not rewritten(root)


def test_the_repository_of_before_versions(tmp_path: Path) -> None:
    root = copy("depot", tmp_path)
    files, old = bytes_of(root), rewritten(root)
    _project, found = load_project(root)
    assert {one.rule for one in found if one.severity is Severity.ERROR} == {"old-spelling"}
    assert (
        len({one.position.path for one in found if one.position and one.rule == "old-spelling"})
        == 10
    )
    assert entry.run(["migrate", "--project", str(root)]) == 0
    after = bytes_of(root)
    assert {path for path in files if files[path] != after[path]} == {one.path for one in old}
    assert all(words_kept(one) for one in old)
    project, found = load_project(root)
    assert not has_errors(found)
    leaflet = next(one for one in project.publications if one.kind == "leaflet")
    theme = project.themes["presse"]
    texts = texts_of(leaflet, str)
    for fmt in leaflet.formats:
        draft = compose(leaflet, fmt, theme, {}, texts)
        assert any("leaflet-strip" in asset.url for asset in draft.assets)
    cover = cover_page(next(one for one in project.publications if one.kind == "brochure"), theme)
    assert [asset.url.partition("-")[0] for asset in cover.assets] == ["asset:card"]


def test_a_project_without_a_version_is_told_how_to_get_one(tmp_path: Path) -> None:
    root = copy("un", tmp_path)
    (note,) = version_missing(root)
    assert (str(note.position), note.severity) == ("printkit.yaml:1:1", Severity.NOTE)
    assert "printkit migrate" in (note.hint or "")
    assert entry.run(["migrate", "--project", str(root)]) == 0
    assert version_missing(root) == ()


@pytest.mark.parametrize(
    ("typed", "written", "where"),
    [
        (MADE, MADE.replace("format_label)", "format_label, faces=faces)"), (1, 8)),
        (DATE, "<p>{{ event.date|day_month }}</p>\n", (1, 4)),
        (f"{MADE}\n{PLAIN}", None, (3, 17)),
    ],
)
def test_templates(typed: str, written: str | None, where: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "styles" / "nous" / "templates" / "un.html"
    path.parent.mkdir(parents=True)
    path.write_bytes(typed.replace("\n", "\r\n").encode())
    (one,) = rewritten(tmp_path)
    assert written is None or one.after == written.replace("\n", "\r\n")
    assert words_kept(one)
    assert not old_in_template(one.after, one.path)
    last = old_in_template(typed, one.path)[-1]
    assert last.position is not None
    assert (last.position.line, last.position.column) == where


def test_an_old_spelling_of_a_theme_is_found_where_it_stands(tmp_path: Path) -> None:
    root = copy("un", tmp_path)
    own = root / "styles" / "presse" / "templates"
    own.mkdir(parents=True)
    (own / "colophon.html").write_text(f"<dl>\n{MADE}</dl>\n", encoding="utf-8")
    _project, found = load_project(root)
    said = [str(one.position) for one in found if one.rule == "old-spelling"]
    assert said == ["styles/presse/templates/colophon.html:2:8"]
    assert entry.run(["migrate", "--project", str(root)]) == 0
    assert not has_errors(load_project(root)[1])


@pytest.mark.parametrize(
    ("path", "before", "after", "kept"),
    [
        ("printkit.yaml", "name: a # b\n", "version: 1\nname: a # b\n", True),
        ("printkit.yaml", "name: a # b\n", "version: 1\nname: c # b\n", False),
        ("printkit.yaml", "name: a\nlanguage: fr\n", "version: 1\nname: a\n", False),
        ("a.html", f"<p>Oui</p>{DATE}", "<p>Oui</p><p>{{ event.date|day_month }}</p>", True),
        ("a.html", f"<p>Oui</p>{DATE}", "<p>Non</p><p>{{ event.date|day_month }}</p>", False),
        ("a.html", f"<p>Oui</p>{DATE}", "<p>{{ event.date|day_month }}</p>", False),
    ],
)
def test_a_changed_word_is_seen(path: str, before: str, after: str, kept: bool) -> None:
    assert words_kept(Rewritten(path, before, after)) is kept


@pytest.mark.parametrize("text", ["{name: a}\n", "name: [\n", "version: 1\nname: a\n", "# rien\n"])
def test_what_needs_nothing_or_cannot_be_helped_is_left(text: str, tmp_path: Path) -> None:
    (tmp_path / "printkit.yaml").write_text(text, encoding="utf-8")
    assert not rewritten(tmp_path)
