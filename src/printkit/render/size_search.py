"""Look for the largest size that fits, by halving or, when a good guess is at hand, around it."""

from __future__ import annotations

import math
from typing import Final

#: Sizes taken from how full a box was, before the search goes on blindly.
_ESTIMATES: Final = 4
#: A box that much too full has a line more at this size, and perhaps not a step below.
_WRAPPED: Final = 0.92
#: Sizes tried beside the last one, each twice as far, before what lies between is halved.
_STRIDES: Final = 3


class Hunt:
    """The search of one slot, in whole steps from ``least`` to ``most``; the least is never tried.

    Without a ``guess`` the most is tried first, then what lies between is halved. With one, the size a
    step above it is tried, then those that the box's fullness suggests: a guess that is right costs two
    layouts, and the outcome is the same, provided that what fits at a size fits at a smaller one.
    ``quick`` takes a guess that fits as it is: one layout.
    """

    def __init__(
        self, least: int, most: int, guess: int | None = None, *, quick: bool = False
    ) -> None:
        self.best = least  #: the largest size known to fit, or the least
        self._beyond = most + 1  #: the smallest size known not to fit, or one above the most
        self._most, self._least = most, least
        self._guess = None if guess is None else max(min(guess, most), least)
        self._quick = quick and self._guess is not None
        if self._guess is None:
            self._first: int | None = most
        else:
            self._first = min(self._guess + (0 if self._quick else 1), most)
        self._fitted = self._failed = False
        self._stride = 1
        self._estimate: int | None = None
        self._estimates = 0

    @property
    def done(self) -> bool:
        """The best size is found."""
        return self._beyond - self.best <= 1 and self._first is None

    def next(self) -> int:
        """Return the size to try next; the best one once it is found."""
        if self._first is not None:
            return self._first
        if self.done:
            return self.best
        size, self._estimate = self._estimate, None
        if size is not None and self.best < size < self._beyond:
            return size
        middle = (self.best + self._beyond + 1) // 2
        if self._guess is None:
            return middle
        stride, self._stride = self._stride, self._stride * 2
        if not self._failed:
            return min(self.best + stride, self._most)
        if not self._fitted:
            return max(self._beyond - stride, self.best + 1)
        return min(self.best + stride, middle) if stride < 1 << _STRIDES else middle

    def begin_with(self, size: int) -> None:
        """Try this size first."""
        self._first = size

    def aim(self, size: int) -> None:
        """Try this size next, or the nearest one that is not known yet; a few times.

        Where sizes that are said to be too large fit again and again, the steps grow.
        """
        if self.done or self._estimates == _ESTIMATES:
            return
        self._estimates += 1
        if size <= self.best:
            size, self._stride = self.best + self._stride, self._stride * 4
        self._estimate = min(size, self._beyond - 1)

    def settle(self) -> None:
        """Take the best size known to fit: the next one is known to be too large."""
        self._beyond = self.best + 1

    def tell(self, size: int, fits: bool, scale: float, *, same: bool = False) -> None:
        """Say how ``size`` came out; ``scale`` times that size would just fill the box.

        ``same`` says that the text seems to be the one that came to the guess.
        """
        if self.done:
            return
        opening, self._first = self._first is not None, None
        if self._quick and opening and fits:
            self.best, self._beyond = size, size + 1
        elif fits:
            self.best, self._fitted = max(self.best, size), True
        else:
            self._beyond, self._failed = min(self._beyond, size), True
        if self._guess is None or self._estimates == _ESTIMATES:
            return
        self._estimates += 1
        change = (scale - 1) * (1 if fits else self._estimates)  # what came out too large again
        wanted = math.floor(size * (1 + change) + 1e-6)
        if opening and not fits and (same or scale < _WRAPPED):
            wanted = self._guess
        if (wanted > size) is fits:
            self._estimate = wanted
