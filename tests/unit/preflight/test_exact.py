"""Verdicts that rules of thumb get wrong: what must be told, and what must not."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from printkit.core.i18n import use_language
from printkit.preflight.runner import preflight
from support.preflight_sample import (
    BOTTOM,
    GROUND,
    HEIGHT,
    JOB,
    LEFT,
    MM,
    RIGHT,
    TEXT,
    TOP,
    WIDTH,
    X1A,
    good,
    real_font,
    x1a,
)

TRIM_W, TRIM_H = RIGHT - LEFT, TOP - BOTTOM
ALL_INKS = "1 1 1 1 k"
HEAVY = bytes([255]) * 4


@pytest.fixture(autouse=True)
def english():
    use_language("en")


def rules(data: bytes, job: Any = JOB) -> set[str]:
    return {fault.rule for fault in preflight(data, job)}


def image(pdf: pikepdf.Pdf, data: bytes, side: int, **keys: Any) -> Any:
    values = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": side,
        "Height": side,
        "BitsPerComponent": 8,
        "ColorSpace": Name.DeviceCMYK,
    }
    return Stream(pdf, data, **(values | keys))


def placed(make: Any, at: str = "60 0 0 60 60 250", content: str = GROUND + TEXT) -> bytes:
    """Return a page with an image of 300 ppi or so."""

    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.XObject = Dictionary(Im1=make(pdf))

    return good(content + f"q {at} cm /Im1 Do Q\n", tweak=tweak)


def keyed(pdf: pikepdf.Pdf) -> Any:
    return image(pdf, HEAVY * 256 * 256, 256, Mask=Array([255] * 8))


def stencilled(pdf: pikepdf.Pdf, bit: int) -> Any:
    mask = Stream(
        pdf,
        bytes([bit]) * 32 * 256,
        Type=Name.XObject,
        Subtype=Name.Image,
        ImageMask=True,
        Width=256,
        Height=256,
        BitsPerComponent=1,
    )
    return image(pdf, HEAVY * 256 * 256, 256, Mask=pdf.make_indirect(mask))


def device_n(pdf: pikepdf.Pdf) -> Any:
    names = Array([Name.Cyan, Name.Magenta, Name.Yellow, Name.Black])
    tint = Stream(pdf, b"{}", FunctionType=4, Domain=[0, 1] * 4, Range=[0, 1] * 4)
    space = Array([Name.DeviceN, names, Name.DeviceCMYK, tint])
    return image(pdf, HEAVY * 256 * 256, 256, ColorSpace=space)


INLINE = f"q 60 0 0 60 60 250 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK ID {chr(255) * 4} EI Q\n"
BOX = "60 250 60 60 re f"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (keyed, False),
        (lambda pdf: stencilled(pdf, 255), False),
        (lambda pdf: stencilled(pdf, 0), True),
        (device_n, True),
        (lambda pdf: image(pdf, HEAVY * 256 * 256, 256), True),
    ],
    ids=["colour key", "mask of all", "mask of nothing", "DeviceN", "no mask"],
)
def test_ink_of_images_is_that_of_the_pixels_that_print(make, told):
    assert ("ink-coverage" in rules(placed(make))) is told


def test_ink_of_an_inline_image():
    assert "ink-coverage" in rules(good(GROUND + TEXT + INLINE))


def test_ink_that_a_white_box_covers_does_not_print():
    heavy = f"q {ALL_INKS} {BOX} Q\n"
    assert "ink-limit" in rules(good(GROUND + TEXT + heavy))
    assert "ink-limit" not in rules(good(GROUND + TEXT + heavy + f"q 0 0 0 0 k {BOX} Q\n"))
    spared = f"q /Over gs 0 0 0 0 k {BOX} Q\n"
    assert "ink-limit" in rules(good(GROUND + TEXT + heavy + spared))


def test_a_gradient_without_a_clip_covers_the_page():
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        ends = {"C0": [1, 1, 1, 1], "C1": [1, 1, 1, 0.9]}
        page.Resources.Shading = Dictionary(
            Sh1=Dictionary(
                ShadingType=2,
                ColorSpace=Name.DeviceCMYK,
                Coords=[0, 0, WIDTH, 0],
                Function=Dictionary(FunctionType=2, Domain=[0, 1], N=1, **ends),
                Extend=[True, True],
            )
        )

    found = rules(good("/Sh1 sh", tweak=tweak))
    assert "ink-limit" in found
    assert "blank-page" not in found


def type3(drawing: bytes) -> bytes:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.Font.F2 = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(B=Stream(pdf, drawing)),
            Encoding=Dictionary(Differences=Array([66, Name.B])),
            Resources=Dictionary(Font=Dictionary(F3=helvetica(pdf))),
            FirstChar=66,
            LastChar=66,
            Widths=Array([500]),
        )

    return good(GROUND + TEXT + "q BT /F2 40 Tf 60 100 Td (B) Tj ET Q\n", tweak=tweak)


def helvetica(pdf: pikepdf.Pdf) -> Any:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def test_drawings_that_are_letters_are_looked_into():
    assert "ink-limit" in rules(type3(b"500 0 d0 1 1 1 1 k 0 0 400 700 re f"))
    assert "rgb-left" in rules(type3(b"500 0 d0 1 0 0 rg 0 0 400 700 re f"))
    assert "font-embedded" in rules(type3(b"500 0 d0 BT /F3 900 Tf (B) Tj ET"))
    assert rules(type3(b"500 0 d0 0 0 0 1 k 0 0 400 700 re f")) == {"type3-font"}


def with_helvetica(content: str) -> bytes:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.Font.F2 = helvetica(pdf)

    return good(GROUND + TEXT + content, tweak=tweak)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("q BT /F2 10 Tf 60 100 Td (   ) Tj ET Q\n", True),
        ("q BT 7 Tr /F2 10 Tf 60 100 Td (Clip) Tj ET 0 0 9 9 re f Q\n", True),
        ("q BT 3 Tr /F2 10 Tf 60 100 Td (Caché) Tj ET Q\n", False),
    ],
    ids=["spaces alone", "clip", "invisible"],
)
def test_fonts_count_where_they_draw_nothing(content, told):
    assert ("font-embedded" in rules(with_helvetica(content))) is told


def test_an_embedded_font_of_no_bytes_is_none():
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.Font.F1.FontDescriptor.FontFile2 = Stream(pdf, b"")

    assert "font-embedded" in rules(good(tweak=tweak))


def test_the_outline_of_text_is_a_colour_too():
    outlined = "q BT /F1 40 Tf 2 Tr 0 0 0 1 k 1 0 0 RG 60 100 Td (B) Tj ET Q\n"
    assert "rgb-left" in rules(good(GROUND + TEXT + outlined))


def test_groups_of_forms_are_blended_in_their_own_space():
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
        page.Resources.XObject = Dictionary(
            Fm1=Stream(
                pdf,
                b"0 0 0 1 k 60 250 60 60 re f",
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, WIDTH, HEIGHT]),
                Group=group,
            )
        )

    assert "blend-space" in rules(good(GROUND + TEXT + "/Fm1 Do\n", tweak=tweak))


SMALL = "q BT /F1 10 Tf 0 0 0 1 k 62 255 Td (Bonjour) Tj ET Q\n"


def test_black_on_a_white_box_over_a_ground_overprints_nothing():
    assert "black-overprint" in rules(good(GROUND + TEXT + SMALL))
    assert rules(good(GROUND + TEXT + f"q 0 0 0 0 k {BOX} Q\n" + SMALL)) == set()


@pytest.mark.parametrize(
    ("colour", "mode", "told"),
    [
        ("0 0 0 0 k", 1, True),
        ("0 0 0 0 k", 0, False),
        ("1 g", 1, False),
        ("/Cs1 cs 0 scn", 0, True),
    ],
    ids=["CMYK, mode 1", "CMYK, mode 0", "grey", "spot"],
)
def test_white_vanishes_only_where_it_spares_plates(colour, mode, told):
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.ExtGState.Over.OPM = mode
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[0, 1, 0, 0], N=1)
        spot = Array([Name.Separation, Name.Rouge, Name.DeviceCMYK, tint])
        page.Resources.ColorSpace = Dictionary(Cs1=spot)

    content = GROUND + f"q /Over gs {colour} {BOX} Q\n"
    assert ("white-overprint" in rules(good(content, tweak=tweak))) is told


def test_a_pattern_in_a_scaled_form_is_as_fine_as_it_is_placed():
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        tile = Stream(
            pdf,
            b"q 96 0 0 96 0 0 cm /Im1 Do Q",
            Type=Name.Pattern,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=Array([0, 0, 96, 96]),
            XStep=96,
            YStep=96,
            Resources=Dictionary(
                XObject=Dictionary(Im1=image(pdf, bytes([40]) * 4 * 200 * 200, 200))
            ),
        )
        page.Resources.XObject = Dictionary(
            Fm1=Stream(
                pdf,
                b"/Pattern cs /P1 scn 0 0 200 200 re f",
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 200, 200]),
                Resources=Dictionary(Pattern=Dictionary(P1=tile)),
            )
        )

    # 200 pixels on 96 units: 150 ppi, and 300 in a form drawn at half its size
    full = good(GROUND + TEXT + "q 1 0 0 1 40 150 cm /Fm1 Do Q\n", tweak=tweak)
    half = good(GROUND + TEXT + "q .5 0 0 .5 60 150 cm /Fm1 Do Q\n", tweak=tweak)
    assert "image-ppi" in rules(full)
    assert "image-ppi" not in rules(half)


def faded(edge: int) -> Any:
    """Make a grey picture that is white from so many pixels before its right edge on."""

    def make(pdf: pikepdf.Pdf) -> Any:
        row = bytes([90] * (400 - edge) + [255] * edge)
        return image(pdf, row * 400, 400, ColorSpace=Name.DeviceGray)

    return make


def test_a_picture_may_fade_before_the_cut():
    at = f"{TRIM_W / 2} 0 0 200 {LEFT + TRIM_W / 2} 100"
    content = TEXT.replace("60 200", "60 60")
    assert "bleed-artwork" not in rules(placed(faded(120), at, content))
    assert "bleed-artwork" in rules(placed(faded(0), at, content))


def test_a_frame_that_ends_at_the_cut_has_no_bleed():
    frame = f"q 0 0 0 1 K 8 w {LEFT} {BOTTOM} {TRIM_W} {TRIM_H} re S Q\n"
    line = f"q 0 0 0 1 K 8 w {LEFT} 60 m {LEFT} 200 l S Q\n"
    inside = f"q 0 0 0 1 K 8 w {LEFT + 40} {BOTTOM + 40} 100 100 re S Q\n"
    wide = f"q 0 0 0 1 K {6.4 * MM} w {LEFT} {BOTTOM} {TRIM_W} {TRIM_H} re S Q\n"
    assert "bleed-artwork" in rules(good(TEXT + frame))
    assert "bleed-artwork" in rules(good(TEXT + line))
    assert "bleed-artwork" not in rules(good(TEXT + inside))
    assert "bleed-artwork" not in rules(good(TEXT + wide))


def test_every_sign_has_its_glyph():
    assert "missing-glyph" not in rules(real_font("Bonjur")())
    assert "missing-glyph" in rules(real_font("Bonjr")())


def test_a_jpeg_2000_names_its_own_colours():
    out = io.BytesIO()
    Image.new("RGB", (256, 256), "red").save(out, "JPEG2000")

    def make(pdf: pikepdf.Pdf) -> Any:
        found = image(pdf, out.getvalue(), 256, Filter=Name.JPXDecode)
        del found.ColorSpace
        return found

    assert "rgb-left" in rules(placed(make))


# --- what a file claims ------------------------------------------------------------------------


def test_a_claim_of_x4_in_the_information_alone_is_none():
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        del pdf.Root.Metadata
        pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"

    assert "pdfx-claim" in rules(good(tweak=tweak))


def test_x4_says_in_xmp_which_version_of_the_file_it_is():
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        data = pdf.Root.Metadata.read_bytes().replace(b"xmpMM:VersionID", b"xmpMM:Autre")
        pdf.Root.Metadata.write(data)

    (fault,) = preflight(good(tweak=tweak), JOB)
    assert (fault.rule, fault.required) == ("identity", "xmpMM:VersionID")


def test_the_namespace_of_a_claim_may_stand_on_its_element():
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        data = pdf.Root.Metadata.read_bytes().decode()
        name = ' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"'
        data = data.replace(name, "").replace(' pdfxid:GTS_PDFXVersion="PDF/X-4"/>', ">")
        element = (
            f"<pdfxid:GTS_PDFXVersion{name}>PDF/X-4</pdfxid:GTS_PDFXVersion></rdf:Description>"
        )
        pdf.Root.Metadata.write(data.replace("></rdf:RDF>", f">{element}</rdf:RDF>").encode())

    assert "pdfx-claim" not in rules(good(tweak=tweak))


def test_older_levels_know_no_packed_objects():
    packed = good(
        version="PDF/X-1a:2003",
        pdf_version="1.5",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    ).replace(b"%PDF-1.5", b"%PDF-1.4")
    found = {one.found for one in preflight(packed, X1A) if one.rule == "pdf-version"}
    assert found == {"ObjStm"}
    assert "pdf-version" not in rules(x1a(), X1A)


@pytest.mark.parametrize("spoil", ["components", "cut"])
def test_the_profile_of_the_intent_must_work(spoil):
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        if spoil == "components":
            profile.N = 3
        else:
            profile.write(profile.read_bytes()[:4000])

    assert "output-intent" in rules(good(tweak=tweak))


# --- what prints otherwise elsewhere -----------------------------------------------------------


def layer_off_in_print(pdf: pikepdf.Pdf, page: Any) -> None:
    usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
    one = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Calque", Usage=usage))
    event = Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([one]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([one]), D=Dictionary(AS=Array([event])))


def page_script(pdf: pikepdf.Pdf, page: Any) -> None:
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="app.alert(1)"))


def xfa(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(pdf, b"<xdp/>"))


def drawing(**keys: Any) -> Any:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        values = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}
        made = Stream(pdf, b"", **(values | keys))
        page.Resources.XObject = Dictionary(Fm1=pdf.make_indirect(made))

    return tweak


@pytest.mark.parametrize(
    ("tweak", "rule"),
    [
        (layer_off_in_print, "hidden-layer"),
        (page_script, "javascript"),
        (xfa, "forbidden-object"),
        (drawing(Subtype=Name.PS), "forbidden-object"),
        (drawing(Subtype2=Name.PS), "forbidden-object"),
        (drawing(OPI=Dictionary()), "forbidden-object"),
        (drawing(Ref=Dictionary()), "forbidden-object"),
        (drawing(Subtype=Name.Image, Alternates=Array([])), "forbidden-object"),
    ],
    ids=["layer", "page script", "XFA", "PS", "PS form", "OPI", "reference", "alternates"],
)
def test_what_prints_otherwise_elsewhere_is_told(tweak, rule):
    assert rule in rules(good(tweak=tweak))


def test_a_transfer_function_that_changes_nothing_is_let_through():
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.ExtGState.Plain = Dictionary(TR=Name.Identity, TR2=Name.Default)

    assert rules(good(tweak=tweak)) == set()
