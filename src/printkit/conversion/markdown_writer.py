"""Blocks to chapters in printkit's Markdown: the one writer for whatever a text was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from printkit.conversion.document import Block, Cell, Piece
from printkit.conversion.markdown_inlines import Inlines, cleaned

_BULLETS: Final = ("-", "*")
_POINTS: Final = (".", ")")


def write_chapter(
    blocks: Sequence[Block],
    notes: Mapping[str, Sequence[Block]],
    picture: Callable[[str], str],
    *,
    plain: bool = False,
) -> str:
    """Return the text of a chapter; its notes, numbered as they are called, stand at its end.

    ``picture`` gives the path of a picture by its name. ``plain``: signs are avoided where elements can
    stand (see :class:`~printkit.conversion.markdown_inlines.Inlines`).
    """
    names: dict[str, str] = {}
    for block in blocks:
        for name in called(block):
            if name in notes:
                names.setdefault(name, str(len(names) + 1))
    writer = _Writer(Inlines(names, picture, plain))
    parts = writer.blocks(blocks)
    if parts and parts[0][0] in ("---", "+++"):  # a first line of three hyphens is front matter
        parts[0] = ["***"]
    parts += [writer.note(number, notes[name]) for name, number in names.items()]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def called(block: Block) -> Iterator[str]:
    """Yield the names of the notes a block calls, in order."""
    for piece in block.pieces:
        if piece.kind == "note":
            yield piece.value
    for inner in block.blocks:
        yield from called(inner)
    for row in block.rows:
        for cell in row.cells:
            for inner in cell.blocks:
                yield from called(inner)


class _Writer:
    """Writes blocks, each as its lines."""

    def __init__(self, inlines: Inlines) -> None:
        self._inlines = inlines

    def blocks(self, blocks: Sequence[Block], *, inside: bool = False) -> list[list[str]]:
        """Return the lines of each block; ``inside`` another one headings are paragraphs in bold."""
        found: list[list[str]] = []
        before: Block | None = None
        turn = 0
        for block in blocks:
            alike = before is not None and before.kind == block.kind == "list"
            turn = 1 - turn if alike and before and before.ordered == block.ordered else 0
            lines = self._block(block, inside, turn)
            if lines:
                found.append(lines)
                before = block
        return found

    def _block(self, block: Block, inside: bool, turn: int) -> list[str]:
        kind = block.kind
        if kind == "heading" and not inside:
            text = self._inlines.line(block.pieces)
            text = text[:-1] + "\\#" if text.endswith("#") else text
            return [f"{'#' * max(1, min(block.level, 6))} {text}"]
        if kind in ("paragraph", "heading", "term"):
            return self._paragraph(block)
        if kind == "list":
            return self._list(block, turn)
        if kind == "quote":
            return [f"> {line}".rstrip() for line in self._joined(block.blocks)]
        if kind == "box":
            inner = self._joined(block.blocks)
            return ["::: encadré", *inner, ":::"] if inner else []
        if kind == "terms":
            return self._terms(block)
        if kind == "code":
            return _fenced(block.pieces[0].text)
        if kind == "table":
            return self._table(block)
        return ["---"]

    def _joined(self, blocks: Sequence[Block]) -> list[str]:
        """Return the lines of blocks inside another one, an empty line between them."""
        lines: list[str] = []
        for one in self.blocks(blocks, inside=True):
            lines += ["", *one] if lines else one
        return lines

    def _paragraph(self, block: Block) -> list[str]:
        pieces = block.pieces
        if block.kind == "heading":
            pieces = [
                Piece(one.text, one.marks | {"strong"}, one.href) if one.kind == "text" else one
                for one in pieces
            ]
        text = self._inlines.paragraph(pieces)
        return text.split("\n") if text.strip() else []

    # -- lists -------------------------------------------------------------------------------------

    def _list(self, block: Block, turn: int) -> list[str]:
        tight = all(_is_tight(item) for item in block.blocks)
        lines: list[str] = []
        number = block.start
        for item in block.blocks:
            mark = f"{number}{_POINTS[turn]}" if block.ordered else _BULLETS[turn]
            number = min(number + 1, 999_999_999)
            inner: list[str] = []
            for one in self.blocks(item.blocks, inside=True):
                inner += one if tight or not inner else ["", *one]
            inset = " " * (len(mark) + 1)
            if lines and not tight:
                lines.append("")
            lines.append(f"{mark} {inner[0]}" if inner else mark)
            lines += [f"{inset}{line}" if line else "" for line in inner[1:]]
        return lines

    def _terms(self, block: Block) -> list[str]:
        lines: list[str] = []
        before = ""
        for one in block.blocks:
            if one.kind == "term":
                if before == "definition":
                    lines.append("")
                lines.append(self._inlines.line(one.pieces))
            else:
                inner = self._joined(one.blocks) or [""]
                lines.append(f": {inner[0]}")
                lines += [f"    {line}" if line else "" for line in inner[1:]]
            before = one.kind
        return lines

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, block: Block) -> list[str]:
        widths = {len(row.cells) for row in block.rows}
        cells = [cell for row in block.rows for cell in row.cells]
        even = len(widths) == 1 and all(cell.across == cell.down == 1 for cell in cells)
        heads = [all(cell.head for cell in row.cells) for row in block.rows]
        flat = even and len(block.rows) > 1 and max(widths) > 1 and not any(heads[1:])
        if flat and all(_is_short(cell) for cell in cells):
            return self._strokes(block)
        return self._html_table(block)

    def _strokes(self, block: Block) -> list[str]:
        lines = []
        for row in block.rows:
            texts = [
                self._inlines.line(cell.blocks[0].pieces, cell=True) if cell.blocks else ""
                for cell in row.cells
            ]
            lines.append(f"| {' | '.join(texts)} |")
        lines.insert(1, f"|{'---|' * len(block.rows[0].cells)}")
        return lines

    def _html_table(self, block: Block) -> list[str]:
        """Return a table as HTML, which alone has merged cells and blocks in cells; no line is empty."""
        lines = ["<table>"]
        for row in block.rows:
            lines.append("<tr>")
            for cell in row.cells:
                tag = "th" if cell.head else "td"
                spans = (("colspan", cell.across), ("rowspan", cell.down))
                values = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
                lines.append(f"<{tag}{values}>{self._raw(cell.blocks)}</{tag}>")
            lines.append("</tr>")
        return [*lines, "</table>"]

    def _raw(self, blocks: Sequence[Block]) -> str:
        if len(blocks) == 1 and blocks[0].kind in ("paragraph", "heading"):
            return self._inlines.raw(blocks[0].pieces)
        return "".join(self._raw_block(block) for block in blocks)

    def _raw_block(self, block: Block) -> str:
        kind = block.kind
        if kind in ("paragraph", "term", "heading"):
            text = self._inlines.raw(block.pieces)
            return f"<p><strong>{text}</strong></p>" if kind == "heading" else f"<p>{text}</p>"
        if kind == "list":
            tag = "ol" if block.ordered else "ul"
            start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
            items = "".join(f"<li>{self._raw(item.blocks)}</li>" for item in block.blocks)
            return f"<{tag}{start}>{items}</{tag}>"
        if kind == "table":
            return "".join(self._html_table(block))
        if kind == "code":
            lines = block.pieces[0].text.split("\n")
            return "<p>" + "<br>".join(self._inlines.raw([Piece(line)]) for line in lines) + "</p>"
        if kind == "rule":
            return "<hr>"
        inner = "".join(self._raw_block(one) for one in block.blocks)
        return f"<blockquote>{inner}</blockquote>" if kind == "quote" else inner

    # -- notes -------------------------------------------------------------------------------------

    def note(self, number: str, blocks: Sequence[Block]) -> list[str]:
        """Return the lines of a note: paragraphs and lists, nothing else can stand in one."""
        lines: list[str] = []
        for one in self.blocks(list(_plain(blocks)), inside=True):
            lines += ["", *one] if lines else one
        first = lines[0] if lines else ""
        return [f"[^{number}]: {first}", *(f"    {line}" if line else "" for line in lines[1:])]


def _plain(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks for a note: tables and boxes become their paragraphs, calls of notes go."""
    for block in blocks:
        if block.kind == "table":
            for row in block.rows:
                for cell in row.cells:
                    yield from _plain(cell.blocks)
        elif block.kind in ("box", "quote"):
            yield from _plain(block.blocks)
        elif block.kind != "rule":
            yield block


def _is_short(cell: Cell) -> bool:
    return not cell.blocks or (len(cell.blocks) == 1 and cell.blocks[0].kind == "paragraph")


def _is_tight(item: Block) -> bool:
    """Tell whether an item is one paragraph, perhaps with a list below it."""
    kinds = [block.kind for block in item.blocks]
    if not kinds:
        return True
    if kinds[0] != "paragraph" or any(kind != "list" for kind in kinds[1:]) or len(kinds) > 2:
        return False
    inner = item.blocks[1] if len(kinds) == 2 else None
    return inner is None or (
        (not inner.ordered or inner.start == 1)
        and bool(inner.blocks[0].blocks)
        and all(_is_tight(one) for one in inner.blocks)
    )


def _fenced(text: str) -> list[str]:
    lines = [cleaned(line) for line in text.split("\n")]
    longest = max(
        (len(line) - len(line.lstrip("`")) for line in (one.lstrip() for one in lines)), default=0
    )
    fence = "`" * max(3, longest + 1)
    return [fence, *lines, fence]
