"""The plates of a press file: each ink where the file lays it, black text over the others."""

import io

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from printkit.press.plate_files import PLATES, plate_of
from printkit.studio.picture_cache import drawn

SIDE = 100  # points, and pixels of the picture


def press_page(content: bytes, **resources) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(SIDE, SIDE)
    stream = DecodedStreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica-Bold"),
        }
    )
    named = {"/Font": DictionaryObject({NameObject("/F"): font})}
    for category, (name, thing) in resources.items():
        named[f"/{category}"] = DictionaryObject({NameObject(name): writer._add_object(thing)})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject(key): value for key, value in named.items()}
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def ink_at(pdf: bytes, plate: str, x: int, y: int) -> int:
    """Return the per cent of ink at a point of the page, from its lower left corner."""
    picture = Image.open(io.BytesIO(drawn(plate_of(pdf, 0, plate), SIDE)[0])).convert("L")
    return round(100 - picture.getpixel((x, SIDE - 1 - y)) / 2.55)


def test_each_plate_holds_its_ink_alone():
    pdf = press_page(b"0.2 0.4 0.6 0.8 k 0 0 100 100 re f")
    assert [ink_at(pdf, plate, 50, 50) for plate in PLATES] == [20, 40, 60, 80]


def test_greys_are_on_the_black_plate():
    pdf = press_page(b"0.3 g 0 0 100 100 re f")
    assert [ink_at(pdf, plate, 50, 50) for plate in PLATES] == [0, 0, 0, 70]


def test_a_colour_knocks_out_what_lies_below():
    pdf = press_page(b"1 0 0 0 k 0 0 100 100 re f 0 1 0 0 k 20 20 60 60 re f")
    assert [ink_at(pdf, plate, 50, 50) for plate in PLATES] == [0, 100, 0, 0]
    assert [ink_at(pdf, plate, 5, 5) for plate in PLATES] == [100, 0, 0, 0]


def test_black_text_leaves_no_hole_in_the_colour_below():
    ground = b"1 0 0 0 k 0 0 100 100 re f "
    black = press_page(ground + b"BT 0 0 0 1 k /F 160 Tf 10 0 Td (I) Tj ET")
    red = press_page(ground + b"BT 0 1 0 0 k /F 160 Tf 10 0 Td (I) Tj ET")
    assert ink_at(black, "K", 32, 50) == 100
    assert ink_at(black, "C", 32, 50) == 100
    assert ink_at(red, "C", 32, 50) == 0


def test_images_are_taken_apart():
    image = DecodedStreamObject()
    image.set_data(bytes(round(2.55 * ink) for ink in (10, 30, 50, 70)))
    names = {"Type": "/XObject", "Subtype": "/Image", "ColorSpace": "/DeviceCMYK"}
    image.update({NameObject(f"/{key}"): NameObject(value) for key, value in names.items()})
    for key, value in {"Width": 1, "Height": 1, "BitsPerComponent": 8}.items():
        image[NameObject(f"/{key}")] = NumberObject(value)
    pdf = press_page(b"q 100 0 0 100 0 0 cm /Im Do Q", XObject=("/Im", image))
    assert [ink_at(pdf, plate, 50, 50) for plate in PLATES] == [10, 30, 50, 70]


def test_what_is_not_there_is_said():
    pdf = press_page(b"")
    with pytest.raises(IndexError):
        plate_of(pdf, 3, "C")
    with pytest.raises(ValueError, match="not in tuple"):
        plate_of(pdf, 0, "X")
