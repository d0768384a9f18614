"""``python -m benchmarks.preflight out/…-press.pdf``: a check against one raster of the same pages."""

from __future__ import annotations

import argparse
import io
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pypdfium2
from pypdf import PdfReader, PdfWriter

from printkit.preflight.printer import Job
from printkit.preflight.runner import preflight
from printkit.project.printer_files import load_printer

#: Pages taken, pixels per inch of the raster, and what a check may take of it.
_PAGES, _PPI, _GOAL = 64, 100, 2.0
_PRINTER: Final = "coated-eu"


def main() -> None:
    """Time both, in turns, and print the fastest of each: seconds of the processor, not of the clock."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    logging.disable()
    data = _first_pages(asked.file.read_bytes())
    job = Job(load_printer(_PRINTER, None))
    rasters, checks = [], []
    for _run in range(asked.runs):
        rasters.append(_seconds(lambda: _raster(data)))
        checks.append(_seconds(lambda: preflight(data, job)))
    raster, check = min(rasters), min(checks)
    print(f"{_PAGES} pages, fastest of {asked.runs} runs; goal {_GOAL} x the raster at {_PPI} ppi")
    print(f"raster {raster:.2f} s   check {check:.2f} s   {check / raster:.2f} x")


def _first_pages(pdf: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for _page in range(max(0, len(writer.pages) - _PAGES)):
        writer.remove_page(len(writer.pages) - 1)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _raster(pdf: bytes) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            page.render(scale=_PPI / 72).to_pil()


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
