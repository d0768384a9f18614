"""Themes: their faces and colophon, those of packages, families of font packages."""

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
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('a theme is data')", encoding="utf-8")
    text = 'palette: {screen: {accent: "#AA0000"}}\n'
    (package / "theme.yaml").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site")
    entry = EntryPoint("rouge", "printkit_theme_rouge", theme_files.GROUP)
    monkeypatch.setattr(theme_files, "entry_points", lambda group: [entry])
    assert theme_names(tmp_path) == ("presse", "rouge")
    found, findings = theme(tmp_path, "rouge")
    assert not findings
    assert found.palette["accent"] == "#AA0000"
    assert "chapter.html" in found.templates
    assert found.assets == {}


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
