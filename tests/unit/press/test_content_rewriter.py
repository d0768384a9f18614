"""Content streams by hand: what the engine never writes, and what it might one day."""

from __future__ import annotations

import io

import pikepdf
import pytest

from printkit.press.separate import separate
from support.checkers.inkwell import LOOK, assert_only_inks, contents, plates

N = pikepdf.Name
INK = b"0.066667 0.066667 0.066667 rg\n"


def one_page(content: bytes, **resources: dict[str, object]) -> bytes:
    """Return a page of 100 × 100 pt; a resource may be a stream given as (entries, data)."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(100, 100))
    page = document.pages[0]
    page.TrimBox = page.MediaBox
    page.Contents = document.make_stream(content)
    page.Resources = pikepdf.Dictionary()
    for category, things in resources.items():
        held = pikepdf.Dictionary()
        for name, thing in things.items():
            if isinstance(thing, tuple):
                entries, data = thing
                stream = document.make_stream(data)
                for key, value in entries.items():
                    stream[f"/{key}"] = value
                thing = stream  # noqa: PLW2901
            held[f"/{name}"] = document.make_indirect(thing)
        page.Resources[f"/{category}"] = held
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def form(data: bytes, **entries: object) -> tuple[dict[str, object], bytes]:
    box = pikepdf.Array([0, 0, 100, 100])
    return {"Type": N.XObject, "Subtype": N.Form, "BBox": box, **entries}, data


def separated(content: bytes, **resources: dict[str, object]) -> bytes:
    done = separate(one_page(content, **resources), **LOOK)
    assert done.findings == ()
    assert_only_inks(contents(done.pdf))
    return done.pdf


def inks(pdf: bytes) -> set[tuple[float, ...]]:
    return {key[1] for key in contents(pdf).fields}


RICH, BLACK = (0.3, 0.3, 0.3, 1), (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("content", "ink"),
    [
        (INK + b"0 0 100 100 re f", RICH),
        (INK + b"0 0 m 100 0 l 100 100 l h f", RICH),
        (INK + b"0 0 20 20 re f", BLACK),  # a small field: nobody sees the depth
        (INK + b"0 0 90 1 re f", BLACK),  # a rule
        (INK + b"0 0 3 90 re W n 0 0 90 90 re f", BLACK),  # a rule by clipping
        (INK + b"0 0 90 90 re 1 1 88 88 re W* n 0 0 90 90 re f", BLACK),  # a frame
        (INK + b"0 0 40 40 re 60 60 40 40 re f", BLACK),  # modules of a code
        (b"0 0 0 rg 0 0 100 100 re f", BLACK),
        (b"0 g 0 0 100 100 re f", BLACK),
        (b"0 0 100 100 re f", BLACK),  # the colour a page starts with
        (b"1 g 0 0 50 50 re f", (0, 0, 0, 0)),
        (b"0.784314 0.062745 0.180392 rg 0 0 9 9 re f", (0, 1, 0.85, 0.1)),
        (b"/DeviceRGB cs 0.784314 0.062745 0.180392 sc 0 0 9 9 re f", (0, 1, 0.85, 0.1)),
        (b"/DeviceCMYK cs 0.1 0.2 0.3 0.4 scn 0 0 9 9 re f", (0.1, 0.2, 0.3, 0.4)),
        (b"1 1 1 1 k 0 0 9 9 re f", (2 / 3, 2 / 3, 2 / 3, 1)),  # within 300 %
    ],
)
def test_fields(content, ink):
    (found,) = inks(separated(content))
    assert found == pytest.approx(ink, abs=0.001)


def test_colours_come_back_with_the_graphics_state():
    pdf = separated(b"1 0 0 rg q 0 0 1 rg 0 0 9 9 re f Q 10 0 9 9 re f")
    raster = plates(pdf)
    blue, red = raster.getpixel((4, 95)), raster.getpixel((14, 95))
    assert blue[0] > 200 > blue[2]
    assert red[0] < 50 < red[2]


def test_colour_is_not_set_inside_a_path():
    pdf = separated(b"1 0 0 rg 0 0 m 50 0 l 50 50 l h f 0 0 1 RG 0 0 m 9 9 l S")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = [
            str(operator) for _operands, operator in pikepdf.parse_content_stream(document.pages[0])
        ]
    for start, name in enumerate(names):
        if name == "m":
            end = next(at for at in range(start, len(names)) if names[at] in ("f", "S"))
            assert set(names[start:end]) <= {"m", "l", "h"}


def test_a_form_takes_its_callers_colour():
    shape = form(b"0 0 30 30 re f")
    pdf = separated(b"1 0 0 rg /F Do 0 0 1 rg q 1 0 0 1 50 0 cm /F Do Q", XObject={"F": shape})
    raster = plates(pdf)
    assert raster.getpixel((10, 90))[2] > 150  # red has yellow
    assert raster.getpixel((60, 90))[0] > 150  # blue has cyan
    assert raster.getpixel((60, 90))[2] < 80


def test_a_form_drawn_twice_is_converted_once():
    shape = form(b"1 0 0 rg 0 0 30 30 re f")
    pdf = separated(b"/F Do 0 0 1 rg /F Do", XObject={"F": shape})
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages[0].Resources.XObject) == 1


def test_a_form_that_draws_itself_is_named():
    document = pikepdf.open(io.BytesIO(one_page(b"/F Do", XObject={"F": form(b"/F Do")})))
    shape = document.pages[0].Resources.XObject.F
    shape.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=shape))
    out = io.BytesIO()
    document.save(out)
    (finding,) = separate(out.getvalue(), **LOOK).findings
    assert finding.rule == "not-separable"


def test_overprint_of_the_source_is_not_believed():
    state = pikepdf.Dictionary(op=True, OP=True, OPM=1, TR=N.Identity, ca=1)
    pdf = separated(b"/G gs 1 g 0 0 50 50 re f", ExtGState={"G": state})
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (kept,) = (
            entry for name, entry in document.pages[0].Resources.ExtGState.items() if name == "/G"
        )
        assert set(kept.keys()) == {"/ca"}


def test_luminosity_masks_keep_their_greys():
    group = pikepdf.Dictionary(S=N.Transparency, CS=N.DeviceRGB, I=True)
    document = pikepdf.open(
        io.BytesIO(one_page(b"/G gs 1 0 0 rg 0 0 100 100 re f", ExtGState={}, XObject={}))
    )
    mask = document.make_stream(b"0.5 0.5 0.5 rg 0 0 100 100 re f")
    for key, value in form(b"", Group=group)[0].items():
        mask[f"/{key}"] = value
    state = pikepdf.Dictionary(SMask=pikepdf.Dictionary(S=N.Luminosity, G=mask))
    document.pages[0].Resources.ExtGState = pikepdf.Dictionary(G=state)
    out = io.BytesIO()
    document.save(out)
    done = separate(out.getvalue(), **LOOK)
    assert done.findings == ()
    assert {(one.page, one.reason) for one in done.transparency} == {(1, "soft-mask")}
    found = contents(done.pdf)
    assert_only_inks(found)
    assert ("g", (0.5,)) in found.fields
    assert "/DeviceGray" in found.groups


def test_tags_are_left_out():
    pdf = separated(b"/Span <</MCID 0 /Alt (a (b) \\) c)>> BDC 0 0 9 9 re f EMC /Artifact BMC EMC")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert b"MCID" not in document.pages[0].Contents.read_bytes()


@pytest.mark.parametrize(
    "reason", [b"/Nowhere Do", b"/Gold cs 1 scn 0 0 9 9 re f", b"q } Q", b"/No sh"]
)
def test_what_is_not_understood_is_named(reason):
    (finding,) = separate(one_page(reason), **LOOK).findings
    assert (finding.rule, finding.severity, finding.page) == ("not-separable", "error", 1)


def test_tokens_that_touch_stay_apart():
    words = pikepdf.Dictionary(Type=N.Font, Subtype=N.Type1, BaseFont=N.Helvetica)
    content = b"q BT/F 9 Tf 1 0 0 rg 0.01 Tc[(a)-250(b)]TJ 0 0 1 rg(c)Tj ET Q"
    pdf = separated(content, Font={"F": words})
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [str(operator) for _o, operator in pikepdf.parse_content_stream(document.pages[0])]
    shown = [one for one in found if one in ("Tc", "k", "TJ", "Tj", "ET")]
    assert shown == ["Tc", "k", "TJ", "k", "Tj", "ET"]
