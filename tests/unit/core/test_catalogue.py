"""The French catalogue: complete, its fields those of the source, compiled from what is committed."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "tools"))

import catalogues

from printkit.core.i18n import current_language, ngettext, use_language


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_catalogue_is_complete(language):
    assert catalogues.problems(catalogues.updated(language)) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_catalogue_is_in_step_with_the_source(language):
    catalogue = catalogues.updated(language)
    path = catalogues.po_path(language)
    assert path.read_bytes() == catalogues.po_bytes(catalogue), "run make catalogues"
    assert path.with_suffix(".mo").read_bytes() == catalogues.mo_bytes(catalogue)


def test_french_is_typeset():
    """A no-break space before tall signs and inside guillemets, curly apostrophes."""
    for message in catalogues.read("fr"):
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in strings if message.id else ():
            assert " »" not in text, text
            assert "« " not in text, text
            assert " ;" not in text, text
            assert " ?" not in text, text


def test_plurals():
    before = current_language()
    use_language("fr")
    try:
        assert ngettext("{count} page", "{count} pages", 0) == "{count} page"
        assert ngettext("{count} error", "{count} errors", 2) == "{count} erreurs"
    finally:
        use_language(before)
