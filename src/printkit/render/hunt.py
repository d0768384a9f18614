"""Look for the largest size that fits, by halving or, when a good guess is at hand, around it."""

from __future__ import annotations

import math
from typing import Final

#: Sizes taken from how full a box was, before the search goes on blindly.
_ESTIMATES: Final = 4
#: A box this much too full may hold its text at a size a step smaller: lines break anew.
_NEAR: Final = 0.96


class Hunt:
    """The search of one slot, in whole steps from ``least`` to ``most``; the least is never tried.

    Without a ``guess`` the most is tried first, then what lies between is halved. With one, the size a
    step above it is tried, then those that the box's fullness suggests: a guess that is right costs two
    layouts, and the outcome is the same, provided that what fits at a size fits at a smaller one.
    """

    def __init__(self, least: int, most: int, guess: int | None = None) -> None:
        self.best = least  #: the largest size known to fit, or the least
        self._beyond = most + 1  #: the smallest size known not to fit, or one above the most
        self._most, self._least = most, least
        self._guess = None if guess is None else max(min(guess, most), least)
        self._first: int | None = most if self._guess is None else min(self._guess + 1, most)
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
        return min(self.best + stride, middle)

    def tell(self, size: int, fits: bool, scale: float) -> None:
        """Say how ``size`` came out; ``scale`` times that size would just fill the box."""
        if self.done:
            return
        opening, self._first = self._first is not None, None
        if fits:
            self.best, self._fitted = max(self.best, size), True
        else:
            self._beyond, self._failed = min(self._beyond, size), True
        if self._guess is None or self._estimates == _ESTIMATES:
            return
        self._estimates += 1
        change = (scale - 1) * (1 if fits else self._estimates)  # what came out too large again
        wanted = math.floor(size * (1 + change) + 1e-6)
        if opening and not fits and wanted > self._guess * _NEAR:
            wanted = self._guess  # nothing much has changed: it probably fits as it did
        if (wanted > size) is fits:
            self._estimate = wanted
