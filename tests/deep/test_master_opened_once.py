"""All editions of a publication are made of one master, which is opened once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from printkit.build import brochure, leaflet
from printkit.build.api import build
from printkit.pdf import objects

pytestmark = pytest.mark.deep

BOOK = """\
name: livre
title: Un livre
authors: [Nous]
date: 2026-01-01
format: brochure-a5
editions: [screen, archive, press, cover-apart, cover-wrap, mono, riso, booklet]
parts: [cover, half-title, colophon, contents, un.md, back-cover]
"""
FLYER = """\
name: tract
title: Venez
date: 2026-01-01
formats: [a6]
editions: [screen, social, archive, mono, sheet-mono]
call: Venez
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("brochure", "leaflets"):
        (tmp_path / folder).mkdir()
    (tmp_path / "printkit.yaml").write_text("name: Essai\nlanguage: fr\n")
    (tmp_path / "brochure/brochure.yaml").write_text(BOOK)
    (tmp_path / "brochure/un.md").write_text("# Un\n\n" + "Du texte pour une page.\n\n" * 60)
    (tmp_path / "leaflets/tract.yaml").write_text(FLYER)
    return tmp_path


def test_a_full_build_opens_each_master_once(root: Path, monkeypatch: pytest.MonkeyPatch):
    masters: list[bytes] = []
    opened: Counter[bytes] = Counter()
    merge, open_pdf, painted = brochure.merge, objects.open_pdf, pypdfium2.PdfDocument.__init__

    def merged(*parts: Any, **options: Any) -> Any:
        master, findings = merge(*parts, **options)
        masters.append(master.pdf)
        return master, findings

    def read(stream: Any, **options: Any) -> Any:
        opened[stream.getvalue()] += 1
        return open_pdf(stream, **options)

    def paint(document: Any, data: Any, *more: Any, **options: Any) -> None:
        opened[data] += 1
        painted(document, data, *more, **options)

    for module in (brochure, leaflet):
        monkeypatch.setattr(module, "merge", merged)
    monkeypatch.setattr(objects, "open_pdf", read)
    monkeypatch.setattr(pypdfium2.PdfDocument, "__init__", paint)
    result = build(root)
    made = {artifact.edition for artifact in result.artifacts}
    assert {"archive", "cover-wrap", "riso", "booklet-short-edge", "social", "sheet-mono"} <= made
    assert len(masters) == 3  # the book, the flyer, its square picture
    assert [opened[master] for master in masters] == [1, 1, 1]
    assert sum(opened.values()) > 10  # finished files are read again, to prove them
