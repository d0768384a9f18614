"""``printkit migrate``: a project of a former version, written as this one writes it."""

from __future__ import annotations

import sys
from difflib import unified_diff

from printkit.cli.project_option import project_root
from printkit.cli.whole_files import write_whole
from printkit.core.findings import ExitCode, Finding, Position, PrintkitError, Severity
from printkit.core.i18n import _, ngettext
from printkit.project.old_spellings import Rewritten, rewritten, words_kept


def migrate_command(project: str | None, dry_run: bool) -> int:
    """Show what is written otherwise now and write it, whole files only, after all were compared.

    Raises:
        PrintkitError: a file cannot be read or written, or its words would change: nothing is written then.

    """
    root = project_root(project)
    try:
        changed = rewritten(root)
    except (OSError, UnicodeDecodeError) as error:
        raise _failed(_("a file cannot be read: {reason}").format(reason=error)) from None
    for one in changed:
        if not words_kept(one):
            message = _("rewriting this file would change its words; nothing was written")
            raise _failed(message, one.path)
        _show(one)
    if not changed:
        sys.stdout.write(_("nothing to rewrite: this project is of this version") + "\n")
        return ExitCode.CLEAN
    if not dry_run:
        for one in changed:
            try:
                write_whole(root / one.path, one.after.encode())
            except OSError as error:
                message = _("cannot be written: {reason}").format(reason=error.strerror or error)
                raise _failed(message, one.path, ExitCode.CANNOT_WRITE) from None
    if dry_run:
        words = ngettext("{count} file to rewrite", "{count} files to rewrite", len(changed))
    else:
        words = ngettext("{count} file rewritten", "{count} files rewritten", len(changed))
    told = words.format(count=len(changed)) + _("; no word of it changed")
    sys.stdout.write(told + "\n")
    return ExitCode.CLEAN


def _show(one: Rewritten) -> None:
    lines = unified_diff(
        one.before.splitlines(), one.after.splitlines(), one.path, one.path, lineterm="", n=0
    )
    for line in lines:
        if not line.startswith("@@"):
            sys.stdout.write(line + "\n")


def _failed(
    message: str, path: str | None = None, code: ExitCode = ExitCode.PROJECT
) -> PrintkitError:
    at = Position(path) if path else None
    return PrintkitError([Finding("migrate", Severity.ERROR, message, at)], code)
