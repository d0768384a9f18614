"""Verdicts that rules of thumb get wrong: what must be told, and what must not."""

import pytest

from printkit.core.i18n import use_language
from printkit.preflight.runner import preflight
from support.exact_sample import VERDICTS, type3, white


@pytest.fixture(autouse=True)
def english():
    use_language("en")


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda one: f"{one.rule}: {one.what}")
def test_what_prints_decides(verdict):
    told = {fault.rule for fault in preflight(verdict.make(), verdict.job)}
    assert (verdict.rule in told) is verdict.told


def test_a_drawn_letter_in_black_is_told_for_what_it_is_alone():
    data = type3(b"500 0 d0 0 0 0 1 k 0 0 400 700 re f")
    assert {fault.rule for fault in preflight(data, VERDICTS[0].job)} == {"type3-font"}


def test_white_that_knocks_out_is_told_by_no_rule():
    assert preflight(white("0 0 0 0 k", 0), VERDICTS[0].job) == ()
