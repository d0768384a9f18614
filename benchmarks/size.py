"""``python -m benchmarks.size``: the brochure's screen file against a plain render of the same text."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import pypdfium2

from benchmarks.book import make_book, write_plain
from benchmarks.measure import run

ROOT = Path(__file__).parent.parent
BUILD = [sys.executable, "-m", "printkit", "build", "synthese", "--edition", "screen"]
PLAIN = (
    "from weasyprint import HTML; "
    "HTML(filename='plain.html').write_pdf('plain.pdf', pdf_variant='pdf/ua-1')"
)


def main() -> None:
    """Build both and print bytes, pages and bytes per page."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_book(ROOT, Path(folder) / "project")
        run(BUILD, root)
        artifacts = json.loads((root / "out" / "manifest.json").read_text("utf-8"))["artifacts"]
        ours = root / "out" / next(one["path"] for one in artifacts if one["edition"] == "screen")
        plain = Path(folder) / "plain"
        plain.mkdir()
        write_plain(root, plain)
        run([sys.executable, "-c", PLAIN], plain)
        sizes = {
            "plain WeasyPrint, tagged": _size(plain / "plain.pdf"),
            "printkit, screen": _size(ours),
        }
    yardstick, _pages = sizes["plain WeasyPrint, tagged"]
    print(f"{'':28}{'bytes':>9}{'x plain':>9}{'pages':>7}{'per page':>10}")
    for name, (size, pages) in sizes.items():
        print(f"{name:28}{size:9}{size / yardstick:9.2f}{pages:7}{size / pages:10.0f}")


def _size(path: Path) -> tuple[int, int]:
    with pypdfium2.PdfDocument(path) as document:
        return path.stat().st_size, len(document)


if __name__ == "__main__":
    main()
