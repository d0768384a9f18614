"""Files made to break readers."""

from __future__ import annotations

import io
import random
import zlib


def raw(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Write a file of objects as they are typed, object 1 first."""
    out = io.BytesIO()
    out.write(b"%PDF-1.6\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out.write(b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return out.getvalue()


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def page(more: bytes) -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]%s>>" % more


def stream(data: bytes, more: bytes = b"", length: int | None = None) -> bytes:
    size = len(data) if length is None else length
    return b"<</Length %d%s>>stream\n%s\nendstream" % (size, more, data)


def laughs(levels: int, times: int) -> bytes:
    """Forms that use the next one many times: more work than there are atoms."""
    forms = []
    for level in range(levels):
        use = b"/F Do " * times if level < levels - 1 else b"0 0 9 9 re f "
        more = b"/Type/XObject/Subtype/Form/BBox[0 0 300 400]"
        if level < levels - 1:
            more += b"/Resources<</XObject<</F %d 0 R>>>>" % (level + 6)
        forms.append(stream(use, more))
    body = page(b"/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>")
    return raw(CATALOGUE, TREE, body, stream(b"/F Do"), *forms)


def bomb(size: int, times: int = 1) -> bytes:
    """Pack ``size`` bytes of blanks into a stream that a page has ``times`` times as its content."""
    packer = zlib.compressobj(9)
    block = b" " * 1_000_000
    packed = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    contents = b"/Contents[" + b"4 0 R " * times + b"]" if times > 1 else b"/Contents 4 0 R"
    return raw(CATALOGUE, TREE, page(contents), stream(packed, b"/Filter/FlateDecode"))


DAMAGED = {
    "nothing": b"",
    "text": b"hello",
    "header alone": b"%PDF-1.7\n",
    "header and noise": b"%PDF-1.7\n" + random.Random(1).randbytes(20_000),
    "no catalogue": raw(b"<<>>", trailer=b""),
    "catalogue is a number": raw(b"5"),
    "pages is a text": raw(b"<</Type/Catalog/Pages (x)>>"),
    "no pages": raw(CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"),
    "pages of pages of the same": raw(CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"),
    "two references to each other": raw(CATALOGUE, b"4 0 R", b"null", b"2 0 R"),
    "object of itself": raw(CATALOGUE, b"2 0 R"),
    "deep arrays": raw(CATALOGUE, TREE, page(b"/X " + b"[" * 100_000)),
    "deep dictionaries": raw(CATALOGUE, TREE, page(b"/X " + b"<</A " * 50_000)),
}

STRANGE = {
    "form of itself": raw(
        CATALOGUE,
        TREE,
        page(b"/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"),
        stream(b"/F Do"),
        stream(b"/F Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"),
    ),
    "declared length of a terabyte": raw(
        CATALOGUE, TREE, page(b"/Contents 4 0 R"), stream(b"0 0 9 9 re f", length=10**12)
    ),
    "negative length": raw(
        CATALOGUE, TREE, page(b"/Contents 4 0 R"), stream(b"0 0 9 9 re f", length=-5)
    ),
    "box of no size": raw(CATALOGUE, TREE, b"<</Type/Page/MediaBox[0 0 0 0]>>"),
    "box of names": raw(CATALOGUE, TREE, b"<</Type/Page/MediaBox[/a /b 0 (x)]>>"),
    "box beyond all numbers": raw(
        CATALOGUE, TREE, b"<</Type/Page/MediaBox[0 0 1%s 1]>>" % (b"0" * 400)
    ),
    "no box": raw(CATALOGUE, TREE, b"<</Type/Page>>"),
    "everything of the wrong kind": raw(
        CATALOGUE,
        TREE,
        page(b"/Resources 5/Contents(x)/Annots<</a 1>>/Group[1]/UserUnit(x)/Rotate/x/TrimBox true"),
    ),
    "colour spaces of themselves": raw(
        CATALOGUE,
        TREE,
        page(b"/Contents 4 0 R/Resources<</ColorSpace<</C 5 0 R/D/D>>>>"),
        stream(b"/C cs 1 scn 0 0 9 9 re f /D cs 1 scn 0 0 9 9 re f"),
        b"[/Indexed 5 0 R 255 5 0 R]",
    ),
    "name tree of itself": raw(
        b"<</Type/Catalog/Pages 2 0 R/Names<</JavaScript 4 0 R/EmbeddedFiles 4 0 R>>>>",
        TREE,
        page(b""),
        b"<</Kids[4 0 R 4 0 R]>>",
    ),
    "pattern of itself": raw(
        CATALOGUE,
        TREE,
        page(b"/Contents 4 0 R/Resources<</Pattern<</P 5 0 R>>>>"),
        stream(b"/Pattern cs /P scn 0 0 99 99 re f"),
        stream(
            b"/Pattern cs /P scn 0 0 99 99 re f",
            b"/PatternType 1/Resources<</Pattern<</P 5 0 R>>>>",
        ),
    ),
    "resources of themselves": raw(
        CATALOGUE,
        TREE,
        page(b"/Contents 4 0 R/Resources 5 0 R"),
        stream(b"0 0 9 9 re f"),
        b"<</XObject 5 0 R/Font 5 0 R/ExtGState 5 0 R>>",
    ),
    "arrays and dictionaries of one another": raw(
        CATALOGUE,
        TREE,
        page(b"/Contents 4 0 R/Resources<</X 5 0 R>>"),
        stream(b"0 0 9 9 re f"),
        b"[5 0 R [5 0 R 6 0 R]]",
        b"<</A 5 0 R/B 6 0 R>>",
    ),
    "a chain of three thousand objects": raw(
        CATALOGUE,
        TREE,
        page(b"/Contents 4 0 R/Resources<</X 5 0 R>>"),
        stream(b"0 0 9 9 re f"),
        *(b"<</N %d 0 R>>" % (number + 1) for number in range(5, 3000)),
        b"null",
    ),
    "pages three thousand levels down": raw(
        CATALOGUE,
        *(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(2, 3000)),
        page(b""),
    ),
    "a page declared a thousand million times": raw(
        CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", page(b"")
    ),
    "an image that declares a gigabyte": raw(
        CATALOGUE,
        TREE,
        page(b"/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>"),
        stream(b"q 100 0 0 100 0 0 cm /I Do Q"),
        stream(
            b"abc",
            b"/Subtype/Image/Width 32000/Height 32000/BitsPerComponent 8/ColorSpace/DeviceCMYK",
            length=10**9,
        ),
    ),
    "five thousand filters": raw(
        CATALOGUE,
        TREE,
        page(b"/Contents 4 0 R"),
        stream(b"x", b"/Filter[" + b"/ASCIIHexDecode " * 5000 + b"]"),
    ),
}
