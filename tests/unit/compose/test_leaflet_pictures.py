"""A leaflet's picture: cut to the shape of its box, what matters inside, nothing of the camera left."""

import io

import pytest
from PIL import Image

from printkit.compose.leaflet_pictures import logo_boxes, picture_box
from printkit.model import Asset, PageFormat, Panel, Picture, SourceText

URL = "asset:photo.jpg"
HTML = {"picture": f'<figure><img alt="Une &lt;foule&gt;" src="{URL}"/></figure>'}
PLAIN = PageFormat("carte", (100, 200), picture=(0.25, 0.2))
RED, BLUE = (220, 20, 30), (20, 40, 200)


def photo(kind: str = "JPEG") -> bytes:
    """Draw a wide picture, blue but for a red square in its upper right corner."""
    image = Image.new("RGB", (1000, 500), BLUE)
    image.paste(RED, (900, 0, 1000, 100))
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    out = io.BytesIO()
    image.save(out, kind, **({"exif": exif, "quality": 95} if kind == "JPEG" else {}))
    return out.getvalue()


def box_of(data: bytes, focus=(0.5, 0.5), fmt=PLAIN):
    picture = Picture(SourceText("t.yaml", ""), focus)
    return picture_box(picture, HTML, [Asset.of_bytes(URL, data)], fmt, None)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize(
    ("focus", "seen"), [((0.95, 0.1), True), ((0.5, 0.5), False), ((0, 1), False)]
)
def test_the_crop_keeps_what_matters(kind, focus, seen):
    box, (asset,) = box_of(photo(kind), focus, PageFormat("haut", (100, 200), picture=(1, 1)))
    with Image.open(io.BytesIO(asset.data)) as image:
        red = [
            colour for _many, colour in image.convert("RGB").getcolors(1 << 24) if colour[0] > 180
        ]
        assert image.width / image.height == pytest.approx(box.width / box.height, rel=0.01)
        assert not image.getexif()
    assert bool(red) is seen
    assert b"A camera" not in asset.data
    assert box.alt == "Une <foule>"


def test_the_box_reaches_over_the_trim():
    box, _assets = box_of(photo())
    assert (box.left, box.top, box.width, box.height) == (-5, -5, 110, 55)


def test_a_panel_reaches_over_the_trim_at_the_sheets_end_alone():
    cover = Panel("cover", 0, 197, 100)
    box, _assets = box_of(
        photo(), fmt=PageFormat("plié", (297, 210), panels=(cover,), picture=(0.5, 0.5))
    )
    assert (box.left, box.width) == (0, 105)


def test_what_has_the_shape_already_stays_byte_for_byte():
    data = photo()
    shape = PageFormat("large", (200, 100), bleed_mm=0, picture=(1, 1))
    _box, (asset,) = box_of(data, fmt=shape)
    assert asset.data == data


def test_a_drawing_and_a_damaged_file_are_left_to_the_engine():
    for data in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", photo()[:300]):
        _box, (asset,) = box_of(data)
        assert asset.data == data


def test_a_format_without_a_place_shows_none():
    assert box_of(photo(), fmt=PageFormat("mini", (50, 50))) == (None, ())


def test_logos_stand_in_the_order_they_were_typed():
    html = {
        f"logos.{index}": f'<img alt="{index}" src="asset:{index}.svg">' for index in (10, 2, 0)
    }
    assert [alt for _url, alt in logo_boxes(html)] == ["0", "2", "10"]
