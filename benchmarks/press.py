"""``python -m benchmarks.press``: separation and PDF/X against a plain render of the same brochure."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import printkit.editions
from benchmarks.book import make_book, write_plain
from benchmarks.measure import median, run
from printkit.assemble.screen import screen
from printkit.build import build
from printkit.edition import Edition, Made
from printkit.model import Master, Publication, Theme
from printkit.press.make import mono_file, press_file
from printkit.press.pdfx import Level
from printkit.project.conditions import condition

ROOT = Path(__file__).parent.parent
PLAIN = (
    "from weasyprint import HTML; "
    "HTML(filename='plain.html').write_pdf('plain.pdf', pdf_variant='pdf/ua-1')"
)


def main() -> None:
    """Run all and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        root = make_book(ROOT, Path(folder) / "project")
        master, theme = _master(root)
        plain = Path(folder) / "plain"
        plain.mkdir()
        write_plain(root, plain)
        yardstick = median([run([sys.executable, "-c", PLAIN], plain) for _ in range(runs)]).seconds
    look = {"palette": theme.palette, "press": theme.press}
    coated = condition("coated")
    rows = {
        level.value: lambda level=level: press_file(
            master.pdf, **look, condition=coated, level=level
        )
        for level in Level
    }
    rows["mono"] = lambda: mono_file(master.pdf, **look)
    print(f"{master.page_count} pages, median of {runs} runs; plain WeasyPrint {yardstick:.2f} s")
    shown = len(screen(master))
    for name, make in rows.items():
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            done = make()
            times.append(time.perf_counter() - start)
        seconds = statistics.median(times)
        size = len(done.pdf) / shown
        print(
            f"{name:16}{seconds:7.2f} s {seconds / yardstick:6.2f} x plain {size:6.2f} x screen file"
        )


def _master(root: Path) -> tuple[Master, Theme]:
    found: list[tuple[Master, Theme]] = []

    def caught(master: Master, publication: Publication, theme: Theme) -> Made:
        del publication
        found.append((master, theme))
        return Made(screen(master), master.page_count)

    printkit.editions.EDITIONS = {"screen": Edition(caught)}
    build(root)
    return found[0]


if __name__ == "__main__":
    main()
