"""Files that rules of thumb judge wrongly: of each, whether its rule must tell it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from printkit.preflight.printer import Job
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


@dataclass(frozen=True)
class Verdict:
    """A file, and whether a rule must find something in it."""

    rule: str
    what: str
    make: Callable[[], bytes]
    told: bool
    job: Job = JOB


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
HEAVY_BOX = f"q {ALL_INKS} {BOX} Q\n"


def gradient() -> bytes:
    """Paint a gradient of all inks over the page, without a clip."""

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

    return good("/Sh1 sh", tweak=tweak)


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


def with_helvetica(content: str) -> bytes:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.Font.F2 = helvetica(pdf)

    return good(GROUND + TEXT + content, tweak=tweak)


def empty_program() -> bytes:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.Font.F1.FontDescriptor.FontFile2 = Stream(pdf, b"")

    return good(tweak=tweak)


def group_in(colours: Any) -> bytes:
    """Draw a form that is blended in colours of its own."""

    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        group = Dictionary(S=Name.Transparency, CS=colours)
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

    return good(GROUND + TEXT + "/Fm1 Do\n", tweak=tweak)


def white(colour: str, mode: int) -> bytes:
    """Let white overprint, in an overprint mode."""

    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.ExtGState.Over.OPM = mode
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[0, 1, 0, 0], N=1)
        spot = Array([Name.Separation, Name.Rouge, Name.DeviceCMYK, tint])
        page.Resources.ColorSpace = Dictionary(Cs1=spot)

    return good(GROUND + f"q /Over gs {colour} {BOX} Q\n", tweak=tweak)


def patterned(scale: float) -> bytes:
    """Draw a pattern of 200 pixels on 96 units, 150 ppi, in a form of a scale."""

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

    return good(GROUND + TEXT + f"q {scale} 0 0 {scale} 60 150 cm /Fm1 Do Q\n", tweak=tweak)


def faded(edge: int) -> Any:
    """Make a grey picture that is white from so many pixels before its right edge on."""

    def make(pdf: pikepdf.Pdf) -> Any:
        row = bytes([90] * (400 - edge) + [255] * edge)
        return image(pdf, row * 400, 400, ColorSpace=Name.DeviceGray)

    return make


def to_the_cut(edge: int) -> bytes:
    at = f"{TRIM_W / 2} 0 0 200 {LEFT + TRIM_W / 2} 100"
    return placed(faded(edge), at, TEXT.replace("60 200", "60 60"))


def jpeg_2000(mode: str) -> bytes:
    """Place a JPEG 2000 that names its colours itself."""
    out = io.BytesIO()
    Image.new(mode, (256, 256)).save(out, "JPEG2000")

    def make(pdf: pikepdf.Pdf) -> Any:
        found = image(pdf, out.getvalue(), 256, Filter=Name.JPXDecode)
        del found.ColorSpace
        return found

    return placed(make)


def claimed_in_info_alone() -> bytes:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        del pdf.Root.Metadata
        pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"

    return good(tweak=tweak)


def without_version_id() -> bytes:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        data = pdf.Root.Metadata.read_bytes().replace(b"xmpMM:VersionID", b"xmpMM:Autre")
        pdf.Root.Metadata.write(data)

    return good(tweak=tweak)


def claimed_on_the_element() -> bytes:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        data = pdf.Root.Metadata.read_bytes().decode()
        name = ' xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"'
        data = data.replace(name, "").replace(' pdfxid:GTS_PDFXVersion="PDF/X-4"/>', ">")
        element = (
            f"<pdfxid:GTS_PDFXVersion{name}>PDF/X-4</pdfxid:GTS_PDFXVersion></rdf:Description>"
        )
        pdf.Root.Metadata.write(data.replace("></rdf:RDF>", f">{element}</rdf:RDF>").encode())

    return good(tweak=tweak)


def packed() -> bytes:
    """Pack the objects of a file that says it is PDF 1.4."""
    packed_ = good(
        version="PDF/X-1a:2003",
        pdf_version="1.5",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return packed_.replace(b"%PDF-1.5", b"%PDF-1.4")


def profile_with(components: int = 4, length: int | None = None, size: int | None = None) -> bytes:
    """Say another number of components, cut the profile, or let it lie about its length."""

    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        data = profile.read_bytes()[:length]
        profile.write(data if size is None else size.to_bytes(4) + data[4:])
        profile.N = components

    return good(tweak=tweak)


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


def note_script(pdf: pikepdf.Pdf, page: Any) -> None:
    act = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    page.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([1, 1, 9, 9]), A=act)]
    )


def plain_transfer(pdf: pikepdf.Pdf, page: Any) -> None:
    page.Resources.ExtGState.Plain = Dictionary(TR=Name.Identity, TR2=Name.Default)


def masks_transfer(pdf: pikepdf.Pdf, page: Any) -> None:
    """Give a soft mask a transfer function, which it may have (ISO 32000-1, table 144)."""
    turn = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    page.Resources.ExtGState.Soft = Dictionary(SMask=Dictionary(S=Name.Alpha, TR=turn))


def in_a_list_of_properties(pdf: pikepdf.Pdf, page: Any) -> None:
    """Use the names of drawings in a dictionary that is none."""
    words = Dictionary(Type=Name.XObject, Subtype=Name.Form, OPI=Dictionary(), Ref=Dictionary())
    page.Resources.Properties = Dictionary(MC0=words)


def _tweaked(rule: str, told: bool, **tweaks: Any) -> list[Verdict]:
    def making(tweak: Any) -> Callable[[], bytes]:
        return lambda: good(tweak=tweak)

    return [
        Verdict(rule, what.replace("_", " "), making(tweak), told) for what, tweak in tweaks.items()
    ]


def _drawn(rule: str, told: bool, **contents: str) -> list[Verdict]:
    def making(content: str) -> Callable[[], bytes]:
        return lambda: good(content)

    return [
        Verdict(rule, what.replace("_", " "), making(content), told)
        for what, content in contents.items()
    ]


_WHITE_BOX = f"q 0 0 0 0 k {BOX} Q\n"
_SMALL = "q BT /F1 10 Tf 0 0 0 1 k 62 255 Td (Bonjour) Tj ET Q\n"
_HALF_BOX = "q 0 0 0 0 k 60 250 30 60 re f Q\n"
_CUT = f"{LEFT} {BOTTOM} {TRIM_W} {TRIM_H} re S Q\n"

VERDICTS = [
    Verdict("ink-coverage", "all masked by a colour key", lambda: placed(keyed), False),
    Verdict("ink-coverage", "all masked", lambda: placed(lambda p: stencilled(p, 255)), False),
    Verdict("ink-coverage", "nothing masked", lambda: placed(lambda p: stencilled(p, 0)), True),
    Verdict("ink-coverage", "DeviceN", lambda: placed(device_n), True),
    Verdict(
        "ink-coverage", "no mask", lambda: placed(lambda p: image(p, HEAVY * 256 * 256, 256)), True
    ),
    *_drawn("ink-coverage", True, inline_image=GROUND + TEXT + INLINE),
    *_drawn(
        "ink-limit",
        True,
        bare=GROUND + TEXT + HEAVY_BOX,
        half_covered=GROUND + TEXT + HEAVY_BOX + _HALF_BOX,
        spared_by_white=GROUND + TEXT + HEAVY_BOX + f"q /Over gs 0 0 0 0 k {BOX} Q\n",
    ),
    *_drawn("ink-limit", False, covered=GROUND + TEXT + HEAVY_BOX + _WHITE_BOX),
    Verdict("ink-limit", "gradient without a clip", gradient, True),
    Verdict("blank-page", "gradient without a clip", gradient, False),
    Verdict(
        "ink-limit", "drawn letter", lambda: type3(b"500 0 d0 1 1 1 1 k 0 0 400 700 re f"), True
    ),
    Verdict("rgb-left", "drawn letter", lambda: type3(b"500 0 d0 1 0 0 rg 0 0 9 9 re f"), True),
    Verdict(
        "rgb-left", "black drawn letter", lambda: type3(b"500 0 d0 0 0 0 1 k 0 0 9 9 re f"), False
    ),
    Verdict(
        "font-embedded",
        "in a drawn letter",
        lambda: type3(b"500 0 d0 BT /F3 900 Tf (B) Tj ET"),
        True,
    ),
    Verdict(
        "font-embedded",
        "spaces alone",
        lambda: with_helvetica("q BT /F2 10 Tf 60 100 Td (   ) Tj ET Q\n"),
        True,
    ),
    Verdict(
        "font-embedded",
        "clip",
        lambda: with_helvetica("q BT 7 Tr /F2 10 Tf 60 100 Td (Clip) Tj ET 0 0 9 9 re f Q\n"),
        True,
    ),
    Verdict(
        "font-embedded",
        "invisible",
        lambda: with_helvetica("q BT 3 Tr /F2 10 Tf 60 100 Td (Clip) Tj ET Q\n"),
        False,
    ),
    Verdict("font-embedded", "no bytes", empty_program, True),
    *_drawn(
        "rgb-left",
        True,
        outline=GROUND + TEXT + "q BT /F1 40 Tf 2 Tr 0 0 0 1 k 1 0 0 RG 60 100 Td (B) Tj ET Q\n",
    ),
    Verdict("blend-space", "form in RGB", lambda: group_in(Name.DeviceRGB), True),
    Verdict("blend-space", "form in CMYK", lambda: group_in(Name.DeviceCMYK), False),
    *_drawn(
        "black-overprint",
        True,
        on_a_ground=GROUND + TEXT + _SMALL,
        half_on_a_box=GROUND + TEXT + _HALF_BOX + _SMALL,
    ),
    *_drawn("black-overprint", False, on_a_white_box=GROUND + TEXT + _WHITE_BOX + _SMALL),
    Verdict("white-overprint", "CMYK, mode 1", lambda: white("0 0 0 0 k", 1), True),
    Verdict("white-overprint", "CMYK, mode 0", lambda: white("0 0 0 0 k", 0), False),
    Verdict("white-overprint", "grey", lambda: white("1 g", 1), False),
    Verdict("white-overprint", "spot", lambda: white("/Cs1 cs 0 scn", 0), True),
    Verdict("image-ppi", "pattern at full size", lambda: patterned(1), True),
    Verdict("image-ppi", "pattern at half size", lambda: patterned(0.5), False),
    Verdict("bleed-artwork", "picture faded before the cut", lambda: to_the_cut(120), False),
    Verdict("bleed-artwork", "picture up to the cut", lambda: to_the_cut(0), True),
    *_drawn(
        "bleed-artwork",
        True,
        frame=TEXT + f"q 0 0 0 1 K 8 w {_CUT}",
        one_line=TEXT + f"q 0 0 0 1 K 8 w {LEFT} 60 m {LEFT} 200 l S Q\n",
        two_lines=TEXT + f"q 0 0 0 1 K 8 w {LEFT} 60 m {LEFT} 200 l 90 90 m 150 90 l S Q\n",
    ),
    *_drawn(
        "bleed-artwork",
        False,
        frame_inside=TEXT + f"q 0 0 0 1 K 8 w {LEFT + 40} {BOTTOM + 40} 100 100 re S Q\n",
        wide_frame=TEXT + f"q 0 0 0 1 K {6.4 * MM} w {_CUT}",
        white_frame=TEXT + f"q 0 0 0 0 K 8 w {_CUT}",
        short_line=TEXT + f"q 0 0 0 1 K 8 w {LEFT} 60 m {LEFT} 70 l S Q\n",
        slanted_line=TEXT + f"q 0 0 0 1 K 8 w {LEFT} 60 m {LEFT + 50} 200 l S Q\n",
    ),
    Verdict("missing-glyph", "all there", real_font("Bonjur"), False),
    Verdict("missing-glyph", "one missing", real_font("Bonjr"), True),
    Verdict("rgb-left", "JPEG 2000 in RGB", lambda: jpeg_2000("RGB"), True),
    Verdict("rgb-left", "JPEG 2000 in grey", lambda: jpeg_2000("L"), False),
    Verdict("pdfx-claim", "X-4 in the information alone", claimed_in_info_alone, True),
    Verdict("pdfx-claim", "namespace on the element", claimed_on_the_element, False),
    Verdict("identity", "no version id", without_version_id, True),
    Verdict("pdf-version", "packed objects", packed, True, X1A),
    Verdict("pdf-version", "no packed objects", x1a, False, X1A),
    Verdict("output-intent", "three components", lambda: profile_with(components=3), True),
    Verdict("output-intent", "a length too long", lambda: profile_with(size=2_000_000), True),
    Verdict("output-intent", "profile cut short", lambda: profile_with(length=4000), True),
    Verdict(
        "output-intent", "profile cut, its length too", lambda: profile_with(4, 4000, 4000), True
    ),
    *_tweaked("hidden-layer", True, layer_off_in_print=layer_off_in_print),
    *_tweaked("javascript", True, of_a_page=page_script, of_a_link=note_script),
    *_tweaked(
        "forbidden-object",
        True,
        XFA=xfa,
        PostScript=drawing(Subtype=Name.PS),
        PostScript_form=drawing(Subtype2=Name.PS),
        OPI=drawing(OPI=Dictionary()),
        reference=drawing(Ref=Dictionary()),
        alternates=drawing(Subtype=Name.Image, Alternates=Array([])),
    ),
    *_tweaked(
        "forbidden-object",
        False,
        plain_transfer=plain_transfer,
        transfer_of_a_mask=masks_transfer,
        picture=drawing(Subtype=Name.Image),
        properties=in_a_list_of_properties,
    ),
]
