"""Functions of every type, against what Ghostscript's clause of the specification says they give."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary

from printkit.pdf.functions import FunctionError, function_of

UNIT = Array([0, 1])


def exponential(*ends, power=1):
    (first, last) = ends
    return Dictionary(FunctionType=2, Domain=UNIT, C0=Array(first), C1=Array(last), N=power)


def test_exponential_and_stitched():
    one, two = exponential([0, 1], [1, 0]), exponential([1, 0], [0.5, 0.5], power=2)
    both = Dictionary(
        FunctionType=3, Domain=UNIT, Functions=Array([one, two]), Bounds=Array([0.25]),
        Encode=Array([0, 1, 1, 0]),
    )  # fmt: skip
    read = function_of(both)
    assert read(0.125) == (0.5, 0.5)
    assert read(0.25) == (0.5, 0.5)
    assert read(1.0) == read(7.0) == (1.0, 0.0)
    assert read.bounds == (0.0, 0.25, 1.0)


@pytest.mark.parametrize(
    ("bits", "data"), [(8, bytes([0, 255, 51])), (16, b"\0\0\xff\xff\x33\x33"), (4, b"\x0f\x30")]
)
def test_sampled(bits, data):
    pdf = pikepdf.Pdf.new()
    thing = pdf.make_stream(data)
    thing.FunctionType, thing.Domain, thing.Range = 0, UNIT, UNIT
    thing.Size, thing.BitsPerSample = Array([3]), bits
    read = function_of(thing)
    assert [round(read(at)[0], 3) for at in (0.0, 0.25, 0.5, 1.0)] == [0.0, 0.5, 1.0, 0.2]


def test_sampled_in_two_dimensions():
    pdf = pikepdf.Pdf.new()
    thing = pdf.make_stream(bytes([0, 255, 0, 255]))
    thing.FunctionType, thing.Domain, thing.Range = 0, Array([0, 1, 0, 1]), UNIT
    thing.Size, thing.BitsPerSample = Array([2, 2]), 8
    assert function_of(thing)(0.25, 0.9) == (pytest.approx(0.25),)


@pytest.mark.parametrize(
    ("program", "inputs", "expected"),
    [
        (b"{ dup mul }", (0.5,), 0.25),
        (b"{ 1 exch sub }", (0.25,), 0.75),
        (b"{ 0.5 gt { 1 } { 0 } ifelse }", (0.75,), 1.0),
        (b"{ 3 1 roll pop pop }", (0.1, 0.2, 0.3), 0.3),
        (b"{ 2 index add exch pop exch pop }", (0.1, 0.2, 0.3), 0.4),
        (b"{ 360 mul sin abs }", (0.25,), 1.0),
        (b"{ dup 0.2 lt { pop 0.9 } if % a remark\n }", (0.1,), 0.9),
        (b"{ pop 7 2 idiv 10 div }", (0.0,), 0.3),
        (b"{ pop true false or { 0.5 } if }", (0.0,), 0.5),
        (b"{ 2 copy add 3 1 roll pop pop }", (0.25, 0.5), 0.75),
    ],
)
def test_calculated(program, inputs, expected):
    pdf = pikepdf.Pdf.new()
    thing = pdf.make_stream(program)
    thing.FunctionType, thing.Range = 4, UNIT
    thing.Domain = Array([0, 1] * len(inputs))
    assert function_of(thing)(*inputs) == (pytest.approx(expected),)


@pytest.mark.parametrize(
    "program",
    [b"", b"{", b"{ nonsense }", b"{ pop pop pop }", b"{ 0 div }", b"{ {", b"{ 5 5 roll }"],
)
def test_broken_programs_say_so(program):
    pdf = pikepdf.Pdf.new()
    thing = pdf.make_stream(program)
    thing.FunctionType, thing.Domain, thing.Range = 4, UNIT, UNIT
    with pytest.raises(FunctionError):
        function_of(thing)(0.5)


@pytest.mark.parametrize("kind", [None, 1, 5, "text"])
def test_unknown_types_say_so(kind):
    with pytest.raises(FunctionError):
        function_of(Dictionary(FunctionType=kind, Domain=UNIT, Range=UNIT) if kind else None)


def test_an_array_of_functions_is_one():
    read = function_of(Array([exponential([0], [1]), exponential([1], [0])]))
    assert read(0.25) == (0.25, 0.75)
