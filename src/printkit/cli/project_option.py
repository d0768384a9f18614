"""Which project a command is about."""

from __future__ import annotations

from pathlib import Path

from printkit.cli.help_words import Misuse
from printkit.core.i18n import _, language_of_locale, use_language
from printkit.project.root import find_root, language_of


def project_root(given: str | None) -> Path:
    """Return the root of the project asked for; speak its language if the locale asks for none.

    Raises:
        Misuse: the folder given is none.
        PrintkitError: PROJECT, there is no project.

    """
    start = Path(given) if given is not None else Path()
    if not start.is_dir():
        raise Misuse(_("there is no folder “{path}”").format(path=given))
    root = find_root(start)
    if language_of_locale() is None:
        use_language(language_of(root))
    return root
