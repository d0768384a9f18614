"""The commands and their options, each made when it is named; what it does is imported when it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import click

from printkit.cli.help_words import Command, Misuse
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean

FORMATS = ("text", "github", "json")
KINDS = ("project", "brochure", "leaflet")


def _project_option() -> click.Option:
    return click.Option(
        ["--project"],
        metavar="DIR",
        help=_("Folder of the project; by default the one you are in."),
    )


def _build() -> click.Command:
    def call(**values: Any) -> int:
        from printkit.cli.build_command import build_command  # noqa: PLC0415

        return build_command(**values)

    return Command(
        "build",
        callback=call,
        help=_("Build what changed, into out/."),
        params=[
            click.Argument(["names"], nargs=-1, metavar="[NAME]…"),
            click.Option(
                ["--edition", "editions"],
                multiple=True,
                metavar="E",
                help=_("Make this edition only."),
            ),
            click.Option(
                ["--jobs"], metavar="N", callback=_count, help=_("How many processes may lay out.")
            ),
            click.Option(["--strict"], is_flag=True, help=_("Warnings count as errors.")),
            click.Option(
                ["--draft"],
                is_flag=True,
                help=_("Make drafts whatever is found, the findings in their margins."),
            ),
            click.Option(["--all", "everything"], is_flag=True, help=_("Tell every finding.")),
            click.Option(
                ["--format", "style"],
                default="text",
                metavar="|".join(FORMATS),
                callback=_style,
                help=_("How findings are told."),
            ),
            _project_option(),
        ],
    )


def _count(context: click.Context, option: click.Parameter, value: str | None) -> int | None:
    del context, option
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:6]) <= 999:
        raise Misuse(_("--jobs takes a number from 1 on, not “{value}”").format(value=value))
    return int(value)


def _style(context: click.Context, option: click.Parameter, value: str) -> str:
    del context, option
    if value not in FORMATS:
        message = _("--format cannot be “{value}”").format(value=value)
        otherwise = _("choose one of: {names}").format(names=", ".join(FORMATS))
        raise Misuse(message, did_you_mean(value, FORMATS, otherwise))
    return value


def _new() -> click.Command:
    def call(**values: Any) -> int:
        from printkit.cli.new_command import new_command  # noqa: PLC0415

        return new_command(**values)

    return Command(
        "new",
        callback=call,
        help=_("Start a project, a brochure or a leaflet from a filled template."),
        params=[
            click.Argument(["kind"], metavar="|".join(KINDS), callback=_kind),
            click.Argument(["name"], metavar="NAME", required=False),
            click.Option(
                ["--from", "source"],
                metavar="FOLDER",
                help=_("Folder of a book of mdBook, MkDocs, Quarto…, or of Markdown files."),
            ),
            click.Option(
                ["--theme"],
                metavar="T",
                help=_("What it looks like; “printkit theme list” tells the names."),
            ),
            _project_option(),
        ],
    )


def _import() -> click.Command:
    def call(**values: Any) -> int:
        from printkit.cli.import_command import import_command  # noqa: PLC0415

        return import_command(**values)

    return Command(
        "import",
        callback=call,
        help=_(
            "Bring in texts of Word, LibreOffice or the web, with the proof that no word was lost."
        ),
        params=[
            click.Argument(["files"], nargs=-1, required=True, metavar="FILE…"),
            click.Option(
                ["--into", "target"],
                metavar="FOLDER",
                help=_(
                    "Publication that gets the chapters; by default a new one of the file's name."
                ),
            ),
            _project_option(),
        ],
    )


def _kind(context: click.Context, argument: click.Parameter, value: str) -> str:
    del context, argument
    if value not in KINDS:
        message = _("“{value}” cannot be started").format(value=value)
        otherwise = _("choose one of: {names}").format(names=", ".join(KINDS))
        raise Misuse(message, did_you_mean(value, KINDS, otherwise))
    return value


def _html() -> click.Command:
    def call(**values: Any) -> int:
        from printkit.cli.html_command import html_command  # noqa: PLC0415

        return html_command(**values)

    return Command(
        "html",
        callback=call,
        help=_("Write the typeset HTML of any Markdown file to standard output."),
        params=[
            click.Argument(["file"], metavar="FILE.md"),
            click.Option(["--lang"], metavar="TAG", help=_("Language of the text (fr, en…).")),
        ],
    )


def _diff() -> click.Command:
    def call(**values: Any) -> int:
        from printkit.cli.diff_command import diff_command  # noqa: PLC0415

        return diff_command(**values)

    return Command(
        "diff",
        callback=call,
        help=_("Show what changed between two builds or two PDFs, page by page."),
        params=[
            click.Argument(["old"], metavar="OLD"),
            click.Argument(["new"], metavar="NEW"),
            click.Option(
                ["--edition", "editions"],
                multiple=True,
                metavar="E",
                help=_("Compare the pages of this edition; by default of those for reading."),
            ),
            click.Option(
                ["-o", "--output"],
                metavar="FILE.html",
                help=_("Where the report goes; by default changes.html here."),
            ),
        ],
    )


def _doctor() -> click.Command:
    def call(**values: Any) -> int:
        from printkit.cli.doctor_command import doctor_command  # noqa: PLC0415

        return doctor_command(**values)

    return Command(
        "doctor",
        callback=call,
        help=_("Say what is missing on this machine, and the command that installs it."),
        params=[_project_option()],
    )


def _schema() -> click.Command:
    def call(**values: Any) -> int:
        from printkit.cli.schema_command import schema_command  # noqa: PLC0415

        return schema_command(**values)

    return Command(
        "schema",
        callback=call,
        help=_("Write JSON Schemas for editors, by default into schemas/."),
        params=[click.Argument(["folder"], required=False, metavar="[DIR]")],
    )


def _clean() -> click.Command:
    def call(**values: Any) -> int:
        from printkit.cli.clean_command import clean_command  # noqa: PLC0415

        return clean_command(**values)

    return Command(
        "clean",
        callback=call,
        help=_("Remove what was built and what was remembered; no other file."),
        params=[_project_option()],
    )


def _migrate() -> click.Command:
    def call(**values: Any) -> int:
        from printkit.cli.migrate_command import migrate_command  # noqa: PLC0415

        return migrate_command(**values)

    return Command(
        "migrate",
        callback=call,
        help=_("Write a project of a former version as this one writes it, comments kept."),
        params=[
            _project_option(),
            click.Option(["--dry-run"], is_flag=True, help=_("Show it, and write nothing.")),
        ],
    )


def _impose() -> click.Command:
    from printkit.cli.impose_options import impose_command  # noqa: PLC0415

    return impose_command()


def _check() -> click.Command:
    from printkit.cli.press_commands import check_options  # noqa: PLC0415

    return check_options()


def _printers() -> click.Command:
    from printkit.cli.press_commands import printers_options  # noqa: PLC0415

    return printers_options()


def _theme() -> click.Command:
    from printkit.cli.press_commands import theme_options  # noqa: PLC0415

    return theme_options()


def _package() -> click.Command:
    from printkit.cli.package_options import package_command  # noqa: PLC0415

    return package_command()


def _studio() -> click.Command:
    from printkit.cli.studio_command import studio_options  # noqa: PLC0415

    return studio_options()


def _watch() -> click.Command:
    from printkit.cli.studio_command import watch_options  # noqa: PLC0415

    return watch_options()


#: Each command by its name, and what makes it, its help in the language spoken then.
COMMANDS: Final[Mapping[str, Callable[[], click.Command]]] = {
    "build": _build,
    "new": _new,
    "import": _import,
    "html": _html,
    "doctor": _doctor,
    "schema": _schema,
    "clean": _clean,
    "migrate": _migrate,
    "impose": _impose,
    "check": _check,
    "printers": _printers,
    "theme": _theme,
    "package": _package,
    "diff": _diff,
    "studio": _studio,
    "watch": _watch,
}
