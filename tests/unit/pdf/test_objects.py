"""Objects of files nobody vouches for: plain answers whatever stands there."""

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from printkit.pdf.objects import (
    UnreadableFileError,
    decoded,
    entry,
    identity,
    is_array,
    is_dictionary,
    is_stream,
    leaves,
    listed,
    members,
    name,
    number,
    numbers,
    open_file,
    raw_string,
    truth,
    whole,
)


def written(pdf: pikepdf.Pdf, **how) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def file_of(root: bytes, *objects: bytes):
    """A file of a catalogue's entries and further objects, numbered from 3 on."""
    body = [b"<</Type/Catalog/Pages 2 0 R%s>>" % root, b"<</Type/Pages/Kids[]/Count 0>>", *objects]
    data = b"%PDF-1.5\n"
    places = []
    for at, one in enumerate(body, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (at, one)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(body) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(body) + 1, table)
    return open_file(data)


def test_values_are_plain():
    file = file_of(b"/A 1/B 2.5/C true/D(a\\351)/E/N/F[1 2.5 -3]/G null/H<FEFF00E9>/I 9 0 R")
    root = file.catalogue
    assert [number(entry(root, key)) for key in ("/A", "/B", "/C", "/D", "/Z")] == [1, 2.5, 0, 0, 0]
    assert [name(entry(root, key)) for key in ("/D", "/E", "/H", "/A", "/F")] == [
        "aé",
        "/N",
        "é",
        "",
        "",
    ]
    assert numbers(entry(root, "/F")) == (1.0, 2.5, -3.0)
    assert raw_string(entry(root, "/D")) == b"a\xe9"
    assert truth(entry(root, "/C"))
    assert not truth(entry(root, "/A"))
    assert entry(root, "/G") is entry(root, "/I") is None
    assert whole(entry(root, "/B")) == 2
    assert [key for key, _value in members(root)][:3] == ["/A", "/B", "/C"]


def test_operands_of_streams_are_asked_the_same_way():
    thing = {"/W": 4.0, "/F": ["/A85", "/Fl"], "/IM": True, "/T": b"a\xe9"}
    assert number(entry(thing, "/W")) == 4.0
    assert [name(one) for one in listed(entry(thing, "/F"))] == ["/A85", "/Fl"]
    assert truth(entry(thing, "/IM"))
    assert name(entry(thing, "/T")) == "aé"
    assert is_dictionary(thing)
    assert is_array(thing["/F"])
    assert not is_stream(thing)


@pytest.mark.parametrize(
    "value", [b"5", b"/N", b"(a)", b"[1 (a)]", b"null", b"true", b"7 0 R", b"<</A 1>>"]
)
def test_wrong_types_are_nothing(value):
    file = file_of(b"/A " + value)
    thing = entry(file.catalogue, "/A")
    assert decoded(thing) is None
    assert entry(thing, "/B", "/C") is None
    assert list(leaves(thing)) == []
    assert numbers(thing) == ()


def test_names_may_be_no_utf8():
    file = file_of(b"/A\xe9 1/B /X\xe9#20y/C#20D 2")
    keys = [key for key, _value in members(file.catalogue)]
    assert "/A\udce9" in keys
    assert [entry(file.catalogue, key) for key in ("/A\udce9", "/C D", "/(")] == [1, 2, None]
    assert name(entry(file.catalogue, "/B")) == "/X\udce9 y"


def test_loops_end():
    file = file_of(
        b"/L 3 0 R/N 4 0 R",
        b"3 0 R",
        b"<</Kids[4 0 R 5 0 R 4 0 R]/Names[(a) 1]>>",
        b"<</Kids[4 0 R]/Names[(b) 2 (c)]>>",
    )
    assert not is_dictionary(entry(file.catalogue, "/L"))
    assert sorted(leaves(entry(file.catalogue, "/N"))) == [1, 2]


def test_what_is_the_same_object_is_known():
    file = file_of(b"/A 3 0 R/B 3 0 R/C<<>>", b"<<>>")
    root = file.catalogue
    assert identity(entry(root, "/A")) == identity(entry(root, "/B")) == (3, 0)
    assert identity(entry(root, "/C")) != (0, 0)


@pytest.mark.parametrize(
    "how",
    [
        {"R": 2, "aes": False, "metadata": False},
        {"R": 3, "aes": False, "metadata": False},
        {"R": 4, "aes": True},
        {"R": 6, "aes": True},
    ],
    ids=lambda how: f"R{how['R']}",
)
def test_files_with_an_empty_password_open(how):
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page()
    pdf.Root["/Words"] = String("mots")
    level = pikepdf.Encryption(owner="owner", user="", **how)
    file = open_file(written(pdf, encryption=level))
    assert file.encrypted
    assert name(entry(file.catalogue, "/Words")) == "mots"


def test_an_owner_may_forbid_changes():
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page()
    closed = pikepdf.Permissions(modify_other=False)
    level = pikepdf.Encryption(owner="owner", user="", allow=closed)
    assert not open_file(written(pdf, encryption=level)).may_be_changed
    assert open_file(written(pdf)).may_be_changed


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a Word file", "no-pdf"),
        (b"%PDF-1.4\n" + b"nothing of it " * 40, "damaged"),
    ],
)
def test_what_cannot_be_opened_says_why(data, reason):
    with pytest.raises(UnreadableFileError) as problem:
        open_file(data)
    assert problem.value.reason == reason
    assert "BytesIO" not in problem.value.detail


def test_a_password_is_told():
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page()
    level = pikepdf.Encryption(owner="owner", user="user")
    with pytest.raises(UnreadableFileError) as problem:
        open_file(written(pdf, encryption=level))
    assert problem.value.reason == "locked"


def test_filters_are_undone_up_to_an_images_own():
    pdf = pikepdf.Pdf.new()
    packed = pdf.make_stream(zlib.compress(b"jpeg"))
    packed.Filter = Array([Name.FlateDecode, Name.DCTDecode])
    predicted = pdf.make_stream(zlib.compress(b"\x02abc\x02\x01\x01\x01"))
    predicted.Filter = Name.FlateDecode
    predicted.DecodeParms = Dictionary(Predictor=12, Columns=3)
    broken = pdf.make_stream(b"no deflate")
    broken.Filter = Name.FlateDecode
    unknown = pdf.make_stream(b"abc")
    unknown.Filter = Name("/Nonsense")
    assert [decoded(one) for one in (packed, predicted, broken, unknown)] == [
        b"jpeg",
        b"abcbcd",
        None,
        None,
    ]
