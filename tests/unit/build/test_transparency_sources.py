"""Transparency told where it was asked for: which line of which stylesheet, which image of which text."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from printkit.build.transparency_sources import Sources, tracer
from printkit.cli import entry
from printkit.compose.part_draft import Draft
from printkit.core.findings import Position
from printkit.model import Asset, Stylesheet

HTML = '<p class="lead strong">Un</p><img src="asset:photo.png" alt="x">'


def png(*levels: int) -> bytes:
    """Return an image of as many points, each as opaque as its level says."""
    image = Image.new("RGBA", (len(levels), 1))
    image.putdata([(200, 16, 46, level) for level in levels])
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def svg(attributes: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><g {attributes}/></svg>'.encode()


def traced(reason: str, css: str = "", *assets: Asset, html: str = HTML) -> Position | None:
    draft = Draft("un", "Un", html, (Stylesheet("styles/a.css", css),), (), assets)
    places = {"photo.png": Position("brochure/un.md", 7, 3)}
    return tracer([Sources(draft, 5, 2, places.get)])(6, reason)


@pytest.mark.parametrize(
    ("css", "reason", "line", "column"),
    [
        ("p { opacity: .5 }", "opacity", 1, 5),
        ("p {\n  color: black;\n  opacity: 40%;\n}", "opacity", 3, 3),
        (".lead { color: rgba(0, 0, 0, 0.5) }", "opacity", 1, 16),
        (".lead { color: rgb(0 0 0 / 50%) }", "opacity", 1, 16),
        (".lead { color: #00000080 }", "opacity", 1, 16),
        (".lead { color: #0008 }", "opacity", 1, 16),
        ("p { mix-blend-mode: multiply }", "blend-mode", 1, 5),
        (
            "p { background: linear-gradient(90deg, red, transparent) }",
            "soft-mask",
            1,
            45,
        ),
        ("p { background: linear-gradient(#c8102e, #c8102e00) }", "soft-mask", 1, 42),
        ("/* opacity: .5;\n */\np.strong { opacity: 0.5; }", "opacity", 3, 12),
        ("@page { opacity: .5 }", "opacity", 1, 9),
        (":root { --shade: rgba(0,0,0,.5) }", "opacity", 1, 18),
        ("h1 { opacity: .5 } p { opacity: .6 }", "opacity", 1, 24),
    ],
)
def test_a_stylesheets_line_is_told(css, reason, line, column):
    assert traced(reason, css) == Position("styles/a.css", line, column)


@pytest.mark.parametrize(
    ("css", "reason"),
    [
        ("p { opacity: 1 }", "opacity"),
        ("p { opacity: 1.0 }", "opacity"),
        ("p { color: rgba(0, 0, 0, 1) }", "opacity"),
        ("p { color: #112233; background: #fff }", "opacity"),
        ("p { color: #112233ff }", "opacity"),
        ("p { background: transparent }", "soft-mask"),
        ("p { mix-blend-mode: normal }", "blend-mode"),
        (".other { opacity: .5 }", "opacity"),
        ("table p { opacity: .5 }", "opacity"),
        ("p { background: linear-gradient(red, #c8102e80) }", "opacity"),
        ("/* p { opacity: .5 } */", "opacity"),
    ],
)
def test_what_is_opaque_or_not_of_the_part_is_not_accused(css, reason):
    assert traced(reason, css) is None


@pytest.mark.parametrize(
    ("name", "data", "reason", "told"),
    [
        ("photo.png", png(255, 128), "soft-mask", True),
        ("photo.png", png(255, 0), "soft-mask", False),
        ("photo.png", png(255, 255), "soft-mask", False),
        ("photo.png", png(255, 128), "opacity", False),
        ("dossier/photo.png", png(9), "soft-mask", True),
        ("elsewhere.png", png(9), "soft-mask", False),
    ],
)
def test_an_images_line_is_told(name, data, reason, told):
    found = traced(reason, "", Asset.of_bytes(f"asset:{name}", data))
    assert found == (Position("brochure/un.md", 7, 3) if told else None)


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ('opacity=".5"', "opacity"),
        ('style="fill: red; fill-opacity: 0.5"', "opacity"),
        ('stop-opacity="0"', "soft-mask"),
        ('style="mix-blend-mode:multiply"', "blend-mode"),
    ],
)
def test_a_drawings_line_is_told(attributes, reason):
    draft = Draft("un", "Un", HTML, (), (), (Asset.of_bytes("asset:a.svg", svg(attributes)),))
    at = Position("brochure/un.md", 2, 1)
    assert tracer([Sources(draft, 1, 1, {"a.svg": at}.get)])(1, reason) == at
    other = Asset.of_bytes("asset:a.svg", svg('opacity="1"'))
    plain = Draft("un", "Un", HTML, (), (), (other,))
    assert tracer([Sources(plain, 1, 1, {"a.svg": at}.get)])(1, reason) is None


def test_other_pages_are_not_known():
    assert tracer([])(1, "opacity") is None


SHOP = """\
name: vieux
label: Vieux
sources: [{note: "appel", date: 2026-11-24}]
levels: [x-1a, x-3]
conditions: [FOGRA39]
cover: %s
bindings: {saddle: {multiple: 4}}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")
    assert entry.run(["new", "project", "essai"]) == 0
    root = tmp_path / "essai"
    (root / "styles" / "printers").mkdir(parents=True)
    yield root
    entry.use_language("en")


@pytest.mark.deep
@pytest.mark.parametrize("cover", ["same-file", "separate"])
def test_a_shop_of_old_levels_refuses_at_the_line_of_the_text(project, capsys, cover):
    (project / "styles" / "printers" / "vieux.yaml").write_text(SHOP % cover)
    chapter = project / "brochure" / "01-premier-chapitre.md"
    (project / "brochure" / "ombre.png").write_bytes(png(255, 128, 0))
    text = chapter.read_text() + "\n![Une ombre](ombre.png){.decorative}\n"
    chapter.write_text(text)
    order = ["--printer", "vieux", "--quantity", "5", "--paper", "Offset 90 g"]
    code = entry.run(["package", "essai-brochure", *order, "--project", str(project)])
    assert code == 1
    line = len(text.splitlines())
    said = capsys.readouterr().err
    assert re.search(
        rf"^brochure/01-premier-chapitre\.md:{line}:\d+: error\[transparency\]", said, re.M
    )
    assert "PDF/X-1a:2003 does not allow" in said


def test_and_at_the_line_of_the_stylesheet(project, capsys):
    (project / "styles" / "printers" / "vieux.yaml").write_text(SHOP % "either")
    shutil.copytree(Path(__file__).parents[3] / "styles" / "presse", project / "styles" / "voile")
    sheet = project / "styles" / "voile" / "leaflet.css"
    text = sheet.read_text() + "\n.a6 h1, h1 {\n  color: rgba(17, 17, 17, 0.6);\n}\n"
    sheet.write_text(text)
    theme = project / "styles" / "voile" / "theme.yaml"
    theme.write_text(re.sub(r"(?m)^name: .*$", "name: voile", theme.read_text()))
    (tract,) = (project / "leaflets").glob("*.yaml")
    tract.write_text(tract.read_text().replace("theme: presse", "theme: voile"))
    order = ["--printer", "vieux", "--quantity", "5", "--paper", "Offset 90 g", "--size", "a6"]
    code = entry.run(["package", "essai-tract", *order, "--project", str(project)])
    assert code == 1
    line = len(text.splitlines()) - 1
    said = capsys.readouterr().err
    assert f"styles/voile/leaflet.css:{line}:" in said
    assert "error[transparency]" in said
