"""The command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_INTERRUPTED = 130  # ExitCode.INTERRUPTED, before anything could be imported


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; Ctrl-C while it loads ends it as quietly as later."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words == ["--version"]:  # answered before the command line itself is loaded
        from printkit import __version__  # noqa: PLC0415

        sys.stdout.write(f"printkit {__version__}\n")
        return
    try:
        from printkit.cli.entry import main as enter  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    enter(words)


__all__ = ["main"]
