"""A page's drawing in fewer words: what is left out changes nothing, what changes something stays."""

from __future__ import annotations

from typing import Any

import pytest

from printkit.render.drawing_shortener import _AT_FIRST, _shorter, _without_empty_states
from printkit.render.sequences import Sequences


def written(text: str) -> list[Any]:
    return [line.strip().encode() for line in text.split("|")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[<0001>0<0002>0<0003>0] TJ", "[<000100020003>] TJ"),
        ("[<0001>-20.4<0002>-20.4<0003>0] TJ", "[<0001>-20<0002>-21<0003>] TJ"),
        ("[<0001>0.4<0002>0.4<0003>0] TJ", "[<00010002>1<0003>] TJ"),
        (
            "BT | 1 0 0 -1 10.123456 20 Tm | 1 0 0 -1 10.123456 36.8 Tm | ET",
            "BT | 1 0 0 -1 10.12 20 Tm | 0 -16.8 Td | ET",
        ),
        ("1 0 0 -1 1 1 Tm | 0 1 -1 0 5 5 Tm | 1 0 0 -1 2 2 Tm",) * 2,
        ("1.23456 7 m | 9.87654 0 l", "1.23 7 m | 9.88 0 l"),
        ("0.066667 0.066667 0.066667 rg",) * 2,
        ("/a 9 Tf | /a 9 Tf | /b 9 Tf", "/a 9 Tf | /b 9 Tf"),
        ("/a 9 Tf | q | /b 9 Tf | Q | /a 9 Tf", "/a 9 Tf | q | /b 9 Tf | Q"),
        ("1 0 0 rg | /lab cs | 1 2 3 scn | 1 0 0 rg",) * 2,
        ("/a1.0 gs | /A1.0 gs | /a1.0 gs", "/a1.0 gs | /A1.0 gs"),
        ("/a1.0 gs | /x0 gs | /a1.0 gs",) * 2,
        ("0 Tr | 0 Tr | 2 Tr", "0 Tr | 2 Tr"),
    ],
    ids=[
        "kerning of nought",
        "errors do not add up",
        "small moves add up",
        "the next line is told from the last",
        "turned text is told whole",
        "lengths",
        "colours keep their digits",
        "a font once",
        "restored fonts are known",
        "a colour set otherwise is set again",
        "two opacities",
        "a state that may set anything",
        "how text is painted",
    ],
)
def test_shorter(before: str, after: str):
    assert _shorter(written(before), {}) == written(after)


def test_what_a_page_begins_with_is_not_said():
    before = "/a1.0 gs | [] 0 d | 0 J | 4 M | 1 J | /a0.5 gs | /a1.0 gs"
    assert _shorter(written(before), _AT_FIRST) == written("4 M | 1 J | /a0.5 gs | /a1.0 gs")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("q | q | f | Q | Q", "q | f | Q"),
        ("q | 1 w | q | f | Q | Q",) * 2,
        ("q | q | f | Q | q | f | Q | Q",) * 2,
    ],
    ids=["nothing but another", "something set between", "two in one"],
)
def test_empty_states(before: str, after: str):
    assert _without_empty_states(written(before)) == written(after)


class Stream:
    def __init__(self, *operators: Any) -> None:
        self.stream = list(operators)


def line(mark: int, *operators: bytes) -> list[Any]:
    return [b"/Span", {"MCID": mark}, b"BDC", b"BT", *operators, b"ET", b"EMC"]


def test_lines_that_touch_become_one_sequence():
    stream = Stream(*line(0, b"a"), *line(1, b"b"), *line(2, b"c"))
    pieces = Sequences(stream)
    assert pieces.join(0, 1)
    assert pieces.join(0, 2)
    pieces.close()
    assert stream.stream == line(0, b"a", b"b", b"c")


@pytest.mark.parametrize(
    "between", [[b"1 0 0 rg"], [b"/Artifact", b"BMC", b"f", b"EMC"], line(9, b"x")]
)
def test_lines_with_something_between_stay_apart(between: list[Any]):
    drawn = [*line(0, b"a"), *between, *line(1, b"b")]
    stream = Stream(*drawn)
    pieces = Sequences(stream)
    assert not pieces.join(0, 1)
    pieces.close()
    assert stream.stream == drawn
