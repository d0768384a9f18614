"""``python -m benchmarks.press``: separation and PDF/X against a plain render of the same brochure."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from printkit.build.editions.edition import Edition, Made

import printkit.build.editions.registry
from benchmarks.book import make_book, write_plain
from benchmarks.measure import median, run
from printkit.assemble.master import Master, screen
from printkit.build.api import build
from printkit.model import Publication, Theme
from printkit.press.pdfx import Level
from printkit.press.press_file import drum_file, mono_file, press_file
from printkit.project.condition_files import condition

ROOT = Path(__file__).parent.parent
PLAIN = (
    "from weasyprint import HTML; "
    "HTML(filename='plain.html').write_pdf('plain.pdf', pdf_variant='pdf/ua-1')"
)

#: What separation may take of a plain render, and a file of the screen's, its profile besides.
_TIME_GOAL, _SIZE_GOAL = 0.2, 1.2


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
    rows["riso, a drum"] = lambda: drum_file(
        master.pdf, palette=theme.palette, riso=theme.riso, drum="black"
    )
    print(f"{master.page_count} pages, median of {runs} runs; plain WeasyPrint {yardstick:.2f} s")
    print(f"{'':16}{'s':>8}{'x plain':>9}{'kB':>7}{'x screen':>10}{'of room':>9}")
    shown = len(screen(master))
    room = _SIZE_GOAL * shown + len(coated.icc)
    for name, make in rows.items():
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            done = make()
            times.append(time.perf_counter() - start)
        seconds, size = statistics.median(times), len(done.pdf)
        print(
            f"{name:16}{seconds:8.2f}{seconds / yardstick:9.3f}{size / 1000:7.0f}"
            f"{size / shown:10.2f}{size / room:9.2f}"
        )
    print(
        f"goals: {_TIME_GOAL} x plain; {_SIZE_GOAL} x the screen file and the profile ({room / 1000:.0f} kB)"
    )


def _master(root: Path) -> tuple[Master, Theme]:
    found: list[tuple[Master, Theme]] = []

    def caught(master: Master, publication: Publication, theme: Theme) -> Made:
        del publication
        found.append((master, theme))
        return Made(screen(master), master.page_count)

    printkit.build.editions.registry.EDITIONS = {"screen": Edition(caught)}
    build(root)
    return found[0]


if __name__ == "__main__":
    main()
