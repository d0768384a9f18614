"""Imposed press files pass our own preflight as the PDF/X-4 they are made of."""

from __future__ import annotations

import io

import pikepdf
import pytest

from printkit.cli.entry import run
from printkit.core.findings import Severity
from printkit.preflight.printer import Job
from printkit.preflight.runner import preflight
from printkit.project.printer_files import load_printer

pytestmark = pytest.mark.deep
BOOK, A6 = "synthese/synthese-a5-press.pdf", "contre-sommet/contre-sommet-a6-press.pdf"
A5 = "contre-sommet/contre-sommet-a5-press.pdf"
#: What is typed after the file; every one on paper with room for bleed and marks.
SHEETS = {
    "booklet": (BOOK, "--scheme saddle --sheet sra3 --paper-thickness 0.1"),
    "booklet in sections": (BOOK, "--scheme saddle --sheet sra3 --section 16-32"),
    "perfect": (BOOK, "--scheme perfect --sheet sra3"),
    "signatures of sixteen": (BOOK, "--scheme perfect --per-side 8 --sheet 640x900"),
    "n-up": (A6, "--scheme nup --repeat --sheet sra3"),
    "n-up, head to head": (A6, "--scheme nup --head-to-head --sheet sra3 --gutter 6"),
    "cut and stack": (BOOK, "--scheme cutstack --sheet sra3"),
    "work and turn": (A5, "--scheme step --sheet sra3"),
}


def errors(data: bytes) -> set[str]:
    found = preflight(data, Job(load_printer("coated-eu", None)))
    return {fault.rule for fault in found if fault.severity is Severity.ERROR}


@pytest.mark.parametrize("flip", ["short-edge", "long-edge"])
@pytest.mark.parametrize("name", SHEETS)
def test_sheets_of_a_press_file_pass_as_x4(name, flip, out, tmp_path, monkeypatch, capsys):
    file, options = SHEETS[name]
    monkeypatch.chdir(tmp_path)
    words = ["impose", str(out / file), *options.split(), "--flip", flip, "--marks"]
    assert run([*words, "-o", "sheets.pdf"]) == 0
    capsys.readouterr()
    assert run(["check", "sheets.pdf", "--printer", "coated-eu"]) == 0, capsys.readouterr().out
    with pikepdf.open("sheets.pdf") as pdf, pdf.open_metadata() as xmp:
        assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
        source = pikepdf.open(out / file)
        assert len(pdf.Root.OutputIntents) == len(source.Root.OutputIntents) == 1
        profiles = [
            one.Root.OutputIntents[0].DestOutputProfile.read_bytes() for one in (pdf, source)
        ]
        assert profiles[0] == profiles[1]


def test_a_publication_is_imposed_from_its_pages_with_bleed(out, tmp_path, capsys):
    project = str(out.parent)
    words = [
        "impose",
        "contre-sommet",
        "--format",
        "a6",
        "--edition",
        "press",
        "--project",
        project,
    ]
    target = tmp_path / "sheets.pdf"
    options = ["--scheme", "nup", "--repeat", "--sheet", "sra3", "--flip", "long-edge"]
    assert run([*words, *options, "--marks", "-o", str(target)]) == 0
    capsys.readouterr()
    assert errors(target.read_bytes()) == set()
    with pikepdf.open(target) as pdf:
        page = pdf.pages[0]
        bleed, trim = ([float(side) for side in box] for box in (page.BleedBox, page.TrimBox))
    assert trim[0] - bleed[0] == pytest.approx(3 / 25.4 * 72, abs=0.01)


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "output-intent"),
        (lambda pdf: pdf.Root.__delitem__("/Metadata"), "pdfx-claim"),
        (lambda pdf: pdf.pages[0].__delitem__("/TrimBox"), "page-boxes"),
    ],
)
def test_sheets_that_lost_their_identity_do_not_pass(damage, rule, out, tmp_path):
    target = tmp_path / "sheets.pdf"
    words = ["impose", str(out / A6), "--scheme", "nup", "--repeat", "--sheet", "sra3"]
    assert run([*words, "--flip", "long-edge", "-o", str(target)]) == 0
    with pikepdf.open(target) as pdf:
        damage(pdf)
        broken = io.BytesIO()
        pdf.save(broken)
    assert errors(target.read_bytes()) == set()
    assert rule in errors(broken.getvalue())
