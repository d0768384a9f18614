# ruff: noqa: E501  dictionaries of PDF are read in one line
"""PDFs of other producers and of odd make: every one must impose like any other."""

from __future__ import annotations

import io
import shutil
import subprocess
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter, Transformation
from weasyprint import HTML

from support.producers import PRODUCERS
from support.sheet_sample import content, numbered

A5 = "@page { size: 148mm 210mm; margin: 12mm }"
Edit = Callable[[pikepdf.Pdf], None]


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def edited(edit: Edit, pages: int = 4, **options: object) -> bytes:
    with pikepdf.open(io.BytesIO(numbered(pages))) as pdf:
        edit(pdf)
        return saved(pdf, **options)


# --- pikepdf: odd constructions ---------------------------------------------------------------


def rotated(degrees: int) -> bytes:
    def edit(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.Rotate = degrees

    return edited(edit)


def mixed_rotation(pdf: pikepdf.Pdf) -> None:
    """Pages read upright, stored lying: scanners do so."""
    for index, page in enumerate(pdf.pages):
        w, h = 419.5, 595.3
        turn = (0, 90, 180, 270)[index % 4]
        page.Rotate = turn
        matrix = {
            0: "1 0 0 1 0 0",
            90: f"0 1 -1 0 {h} 0",
            180: f"-1 0 0 -1 {w} {h}",
            270: f"0 -1 1 0 0 {w}",
        }
        page.MediaBox = [0, 0, h, w] if turn % 180 else [0, 0, w, h]
        drawn = page.Contents.read_bytes()
        page.Contents = pdf.make_stream(f"q {matrix[turn]} cm\n".encode() + drawn + b"\nQ")


def cropped(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.CropBox = [60, 70, 360, 500]


def cropped_and_turned(pdf: pikepdf.Pdf) -> None:
    cropped(pdf)
    for page in pdf.pages:
        page.Rotate = 90


def crop_beyond_media(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.CropBox = [-100, -100, 900, 900]


def moved_origin(x: float, y: float) -> Edit:
    def edit(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.MediaBox = [x, y, x + 419.5, y + 595.3]
            page.Contents = pdf.make_stream(
                f"q 1 0 0 1 {x} {y} cm\n".encode() + page.Contents.read_bytes() + b"\nQ"
            )

    return edit


def reversed_corners(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.MediaBox = [419.5, 595.3, 0, 0]


def user_unit(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.UserUnit = 2
        page.MediaBox = [0, 0, 209.75, 297.65]
        page.Contents = pdf.make_stream(
            b"q .5 0 0 .5 0 0 cm\n" + page.Contents.read_bytes() + b"\nQ"
        )


def inherited(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.Pages
    root.MediaBox = [0, 0, 419.5, 595.3]
    root.CropBox = [20, 20, 400, 580]
    root.Rotate = 180
    root.Resources = Dictionary(ExtGState=Dictionary(G=Dictionary(ca=0.5)))
    for page in pdf.pages:
        del page["/MediaBox"]
        if "/Resources" in page:
            del page["/Resources"]
        page.Contents = pdf.make_stream(b"/G gs\n" + page.Contents.read_bytes())


def deep_tree(pdf: pikepdf.Pdf) -> None:
    """A page tree with a node of its own for each page."""
    root = pdf.Root.Pages
    nodes = []
    for page in list(root.Kids):
        node = pdf.make_indirect(
            Dictionary(Type=Name.Pages, Count=1, Kids=Array([page]), Parent=root, Rotate=0)
        )
        page.Parent = node
        nodes.append(node)
    root.Kids = Array(nodes)


def split_contents(pdf: pikepdf.Pdf) -> None:
    """Contents in pieces, parted between operands."""
    for page in pdf.pages:
        words = page.Contents.read_bytes().split(b" ")
        third = len(words) // 3
        parts = words[:third], words[third : 2 * third], words[2 * third :]
        page.Contents = Array([pdf.make_stream(b" ".join(part)) for part in parts])


def some_without_contents(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]["/Contents"]
    pdf.pages[2].Contents = Array([])


def without_resources(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if "/Resources" in page:
            del page["/Resources"]


def indirect_boxes(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.MediaBox = pdf.make_indirect(Array([0, 0, pdf.make_indirect(419.5), 595.3]))
        page.Rotate = pdf.make_indirect(0)


def unbalanced(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.Contents = pdf.make_stream(b"q q .9 0 0 .9 5 5 cm\n" + page.Contents.read_bytes())


def too_many_restores(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\nQ Q")


def nested_forms(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        form = pdf.make_stream(page.Contents.read_bytes())
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 420, 596])
        outer = pdf.make_stream(b"q /Inner Do Q")
        outer.Type, outer.Subtype, outer.BBox = Name.XObject, Name.Form, Array([0, 0, 420, 596])
        outer.Resources = Dictionary(XObject=Dictionary(Inner=form))
        page.Resources = Dictionary(XObject=Dictionary(P1=outer))  # a name the sheets use too
        page.Contents = pdf.make_stream(b"/P1 Do")


def transparency(pdf: pikepdf.Pdf) -> None:
    state = Dictionary(BM=Name.Multiply, ca=0.7, CA=0.7)
    for page in pdf.pages:
        page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, I=True, K=False)
        page.Resources = Dictionary(ExtGState=Dictionary(M=state))
        page.Contents = pdf.make_stream(
            page.Contents.read_bytes()
            + b"\nq /M gs 1 0.8 0 rg 50 50 250 300 re f 0 0.6 1 rg 150 200 220 300 re f Q"
        )


def layers(pdf: pikepdf.Pdf) -> None:
    """A layer that is off must stay off."""
    shown = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="an"))
    hidden = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="aus"))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([shown, hidden]), D=Dictionary(Order=Array([shown, hidden]), OFF=Array([hidden]))
    )
    for page in pdf.pages:
        page.Resources = Dictionary(Properties=Dictionary(S=shown, H=hidden))
        page.Contents = pdf.make_stream(
            page.Contents.read_bytes()
            + b"\n/OC /S BDC 0 0.5 0 rg 40 40 100 100 re f EMC /OC /H BDC 1 0 0 rg 0 0 400 580 re f EMC"
        )


def trim_and_bleed(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.MediaBox = [-30, -30, 449.5, 625.3]
        page.BleedBox = [-9, -9, 428.5, 604.3]
        page.TrimBox = [0, 0, 419.5, 595.3]
        page.Contents = pdf.make_stream(
            b"0.8 1 0.8 rg -20 -20 460 640 re f\n" + page.Contents.read_bytes()
        )


def senseless_boxes(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.TrimBox = [0, 0, 0, 0]
        page.BleedBox = [5000, 5000, 6000, 6000]
        page.CropBox = Array([Name.A, 0, 1, 2])
        page.Rotate = 45


def inline_image(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.Contents = pdf.make_stream(
            page.Contents.read_bytes()
            + b"\nq 120 0 0 120 60 60 cm BI /W 2 /H 2 /CS /RGB /BPC 8 ID "
            + bytes([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0])
            + b"\nEI Q"
        )


def shared_content(pdf: pikepdf.Pdf) -> None:
    one = pdf.pages[0].Contents
    for page in pdf.pages:
        page.Contents = one


def stacked_filters(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        data = zlib.compress(page.Contents.read_bytes()).hex().encode() + b">"
        page.Contents = pikepdf.Stream(pdf, data)
        page.Contents.write(data, filter=Array([Name.ASCIIHexDecode, Name.FlateDecode]))


def type3_font(pdf: pikepdf.Pdf) -> None:
    glyph = pdf.make_stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 750, 750]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=Dictionary(square=glyph),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.square])),
        FirstChar=97, LastChar=97, Widths=Array([1000]), Resources=Dictionary(),
    )  # fmt: skip
    for page in pdf.pages:
        page.Resources = Dictionary(Font=Dictionary(F=font))
        page.Contents = pdf.make_stream(
            page.Contents.read_bytes() + b"\nBT /F 60 Tf 60 120 Td (aaa) Tj ET"
        )


def colour_spaces(pdf: pikepdf.Pdf) -> None:
    spot = Array([Name.Separation, Name("/Rouge"), Name.DeviceCMYK, Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 1, 0.9, 0]), N=1)])  # fmt: skip
    for page in pdf.pages:
        page.Resources = Dictionary(ColorSpace=Dictionary(Spot=spot))
        page.Contents = pdf.make_stream(
            page.Contents.read_bytes()
            + b"\n/Spot cs 0.8 scn 60 60 200 90 re f 1 0 0 0 k 60 200 90 90 re f"
        )


def shading(pdf: pikepdf.Pdf) -> None:
    blend = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 400, 580]), Extend=Array([True, True]),
        Function=Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1),
    )  # fmt: skip
    pattern = pdf.make_indirect(Dictionary(PatternType=2, Shading=blend))
    for page in pdf.pages:
        page.Resources = Dictionary(Shading=Dictionary(S=blend), Pattern=Dictionary(P=pattern))
        page.Contents = pdf.make_stream(
            b"q 30 30 150 400 re W n /S sh Q\n" + page.Contents.read_bytes()
        )


def signed_looking_form(pdf: pikepdf.Pdf) -> None:
    """A form field and a link, which sheets leave out; pages look the same without."""
    page = pdf.pages[0]
    page.Annots = Array([
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 50, 50]), Border=Array([0, 0, 0]))),
    ])  # fmt: skip
    pdf.Root.AcroForm = Dictionary(Fields=Array([]))


def tiny(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.MediaBox = [150, 150, 270, 320]


# --- other producers --------------------------------------------------------------------------


def weasy(body: str, css: str = "", **options: object) -> bytes:
    pages = "".join(
        f"<section style='break-after:page'><h1>{n}</h1>{body}</section>" for n in range(1, 5)
    )
    data = HTML(
        string=f"<html lang='fr'><title>t</title><style>{A5}{css}</style>{pages}"
    ).write_pdf(**options)
    assert isinstance(data, bytes)
    return data


def pillow(mode: str) -> bytes:
    images = []
    for number in range(1, 5):
        image = Image.new("RGB", (592, 840), "white")
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 0, 200 + 60 * number, 180), fill=(200, 30 * number, 60))
        draw.text((250, 400), str(number), fill="black", font_size=200)
        images.append(image.convert(mode))
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=101.6)
    return out.getvalue()


def pypdf_stamped() -> bytes:
    writer = PdfWriter()
    pages = PdfReader(io.BytesIO(numbered(4))).pages
    for page in pages:
        sheet = writer.add_blank_page(419.5, 595.3)
        sheet.merge_transformed_page(page, Transformation().scale(0.8).rotate(7).translate(60, 20))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pypdf_objects() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(numbered(4)))
    writer.compress_identical_objects()
    for page in writer.pages:
        page.rotate(270)
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def incremental() -> bytes:
    """A file changed after it was written: the later page counts."""
    data = numbered(4)
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.pages[0].rotate(180)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def damaged() -> bytes:
    """A cross-reference table that points nowhere: readers mend it."""
    data = edited(lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    start = data.rindex(b"startxref")
    return data[:start] + b"startxref\n7\n%%EOF\n"


def before_the_header() -> bytes:
    return b"\xef\xbb\xbfgarbage\r\n" + edited(lambda pdf: None)


def by_hand() -> bytes:
    """Write a file by hand, as small programs do: PDF 1.1, Helvetica not embedded."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[4 0 R 6 0 R]/Count 2>>",
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]  # fmt: skip
    for number in (1, 2):
        stream = b"BT /F 200 Tf 120 250 Td (%d) Tj ET " % number + content(number, 148, 210)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 419.5 595.3]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (len(objects) + 2)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    data, places = b"%PDF-1.1\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(data))  # fmt: skip


def through(tool: str, *options: str) -> Callable[[Path], bytes | None]:
    """Run a file through a tool of the system, if it is there."""

    def make(folder: Path) -> bytes | None:
        if shutil.which(tool) is None:
            return None
        source, target = folder / "in.pdf", folder / "out.pdf"
        source.write_bytes(weasy("<p>Du texte, une phrase de plus.</p>"))
        command = [tool, *options, str(source), str(target)]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        return target.read_bytes()

    return make


EDITS: Mapping[str, tuple[Edit, dict[str, object]]] = {
    "mixed rotation": (mixed_rotation, {}), "cropped": (cropped, {}), "cropped, turned": (cropped_and_turned, {}),
    "crop beyond media": (crop_beyond_media, {}), "negative origin": (moved_origin(-200, -90), {}),
    "far origin": (moved_origin(3000, 5000), {}), "reversed corners": (reversed_corners, {}),
    "user unit": (user_unit, {}), "inherited": (inherited, {}), "deep tree": (deep_tree, {}),
    "split contents": (split_contents, {}), "no contents": (some_without_contents, {}),
    "no resources": (without_resources, {}), "indirect boxes": (indirect_boxes, {}),
    "unbalanced q": (unbalanced, {}), "too many Q": (too_many_restores, {}), "nested forms": (nested_forms, {}),
    "transparency": (transparency, {}), "layers": (layers, {}), "trim and bleed": (trim_and_bleed, {}),
    "senseless boxes": (senseless_boxes, {}), "inline image": (inline_image, {}),
    "shared content": (shared_content, {}), "stacked filters": (stacked_filters, {}), "type 3": (type3_font, {}),
    "spot colour": (colour_spaces, {}), "shading": (shading, {}), "links": (signed_looking_form, {}),
    "tiny": (tiny, {}),
    "object streams": (lambda pdf: None, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}),
    "linearized": (lambda pdf: None, {"linearize": True}),
    "PDF 2.0": (lambda pdf: None, {"force_version": "2.0"}),
    "no compression": (lambda pdf: None, {"compress_streams": False, "qdf": True}),
}  # fmt: skip
SVG = "<svg viewBox='0 0 100 100' width='60mm'><circle cx='50' cy='50' r='40' fill='url(#g)'/><linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient></svg>"
MADE: Mapping[str, Callable[[Path], bytes | None]] = {
    **{name: (lambda folder, e=edit, o=options: edited(e, **o)) for name, (edit, options) in EDITS.items()},
    **{f"rotated {d}": (lambda folder, d=d: rotated(d)) for d in (90, 180, 270, -90, 450)},
    "weasyprint text": lambda folder: weasy("<p>Du texte <em>en italique</em>.</p>"),
    "weasyprint SVG": lambda folder: weasy(SVG),
    "weasyprint UA": lambda folder: weasy("<table><tr><th>a<td>b</table>", pdf_variant="pdf/ua-1", pdf_tags=True),
    "weasyprint A-3b": lambda folder: weasy("<p>archive</p>", pdf_variant="pdf/a-3b"),
    "weasyprint bleed": lambda folder: weasy(
        "<p>b</p>", "@page { bleed: 3mm; marks: crop; background: #cfe } h1 { background: red }"),
    "weasyprint opacity": lambda folder: weasy(
        "<div style='opacity:.4;background:linear-gradient(red,blue);height:80mm'>x</div>"),
    "weasyprint forms": lambda folder: weasy("<form><input value='a'></form>", pdf_forms=False),
    **{f"pillow {mode}": (lambda folder, m=mode: pillow(m)) for mode in ("RGB", "L", "1", "CMYK", "P")},
    "pypdf stamped": lambda folder: pypdf_stamped(),
    "pypdf encrypted": lambda folder: pypdf_objects(),
    "incremental": lambda folder: incremental(),
    "damaged": lambda folder: damaged(),
    "before the header": lambda folder: before_the_header(),
    "by hand": lambda folder: by_hand(),
    "cairo": through("pdftocairo", "-pdf"),
    "qpdf": through("qpdf", "--linearize", "--object-streams=generate"),
    **PRODUCERS,
}  # fmt: skip
