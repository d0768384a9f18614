"""ToUnicode maps: what the codes of a font mean, read and written (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

#: A map of more bytes is not believed.
_LONGEST: Final = 4_000_000
_MOST_CODES: Final = 70_000
_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_HEX = rb"<([0-9a-fA-F\s]*)>"
_CHAR = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[([^\]]*)\])")
_ITEM = re.compile(_HEX)


def read(data: bytes) -> dict[int, str]:
    """Return the text of each code; what is not as it should be is left out."""
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(data[:_LONGEST]):
        if kind == b"char":
            for code, text in _CHAR.findall(body):
                found[_number(code)] = _text(text)
            continue
        for first, last, start, texts in _RANGE.findall(body):
            low = _number(first)
            count = min(_number(last) - low + 1, _MOST_CODES - len(found))
            if texts:
                for step, text in enumerate(_ITEM.findall(texts)[: max(count, 0)]):
                    found[low + step] = _text(text)
            else:
                found.update(_counted(low, count, _bytes(start)))
        if len(found) >= _MOST_CODES:
            break
    return found


def _counted(low: int, count: int, start: bytes) -> dict[int, str]:
    """Return texts that differ by their last byte alone, which is counted up."""
    if not start:
        return {}
    texts = {}
    for step in range(max(count, 0)):
        last = int.from_bytes(start[-2:]) + step
        width = len(start[-2:])
        texts[low + step] = _decoded(start[:-2] + (last % (1 << 8 * width)).to_bytes(width))
    return texts


def write(texts: Mapping[int, str], *, code_bytes: int, name: str) -> bytes:
    """Return the map that gives each code its text; codes are of one or two bytes, ``name`` is the map's."""
    system = (
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        if code_bytes == 2
        else b""
    )
    last = b"f" * 2 * code_bytes
    lines = [
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n",
        system,
        b"/CMapName /%s def\n/CMapType 2 def\n" % name.encode("ascii"),
        b"1 begincodespacerange\n<%s> <%s>\nendcodespacerange\n" % (b"0" * len(last), last),
    ]
    entries = sorted(texts.items())
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        lines.append(b"%d beginbfchar\n" % len(block))
        lines += [
            b"<%s> <%s>\n" % (code.to_bytes(code_bytes).hex().encode(), hexadecimal(text))
            for code, text in block
        ]
        lines.append(b"endbfchar\n")
    lines.append(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return b"".join(lines)


def hexadecimal(text: str) -> bytes:
    """Return a text as a map writes it: UTF-16, big end first, in hexadecimal."""
    return text.encode("utf-16-be", "surrogatepass").hex().encode()


def _number(code: bytes) -> int:
    return int.from_bytes(_bytes(code))


def _text(code: bytes) -> str:
    return _decoded(_bytes(code))


def _bytes(code: bytes) -> bytes:
    digits = b"".join(code.split()).decode("ascii")
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


def _decoded(raw: bytes) -> str:
    if len(raw) == 1:
        return chr(raw[0])
    return raw[: len(raw) & ~1].decode("utf-16-be", "surrogatepass" if len(raw) == 2 else "replace")
