"""Numbers as the user's language writes them."""

import pytest

from printkit.core.i18n import current_language, number, use_language


@pytest.mark.parametrize(
    ("value", "digits", "english", "french"),
    [
        (1.5, 1, "1.5", "1,5"),
        (2.0, 1, "2", "2"),
        (100, 0, "100", "100"),
        (100.0, 2, "100", "100"),
        (0.04, 1, "0", "0"),
    ],
)
def test_number(value: float, digits: int, english: str, french: str):
    before = current_language()
    try:
        use_language("en")
        assert number(value, digits) == english
        use_language("fr")
        assert number(value, digits) == french
    finally:
        use_language(before)
