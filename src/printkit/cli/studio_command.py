"""``printkit studio`` and ``printkit watch``: the browser, or one's own editor, beside the build."""

from __future__ import annotations

import errno
import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from printkit.build.build_state import look, same_content
from printkit.cli.help_words import Command, Misuse, cannot_write
from printkit.cli.project_option import project_root
from printkit.core.findings import ExitCode, PrintkitError
from printkit.core.i18n import _
from printkit.project.names import PROJECT_FILE
from printkit.report.build_text import print_findings

_PORT: Final = 8717
#: How long files must be quiet before a build begins, in ms: editors write in several steps.
_QUIET_MS: Final = 150
#: How often it is looked whether to stop, in ms.
_AT_LEAST_MS: Final = 2000


def studio_options() -> click.Command:
    """Return ``printkit studio``, its help in the current language."""
    return Command(
        "studio",
        callback=studio_command,
        help=_("Make leaflets in the browser: fields to fill, pages that follow as you type."),
        params=[
            click.Option(
                ["--port"],
                metavar="N",
                default=str(_PORT),
                callback=_port,
                help=_("Port on this machine; by default {port}.").format(port=_PORT),
            ),
            click.Option(
                ["--no-browser"], is_flag=True, help=_("Print the address, open no browser.")
            ),
            _project_option(),
        ],
    )


def watch_options() -> click.Command:
    """Return ``printkit watch``, its help in the current language."""
    return Command(
        "watch",
        callback=watch_command,
        help=_("Build again whenever a file of the project changes."),
        params=[_project_option()],
    )


def _project_option() -> click.Option:
    return click.Option(
        ["--project"],
        metavar="DIR",
        help=_("Folder of the project; by default the one you are in."),
    )


def studio_command(port: int, no_browser: bool, project: str | None) -> int:
    """Serve the studio until Ctrl-C; returns the exit code. Where there is no project, one is made."""
    from printkit.studio.serve import serve  # noqa: PLC0415  a web server no other command needs

    root = _found_or_made(project)

    def tell(address: str) -> None:
        sys.stdout.write(_("The studio is open at this address, for you alone:") + "\n")
        sys.stdout.write(f"  {address}\n" + _("Ctrl-C stops it.") + "\n")
        sys.stdout.flush()

    try:
        serve(root, port=port, browser=not no_browser, tell=tell)
    except KeyboardInterrupt:
        pass
    except (OSError, SystemExit) as error:
        if isinstance(error, OSError) and error.errno != errno.EADDRINUSE:
            raise
        hint = _("the studio may be open already; else choose another: --port {port}")
        message = _("port {port} of this machine is taken").format(port=port)
        raise Misuse(message, hint.format(port=port + 1)) from None
    return ExitCode.CLEAN


def _found_or_made(project: str | None) -> Path:
    """Return the project asked for; where there is none, a first one, made or made before in a folder."""
    try:
        return project_root(project)
    except PrintkitError as missing:
        name = _("my-publications")
        first = Path(project or ".") / name
        if missing.exit_code is not ExitCode.PROJECT or (
            first.exists() and not (first / PROJECT_FILE).is_file()
        ):
            raise
        if not first.exists():
            sys.stdout.write(_("There is no project in this folder; here is a first one.") + "\n")
            from printkit.cli.new_command import new_command  # noqa: PLC0415  seldom

            new_command("project", name, project)
    return project_root(str(first))


def watch_command(project: str | None) -> int:
    """Build now and after every change until Ctrl-C; returns the exit code."""
    import logging  # noqa: PLC0415  watching alone needs them

    from watchfiles import watch  # noqa: PLC0415

    root = project_root(project)
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it would tell of Ctrl-C in English
    before = look(root, {})
    _build(root)
    sys.stdout.write(_("Waiting for changes; Ctrl-C stops it.") + "\n")
    sys.stdout.flush()
    for changes in watch(
        root,
        watch_filter=lambda _change, path: _is_source(root, Path(path)),
        debounce=2000,
        step=_QUIET_MS,
        yield_on_timeout=True,
        rust_timeout=_AT_LEAST_MS,
        raise_interrupt=False,
    ):
        # what was saved while the first build ran, nobody watched yet
        if changes or (before and not same_content(before, look(root, before))):
            _tell_changed(root, sorted(Path(path) for _change, path in changes))
            _build(root)
        before = {}
    return ExitCode.CLEAN


def _tell_changed(root: Path, paths: Sequence[Path]) -> None:
    if paths:
        more = "…" if len(paths) > 1 else ""
        path = paths[0].relative_to(root).as_posix()
        sys.stdout.write("\n" + _("changed: {path}").format(path=path) + more + "\n")
        sys.stdout.flush()


def _build(root: Path) -> None:
    """Build and tell, as the command does; what cannot be built keeps its former files."""
    from printkit.cli.build_command import build_command  # noqa: PLC0415

    try:
        build_command((), (), None, False, "text", str(root))
    except PrintkitError as error:  # the project's own file, renamed for a moment by an editor
        print_findings(error.findings, sys.stderr)
    except OSError as error:  # a full disk is no reason to stop: room may be made
        print_findings([cannot_write(error)], sys.stderr)
    sys.stdout.flush()
    gc.enable()  # a build that ends with its process looks for no garbage
    gc.collect()


def _is_source(root: Path, path: Path) -> bool:
    inside = path.relative_to(root).parts if path.is_relative_to(root) else ()
    hidden = any(part.startswith(".") for part in inside)
    return bool(inside) and not hidden and inside[0] != "out" and not path.name.endswith("~")


def _port(context: click.Context, option: click.Parameter, value: Any) -> int:
    del context, option
    text = str(value)
    if not text.isascii() or not text.isdigit() or not 1024 <= int(text[:6]) <= 65535:
        raise Misuse(
            _("--port takes a number from 1024 to 65535, not “{value}”").format(value=text)
        )
    return int(text)
