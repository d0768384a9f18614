"""One subset per face over the whole book, cut anew from the face's own file.

The engine keeps glyph ids when it subsets, so texts of different parts agree on them; the union of
what they use is cut once. A font that is no declared face is an error: it would be a machine's.
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import fontTools
from fontTools.ttLib import TTFont, TTLibError
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
)

from printkit.assemble.joined_objects import N, add, items, number_of, resolve, stream
from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _
from printkit.model import Face
from printkit.pdf import tounicode

LoadFace = Callable[[Face], bytes]
#: Return the bytes made for this key before, or make them: cutting a face is slow.
Remember = Callable[[str, Callable[[], bytes]], bytes]
_SHAPING = ("GSUB", "GPOS", "GDEF", "BASE", "kern", "FFTM", "DSIG", "SVG ", "meta")


@dataclass(slots=True)
class _Used:
    """A face as the parts use it: widths (1/1000 em) and texts by glyph id."""

    fonts: list[Any]
    widths: dict[int, Any]
    texts: dict[int, str]


def unite_fonts(
    writer: PdfWriter, faces: Sequence[Face], load_face: LoadFace, remember: Remember
) -> tuple[list[Finding], dict[str, bytes]]:
    """Replace the parts' subsets of each face by one; name fonts that are no declared face.

    The other value are the same subsets as bare CFF programs without gaps, by the fonts' new names.
    """
    used = _used_fonts(writer)
    sources = _sources(faces, load_face, set(used))
    findings: list[Finding] = []
    replaced: dict[int, IndirectObject] = {}
    programs: dict[str, bytes] = {}
    for name in sorted(used):
        one = used[name]
        source = sources.get(name)
        if source is None or not _same_face(source, one):
            findings.append(_stray(name))
            continue
        programs |= _unite(writer, name, one, source, remember)
        for other in one.fonts[1:]:
            replaced[number_of(other)] = one.fonts[0].indirect_reference
    if replaced:
        _replace(writer, replaced)
    return findings, programs


def _used_fonts(writer: PdfWriter) -> dict[str, _Used]:
    """Group the embedded fonts by the PostScript name their own program carries."""
    groups: dict[str, _Used] = {}
    for candidate in writer._objects:
        if not isinstance(candidate, DictionaryObject) or candidate.get("/Subtype") != "/Type0":
            continue
        descendant = _descendant(candidate)
        name = _program_name(resolve(descendant["/FontDescriptor"]))
        one = groups.setdefault(name or str(candidate["/BaseFont"]), _Used([], {}, {}))
        one.fonts.append(candidate)
        one.widths.update(_widths(descendant["/W"].get_object()))
        for key, text in tounicode.read(resolve(candidate["/ToUnicode"]).get_data()).items():
            known = one.texts.get(key)
            if known is None or (len(text), text) < (len(known), known):
                one.texts[key] = text
    return groups


def _program_name(descriptor: Any) -> str | None:
    for key in ("/FontFile3", "/FontFile2"):
        if key in descriptor:
            try:
                with TTFont(io.BytesIO(descriptor[key].get_object().get_data()), lazy=True) as font:
                    name: str | None = font["name"].getDebugName(6)
                    return name
            except (TTLibError, KeyError):
                return None
    return None


@dataclass(frozen=True, slots=True)
class _Source:
    """A face's own file; tables are read only when it is cut."""

    face: Face
    font: TTFont

    def widths(self) -> Sequence[float]:
        """Return the advance of every glyph in 1/1000 em, read from ``hmtx`` without glyph names."""
        reader = self.font.reader
        (per_em,) = struct.unpack_from(">H", reader["head"], 18)
        (count,) = struct.unpack_from(">H", reader["hhea"], 34)
        (glyphs,) = struct.unpack_from(">H", reader["maxp"], 4)
        advances: tuple[int, ...] = struct.unpack_from(f">{count * 2}H", reader["hmtx"])[::2]
        own: list[float] = [advance * 1000 / per_em for advance in advances]
        return [*own, *own[-1:] * (glyphs - count)]


def _sources(faces: Iterable[Face], load_face: LoadFace, wanted: set[str]) -> Mapping[str, _Source]:
    found: dict[str, _Source] = {}
    for face in faces:
        font = TTFont(io.BytesIO(load_face(face)), lazy=True, recalcTimestamp=False)
        name = font["name"].getDebugName(6)
        if name in wanted:
            found[name] = _Source(face, font)
    return found


def _same_face(source: _Source, used: _Used) -> bool:
    """Check that glyph ids mean the same in the face's file: the wrong file corrupts text silently."""
    widths = source.widths()
    return all(
        glyph < len(widths) and abs(widths[glyph] - float(str(width))) <= 1
        for glyph, width in used.widths.items()
    )


def _unite(
    writer: PdfWriter, name: str, used: _Used, source: _Source, remember: Remember
) -> dict[str, bytes]:
    glyphs = sorted(used.widths)
    descriptor, descendant = _descriptor(used.fonts[0])
    key = "/FontFile3" if "/FontFile3" in descriptor else "/FontFile2"
    recipe = f"cut {fontTools.version} {source.face.sha256} {glyphs}"
    data = remember(hashlib.sha256(recipe.encode()).hexdigest(), lambda: _cut(source.font, glyphs))
    extra: dict[str, Any] = (
        {"Subtype": "/OpenType"} if key == "/FontFile3" else {"Length1": len(data)}
    )
    descriptor[N(key)] = add(writer, stream(data, **extra))
    descriptor.pop("/CIDSet", None)  # it lists one part's glyphs; PDF/UA does not want it
    tag = N(f"/{_tag(name, glyphs)}+{name}")
    for holder, entry in (
        (used.fonts[0], "/BaseFont"),
        (descendant, "/BaseFont"),
        (descriptor, "/FontName"),
    ):
        holder[N(entry)] = tag
    descendant[N("/W")] = _width_array(used.widths)
    mapped = tounicode.write(used.texts, code_bytes=2, name="Adobe-Identity-UCS")
    used.fonts[0][N("/ToUnicode")] = add(writer, stream(mapped))
    if key != "/FontFile3":
        return {}
    bare = hashlib.sha256(f"bare {recipe}".encode()).hexdigest()
    return {str(tag)[1:]: remember(bare, lambda: _without_gaps(data, glyphs))}


def _descendant(font: Any) -> Any:
    return resolve(font["/DescendantFonts"][0])


def _descriptor(font: Any) -> tuple[DictionaryObject, Any]:
    descendant = _descendant(font)
    return resolve(descendant["/FontDescriptor"]), descendant


def _cut(source: TTFont, glyphs: Sequence[int]) -> bytes:
    """Subset a face to some glyphs, which keep their ids."""
    from fontTools import subset  # noqa: PLC0415  slow to import, seldom needed

    options = subset.Options(
        retain_gids=True,
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        recalc_timestamp=False,
        glyph_names=False,
        layout_features=[],
        name_IDs=[1, 2, 4, 6],
        legacy_cmap=False,
    )
    for table in _SHAPING:  # the text is shaped already; the cutter would read them through
        if table in source:
            del source[table]
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=glyphs)
    subsetter.subset(source)
    out = io.BytesIO()
    source.save(out, reorderTables=None)
    return out.getvalue()


def _without_gaps(cut: bytes, glyphs: Sequence[int]) -> bytes:
    """Return the CFF program of some glyphs of a subset, numbered from 1 on in their order."""
    from fontTools import subset  # noqa: PLC0415

    options = subset.Options(hinting=False, notdef_outline=True, layout_features=[], name_IDs=[])
    source = TTFont(io.BytesIO(cut), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=glyphs)
    subsetter.subset(source)
    out = io.BytesIO()
    source.save(out, reorderTables=None)
    return bytes(TTFont(out).reader["CFF "])


def _tag(name: str, glyphs: Sequence[int]) -> str:
    """Return six letters for a subset (ISO 32000-1, 9.6.4), the same for the same glyphs."""
    digest = hashlib.sha256(f"{name}{glyphs}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _widths(array: Any) -> dict[int, Any]:
    found: dict[int, Any] = {}
    entries = items(array)
    for first, widths in zip(entries[::2], entries[1::2], strict=True):
        start = int(str(first))
        for offset, width in enumerate(items(widths.get_object())):
            found[start + offset] = width
    return found


def _width_array(widths: Mapping[int, Any]) -> ArrayObject:
    array = ArrayObject()
    run = ArrayObject()
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            run = ArrayObject()
            array += [NumberObject(glyph), run]
        run.append(widths[glyph])
    return array


def _replace(writer: PdfWriter, replaced: Mapping[int, IndirectObject]) -> None:
    """Point every font resource at the font that took its place."""
    for candidate in writer._objects:
        if not isinstance(candidate, DictionaryObject) or "/Type" in candidate:
            continue
        holders = [candidate]
        resources = candidate.get("/Font")
        if isinstance(resources, DictionaryObject):
            holders.append(resources)
        for holder in holders:
            for key, value in list(dict.items(holder)):
                if isinstance(value, IndirectObject) and value.idnum in replaced:
                    holder[key] = replaced[value.idnum]


def _stray(name: str) -> Finding:
    return Finding(
        "stray-font",
        Severity.ERROR,
        _("a font that is no declared face got into the document: {name}").format(
            name=name.lstrip("/")
        ),
        hint=_("set that text in a face of the theme, or add the face to the theme's folder"),
    )
