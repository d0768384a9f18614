"""Every test speaks English when it starts, whatever the one before it spoke."""

import pytest

from printkit.core.i18n import use_language


@pytest.fixture(autouse=True)
def english():
    use_language("en")
