"""The property tests hold for examples nobody tried yet.

Hypothesis chooses new examples in every round; what it finds is a fault to mend, with its example
kept as a test.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from proofs import NotProvenError

ROUNDS = 5
ROOT = Path(__file__).parents[2]


def prove(folder: Path | None) -> str:
    """Run all property tests ``ROUNDS`` times with fresh examples."""
    rows = []
    for number in range(1, ROUNDS + 1):
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", "auto", "-m", "hypothesis and not deep"],
            cwd=folder or ROOT,
            env=os.environ | {"HYPOTHESIS_PROFILE": "fresh"},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise NotProvenError(f"round {number}:\n{run.stdout[-4000:]}")
        passed = re.search(r"(\d+) passed", run.stdout)
        rows.append(f"| {number} | {passed[1] if passed else '?'} |")
    return "\n".join(
        [f"{ROUNDS} rounds of fresh examples.", "", "| round | passed |", "|---|---|", *rows]
    )
