"""The repository's own publications on the press: every glyph, every ink, every level, three readers."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from printkit.assemble.master import Master, screen
from printkit.build.api import build
from printkit.build.editions import registry
from printkit.build.editions.finisher import EditionContext, EditionFile, Finished, Finisher
from printkit.core.units import mm_to_pt
from printkit.model import Publication, Theme
from printkit.model.editions import edition_of
from printkit.package.order import USUAL_BINDING
from printkit.pdf.budget import Budget
from printkit.preflight.document import open_document
from printkit.preflight.plates import WINDOW_MM, Plates
from printkit.preflight.printer import Job
from printkit.preflight.runner import preflight
from printkit.preflight.tools import on_paper
from printkit.press.pdfx import Level
from printkit.press.press_file import drum_file, mono_file, press_file
from printkit.press.riso import DRUMS
from printkit.press.total_ink import most_ink
from printkit.press.wrap import Spine, cover_pages, inside_pages, spine_marks, wrap
from printkit.project.condition_files import CONDITIONS, condition
from printkit.project.printer_files import load_printer
from printkit.views.page_pictures import Wanted, views
from support.checkers.inkwell import (
    assert_only_inks,
    colour_difference,
    contents,
    on_screen,
    plates,
    proofed,
)

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

    def caught(context: EditionContext) -> list[EditionFile]:
        def finish(master: Master) -> Finished:
            name = f"{context.publication.name}-{master.format.name}"
            found[name] = (master, context.theme, context.publication)
            return Finished(screen(master), master.page_count)

        return [EditionFile(finish, "screen")]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "_BY_NAME", {"screen": Finisher(edition_of("screen"), caught)})
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


def test_the_ghent_workgroup_finds_nothing(files):
    """Its two sets of rules are about PDF/X-4."""
    told = {}
    for rules in ("gwg-2022-sheet", "gwg-2022-digital"):
        job = Job(load_printer(rules, None))
        for (name, level, paper), pdf in files.items():
            if level is Level.X4 and (faults := preflight(pdf, job)):
                told[rules, name, paper] = [(one.rule, one.page, one.issue) for one in faults]
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


@pytest.fixture(scope="module")
def greys(masters):
    """Return every master in black alone and for each drum: (name, what it is) → bytes."""
    found = {}
    for name, (master, theme, _publication) in masters.items():
        made = {"mono": mono_file(master.pdf, palette=theme.palette, press=theme.press)}
        for drum in DRUMS:
            made[drum] = drum_file(master.pdf, palette=theme.palette, riso=theme.riso, drum=drum)
        for what, done in made.items():
            assert done.findings == (), (name, what)
            found[name, what] = done.pdf
    return found


@pytest.fixture(scope="module")
def parts(masters):
    """Return the brochure's cover, inside and wrap: name → (bytes, the pages they hold)."""
    (master, theme, _publication) = masters["synthese-a5"]
    look = {"palette": theme.palette, "press": theme.press, "condition": condition("coated")}
    cover, inside = cover_pages(master.page_count), inside_pages(master.page_count)
    flat = wrap(master.pdf, Spine(6.0), inner=True)
    marks = spine_marks(master.format.trim_mm[0], 6.0)
    made = {
        "cover": (press_file(master.pdf, **look, pages=cover), cover),
        "inside": (press_file(master.pdf, **look, pages=inside), inside),
        "wrap": (press_file(flat, **look, marks=marks), cover),
    }
    assert all(done.findings == () for done, _pages in made.values())
    return {name: (done.pdf, pages) for name, (done, pages) in made.items()}


def black_glyphs(master: Master, pages: Sequence[int] | None = None) -> int:
    glyphs = contents(master.pdf, pages).glyphs
    return sum(count for key, count in glyphs.items() if key[1] in (INK, BLACK))


def test_every_black_glyph_overprints_on_covers_too(masters, parts):
    master = masters["synthese-a5"][0]
    for name, (pdf, pages) in parts.items():
        after = contents(pdf)
        assert_only_inks(after)
        # the wrap draws the front twice: its edge is the spine's ground
        black = black_glyphs(master, pages) + (black_glyphs(master, [0]) if name == "wrap" else 0)
        assert after.glyphs["k", (0, 0, 0, 1), True] == black, name
        assert ("k", (0, 0, 0, 1), False) not in after.glyphs, name


def test_every_black_glyph_is_on_the_black_drum_and_leaves_the_other_alone(masters, greys):
    for name, (master, _theme, _publication) in masters.items():
        black = black_glyphs(master)
        on_black, on_accent = (contents(greys[name, drum]) for drum in DRUMS)
        assert on_black.glyphs["g", (0,), False] >= black, name
        assert on_black.unseen == 0, name
        assert on_accent.unseen >= black, name  # neither painted nor knocked out
        assert contents(greys[name, "mono"]).glyphs["g", (0,), False] >= black, name


def test_three_readers_have_no_complaint(files, greys, parts, tmp_path: Path):
    """qpdf reads the structure, pdfium draws every page, Ghostscript stops at a warning."""
    path = tmp_path / "file.pdf"
    every = [*files.items(), *greys.items(), *((name, pdf) for name, (pdf, _p) in parts.items())]
    for name, pdf in every:
        path.write_bytes(pdf)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert document.check_pdf_syntax() == [], name
        with pypdfium2.PdfDocument(pdf) as document:
            for page in document:
                page.render(scale=0.25)
        done = subprocess.run(["qpdf", "--check", path], capture_output=True)
        assert (done.returncode, done.stderr) == (0, b""), name
        if shutil.which("gs"):
            strict = ["-dPDFSTOPONERROR", "-dPDFSTOPONWARNING"]
            command = ["gs", "-q", *strict, "-dNOPAUSE", "-dBATCH", "-r36", "-sDEVICE=inkcov"]
            done = subprocess.run([*command, "-o", "-", path], capture_output=True)
            assert (done.returncode, done.stderr) == (0, b""), name


def test_ink_stays_below_the_limit_on_every_page(masters, files):
    for (name, level, paper), pdf in files.items():
        if level is Level.X4:
            for page in range(1, masters[name][0].page_count + 1):
                # areas of a millimetre: poppler's plates come as JPEG, whose edges ring
                most = most_ink(plates(pdf, page, 100).reduce(4))
                assert most <= condition(paper).ink_limit + 2, (name, page)


@pytest.mark.skipif(shutil.which("gs") is None, reason="needs Ghostscript")
def test_the_most_ink_is_what_ghostscript_separates(files, tmp_path: Path):
    """The heaviest mean over 15 mm of a file, and its heaviest colour, within 2 % of tiffsep's plates."""
    for (name, level, paper), pdf in files.items():
        if level is not Level.X4:
            continue
        path = tmp_path / "file.pdf"
        path.write_bytes(pdf)
        command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-r50.8", "-sDEVICE=tiffsep"]
        subprocess.run([*command, "-o", tmp_path / "plates%d.tif", path], check=True)
        window = round(WINDOW_MM * 2)  # 50.8 points an inch: two to the millimetre
        of_window, of_colour = 0.0, 0.0
        for plate in tmp_path.glob("plates*.tif"):
            if "(" not in plate.name:  # all plates of a page in one
                with Image.open(plate) as image:
                    total = numpy.asarray(image, dtype=float).sum(axis=2) / 2.55
                sums = numpy.pad(total.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
                high, wide = (min(window, side) for side in total.shape)
                mean = (
                    sums[high:, wide:]
                    - sums[:-high, wide:]
                    - sums[high:, :-wide]
                    + sums[:-high, :-wide]
                )
                of_window = max(of_window, mean.max() / high / wide)
                of_colour = max(of_colour, total.max())
            plate.unlink()
        document, _faults = open_document(pdf, Budget())
        assert document is not None
        found = 0.0
        for page in document.pages:
            laid = Plates(page, document.cache.budget)
            for mark in on_paper(page):
                laid.lay(mark, condition(paper).ink_limit)
            found = max(found, laid.heaviest()[0])
        assert found == pytest.approx(of_window, rel=0.02), (name, paper)
        told = max(view.most_ink for view in views(pdf, Wanted(most=0)))
        assert told == pytest.approx(of_colour, rel=0.02), (name, paper)
        assert of_colour <= condition(paper).ink_limit + 1, (name, paper)


def test_screen_and_press_show_the_same(masters, files):
    """Mean ΔE*ab ≤ 8 a page: the palette's recipes and the paper's black differ on purpose."""
    for name, (master, _theme, _publication) in masters.items():
        shown = screen(master)
        bleed = round(2 * mm_to_pt(3))  # 17 pixels to the hundredth: no edge is shifted
        for page in range(1, master.page_count + 1):
            seen = on_screen(shown, page, 144)
            proof = proofed(plates(files[name, Level.X4, "coated"], page, 144))
            proof = proof.crop((bleed, bleed, bleed + seen.width, bleed + seen.height))
            assert colour_difference(seen, proof).mean() <= 8, (name, page)


def test_files_are_small(masters, files):
    profile = len(condition("coated").icc)
    for name, (master, _theme, _publication) in masters.items():
        pdf = files[name, Level.X4, "coated"]
        assert len(pdf) <= 1.2 * len(screen(master)) + profile, name


def test_one_ink(greys):
    for name, pdf in greys.items():
        found = contents(pdf)
        assert not {"rg", "RG", "k", "K"} & set(found.operators), name
        assert {key[0] for key in found.glyphs} <= {"g"}, name
