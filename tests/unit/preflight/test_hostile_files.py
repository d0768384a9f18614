"""Files made to break readers: each ends soon, with a finding, and never with a traceback."""

from __future__ import annotations

import logging
import random
import time

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from printkit.cli.isolated import preflight_apart
from printkit.pdf.budget import Budget
from printkit.preflight.runner import preflight
from support.hostile_sample import (
    CATALOGUE,
    DAMAGED,
    STRANGE,
    TREE,
    bomb,
    laughs,
    page,
    raw,
    stream,
)
from support.preflight_sample import GROUND, JOB, TEXT, good, put

SECONDS = 5.0


@pytest.fixture(autouse=True)
def quiet():
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def rules(data: bytes, seconds: float = SECONDS) -> set[str]:
    started = time.process_time()
    faults = preflight(data, JOB, Budget(seconds=seconds))
    assert time.process_time() - started < seconds + 4
    return {fault.rule for fault in faults}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_no_file_is_said_to_be_none(name):
    assert rules(DAMAGED[name]) & {"unreadable", "too-heavy"}


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
    started = time.process_time()
    (fault,), answered = preflight_apart(laughs(12, 20), JOB, timeout_s=0.2)
    assert time.process_time() - started < 5
    assert not answered
    assert fault.rule == "too-heavy"


def test_a_child_answers():
    assert preflight_apart(good(), JOB) == ((), True)
