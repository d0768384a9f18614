"""The checkers themselves: each tells what is wrong with what breaks exactly one rule, and is silent else."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.checkers import axe, browser, html

pytestmark = pytest.mark.deep

GOOD = (
    '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>Essai</title></head>\n'
    '<body><main><h1>Essai</h1><p style="color:#000;background:#fff">Bon.</p></main></body></html>\n'
)
#: what is written instead of what → the rule of axe, or the words of the Nu Html Checker
AXE = {
    "color-contrast": ("color:#000", "color:#bbb"),
    "html-has-lang": (' lang="fr"', ""),
    "document-title": ("<title>Essai</title>", ""),
    "image-alt": ("Bon.", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
    "heading-order": ("</main>", "<h4>Trop bas</h4></main>"),
}
NU = {
    "Element “title” must not be empty": ("<title>Essai", "<title>"),
    "Attribute “colour” not allowed": ("<main>", '<main colour="red">'),
    "Stray end tag “div”": ("</main>", "</main></div>"),
    "Duplicate ID “a”": ("Bon.", '<i id="a"></i><b id="a"></b>'),
}


def page_of(folder: Path, broken: tuple[str, str] = ("", "")) -> Path:
    path = folder / "page.html"
    assert broken[0] in GOOD
    path.write_text(GOOD.replace(*broken) if broken[0] else GOOD, encoding="utf-8")
    return path


@pytest.mark.parametrize("rule", ["", *AXE])
def test_axe(rule: str, browser: Browser, tmp_path: Path) -> None:
    path = page_of(tmp_path, AXE.get(rule, ("", "")))
    with browser_page(browser, path) as page:
        found = {line.split(" ", 1)[0] for line in axe.complaints(page)}
    assert found == ({rule} if rule else set())


def test_axe_passes_a_strict_policy_on_scripts(browser: Browser, tmp_path: Path) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    path = page_of(tmp_path, ("<title>", f"{policy}<title>"))
    with browser_page(browser, path) as page:
        assert axe.complaints(page) == []


def test_nu_html_checker(tmp_path: Path) -> None:
    paths = []
    for number, broken in enumerate([("", ""), *NU.values()]):
        folder = tmp_path / str(number)
        folder.mkdir()
        paths.append(page_of(folder, broken).rename(tmp_path / f"{number}.html"))
    found = html.complaints(paths)
    for number, words in enumerate(NU, start=1):
        assert any(line.startswith(f"{number}.html:") and words in line for line in found), found
    assert not [line for line in found if line.startswith("0.html:")]


def browser_page(opened: Browser, path: Path):
    return browser.open_page(opened, path.as_uri())
