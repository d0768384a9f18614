"""Several at one file: two tabs, another editor, a closed tab. Nothing is lost, nothing silently decided."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from support.checkers.browser import open_page
from support.checkers.studio import printkit, run_studio

pytestmark = pytest.mark.deep
PATIENCE = 60_000


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    folder = tmp_path_factory.mktemp("studio")
    printkit(["new", "project", "essai"], folder)
    with run_studio(folder / "essai") as running:
        yield running


@pytest.fixture
def leaflet(studio):
    path = studio.root / "leaflets" / "essai-tract.yaml"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


@contextmanager
def tabs(studio, browser, path, count):
    """Open a page of the studio in several tabs of one browser."""
    with open_page(browser, studio.address) as first:
        opened = [first, *(first.context.new_page() for _more in range(count - 1))]
        for page in opened:
            page.set_default_timeout(PATIENCE)
            page.goto(studio.at(path))
        yield opened


def title(page):
    return page.get_by_label("Titre", exact=True)


def save(page):
    page.get_by_role("button", name="Enregistrer", exact=True).click()


def said(page):
    return page.locator("#saying")


def test_two_tabs_see_each_others_saves_and_meet_in_a_conflict(studio, browser, leaflet):
    with tabs(studio, browser, "leaflet/essai-tract", 2) as (one, other):
        # what one saves, the other shows while nothing is typed there
        title(one).fill("Du premier onglet")
        save(one)
        expect(said(one)).to_have_text("Tout est enregistré")
        other.bring_to_front()
        expect(title(other)).to_have_value("Du premier onglet")

        # both type: who saves second is asked, and what both typed is still there
        title(other).fill("Du second onglet")
        one.bring_to_front()
        title(one).fill("Encore du premier")
        save(one)
        expect(said(one)).to_have_text("Tout est enregistré")
        other.bring_to_front()
        expect(said(other)).to_contain_text("ailleurs")
        expect(title(other)).to_have_value("Du second onglet")
        save(other)
        expect(other.get_by_role("dialog")).to_be_visible()
        assert "Encore du premier" in leaflet.read_text()
        other.get_by_role("button", name="Garder ma version et l’enregistrer").click()
        expect(said(other)).to_have_text("Tout est enregistré")
        assert "Du second onglet" in leaflet.read_text()

        # and each of the three saves is taken back, one after the other
        for former in ("Encore du premier", "Du premier onglet", "Essai"):
            other.get_by_role("button", name="Annuler").click()
            expect(title(other)).to_have_value(former)
        expect(other.get_by_role("button", name="Annuler")).to_be_disabled()


def test_a_closed_tab_is_found_again_and_another_tabs_save_does_not_forget_it(
    studio, browser, leaflet
):
    with tabs(studio, browser, "leaflet/essai-tract", 2) as (one, other):
        other.get_by_label("Sous-titre").fill("Tapé, jamais enregistré")
        title(one).fill("Enregistré ailleurs")
        save(one)
        expect(said(one)).to_have_text("Tout est enregistré")
        other.close()
        again = one.context.new_page()
        again.set_default_timeout(PATIENCE)
        again.goto(studio.at("leaflet/essai-tract"))
        expect(again.get_by_label("Sous-titre")).to_have_value("Tapé, jamais enregistré")
        save(again)
        expect(again.get_by_role("dialog")).to_be_visible()
        assert "Enregistré ailleurs" in leaflet.read_text()
        again.get_by_role("button", name="Prendre ce qui est dans le fichier").click()
        expect(title(again)).to_have_value("Enregistré ailleurs")
        again.close()


def test_what_another_editor_writes_appears_in_the_text_and_on_its_page(studio, browser):
    path = studio.root / "brochure" / "01-premier-chapitre.md"
    with tabs(studio, browser, "text/essai-brochure/01-premier-chapitre.md", 1) as (page,):
        beside, area = page.locator("#beside"), page.get_by_label("Texte", exact=True)
        expect(beside).to_be_visible()
        before = beside.get_attribute("src")
        path.write_text("# Réécrit\n\nPar un autre éditeur.\n")
        expect(area).to_have_value(re.compile("Par un autre éditeur"))
        expect(beside).not_to_have_attribute("src", before)

        # while something is typed here, it is said and nothing is replaced
        area.fill("# Mien\n\nTapé ici.\n")
        path.write_text("# Leur\n\nEncore un autre.\n")
        expect(said(page)).to_contain_text("ailleurs")
        expect(area).to_have_value(re.compile("Tapé ici"))
        save(page)
        page.get_by_role("button", name="Décider plus tard").click()
        assert path.read_text() == "# Leur\n\nEncore un autre.\n"
        expect(area).to_have_value(re.compile("Tapé ici"))
