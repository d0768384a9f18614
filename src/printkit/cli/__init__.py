"""The command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_INTERRUPTED = 130  # ExitCode.INTERRUPTED, before anything could be imported


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; Ctrl-C while it loads ends it as quietly as later."""
    try:
        from printkit.cli.entry import main as enter  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    enter(arguments)


__all__ = ["main"]
