"""``python -m benchmarks.imposition``: imposing against a plain pypdf merge of the same pages, one run.

64 A5 pages of text (at most twice the time, at most 1.1 times the file), then 2,000 pages for memory.
Booklet tools that are installed (pdfjam, pdfbook2, bookletimposer) are timed beside it.
"""

from __future__ import annotations

import io
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from printkit.impose.imposition import impose, job_for
from printkit.impose.source_pages import open_source

A4 = (210.0, 297.0)
RUNS = 15
TEXTS = Path(__file__).parent.parent / "brochure"
TOOLS = {
    "pdfjam": ["pdfjam", "--booklet", "true", "--landscape", "--outfile", "out.pdf", "in.pdf"],
    "pdfbook2": ["pdfbook2", "in.pdf"],
    "bookletimposer": ["bookletimposer", "-a", "-o", "out.pdf", "in.pdf"],
}


def main() -> None:
    """Print one table; exit 1 if a promise is broken."""
    data = book(64)
    merged = merge(data)
    sheets = imposed(data)
    plain, ours = seconds(lambda: merge(data), lambda: imposed(data))
    print(f"64 A5 pages, {len(data) / 1024:.0f} KiB, median of {RUNS} runs")
    print(f"{'plain pypdf merge':28}{plain:8.3f} s{len(merged) / len(data):8.2f} x file")
    print(f"{'printkit, saddle':28}{ours:8.3f} s{len(sheets) / len(data):8.2f} x file")
    for name in TOOLS:
        took = timed_tool(name, data)
        print(f"{name:28}" + (f"{took:8.3f} s" if took is not None else "   not installed"))
    small, large = memory(book(200)), memory(long := book(200, 10))
    ratio = large / small
    print(
        f"2,000 pages, {len(long) / 2**20:.1f} MiB: {large:.0f} MiB; a tenth of them: {small:.0f} MiB"
    )
    kept = ours <= 2 * plain and len(sheets) <= 1.1 * len(data) and ratio <= 10.5
    print(
        f"time x{ours / plain:.2f}, file x{len(sheets) / len(data):.2f}, memory x{ratio:.1f} for x10"
    )
    sys.exit(0 if kept else 1)


def book(pages: int, times: int = 1) -> bytes:
    """Return a book of text; ``times`` its pages are there, each with contents of its own."""
    words = " ".join(path.read_text("utf-8") for path in sorted(TEXTS.glob("*.md"))).split()
    words = [word for word in words if word.isalpha()]

    def text(number: int) -> str:
        start = number * 257 % max(1, len(words) - 260)
        return f"<h2>{number}</h2><p>{' '.join(words[start : start + 260])}</p>"

    sections = "".join(f"<section>{text(number)}</section>" for number in range(1, pages + 1))
    style = "@page { size: 148mm 210mm; margin: 15mm } section { break-after: page }"
    data = HTML(string=f"<style>{style}</style>{sections}").write_pdf()
    assert isinstance(data, bytes)
    if times == 1:
        return data
    writer = PdfWriter()
    for _ in range(times):
        writer.append(io.BytesIO(data))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def merge(data: bytes) -> bytes:
    """Copy every page into a new file and write it, as the plainest merge does."""
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(data)).pages:
        writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def imposed(data: bytes) -> bytes:
    source = open_source(data, "book.pdf")
    return impose(source, "saddle", job_for(source, A4)).data


def seconds(*works: Callable[[], object]) -> list[float]:
    """Return the median time of each, run in turns so that a busy machine slows all alike."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, times in zip(works, found, strict=True):
            started = time.perf_counter()
            work()
            times.append(time.perf_counter() - started)
    return [statistics.median(times) for times in found]


def memory(data: bytes) -> float:
    """Return the peak of Python's memory while imposing, in MiB, the source left out."""
    tracemalloc.start()
    imposed(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def timed_tool(name: str, data: bytes) -> float | None:
    if shutil.which(TOOLS[name][0]) is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "in.pdf").write_bytes(data)
        started = time.perf_counter()
        subprocess.run(TOOLS[name], cwd=folder, check=True, capture_output=True)
        return time.perf_counter() - started


if __name__ == "__main__":
    main()
