"""The studio in real Chromium: from nothing to a built PDF, too long and mended on the way."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from checkers.browser import open_page

pytestmark = pytest.mark.deep
PATIENCE = 60_000


@pytest.fixture
def address(tmp_path):
    environment = {**os.environ, "LANGUAGE": "en"}
    run = [sys.executable, "-m", "printkit"]
    subprocess.run([*run, "new", "project", "essai"], cwd=tmp_path, env=environment, check=True)
    root = tmp_path / "essai"
    shutil.rmtree(root / "brochure")
    port = str(20_000 + os.getpid() % 20_000)
    with subprocess.Popen(
        [*run, "studio", "--no-browser", "--port", port],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        try:
            for line in child.stdout:
                if found := re.search(r"http://\S+", line):
                    yield root, found[0]
                    break
        finally:
            child.terminate()
            child.communicate(timeout=20)


@pytest.fixture
def page(address, browser):
    problems = []
    with open_page(browser, "about:blank") as page:
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: problems.append(said.text) if "Policy" in said.text else 0)
        page.goto(address[1])
        yield page
    assert not problems


def test_from_nothing_to_a_built_file(address, page):
    root, _url = address
    page.get_by_role("link", name="New leaflet").first.click()
    page.locator("#title-new").fill("Fête des voisins")
    page.locator("form[data-begin=template] button").click()
    picture = page.locator("#stage image").first
    expect(picture).to_be_attached(timeout=PATIENCE)
    before = picture.get_attribute("href")

    page.get_by_label("Title", exact=True).fill("Grande fête")
    expect(picture).not_to_have_attribute("href", before, timeout=PATIENCE)
    expect(page.locator("#report")).to_contain_text("Everything fits", timeout=PATIENCE)

    page.get_by_label("Title", exact=True).fill("Une très longue phrase de titre " * 12)
    expect(page.locator("#tab-a6")).to_have_class(re.compile("bad"), timeout=PATIENCE)
    expect(page.locator("[data-field=title]")).to_have_class(re.compile("wrong"))
    expect(page.locator("#f-title-said")).to_contain_text("too")

    page.get_by_label("Title", exact=True).fill("Grande fête")
    expect(page.locator("#tab-a6")).to_have_class(re.compile("good"), timeout=PATIENCE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#saying")).to_have_text("Everything is saved")
    assert "Grande fête" in (root / "leaflets" / "fete-des-voisins.yaml").read_text()

    page.get_by_role("button", name="Build the PDFs").click()
    page.wait_for_url("**/view/fete-des-voisins", timeout=PATIENCE)
    made = root / "out" / "fete-des-voisins" / "fete-des-voisins-a6-press.pdf"
    assert made.read_bytes().startswith(b"%PDF-")


def test_a_conflict_is_shown(address, page):
    root, url = address
    page.goto(f"{url.split('?')[0]}leaflet/essai-tract")
    path = root / "leaflets" / "essai-tract.yaml"
    expect(page.locator("#stage image").first).to_be_attached(timeout=PATIENCE)
    page.get_by_label("Title", exact=True).fill("Mien")
    path.write_text(path.read_text().replace("Rencontre", "Assemblée"))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert "Mien" not in path.read_text()
