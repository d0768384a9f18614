"""No picture tells where, when, by whom and with what it was taken; its pixels stay, to the byte."""

import io
import struct

import pytest
from PIL import Image, PngImagePlugin

from printkit.core.picture_metadata import without_metadata

CANARIES = (b"CANARY-CAMERA", b"CANARY-NAME", b"CANARY-NOTE", b"CANARY-XMP", b"CANARY-TAIL")


def exif(orientation: int) -> bytes:
    tags = Image.Exif()
    tags[0x0110] = "CANARY-CAMERA"
    tags[0x013B] = "CANARY-NAME"
    tags[0x0112] = orientation
    tags.get_ifd(0x8825)[1] = "N"
    tags.get_ifd(0x8825)[2] = (48.0, 6.0, 0.0)
    return tags.tobytes()


def picture(mode: str = "RGB") -> Image.Image:
    return Image.effect_noise((40, 30), 80).convert(mode)


def saved(kind: str, orientation: int = 1, mode: str = "RGB", **more) -> bytes:
    out = io.BytesIO()
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", "CANARY-NAME")
        info.add_itxt("XML:com.adobe.xmp", "<x>CANARY-XMP</x>")
        more["pnginfo"] = info
    if kind == "GIF":
        more["comment"] = b"CANARY-NOTE"
    else:
        more["exif"] = exif(orientation)
    picture(mode).save(out, kind, **more)
    data = out.getvalue()
    if kind == "JPEG":
        note = b"\xff\xfe" + struct.pack(">H", 13) + b"CANARY-NOTE"
        xmp = b"http://ns.adobe.com/xap/1.0/\0<x>CANARY-XMP</x>"
        data = data[:2] + note + b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp + data[2:]
    if kind in ("JPEG", "PNG"):
        data += b"\xff\xd8 CANARY-TAIL"
    return data


def bare(data: bytes) -> bytes:
    """Return a JPEG without any APPn and COM segment, read in another way."""
    kept, at = b"", 2
    while data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if not (0xE0 <= data[at + 1] <= 0xEF or data[at + 1] == 0xFE):
            kept += data[at:end]
        at = end
    return kept + data[at : data.index(b"\xff\xd9", at) + 2]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_nothing_that_betrays_stays(kind):
    data = saved(kind)
    assert any(word in data for word in CANARIES)
    clean = without_metadata(data)
    assert not [word for word in (*CANARIES, b"Exif", b"EXIF", b"eXIf", b"XMP") if word in clean]
    with Image.open(io.BytesIO(data)) as old, Image.open(io.BytesIO(clean)) as new:
        assert old.convert("RGBA").tobytes() == new.convert("RGBA").tobytes()
    assert without_metadata(clean) == clean


@pytest.mark.parametrize("orientation", [2, 3, 6, 8])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_how_a_picture_is_turned_stays_and_nothing_else(kind, orientation):
    with Image.open(io.BytesIO(without_metadata(saved(kind, orientation)))) as image:
        assert dict(image.getexif()) == {0x0112: orientation}


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"quality": 30}], ids=str)
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_of_a_jpeg_the_compressed_picture_stays_byte_for_byte(mode, more):
    data = saved("JPEG", mode=mode, icc_profile=b"a profile", **more)
    clean = without_metadata(data)
    if "progressive" not in more:
        assert bare(clean) == bare(data)
    with Image.open(io.BytesIO(data)) as old, Image.open(io.BytesIO(clean)) as new:
        assert old.tobytes() == new.tobytes()
        assert new.info["icc_profile"] == b"a profile"
        assert old.info.get("adobe") == new.info.get("adobe")


def test_what_is_no_picture_stays_as_it_is():
    for data in (
        b"",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBP",
        b"text",
    ):
        assert without_metadata(data) in (data, b"RIFF\x04\0\0\0WEBP")


def test_a_cut_picture_ends_and_stays():
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        data = saved(kind)
        for length in range(0, len(data), 37):
            without_metadata(data[:length])
