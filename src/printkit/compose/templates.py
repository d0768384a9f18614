"""The theme's Jinja templates, run in a sandbox; what is wrong in one is told at its line.

A theme may come from anybody: it sees the values it is given and cannot reach Python through them.
Undefined variables are errors, and everything is escaped unless it already is HTML.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final

from jinja2 import (
    BytecodeCache,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateError,
    UndefinedError,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from printkit.compose import page_words
from printkit.core.findings import Finding, Position, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.markup.reading.text_images import svg_problem
from printkit.model import Asset, Theme

#: What a template can raise through the values it works on, besides Jinja's own errors.
_VALUE_ERRORS = (
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)


#: Templates whose code is kept.
_COMPILED: Final = 128


class _Sandbox(ImmutableSandboxedEnvironment):
    """Templates that also cannot blow up a string or a number."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply numbers only, and raise to no power."""
        if operator == "*" and isinstance(left, int | float) and isinstance(right, int | float):
            return left * right
        raise SecurityError(f"{operator} works on small numbers only")


class _Compiled(BytecodeCache):
    """What templates compiled to, by their name and text: the same ones are filled again and again."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if this text was compiled before."""
        code = self._known.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code, in place of the oldest."""
        self._known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()
        while len(self._known) > _COMPILED:
            self._known.popitem(last=False)


class Templates:
    """The templates of one theme, speaking one document language."""

    def __init__(
        self, theme: Theme, language: str, typeset: Callable[[str], str] | None = None
    ) -> None:
        """Make ready. ``typeset`` sets a plain string in French typography (filter ``typo``)."""
        self._theme = theme
        self._paths = {name: theme.paths.get(name, name) for name in theme.templates}
        environment = _Sandbox(
            loader=FunctionLoader(self._source),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_COMPILER,
        )
        filters: dict[str, Callable[..., Any]] = {
            "long_date": lambda date: page_words.day_month_year(date, language),
            "weekday_date": lambda date: page_words.weekday_day_month(date, language),
            "weekday": lambda date: page_words.weekday(date, language),
            "day_month": lambda date: page_words.day_month(date, language),
            "weekday_long_date": lambda date: page_words.weekday_day_month_year(date, language),
            "hour": lambda time: page_words.hour(time, language),
            "bare_url": page_words.bare_url,
            "capital": _capital,
            "typo": typeset or str,
            "iso": _iso,
            "decimal": _decimal,
            "plain_letters": _plain_letters,
        }
        environment.filters.update(filters)
        environment.globals.update(
            words=page_words.page_words(language), language=language, drawing=self._drawing
        )
        self._drawings: dict[str, Asset] = {}
        self._environment = environment

    def render(self, name: str, **context: Any) -> str:
        """Fill the template ``name``.

        Raises:
            PrintkitError: the template is missing or wrong; its finding has the file and line.

        """
        try:
            return self._get(name).render(context)
        except TemplateNotFound as error:
            raise self._failed(self._missing(error, name)) from None
        except TemplateSyntaxError as error:
            position = Position(self._path(error.name or name), error.lineno)
            message = _("the template is not well formed: {detail}").format(detail=error.message)
            raise self._failed(
                Finding("template-syntax", Severity.ERROR, message, position)
            ) from None
        except (TemplateError, *_VALUE_ERRORS) as error:
            raise self._failed(self._wrong(error, name)) from None

    def drawings_of(self, html: str) -> tuple[Asset, ...]:
        """Return what a page filled by these templates shows of the theme's drawings."""
        return tuple(asset for url, asset in self._drawings.items() if url in html)

    def _drawing(self, name: str, **values: Any) -> str:
        """Draw the template ``name``, an SVG, and return its address: what ``drawing`` does in templates."""
        svg = self._theme.coloured(self._get(name).render(values))
        stem = name.removesuffix(".svg").replace("/", "-")
        address = f"asset:{stem}-{hashlib.sha256(svg.encode()).hexdigest()[:12]}.svg"
        problem = svg_problem(svg.encode())
        if problem is not None:
            message = _("“{path}”: {problem}").format(path=name, problem=problem)
            raise self._failed(
                Finding("bad-svg", Severity.ERROR, message, Position(self._path(name)))
            )
        self._drawings.setdefault(address, Asset.of_bytes(address, svg.encode()))
        return address

    def has(self, name: str) -> bool:
        """Tell whether the theme has this template."""
        return name in self._theme.templates

    def _get(self, name: str) -> Template:
        return self._environment.get_template(name)

    def _source(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = self._theme.templates.get(name)
        return None if text is None else (text, self._paths[name], lambda: True)

    def _path(self, name: str) -> str:
        return self._paths.get(name, name)

    def _missing(self, error: TemplateNotFound, asked: str) -> Finding:
        missing = error.name or asked
        position = self._position(error.__traceback__) or Position(self._path(asked))
        message = _("the theme “{theme}” has no template “{name}”").format(
            theme=self._theme.name, name=missing
        )
        there = self._theme.templates
        names = [name for name in there if name.partition("/")[2] not in there]
        hint = _("there are: {names}").format(names=", ".join(sorted(names)) or "–")
        return Finding("template-missing", Severity.ERROR, message, position, hint=hint)

    def _wrong(self, error: Exception, name: str) -> Finding:
        position = self._position(error.__traceback__) or Position(self._path(name))
        detail = str(error).splitlines()[0] if str(error) else type(error).__name__
        if isinstance(error, SecurityError):
            rule, message = (
                "template-refused",
                _("the template reaches for what it may not: {detail}"),
            )
        elif isinstance(error, UndefinedError):
            rule, message = (
                "template-undefined",
                _("the template names what is not there: {detail}"),
            )
        else:
            rule, message = "template-value", _("the template cannot be filled: {detail}")
        hint = _("compare it with the template of the same name in the theme “presse”")
        return Finding(rule, Severity.ERROR, message.format(detail=detail), position, hint=hint)

    def _position(self, trace: TracebackType | None) -> Position | None:
        """Return the innermost template line of a traceback (Jinja maps frames to template lines)."""
        found = None
        known = set(self._paths.values())
        while trace is not None:
            path = trace.tb_frame.f_code.co_filename
            if path in known:
                found = Position(path, max(trace.tb_lineno, 1))
            trace = trace.tb_next
        return found

    @staticmethod
    def _failed(finding: Finding) -> PrintkitError:
        return PrintkitError([finding])


_COMPILER: Final = _Compiled()
_APART: Final = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE", "ß": "ss"})


def _capital(text: str) -> str:
    """Return the text with a capital first letter, the rest as typed."""
    return text[:1].upper() + text[1:]


def _decimal(value: float) -> str:
    """Return a number of a drawing, with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _plain_letters(text: str) -> str:
    """Return a text's letters without accents, those that are one of two apart."""
    apart = text.translate(_APART)
    return "".join(s for s in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(s))


def _iso(value: dt.date | dt.time) -> str:
    return value.isoformat()
