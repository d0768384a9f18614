"""Files of other makers: our own engine's, Pillow's, pypdf's; each is answered, none is misjudged."""

from __future__ import annotations

import io

import pytest
import weasyprint
from PIL import Image
from pypdf import PdfWriter

from printkit.preflight.printer import Job
from printkit.preflight.runner import preflight
from printkit.project.printer_files import load_printer
from support.preflight_sample import REPOSITORY

TEXT = "<!DOCTYPE html><style>@page{size:A6;margin:12mm}body{font:11pt 'DejaVu Sans'}</style><p>Bonjour"


def rules(data: bytes, printer: str) -> set[str]:
    return {fault.rule for fault in preflight(data, Job(load_printer(printer, None)))}


@pytest.fixture(scope="module")
def page() -> bytes:
    return bytes(weasyprint.HTML(string=TEXT).write_pdf())


def test_a_screen_file_is_good_for_a_copy_shop(page):
    assert rules(page, "copyshop") == set()


def test_a_screen_file_is_not_good_for_a_press(page):
    found = rules(page, "coated-eu")
    assert found >= {"pdfx-claim", "output-intent", "identity"}
    assert not found & {"font-embedded", "type3-font", "blank-page", "unreadable"}


def test_a_scan_is_judged_by_its_pixels():
    out = io.BytesIO()
    Image.new("RGB", (420, 592), (200, 30, 30)).save(out, "PDF", resolution=72)
    assert "image-ppi" in rules(out.getvalue(), "copyshop")
    assert "rgb-left" in rules(out.getvalue(), "coated-eu")


def test_an_empty_page_is_blank():
    writer = PdfWriter()
    writer.add_blank_page(297.6, 419.5)
    out = io.BytesIO()
    writer.write(out)
    assert rules(out.getvalue(), "copyshop") == {"blank-page"}


@pytest.mark.deep
def test_the_repositorys_press_files_are_good_where_they_were_built():
    files = sorted((REPOSITORY / "out").glob("*/*-press.pdf"))
    errors = {
        (path.name, fault.rule)
        for path in files
        for fault in preflight(path.read_bytes(), Job(load_printer("coated-eu", None)))
        if fault.severity == "error"
    }
    assert not errors
