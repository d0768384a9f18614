"""Nothing done twice: an edit lays out its chapter, an unchanged project loads no engine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.deep

BOOK = """title: Carnet d'essai
name: carnet
authors: [Collectif]
date: 2026-01-01
language: fr
format: brochure-a5
parts: [cover, contents, 01-un.md, 02-deux.md, 03-trois.md, notes-pages, back-cover]
"""
ENGINES = ("weasyprint", "pypdf", "pydantic", "markdown", "lxml", "yaml", "printkit.build.pipeline")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "carnet").mkdir()
    (tmp_path / "printkit.yaml").write_text("language: fr\n", "utf-8")
    (tmp_path / "carnet" / "brochure.yaml").write_text(BOOK, "utf-8")
    for name in ("01-un", "02-deux", "03-trois"):
        text = f"# Chapitre {name}\n\n" + "La mer monte et le collectif veille. " * 200
        (tmp_path / "carnet" / f"{name}.md").write_text(text + "\n", "utf-8")
    return tmp_path


def build(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, *options, "-m", "printkit", "build"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def layouts(root: Path) -> set[str]:
    """Name the parts whose layouts are in the cache, each with its key."""
    found = set()
    for path in (root / ".printkit" / "cache").glob("??/*"):
        data = path.read_bytes()
        start = data.find(b'{"anchors"')
        if start >= 0:
            found.add(path.parent.name + path.name)
    return found


def test_a_word_more_lays_out_one_chapter(project: Path):
    build(project)
    before = layouts(project)
    chapter = project / "carnet" / "02-deux.md"
    chapter.write_text(chapter.read_text("utf-8").rstrip() + " Encore.\n", "utf-8")
    build(project)
    assert len(layouts(project) - before) == 1


def test_an_unchanged_project_loads_no_engine(project: Path):
    build(project)
    loaded = build(project, "-X", "importtime").stderr
    names = {line.rsplit("|", 1)[-1].strip() for line in loaded.splitlines() if "|" in line}
    assert "printkit.build.api" in names
    assert sorted(name for name in names if name.startswith(ENGINES)) == []
