"""The search for the largest size that fits: the same outcome with any guess, sooner with a good one."""

from itertools import product

import pytest

from printkit.render.size_search import Hunt


def tried(
    least, most, true, guess, fullness=lambda size, true: true / size, same=True, quick=False
):
    """Hunt in a box that holds sizes up to ``true``; returns the outcome and the sizes laid out."""
    hunt = Hunt(least, most, guess, quick=quick)
    sizes = []
    while True:
        size = hunt.next()
        sizes.append(size)
        hunt.tell(size, size <= true, fullness(size, true), same=same)
        if hunt.done and hunt.best == size:
            return size, sizes
        assert len(sizes) < 40


@pytest.mark.parametrize(
    "fullness",
    [
        lambda size, true: true / size,
        lambda size, true: 1.0,
        lambda size, true: 3.0,
        lambda size, true: 0.0,
    ],
)
@pytest.mark.parametrize(("least", "most"), [(10, 10), (10, 11), (10, 17), (3, 40)])
def test_any_guess_comes_to_the_same_size(least, most, fullness):
    for true in range(least - 2, most + 3):
        for guess, same in product((None, *range(least - 3, most + 4)), (True, False)):
            size, _sizes = tried(least, most, true, guess, fullness, same)
            assert size == min(max(true, least), most), (true, guess, same)


@pytest.mark.parametrize("true", range(12, 80))
def test_a_right_guess_costs_two_layouts(true):
    assert tried(10, 90, true, true)[1] == [true + 1, true]


def test_a_guess_of_the_most_costs_one_layout():
    assert tried(10, 90, 95, 90)[1] == [90]


@pytest.mark.parametrize("true", range(12, 80, 7))
def test_a_near_guess_costs_less_than_halving(true):
    halving = len(tried(10, 90, true, None)[1])
    for guess in (true - 2, true - 1, true + 1, true + 2):
        assert len(tried(10, 90, true, guess, same=False)[1]) < halving


def test_a_quick_guess_that_fits_is_taken_as_it_is():
    assert tried(10, 90, 60, 50, quick=True) == (50, [50])
    assert tried(10, 90, 40, 50, quick=True)[0] == 40
    assert tried(10, 90, 40, None, quick=True)[0] == 40
    assert tried(10, 90, 5, 10, quick=True) == (10, [10])
