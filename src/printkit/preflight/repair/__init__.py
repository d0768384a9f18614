"""A PDF mended where that is safe: the pages look as before, what a press stumbles over is gone.

:func:`repair` is the door; one module for each kind of mend. Every mend answers rules of the preflight and
does nothing where they find nothing. What needs a person (a missing font, too few pixels, text in the cut)
stays a finding.
"""

from __future__ import annotations

from printkit.preflight.repair.repair_context import COPY, Edge, Mend
from printkit.preflight.repair.run_repairs import Repaired, repair

__all__ = ["COPY", "Edge", "Mend", "Repaired", "repair"]
