"""Click in the organiser's language: headings of its help, and what it says of a wrong command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _, ngettext


class Misuse(click.UsageError):
    """A command used wrongly; ``message`` and ``hint`` are already translated."""

    def __init__(
        self, message: str, hint: str | None = None, ctx: click.Context | None = None
    ) -> None:
        super().__init__(message, ctx)
        self.hint = hint


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or _("Usage:") + " ")

    def write_heading(self, heading: str) -> None:
        words = {"Options": _("Options"), "Commands": _("Commands")}
        super().write_heading(words.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is translated."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Say what ``--help`` does, in the organiser's language."""
        return _translated(super().get_help_option(ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse words too many in the organiser's language."""
        ctx.allow_extra_args = True
        extra = super().parse_args(ctx, args)
        if extra and not ctx.resilient_parsing:
            message = ngettext("one word too many: {words}", "words too many: {words}", len(extra))
            raise Misuse(message.format(words=" ".join(extra)), ctx=ctx)
        return extra


class Group(click.Group):
    """The group of commands, its help translated; each command is made when it is named.

    ``makers``: each command's name and what makes it.
    """

    context_class = _Context
    command_class = Command

    def __init__(
        self, name: str, makers: Mapping[str, Callable[[], click.Command]], **more: Any
    ) -> None:
        super().__init__(name, **more)
        self._makers = makers

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the alphabet."""
        del ctx
        return sorted(self._makers)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a name; None where there is none."""
        del ctx
        if cmd_name in self._makers and cmd_name not in self.commands:
            self.add_command(self._makers[cmd_name]())
        return self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named; one that there is none of is told with those there are."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            known = self.list_commands(ctx)
            raise click.NoSuchCommand(error.command_name, possibilities=known, ctx=ctx) from None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Say what ``--help`` does, in the organiser's language."""
        return _translated(super().get_help_option(ctx))


def _translated(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = _("Show this help.")
    return option


def misuse(error: click.UsageError) -> tuple[str, str]:
    """Return what is wrong with a command and a hint."""
    path = error.ctx.command_path if error.ctx else "printkit"
    help_hint = _("see: {command} --help").format(command=path)
    if isinstance(error, Misuse):
        return error.message, error.hint or help_hint
    if isinstance(error, click.NoSuchOption | click.NoSuchCommand):
        if isinstance(error, click.NoSuchOption):
            message = _("there is no option “{name}”").format(name=error.option_name)
        else:
            message = _("there is no command “{name}”").format(name=error.command_name)
        close = error.possibilities
        return message, _("Did you mean “{name}”?").format(name=close[0]) if close else help_hint
    if isinstance(error, click.MissingParameter):
        name = _name(error.param)
        return _("“{name}” is missing").format(name=name), help_hint
    if isinstance(error, click.BadOptionUsage):
        message = _("a value is missing after “{name}”, or it takes none")
        return message.format(name=error.option_name), help_hint
    if isinstance(error, click.BadParameter):
        return _("the value of “{name}” does not fit").format(name=_name(error.param)), help_hint
    if error.ctx is not None and isinstance(error.ctx.command, click.Group):
        return _("which command?"), help_hint
    return _("this command cannot be understood"), help_hint


def _name(parameter: Any) -> str:
    if isinstance(parameter, click.Argument):
        return str(parameter.metavar or parameter.name)
    return str(parameter.opts[-1]) if parameter is not None else "?"


def cannot_write(error: OSError) -> Finding:
    """Return the finding for a file that could not be read or written."""
    name = Path(str(error.filename)).name if error.filename else "–"
    return Finding(
        "cannot-write",
        Severity.ERROR,
        _("cannot read or write {path}: {reason}").format(path=name, reason=error.strerror),
        hint=_("free some disk space, or change the permissions of the folder"),
    )
