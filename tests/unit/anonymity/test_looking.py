"""What betrays, planted in files of each kind made here: each is found, taken out, and the rest stays."""

import io
import json
import zipfile
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from printkit.anonymity.looking import look_into
from printkit.anonymity.traces import homes
from printkit.cli import entry
from printkit.core.findings import ExitCode

CANARY = "Zoé Canari"


def jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = CANARY.encode("ascii", "ignore").decode()  # artist
    exif[0x0110] = "Appareil 9000"
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Kit 1"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<rdf:Description rdf:about="" xmp:CreatorTool="Traitement 3"><pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Tract</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Zoé Canari</rdf:li></rdf:Seq></dc:creator></rdf:Description>
</rdf:RDF></x:xmpmeta>"""


def pdf() -> bytes:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 100)).obj
    page.Contents = made.make_stream(b"q 50 0 0 50 10 10 cm /I Do Q")
    image = made.make_stream(jpeg())
    for key, value in {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": 8,
        "/Height": 8,
        "/ColorSpace": Name.DeviceRGB,
        "/BitsPerComponent": 8,
    }.items():
        image[key] = value
    image.write(jpeg(), filter=Name.DCTDecode)
    page.Resources = Dictionary(XObject=Dictionary(I=image))
    page.PieceInfo = Dictionary(Illustrator=Dictionary())
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], T=CANARY, Contents="Lu"
    )
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[0, 0, 9, 9],
        A=Dictionary(S=Name.URI, URI=String("file:///home/zoe/tract.html")),
    )
    page.Annots = Array([made.make_indirect(note), made.make_indirect(link)])
    made.Root.StructTreeRoot = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    made.Root.Metadata = made.make_stream(XMP.encode())
    made.docinfo = made.make_indirect(
        Dictionary(Title="Tract", Author=CANARY, Producer="Traitement 3")
    )
    made.attachments["photo.jpg"] = pikepdf.AttachedFileSpec(made, jpeg(), filename="photo.jpg")
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Début", 0))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCX = {
    "docProps/core.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp="u:cp">'
    "<dc:title>Tract</dc:title><dc:creator>Zoé Canari</dc:creator>"
    "<cp:lastModifiedBy>Zoé Canari</cp:lastModifiedBy></c>",
    "docProps/app.xml": "<Properties><Company>Zoé Canari SARL</Company><Pages>2</Pages></Properties>",
    "word/document.xml": f'<w:document {W}><w:p w:rsidR="00AB12"><w:ins w:author="Zoé Canari"'
    ' w:date="2026-01-02T03:04:05Z"><w:t>Tous au parc</w:t></w:ins></w:p></w:document>',
}
ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "meta.xml": '<m xmlns:meta="u:meta" xmlns:dc="http://purl.org/dc/elements/1.1/"><meta:initial-creator>'
    "Zoé Canari</meta:initial-creator><dc:title>Tract</dc:title></m>",
    "content.xml": '<o xmlns:office="u:office" xmlns:dc="http://purl.org/dc/elements/1.1/"><t>Tous au parc'
    "</t><office:annotation><dc:creator>Zoé Canari</dc:creator><p>Lu</p></office:annotation></o>",
    "settings.xml": '<s xmlns:config="u:config"><i config:name="PrinterName">Canari-LaserJet</i></s>',
}


def zipped(members: dict[str, str | bytes], *, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = comment
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 5)), data)
    return out.getvalue()


PAGE = f'<html><meta name="author" content="{CANARY}"><p>Tous au parc</p></html>'
ICS = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Tous au parc\r\n"
    f"ATTENDEE;CN={CANARY}:mailto:z\r\n @example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="u:i" inkscape:export-filename="Canari">'
    "<metadata>Zoé Canari</metadata><text>Tous au parc</text></svg>"
)

#: a file, its name, what is said to carry what betrays
FILES = [
    (jpeg(), "p.jpg", {"EXIF"}),
    (
        pdf(),
        "t.pdf",
        {
            "Info /Author",
            "Info /Producer",
            "XMP CreatorTool",
            "XMP creator",
            "XMP xmptk",
            "EXIF, XMP, IPTC of pictures",
            "PieceInfo",
            "Annots /T",
            "links /URI",
            "EXIF",
        },
    ),
    (
        zipped(DOCX),
        "t.docx",
        {
            "docProps/core.xml creator",
            "docProps/core.xml lastModifiedBy",
            "docProps/app.xml Company",
            "word/document.xml author",
            "word/document.xml date",
            "word/document.xml rsid",
            "zip",
        },
    ),
    (
        zipped(ODT),
        "t.odt",
        {
            "meta.xml initial-creator",
            "content.xml creator",
            "settings.xml PrinterName",
            "zip",
        },
    ),
    (
        zipped({"a/t.pdf": pdf(), "p.jpg": jpeg()}, comment=b"Canari"),
        "t.zip",
        {"zip", "zip comment", "EXIF", "Info /Author"},
    ),
    (PAGE.encode(), "t.html", {"meta"}),
    (ICS.encode(), "t.ics", {"ATTENDEE"}),
    (DRAWING.encode(), "t.svg", {"metadata", "inkscape"}),
]


@pytest.mark.parametrize(("data", "name", "carriers"), FILES, ids=[name for _d, name, _c in FILES])
def test_what_is_planted_is_found_and_taken_out(data, name, carriers):
    seen = look_into(data, name)
    assert not seen.why
    assert carriers <= {one.carrier for one in seen.traces}
    left = look_into(seen.data, name)
    assert {one.carrier for one in left.traces} <= {"links /URI"}
    assert all(one.stays for one in left.traces)
    for canary in (CANARY.encode(), b"Canari", b"Appareil 9000"):
        assert canary not in _unpacked(seen.data), canary


def _unpacked(data: bytes) -> bytes:
    """Return a file's bytes with everything packed in it laid open."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.comment + b"".join(
                _unpacked(archive.read(one)) for one in archive.namelist()
            )
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as file:
            out = io.BytesIO()
            for one in file.objects:
                if isinstance(one, pikepdf.Stream):
                    raw = one.read_raw_bytes()
                    out.write(
                        one.read_bytes()
                        if "/Filter" not in one or one.Filter == Name.FlateDecode
                        else raw
                    )
                out.write(repr(one).encode())
            return out.getvalue()
    return data


def test_of_a_pdf_pages_tags_bookmarks_and_links_stay():
    with pikepdf.open(io.BytesIO(look_into(pdf(), "t.pdf").data)) as file:
        (page,) = file.pages
        assert page.Contents.read_bytes() == b"q 50 0 0 50 10 10 cm /I Do Q"
        assert [one.Subtype for one in page.Annots] == [Name.Text, Name.Link]
        assert page.Annots[0].Contents == "Lu"
        assert file.Root.StructTreeRoot.Type == Name.StructTreeRoot
        assert file.docinfo.Title == "Tract"
        assert b"<pdfuaid:part>1<" in file.Root.Metadata.read_bytes()
        with file.open_outline() as outline:
            assert [one.title for one in outline.root] == ["Début"]
        assert list(file.attachments) == ["photo.jpg"]


@pytest.mark.parametrize("name", ["t.docx", "t.odt"])
def test_of_a_document_the_text_stays(name):
    data = next(data for data, own, _carriers in FILES if own == name)
    with zipfile.ZipFile(io.BytesIO(look_into(data, name).data)) as archive:
        parts = {one: archive.read(one).decode() for one in archive.namelist()}
    said = DOCX if name == "t.docx" else ODT
    assert list(parts) == list(said)
    assert "Tous au parc" in "".join(parts.values())
    assert ">Tract<" in "".join(parts.values())


def test_earlier_versions_in_a_file_are_told_and_gone():
    first = pdf()
    later = (
        first
        + b"\n5 0 obj\nnull\nendobj\nxref\n0 0\ntrailer\n<</Size 30/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"
    )
    seen = look_into(later, "t.pdf")
    assert "earlier versions" in {one.carrier for one in seen.traces}
    assert "earlier versions" not in {one.carrier for one in look_into(seen.data, "t.pdf").traces}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/home/zoe/tracts/a.png", ["/home/zoe"]),
        ("C:\\Users\\Zoe\\a.png", ["C:\\Users\\Zoe"]),
        ("file:///Users/zoe/a", ["/Users/zoe"]),
        ("https://example.org/users/zoe and home/zoe", []),
    ],
)
def test_whose_folder(text, found):
    assert list(homes(text)) == found


def test_the_command_tells_what_it_looked_into_and_cleans(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.jpg").write_bytes(jpeg())
    (tmp_path / "x.bin").write_bytes(b"\xff\x00\x01")
    assert entry.run(["check", "--anonymous", "p.jpg", "x.bin"]) == ExitCode.FINDINGS
    told = capsys.readouterr().out
    assert "p.jpg:1:1: error[betrays] EXIF" in told
    assert "p.jpg: looked into EXIF, XMP, IPTC of pictures, nothing else" in told
    assert "x.bin:1:1: error[not-looked-into]" in told
    assert (
        entry.run(["check", "--anonymous", "p.jpg", "--fix", "--format", "json"]) == ExitCode.CLEAN
    )
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert (file["path"], file["taken_out"], file["traces"]) == ("p-anonymous.jpg", 1, [])
    assert (tmp_path / "p.jpg").read_bytes() == jpeg()
    assert entry.run(["check", "--anonymous", "p-anonymous.jpg"]) == ExitCode.CLEAN


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"%PDF-1.7", b"\xff\xd8\xff", b"BEGIN:VCALENDAR"])
def test_what_is_cut_short_is_said_or_left(data):
    seen = look_into(data, "x")
    assert seen.data == data
    assert seen.why or not seen.traces


@pytest.mark.parametrize(
    "packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=str
)
def test_a_damaged_zip_is_said_to_be_one(packing):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        archive.writestr("a.txt", "Tous au parc, samedi. " * 40)
    whole = out.getvalue()
    said = set()
    for place in range(36, 36 + 40):  # in the packed data
        data = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        said.add(look_into(data, "t.zip").why)
    assert "it cannot be read as a zip, or is locked" in said
