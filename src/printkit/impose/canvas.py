"""A drawing of a few shapes, written as SVG or as a page of PDF: for pictures people look at.

Lengths in pixels of 1/96 inch, origin at the upper left, y downwards. The PDF uses Helvetica as every
reader has it: it is made into a picture, never delivered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from printkit.pdf.writer import add_page, dictionary, new_file, stream, written

Point = tuple[float, float]
INK: Final = "#1c1c1c"
#: Share of the size that a letter is wide in Helvetica, where it is not the usual one.
_USUAL: Final = 0.556
_WIDTHS: Final = {
    0.222: "ijl'’|",
    0.278: " .,:;!/()[]ftI\u00a0\u202f-r",
    0.333: '«»"',
    0.5: "cksvxyzJ",
    0.667: "ABEKPSVXY&",
    0.722: "CDHNRUwÉÀ",
    0.778: "GOQ",
    0.833: "mM",
}
_WIDTH_OF: Final = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon or a line through ``points``; ``fill`` and ``stroke`` are ``#rrggbb`` or empty."""

    points: tuple[Point, ...]
    fill: str = ""
    stroke: str = ""
    pen: float = 1.0
    dash: tuple[float, ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text, its foot at (x, y), turned clockwise by ``turn`` degrees about that point."""

    text: str
    x: float
    y: float
    size: float
    colour: str = INK
    anchor: str = "start"
    bold: bool = False
    turn: int = 0


@dataclass
class Canvas:
    """Shapes in the order they are painted."""

    width: float
    height: float
    title: str
    items: list[Shape | Words] = field(default_factory=list)

    def box(
        self, x: float, y: float, width: float, height: float,
        *, fill: str = "", stroke: str = "", pen: float = 1.0,
    ) -> None:  # fmt: skip
        """Add a rectangle by its upper left corner."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.items.append(Shape(corners, fill, stroke, pen, closed=True))

    def line(
        self, *points: Point, stroke: str, pen: float = 1.0, dash: tuple[float, ...] = ()
    ) -> None:
        """Add a line."""
        self.items.append(Shape(points, "", stroke, pen, dash))

    def words(
        self, text: str, x: float, y: float, size: float,
        *, colour: str = INK, anchor: str = "start", bold: bool = False, turn: int = 0,
    ) -> None:  # fmt: skip
        """Add a line of text."""
        self.items.append(Words(text, x, y, size, colour, anchor, bold, turn))


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is."""
    return sum(_WIDTH_OF.get(letter, _USUAL) for letter in text) * size


def svg(canvas: Canvas) -> str:
    """Write a drawing as SVG."""
    size = f"{_n(canvas.width)} {_n(canvas.height)}"
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"'
        f' width="{_n(canvas.width)}" height="{_n(canvas.height)}"'
        ' font-family="Helvetica, Arial, sans-serif">',
        f"<title>{escape(canvas.title)}</title>",
        *(_svg_words(one) if isinstance(one, Words) else _svg_shape(one) for one in canvas.items),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _svg_shape(one: Shape) -> str:
    path = "L".join(f"{_n(x)} {_n(y)}" for x, y in one.points)
    dash = f' stroke-dasharray="{" ".join(map(_n, one.dash))}"' if one.dash else ""
    stroke = f' stroke="{one.stroke}" stroke-width="{_n(one.pen)}"{dash}' if one.stroke else ""
    return f'<path d="M{path}{"Z" if one.closed else ""}" fill="{one.fill or "none"}"{stroke}/>'


def _svg_words(one: Words) -> str:
    turned = f' transform="rotate({one.turn} {_n(one.x)} {_n(one.y)})"' if one.turn else ""
    bold = ' font-weight="bold"' if one.bold else ""
    anchor = f" text-anchor={quoteattr(one.anchor)}" if one.anchor != "start" else ""
    return (
        f'<text x="{_n(one.x)}" y="{_n(one.y)}" font-size="{_n(one.size)}" fill="{one.colour}"'
        f"{anchor}{bold}{turned}>{escape(one.text)}</text>"
    )


def pdf(canvas: Canvas) -> bytes:
    """Write a drawing as a page of PDF."""
    high = canvas.height * 0.75
    ops = [b"0.75 0 0 -0.75 0 %.3f cm" % high]
    for one in canvas.items:
        ops.append(_pdf_words(one) if isinstance(one, Words) else _pdf_shape(one))
    fonts = {
        key: dictionary(Type="/Font", Subtype="/Type1", BaseFont=base, Encoding="/WinAnsiEncoding")
        for key, base in (("F", "/Helvetica"), ("B", "/Helvetica-Bold"))
    }
    file = new_file()
    page = dictionary(
        Type="/Page",
        MediaBox=[0.0, 0.0, canvas.width * 0.75, high],
        Resources=dictionary(Font=dictionary(**fonts)),
        Contents=stream(file, b"\n".join(ops)),
    )
    add_page(file, page)
    return written(file, "1.4")


def _pdf_shape(one: Shape) -> bytes:
    (x, y), *others = one.points
    path = f"{_n(x)} {_n(y)} m " + " ".join(f"{_n(a)} {_n(b)} l" for a, b in others)
    looks, paint = "", "n"
    if one.fill:
        looks, paint = f"{_rgb(one.fill)} rg ", "f"
    if one.stroke:
        dash = " ".join(map(_n, one.dash))
        looks += f"{_rgb(one.stroke)} RG {_n(one.pen)} w [{dash}] 0 d "
        paint = "B" if one.fill else "S"
    return f"{looks}{path}{' h' if one.closed else ''} {paint}".encode()


def _pdf_words(one: Words) -> bytes:
    text = one.text.replace("\u202f", "\u00a0").encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        text = text.replace(sign, b"\\" + sign)
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[one.anchor]
    back = -share * width_of(one.text, one.size) * (1.06 if one.bold else 1)
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[one.turn % 360]
    x, y = one.x + back * cos, one.y + back * sin
    matrix = f"{cos} {sin} {sin} {-cos} {_n(x)} {_n(y)} Tm"
    font = f"/{'B' if one.bold else 'F'} {_n(one.size)} Tf"
    return f"BT {_rgb(one.colour)} rg {font} {matrix} (".encode() + text + b") Tj ET"


def _rgb(colour: str) -> str:
    return " ".join(_n(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"
