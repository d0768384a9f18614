"""Every error of a project's YAML, provoked by one file, told at its line and column."""

import pytest

from printkit.core.findings import ExitCode, PrintkitError
from printkit.project.load import load_project

BOOK = "carnet/brochure.yaml"
FLYER = "leaflets/tract.yaml"
FILES = {
    "printkit.yaml": "language: fr\n",
    BOOK: "title: Carnet\ndate: 2026-01-01\nparts: [cover, 01-un.md]\n",
    "carnet/01-un.md": "# Un\n\nTexte.\n",
    FLYER: "title: Tract\ndate: 2026-01-01\nformats: [a6]\n",
}
EVENT = "title: T\nformats: [a6]\nevent:\n  date: 2026-01-01\n"


def project(root, **changes):
    for name, text in {**FILES, **changes}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(text, "utf-8")
    return root


def findings_of(root):
    try:
        return load_project(root)[1]
    except PrintkitError as error:
        return error.findings


CASES = [
    # YAML itself
    (FLYER, "title: a: b\n", "1:9", "yaml-syntax"),
    (FLYER, "title: T\n\tdate: 2026-01-01\n", "2:1", "yaml-syntax"),
    (FLYER, "title: 'l'eau'\n", "1:11", "yaml-syntax"),
    (FLYER, 'title: "T\n', "2:1", "yaml-syntax"),
    (FLYER, "title: [T\n", "2:1", "yaml-syntax"),
    (FLYER, "title: @T\n", "1:8", "yaml-syntax"),
    (FLYER, "title: *T\n", "1:8", "yaml-syntax"),
    (FLYER, 'title: "a\\qb"\n', "1:11", "yaml-syntax"),
    (FLYER, "title\ndate: 2026-01-01\n", "2:5", "yaml-syntax"),
    (FLYER, "title: T\n---\ntitle: U\n", "2:1", "yaml-syntax"),
    (FLYER, "- a\n- b\n", "1:1", "yaml-syntax"),
    (FLYER, "title: !!python/name:os.system\n", "1:8", "yaml-syntax"),
    (FLYER, "title: !x T\n", "1:8", "yaml-syntax"),
    (FLYER, "[a]: b\ntitle: T\n", "1:1", "yaml-syntax"),
    (FLYER, "a: " + "[" * 5000, "1:1", "yaml-syntax"),
    (FLYER, "a: " + "[" * 40 + "]" * 40 + "\n", "1:34", "yaml-syntax"),
    (FLYER, "", "1:1", "file-empty"),
    (FLYER, "# rien\n", "1:1", "file-empty"),
    (FLYER, "title: T\ncall: a\x07b\n", "2:8", "forbidden-character"),
    (FLYER, "title: T\ncall: été\n".encode("cp1252"), "2:7", "not-utf8"),
    (FLYER, "#" * 1_000_001, "1:1", "file-too-large"),
    (FLYER, "title: T\ntitle: U\n", "2:1", "key-twice"),
    # keys and values
    (FLYER, FILES[FLYER] + "titel: x\n", "4:1", "key-unknown"),
    (FLYER, EVENT + "  lieu: x\n", "5:3", "key-unknown"),
    (FLYER, EVENT + "  programme:\n    - {time: 9 h, title: T, titre: x}\n", "6:29", "key-unknown"),
    (FLYER, "date: 2026-01-01\nformats: [a6]\n", "1:1", "key-missing"),
    (FLYER, EVENT + "  programme:\n    - time: 9 h\n", "6:7", "key-missing"),
    (FLYER, "title: T\nformats: [a6]\n", "1:1", "key-missing"),
    (FLYER, "title: T\ndate: 2026-01-01\n", "1:1", "key-missing"),
    (FLYER, "title:\ndate: 2026-01-01\nformats: [a6]\n", "1:7", "value-empty"),
    (FLYER, 'title: " "\ndate: 2026-01-01\nformats: [a6]\n', "1:8", "value-empty"),
    (FLYER, FILES[FLYER] + "organisers: {a: b}\n", "4:13", "value"),
    (FLYER, FILES[FLYER] + "call: [a, b]\n", "4:7", "value"),
    (FLYER, FILES[FLYER] + "event: demain\n", "4:8", "value"),
    (FLYER, FILES[FLYER] + "kind: affiche\n", "4:7", "value"),
    (FLYER, FILES[FLYER] + "typography: {units: parfois}\n", "4:21", "value"),
    (FLYER, FILES[FLYER] + "typography: {dashes: long}\n", "4:22", "value"),
    (FLYER, FILES[FLYER] + "typography: {dashs: en}\n", "4:14", "key-unknown"),
    (FLYER, FILES[FLYER] + "event: {date: 2026-01-01}\nevents: [{date: 2026-01-01}]\n", "5:9", "key-twice"),
    # single values
    (FLYER, FILES[FLYER] + "name: Été\n", "4:7", "name"),
    (FLYER, "title: T\ndate: 8 février\nformats: [a6]\n", "2:7", "date"),
    (FLYER, "title: T\ndate: 2026-02-30\nformats: [a6]\n", "2:7", "date"),
    (FLYER, EVENT + "  start: 25:00\n", "5:10", "hour"),
    (FLYER, EVENT + "  end: midi\n", "5:8", "hour"),
    (FLYER, EVENT + "  programme:\n    - {time: '15:75', title: T}\n", "6:14", "hour"),
    (FLYER, EVENT + "  timezone: Europe/Pari\n", "5:13", "timezone"),
    (FLYER, FILES[FLYER] + "link: www.example.org\n", "4:7", "url"),
    (FLYER, FILES[FLYER] + "link: javascript:alert(1)\n", "4:7", "url"),
    (FLYER, FILES[FLYER] + "link: https://exa mple.org\n", "4:7", "url"),
    (FLYER, FILES[FLYER] + "language: français\n", "4:11", "language"),
    (FLYER, FILES[FLYER] + "editions: [presse]\n", "4:12", "edition-unknown"),
    (FLYER, FILES[FLYER] + "theme: press\n", "4:8", "theme-unknown"),
    (FLYER, FILES[FLYER] + "theme: ../..\n", "4:8", "theme-unknown"),
    (FLYER, "title: T\ndate: 2026-01-01\nformats: [a6, a66]\n", "3:15", "format-unknown"),
    (FLYER, "title: T\ndate: 2026-01-01\nformats: [brochure-a5]\n", "3:11", "format-unknown"),
    (FLYER, "title: T\ndate: 2026-01-01\nformats: [a6, a6]\n", "3:15", "listed-twice"),
    (FLYER, EVENT + "  start: 15 h\n  end: 14 h\n", "6:8", "event-hours"),
    (FLYER, "title: T\ndate: 2026-01-01\nformats: [rollfold-a4]\npanels: {flp: x}\n", "4:10", "panel-unknown"),
    (FLYER, FILES[FLYER] + "panels: {flap: x}\n", "4:10", "panel-unknown"),
    # brochures
    (BOOK, "title: C\ndate: 2026-01-01\nparts: [cover, cover]\n", "3:16", "listed-twice"),
    (BOOK, "title: C\ndate: 2026-01-01\nparts: [01-un.md, ./01-un.md]\n", "3:19", "listed-twice"),
    (BOOK, "title: C\ndate: 2026-01-01\nparts: [cuver]\n", "3:9", "part-unknown"),
    (BOOK, "title: C\ndate: 2026-01-01\nparts: [chapter]\n", "3:9", "part-unknown"),
    (BOOK, "title: C\ndate: 2026-01-01\nparts:\n  - 02-un.md\n", "4:5", "file-missing"),
    (BOOK, "title: C\ndate: 2026-01-01\nparts: [../README.md]\n", "3:9", "path-outside"),
    (BOOK, "title: C\ndate: 2026-01-01\nparts: [/etc/hosts.md]\n", "3:9", "path-outside"),
    (BOOK, "title: C\ndate: 2026-01-01\nparts: []\n", "3:8", "value"),
    (BOOK, "title: C\nparts: [cover]\n", "1:1", "key-missing"),
    (BOOK, FILES[BOOK] + "sources: non.yaml\n", "4:10", "file-missing"),
    (BOOK, FILES[BOOK] + "glossary: ..\n", "4:11", "path-outside"),
    (BOOK, FILES[BOOK] + "format: a55\n", "4:9", "format-unknown"),
    (BOOK, FILES[BOOK] + "format: rollfold-a4\n", "4:9", "format-unknown"),
    (BOOK, FILES[BOOK] + "chapters_open: gauche\n", "4:16", "value"),
    (BOOK, FILES[BOOK] + "references: court\n", "4:13", "value"),
    (BOOK, FILES[BOOK] + "references: short\n", "4:13", "no-list"),
    (BOOK, FILES[BOOK] + "name: tract\n", None, None),
    (BOOK, "title: C\ndate: 2026-01-01\nparts: [glossary]\n", "3:9", "part-empty"),
    ("carnet/01-un.md", "# Été\n".encode("cp1252"), "1:3", "not-utf8"),
    # the project's own file
    ("printkit.yaml", "langue: fr\n", "1:1", "key-unknown"),
    ("printkit.yaml", "palette: {accent: rouge}\n", "1:19", "colour"),
    ("printkit.yaml", "palette:\n  accent: #c8102e\n", "2:10", "colour"),
    ("printkit.yaml", 'palette: {acent: "#c8102e"}\n', "1:18", "colour"),
    ("printkit.yaml", "brand: {link: exemple}\n", "1:15", "url"),
    ("printkit.yaml", "a: b: c\n", "1:5", "yaml-syntax"),
    # the download page
    ("printkit.yaml", "site: oui\n", "1:7", "value"),
    ("printkit.yaml", "site: {adress: https://exemple.org}\n", "1:8", "key-unknown"),
    ("printkit.yaml", "site: {address: exemple.org}\n", "1:17", "url"),
    ("printkit.yaml", "site: {address: 'https://exemple.org/?p=1'}\n", "1:17", "url"),
    ("printkit.yaml", "site: {publications: trac}\n", "1:22", "publication-unknown"),
    ("printkit.yaml", "site:\n  publications: [tract, carne]\n", "2:25", "publication-unknown"),
    ("printkit.yaml", "site:\n  publications: [tract, tract]\n", "2:25", "listed-twice"),
    # looks
    ("styles/presse/theme.yaml", "faces: [Comic]\n", "1:9", "font"),
    ("styles/presse/theme.yaml", "faces: [{family: X, file: ../x.otf}]\n", "1:9", "font"),
    ("styles/presse/theme.yaml", "palette: {press: {ink: [0, 0, 0, 101]}}\n", "1:34", "value"),
    ("styles/presse/theme.yaml", "palette: {press: {ink: [0, 0]}}\n", "1:24", "value"),
    ("styles/formats/a6.yaml", "name: a6\ntrim_mm: [105, large]\n", "2:16", "value"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "at", "rule"), CASES)
def test_error_is_told_at_its_place(tmp_path, path, text, at, rule):
    found = findings_of(project(tmp_path, **{path: text}))
    if at is None:  # the flyer of that name is told instead
        assert [one.rule for one in found] == ["name-twice"]
        assert str(found[0].position).startswith(FLYER)
        return
    told = [(str(one.position), one.rule) for one in found]
    assert told == [(f"{path}:{at}", rule)]
    finding = found[0]
    assert finding.message
    assert rule == "not-utf8" or finding.hint
    assert "pydantic" not in finding.message
    assert "Input should" not in finding.message


def test_all_errors_of_all_files_at_once(tmp_path):
    found = findings_of(
        project(
            tmp_path,
            **{
                FLYER: "titel: T\ndate: hier\nformats: [a66]\n",
                BOOK: "title: C\ndate: 2026-01-01\nparts: [cuver, 09.md]\nlink: x\n",
                "printkit.yaml": "langue: fr\n",
            },
        )
    )
    assert [str(one.position) for one in found] == [
        "carnet/brochure.yaml:4:1",
        "leaflets/tract.yaml:1:1",
        "leaflets/tract.yaml:1:1",
        "leaflets/tract.yaml:2:7",
        "printkit.yaml:1:1",
    ]


def test_a_hint_names_the_nearest(tmp_path):
    found = findings_of(project(tmp_path, **{FLYER: FILES[FLYER] + "kiker: x\n"}))
    assert found[0].hint == "Did you mean “kicker”?"
    found = findings_of(
        project(tmp_path, **{BOOK: "title: C\ndate: 2026-01-01\nparts: [01-une.md]\n"})
    )
    assert any("01-un.md" in (one.hint or "") for one in found)


def test_a_broken_publication_does_not_stop_the_others(tmp_path):
    root = project(tmp_path, **{FLYER: "title: a: b\n"})
    loaded, findings = load_project(root)
    assert [one.name for one in loaded.publications] == ["carnet"]
    assert len(findings) == 1


def test_a_broken_project_file_is_exit_3(tmp_path):
    root = project(tmp_path, **{"printkit.yaml": "langue: fr\n"})
    with pytest.raises(PrintkitError) as caught:
        load_project(root)
    assert caught.value.exit_code is ExitCode.PROJECT


def test_alias_bombs_are_refused_at_once(tmp_path):
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for name, former in zip("bcdefghi", "abcdefgh", strict=True):
        bomb += f"{name}: &{name} [{', '.join(['*' + former] * 10)}]\n"
    found = findings_of(project(tmp_path, **{FLYER: bomb}))
    assert [one.rule for one in found] == ["yaml-syntax"]


def test_an_alias_of_itself_is_refused(tmp_path):
    found = findings_of(project(tmp_path, **{FLYER: "a: &a [*a]\n"}))
    assert [one.rule for one in found] == ["yaml-syntax"]


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    root = project(tmp_path)
    (tmp_path / "dehors.md").write_text("# Secret\n", "utf-8")
    (root / "carnet" / "01-un.md").unlink()
    (root / "carnet" / "01-un.md").symlink_to(tmp_path / "dehors.md")
    assert [one.rule for one in findings_of(root)] == ["path-outside"]


@pytest.mark.parametrize(("link", "told_of"), [(FLYER, FLYER), ("carnet", BOOK)])
def test_a_publication_that_is_a_link_out_of_the_project_is_told(tmp_path, link, told_of):
    root = project(tmp_path / "projet")
    (root / link).rename(tmp_path / "ailleurs")
    (root / link).symlink_to(tmp_path / "ailleurs")
    (told,) = findings_of(root)
    assert (told.rule, told.position.path) == ("path-outside", told_of)
    # a link within the project is followed
    (root / link).unlink()
    (tmp_path / "ailleurs").rename(root / "depot")
    (root / link).symlink_to(root / "depot")
    assert "path-outside" not in [one.rule for one in findings_of(root)]
