"""``make bench``: cold build, one-word edit, no-op and cost per page, against plain WeasyPrint.

The book is the repository's brochure, its chapters repeated until it has at least 60 pages.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.book import PAGES, make_book, write_plain
from benchmarks.measure import Run, median, run

ROOT = Path(__file__).parent.parent
BUILD = [sys.executable, "-m", "printkit", "build", "synthese", "--edition", "screen"]
PLAIN = (
    "from weasyprint import HTML; "
    "HTML(filename='plain.html').write_pdf('plain.pdf', pdf_variant='pdf/ua-1')"
)


def main() -> None:
    """Run all and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = make_book(ROOT, Path(folder) / "project")
        pages = _pages(root)
        plain_folder = Path(folder) / "plain"
        plain_folder.mkdir()
        write_plain(root, plain_folder)
        rows = _measure(root, plain_folder, options.runs)
    if options.json:
        figures = {
            name: {"seconds": r.seconds, "cpu_s": r.cpu_s, "peak_mib": r.peak_mib}
            for name, r in rows.items()
        }
        print(json.dumps({"pages": pages, "runs": options.runs, "figures": figures}, indent=2))
        return
    plain = rows["plain WeasyPrint, one HTML"]
    print(f"{pages} pages, median of {options.runs} runs, memory of the whole process tree")
    print(f"{'':34}{'s':>8}{'x plain':>9}{'cpu s':>8}{'x plain':>9}{'ms/page':>9}{'MiB':>7}")
    for name, result in rows.items():
        ratio = result.seconds / plain.seconds
        per_page = 1000 * result.seconds / pages
        used = f"{result.cpu_s:8.2f}{result.cpu_s / plain.cpu_s:9.2f}"
        times = f"{result.seconds:8.2f}{ratio:9.2f}{used}{per_page:9.1f}"
        print(f"{name:34}{times}{result.peak_mib:7.0f}")


def _pages(root: Path) -> int:
    run(BUILD, root)
    entries = json.loads((root / "out" / "manifest.json").read_text("utf-8"))["artifacts"]
    pages = next(entry["pages"] for entry in entries if entry["publication"] == "synthese")
    assert pages >= PAGES, f"the book has {pages} pages only"
    return int(pages)


def _measure(root: Path, plain: Path, runs: int) -> dict[str, Run]:
    cold: list[Run] = []
    edit: list[Run] = []
    idle: list[Run] = []
    yardstick: list[Run] = []
    chapter = sorted((root / "brochure").glob("0*.md"))[2]
    original = chapter.read_text("utf-8")
    last_word = original.rstrip()
    for number in range(runs):
        yardstick.append(run([sys.executable, "-c", PLAIN], plain))
        for folder in ("out", ".printkit"):
            shutil.rmtree(root / folder, ignore_errors=True)
        cold.append(run(BUILD, root))
        chapter.write_text(f"{last_word} Mot{number}.\n", "utf-8")
        edit.append(run(BUILD, root))
        idle.append(run(BUILD, root))
        chapter.write_text(original, "utf-8")
        run(BUILD, root)
    return {
        "plain WeasyPrint, one HTML": median(yardstick),
        "printkit, cold build": median(cold),
        "printkit, one-word edit": median(edit),
        "printkit, nothing changed": median(idle),
    }


if __name__ == "__main__":
    main()
