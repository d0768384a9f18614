"""HTML to blocks and running text: pages, what is pasted, and what converters of other forms give.

Of HTML only what text means is taken: which words, in which blocks, emphasised how. Colours, sizes and
places go. Marks that programs express by styles (``font-weight: bold``, ``mso-list``) count as elements do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from printkit.conversion.document import Block, Cell, Piece, Row, Text
from printkit.conversion.html_notes import found_notes
from printkit.core.word_list import word_set

#: taken out with everything in them: programs, and what no page shows
DROPPED: Final = word_set(
    "script style head title meta link template noscript iframe object embed applet audio video canvas svg"
    " datalist param source track area map base nav"
)
_BLOCKS: Final = word_set(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table"
    " tbody td tfoot th thead tr ul caption"
)
_MARKS: Final = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var", "address"), "em"),
    **dict.fromkeys(("del", "s", "strike"), "del"),
    **dict.fromkeys(("u", "ins"), "u"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "sup": "sup",
    "sub": "sub",
}
_HEADING: Final = re.compile(r"h([1-6])")
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_ADDRESS: Final = re.compile(r"(?:https?|ftp|mailto|tel|xmpp|gemini|sips?):\S", re.IGNORECASE)
#: a paragraph that Word puts on the clipboard for an item of a list
_WORD_LIST: Final = re.compile(r"mso-list:\s*l\d+\s+level(\d+)", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\s*\(?(?:(\d{1,9})|[a-zA-Z]{1,5})[.)]")
_MAX_SPAN: Final = 100
_DEEPEST: Final = 12

#: Returns the name under which a picture at an address is kept; None: it cannot be had.
Fetch = Callable[[str], str | None]


def read_html(root: Any, fetch: Fetch) -> Text:
    """Return the text of an HTML tree. ``fetch`` gives the bytes' name of a picture's address."""
    return _Reader(root, fetch).read()


def style_of(element: Any) -> dict[str, str]:
    """Return the properties of an element's own style."""
    pairs = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _colon, value in pairs if value}


def is_hidden(element: Any) -> bool:
    """Tell whether an element says itself that nobody shall see it."""
    style = style_of(element)
    return (
        element.get("hidden") is not None
        or style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
    )


class _Reader:
    def __init__(self, root: Any, fetch: Fetch) -> None:
        self._root = root
        self._fetch = fetch
        self._notes = found_notes(root)
        self._depth = 0

    def read(self) -> Text:
        blocks = self.blocks(self._root)
        notes: dict[str, list[Block]] = {}
        for name, body in self._notes.bodies.items():
            notes[name] = self.blocks(body, inside=True)
        return Text(blocks, notes)

    # -- blocks --------------------------------------------------------------------------------------

    def blocks(self, element: Any, *, inside: bool = False) -> list[Block]:
        """Return the blocks in an element; text that stands in none becomes paragraphs."""
        found: list[Block] = []
        pending: list[Piece] = []

        def flush() -> None:
            parts = [tidy(part) for part in _paragraphs(pending)]
            found.extend(Block("paragraph", part) for part in parts if part)
            pending.clear()

        for step in self._flow(element, frozenset(), "", inside):
            if isinstance(step, Piece):
                pending.append(step)
            else:
                flush()
                found += self._block(step)
        flush()
        return gathered(found)

    def _flow(
        self, element: Any, marks: frozenset[str], href: str, inside: bool = False
    ) -> Iterator[Piece | Any]:
        """Yield pieces of running text and the elements that are blocks, in order.

        An inline element around blocks gives its marks to nothing: it was meant for the whole page.
        """
        if not inside and element in self._notes.elsewhere:
            return
        if element.text:
            yield Piece(element.text, marks, href)
        for child in element:
            yield from self._step(child, marks, href)
            if child.tail:
                yield Piece(child.tail, marks, href)

    def _step(self, child: Any, marks: frozenset[str], href: str) -> Iterator[Piece | Any]:
        tag = child.tag
        if not isinstance(tag, str) or tag in DROPPED or is_hidden(child) or _is_mark(child):
            return
        if child in self._notes.elsewhere or child in self._notes.back:
            return
        if (name := self._notes.calls.get(child)) is not None:
            yield Piece(kind="note", value=name)
        elif tag == "br":
            yield Piece(kind="break", marks=marks, href=href)
        elif tag == "img":
            yield from self._picture(child, href)
        elif tag == "input":
            if child.get("type") == "checkbox":
                yield Piece("☒" if child.get("checked") is not None else "☐", marks, href)
        elif tag == "wbr":
            yield Piece("\u200b", marks, href)
        elif tag in _BLOCKS:
            yield child
        elif _has_blocks(child):
            yield from self._flow(child, marks, href)
        else:
            yield from self._flow(child, _marked(child, marks), _target(child) or href)

    def _picture(self, element: Any, href: str) -> Iterator[Piece]:
        words = _SPACES.sub(" ", element.get("alt") or "").strip()
        name = self._fetch(element.get("src") or element.get("data-src") or "")
        if name is not None:
            yield Piece(words, href=href, kind="picture", value=name)
        elif words:
            yield Piece(f" {words} ", href=href)

    def _block(self, element: Any) -> list[Block]:
        self._depth += 1
        try:
            return self._block_of(element) if self._depth < _DEEPEST * 8 else []
        finally:
            self._depth -= 1

    def _block_of(self, element: Any) -> list[Block]:
        tag = element.tag
        if (heading := _HEADING.fullmatch(tag)) is not None:
            return self._heading(element, int(heading[1]))
        if tag in ("ul", "ol", "menu", "dir"):
            return self._list(element)
        if tag == "li":  # one without a list
            return [Block("list", blocks=[Block("item", blocks=self.blocks(element))])]
        if tag == "dl" and _is_regular(element):
            return self._terms(element)
        if tag == "table" and _is_regular(element):
            return self._table(element)
        if tag == "pre" and not any(one.tag in _BLOCKS for one in element.iterdescendants()):
            return self._code(element)
        if tag == "hr":
            return [Block("rule")]
        blocks = self.blocks(element)
        if tag == "blockquote":
            return [Block("quote", blocks=blocks)] if blocks else []
        if tag == "aside" and blocks:
            return [Block("box", blocks=blocks)]
        if tag in ("div", "p") and (word := _WORD_LIST.search(element.get("style") or "")):
            return self._word_item(element, int(word[1]), blocks)
        return blocks

    def _heading(self, element: Any, level: int) -> list[Block]:
        """Return a heading; pictures and whatever blocks stand in it follow it."""
        found: list[Block] = []
        pieces: list[Piece] = []
        for block in self.blocks(element):
            if block.kind == "paragraph":
                pieces += [Piece(" "), *block.pieces] if pieces else block.pieces
            else:
                found.append(block)
        pictures = [piece for piece in pieces if piece.kind == "picture"]
        words = tidy([piece for piece in pieces if piece.kind != "picture"], heading=True)
        title = "title" in (element.get("class") or "").split()
        before = [Block("heading", words, level=level, title=title)] if words else []
        return before + [Block("paragraph", [picture]) for picture in pictures] + found

    def _list(self, element: Any) -> list[Block]:
        ordered = element.tag == "ol"
        start = element.get("start") or ""
        block = Block("list", ordered=ordered)
        block.start = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
        if (element.text or "").strip():
            block.blocks.append(
                Block("item", blocks=[Block("paragraph", tidy([Piece(element.text)]))])
            )
        for child in element:
            if not isinstance(child.tag, str) or child.tag in DROPPED or is_hidden(child):
                continue
            if child in self._notes.elsewhere:
                continue
            inner = self.blocks(child) if child.tag == "li" else self._loose(child)
            nested = child.tag in ("ul", "ol") and block.blocks
            if nested:  # browsers let a list stand in a list, beside its items
                block.blocks[-1].blocks += inner
            elif inner or child.tag == "li":
                block.blocks.append(Block("item", blocks=inner))
            if (child.tail or "").strip():
                tail = Block("paragraph", tidy([Piece(child.tail)]))
                block.blocks.append(Block("item", blocks=[tail]))
        block.blocks = [item for item in block.blocks if item.blocks]
        return [block] if block.blocks else []

    def _loose(self, child: Any) -> list[Block]:
        """Return the blocks of an element that stands where it should not."""
        steps = list(self._step(child, frozenset(), ""))
        found: list[Block] = []
        for step in steps:
            if isinstance(step, Piece):
                found.append(Block("paragraph", tidy([step])))
            else:
                found += self._block(step)
        return [one for one in found if one.kind != "paragraph" or one.pieces]

    def _word_item(self, element: Any, level: int, blocks: list[Block]) -> list[Block]:
        """Return one item of the list that Word writes as paragraphs; its neighbours join it later."""
        mark = next(
            ("".join(span.itertext()) for span in element.iter("span") if _is_mark(span)), ""
        )
        counted = _COUNTED.match(mark)
        block = Block("list", ordered=counted is not None)
        if counted is not None and counted[1]:
            block.start = int(counted[1])
        block.level = max(1, min(level, _DEEPEST))
        block.blocks = [Block("item", blocks=blocks)]
        return [block] if blocks else []

    def _terms(self, element: Any) -> list[Block]:
        block = Block("terms")
        for child in element.iter("dt", "dd"):
            if child.getparent() is not element and child.getparent().tag != "div":
                continue
            inner = self.blocks(child)
            if child.tag == "dd":
                block.blocks.append(Block("definition", blocks=inner))
                continue
            pieces = [piece for one in inner for piece in one.pieces]
            block.blocks.append(Block("term", tidy(pieces, heading=True)))
        shown = [one for one in block.blocks if one.blocks or one.pieces]
        if shown and shown[0].kind == "term" and shown[-1].kind == "definition":
            block.blocks = shown
            return [block]
        return [
            inner
            for one in shown
            for inner in ([Block("paragraph", one.pieces)] if one.pieces else one.blocks)
        ]

    def _table(self, element: Any) -> list[Block]:
        before: list[Block] = []
        rows: list[Row] = []
        for child in element.iter("caption", "tr"):
            if _table_of(child) is not element or child in self._notes.elsewhere:
                continue
            if child.tag == "caption":
                before += self.blocks(child)
                continue
            row = Row()
            in_head = child.getparent().tag == "thead"
            for cell in child:
                if cell.tag not in ("td", "th"):
                    continue
                across, down = _span(cell.get("colspan")), _span(cell.get("rowspan"))
                head = in_head or cell.tag == "th"
                row.cells.append(Cell(self.blocks(cell), across, down, head))
            if row.cells:
                rows.append(row)
        if not rows:
            return before
        if len(rows) == 1 and len(rows[0].cells) == 1:  # a frame around a text
            inner = rows[0].cells[0].blocks
            return before + ([Block("box", blocks=inner)] if inner else [])
        return [*before, Block("table", rows=rows)]

    @staticmethod
    def _code(element: Any) -> list[Block]:
        lines = "".join(
            piece if isinstance(piece, str) else "\n" for piece in _lines_in(element)
        ).strip("\n")
        return [Block("code", [Piece(lines)])] if lines.strip() else []


#: elements that hold nothing but these: where they hold more, their words are read as paragraphs
_REGULAR: Final = {
    "table": ("caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"),
    **dict.fromkeys(("thead", "tbody", "tfoot"), ("tr",)),
    "tr": ("td", "th"),
    "dl": ("dt", "dd", "div"),
    "div": ("dt", "dd"),
}


def _is_regular(element: Any) -> bool:
    """Tell whether a table or a list of terms holds its own kind of elements only, and no text between."""
    kinds = _REGULAR[element.tag]
    if (element.text or "").strip():
        return False
    for child in element:
        if (child.tail or "").strip():
            return False
        if not isinstance(child.tag, str) or (child.tag in DROPPED):
            continue
        if child.tag not in kinds or (child.tag in _REGULAR and not _is_regular(child)):
            return False
    return True


def _paragraphs(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Yield the paragraphs of running text: an empty line in it parts two."""
    part: list[Piece] = []
    breaks = 0
    for piece in pieces:
        if piece.kind == "break":
            breaks += 1
        elif piece.kind != "text" or piece.text.strip():
            if breaks > 1:
                yield part
                part = []
            breaks = 0
        part.append(piece)
    yield part


def _lines_in(element: Any) -> Iterator[Any]:
    if element.text:
        yield element.text
    for child in element:
        if child.tag == "br":
            yield child
        elif isinstance(child.tag, str) and child.tag not in DROPPED:
            yield from _lines_in(child)
        if child.tail:
            yield child.tail


def _table_of(element: Any) -> Any:
    return next((above for above in element.iterancestors() if above.tag == "table"), None)


def _span(value: str | None) -> int:
    plain = (value or "").strip()
    return min(max(int(plain), 1), _MAX_SPAN) if plain.isascii() and plain.isdigit() else 1


def _has_blocks(element: Any) -> bool:
    return any(isinstance(one.tag, str) and one.tag in _BLOCKS for one in element.iter())


def _is_mark(element: Any) -> bool:
    """Tell whether Word put the mark of a list here, which lists have by themselves."""
    return "mso-list:ignore" in (element.get("style") or "").lower().replace(" ", "")


def _marked(element: Any, marks: frozenset[str]) -> frozenset[str]:
    """Return the marks of the text in an element, those of its style counted."""
    found = set(marks)
    if mark := _MARKS.get(element.tag):
        found.add(mark)
    style = style_of(element)
    weight = style.get("font-weight", "")
    if weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600):
        found.add("strong")
    elif weight in ("normal", "400"):
        found.discard("strong")
    slant = style.get("font-style", "")
    if slant in ("italic", "oblique"):
        found.add("em")
    elif slant == "normal":
        found.discard("em")
    line = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    if "line-through" in line:
        found.add("del")
    if "underline" in line and element.tag != "a":
        found.add("u")
    place = style.get("vertical-align", "")
    if place in ("super", "sub"):
        found.add("sup" if place == "super" else "sub")
    return frozenset(found)


def _target(element: Any) -> str:
    """Return where a link leads if that is somewhere a reader can go."""
    href = (element.get("href") or "").strip() if element.tag == "a" else ""
    return href if _ADDRESS.match(href) else ""


def tidy(pieces: list[Piece], *, heading: bool = False) -> list[Piece]:
    """Return running text with its white made single, neighbours alike joined, marks only where words are.

    In a ``heading`` bold says nothing and lines are not broken.
    """
    found: list[Piece] = []
    white = True  # before the first word
    for piece in pieces:
        if piece.kind == "break" and not heading:
            found.append(Piece(kind="break"))
            white = True
            continue
        if piece.kind in ("note", "picture"):
            found.append(piece)
            white = False
            continue
        text = " " if piece.kind == "break" else _SPACES.sub(" ", piece.text)
        if white:
            text = text.lstrip(" ")
        if not text:
            continue
        white = text.endswith(" ")
        marks = piece.marks - {"strong"} if heading else piece.marks
        if piece.href:
            marks -= {"u"}
        last = found[-1] if found else None
        if last is not None and last.kind == "text" and last.href == piece.href and (
            last.marks == marks or not text.strip()
        ):  # fmt: skip
            found[-1] = Piece(last.text + text, last.marks, last.href)
        else:
            found.append(Piece(text, marks, piece.href))
    return _trimmed(found)


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Take white and breaks from the end, and white before breaks; nothing is left of white alone."""
    if not any(piece.text.strip() or piece.kind in ("note", "picture") for piece in pieces):
        return []
    kept: list[Piece] = []
    for piece in pieces:
        if piece.kind == "break":
            _strip_end(kept)
            if not kept:
                continue
        kept.append(piece)
    while True:
        _strip_end(kept)
        if not kept or kept[-1].kind != "break":
            return kept
        kept.pop()


def _strip_end(pieces: list[Piece]) -> None:
    while pieces and pieces[-1].kind == "text":
        last = pieces[-1]
        bare = last.text.rstrip(" ")
        if bare:
            pieces[-1] = Piece(bare, last.marks, last.href)
            return
        pieces.pop()


def gathered(blocks: list[Block]) -> list[Block]:
    """Join the lists that Word writes as one paragraph an item, by the level each says."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if last is not None and last.kind == block.kind == "list" and last.level and block.level:
            _join(last, block)
        else:
            found.append(block)
    return found


def _join(above: Block, block: Block) -> None:
    """Put the items of a list at their level below another, or beside its own items."""
    inner = above.blocks[-1].blocks
    deeper = inner[-1] if inner and inner[-1].kind == "list" and inner[-1].level else None
    if block.level <= above.level:
        above.blocks += block.blocks
    elif deeper is not None:
        _join(deeper, block)
    else:
        inner.append(block)
