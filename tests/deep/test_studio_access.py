"""The studio for everybody: axe on every page, the keyboard alone, focus in sight, rest, a voice."""

import pytest
from playwright.sync_api import expect

from support.checkers.axe import complaints
from support.checkers.browser import VIEWPORTS, open_page
from support.checkers.studio import printkit, run_studio

pytestmark = pytest.mark.deep
PATIENCE = 60_000
PAGES = (
    "",
    "new",
    "leaflet/essai-tract",
    "view/essai-tract",
    "print/essai-tract",
    "home/essai-tract",
    "read/essai-tract",
    "look/essai-tract/a5?n=1",
    "look/essai-tract/rollfold-a4?n=2",
    "view/essai-brochure",
    "print/essai-brochure",
    "home/essai-brochure",
    "read/essai-brochure",
    "look/essai-brochure/a5?n=6",
    "text/essai-brochure/01-premier-chapitre.md",
    "view/personne",
)
#: What has the focus: how it is named, whether one sees that it has it, whether anything hides it.
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body || one.wasFocused) return null;
  one.wasFocused = true;
  const style = getComputedStyle(one);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = one.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1);
  const seen = document.elementFromPoint(x, y);
  const inSight = seen && (one.contains(seen) || seen.contains(one));
  return [one.outerHTML.slice(0, 90), outlined, Boolean(inSight)];
}"""


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    folder = tmp_path_factory.mktemp("studio")
    printkit(["new", "project", "essai"], folder)
    root = folder / "essai"
    for path in (root / "leaflets" / "essai-tract.yaml", root / "brochure" / "brochure.yaml"):
        source = path.read_text()
        assert "editions: [screen]" in source
        path.write_text(source.replace("editions: [screen]", "editions: [screen, press]"))
    printkit(["build"], root)
    with run_studio(root) as running:
        yield running


@pytest.fixture
def entered(studio, browser):
    """Opens pages of the studio, at any width."""

    def enter(path, width="desktop", **options):
        return _opened(studio, browser, path, VIEWPORTS[width], **options)

    return enter


def _opened(studio, browser, path, viewport, motion="no-preference"):
    context = open_page(browser, studio.address, viewport=viewport)

    class Opened:
        def __enter__(self):
            page = context.__enter__()
            page.set_default_timeout(PATIENCE)
            page.emulate_media(reduced_motion=motion)
            page.goto(studio.at(path))
            page.wait_for_load_state("networkidle")
            return page

        def __exit__(self, *error):
            return context.__exit__(*error)

    return Opened()


@pytest.mark.parametrize("width", VIEWPORTS)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_the_focus_is_always_in_sight(entered, path, width):
    with entered(path, width) as page:
        if path.startswith("leaflet"):
            expect(page.locator("#stage image").first).to_be_attached(timeout=PATIENCE)
        assert complaints(page) == []
        across = page.evaluate("document.documentElement.scrollWidth")
        assert across <= page.viewport_size["width"], "nothing is cut off or scrolls sideways"
        stops = []
        for _step in range(150):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused is None:
                break
            stops.append(focused)
        assert len(stops) >= 4
        assert [name for name, outlined, seen in stops if not (outlined and seen)] == []


@pytest.mark.parametrize("width", VIEWPORTS)
def test_axe_finds_nothing_where_something_is_wrong(entered, studio, width):
    path = studio.root / "leaflets" / "essai-tract.yaml"
    source = path.read_text()
    with entered("leaflet/essai-tract", width) as page:
        page.locator("#form:not([inert])").wait_for()
        page.locator("#f-title").fill("Une très longue phrase de titre " * 12)
        expect(page.locator("#f-title")).to_have_attribute("aria-invalid", "true", timeout=PATIENCE)
        assert complaints(page) == []
        path.write_text(source + "# ailleurs\n")
        page.locator("#save").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert complaints(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        path.write_text(source)


def test_a_leaflet_is_made_by_the_keyboard_alone(entered, studio):
    def to(page, selector):
        for _step in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("one => document.activeElement.matches(one)", selector):
                return
        raise AssertionError(f"the keyboard does not reach {selector}")

    with entered("") as page:
        to(page, ".button[href='/new']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/new")
        page.keyboard.type("Clavier seul")
        page.keyboard.press("Enter")
        page.wait_for_url("**/leaflet/clavier-seul")
        page.locator("#form:not([inert])").wait_for()
        to(page, "#f-event-kicker")
        page.keyboard.type("Lyon")
        to(page, "#add-row")
        page.keyboard.press("Enter")
        page.keyboard.type("19 h")
        page.keyboard.press("Tab")
        page.keyboard.type("Repas")
        to(page, "[role=tab]")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#tab-a5")).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Control+s")
        expect(page.locator("#saying")).to_have_text("Tout est enregistré")
    written = (studio.root / "leaflets" / "clavier-seul.yaml").read_text()
    assert "Lyon" in written
    assert "Repas" in written
    (studio.root / "leaflets" / "clavier-seul.yaml").unlink()


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_a_long_build_announces_itself_and_moves_only_for_who_likes_it(entered, motion, moves):
    with entered("view/essai-tract", motion=motion) as page:
        voice = page.locator("#voice")
        page.get_by_role("button", name="Fabriquer les PDF").click()
        expect(voice).to_have_text("Fabrication…")
        assert bool(page.evaluate("document.getAnimations().length")) is moves
        # the page comes anew, and says there how it ended
        expect(voice).to_contain_text("Fabriqué en", timeout=PATIENCE)
        expect(page.get_by_role("button", name="Fabriquer les PDF")).to_be_enabled()


def test_the_first_key_skips_to_the_content(entered):
    with entered("") as page:
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        expect(page.locator(".skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
