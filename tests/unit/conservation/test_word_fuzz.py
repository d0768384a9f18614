"""Words in, words out, over texts of our dialect and of noise that nobody wrote."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.word_grammar import PLANTED, Word, text_of_grammar, text_of_noise
from support.word_proof import judge

CHANCE = st.randoms(use_true_random=False, note_method_calls=False)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))


def check(source: str, words: list[Word]) -> None:
    assert judge(source, words).faults == (), source


@FEW
@given(CHANCE)
def test_words_of_the_dialect_are_printed_once_and_in_order(chance: random.Random) -> None:
    check(*text_of_grammar(chance))


@FEW
@given(CHANCE)
def test_words_amid_noise_are_printed_or_told(chance: random.Random) -> None:
    check(*text_of_noise(chance))


@pytest.mark.deep
@pytest.mark.parametrize("make", [text_of_grammar, text_of_noise])
def test_many_texts_keep_their_words(make) -> None:
    @MANY
    @given(CHANCE)
    def every(chance: random.Random) -> None:
        check(*make(chance))

    every()


@pytest.mark.parametrize("reference", ["&#5", "&#1e", "&#x1f", "&#0;", "&#31x", "&#x0bz"])
def test_references_to_control_characters_break_nothing(reference: str) -> None:
    source = f"<div>zababa {reference} zabiba\n</div>"
    words = [Word(one, "noise", 1, 1, 1) for one in ("zababa", "zabiba")]
    assert judge(source, words).faults == ()


#: what the fuzzer found once: typed, the words that were gone
FOUND = [
    ("<zababa>", ["zababa"]),
    ("<div>\n<zababa> zabiba\n</div>", ["zababa", "zabiba"]),
    ("<center>\na <<zababa>> b\n</center>", ["zababa"]),
    ("::: Zababa zabiba\nzaboba\n:::", ["zababa", "zabiba", "zaboba"]),
    ("mot[^la 2]{#x}\n\n[^la 2]: zababa", ["zababa"]),
    ("<div>zababa &#5; zabiba&#x1F; zaboba\n</div>", ["zababa", "zabiba", "zaboba"]),
    ("> ```\n> zababa <!--\n> ```\n\nzabiba", ["zababa", "zabiba"]),
]


@pytest.mark.parametrize(("source", "words"), FOUND)
def test_what_the_fuzzer_found_is_printed(source: str, words: list[str]) -> None:
    lines = enumerate(source.casefold().split("\n"), 1)
    planted = [
        Word(one, "noise", line, line, line)
        for line, text in lines
        for one in PLANTED.findall(text)
    ]
    assert [word.text for word in planted] == words
    verdict = judge(source, planted)
    assert (verdict.faults, verdict.told, verdict.alarms) == ((), (), ())
