"""The state machine: what visitors are told, and that strangers' operands harm nobody."""

from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from printkit.pdf.budget import Budget, TooMuchError
from printkit.pdf.interpreter import Interpreter, Visitor
from printkit.pdf.layers import Layers
from printkit.pdf.marks import Recorder
from printkit.pdf.operators import SIGNATURES
from printkit.pdf.resources import ResourceCache
from printkit.pdf.texts import Text


class Told(Visitor):
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.said: list[tuple[Any, ...]] = []

    def path(self, run, operator, *, fill, stroke):
        self.said.append((run.data[run.path_start : run.end], run.path.box(run.state.matrix)))

    def text(self, run, text: Text):
        self.said.append(
            ("text", tuple(text.pieces), round(text.matrix[4], 3), round(text.advance, 3))
        )

    def image(self, run, key, picture):
        self.said.append(("image", key, picture.width))

    def shading(self, run, key, shading):
        self.said.append(("shading", key))

    def colour(self, run, *, stroke):
        self.said.append(("colour", run.data[run.start : run.end]))

    def other(self, run, operator, operands):
        self.said.append(("other", operator))


def told(data: bytes, resources=None) -> list:
    visitor = Told()
    Interpreter(visitor, resources or {}).run(data)
    return visitor.said


def recorded(data: bytes, resources=None, layers=None) -> list:
    visitor = Recorder()
    Interpreter(visitor, resources or {}, layers=layers).run(data)
    return visitor.found


def test_paths_are_told_with_where_they_stand():
    assert told(b"q 2 0 0 2 10 0 cm 1 2 m 3 4 l S Q 0 0 5 5 re f") == [
        (b"1 2 m 3 4 l S", (12.0, 4.0, 16.0, 8.0)),
        (b"0 0 5 5 re f", (0.0, 0.0, 5.0, 5.0)),
    ]


def test_texts_are_measured():
    pdf = pikepdf.Pdf.new()
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/ABCDEF+Face"), FirstChar=65,
        Widths=Array([500, 250]),
    )  # fmt: skip
    resources = pdf.make_indirect(Dictionary(Font=Dictionary(F=font)))
    data = b"BT /F 10 Tf 1 Tc 200 Tz 5 7 Td (AB) Tj [(A) 100 (B)] TJ T* (A)' ET"
    assert told(data, resources) == [
        ("other", b"Tc"),
        ("other", b"Tz"),
        ("text", (b"AB",), 5.0, 19.0),
        ("text", (b"A", 100.0, b"B"), 24.0, 17.0),
        ("text", (b"A",), 5.0, 12.0),
        ("other", b"ET"),
    ]


def test_a_state_is_restored_with_what_a_visitor_kept():
    seen = []

    class Keeps(Visitor):
        def path(self, run, operator, *, fill, stroke):
            seen.append(run.state.own)
            run.state.own = (run.state.own or 0) + 1

    Interpreter(Keeps(), {}).run(b"n q n q n Q n Q n Q Q n")
    assert seen == [None, 1, 2, 2, 1, 2]


STREAM = b"q 1 0 0 1 0 0 cm 0 0 9 9 re f /F 1 Tf (a) Tj [(a) 1] TJ 1 0 0 rg Q"


@pytest.mark.parametrize("operator", sorted(SIGNATURES))
@pytest.mark.parametrize(
    "operands",
    [b"", b"(a)", b"/N", b"[(a)]", b"<</A 1>>", b"true null", b"(a) /N [1] 1", b"1e9 " * 7],
)
def test_operands_that_do_not_fit_are_passed_over(operator, operands):
    data = operands + b" " + operator + b" " + STREAM
    assert [mark.kind for mark in recorded(data)][-3:] == ["fill", "text", "text"] or operator in (
        b"BI", b"Tr", b"W", b"W*", b"Tz", b"BMC", b"BDC",
    )  # fmt: skip


def test_a_fault_of_ours_is_no_silence():
    class Broken(Visitor):
        def path(self, run, operator, *, fill, stroke):
            raise TypeError("ours")

    with pytest.raises(TypeError, match="ours"):
        Interpreter(Broken(), {}).run(b"0 0 1 1 re f")


def test_forms_within_forms_are_followed_and_loops_end():
    pdf = pikepdf.Pdf.new()
    form = pdf.make_stream(b"0 0 1 1 re f /Self Do", Type=Name.XObject, Subtype=Name.Form)
    form.Matrix = Array([2, 0, 0, 2, 0, 0])
    form.Resources = Dictionary(XObject=Dictionary(Self=form))
    resources = pdf.make_indirect(Dictionary(XObject=Dictionary(Fm=form)))
    marks = recorded(b"/Fm Do", resources)
    assert [mark.box[2] for mark in marks[:3]] == [2.0, 4.0, 8.0]
    assert len(marks) == 24


def test_a_budget_ends_what_does_not():
    cache = ResourceCache(Budget(operations=1000))
    with pytest.raises(TooMuchError):
        Interpreter(Recorder(), {}, cache=cache).run(b"q Q " * 2000)


def test_type_3_glyphs_are_followed():
    pdf = pikepdf.Pdf.new()
    glyph = pdf.make_stream(b"500 0 d0 1 0 0 rg 0 0 400 400 re f")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), FirstChar=65,
        Widths=Array([500]), CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Differences=Array([65, Name.a])),
    )  # fmt: skip
    resources = pdf.make_indirect(Dictionary(Font=Dictionary(F=font)))

    class Follows(Recorder):
        def text(self, run, text):
            run.follow_glyphs(text)

    visitor = Follows()
    Interpreter(visitor, resources).run(b"BT /F 10 Tf 100 0 Td (AA) Tj ET")
    assert [mark.box for mark in visitor.found] == [
        (100.0, 0.0, 104.0, 4.0),
        (105.0, 0.0, 109.0, 4.0),
    ]
    assert {mark.paint.family for mark in visitor.found} == {"device-rgb"}


def test_what_a_layer_hides_in_print_is_marked_so():
    pdf = pikepdf.Pdf.new()
    off, on = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("off", "on"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([off, on]), D=Dictionary(OFF=Array([off])))
    both = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([off, on]), P=Name.AllOn))
    resources = pdf.make_indirect(Dictionary(Properties=Dictionary(Off=off, On=on, Both=both)))
    data = b"".join(b"/OC /%s BDC 0 0 1 1 re f EMC " % key for key in (b"Off", b"On", b"Both"))
    marks = recorded(data + b"0 0 1 1 re f", resources, Layers(pdf.Root))
    assert [mark.hidden for mark in marks] == [True, False, True, False]


def test_a_print_state_decides_where_the_file_asks_for_it():
    pdf = pikepdf.Pdf.new()
    usage = Dictionary(Print=Dictionary(PrintState=Name.OFF))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="screen", Usage=usage))
    automatic = Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())
    assert Layers(pdf.Root).prints(layer)
    pdf.Root.OCProperties.D.AS = Array([automatic])
    assert not Layers(pdf.Root).prints(layer)


def test_gradients_tell_the_inks_they_run_through():
    pdf = pikepdf.Pdf.new()
    function = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([1, 1, 1, 1]), N=1
    )
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Function=function)
    resources = pdf.make_indirect(Dictionary(Shading=Dictionary(Sh=shading)))
    marks = recorded(b"0 0 10 10 re W n /Sh sh", resources)
    assert [round(mark.paint.total) for mark in marks] == [0, 400]
    assert {mark.box for mark in marks} == {(0.0, 0.0, 10.0, 10.0)}


@given(
    st.lists(
        st.sampled_from([*SIGNATURES, b"1", b"-2.5", b"(a)", b"/F", b"[1]", b"<<>>", b"[", b"]"])
    )
)
def test_no_stream_makes_it_fail(tokens):
    recorded(b" ".join(tokens))
