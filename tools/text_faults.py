"""What checks of texts share: a fault at its place, and what is not prose blanked out."""

from __future__ import annotations

import re
from typing import NamedTuple


class Fault(NamedTuple):
    """Something in a text to correct; line and column count from 1."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """Write the fault as editors and terminals link it."""
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


def blank(found: re.Match[str]) -> str:
    """Return blanks as long as what was found, its line ends kept, so that places stay."""
    return re.sub(r"[^\n]", " ", found[0])


def tell(faults: list[Fault]) -> int:
    """Print every fault; returns the exit code, 1 where there is any."""
    for fault in faults:
        print(fault)
    return 1 if faults else 0
