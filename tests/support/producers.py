"""PDFs written by programs that share nothing with ours: libraries, TeX, PostScript, a browser.

A program that is not installed gives None; libraries are always there.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from fpdf import FPDF
from PIL import Image, ImageDraw
from reportlab.lib.colors import CMYKColor, linearlyInterpolatedColor, navy, red
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from support.checkers.browser import chromium

Make = Callable[[Path], bytes | None]
WORDS = "Le texte d’une page, et la suite de ce texte sur la ligne suivante. " * 6


def picture(number: int) -> Image.Image:
    image = Image.new("RGB", (180, 120), (40 * number, 90, 200 - 30 * number))
    ImageDraw.Draw(image).ellipse((30, 20, 60 + 25 * number, 100), fill="white")
    return image


def reportlab(version: tuple[int, int] = (1, 4), *, turned: bool = False, packed: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, (148 * mm, 210 * mm), pageCompression=packed, pdfVersion=version)
    for number in range(1, 6):
        canvas.setFillColor(CMYKColor(0.1, 0.9, 0.2 * (number % 5), 0.1))
        canvas.rect(0, 150 * mm, 30 * mm + 15 * mm * number, 60 * mm, fill=1, stroke=0)
        canvas.setFillColor(linearlyInterpolatedColor(red, navy, 0, 6, number))
        canvas.setFont("Times-Italic", 120)
        canvas.drawString(50 * mm, 70 * mm, str(number))
        canvas.drawImage(ImageReader(picture(number)), 80 * mm, 10 * mm, 60 * mm, 40 * mm)
        text = canvas.beginText(10 * mm, 40 * mm)
        text.setFont("Helvetica", 9)
        text.textLines(WORDS[:60] + "\n" + WORDS[60:120])
        canvas.drawText(text)
        if turned:
            canvas.setPageRotation(90)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def fpdf(orientation: str = "P") -> bytes:
    pdf = FPDF(orientation=orientation, format=(148, 210))  # type: ignore[arg-type]
    for number in range(1, 5):
        pdf.add_page()
        pdf.set_fill_color(200, 40 * number, 60)
        pdf.rect(0, 0, 20 + 20 * number, 50, "F")
        pdf.set_font("helvetica", size=120)
        pdf.text(60, 120, str(number))
        pdf.image(picture(number), x=70, y=140 if orientation == "P" else 60, w=60)
        pdf.set_font("times", size=10)
        pdf.set_xy(10, 60)
        pdf.multi_cell(100, text=WORDS.replace("’", "'"))
        with pdf.table(width=80) as table:
            for row in (("heure", "lieu"), ("18 h", "salle")):
                table.row(row)
    return bytes(pdf.output())


POSTSCRIPT = b"""%!PS-Adobe-3.0
<< /PageSize [419.5 595.3] >> setpagedevice
1 1 4 { /n exch def
  0.2 0.8 n 5 div 0.1 setcmykcolor 0 420 60 n 70 mul add 175 rectfill
  0 setgray /Palatino-Roman findfont 180 scalefont setfont 140 180 moveto n 1 string cvs show
  gsave 300 80 translate 30 rotate 0 0 60 0 360 arc 4 setlinewidth [9 4] 0 setdash stroke grestore
  showpage } for
"""
TEX = r"""\pdfpagewidth=148mm \pdfpageheight=210mm \hsize=110mm \vsize=160mm
\font\big=cmr10 at 120pt \nopagenumbers
\def\one#1{\pdfliteral{0.9 0.3 0.1 rg 0 0 120 -90 re f 0 g}\vfil{\big #1}\vfil
A page of plain \TeX\ with $\int_0^1 x^2\,dx = {1\over3}$ on it.\eject}
\one1\one2\one3\one4\end"""
PAGE = """<!DOCTYPE html><meta charset=utf-8><title>t</title>
<style>@page{size:148mm 210mm;margin:0}section{break-after:page;height:190mm;padding:8mm}
b{font-size:150px;color:#fff;background:linear-gradient(45deg,#c11,#129);opacity:.8}</style>""" + "".join(
    f"<section><b>{number}</b><p>{WORDS}<svg width=200 height=90><circle cx={40 * number} cy=45 r=40 "
    "fill=teal /></svg></section>"
    for number in range(1, 5)
)


def program(name: str, text: str | bytes, *words: str, out: str = "out.pdf") -> Make:
    """Return what hands ``text`` to a program in a folder of its own and reads what it wrote."""

    def make(folder: Path) -> bytes | None:
        found = shutil.which(name)
        if found is None:
            return None
        data = text if isinstance(text, bytes) else text.encode()
        (folder / "in").write_bytes(data)
        command = [found, *words]
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=True)
        target = folder / out
        return target.read_bytes() if target.exists() else done.stdout

    return make


def browser(folder: Path) -> bytes:
    (folder / "page.html").write_text(PAGE, "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'user'}"]
    flags += ["--no-pdf-header-footer", f"--print-to-pdf={folder / 'out.pdf'}"]
    command = [str(chromium()), *flags, "page.html"]
    subprocess.run(command, cwd=folder, capture_output=True, timeout=180, check=True)
    return (folder / "out.pdf").read_bytes()


GHOSTSCRIPT = ("-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite", "-sOutputFile=out.pdf")
PRODUCERS: Mapping[str, Make] = {
    "reportlab": lambda folder: reportlab(),
    "reportlab 1.7, open": lambda folder: reportlab((1, 7), packed=0),
    "reportlab turned": lambda folder: reportlab(turned=True),
    "fpdf2": lambda folder: fpdf(),
    "fpdf2 lying": lambda folder: fpdf("L"),
    "ghostscript": program("gs", POSTSCRIPT, *GHOSTSCRIPT, "in"),
    "ghostscript 1.3": program("gs", POSTSCRIPT, *GHOSTSCRIPT, "-dCompatibilityLevel=1.3", "in"),
    "pdftex": program("pdftex", TEX, "-interaction=batchmode", "in", out="in.pdf"),
    "chromium": browser,
}
