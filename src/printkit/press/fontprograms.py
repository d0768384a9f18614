"""Font programs every level of PDF/X may carry: OpenType wrappers opened, bare CFF kept."""

from __future__ import annotations

import io
from typing import Any

from fontTools.ttLib import TTFont
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject

from printkit.assemble.objects import N, add, resolve, stream


def bare_programs(writer: PdfWriter) -> list[str]:
    """Replace OpenType programs with the CFF in them (ISO 32000-1, 9.9: PDF 1.4 knows no other).

    Returns the names of fonts that are not embedded.
    """
    missing = []
    for candidate in writer._objects:
        if not isinstance(candidate, DictionaryObject):
            continue
        if candidate.get("/Type") == "/Font" and candidate.get("/Subtype") != "/Type0":
            descriptor: Any = resolve(candidate.get("/FontDescriptor", DictionaryObject()))
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                missing.append(str(candidate.get("/BaseFont", "")).lstrip("/"))
        if "/FontFile3" in candidate:
            program = resolve(candidate["/FontFile3"])
            if program.get("/Subtype") == "/OpenType":
                _open(writer, candidate, program)
    return missing


def _open(writer: PdfWriter, descriptor: Any, program: Any) -> None:
    with TTFont(io.BytesIO(program.get_data()), lazy=True) as font:
        if "CFF " not in font:
            return
        data = font.reader["CFF "]
    descriptor[N("/FontFile3")] = add(writer, stream(data, Subtype="/CIDFontType0C"))
