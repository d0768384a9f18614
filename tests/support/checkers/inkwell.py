"""What a press file contains, read with another library than the one that wrote it (pikepdf)."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageCms

from printkit.project.condition_files import condition

PALETTE = {
    "ink": "#111111",
    "ground": "#111111",
    "accent": "#c8102e",
    "signal": "#ffd400",
    "muted": "#5a5a5a",
    "paper": "#ffffff",
}
PRESS = {
    "ink": (0.0, 0.0, 0.0, 100.0),
    "ground": (30.0, 30.0, 30.0, 100.0),
    "accent": (0.0, 100.0, 85.0, 10.0),
    "signal": (0.0, 15.0, 100.0, 0.0),
    "muted": (0.0, 0.0, 0.0, 75.0),
    "paper": (0.0, 0.0, 0.0, 0.0),
}
COATED = condition("coated")
LOOK: dict[str, Any] = {"palette": PALETTE, "press": PRESS, "condition": COATED}
_SHOWS = {"Tj", "TJ", "'", '"'}
_PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*"}
#: Modes of text that is not painted (ISO 32000-1, 9.3.6).
_UNPAINTED = {3, 7}
_SETS = {"rg", "RG", "g", "G", "k", "K"}


@dataclass
class Contents:
    """Everything found: ``glyphs`` by (operator, colour, overprint), ``fields`` by (operator, colour).

    ``unseen`` are those of the glyphs that are set without being painted.
    """

    glyphs: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    unseen: int = 0
    fields: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    spaces: Counter[str] = field(default_factory=Counter)
    operators: Counter[str] = field(default_factory=Counter)
    images: list[Any] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)


def contents(pdf: bytes, pages: Sequence[int] | None = None) -> Contents:
    """Walk every page (or those of 0-based numbers), form, pattern, mask and shading of a file."""
    found = Contents()
    document = pikepdf.open(io.BytesIO(pdf))
    for number, page in enumerate(document.pages):
        if pages is not None and number not in pages:
            continue
        if "/Group" in page.obj:
            found.groups.append(str(page.obj.Group.CS))
        _walk(page, page.obj.get("/Resources"), found, ("g", (0.0,)), set())
    found.images = list({image.objgen: image for image in found.images}.values())
    for image in found.images:
        if "/ImageMask" not in image:
            found.spaces[_space(image.ColorSpace)] += 1
    found._document = document  # type: ignore[attr-defined]  keeps its objects alive
    return found


def _space(value: Any) -> str:
    if isinstance(value, pikepdf.Array):
        return f"{value[0]} {_space(value[1])}" if str(value[0]) == "/Indexed" else str(value[0])
    return str(value)


def _walk(stream: Any, resources: Any, found: Contents, fill: Any, seen: set[Any]) -> None:
    state = {"fill": fill, "over": False, "mode": 0}
    stack = []
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        found.operators[name] += 1
        if name == "q":
            stack.append(dict(state))
        elif name == "Q" and stack:
            state = stack.pop()
        elif name in ("g", "rg", "k"):
            state["fill"] = (name, tuple(round(float(part), 4) for part in operands))
        elif name in ("scn", "sc"):
            state["fill"] = (name, tuple(str(part) for part in operands))
        elif name == "Tr":
            state["mode"] = int(operands[0])
        elif name == "gs":
            entry = resources.ExtGState[str(operands[0])]
            if "/op" in entry:
                state["over"] = bool(entry.op) and entry.OPM == 1 and bool(entry.OP)
            if "/SMask" in entry and str(entry.SMask) != "/None":
                _form(entry.SMask.G, resources, found, ("g", (0.0,)), seen)
        elif name in _SHOWS:
            count = sum(len(bytes(part)) for part in _strings(operands)) // 2
            found.glyphs[*state["fill"], state["over"]] += count
            found.unseen += count if state["mode"] in _UNPAINTED else 0
        elif name in _PAINTS:
            found.fields[state["fill"]] += 1
        elif name == "Do":
            thing = resources.XObject[str(operands[0])]
            if str(thing.Subtype) == "/Image":
                found.images.append(thing)
                if "/SMask" in thing:
                    found.images.append(thing.SMask)
            else:
                _form(thing, resources, found, state["fill"], seen)
        elif name == "sh":
            found.spaces[_space(resources.Shading[str(operands[0])].ColorSpace)] += 1
    for pattern in (resources.get("/Pattern", {}) if resources is not None else {}).values():
        if pattern.PatternType == 2:
            found.spaces[_space(pattern.Shading.ColorSpace)] += 1
        elif pattern.objgen not in seen:
            seen.add(pattern.objgen)
            _walk(pattern, pattern.Resources, found, ("g", (0.0,)), seen)


def _form(form: Any, resources: Any, found: Contents, fill: Any, seen: set[Any]) -> None:
    if "/Group" in form:
        found.groups.append(str(form.Group.get("/CS")))
    _walk(form, form.get("/Resources", resources), found, fill, seen)


def _strings(operands: Any) -> Iterator[Any]:
    for operand in operands:
        if isinstance(operand, pikepdf.Array):
            yield from (part for part in operand if isinstance(part, pikepdf.String))
        elif isinstance(operand, pikepdf.String):
            yield operand


def assert_only_inks(found: Contents) -> None:
    """No RGB anywhere: no operator, image, shading or group."""
    assert not {"rg", "RG", "sc", "SC"} & set(found.operators)
    allowed = {"/DeviceCMYK", "/DeviceGray", "/Indexed /DeviceCMYK", "/Indexed /DeviceGray"}
    assert set(found.spaces) <= allowed
    assert set(found.groups) <= {"/DeviceCMYK", "/DeviceGray"}
    assert not {"BDC", "BMC", "EMC"} & set(found.operators)


def plates(pdf: bytes, page: int = 1, dpi: float = 72) -> Image.Image:
    """Return a page as poppler separates it: a CMYK image, 255 full ink."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.pdf"
        path.write_bytes(pdf)
        target = Path(folder) / "out"
        size = ["-r", str(dpi), "-f", str(page), "-l", str(page), "-singlefile"]
        done = subprocess.run(
            ["pdftoppm", *size, "-jpegcmyk", path, target], capture_output=True, check=True
        )
        assert done.stderr == b""
        with Image.open(f"{target}.jpg") as image:
            image.load()
        return image


def on_screen(pdf: bytes, page: int = 1, dpi: float = 72) -> Image.Image:
    """Return a page as pdfium shows it."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return document[page - 1].render(scale=dpi / 72).to_pil().convert("RGB")


def first_page(pdf: bytes) -> Any:
    """Return the first page of a file, as long as its document is kept: document, page."""
    document = pikepdf.open(io.BytesIO(pdf))
    return document, document.pages[0]


def proofed(image: Image.Image) -> Image.Image:
    """Return what plates look like: through the profile, black point compensated, paper as white."""
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(COATED.icc)),
        ImageCms.createProfile("sRGB"),
        "CMYK",
        "RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    done = ImageCms.applyTransform(image, transform)
    assert done is not None
    return done


def colour_difference(one: Image.Image, other: Image.Image) -> Any:
    """Return ΔE*ab (CIE 1976) by pixel as a numpy array."""
    import numpy as np

    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    arrays = []
    for image in (one, other):
        lab = ImageCms.applyTransform(image, to_lab)
        assert lab is not None
        bands = [np.asarray(band).astype(float) for band in lab.split()]
        signed = [band - 128 for band in bands[1:]]
        arrays.append(np.stack([bands[0] * 100 / 255, *signed]))
    return np.sqrt(((arrays[0] - arrays[1]) ** 2).sum(axis=0))
