"""``printkit impose`` as people type it."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from printkit.cli import impose_command as command
from printkit.cli.entry import run
from support.sheet_sample import numbered


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")
    (tmp_path / "essai.pdf").write_bytes(numbered(8))
    # a process for each file would be slow: that one works is tested with hostile files
    monkeypatch.setattr(command, "impose_apart", lambda work, name, asked: work(name, asked))
    return tmp_path


def names(folder):
    return sorted(path.name for path in folder.glob("*") if path.name != "essai.pdf")


def test_both_flips_are_made_and_named_so(folder, capsys):
    assert run(["impose", "essai.pdf"]) == 0
    assert names(folder) == ["essai-saddle-long-edge.pdf", "essai-saddle-short-edge.pdf"]
    assert len(PdfReader(folder / "essai-saddle-long-edge.pdf").pages) == 4
    assert "written: essai-saddle-short-edge.pdf" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (["--flip", "short-edge", "-o", "x.pdf"], ["x.pdf"]),
        (["-o", "x.pdf"], ["x-long-edge.pdf", "x-short-edge.pdf"]),
        (["--scheme", "poster", "--scale", "2"], ["essai-poster.pdf"]),
        (["--scheme", "nup", "--head-to-head", "--marks"], ["essai-nup.pdf"]),
        (["--flip", "long-edge", "--pass", "backs"], ["essai-saddle-long-edge-backs.pdf"]),
        (["--flip", "long-edge", "--dummy"], ["essai-dummy-saddle-long-edge.pdf"]),
        (["--flip", "long-edge", "--plan", "-o", "p.svg"], ["p.svg"]),
        (["--scheme", "step", "--sheet", "sra3", "--offset-back", "1,-0.5"], ["essai-step.pdf"]),
        (["--flip", "long-edge", "--creep", "1", "--printer-scale", "149", "-o", "."],
         ["essai-saddle-long-edge.pdf"]),
    ],
)  # fmt: skip
def test_what_is_made(folder, words, made):
    assert run(["impose", "essai.pdf", *words]) == 0
    assert names(folder) == made


def test_a_plan_needs_no_file(folder, capsys):
    assert run(["impose", "--pages", "8", "--plan", "--flip", "short-edge"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "1  front [8|1]  back [2|7]",
        "2  front [6|3]  back [4|5]",
    ]
    assert names(folder) == []


@pytest.mark.parametrize(
    "words",
    [
        "saddle --pages 8",
        "saddle --pages 8 --binding top",
        "perfect --pages 16 --per-side 8",
        "nup --pages 8 --page-size a6",
        "cutstack --pages 8",
        "folded --pages 6 --fold roll",
        "folded --pages 6 --fold accordion",
        "folded --pages 8 --fold gate",
        "folded --pages 16 --fold map",
        "folded --pages 8 --fold zine",
        "poster --pages 1 --scale 2",
        "step --pages 2",
        "singles --pages 3",
    ],
)
def test_every_scheme_has_a_dummy_before_there_is_a_file(folder, words):
    assert run(["impose", "--scheme", *words.split(), "--dummy", "-o", "."]) == 0
    made = names(folder)
    assert 1 <= len(made) <= 2  # a file for each flip, where it matters
    for name in made:
        assert len(PdfReader(folder / name).pages) >= 1


@pytest.mark.parametrize(
    "words",
    [
        ["nothing.pdf"],
        [],
        ["--pages", "8"],
        ["--pages", "x", "--plan"],
        ["essai.pdf", "--scheme", "sadle"],
        ["essai.pdf", "--scale", "big"],
        ["essai.pdf", "--offset-back", "1"],
        ["essai.pdf", "-o", "essai.pdf/x.pdf"],
    ],
)
def test_misuse_is_told(folder, words, capsys):
    assert run(["impose", *words]) == 2
    assert "error[usage]" in capsys.readouterr().err
    assert names(folder) == []


def test_a_paper_that_does_not_exist(folder, capsys):
    assert run(["impose", "essai.pdf", "--sheet", "a44"]) == 1
    assert "a44" in capsys.readouterr().err


def test_calibration(folder):
    assert run(["impose", "--calibration"]) == 0
    assert names(folder) == ["calibration-landscape.pdf", "calibration-portrait.pdf"]
