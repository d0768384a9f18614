"""Which spaces grow, and how wide the others are: one table, whatever the face says."""

from __future__ import annotations

import pytest

from printkit.render.paragraphs.spaces import stretching, width_of


@pytest.mark.parametrize(
    "text",
    [
        "«·mot·» et :",
        "un·: deux",
        "12·% ou 3·€",
        "—·Bonjour",
        "fin_; fine_! fine_?",
        "1_000_000 de",
    ],
)
def test_spaces_that_a_sign_asks_for_never_grow(text: str) -> None:
    text = text.replace("·", "\u00a0").replace("_", "\u202f")
    assert [text[place] for place in stretching(text)] == [" "] * text.count(" ")


def test_a_space_that_only_holds_words_together_is_a_word_space() -> None:
    assert stretching("p.\u00a012 et 8\u00a0mars") == [2, 5, 8, 10]


def test_widths() -> None:
    assert width_of("\u00a0", 1000, 250) == 250
    assert 170 <= width_of("\u202f", 1000, 250) <= 200  # type: ignore[operator]
    assert width_of("a", 1000, 250) is None
    assert width_of(" ", 1000, 250) is None
