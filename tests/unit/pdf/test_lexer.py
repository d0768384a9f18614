"""Content streams read: sound ones as qpdf reads them, broken ones as viewers do."""

import warnings
import zlib
from decimal import Decimal

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from printkit.pdf.lexer import UnreadableError, operations, sound_operations


def told(data: bytes) -> list[tuple[list, bytes]]:
    return [(list(operands), operator) for _start, _end, operands, operator in operations(data)]


def plain(thing):
    """An operand of pikepdf as ours are."""
    if isinstance(thing, bool) or thing is None:
        return thing
    if isinstance(thing, int | Decimal):
        return float(thing)
    if isinstance(thing, pikepdf.Name):
        return str(thing)
    if isinstance(thing, pikepdf.String):
        return bytes(thing)
    if isinstance(thing, pikepdf.Array):
        return [plain(one) for one in thing]
    return {key: plain(value) for key, value in thing.items()}


def as_qpdf_reads(data: bytes) -> list[tuple[list, bytes]]:
    found = []
    pdf = pikepdf.Pdf.new()  # its objects live no longer than it
    stream = pdf.make_stream(data)
    for one in pikepdf.parse_content_stream(stream):
        if isinstance(one, pikepdf.ContentStreamInlineImage):
            found.append((["image"], b"BI"))
        else:
            operands = [plain(operand) for operand in one.operands]
            found.append((operands, str(one.operator).encode()))
    return found


SOUND = [
    b"0.01 Tc[(a b)]TJ",
    b"/F1 12 Tf[(a)-250(b)]TJ",
    b"/F#31#20x 2 Tf",
    b"q/Im1 Do Q",
    b"(a)Tj(b)Tj<41>Tj<4 1 4>Tj",
    b"[<41>-250<42>.5]TJ%c ET\nET",
    b"/A<</B(c)/D[1 2]/E<</F true>>>>BDC EMC",
    b"0 0 0 rg\x000 g\r\n+5 w 5. w -.5 w 00012 w",
    b"(a\\\nb\\(c\\)\\051\\5\\n(nested)\r\nend)Tj",
    b"1 2(a)\"(b)' T* BT ET",
    b"f* W* n b* B* B b s S",
    b"//a gs / gs",
    b"[ [1 2] 3 ] 0 d [] 0 d",
    b"/Name\xc3\xa9 gs",
    b"%only a comment",
    b"BX 1 unknown EX",
]


@pytest.mark.parametrize("data", SOUND, ids=range(len(SOUND)))
def test_sound_streams_are_read_as_qpdf_reads_them(data):
    assert told(data) == as_qpdf_reads(data)


@pytest.mark.parametrize("data", SOUND[:-1], ids=range(len(SOUND) - 1))
def test_operations_lie_where_they_say(data):
    for start, end, operands, operator in operations(data):
        ((again, name),) = told(data[start:end])
        assert (again, name) == (list(operands), operator)
        assert not data[start : start + 1].isspace()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b".5-.3 m", [([0.5, 0.3], b"m")]),
        (b"1.2.3 w", [([1.2, 0.3], b"w")]),
        (b"12-3 0 l", [([123.0, 0.0], b"l")]),
        (b"--5 w", [([-5.0], b"w")]),
        (b"- w", [([0.0], b"w")]),
        (
            b"qBT 1 0 0 1 2 3 TmQ",
            [([], b"q"), ([], b"BT"), ([1, 0, 0, 1, 2, 3], b"Tm"), ([], b"Q")],
        ),
        (b"\xff g", [([], b"g")]),
        (b"] >> ) 1 g", [([1.0], b"g")]),
        (b"[1 2 w", [([[1.0, 2.0]], b"w")]),
        (b"(never ends", []),
        (b"(a) Tj (never ends", [([b"a"], b"Tj")]),
        (b"<4g1> Tj", [([b"A"], b"Tj")]),
        (b"<</A [1> /B> BDC 1 w", None),
    ],
    ids=lambda one: repr(one)[:40],
)
def test_broken_streams_are_read_as_viewers_read_them(data, expected):
    found = told(data)
    assert expected is None or found == expected
    if data not in (b"(never ends",):
        with pytest.raises(UnreadableError):
            list(sound_operations(data))


def test_an_operator_may_follow_a_number_at_once():
    assert told(b"/F1 12Tf 1 0 0rg") == [(["/F1", 12.0], b"Tf"), ([1.0, 0.0, 0.0], b"rg")]


@pytest.mark.parametrize(
    ("data", "at"),
    [
        (b"1 0 0 rg 1 0 rg", 9),
        (b"q (a) w", 2),
        (b"q\n1 unknown", 2),
        (b"1 2 3", 0),
        (b"BI /W 1 ID abc", 11),
        (b"q 1 2 3 4 5 6 7 cm", 2),
        (b"BX unknown EX unknown", 14),
    ],
)
def test_a_sound_reading_says_where_it_ends(data, at):
    with pytest.raises(UnreadableError) as problem:
        list(sound_operations(data))
    assert problem.value.offset == at


JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda\x00\x02 EI Q\n\xff\x00\x01\xff\xd9"
IMAGES = {
    "plain": (b"/W 4 /H 1 /BPC 8 /CS /G", b"\x01 EI"),
    "plain, glued": (b"/W 2/H 2/BPC 8/CS/RGB", b" EI\nQ EI q\n\0"),
    "a mask": (b"/W 9/H 2/IM true", b"\nEI "),
    "indexed": (b"/W 5/H 1/BPC 4/CS[/I/RGB 1<000000FFFFFF>]", b"EI\n"),
    "with its length": (b"/W 1/H 1/BPC 8/CS/Named/L 7", b"\0 EI Q\n"),
    "packed": (b"/W 4/H 1/BPC 8/CS/G/F/Fl", zlib.compress(b" EI Q EI ")),
    "packed twice": (b"/W 4/H 1/BPC 8/CS/G/F[/A85/Fl]", b"GhVa EI ~>"),
    "hexadecimal": (b"/W 4/H 1/BPC 8/CS/G/F/AHx", b"00 11 22 33>"),
    "runs": (b"/W 4/H 1/BPC 8/CS/G/F/RL", b"\x03 EI \x80"),
    "a photograph": (b"/W 4/H 1/BPC 8/CS/G/F/DCT", JPEG),
    "fax": (b"/W 8/H 1/BPC 1/CS/G/F/CCF/DP<</K -1/Columns 8>>", b"\xa0EI\x07\xff\x11"),
    "lzw": (b"/W 4/H 1/BPC 8/CS/G/F/LZW", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"),
    "in full": (
        b"/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Filter[/ASCIIHexDecode]",
        b"80>",
    ),
}


@pytest.mark.parametrize("what", IMAGES)
@pytest.mark.parametrize("before", [b"\n", b" ", b"\r\n"], ids=repr)
def test_an_inline_image_ends_where_its_data_do(what, before):
    head, body = IMAGES[what]
    data = b"q BI " + head + b" ID" + before + body + b"\nEI\nQ 1 0 0 rg 0 0 1 1 re f"
    found = list(operations(data))
    assert [one[3] for one in found] == [b"q", b"BI", b"Q", b"rg", b"re", b"f"]
    assert found[1][2][1] == body
    assert list(sound_operations(data)) == found


numbers = st.one_of(
    st.integers(-(10**6), 10**6).map(lambda one: b"%d" % one),
    st.decimals(-1000, 1000, places=3).map(lambda one: str(one).encode()),
    st.sampled_from([b".5", b"-.25", b"+3", b"7.", b"000"]),
)
names = st.text(st.sampled_from("ABCabc019_-.+é"), max_size=6).map(lambda one: b"/" + one.encode())
strings = st.one_of(
    st.binary(max_size=8).map(
        lambda one: (
            b"(" + one.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"
        )
    ),
    st.binary(max_size=6).map(lambda one: b"<" + one.hex().encode() + b">"),
)
atoms = st.one_of(numbers, names, strings, st.sampled_from([b"true", b"false", b"null"]))
spaces = st.sampled_from([b" ", b"\n", b"\r\n", b"\t", b"  ", b"\0", b"%x\n"])
DELIMITED = b"()<>[]/%"


@st.composite
def streams(draw) -> bytes:
    """Operations with as little space between as is allowed, or as odd."""
    tokens: list[bytes] = []
    for _operation in range(draw(st.integers(0, 8))):
        for _operand in range(draw(st.integers(0, 4))):
            kind = draw(st.integers(0, 9))
            if kind == 0:
                tokens += [b"[", *draw(st.lists(atoms, max_size=4)), b"]"]
            elif kind == 1:
                pairs = draw(
                    st.lists(st.tuples(names, atoms), max_size=3, unique_by=lambda one: one[0])
                )
                pairs = [pair for pair in pairs if pair[1] != b"null"]
                tokens += [b"<<", *(one for pair in pairs for one in pair), b">>"]
            else:
                tokens.append(draw(atoms))
        tokens.append(
            draw(st.sampled_from([b"q", b"cm", b"TJ", b"T*", b"'", b"rg", b"BDC", b"d0"]))
        )
    data = b""
    for token in tokens:
        glued = data[-1:] in (b")", b">", b"]", b"[") or token[:1] in (
            b"(",
            b"<",
            b"[",
            b"]",
            b"/",
            b">",
        )
        if data and not (glued and draw(st.booleans())):
            data += draw(spaces)
        data += token
    return data


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(streams())
def test_whatever_is_sound_is_read_as_qpdf_reads_it(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert told(data) == as_qpdf_reads(data)


@given(st.binary(max_size=200))
def test_nothing_makes_it_fail_and_all_of_it_is_read_in_order(data):
    last = 0
    for start, end, _operands, _operator in operations(data):
        assert last <= start < end <= len(data)
        last = end


@given(
    st.lists(
        st.sampled_from(
            [b"q ", b"BI ", b"ID ", b"EI ", b"/W 2", b"[", b"<<", b"(", b">", b"1", b"Tj"]
        )
    )
)
def test_pieces_in_any_order_make_it_no_worse(pieces):
    data = b"".join(pieces)
    assert all(end > start for start, end, _operands, _operator in operations(data))


@pytest.mark.parametrize(
    "piece", [b"(", b"[", b"<<", b"1 ", b"[<<(", b"<", b"(((", b"BI ", b"BI ID "]
)
def test_hostile_streams_end(piece):
    assert len(list(operations(piece * 50_000 + b"}"))) < 2
    with pytest.raises(UnreadableError):
        list(sound_operations(piece * 50_000 + b"}"))
