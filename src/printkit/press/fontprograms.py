"""Font programs every level of PDF/X may carry: OpenType wrappers opened, bare CFF kept."""

from __future__ import annotations

import io

from fontTools.ttLib import TTFont, TTLibError

from printkit.pdf.fonts import is_embedded
from printkit.pdf.objects import Thing, decoded, entry, has, is_dictionary, name
from printkit.pdf.writer import Pdf, objects_of, stream


def bare_programs(pdf: Pdf) -> list[str]:
    """Replace OpenType programs with the CFF in them (ISO 32000-1, 9.9: PDF 1.4 knows no other).

    Returns the names of fonts that are not embedded.
    """
    missing = []
    for candidate in objects_of(pdf):
        if not is_dictionary(candidate):
            continue
        subtype = name(entry(candidate, "/Subtype"))
        is_simple = subtype not in ("/Type0", "/Type3")
        is_font = name(entry(candidate, "/Type")) == "/Font"
        if is_font and is_simple and not is_embedded(candidate):
            missing.append(name(entry(candidate, "/BaseFont")).lstrip("/"))
        if has(candidate, "/FontFile3"):
            program = entry(candidate, "/FontFile3")
            if name(entry(program, "/Subtype")) == "/OpenType":
                _open(pdf, candidate, program)
    return missing


def _open(pdf: Pdf, descriptor: Thing, program: Thing) -> None:
    try:
        with TTFont(io.BytesIO(decoded(program) or b""), lazy=True) as font:
            data = font.reader["CFF "] if "CFF " in font else None
    except TTLibError:
        return  # a stranger's, broken: it is left
    if data is not None:
        descriptor["/FontFile3"] = stream(pdf, data, Subtype="/CIDFontType0C")
