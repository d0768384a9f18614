"""Foreign PDFs imposed: each cell compared with its source page, both flips; damage refused in words."""

from __future__ import annotations

import logging

import pytest

from printkit.core.findings import PrintkitError
from printkit.impose.imposition import impose, job_for
from support.foreign import MADE
from support.sheet_sample import differences, numbered, rendered, source, trimmed_pages

pytestmark = pytest.mark.deep
A3 = (297.0, 420.0)
#: Page edges and pictures fall between pixels elsewhere on a sheet.
LIKE = 0.03


def test_there_are_many():
    assert len(MADE) >= 50


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the engine's profile
@pytest.mark.parametrize("flip", ["short-edge", "long-edge"])
@pytest.mark.parametrize("name", MADE)
def test_foreign_files_impose_like_any_other(name, flip, tmp_path):
    logging.disable(logging.WARNING)
    data = MADE[name](tmp_path)
    if data is None:
        pytest.skip("a foreign producer that is only tried where it is installed")
    opened = source(data)
    assert any(image.getextrema() != ((255, 255),) * 3 for image in trimmed_pages(opened))
    for scheme in ("saddle", "nup"):
        made = impose(opened, scheme, job_for(opened, _sheet(opened), flip=flip))
        assert max(differences(made.data, opened, made.plan)) < LIKE, scheme
        assert made.data == impose(opened, scheme, job_for(opened, _sheet(opened), flip=flip)).data


def _sheet(opened):
    width, height = opened.trim_mm
    return (2 * width + 10, height + 10)


@pytest.mark.parametrize("cut", [10, 100, 400, 900, 1500])
def test_cut_off_files_are_read_or_refused_in_words(cut):
    logging.disable(logging.WARNING)
    data = numbered(4)
    try:
        opened = source(data[: max(len(data) - cut, 20)])
    except PrintkitError as error:
        hints = [finding.hint for finding in error.findings]
    else:
        made = impose(opened, "saddle", job_for(opened, A3))
        hints = rendered(made.data, 20)
    assert all(hints)
