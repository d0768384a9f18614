"""Say a page's drawing in fewer words: the same marks in the same places, a sixth of the bytes.

The engine writes a kerning after every glyph, nought or not, numbers to a millionth, and saves the state
of the graphics several times over. Every later step reads what is left out here: merging, separation,
preflight, the reader's own download.

Words of a drawing that end or are centred at a place come as a transparency group of their own, only to
be moved. Here they stand in the drawing itself: nothing shows through them, and a common reader cuts off
the first letter of a group's text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any

from weasyprint.pdf.stream import Stream

_SHOWN = re.compile(rb"\[(.*)\] TJ")
_PIECE = re.compile(rb"<([0-9a-f]*)>|([-\d.e]+)")
#: Operators whose operands are lengths of a page, where a hundredth of a px is 3 micrometres.
_PLACED = (b" re", b" m", b" l", b" c", b" v", b" y", b" w")
#: How the engine places a line: upright, in a page whose y grows downwards.
_UPRIGHT = re.compile(rb"1 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm")
#: Operators that set what stays until another of their kind, and other ways to set a colour.
_SETS = re.compile(rb" (?:Tf|Tr|rg|RG|gs|d|w|J|j|M)$")
_OPACITIES = (b"/a", b"/A")
#: What a page begins with (ISO 32000-1, 8.4.1).
_AT_FIRST: Mapping[bytes, bytes] = {
    b"/a": b"/a1.0 gs",
    b"/A": b"/A1.0 gs",
    b" d": b"[] 0 d",
    b" J": b"0 J",
    b" j": b"0 j",
    b" Tr": b"0 Tr",
}
_COLOURS = (b" cs", b" CS", b" sc", b" SC", b" scn", b" SCN", b" g", b" G", b" k", b" K")
_DRAWN = re.compile(rb"/(x\d+) Do")
_LONG = re.compile(rb"-?\d+\.\d{3,}")


def tighten(pdf: Any) -> None:
    """Shorten every drawing of a PDF about to be written (part of a ``finisher`` of the engine)."""
    drawings = [one for one in pdf.objects if isinstance(one, Stream)]
    for one in drawings:
        _unfold(one, pdf)
    for one in drawings:
        own = not {"Subtype", "PatternType"} & {*one.extra}  # a page's, drawn by no other
        one.stream = _without_empty_states(_shorter(one.stream, _AT_FIRST if own else {}))


def _unfold(drawing: Any, pdf: Any) -> None:
    """Draw what is only moved as part of the drawing, where it needs nothing but faces and opacities."""
    within = drawing._resources.get("XObject", {})
    for name in _only_moved(drawing.stream):
        inner = pdf.objects[int(within[name].split()[0])]
        inner.extra.pop("Group", None)
        states = inner._resources["ExtGState"]
        bare = not any(inner._resources[kind] for kind in ("XObject", "Pattern", "Shading"))
        call = b"/%s Do" % name.encode()
        if not (bare and drawing.stream.count(call) == 1 and _only_opacities(states)):
            continue
        place = drawing.stream.index(call)
        box = b" ".join(_px(round(float(side) * 100)) for side in _sizes(inner.extra["BBox"]))
        drawn = [b"q", box + b" re", b"W", b"n", *inner.stream, b"Q"]
        drawing.stream[place : place + 1] = drawn
        drawing._resources["ExtGState"].update(states)
        del within[name]


def _sizes(box: Any) -> tuple[float, float, float, float]:
    left, upper, right, lower = map(float, box)
    return left, upper, right - left, lower - upper


def _only_opacities(states: Any) -> bool:
    """Tell whether states have names that say what they set: ``a0.5``."""
    return all(name[:1] in ("a", "A") for name in states)


def _only_moved(operators: list[Any]) -> list[str]:
    """Return the names of drawings within this one that are moved and drawn, no opacity or mask set."""
    pairs = itertools.pairwise(operators)
    return [
        match[1].decode()
        for before, one in pairs
        if isinstance(one, bytes)
        and (match := _DRAWN.fullmatch(one)) is not None
        and isinstance(before, bytes)
        and before.endswith(b" cm")
    ]


def _shorter(operators: list[Any], at_first: Mapping[bytes, bytes]) -> list[Any]:
    found: list[Any] = []
    # what was set last, by what sets it, at each depth of saved states
    states: list[dict[bytes, bytes]] = [dict(at_first)]
    line: tuple[int, int] | None = None  # where the last line of a text began, in 1/100 px
    for one in operators:
        if not isinstance(one, bytes):
            found.append(one)
            continue
        sets = _SETS.search(one)
        if sets is not None:
            what = one[:2] if sets[0] == b" gs" else sets[0]  # /a… sets one opacity, /A… the other
            if states[-1].get(what) == one:
                continue
            if sets[0] == b" gs" and what not in _OPACITIES:
                states[-1].clear()
            states[-1][what] = one
        elif one == b"q":
            states.append(dict(states[-1]))
        elif one == b"Q" and len(states) > 1:
            states.pop()
        elif one.endswith(_COLOURS):
            states[-1].clear()
        elif one.endswith(b" TJ"):
            one = _glyphs(one)  # noqa: PLW2901
        elif one == b"BT":
            line = None
        elif (match := _UPRIGHT.fullmatch(one)) is not None:
            place = round(float(match[1]) * 100), round(float(match[2]) * 100)
            if line is None:
                one = b"1 0 0 -1 %s %s Tm" % (_px(place[0]), _px(place[1]))  # noqa: PLW2901
            else:
                one = b"%s %s Td" % (_px(place[0] - line[0]), _px(line[1] - place[1]))  # noqa: PLW2901
            line = place
        elif one.endswith(b" Tm"):
            line = None
        elif one.endswith(_PLACED):
            one = _LONG.sub(_hundredth, one)  # noqa: PLW2901
        found.append(one)
    return found


def _glyphs(shown: bytes) -> bytes:
    """Join glyphs that nothing moves apart; round moves to 1/1000 em without letting errors add up."""
    match = _SHOWN.fullmatch(shown)
    if match is None:
        return shown
    wanted, done = 0.0, 0
    pieces: list[bytes] = []
    run = b""
    for piece in _PIECE.finditer(match[1]):
        if piece[1] is None:
            wanted += float(piece[2])
        elif piece[1]:
            move = round(wanted) - done
            if move:
                pieces += [b"<" + run + b">" if run else b"", b"%d" % move]
                run, done = b"", done + move
            run += piece[1]
    pieces.append(b"<" + run + b">" if run else b"")
    return b"[" + b"".join(pieces) + b"] TJ"


def _hundredth(match: re.Match[bytes]) -> bytes:
    return _px(round(float(match[0]) * 100))


def _px(hundredths: int) -> bytes:
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".").encode()


def _without_empty_states(operators: list[Any]) -> list[Any]:
    """Leave out a saved state that holds nothing but another one."""
    starts: list[int] = []
    pair: dict[int, int] = {}  # where a state is saved → where it is restored
    for index, one in enumerate(operators):
        if one == b"q":
            starts.append(index)
        elif one == b"Q" and starts:
            pair[starts.pop()] = index
    dropped: set[int] = set()
    for start, end in pair.items():
        if pair.get(start + 1) == end - 1:
            dropped |= {start, end}
    return [one for index, one in enumerate(operators) if index not in dropped]
