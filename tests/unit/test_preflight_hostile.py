"""Files made to break readers: each ends soon, with a finding, and never with a traceback."""

from __future__ import annotations

import io
import logging
import random
import time
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from preflight_sample import GROUND, JOB, TEXT, good, put

from printkit.cli.apart import preflight_apart
from printkit.preflight.budget import Budget
from printkit.preflight.lexer import operations
from printkit.preflight.run import preflight

SECONDS = 5.0


@pytest.fixture(autouse=True)
def quiet():
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def rules(data: bytes, seconds: float = SECONDS) -> set[str]:
    started = time.monotonic()
    faults = preflight(data, JOB, Budget(seconds=seconds))
    assert time.monotonic() - started < seconds + 4
    return {fault.rule for fault in faults}


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


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9)
    block = b" " * 1_000_000
    packed = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    return raw(CATALOGUE, TREE, page(b"/Contents 4 0 R"), stream(packed, b"/Filter/FlateDecode"))


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


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_no_file_is_said_to_be_none(name):
    assert rules(DAMAGED[name]) & {"unreadable", "too-heavy"}


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
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_files_are_answered(name):
    assert rules(STRANGE[name])


@pytest.mark.parametrize("noise", [b"(((", b"[[[", b"<<", b"q ", b"BI ID ", b"1 ", b"/a ", b"cm "])
def test_endless_contents_end(noise):
    content = noise * (1_000_000 // len(noise))
    data = raw(CATALOGUE, TREE, page(b"/Contents 4 0 R"), stream(content))
    assert rules(data)


def test_a_bomb_of_forms_is_too_heavy():
    assert "too-heavy" in rules(laughs(12, 20), seconds=1)


def test_a_bomb_of_zeros_is_not_unpacked():
    assert rules(bomb(400_000_000)) & {"unreadable", "too-heavy"}


def test_cut_off_files_are_answered():
    whole = good(GROUND + TEXT, GROUND + TEXT)
    for share in range(1, 12):
        rules(whole[: len(whole) * share // 12])


def test_files_with_wrong_bytes_are_answered():
    whole = good()
    chance = random.Random(7)
    for _round in range(25):
        broken = bytearray(whole)
        for _byte in range(30):
            broken[chance.randrange(min(6000, len(broken)))] = chance.randrange(256)
        rules(bytes(broken))


def test_a_password_is_said():
    locked = good(
        encryption=pikepdf.Encryption(owner="x", user="y", R=3, aes=False, metadata=False)
    )
    assert rules(locked) == {"encryption"}
    strong = good(encryption=pikepdf.Encryption(owner="x", user="y"), pdf_version="2.0")
    assert rules(strong) == {"encryption"}


def test_five_hundred_pages_are_read():
    data = good(*[GROUND + TEXT] * 500)
    started = time.process_time()  # not the clock: others may be at work on this machine
    assert preflight(data, JOB) == ()
    assert time.process_time() - started < 10


def test_a_filter_nobody_knows_is_an_unreadable_page():
    def tweak(pdf, page):
        page.Contents = Stream(pdf, b"x")
        page.Contents.Filter = Name("/Unheard")

    assert "unreadable" in rules(good(tweak=tweak))


def test_a_reference_to_nothing_is_no_content():
    def tweak(pdf, page):
        put(page, "/Contents", Array([Dictionary()]))

    assert "blank-page" in rules(good(tweak=tweak))


def test_a_child_that_overruns_is_killed():
    started = time.monotonic()
    (fault,), answered = preflight_apart(laughs(12, 20), JOB, timeout_s=0.2)
    assert time.monotonic() - started < 5
    assert not answered
    assert fault.rule == "too-heavy"


def test_a_child_answers():
    assert preflight_apart(good(), JOB) == ((), True)


def test_inline_images_and_texts_are_passed_over():
    found = list(operations(b"BI /W 2 /H 1 /BPC 8 ID a)b( EI Q (a(b)\\)c) Tj <4a 4> Tj q"))
    assert [operator for _operands, operator in found] == [b"BI", b"Q", b"Tj", b"Tj", b"q"]
    assert found[0][0][1] == b"a)b("
    assert [found[2][0], found[3][0]] == [[b"a(b))c"], [b"J@"]]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (b"[<4a4b>-12.5 <4c>.5+3]", [b"JK", -12.5, b"L", 0.5, 3.0]),
        (b"[ <4a4> 1 ]", [b"J@", 1.0]),  # an odd digit
        (b"[(a) <4b>]", [b"a", b"K"]),
        (b"[1.2.3 12-3]", [1.2, 12.0]),  # as viewers take them
        (b"[<4a> [1] /N]", [b"J", [1.0], "/N"]),
        (b"[]", []),
    ],
)
def test_arrays_are_read_as_they_stand(typed, read):
    assert list(operations(typed + b" TJ")) == [([read], b"TJ")]
