"""The options of ``printkit package``; what they do is imported when it is called."""

from __future__ import annotations

import re
from typing import Any, Final

import click

from printkit.cli.help_words import Command, Misuse
from printkit.cli.press_commands import BINDINGS, one_of
from printkit.core.i18n import _

_STYLES: Final = ("text", "json")


def package_command() -> Command:
    """Return the command, its help in the current language."""

    def call(**values: Any) -> int:
        from printkit.cli.package_command import package_files  # noqa: PLC0415

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
                callback=one_of(BINDINGS),
                help=_("How the pages are bound: stapled, glued or not at all."),
            ),
            click.Option(
                ["--spine"],
                metavar="MM",
                callback=_spine,
                help=_("How wide the shop says the spine is; by default the paper tells."),
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
                ["--format", "style"],
                default="text",
                metavar="|".join(_STYLES),
                callback=one_of(_STYLES),
                help=_("How findings are told."),
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


def _spine(context: click.Context, option: click.Parameter, value: str | None) -> float | None:
    del context, option
    if value is None:
        return None
    plain = value.replace(",", ".").removesuffix("mm").strip()
    if not re.fullmatch(r"\d{1,2}(\.\d{1,3})?", plain):
        message = _("“{value}” is not the width of a spine").format(value=value)
        raise Misuse(message, _("a number of millimetres, as 5.6"))
    return float(plain)
