"""The HTML report of ``printkit check``: each file's pages looked at in a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from printkit.cli.help_words import Misuse
from printkit.core.i18n import _
from printkit.project.printer_files import load_printer
from printkit.report.preflight_html import Seen, html_report, wanted_views
from printkit.report.preflight_text import Checked
from printkit.views.page_pictures import View, views_apart


def html_of(files: Sequence[Checked], root: Path | None) -> str:
    """Return the report on files that were checked."""
    return html_report([_seen(one, root) for one in files])


def _seen(one: Checked, root: Path | None) -> Seen:
    found: tuple[View, ...] = ()
    printer = load_printer(one.printer, root)
    if one.source is not None:
        found = views_apart(one.source.read_bytes(), wanted_views(one.faults, printer))
    return Seen(one.path, printer, one.faults, found)


def write_report(html: str, path: str) -> None:
    """Write a report to a file.

    Raises:
        Misuse: it cannot be written there.

    """
    try:
        Path(path).write_text(html, encoding="utf-8")
    except OSError as problem:
        message = _("{path} cannot be written: {reason}").format(
            path=path, reason=problem.strerror or "?"
        )
        raise Misuse(message, _("name a file in a folder that is there")) from None
