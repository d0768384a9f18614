"""The ink our reports tell of each page, against the plates Ghostscript makes of the same files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from printkit.core.units import mm_to_pt
from printkit.pdf.budget import Budget
from printkit.preflight.document import open_document
from printkit.preflight.plates import WINDOW_MM, densest
from printkit.views.coverage import inked_pages

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript is not installed"),
]

_PPI = 150
_NAMES = ("Cyan", "Magenta", "Yellow", "Black")
#: Per cent of ink.
_TOLERANCE = 2.0


def separated(pdf: Path, folder: Path) -> None:
    """Have Ghostscript write a grey picture of each plate of each page, edges smoothed."""
    quiet = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{_PPI}"]
    smooth = ["-dTextAlphaBits=4", "-dGraphicsAlphaBits=4"]
    # by itself it paints every pixel a shape touches: thin lines would count double
    exact = ["-c", "0 0 .setfilladjust2", "-f"]
    command = [*quiet, *smooth, f"-sOutputFile={folder}/p%03d.tif", *exact, str(pdf)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def coverage(folder: Path, page: int) -> float:
    """Return the highest mean of Ghostscript's plates over the square, in per cent."""
    plates = []
    for name in _NAMES:
        with Image.open(folder / f"p{page:03d}({name}).tif") as image:
            plates.append(ImageChops.invert(image.convert("L")))
    return densest(plates, mm_to_pt(WINDOW_MM) * _PPI / 72)[0]


def test_coverage_agrees_with_ghostscripts_plates(out: Path, tmp_path: Path):
    files = sorted(out.glob("*/*-press*.pdf"))
    assert len(files) >= 8
    wrong, pages = [], 0
    for pdf in files:
        data = pdf.read_bytes()
        document, _faults = open_document(data, Budget())
        assert document is not None
        frames = {page.number: page.media for page in document.pages}
        found = inked_pages(data, frames, ppi=50, limit=300)
        assert set(found) == set(frames), pdf.name
        folder = tmp_path / pdf.stem
        folder.mkdir()
        separated(pdf, folder)
        for number, inked in found.items():
            expected = coverage(folder, number)
            pages += 1
            if abs(inked.most - expected) > _TOLERANCE:
                wrong.append((pdf.name, number, round(inked.most, 1), round(expected, 1)))
        shutil.rmtree(folder)
    assert pages >= 80
    assert not wrong
