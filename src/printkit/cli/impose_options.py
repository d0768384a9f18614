"""The options of ``printkit impose``; what they do is imported when it is called."""

from __future__ import annotations

from typing import Any, Final

import click

from printkit.cli.help_words import Command, Misuse
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean

SCHEMES: Final = (
    "saddle", "perfect", "nup", "cutstack", "folded", "poster", "step", "singles",
)  # fmt: skip
EDITIONS: Final = ("screen", "press", "mono")
FLIPS: Final = ("both", "short-edge", "long-edge")
FOLDS: Final = ("roll", "accordion", "gate", "map", "zine")
PASSES: Final = ("fronts", "backs", "backs-reversed")


def impose_command() -> Command:
    """Return the command, its help in the current language."""

    def call(**values: Any) -> int:
        from printkit.cli.impose_command import impose_files  # noqa: PLC0415

        return impose_files(**values)

    return Command(
        "impose",
        callback=call,
        help=_("Lay the pages of a publication, or of any PDF, on sheets to fold, cut or bind."),
        params=[
            click.Argument(["what"], metavar="[NAME|FILE.pdf]", required=False),
            _choice("--scheme", SCHEMES, "saddle", _("How the pages lie on the sheets.")),
            _choice("--edition", EDITIONS, None, _("Colours of a publication; screen by default.")),
            _text("--sheet", "PAPER", _("Paper: a4, a3, sra3… or 320x450; a4 by default.")),
            _choice(
                "--flip", FLIPS, None, _("Edge the printer turns sheets over; both by default.")
            ),
            _choice("--binding", ("left", "right", "top"), None, _("Edge that is bound.")),
            _text("--section", "MIN-MAX", _("Pages of a section, as 16-32.")),
            _choice("--blanks", ("before-last", "end"), None, _("Where blanks go.")),
            _choice("--per-side", ("2", "4", "8"), "2", _("Pages a side of a signature.")),
            _length("--creep", _("Move the innermost sheet to the spine by so much, in mm.")),
            _length("--paper-thickness", _("Reckon the creep from the paper's thickness in mm.")),
            _choice(
                "--creep-from",
                ("outside", "inside"),
                None,
                _("Sheet the creep leaves in place: outermost (by default) or innermost."),
            ),
            _length("--gutter", _("Space between pages in mm.")),
            _length("--bleed", _("Bleed to use in mm; 3 by default, if the pages have it.")),
            _flag("--repeat", _("nup: the same page in every cell.")),
            _flag(
                "--head-to-head", _("nup --repeat: half of the cells turned, any flip is right.")
            ),
            _text("--columns", "N", _("How many pages side by side; as many as fit by default.")),
            _text("--rows", "N", _("How many rows of pages; as many as fit by default.")),
            _flag("--one-sided", _("Print on one side only.")),
            _choice("--fold", FOLDS, "roll", _("folded: which fold.")),
            _length("--overlap", _("poster: how much tiles overlap, in mm; 10 by default.")),
            _choice("--turning", ("turn", "tumble"), "turn", _("step: which way it is turned.")),
            _length("--scale", _("Print pages smaller or larger: 0.95, 2.")),
            _flag("--marks", _("Draw crop, fold and register marks where the paper has room.")),
            _flag("--annotations", _("Print stamps, remarks and form fields too.")),
            _text("--offset-front", "X,Y", _("Move fronts by so many mm, right and up.")),
            _text("--offset-back", "X,Y", _("Move backs by so many mm, right and up.")),
            _length(
                "--printer-scale", _("What the bars of the calibration sheet measured, in mm.")
            ),
            _flag("--no-calibration", _("Leave out what printkit.yaml says of the copier.")),
            _choice("--pass", PASSES, None, _("For printers without duplex: one pass only.")),
            _flag(
                "--plan", _("Show the sheets as text; with -o FILE.svg or FILE.png as a picture.")
            ),
            _flag("--dummy", _("Make the sheets with page numbers only, to fold and check.")),
            _text("--pages", "N", _("Page count, for a plan or a dummy without a file.")),
            _text(
                "--page-size",
                "SIZE",
                _("Size of those pages: a6 or 105x148; what fills the paper by default."),
            ),
            _flag("--calibration", _("Make the calibration sheets of the printer.")),
            _text("-o", "PATH", _("File or folder to write to.")),
            _text("--format", "F", _("Format of a leaflet that has several.")),
            click.Option(
                ["--project"],
                metavar="DIR",
                help=_("Folder of the project; by default the one you are in."),
            ),
        ],
    )


def _text(name: str, metavar: str, said: str, default: str | None = None) -> click.Option:
    names = [name, "output"] if name == "-o" else [name]
    return click.Option(names, metavar=metavar, help=said, default=default)


def _flag(name: str, said: str) -> click.Option:
    return click.Option([name], is_flag=True, help=said)


def _length(name: str, said: str) -> click.Option:
    def check(context: click.Context, option: click.Parameter, value: str | None) -> float | None:
        del context, option
        if value is None:
            return None
        try:
            found = float(value.replace(",", "."))
        except ValueError:
            found = -1.0
        if not 0 <= found < 10_000:
            raise Misuse(
                _("{option} takes a number, not “{value}”").format(option=name, value=value)
            )
        return found

    return click.Option([name], metavar="N", callback=check, help=said)


def _choice(name: str, among: tuple[str, ...], default: str | None, said: str) -> click.Option:
    def check(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
        del context, option
        if value is not None and value not in among:
            message = _("{option} cannot be “{value}”").format(option=name, value=value)
            otherwise = _("choose one of: {names}").format(names=", ".join(among))
            raise Misuse(message, did_you_mean(value, among, otherwise))
        return value

    names = [name, "only_pass"] if name == "--pass" else [name]
    return click.Option(names, metavar="|".join(among), callback=check, default=default, help=said)
