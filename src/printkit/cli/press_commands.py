"""The commands about print shops and their options; what they do is imported when one is called."""

from __future__ import annotations

from typing import Any, Final

import click

from printkit.cli.help_words import Command, Misuse
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean

FORMATS: Final = ("text", "json", "github", "html", "junit", "sarif")
EDGES: Final = ("mirror", "stretch")
BINDINGS: Final = ("saddle", "perfect", "none")


def _project() -> click.Option:
    return click.Option(
        ["--project"],
        metavar="DIR",
        help=_("Folder of the project; by default the one you are in."),
    )


def check_options() -> click.Command:
    """Return ``printkit check``, its help in the current language."""

    def call(**values: Any) -> int:
        if values.pop("anonymous"):
            from printkit.cli.anonymous_command import anonymous_command  # noqa: PLC0415

            return anonymous_command(values["names"], values["style"], fix=values["fix"])
        from printkit.cli.check_command import check_command  # noqa: PLC0415

        return check_command(**values)

    return Command(
        "check",
        callback=call,
        help=_("Check what was built, or any PDF, against a print shop's requirements."),
        params=[
            click.Argument(["names"], nargs=-1, metavar="NAME…|FILE.pdf…|FOLDER…"),
            click.Option(
                ["--printer"],
                metavar="P",
                help=_("For which printer; printkit printers lists them."),
            ),
            click.Option(
                ["--binding"],
                metavar="|".join(BINDINGS),
                callback=one_of(BINDINGS),
                help=_("How the pages are bound: stapled, glued or not at all."),
            ),
            click.Option(
                ["--format", "style"],
                default="text",
                metavar="|".join(FORMATS),
                callback=one_of(FORMATS),
                help=_("How findings are told."),
            ),
            click.Option(
                ["--report", "report_file"],
                metavar="FILE.html",
                help=_("Write the HTML report there too, with pictures of the pages."),
            ),
            click.Option(
                ["--fix"],
                is_flag=True,
                help=_(
                    "Write a repaired copy here, check it, and say what was done and what is left."
                ),
            ),
            click.Option(
                ["--anonymous"],
                is_flag=True,
                help=_(
                    "Look for what tells of people, machines and places, in PDF, EPUB, HTML, pictures,"
                    " ICS, ZIP, DOCX and ODT; with --fix, write a copy without it."
                ),
            ),
            click.Option(
                ["--bleed", "edge"],
                metavar="|".join(EDGES),
                callback=one_of(EDGES),
                help=_("With --fix: make bleed that is missing of the page's edge."),
            ),
            _project(),
        ],
    )


def printers_options() -> click.Command:
    """Return ``printkit printers``, its help in the current language."""

    def call(**values: Any) -> int:
        from printkit.cli.printers_command import printers_command  # noqa: PLC0415

        return printers_command(**values)

    return Command(
        "printers",
        callback=call,
        help=_("List the print shops that are known, say what one asks for, or start a new one."),
        params=[click.Argument(["words"], nargs=-1, metavar="[NAME | new NAME]"), _project()],
    )


def theme_options() -> click.Command:
    """Return ``printkit theme``, its help in the current language."""

    def call(**values: Any) -> int:
        from printkit.cli.theme_command import theme_command  # noqa: PLC0415

        return theme_command(**values)

    return Command(
        "theme",
        callback=call,
        help=_("List the themes, or draw every part of one on a sheet, as PDF and PNG."),
        params=[
            click.Argument(["words"], nargs=-1, metavar="[list | preview NAME]"),
            _project(),
        ],
    )


def one_of(known: tuple[str, ...]) -> Any:
    """Return a callback that takes one of a few words."""

    def check(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
        del context
        if value is not None and value not in known:
            message = _("{option} cannot be “{value}”").format(
                option=option.opts[-1] if option.opts[-1].startswith("-") else option.opts[0],
                value=value,
            )
            otherwise = _("choose one of: {names}").format(names=", ".join(known))
            raise Misuse(message, did_you_mean(value, known, otherwise))
        return value

    return check
