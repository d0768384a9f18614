"""The options of ``printkit package``; what they do is imported when it is called."""

from __future__ import annotations

from typing import Any

import click

from printkit.cli.press_commands import BINDINGS
from printkit.cli.words import Command, Misuse
from printkit.i18n import _
from printkit.markup.advice import did_you_mean


def package_command() -> Command:
    """Return the command, its help in the current language."""

    def call(**values: Any) -> int:
        from printkit.cli.package import package_files  # noqa: PLC0415

        return package_files(**values)

    return Command(
        "package",
        callback=call,
        help=_("Pack what a print shop needs: press files, job sheet, proofs, checksums."),
        params=[
            click.Argument(["name"], metavar="NAME"),
            click.Option(
                ["--printer"],
                metavar="P",
                required=True,
                help=_("For which printer; printkit printers lists them."),
            ),
            click.Option(
                ["--quantity"],
                metavar="N",
                required=True,
                callback=_quantity,
                help=_("How many copies."),
            ),
            click.Option(
                ["--paper"], metavar="PAPER", required=True, help=_("Paper, as the shop calls it.")
            ),
            click.Option(
                ["--binding"],
                metavar="|".join(BINDINGS),
                callback=_binding,
                help=_("How the pages are bound: stapled, glued or not at all."),
            ),
            click.Option(
                ["--size", "formats"],
                metavar="FORMAT",
                multiple=True,
                help=_("This format only; by default all of the publication."),
            ),
            click.Option(
                ["--contact"],
                metavar="LINE",
                multiple=True,
                help=_("Who answers the shop's questions; by default the brand's contact."),
            ),
            click.Option(
                ["--force"], is_flag=True, help=_("Pack in spite of errors; the job sheet says so.")
            ),
            click.Option(
                ["--output"], metavar="DIR", help=_("Folder to write to; by default this one.")
            ),
            click.Option(
                ["--project"],
                metavar="DIR",
                help=_("Folder of the project; by default the one you are in."),
            ),
        ],
    )


def _quantity(context: click.Context, option: click.Parameter, value: str) -> int:
    del context, option
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:9]) <= 10_000_000:
        message = _("“{value}” is not a number of copies").format(value=value)
        raise Misuse(message, _("a whole number, as 500"))
    return int(value)


def _binding(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    del context, option
    if value is not None and value not in BINDINGS:
        message = _("{option} cannot be “{value}”").format(option="--binding", value=value)
        otherwise = _("choose one of: {names}").format(names=", ".join(BINDINGS))
        raise Misuse(message, did_you_mean(value, BINDINGS, otherwise))
    return value
