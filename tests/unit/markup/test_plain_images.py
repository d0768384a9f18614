"""Pictures the engine would print wrong are made plain, and those that cannot be are named."""
# ruff: noqa: E501

from __future__ import annotations

import io

import pytest
from PIL import Image

from printkit.markup.reading.plain_images import kind_of, plain_picture, plain_svg
from printkit.markup.reading.reader import read_fragment
from printkit.markup.reading.text_images import svg_problem
from printkit.model import SourceText

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


def _bytes(image: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def test_greys_of_sixteen_bits_become_greys_of_eight() -> None:
    deep = Image.new("I;16", (4, 4), 30_000)
    data, problem = plain_picture(_bytes(deep))
    assert problem is None
    with Image.open(io.BytesIO(data)) as found:
        assert (found.mode, found.getpixel((0, 0))) == ("L", 30_000 // 257)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_usual_modes_stay_as_they_are(mode: str) -> None:
    data = _bytes(Image.new(mode, (4, 4)))
    assert plain_picture(data) == (data, None)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_cut_short_is_an_error_that_names_it(kind: str) -> None:
    data = _bytes(Image.effect_noise((80, 80), 90).convert("RGB"), kind)
    assert plain_picture(data)[1] is None
    suffix = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}[kind]
    found = read_fragment(
        SourceText("b/a.md", f"a\n\n![Une photo](x.{suffix})"),
        read_file={f"b/x.{suffix}": data[: len(data) // 2]}.get,
        folder="b",
    )
    (told,) = found.findings
    assert (told.rule, told.position.line) == ("bad-image", 3)
    assert f"b/x.{suffix}" in told.message


def test_a_wrong_suffix_is_told_with_the_right_name() -> None:
    found = read_fragment(
        SourceText("b/a.md", "![Une photo](x.jpg)"),
        read_file={"b/x.jpg": _bytes(Image.new("L", (2, 2)))}.get,
        folder="b",
    )
    (told,) = found.findings
    assert told.rule == "image-type"
    assert "x.png" in str(told.hint)
    assert kind_of(b"GIF89a") == ".gif"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("font: 20px serif", "font-style: normal; font-variant: normal; font-weight: normal; font-size: 20px; font-family: serif"),
        ("font: italic bold 12pt/1.2 'A B', serif", "font-style: italic; font-variant: normal; font-weight: bold; font-size: 12pt; font-family: 'A B', serif; line-height: 1.2"),
        ("font: 700 14px sans-serif; fill: red", "font-style: normal; font-variant: normal; font-weight: 700; font-size: 14px; font-family: sans-serif; fill: red"),
        ("font: inherit", "font: inherit"),
    ],
)  # fmt: skip
def test_the_font_of_a_drawing_is_written_in_full(written: str, read: str) -> None:
    drawing = SVG.format(f'<text style="{written}">a</text>').encode()
    assert f'style="{read}"' in plain_svg(drawing).decode()
    sheet = SVG.format(f"<style>text {{ {written} }}</style>").encode()
    assert f"text {{ {read}" in plain_svg(sheet).decode()


def test_a_document_type_that_declares_nothing_is_dropped() -> None:
    public = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'
    assert svg_problem(plain_svg(public + SVG.format("").encode())) is None
    hostile = b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("<text>&a;</text>").encode()
    assert svg_problem(plain_svg(hostile)) is not None


def test_a_drawing_made_for_large_print_is_kept_beside_the_other() -> None:
    files = {
        "b/plan.svg": SVG.format("").encode(),
        "b/plan.large-print.svg": SVG.format("<text>grand</text>").encode(),
    }
    found = read_fragment(
        SourceText("b/a.md", "![Un plan](plan.svg)"), read_file=files.get, folder="b"
    )
    assert not found.findings
    assert [one.url for one in found.assets] == ["asset:b/plan.svg"]


def test_a_drawing_made_for_large_print_is_checked_as_any_other() -> None:
    files = {"b/plan.svg": SVG.format("").encode(), "b/plan.large-print.svg": b"<svg"}
    found = read_fragment(
        SourceText("b/a.md", "![Un plan](plan.svg)"), read_file=files.get, folder="b"
    )
    (told,) = found.findings
    assert (told.rule, told.position.line) == ("bad-svg", 1)


@pytest.mark.parametrize(
    ("text", "alt"),
    [
        ("![](x.png)", "image sans description"),
        ("![ ](x.png)", "image sans description"),
        ("![](x.png){.decorative}", ""),
        ("![Un plan](x.png)", "Un plan"),
    ],
)
def test_who_does_not_see_a_picture_is_told_that_there_is_one(text: str, alt: str) -> None:
    data = _bytes(Image.new("L", (2, 2)))
    found = read_fragment(SourceText("b/a.md", text), read_file={"b/x.png": data}.get, folder="b")
    assert f'alt="{alt}"' in found.html
