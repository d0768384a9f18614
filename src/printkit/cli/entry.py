"""The way in: the language, the command, and an exit code whatever happens."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from printkit import __version__
from printkit.cli.commands import COMMANDS
from printkit.cli.help_words import Group, cannot_write, misuse
from printkit.core.bugs import DEBUG, bug_finding
from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity
from printkit.core.i18n import _, language_of_locale, use_language
from printkit.project.root import find_root, language_of
from printkit.report.build_text import print_findings

_CANNOT_WRITE: Final = frozenset(
    {errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EPERM, errno.EDQUOT, errno.EFBIG}
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with one of the documented exit codes."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(int(run(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    try:
        _choose_language()
        code = program().main(list(arguments), "printkit", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else ExitCode.CLEAN
    except click.UsageError as error:
        return _misused(error)
    except PrintkitError as error:
        print_findings(error.findings, sys.stderr)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write(_("interrupted; the former files are untouched") + "\n")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # who reads us has had enough
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.CLEAN
    except OSError as error:
        return _bug(error) if error.errno not in _CANNOT_WRITE else _refused(error)
    except Exception as error:  # the last door: nothing may leave as a traceback
        return _bug(error)


def program() -> click.Group:
    """Return the commands, spoken in the current language."""
    return Group(
        "printkit",
        makers=COMMANDS,
        help=_("Turn Markdown chapters and event data into print-ready PDFs."),
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_version,
                help=_("Show the version."),
            )
        ],
    )


def _version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    del option
    if wanted:
        click.echo(f"printkit {__version__}")
        context.exit()


def _choose_language() -> None:
    """Speak the locale's language, else the project's."""
    wanted = language_of_locale()
    if wanted is None:
        try:
            wanted = language_of(find_root(Path()))
        except (PrintkitError, OSError):
            wanted = "en"
    use_language(wanted)


def _misused(error: click.UsageError) -> int:
    message, hint = misuse(error)
    finding = Finding("usage", Severity.ERROR, message, hint=hint)
    print_findings([finding], sys.stderr)
    return ExitCode.USAGE


def _refused(error: OSError) -> int:
    print_findings([cannot_write(error)], sys.stderr)
    return ExitCode.CANNOT_WRITE


def _bug(error: Exception) -> int:
    if os.environ.get(DEBUG):
        import traceback  # noqa: PLC0415  never needed when all is well

        traceback.print_exception(error)
    print_findings([bug_finding(error)], sys.stderr)
    return ExitCode.BUG
