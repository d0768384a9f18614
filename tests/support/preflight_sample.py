"""A press file no printer refuses, and what spoils it: one change for each rule of the preflight."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import segno
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Stream

from printkit.core.findings import Severity
from printkit.model import Panel
from printkit.preflight.printer import Job, PageLimits, Printer

REPOSITORY = Path(__file__).parents[2]
MM = 72 / 25.4
TRIM_MM, BLEED_MM = (105.0, 148.0), 3.0
#: Corners of the trim in points; the media is the bleed, its origin 0, 0.
LEFT = BOTTOM = BLEED_MM * MM
RIGHT, TOP = LEFT + TRIM_MM[0] * MM, BOTTOM + TRIM_MM[1] * MM
WIDTH, HEIGHT = RIGHT + LEFT, TOP + BOTTOM

GROUND = f"q .2 0 0 0 k 0 0 {WIDTH:.3f} {HEIGHT:.3f} re f Q\n"
TEXT = "q /Over gs BT /F1 10 Tf 0 0 0 1 k 60 200 Td (Bonjour) Tj ET Q\n"

PRINTER = Printer(
    name="essai",
    levels=("x-4", "x-1a", "x-3"),
    conditions=("FOGRA39",),
    ink_limit=300,
    ppi=(149, 224),
    bitmap_ppi=(549, 799),
    line_pt=0.25,
    line_multi_pt=0.5,
    type_pt=6,
    type_multi_pt=8,
    black_overprints=True,
    bindings=(("saddle", PageLimits(4, 64, 4)), ("perfect", PageLimits(40, None, 2))),
    ascii_names=True,
)
JOB = Job(PRINTER, file_name="essai.pdf", trim_mm=TRIM_MM)
X1A = replace(JOB, printer=replace(PRINTER, levels=("x-1a",)))
RISO = replace(
    JOB, printer=Printer(name="riso", colours="grey", bleed_mm=(0.0, 0.0, 0.0, 0.0), safe_mm=3)
)


@cache
def profile() -> bytes:
    return (REPOSITORY / "src/printkit/data/profiles/coated-fogra39-300.icc").read_bytes()


def font(pdf: pikepdf.Pdf, name: str = "/ABCDEF+Essai", *, embedded: bool = True) -> Any:
    found = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name(name),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=255,
        Widths=Array([500] * 224),
    )
    if embedded:
        found.FontDescriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(name),
            CapHeight=700,
            FontFile2=Stream(pdf, b"a font program"),
        )
    return pdf.make_indirect(found)


def resources(pdf: pikepdf.Pdf) -> Any:
    return Dictionary(
        Font=Dictionary(F1=font(pdf)),
        ExtGState=Dictionary(
            Over=Dictionary(OP=True, op=True, OPM=1), Half=Dictionary(ca=0.5, CA=0.5)
        ),
    )


XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmpMM:DocumentID="uuid:1" xmpMM:VersionID="1"
 xmpMM:RenditionClass="default" pdfxid:GTS_PDFXVersion="{version}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def good(
    *contents: str,
    tweak: Callable[[pikepdf.Pdf, Any], object] | None = None,
    version: str = "PDF/X-4",
    pdf_version: str = "1.6",
    **saving: Any,
) -> bytes:
    """Make a PDF/X file of a page for each content, or of one; ``tweak`` spoils the file and page 1."""
    pdf = pikepdf.new()
    for content in contents or (GROUND + TEXT,):
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT)).obj
        page.Resources = resources(pdf)
        page.Contents = Stream(pdf, content.encode("cp1252"))
        page.BleedBox = Array([0, 0, WIDTH, HEIGHT])
        page.TrimBox = Array([LEFT, BOTTOM, RIGHT, TOP])
    pdf.docinfo = pdf.make_indirect(
        Dictionary(
            Title="Essai",
            CreationDate="D:20260101120000Z",
            ModDate="D:20260101120000Z",
            Trapped=Name("/False"),
        )
    )
    if version == "PDF/X-4":
        pdf.Root.Metadata = Stream(
            pdf, XMP.format(version=version).encode(), Type=Name.Metadata, Subtype=Name.XML
        )
    else:
        pdf.docinfo["/GTS_PDFXVersion"] = version
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier="FOGRA39",
        Info="Offset, coated",
        RegistryName="http://www.color.org",
        DestOutputProfile=Stream(pdf, profile(), N=4),
    )
    pdf.Root.OutputIntents = Array([intent])
    if tweak is not None:
        tweak(pdf, pdf.pages[0].obj)
    out = io.BytesIO()
    saving = {"force_version": pdf_version, "deterministic_id": True, "linearize": False} | saving
    if "encryption" in saving:
        del saving["deterministic_id"]
    pdf.save(out, fix_metadata_version=False, **saving)
    return out.getvalue()


def x1a(*contents: str, **more: Any) -> bytes:
    return good(*contents, version="PDF/X-1a:2003", pdf_version="1.4", **more)


@dataclass(frozen=True)
class Case:
    """A bad file and what is found in it: nothing but that. ``words`` stand in the issue."""

    make: Callable[[], bytes]
    job: Job = JOB
    severity: Severity = Severity.ERROR
    page: int | None = 1
    found: Any = None
    required: Any = None
    rect_mm: tuple[float, ...] | None = field(default=None)
    words: str = ""


def spoilt(tweak: Callable[[pikepdf.Pdf, Any], object], *contents: str, **more: Any) -> Any:
    return lambda: good(*contents, tweak=tweak, **more)


def also(content: str, **more: Any) -> Any:
    return lambda: good(GROUND + TEXT + content, **more)


def put(page: Any, key: str, value: Any) -> None:
    page[key] = value


def typed(size: float, colour: str, at: str = "60 100", font_name: str = "F1") -> str:
    return f"q /Over gs BT /{font_name} {size} Tf {colour} {at} Td (Bonjour) Tj ET Q\n"


def other_font(name: str, *, embedded: bool) -> Any:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.Font.F2 = font(pdf, name, embedded=embedded)

    return spoilt(tweak, GROUND + TEXT + typed(10, "0 0 0 1 k", font_name="F2"))


def type3(pdf: pikepdf.Pdf, page: Any) -> None:
    page.Resources.Font.F2 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 1000, 1000]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(B=Stream(pdf, b"500 0 d0 0 0 400 700 re f")),
        Encoding=Dictionary(Differences=Array([66, Name.B])),
        FirstChar=66,
        LastChar=66,
        Widths=Array([500]),
    )


def picture(
    size: int,
    bits: int,
    space: Any,
    level: int = 40,
    *,
    ground: str = GROUND,
    at: str = "50 250",
) -> Any:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        parts = 4 if space == Name.DeviceCMYK else 1
        row = (size * bits * parts + 7) // 8
        page.Resources.XObject = Dictionary(
            Im1=Stream(
                pdf,
                bytes([level]) * row * size,
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=size,
                Height=size,
                BitsPerComponent=bits,
                ColorSpace=space,
            )
        )

    return spoilt(tweak, ground + TEXT + f"q 100 0 0 100 {at} cm /Im1 Do Q\n")


def space(value: Callable[[pikepdf.Pdf], Any]) -> Callable[[pikepdf.Pdf, Any], None]:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.ColorSpace = Dictionary(Cs1=value(pdf))

    return tweak


def separation(name: str) -> Any:
    def value(pdf: pikepdf.Pdf) -> Any:
        function = Dictionary(
            FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.2, 0.8, 0], N=1
        )
        return Array([Name.Separation, Name(name), Name.DeviceCMYK, function])

    return spoilt(space(value), GROUND + TEXT + "/Cs1 cs 1 scn 60 300 50 50 re f\n")


def icc_cmyk(pdf: pikepdf.Pdf) -> Any:
    return Array([Name.ICCBased, Stream(pdf, profile(), N=4)])


def link(pdf: pikepdf.Pdf, page: Any) -> None:
    page.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([50, 50, 90, 60]))]
    )


def layer(pdf: pikepdf.Pdf, page: Any) -> None:
    one = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Traduction"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([one]), D=Dictionary(OFF=Array([one])))


def attach(pdf: pikepdf.Pdf, page: Any) -> None:
    file = Dictionary(Type=Name.Filespec, F="a.txt", EF=Dictionary(F=Stream(pdf, b"a")))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(["a.txt", file])))


def script(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def transferred(pdf: pikepdf.Pdf, page: Any) -> None:
    """Let a graphics state turn all colours round while printing."""
    page.Resources.ExtGState.Turned = Dictionary(
        TR=Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    )


def tiny_font(letters: str) -> bytes:
    """Make a font of boxes for some letters, and none for any other."""
    names = [".notdef", *(f"uni{ord(one):04X}" for one in letters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(one): f"uni{ord(one):04X}" for one in letters})
    pen = TTGlyphPen(None)
    for at, point in enumerate([(0, 0), (400, 0), (400, 700), (0, 700)]):
        (pen.lineTo if at else pen.moveTo)(point)
    pen.closePath()
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def real_font(letters: str) -> Any:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        found = font(pdf, "/ABCDEF+Vraie")
        found.FontDescriptor.FontFile2 = Stream(pdf, tiny_font(letters))
        page.Resources.Font.F2 = found

    return spoilt(tweak, GROUND + TEXT + typed(10, "0 0 0 1 k", font_name="F2"))


def other_condition(pdf: pikepdf.Pdf, page: Any) -> None:
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = "FOGRA47"


def qr(
    at: tuple[float, float] = (60, 260),
    module: float = 1.5,
    *,
    colour: str = "0 0 0 1 k",
    ground: str = "0 0 0 0 k",
    quiet: int = 4,
) -> str:
    """Draw a code as one path on its field; ``at`` is the lower left corner of the code, in points."""
    matrix = segno.make("https://example.org/", error="m", micro=False).matrix
    x, y = at
    side, free = len(matrix) * module, quiet * module
    field_ = f"{x - free:.3f} {y - free:.3f} {side + 2 * free:.3f} {side + 2 * free:.3f} re f "
    drawn = "".join(
        f"{x + column * module:.3f} {y + side - (row + 1) * module:.3f} {module} {module} re "
        for row, line in enumerate(matrix)
        for column, dark in enumerate(line)
        if dark
    )
    return f"q {ground} {field_} {colour} {drawn} f Q\n"


def marked(inset: float, *, together: bool = False) -> Any:
    """Put the page on a larger sheet with crop marks ``inset`` mm outside the trim."""

    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        reach = 9 * MM
        left, bottom, right, top = LEFT, BOTTOM, RIGHT, TOP
        near, far = inset * MM, (inset + 5) * MM
        lines = [
            one
            for x in (left, right)
            for one in ((x, bottom - near, x, bottom - far), (x, top + near, x, top + far))
        ]
        lines += [
            one
            for y in (bottom, top)
            for one in ((left - near, y, left - far, y), (right + near, y, right + far, y))
        ]
        end = "" if together else "S "
        drawn = "".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l {end}" for a, b, c, d in lines)
        content = GROUND + TEXT + f"q /Over gs 0 0 0 1 K .25 w {drawn}{'S' if together else ''} Q"
        page.Contents = Stream(pdf, content.encode())
        page.MediaBox = Array([-reach, -reach, WIDTH + reach, HEIGHT + reach])

    return spoilt(tweak)


ASKS_MARKS = replace(JOB, printer=replace(PRINTER, marks="crop"))
WANTS_NONE = replace(JOB, printer=replace(PRINTER, marks="none"))


def box_mm(*values: float) -> Array:
    return Array([value * MM for value in values])


def small_second(pdf: pikepdf.Pdf, page: Any) -> None:
    other = pdf.pages[1].obj
    other.TrimBox = Array([LEFT, BOTTOM, RIGHT, TOP - 10 * MM])
    other.BleedBox = Array([0, 0, WIDTH, HEIGHT - 10 * MM])


WARNING = Severity.WARNING
BOOK = replace(JOB, kind="brochure", binding="saddle")
PANELS = (Panel("a", 0, 0, 52), Panel("b", 0, 52, 53))

CASES: dict[str, Case] = {
    "page-boxes": Case(spoilt(lambda pdf, page: page.__delitem__("/TrimBox")), required="TrimBox"),
    "page-sizes": Case(
        spoilt(small_second, GROUND + TEXT, GROUND + TEXT), page=2, required="105 × 148"
    ),
    "user-unit": Case(spoilt(lambda pdf, page: put(page, "/UserUnit", 2)), found=2, required=1),
    "crop-box": Case(
        spoilt(lambda pdf, page: put(page, "/CropBox", page.TrimBox)),
        rect_mm=(0, 0, 105, 148),
    ),
    "bleed-box": Case(
        spoilt(lambda pdf, page: put(page, "/BleedBox", box_mm(2, 2, 109, 152))),
        found=1,
        required=3,
        rect_mm=(-1, -1, 106, 149),
    ),
    "bleed-artwork": Case(
        lambda: good(f"q .2 0 0 0 k {LEFT} {BOTTOM} {RIGHT - LEFT} {TOP - BOTTOM} re f Q\n" + TEXT),
        found=0,
        required=3,
        rect_mm=(0, 0, 105, 148),
    ),
    "safe-margin": Case(
        also(typed(10, "0 0 0 1 k", at=f"{LEFT + 1 * MM} 100")),
        severity=WARNING,
        found=1,
        required=3,
    ),
    "printer-marks": Case(marked(1), found=None),
    "qr-readable": Case(
        also(qr() + "q 0 0 0 1 k 72 272 16 16 re f Q\n"),
        rect_mm=(18.17, 88.72, 31.40, 101.95),
        words="cannot be read",
    ),
    "qr-size": Case(also(qr(module=1.0)), severity=WARNING, found=0.353, required=0.396),
    "qr-quiet-zone": Case(
        also(qr() + "q .2 .8 0 0 k 100.5 260 10 60 re f Q\n"), found=1.06, required=2.12
    ),
    "page-count": Case(
        lambda: good(*[GROUND + TEXT] * 6),
        job=replace(JOB, binding="saddle"),
        page=None,
        found=6,
        required="× 4",
    ),
    "cover-file": Case(
        lambda: good(*[GROUND + TEXT] * 8),
        job=replace(BOOK, printer=replace(PRINTER, cover="separate")),
        page=None,
        found=8,
        required="4 + 4",
    ),
    "blank-page": Case(
        lambda: good(GROUND + TEXT, "0 0 0 0 k 0 0 99 99 re f"), severity=WARNING, page=2
    ),
    "font-embedded": Case(other_font("/Helvetica", embedded=False), found="Helvetica"),
    "missing-glyph": Case(real_font("Bonju"), found="–", required="114"),
    "forbidden-object": Case(spoilt(transferred), page=None, found="TR", words="transfer function"),
    "type3-font": Case(
        spoilt(type3, GROUND + TEXT + typed(10, "0 0 0 1 k", font_name="F2")), severity=WARNING
    ),
    "courier-font": Case(
        other_font("/ABCDEF+CourierNew", embedded=True), severity=WARNING, found="CourierNew"
    ),
    "type-size": Case(also(typed(5, "0 0 0 1 k")), severity=WARNING, found=5, required=6),
    "fine-type": Case(
        also("q 0 g BT /F1 7 Tf 0 0 0 0 k 60 100 Td (Bonjour) Tj ET Q\n"),
        severity=WARNING,
        found=7,
        required=8,
    ),
    "small-black-text": Case(
        also(typed(10, ".6 .6 .6 .9 k")), severity=WARNING, found=4, required=1, words="black text"
    ),
    "four-colour-text": Case(
        also(typed(20, ".8 .8 .7 1 k")), severity=WARNING, found=330, required=100
    ),
    "image-ppi": Case(
        picture(100, 8, Name.DeviceCMYK),
        found=72,
        required=149,
        rect_mm=(14.64, 85.19, 49.92, 120.47),
        words="149 are",
    ),
    "bitmap-ppi": Case(
        picture(800, 1, Name.DeviceGray), severity=WARNING, found=576, required=799, words="799 are"
    ),
    "rgb-left": Case(also(".5 .1 .1 rg 60 300 50 50 re f\n"), found="device-rgb"),
    "colour-space": Case(
        lambda: x1a(
            GROUND + TEXT + "/Cs1 cs 0 .5 0 0 scn 60 300 50 50 re f\n", tweak=space(icc_cmyk)
        ),
        job=X1A,
        found="icc-cmyk",
    ),
    "grey-only": Case(
        lambda: good("0 .5 0 0 k 60 300 50 50 re f\n" + TEXT), job=RISO, found="device-cmyk"
    ),
    "output-intent": Case(
        spoilt(lambda pdf, page: pdf.Root.__delitem__("/OutputIntents")), page=None
    ),
    "output-condition": Case(
        spoilt(other_condition),
        severity=WARNING,
        page=None,
        found="FOGRA47",
        required="FOGRA39",
    ),
    "thin-line": Case(
        also("q /Over gs 0 0 0 1 K .1 w 60 300 m 160 300 l S Q\n"),
        severity=WARNING,
        found=0.1,
        required=0.25,
    ),
    "white-overprint": Case(
        also("q /Over gs 0 0 0 0 k 60 300 50 50 re f Q\n"), severity=WARNING, words="white shape"
    ),
    "black-overprint": Case(
        also("q BT /F1 10 Tf 0 0 0 1 k 60 100 Td (Bonjour) Tj ET Q\n"),
        severity=WARNING,
        found=10,
    ),
    "ink-limit": Case(also("q 1 1 1 .5 k 60 300 50 50 re f Q\n"), found=350, required=300),
    "ink-coverage": Case(
        also("q /Over gs 0 1 1 0 k 60 300 90 90 re f 1 0 0 1 k 60 300 90 90 re f Q\n"),
        found=400,
        required=300,
    ),
    "spot-colour": Case(separation("/Or"), found="Or", required=0),
    "registration-colour": Case(separation("/All"), found="All"),
    "transparency": Case(
        lambda: x1a(GROUND + TEXT + "q /Half gs 0 .5 0 0 k 60 300 50 50 re f Q\n"),
        job=X1A,
        found="0.50",
        rect_mm=(18.17, 102.83, 35.80, 120.47),
    ),
    "blend-space": Case(
        spoilt(
            lambda pdf, page: put(
                page, "/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
            )
        ),
        found="device-rgb",
    ),
    "annotation": Case(spoilt(link), found="Link"),
    "encryption": Case(
        lambda: good(
            encryption=pikepdf.Encryption(owner="x", user="", R=3, aes=False, metadata=False)
        ),
        page=None,
    ),
    "javascript": Case(spoilt(script), page=None),
    "hidden-layer": Case(spoilt(layer), severity=WARNING, page=None, found=1, required=0),
    "embedded-file": Case(spoilt(attach), page=None, found=1, required=0),
    "pdfx-claim": Case(
        spoilt(lambda pdf, page: pdf.Root.__delitem__("/Metadata")), page=None, words="no PDF/X"
    ),
    "pdf-version": Case(
        lambda: good(pdf_version="1.7"),
        severity=WARNING,
        page=None,
        found="1.7",
        required="1.6",
    ),
    "identity": Case(
        spoilt(lambda pdf, page: pdf.docinfo.__delitem__("/Trapped")),
        page=None,
        required="Trapped",
    ),
    "fold-panels": Case(good, job=replace(JOB, panels=(Panel("a", 0, 0, 100),)), found=100),
    "white-poster": Case(
        lambda: good(TEXT), job=replace(JOB, posted=True), severity=WARNING, found="K"
    ),
    "legal-line": Case(good, job=replace(JOB, kind="leaflet"), page=None),
    "file-name": Case(
        good,
        job=replace(JOB, file_name="tract été.pdf"),
        severity=WARNING,
        page=None,
        found="tract été.pdf",
    ),
}
