"""How much work one file may ask for: hostile files end here, with a finding."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Final

#: Pages that are looked at; a book of more is split by print shops too.
MOST_PAGES: Final = 3000


class TooMuchError(Exception):
    """The file asks for more work than a preflight does."""


@dataclass(slots=True)
class Budget:
    """What is left: ``operations`` of content streams, ``objects`` painted, ``seconds`` of processor time.

    Processor time and not the clock on the wall: what a busy machine makes slow is not the file's fault.
    """

    seconds: float = 60.0
    operations: int = 12_000_000
    objects: int = 1_500_000
    _ends: float = field(init=False)

    def __post_init__(self) -> None:
        self._ends = time.process_time() + self.seconds

    def spend(self, operations: int = 1) -> None:
        """Take operations off; ask the clock too, so call it by the hundred.

        Raises:
            TooMuchError: nothing is left.

        """
        self.operations -= operations
        if self.operations < 0 or self.objects < 0 or time.process_time() > self._ends:
            raise TooMuchError
