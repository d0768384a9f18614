"""Anybody's file imposed in a process of its own: what it breaks is that one, and it ends in time."""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from printkit.cli.help_words import Misuse
from printkit.cli.whole_files import write_whole, writing_later
from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity
from printkit.core.i18n import _, current_language, use_language
from printkit.impose.source_pages import BROKEN
from printkit.project.root import find_root
from printkit.sandbox.child import call_apart

#: How long it may take in all, in seconds: a thousand pages take a few.
TIMEOUT_S: Final = 120.0

Work = Callable[[str, Mapping[str, Any]], list[Finding]]
Done = tuple[str, list[tuple[Path, bytes]], str, Any]


def impose_apart(
    work: Work, name: str, arguments: Mapping[str, Any], *, timeout_s: float = TIMEOUT_S
) -> list[Finding]:
    """Call ``work`` on a file in a child process; what it prints is printed here.

    Raises:
        Misuse: as ``work`` does.
        PrintkitError: as ``work`` does; and where the file is broken, or takes too much.

    """
    shown = Path(name).name
    done = call_apart(
        *(_work, work, name, arguments, current_language()),
        timeout_s=timeout_s,
        folder=Path.cwd(),
        reads=_needed(name, arguments["project"]),
    )
    if done is None:
        message = _("{name} takes too much time or memory to be laid on sheets").format(name=shown)
        raise _unreadable(message, _("print it to a new PDF in a PDF reader, or take fewer pages"))
    printed, files, kind, value = done
    for path, data in files:
        write_whole(path, data)
    sys.stdout.write(printed)
    if kind == "misuse":
        raise Misuse(*value)
    if kind == "error":
        raise PrintkitError(*value)
    if kind == "broken":
        message = _("{name} cannot be laid on sheets: {detail}").format(name=shown, detail=value)
        hint = _("open it in a PDF reader and print it to a new PDF, then use that one")
        raise _unreadable(message, hint)
    findings: list[Finding] = value
    return findings


def _needed(name: str, project: str | None) -> list[Path]:
    """Return what the child may read: the file, and the project whose settings hold here."""
    needed = [Path(name).resolve()]
    with contextlib.suppress(PrintkitError, OSError):
        needed.append(find_root(Path(project or ".")))
    return needed


def _unreadable(message: str, hint: str) -> PrintkitError:
    finding = Finding("source-unreadable", Severity.ERROR, message, hint=hint)
    return PrintkitError([finding], ExitCode.FINDINGS)


def _work(work: Work, name: str, arguments: Mapping[str, Any], language: str) -> Done:
    """Return what was printed, what is to be written, how it ended, and with what (runs in the child)."""
    use_language(language)
    warnings.simplefilter("ignore")  # pypdf tells what it mends
    out = io.StringIO()
    value: Any
    with contextlib.redirect_stdout(out), writing_later() as files:
        try:
            kind, value = "done", work(name, arguments)
        except Misuse as misuse:
            kind, value = "misuse", (misuse.message, misuse.hint)
        except PrintkitError as problem:
            kind, value = "error", (problem.findings, problem.exit_code)
        except BROKEN as problem:
            kind, value = "broken", str(problem)[:120] or type(problem).__name__
    return out.getvalue(), files, kind, value
