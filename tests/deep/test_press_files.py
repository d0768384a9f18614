"""The repository's own publications on the press: every glyph, every ink, every level, three readers."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import printkit.editions
from checkers.inkwell import (
    assert_only_inks,
    colour_difference,
    contents,
    on_screen,
    plates,
    proofed,
)
from printkit.assemble.screen import screen
from printkit.build import build
from printkit.edition import Edition, Made
from printkit.model import Master, Publication, Theme
from printkit.package.order import USUAL_BINDING
from printkit.preflight.printer import Job
from printkit.preflight.run import preflight
from printkit.press.ink import most_ink
from printkit.press.make import mono_file, press_file
from printkit.press.pdfx import Level
from printkit.project.conditions import CONDITIONS, condition
from printkit.project.printers import load_printer
from printkit.units import mm_to_pt

pytestmark = pytest.mark.deep

ROOT = Path(__file__).parents[2]
INK, BLACK = (0.0667,) * 3, (0.0,) * 3
Masters = dict[str, tuple[Master, Theme, Publication]]


@pytest.fixture(scope="module")
def masters(tmp_path_factory: pytest.TempPathFactory) -> Masters:
    """Return the masters of the repository, caught where editions are made of them."""
    root = tmp_path_factory.mktemp("projet")
    shutil.copy(ROOT / "printkit.yaml", root)
    for folder in ("brochure", "leaflets", "styles"):
        shutil.copytree(ROOT / folder, root / folder)
    found: dict[str, tuple[Master, Theme, Publication]] = {}

    def caught(master: Master, publication: Publication, theme: Theme) -> Made:
        found[f"{publication.name}-{master.format.name}"] = (master, theme, publication)
        return Made(screen(master), master.page_count)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printkit.editions, "EDITIONS", {"screen": Edition(caught)})
        build(root)
    assert len(found) >= 8
    return found


@pytest.fixture(scope="module")
def files(masters):
    """Return every master's press file: (name, level, condition) → bytes."""
    found = {}
    for name, (master, theme, _publication) in masters.items():
        for level in (Level.X4, Level.X1A, Level.X3):
            for paper in CONDITIONS:
                done = press_file(
                    master.pdf,
                    palette=theme.palette,
                    press=theme.press,
                    condition=condition(paper),
                    level=level,
                )
                assert done.findings == (), name
                found[name, level, paper] = done.pdf
    return found


def test_no_shop_finds_anything(masters, files):
    """Every publication, format, level and paper: not an error, not a warning, not a note."""
    told = {}
    for (name, level, paper), pdf in files.items():
        master, _theme, publication = masters[name]
        job = Job(
            load_printer(f"{paper}-eu", None),
            file_name=f"{name}.pdf",
            kind=publication.kind,
            binding=USUAL_BINDING[publication.kind],
            trim_mm=master.format.trim_mm,
            panels=master.format.panels,
        )
        faults = preflight(pdf, job)
        if faults:
            told[name, level.value, paper] = [(one.rule, one.page, one.issue) for one in faults]
    assert told == {}


def test_no_rgb_and_no_transparency_in_any_file(files):
    for (name, _level, _paper), pdf in files.items():
        found = contents(pdf)
        assert_only_inks(found)
        assert found.groups == [], name


def test_every_black_glyph_overprints(masters, files):
    for (name, _level, _paper), pdf in files.items():
        before = contents(masters[name][0].pdf).glyphs
        black = sum(count for key, count in before.items() if key[1] in (INK, BLACK))
        after = contents(pdf).glyphs
        assert after["k", (0, 0, 0, 1), True] == black, name
        assert ("k", (0, 0, 0, 1), False) not in after
        assert {key[1] for key in after if key[2]} == {(0, 0, 0, 1)}, name
        assert sum(after.values()) == sum(before.values())


def test_three_readers_have_no_complaint(files, tmp_path: Path):
    for (name, level, paper), pdf in files.items():
        assert pikepdf.open(io.BytesIO(pdf)).check_pdf_syntax() == [], name
        with pypdfium2.PdfDocument(pdf) as document:
            assert len(document) > 0
        if paper == "coated" and level is not Level.X3:
            path = tmp_path / "file.pdf"
            path.write_bytes(pdf)
            done = subprocess.run(["qpdf", "--check", path], capture_output=True)
            assert (done.returncode, done.stderr) == (0, b""), name
            if shutil.which("gs"):
                quiet = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=inkcov", "-o", "-", path]
                done = subprocess.run(quiet, capture_output=True)
                assert (done.returncode, done.stderr) == (0, b""), name


def test_ink_stays_below_the_limit_on_every_page(masters, files):
    for (name, level, paper), pdf in files.items():
        if level is Level.X4:
            for page in range(1, masters[name][0].page_count + 1):
                # areas of a millimetre: poppler's plates come as JPEG, whose edges ring
                most = most_ink(plates(pdf, page, 100).reduce(4))
                assert most <= condition(paper).ink_limit + 2, (name, page)


def test_screen_and_press_show_the_same(masters, files):
    """Mean ΔE*ab ≤ 10 a page: the palette's recipes and the paper's black differ on purpose."""
    for name, (master, _theme, _publication) in masters.items():
        shown = screen(master)
        bleed = round(2 * mm_to_pt(3))  # 17 pixels to the hundredth: no edge is shifted
        for page in range(1, master.page_count + 1):
            seen = on_screen(shown, page, 144)
            proof = proofed(plates(files[name, Level.X4, "coated"], page, 144))
            proof = proof.crop((bleed, bleed, bleed + seen.width, bleed + seen.height))
            assert colour_difference(seen, proof).mean() <= 10, (name, page)


def test_files_are_small(masters, files):
    profile = len(condition("coated").icc)
    for name, (master, _theme, _publication) in masters.items():
        pdf = files[name, Level.X4, "coated"]
        assert len(pdf) <= 1.2 * len(screen(master)) + profile, name


def test_one_ink(masters):
    for name, (master, theme, _publication) in masters.items():
        done = mono_file(master.pdf, palette=theme.palette, press=theme.press)
        assert done.findings == ()
        found = contents(done.pdf)
        assert not {"rg", "RG", "k", "K"} & set(found.operators), name
        assert {key[0] for key in found.glyphs} <= {"g"}
