"""Messages in the organiser's language: English source strings, gettext catalogues beside the code."""

from __future__ import annotations

import gettext
import os
from functools import lru_cache
from pathlib import Path

from printkit.core.language_tags import primary

LOCALE_DIR = Path(__file__).parents[1] / "locale"
LANGUAGES = ("en", "fr")

_current = "en"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("printkit", LOCALE_DIR, [language], fallback=True)


def use_language(tag: str) -> None:
    """Speak this language from now on (``fr``, ``fr_FR.UTF-8``, ``en-GB``…); unknown ones mean English."""
    global _current  # noqa: PLW0603  one process speaks one language
    short = primary(tag)
    _current = short if short in LANGUAGES else "en"


def current_language() -> str:
    """Return the language spoken now, ``en`` or ``fr``."""
    return _current


def language_of_locale() -> str | None:
    """Return the locale's language by the POSIX order of variables, None when it asks for nothing."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "").split(":")[0]
        if value:
            return None if value.split(".")[0] in ("C", "POSIX") else value
    return None


def _(message: str) -> str:
    """Translate ``message``; fill its ``{fields}`` afterwards with ``str.format``."""
    return _catalogue(_current).gettext(message)


def N_(message: str) -> str:  # noqa: N802  the name gettext's tools look for
    """Mark a message that is translated where it is used."""
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a message that depends on a number."""
    return _catalogue(_current).ngettext(singular, plural, count)


def number(value: float, digits: int = 1) -> str:
    """Write a number with at most ``digits`` decimals, with the language's decimal sign."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", _("0.0")[1])  # as the catalogue writes a number
