"""The studio in real Chromium, as an organiser uses it: from nothing to the printer's package."""

import re
import shutil
import signal
import zipfile
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from support.checkers.browser import open_page
from support.checkers.studio import Hands, free_port, printkit, run_studio

pytestmark = pytest.mark.deep
PATIENCE = 60_000
MOBILIZON = """\
BEGIN:VCALENDAR
PRODID:-//Mobilizon//test//FR
VERSION:2.0
BEGIN:VEVENT
DTSTAMP:20260901T100000Z
UID:1
SUMMARY:Assemblée du quartier
DTSTART:20261003T163000Z
DTEND:20261003T190000Z
LOCATION:Salle des fêtes\\, 3 rue Haute\\, Lyon
DESCRIPTION:<p>On prépare <b>l'hiver</b>.</p>
END:VEVENT
BEGIN:VEVENT
DTSTAMP:20260901T100000Z
UID:2
SUMMARY:Atelier
DTSTART:20261010T080000Z
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A new project: a short brochure and a leaflet."""
    folder = tmp_path_factory.mktemp("studio")
    printkit(["new", "project", "essai"], folder)
    return folder / "essai"


@pytest.fixture
def root(sample, tmp_path):
    return shutil.copytree(sample, tmp_path / "essai")


@pytest.fixture
def studio(root):
    with run_studio(root) as running:
        yield running


@pytest.fixture
def page(studio, browser):
    """The page its address opens; what the policy on scripts refuses fails the test."""
    problems = []
    with open_page(browser, "about:blank") as page:
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: problems.append(said.text) if "Policy" in said.text else 0)
        page.goto(studio.address)
        yield page
    assert not problems


def words_of(path):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_from_nothing_to_the_printers_package(root, page, tmp_path):
    hands = Hands()
    field = lambda name: page.get_by_label(name, exact=True)  # noqa: E731
    hands.click(page.get_by_role("link", name="Nouveau tract").first)
    hands.fill(field("Titre").first, "Fête des voisins")
    hands.click(page.get_by_role("button", name="Commencer").first)
    page.locator("#form:not([inert])").wait_for()
    hands.fill(field("Jour"), "2026-09-26")
    hands.fill(field("Début"), "18 h 30")
    hands.fill(field("Ville"), "Lyon")
    hands.fill(field("Lieu"), "Salle des fêtes")
    hands.fill(field("Adresse"), "3, rue Haute, Lyon")
    hands.click(page.get_by_role("button", name="Ajouter une ligne"))
    hands.fill(field("Ligne 1, Heure"), "19 h")
    hands.fill(field("Ligne 1, Titre"), "Repas partagé")
    hands.fill(field("Qui organise"), "Le collectif du quartier")
    expect(page.locator("#report")).to_contain_text("Tout tient", timeout=PATIENCE)
    hands.click(page.get_by_role("button", name="Fabriquer les PDF"))
    page.wait_for_url("**/view/fete-des-voisins", timeout=PATIENCE)
    hands.click(page.get_by_role("link", name="Chez l’imprimeur"))
    hands.choose(field("Imprimeur"), "Presse numérique")
    hands.fill(page.get_by_label("Nombre d’exemplaires"), "500")
    take = page.get_by_role("link", name="Télécharger le dossier")
    expect(take).to_be_visible(timeout=PATIENCE)
    with page.expect_download() as download:
        hands.click(take)
    assert hands.actions < 25

    package = tmp_path / download.value.suggested_filename
    download.value.save_as(package)
    expect(page.locator("#light")).to_have_attribute("data-light", re.compile("green|orange"))
    with zipfile.ZipFile(package) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
        (press,) = [name for name in names if "/impression/" in name]
        opened.extract(press, tmp_path)
    printkit(["check", tmp_path / press, "--printer", "digital"], root)
    for word in ("26 septembre", "Lyon. Salle des fêtes", "Repas partagé"):
        assert word in words_of(tmp_path / press)

    # the command line makes the very same, elsewhere and from nothing but the sources
    other = tmp_path / "ailleurs"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("out", ".printkit"))
    paper = page.get_by_label("Papier", exact=True).input_value()
    printkit(["build", "fete-des-voisins"], other)
    order = ["--printer", "digital", "--quantity", "500", "--paper", paper, "--size", "a5"]
    printkit(["package", "fete-des-voisins", *order, "--output", tmp_path / "zip"], other)
    (made,) = (tmp_path / "zip").glob("*.zip")
    assert made.name == package.name
    assert made.read_bytes() == package.read_bytes()


def test_a_text_too_long_turns_red_and_green_again(studio, page):
    page.goto(studio.at("leaflet/essai-tract"))
    title, said, tab = (page.locator(one) for one in ("#f-title", "#f-title-said", "#tab-a6"))
    expect(tab).to_have_class(re.compile("good"), timeout=PATIENCE)
    picture = page.locator("#stage image").first
    before = picture.get_attribute("href")
    title.fill("Une très longue phrase de titre " * 12)
    expect(tab).to_have_class(re.compile("bad"), timeout=PATIENCE)
    expect(page.locator("[data-field=title]")).to_have_class(re.compile("wrong"))
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(said).to_contain_text("trop")
    assert re.search(r"\d", said.inner_text()), "by how much"
    title.fill("Grande fête")
    expect(tab).to_have_class(re.compile("good"), timeout=PATIENCE)
    expect(said).to_be_hidden()
    expect(page.locator("#report")).to_contain_text("Tout tient")
    assert picture.get_attribute("href") != before


def test_an_event_comes_from_a_calendar(studio, page, root):
    page.goto(studio.at("new"))
    page.locator("#file").set_input_files(
        {"name": "agenda.ics", "mimeType": "text/calendar", "buffer": MOBILIZON.encode()}
    )
    page.get_by_role("button", name="Lire le fichier").click()
    page.get_by_role("button", name="Assemblée du quartier").click()
    page.wait_for_url("**/leaflet/assemblee-du-quartier")
    for field, value in {
        "Titre": "Assemblée du quartier",
        "Jour": "2026-10-03",
        "Début": "18:30",
        "Fin": "21:00",
        "Lieu": "Salle des fêtes",
        "Adresse": "3 rue Haute, Lyon",
    }.items():
        expect(page.get_by_label(field, exact=True)).to_have_value(value)
    expect(page.locator("#stage image").first).to_be_attached(timeout=PATIENCE)
    assert "On prépare l'hiver" in (root / "leaflets" / "assemblee-du-quartier.yaml").read_text()


def test_a_chapter_is_edited_and_its_page_changes(studio, page, root):
    printkit(["build", "essai-brochure"], root)
    made = root / "out" / "essai-brochure" / "essai-brochure-a5-screen.pdf"
    assert "hérissons" not in words_of(made)
    page.goto(studio.at("view/essai-brochure"))
    page.get_by_role("link", name="Premier chapitre").click()
    area = page.get_by_label("Texte", exact=True)
    beside = page.locator("#beside")
    expect(beside).to_be_visible(timeout=PATIENCE)
    before = beside.get_attribute("src")
    area.fill(area.input_value() + "\n\nLes hérissons traversent la nuit.\n")
    expect(beside).not_to_have_attribute("src", before, timeout=PATIENCE)
    page.get_by_role("button", name="Enregistrer et fabriquer").click()
    expect(page.locator("#saying")).to_contain_text("Fabriqué", timeout=PATIENCE)
    assert "hérissons" in words_of(made)
    page.get_by_role("button", name="Annuler").click()
    expect(area).not_to_have_value(re.compile("hérissons"))


@pytest.mark.parametrize(
    ("at", "button", "where"),
    [
        ("leaflet/essai-tract", "Fabriquer les PDF", "#report"),
        ("text/essai-brochure/01-premier-chapitre.md", "Enregistrer et fabriquer", "#why"),
    ],
    ids=["leaflet", "chapter"],
)
def test_what_stops_a_build_is_told_though_it_stands_elsewhere(
    studio, page, root, at, button, where
):
    page.goto(studio.at(at))
    expect(page.locator("#stage img, #stage image").first).to_be_attached(timeout=PATIENCE)
    settings = root / "printkit.yaml"
    right = settings.read_text()
    settings.write_text(right.replace("site:", "site:\n  publications: [absente]"))
    page.get_by_role("button", name=button).click()
    expect(page.locator(where)).to_contain_text("absente", timeout=PATIENCE)
    expect(page.locator(where)).to_contain_text("printkit.yaml:")
    assert page.locator(where).locator("text=printkit.yaml:").is_visible()
    settings.write_text(right)


def test_an_edition_that_is_missing_is_made_at_a_click(studio, page, root):
    page.goto(studio.at("read/essai-brochure"))
    page.get_by_role("button", name="Fabriquer aussi: Page web").click()
    expect(page.get_by_role("link", name=re.compile("Télécharger: Page web"))).to_be_visible(
        timeout=PATIENCE
    )
    assert (root / "out" / "essai-brochure" / "essai-brochure-web.html").is_file()
    assert "web" in (root / "brochure" / "brochure.yaml").read_text()


def test_a_conflict_is_shown_and_nothing_is_lost(studio, page, root):
    path = root / "leaflets" / "essai-tract.yaml"
    page.goto(studio.at("leaflet/essai-tract"))
    expect(page.locator("#stage image").first).to_be_attached(timeout=PATIENCE)
    title = page.get_by_label("Titre", exact=True)
    title.fill("Mien")
    path.write_text(path.read_text().replace('kicker: "Rencontre"', 'kicker: "Assemblée"'))
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert "Mien" not in path.read_text()
    page.get_by_role("button", name="Décider plus tard").click()
    expect(title).to_have_value("Mien")
    assert "Assemblée" in path.read_text()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("button", name="Prendre ce qui est dans le fichier").click()
    expect(page.get_by_label("Ligne au-dessus du titre")).to_have_value("Assemblée")
    expect(title).to_have_value("Essai")


def test_a_killed_studio_loses_nothing(root, browser):
    printkit(["build", "essai-tract"], root)
    made = sorted((root / "out" / "essai-tract").glob("*.pdf"))
    before = [path.read_bytes() for path in made]
    port = free_port()
    with open_page(browser, "about:blank") as page:
        page.set_default_timeout(PATIENCE)
        with run_studio(root, port=port) as first:
            page.goto(first.address)
            page.goto(first.at("leaflet/essai-tract"))
            page.get_by_label("Titre", exact=True).fill("Enregistré")
            page.get_by_role("button", name="Enregistrer", exact=True).click()
            expect(page.locator("#saying")).to_have_text("Tout est enregistré")
            page.get_by_label("Sous-titre").fill("Tapé, pas encore enregistré")
            page.request.post(
                first.at("api/build"),
                data={"names": ["essai-tract"]},
                headers={"origin": first.at("").rstrip("/")},
            )
            first.process.send_signal(signal.SIGKILL)
            first.process.wait(timeout=20)
        page.get_by_role("button", name="Enregistrer", exact=True).click()
        expect(page.locator("#saying")).to_contain_text("ne répond pas")
        expect(page.get_by_label("Sous-titre")).to_have_value("Tapé, pas encore enregistré")
        path = root / "leaflets" / "essai-tract.yaml"
        assert 'title: "Enregistré"' in path.read_text()
        for file, former in zip(made, before, strict=True):  # as before, or new and whole
            assert file.read_bytes() == former or PdfReader(BytesIO(file.read_bytes())).pages

        with run_studio(root, port=port) as second:
            other = page.context.new_page()  # opened by its new address, as the command does
            other.goto(second.address)
            page.get_by_role("button", name="Enregistrer", exact=True).click()
            expect(page.locator("#saying")).to_have_text("Tout est enregistré")
            assert "Tapé, pas encore enregistré" in path.read_text()
            page.get_by_role("button", name="Fabriquer les PDF").click()
            page.wait_for_url("**/view/essai-tract")
            assert "pas encore enregistré" in words_of(
                root / "out" / "essai-tract" / "essai-tract-a5-screen.pdf"
            )
