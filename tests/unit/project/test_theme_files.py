"""Themes: their faces and colophon, those of packages, families of font packages."""

import base64
import json
import shutil
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from printkit.compose.page_words import faces_said
from printkit.core.findings import Position
from printkit.project import face_files, theme_files
from printkit.project.project_files import Files
from printkit.project.theme_files import Themes, theme_names

FONT = face_files.packaged("TeX Gyre Heros")[0].path


def theme(root, name):
    return Themes(Files(root), {}, {}).get(name, Position("printkit.yaml", 1, 1))


def folder(root, name, text):
    (root / "styles" / name).mkdir(parents=True)
    (root / "styles" / name / "theme.yaml").write_text(text, encoding="utf-8")
    return root / "styles" / name


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "TeX Gyre Pagella et TeX Gyre Heros Condensed, polices libres (licence GUST)"),
        ("de", "TeX Gyre Pagella und TeX Gyre Heros Condensed, freien Schriften (Lizenz GUST)"),
    ],
)
def test_the_colophon_of_presse(tmp_path, language, said):
    found, _ = theme(tmp_path, "presse")
    named = [face for face in found.faces if face.family in found.colophon["brochure"]]
    assert faces_said(named, language) == said


def test_a_theme_with_a_face_of_its_own_says_so(tmp_path):
    own = folder(tmp_path, "autre", "faces: [{family: Mienne, file: mienne.otf, licence: OFL}]\n")
    shutil.copy(FONT, own / "mienne.otf")
    found, findings = theme(tmp_path, "autre")
    assert not findings
    assert found.colophon == {}, "what the built-in theme says of its faces is not said of these"
    assert set(found.families.values()) == {"Mienne", "DejaVu Sans Mono"}, (
        "all but code is set in it"
    )
    assert faces_said(found.faces, "en") == "Mienne, a free face (OFL licence)"


def test_a_licence_nobody_declared_is_not_made_up(tmp_path):
    own = folder(tmp_path, "autre", "faces: [{family: Mienne, file: mienne.otf}]\n")
    shutil.copy(FONT, own / "mienne.otf")
    assert faces_said(theme(tmp_path, "autre")[0].faces, "fr") == "Mienne"


def test_a_colophon_names_faces_the_theme_has(tmp_path):
    folder(tmp_path, "autre", "colophon: {brochure: [TeX Gyre Pagela]}\n")
    found, findings = theme(tmp_path, "autre")
    assert found is None
    assert findings[0].rule == "font"
    assert "TeX Gyre Pagella" in findings[0].hint
    assert findings[0].position.path == "styles/autre/theme.yaml"


def test_a_theme_may_be_a_package(tmp_path, monkeypatch):
    package = tmp_path / "site" / "printkit_theme_rouge"
    (project := tmp_path / "project").mkdir()
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('a theme is data')", encoding="utf-8")
    text = 'palette: {screen: {accent: "#AA0000"}}\n'
    (package / "theme.yaml").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site")
    entry = EntryPoint("rouge", "printkit_theme_rouge", theme_files.GROUP)
    monkeypatch.setattr(theme_files, "entry_points", lambda group: [entry])
    assert {"presse", "rouge"} <= set(theme_names(project))
    found, findings = theme(project, "rouge")
    assert not findings
    assert found.palette["accent"] == "#AA0000"
    assert "chapter.html" in found.templates
    assert found.assets == ()


def test_a_family_of_an_installed_font_package(tmp_path, monkeypatch):
    package = tmp_path / "site" / "fontpkg_essai"
    (package / "files").mkdir(parents=True)
    (package / "__init__.py").touch()
    shutil.copy(FONT, package / "files" / "Essai.otf")
    about = {
        "family": "Essai",
        "license": "OFL-1.1",
        "files": [
            {"path": "files/Essai.otf", "style": "normal", "weight": 700, "variable": False},
            {"path": "files/Essai[wght].ttf", "style": "normal", "weight": None, "variable": True},
        ],
    }
    (package / "metadata.json").write_text(json.dumps(about), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site")
    entry = EntryPoint("essai", "fontpkg_essai", "fontpkg.family")
    monkeypatch.setattr(face_files, "entry_points", lambda group: [entry])
    face_files._of_font_package.cache_clear()
    folder(tmp_path, "autre", "faces: [Essai]\n")
    try:
        found, findings = theme(tmp_path, "autre")
    finally:
        face_files._of_font_package.cache_clear()
    assert not findings
    (face,) = found.faces
    assert (face.weight, face.licence, Path(face.path).name) == (700, "OFL", "Essai.otf")


def test_a_family_nobody_has(tmp_path):
    folder(tmp_path, "autre", "faces: [Space Grotesk]\n")
    _found, findings = theme(tmp_path, "autre")
    assert "fontpkg-space-grotesk" in findings[0].hint


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def grown(root, files):
    """Write themes: a path below ``styles`` and its text."""
    for name, text in files.items():
        path = root / "styles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


FAMILY = {
    "mere/theme.yaml": 'extends: presse\npalette: {screen: {accent: "#004488"}}\nsizes_pt: {text: 11}\n',
    "mere/brochure.css": "h2 { color: var(--accent) }\n",
    "mere/templates/cover.html": "{% extends 'presse/cover.html' %}",
    "mere/fond.png": PIXEL,
    "fille/theme.yaml": "extends: mere\nfaces: [DejaVu Sans Mono]\nfamilies: {display: DejaVu Sans Mono}\n"
    "replaces: ['leaflet-a*.css']\n",
    "fille/brochure.css": "h2 { font-size: 12pt }\n",
    "fille/leaflet-a5.css": "p {}\n",
    "fille/web/book.css": "p { color: red }\n",
    "fille/signe.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path fill="var(--accent)" d="M0 0z"/></svg>',
}


def test_a_theme_adds_to_another(tmp_path):
    grown(tmp_path, FAMILY)
    found, findings = theme(tmp_path, "fille")
    assert not findings
    assert [sheet.name for sheet in found.stylesheets["brochure.css"]] == [
        "styles/presse/brochure.css",
        "styles/mere/brochure.css",
        "styles/fille/brochure.css",
    ]
    assert found.css("web/book.css").endswith("p { color: red }\n")
    assert found.css("leaflet-a5.css") == "p {}\n", "it has its own in place of the other's"
    assert "leaflet-a4.css" not in found.stylesheets
    assert found.css("leaflet.css"), "what it does not replace stays"
    assert found.palette["accent"] == "#004488"
    assert found.palette["ink"] == "#111111"
    assert "accent" not in found.press, "the ink was that of another red"
    assert (found.sizes_pt["text"], found.sizes_pt["note"]) == (11, 7.6)
    assert found.families["text"] == "TeX Gyre Pagella"
    assert found.colophon["brochure"] == ("TeX Gyre Pagella", "DejaVu Sans Mono")
    assert found.templates["cover.html"] == "{% extends 'presse/cover.html' %}"
    assert "block body" in found.templates["presse/cover.html"]
    assert found.paths["cover.html"] == "styles/mere/templates/cover.html"
    pictures = {asset.url: asset.data for asset in found.assets}
    assert pictures["theme:fond.png"] == PIXEL
    assert b'fill="#004488"' in pictures["theme:signe.svg"]


def test_what_a_theme_extends_is_part_of_what_the_project_is_read_from(tmp_path):
    grown(tmp_path, FAMILY)
    files = Files(tmp_path)
    Themes(files, {}, {}).get("fille", Position("printkit.yaml"))
    read = {
        path.relative_to(tmp_path).as_posix() for path in files.inputs if tmp_path in path.parents
    }
    assert read == {f"styles/{name}" for name in FAMILY}


def test_a_project_adds_to_the_theme_printkit_comes_with(tmp_path):
    grown(
        tmp_path,
        {
            "presse/theme.yaml": "extends: presse\n",
            "presse/brochure.css": "h2 {}\n",
            "presse/templates/cover.html": "{% extends 'presse/cover.html' %}",
        },
    )
    found, findings = theme(tmp_path, "presse")
    assert not findings
    assert len(found.stylesheets["brochure.css"]) == 2
    assert "block body" in found.templates["presse/cover.html"]


@pytest.mark.parametrize(
    ("files", "rule", "line", "hint"),
    [
        ({"un/theme.yaml": "name: un\nextends: pressse\n"}, "theme-unknown", 2, "presse"),
        ({"un/theme.yaml": "extends: un\n"}, "theme-circle", 1, ""),
        (
            {"un/theme.yaml": "extends: deux\n", "deux/theme.yaml": "\nextends: un\n"},
            "theme-circle",
            2,
            "",
        ),
        (
            {"un/theme.yaml": "extends: presse\nreplaces: [brochures.css]\n"},
            "stylesheet-missing",
            2,
            "brochure.css",
        ),
        ({"un/theme.yaml": "families: {text: Garamond}\n"}, "font", 1, "TeX Gyre"),
        ({"un/fond.png": b"no picture"}, "image-type", 1, ""),
    ],
)
def test_what_is_wrong_in_a_theme_is_told_where_it_stands(tmp_path, files, rule, line, hint):
    grown(tmp_path, files)
    found, findings = theme(tmp_path, "un")
    assert found is None
    (finding,) = findings
    assert (finding.rule, finding.position.line) == (rule, line)
    assert finding.position.path == f"styles/{list(files)[-1]}"
    assert hint in (finding.hint or "")
