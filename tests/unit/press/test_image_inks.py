"""Images of every mode: rendered by the engine, separated, and compared with what the screen shows."""

from __future__ import annotations

import datetime as dt
import hashlib
import io

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageChops, ImageCms

from printkit.assemble.master import Master, screen
from printkit.assemble.merge import merge
from printkit.model import Asset, MergePart, Meta, PageFormat
from printkit.press.press_file import mono_file, press_file
from printkit.press.separate import separate
from printkit.press.total_ink import most_ink
from support.checkers.inkwell import (
    LOOK,
    PALETTE,
    PRESS,
    assert_only_inks,
    colour_difference,
    contents,
    on_screen,
    plates,
    proofed,
)
from support.pressroom import faces, job, laid_out, press

SIDE = 120
FMT = PageFormat("essai", (100.0, 140.0))
ADOBE = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"


def picture() -> Image.Image:
    """Return a smooth picture of colours every press can show."""
    across = Image.linear_gradient("L").resize((SIDE, SIDE))
    bands = (
        across.point(lambda level: 90 + level // 3),
        across.rotate(90).point(lambda level: 100 + level // 4),
        across.rotate(180).point(lambda level: 110 + level // 5),
    )
    return Image.merge("RGB", bands)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def alpha(image: Image.Image, mask: Image.Image) -> Image.Image:
    image = image.copy()
    image.putalpha(mask)
    return image


def rotated() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(picture().rotate(90), "JPEG", quality=95, exif=exif)


def sixteen() -> bytes:
    grey = np.linspace(0, 65535, SIDE * SIDE).astype("uint16").reshape(SIDE, SIDE)
    return saved(Image.fromarray(grey), "PNG")


def cmyk(*, adobe: bool) -> bytes:
    """Return a CMYK JPEG; without Adobe's marker its values are what they say."""
    inks = picture().convert("CMYK")
    if adobe:
        return saved(inks, "JPEG", quality=95)
    data = saved(ImageChops.invert(inks), "JPEG", quality=95)
    assert ADOBE[:4] in data
    return data.replace(data[data.index(ADOBE[:4]) :][:16], b"")


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SPOT = Image.radial_gradient("L").resize((SIDE, SIDE)).point(lambda level: 255 * (level < 100))
SOFT = Image.radial_gradient("L").resize((SIDE, SIDE)).transpose(Image.Transpose.ROTATE_90)

#: Black ink alone is no darker than L* 16: greys spread from there to the paper, lighter than shown.
GREY = 14
#: name → (bytes, colour space expected in the file, mean ΔE*ab allowed)
MODES = {
    "rgb-jpeg": (saved(picture(), "JPEG", quality=95), "/DeviceCMYK", 3),
    "rgb-png": (saved(picture(), "PNG"), "/DeviceCMYK", 3),
    "grey-jpeg": (saved(picture().convert("L"), "JPEG", quality=95), "/DeviceGray", GREY),
    "grey-png": (saved(picture().convert("L"), "PNG"), "/DeviceGray", GREY),
    "grey-as-rgb": (saved(picture().convert("L").convert("RGB"), "JPEG"), "/DeviceGray", GREY),
    "palette": (saved(picture().quantize(16), "PNG"), "/Indexed /DeviceCMYK", 3),
    "one-bit": (saved(picture().convert("1"), "PNG"), "/Indexed /DeviceCMYK", GREY),
    "rgba-soft": (saved(alpha(picture(), SOFT), "PNG"), "/DeviceCMYK", 3),
    "rgba-hard": (saved(alpha(picture(), SPOT), "PNG"), "/DeviceCMYK", 3),
    "grey-alpha": (saved(alpha(picture().convert("L"), SOFT), "PNG"), "/DeviceGray", GREY),
    "exif-rotated": (rotated(), "/DeviceCMYK", 3),
    "own-profile": (saved(picture(), "JPEG", quality=95, icc_profile=SRGB), "/DeviceCMYK", 3),
    "webp": (saved(picture(), "WEBP", quality=90), "/DeviceCMYK", 3),
    "cmyk-adobe": (cmyk(adobe=True), "/DeviceCMYK", None),
    "cmyk-plain": (cmyk(adobe=False), "/DeviceCMYK", None),
}


def masters(pool, images: dict[str, bytes], style: str = "width:60mm;height:60mm"):
    """Return a master of one page per image."""
    assets = tuple(
        Asset(f"asset:{name}", hashlib.sha256(data).hexdigest(), data=data)
        for name, data in images.items()
    )
    body = "".join(
        f'<p style="break-after:page"><img src="asset:{name}" alt="x" style="{style}"></p>'
        for name in images
    )
    part = MergePart("un", "Un", laid_out(pool, job(body, "body{margin:0}", assets=assets)).pdf)
    master, findings = merge(
        [part],
        meta=Meta("Images", "fr", dt.date(2026, 1, 2)),
        outline=(),
        labels=(),
        faces=faces(),
        load_face=lambda face: face.path.read_bytes(),
        fmt=FMT,
        date=dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC),
    )
    assert findings == []
    return master.pdf


@pytest.fixture(scope="module")
def master():
    with press() as pool:
        return masters(pool, {name: data for name, (data, _space, _most) in MODES.items()})


@pytest.fixture(scope="module")
def made(master):
    done = separate(master, **LOOK)
    assert done.findings == ()
    return done


def crop(image: Image.Image, left: float, top: float) -> Image.Image:
    side = 164
    return image.crop((round(left), round(top), round(left) + side, round(top) + side))


@pytest.mark.parametrize("name", MODES)
def test_every_mode_looks_the_same_in_inks(name, master, made):
    """Mean ΔE*ab ≤ 3 for colours in reach; ≤ 14 for greys, which are black ink alone."""
    page = list(MODES).index(name) + 1
    _data, space, most = MODES[name]
    document = pikepdf.open(io.BytesIO(made.pdf))
    (image,) = document.pages[page - 1].Resources.XObject.values()
    found = image.ColorSpace
    if space is not None:
        assert (
            " ".join(map(str, found)).startswith(space)
            if isinstance(found, pikepdf.Array)
            else str(found) == space
        )
    raster = plates(made.pdf, page)
    if most is None:
        want = picture().convert("CMYK").resize((170, 170))
        got = crop(raster, 14.2 + 28.3, 14.2 + 28.3)
        assert np.abs(np.asarray(got).astype(int) - np.asarray(want)[:164, :164]).mean() < 6
        return
    seen = on_screen(screen(Master(master, len(MODES), FMT)), page)
    proof = crop(proofed(raster), 14.2 + 29, 14.2 + 29)
    assert colour_difference(crop(seen, 29, 29), proof).mean() <= most


def test_no_rgb_is_left(made):
    assert_only_inks(contents(made.pdf))


def test_only_soft_masks_are_transparent(made):
    soft = {list(MODES)[one.page - 1] for one in made.transparency}
    assert soft == {"rgba-soft", "grey-alpha"}
    document = pikepdf.open(io.BytesIO(made.pdf))
    page = document.pages[list(MODES).index("rgba-hard")]
    (image,) = page.Resources.XObject.values()
    assert image.Mask.ImageMask
    assert "/SMask" not in image


def test_inks_of_images_stay_below_the_limit(made):
    deep = Image.effect_noise((300, 300), 100)
    dark = Image.merge("CMYK", [deep.point(lambda level: 200 + level // 5)] * 4)
    with press() as pool:
        done = press_file(masters(pool, {"deep": saved(dark, "JPEG", quality=90)}), **LOOK)
    found = contents(done.pdf)
    (image,) = found.images
    samples = pikepdf.PdfImage(image)
    if samples.filters == ["/DCTDecode"]:
        raw = Image.open(io.BytesIO(image.read_raw_bytes()))
    else:
        raw = Image.frombytes("CMYK", (samples.width, samples.height), image.read_bytes())
    assert 280 < most_ink(raw) <= 300


def test_images_are_reduced_to_what_the_press_shows():
    large = Image.effect_noise((2400, 1200), 60).convert("RGB")
    coloured = Image.merge(
        "RGB", [large.getchannel(0), large.getchannel(1).rotate(180), large.getchannel(2)]
    )
    with press() as pool:
        master = masters(pool, {"large": saved(coloured, "JPEG")}, "width:25.4mm;height:12.7mm")
    found = contents(press_file(master, **LOOK).pdf)
    (image,) = found.images
    assert (int(image.Width), int(image.Height)) == (300, 150)
    found = contents(press_file(master, **LOOK, ppi=150).pdf)
    (image,) = found.images
    assert (int(image.Width), int(image.Height)) == (150, 75)


def test_palette_colours_are_exact_in_drawings():
    flag = Image.new("RGB", (60, 40), PALETTE["accent"])
    flag.paste(PALETTE["signal"], (0, 0, 30, 40))
    with press() as pool:
        made = press_file(masters(pool, {"flag": saved(flag, "PNG")}), **LOOK)
    found = contents(made.pdf)
    (image,) = found.images
    table = bytes(image.ColorSpace[3])
    used = set(image.read_bytes())
    recipes = {tuple(table[at * 4 : at * 4 + 4]) for at in used}
    wanted = (PRESS["accent"], PRESS["signal"])
    assert recipes == {tuple(round(part * 2.55) for part in recipe) for recipe in wanted}


def test_an_image_is_converted_once(master):
    cache = {}
    first = press_file(master, **LOOK, cache=cache)
    kept = dict(cache)
    assert len(kept) > 10  # several of the modes hold the same samples
    assert press_file(master, **LOOK, cache=cache).pdf == first.pdf
    assert all(cache[key] is value for key, value in kept.items())
    assert len(cache) == len(kept)


def test_one_ink_images(master):
    found = contents(mono_file(master, palette=PALETTE, press=PRESS).pdf)
    assert set(found.spaces) <= {"/DeviceGray", "/Indexed /DeviceGray"}


def built(entries: dict[str, object], data: bytes, draw: bytes = b"") -> bytes:
    """Return a one-page file that shows one raw image over 50 × 50 pt."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(50, 50))
    image = document.make_stream(data)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    for key, value in entries.items():
        image[f"/{key}"] = value
    page = document.pages[0]
    page.TrimBox = page.MediaBox
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    page.Contents = document.make_stream(draw or b"50 0 0 50 0 0 cm /I Do")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


N = pikepdf.Name
RAW = {
    "two bits": (
        {"Width": 4, "Height": 1, "BitsPerComponent": 2, "ColorSpace": N.DeviceGray},
        b"\x1b",
    ),
    "four bits": (
        {"Width": 2, "Height": 1, "BitsPerComponent": 4, "ColorSpace": N.DeviceRGB},
        b"\xc6\x66\x8c",
    ),
    "sixteen bits": (
        {"Width": 2, "Height": 1, "BitsPerComponent": 16, "ColorSpace": N.DeviceRGB},
        bytes.fromhex("c00060006000 60008000c000"),
    ),
    "inverted": (
        {
            "Width": 2,
            "Height": 1,
            "BitsPerComponent": 8,
            "ColorSpace": N.DeviceGray,
            "Decode": pikepdf.Array([1, 0]),
        },
        b"\x00\xff",
    ),
    "indexed": (
        {
            "Width": 8,
            "Height": 1,
            "BitsPerComponent": 1,
            "ColorSpace": pikepdf.Array([N.Indexed, N.DeviceRGB, 1, b"\xff\x00\x00\x00\x00\xff"]),
        },
        b"\x0f",
    ),
    "inks": (
        {"Width": 2, "Height": 1, "BitsPerComponent": 8, "ColorSpace": N.DeviceCMYK},
        bytes(8),
    ),
}


@pytest.mark.parametrize("name", RAW)
def test_raw_samples(name):
    entries, data = RAW[name]
    master = built(
        {**entries, **{k: pikepdf.Array(v) for k, v in entries.items() if isinstance(v, list)}},
        data,
    )
    done = separate(master, **LOOK)
    assert done.findings == ()
    assert_only_inks(contents(done.pdf))
    seen, proof = on_screen(master), proofed(plates(done.pdf))
    for x in (6, 44):
        one, other = seen.getpixel((x, 25)), proof.getpixel((x, 25))
        assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) < 200, (x, one, other)
        assert (sum(one) > 700) == (sum(other) > 700)


def test_a_stencil_takes_the_ink_of_its_colour():
    entries = {"Width": 8, "Height": 1, "BitsPerComponent": 1, "ImageMask": True}
    draw = b"0.784314 0.062745 0.180392 rg 50 0 0 50 0 0 cm /I Do"
    done = separate(built(entries, b"\x0f", draw), **LOOK)
    assert done.findings == ()
    assert plates(done.pdf).getpixel((10, 25)) == pytest.approx((0, 255, 217, 26), abs=6)


def test_an_image_the_engine_got_wrong_is_named():
    """WeasyPrint 70 labels 16-bit grey as 8-bit RGB: refused here rather than printed as noise."""
    with press() as pool:
        (finding,) = separate(masters(pool, {"sixteen": sixteen()}), **LOOK).findings
    assert (finding.rule, finding.page) == ("not-separable", 1)


def test_what_cannot_be_separated_is_named():
    spot = pikepdf.Array([N.Separation, N.Gold, N.DeviceRGB, pikepdf.Dictionary(FunctionType=2)])
    entries = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": spot}
    (finding,) = separate(built(entries, b"\x00"), **LOOK).findings
    assert (finding.rule, finding.severity, finding.page) == ("not-separable", "error", 1)


def test_an_inline_image_is_separated_as_any_other():
    inline = built(
        {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": N.DeviceGray},
        b"\x00",
        b"q 50 0 0 50 0 0 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID \xc8\x10\x2e EI Q",
    )
    done = separate(inline, **LOOK)
    assert done.findings == ()
    assert plates(done.pdf).getpixel((10, 25)) == pytest.approx((0, 255, 217, 26), abs=6)
