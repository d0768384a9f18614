"""The solver against one that tries every way to break a short paragraph."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.render.paragraphs.breaks import (
    ADJACENT,
    DOUBLE,
    FINAL,
    HYPHEN,
    LINE,
    SHORT,
    Numbers,
    Setting,
    badness_of,
    balanced,
    class_of,
    even,
    first_fit,
    fit_of,
    total_fit,
)

SPACE = 3.0


def numbers_of(words: list[list[int]]) -> Numbers:
    """Return what the solver asks of words made of syllables with these widths."""
    starts, ends, hyphens = [(0.0, 0.0)], [(0.0, 0.0)], [False]
    x = spaces = 0.0
    for number, word in enumerate(words):
        for syllable, width in enumerate(word):
            x += width
            is_last = syllable == len(word) - 1
            ends.append((x + (0.0 if is_last else 2.0), spaces))
            hyphens.append(not is_last)
            if is_last and number < len(words) - 1:
                x += SPACE
                spaces += SPACE
            starts.append((x, spaces))
    return Numbers(starts, ends, hyphens, [0.0] * len(ends))


def demerits_of(numbers: Numbers, setting: Setting, chosen: list[int]) -> float | None:
    """Return what a way to break costs, None where it breaks a rule."""
    total, before, row, start = 0.0, 1, 0, 0
    for end in chosen:
        measure = setting.width - (setting.indent if start == 0 else 0.0)
        natural = numbers.ends[end][0] - numbers.starts[start][0]
        spaces = numbers.ends[end][1] - numbers.starts[start][1]
        last, hyphen = end == len(numbers.ends) - 1, numbers.hyphens[end]
        fit = fit_of(measure, natural, spaces, setting.expansion)
        if last and natural <= measure:
            fit = fit_of(1.0, 1.0, 1.0, setting.expansion)
        if fit.gap > setting.stretch + 1e-9 or fit.gap < -setting.shrink - 1e-9:
            return None
        total += (LINE + badness_of(fit, setting.expansion)) ** 2 + numbers.costs[end]
        short = last and start > 0 and natural < setting.shortest
        if not setting.final and (short or (last and row)):
            return None
        if short:
            total += SHORT * (1 + 4 * (1 - natural / setting.shortest))
        if abs(class_of(fit) - before) > 1:
            total += ADJACENT
        if hyphen:
            if row >= setting.ladder:
                return None
            total += HYPHEN + (DOUBLE if row else 0.0)
        elif last and row:
            total += FINAL
        before, row, start = class_of(fit), row + 1 if hyphen else 0, end
    return total


def every_way(numbers: Numbers) -> list[list[int]]:
    end = len(numbers.ends) - 1
    inner = range(1, end)
    return [[*some, end] for count in range(end) for some in combinations(inner, count)]


WORDS = st.lists(st.lists(st.integers(2, 14), min_size=1, max_size=2), min_size=1, max_size=5)


@given(
    words=WORDS,
    width=st.integers(12, 60),
    indent=st.integers(0, 6),
    expansion=st.sampled_from([0.0, 0.02]),
    stretch=st.sampled_from([0.3, 0.8, 5.0]),
    ladder=st.integers(1, 2),
    final=st.booleans(),
)
def test_no_way_to_break_is_better(
    words: list[list[int]],
    width: int,
    indent: int,
    expansion: float,
    stretch: float,
    ladder: int,
    final: bool,
) -> None:
    numbers = numbers_of(words)
    setting = Setting(
        width,
        indent,
        stretch,
        expansion=expansion,
        ladder=ladder,
        shortest=width / 4,
        final=final,
    )
    ways = [cost for way in every_way(numbers) if (cost := demerits_of(numbers, setting, way))]
    found = total_fit(numbers, setting)
    if not ways:
        assert found is None
        return
    assert found is not None
    cost = demerits_of(numbers, setting, found)
    assert cost == pytest.approx(min(ways))


def lengths(numbers: Numbers, chosen: list[int]) -> list[float]:
    return [
        numbers.ends[end][0] - numbers.starts[start][0]
        for start, end in zip([0, *chosen], chosen, strict=False)
    ]


@given(words=WORDS, width=st.integers(16, 60))
def test_ragged_lines_fit_and_take_no_more_lines_than_need_be(
    words: list[list[int]], width: int
) -> None:
    numbers, setting = numbers_of(words), Setting(width, ladder=99)
    greedy = first_fit(numbers, setting)
    assert greedy is not None, "a syllable is never wider than this"
    fewest = min(
        len(way) for way in every_way(numbers) if max(lengths(numbers, way)) <= width + 1e-3
    )
    for solver in (first_fit, balanced, even):
        found = solver(numbers, setting)
        assert found is not None
        assert found[-1] == len(numbers.ends) - 1
        assert max(lengths(numbers, found)) <= width + 1e-3
        assert len(found) == len(greedy)
    assert len(greedy) <= fewest + 1, "a hyphen may be wider than what it saves"


def test_a_balanced_title_has_lines_of_like_length() -> None:
    numbers = numbers_of([[10]] * 7)
    setting = Setting(70)
    assert lengths(numbers, first_fit(numbers, setting) or []) == [62, 23]
    assert lengths(numbers, balanced(numbers, setting) or []) == [49, 36]


def test_the_last_line_of_even_lines_is_not_one_word() -> None:
    numbers = numbers_of([[10]] * 6)
    setting = Setting(63, shortest=20)
    assert lengths(numbers, first_fit(numbers, setting) or []) == [62, 10]
    assert lengths(numbers, even(numbers, setting) or []) == [49, 23]


def test_a_word_wider_than_its_measure_is_overfull_alone() -> None:
    numbers = numbers_of([[10], [50], [10]])
    assert total_fit(numbers, Setting(30, stretch=99)) is None
    assert first_fit(numbers, Setting(30)) is None
    assert first_fit(numbers, Setting(30), overfull=True) == [1, 2, 3]


@pytest.mark.parametrize(
    ("measure", "scale", "gap"),
    [(100, 0, 0), (101, 0.01, 0), (104, 0.02, 0.1), (98, -0.02, 0), (93, -0.02, -0.25)],
)
def test_letters_give_first_and_spaces_after(measure: float, scale: float, gap: float) -> None:
    fit = fit_of(measure, 100, 20, 0.02)
    assert fit.scale == pytest.approx(scale)
    assert fit.gap == pytest.approx(gap)
