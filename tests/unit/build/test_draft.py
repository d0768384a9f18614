"""Drafts: pages whatever is found, each saying what it is, and nothing else knows of them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from printkit.build import api
from printkit.cli.clean_command import clean_command
from printkit.core.findings import Severity

BROCHURE = """\
name: essai
title: "Essai"
date: 2026-11-28
language: fr
format: a5
editions: [screen]
parts: [un.md]
"""
TEXT = """\
# Un chapitre

Une ![image](absente.png) qui manque, et un mot漢 sans glyphe.
"""
LEAFLET = """\
name: tract
kind: leaflet
title: "Soirée débat"
date: 2026-03-01
language: fr
formats: [a6]
editions: [screen]
organisers: ["Collectif"]
body: "Un mot漢 sans glyphe."
event: {date: 2026-03-14, start: "19:00", place: "Salle", address: "1, rue X"}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("projet")
    (root / "printkit.yaml").write_text('name: "Essai"\nlanguage: fr\nbrand: {name: "Collectif"}\n')
    (root / "brochure").mkdir()
    (root / "brochure" / "brochure.yaml").write_text(BROCHURE)
    (root / "brochure" / "un.md").write_text(TEXT)
    (root / "leaflets").mkdir()
    (root / "leaflets" / "tract.yaml").write_text(LEAFLET)
    return root


@pytest.fixture(scope="module")
def drafts(project: Path):
    return api.draft(project, jobs=1)


def words(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(io.BytesIO(path.read_bytes()))
    return [page.get_textpage().get_text_bounded() for page in pdf]


def test_all_that_is_wrong_is_told_in_one_run(drafts):
    rules = {(one.rule, one.position.path) for one in drafts.findings if one.position}
    assert ("missing-image", "brochure/un.md") in rules
    assert ("missing-glyph", "brochure/un.md") in rules
    assert ("missing-glyph", "leaflets/tract.yaml") in rules


@pytest.mark.parametrize("name", ["essai/essai-a5", "tract/tract-a6"])
def test_each_page_says_that_it_is_a_draft(project: Path, drafts, name: str):
    pages = words(project / "out" / f"{name}-ebauche.pdf")
    assert all("DRAFT" in page or "ÉBAUCHE" in page for page in pages)


def test_findings_stand_beside_their_page(project: Path, drafts):
    first = words(project / "out" / "essai" / "essai-a5-ebauche.pdf")[0].replace("\r\n", "")
    assert "absente.png" in first


def test_no_manifest_knows_of_a_draft(project: Path, drafts):
    assert not (project / "out" / "manifest.json").exists()
    assert [one.edition for one in drafts.artifacts] == ["draft", "draft"]


def test_a_build_tells_the_same_and_delivers_nothing(project: Path, drafts):
    built = api.build(project, jobs=1)
    assert set(built.findings) == set(drafts.findings)
    assert any(one.severity is Severity.ERROR for one in built.findings)
    assert not built.artifacts


def test_clean_knows_drafts(project: Path, drafts, capsys: pytest.CaptureFixture[str]):
    assert clean_command(str(project)) == 0
    assert not list((project / "out").rglob("*.pdf"))
