"""What stands in the layout engine: only where its ground is known, and memos change no byte."""

from __future__ import annotations

from dataclasses import replace

import pytest
from weasyprint.text.fonts import FontConfiguration

from printkit.render import hooks
from support.engine_room import hooked, pdf_of

MEMOS = [group for group in hooks.GROUPS if group.name.startswith("memo")]

PAGE = """<!DOCTYPE html><html lang="fr"><style>
@page { size: 90mm 120mm; margin: 10mm 12%; @bottom-center { content: counter(page) } }
@page :left { @top-left { content: "Verso"; background: #eee } }
@page :first { @bottom-center { content: none } }
html { font: 10pt/1.3 serif; hyphens: auto; text-align: justify }
h2 { border-radius: 2mm 20%; background: #ddd; padding: 0 5%; width: 60% }
.box { box-sizing: border-box; width: 40%; padding: 4mm; float: left; max-width: 80% }
.img { background: linear-gradient(red, blue); visibility: hidden }
p::first-line { font-variant: small-caps }
p::first-letter { font-size: 2em; background: yellow }
table { border-collapse: collapse } td { border: 1px solid; vertical-align: middle }
.fn { float: footnote }
</style><body>""" + "".join(
    f"""<h2>Titre {n}</h2><p>Une assemblée <b style="padding: 0 1px">institutionnellement</b> réunie
    à {n} heures<span class="fn">Note {n}, longue assez pour tenir deux lignes en bas de page.</span>,
    puis une autre <i>ailleurs</i> et <u>encore</u>.</p><div class="box">flottant {n}</div>
    <ul><li>un<li>deux deux deux</ul><table><tr><td>a<td>b {n}<tr><td colspan=2>c c c</table>
    <div class="img" style="width: auto">caché</div><p>Texte à côté du flottant, assez long pour
    plusieurs lignes dans cette mesure étroite.</p><br style="clear: both">"""
    for n in range(6)
)


@pytest.fixture(scope="module")
def plain() -> bytes:
    with hooked(()):
        return pdf_of(PAGE)


@pytest.mark.parametrize("memo", MEMOS, ids=lambda group: group.name)
def test_a_memo_changes_no_byte(plain: bytes, memo: hooks.Group) -> None:
    fonts = FontConfiguration()
    with hooked([memo]) as refused:
        assert refused == ()
        assert pdf_of(PAGE, fonts) == plain
        assert pdf_of(PAGE, fonts) == plain, "what is kept is right the second time, too"


def test_all_memos_together_change_no_byte(plain: bytes) -> None:
    with hooked(MEMOS):
        assert pdf_of(PAGE) == plain


def test_everything_fits_the_engine_that_is_installed() -> None:
    with hooked(hooks.GROUPS) as refused:
        assert refused == ()


@pytest.mark.parametrize("group", hooks.GROUPS, ids=lambda group: group.name)
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"module": "weasyprint.layout.nowhere"}, "has no"),
        ({"name": "no_such_function"}, "has no no_such_function"),
        ({"parameters": "context box something_new"}, "takes ("),
    ],
    ids=["module", "name", "parameters"],
)
def test_a_hook_whose_ground_is_unknown_stays_out(
    plain: bytes, group: hooks.Group, change: dict[str, str], why: str
) -> None:
    for hook in group.hooks:
        changed = replace(
            group,
            hooks=tuple(replace(one, **change) if one is hook else one for one in group.hooks),
        )
        with hooked([changed]) as (refused,):
            assert refused.name == group.name
            assert why in refused.why
            assert pdf_of("<p>Un") == pdf_of("<p>Un")


def test_another_version_of_the_engine_works_by_itself(plain: bytes) -> None:
    with hooked(hooks.GROUPS, version="70.1") as refused:
        known = [group.name for group in hooks.GROUPS if not group.any_version]
        assert [one.name for one in refused] == known
        assert "70.1" in refused[0].why
        assert pdf_of(PAGE) == plain
