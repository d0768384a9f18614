"""Take the pictures of docs/fr/de-la-date-au-tract.md from the studio's real pages: ``make studio-pictures``.

A throwaway project is opened in Chromium, and the leaflet of leaflets/contre-sommet.yaml is made anew in
it as the how-to tells: fields typed, PDFs made, a package asked for. It runs the studio and finds Chromium
as the tests do (``checkers``, in tests/).
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Final

import yaml
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from support.checkers.browser import DESKTOP, chromium
from support.checkers.studio import printkit, run_studio

ROOT: Final = Path(__file__).parent.parent
PICTURES: Final = ROOT / "docs" / "images" / "studio"
#: Pixels across a picture, and the quality of its WebP file: letters stay sharp.
WIDTH: Final = 1000
QUALITY: Final = 82
PATIENCE: Final = 120_000
TOO_LONG: Final = (
    " : on touche le fond mais on creuse encore, une perte des savoirs, notre manière de vivre et de"
    " penser, ce que l'IA ne peut pas faire, peut-on réguler l'IA, comment stopper l'IA"
)


def keep(page: Page, name: str, width: int = 10_000, height: int = 10_000) -> None:
    """Write what the page shows, from its upper left corner, as a small picture."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    whole = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    seen = whole.crop((0, 0, min(width, whole.width), min(height, whole.height)))
    across, down = (round(side * WIDTH / whole.width) for side in seen.size)
    small = seen.resize((across, down), Image.Resampling.LANCZOS)
    small.save(PICTURES / f"{name}.webp", quality=QUALITY, method=6)


def fill(page: Page, leaflet: dict[str, object]) -> None:
    """Type the leaflet into the form."""
    event = leaflet["event"]
    assert isinstance(event, dict)
    for path in ("kicker", "subtitle", "call", "link", "link_label", "body"):
        page.locator(f"#f-{path}").fill(str(leaflet[path]).strip())
    for path in ("date", "start", "kicker", "programme_title"):
        page.locator(f"#f-event-{path}").fill(str(event[path]))
    for row in event["programme"]:
        page.locator("#add-row").click()
        last = page.locator("li.row").last
        for key in ("time", "title", "note"):
            last.locator(f"[data-key={key}]").fill(row.get(key, ""))
        last.locator("[data-key=speakers]").fill(" ; ".join(row["speakers"]))
    for path in ("organisers", "legal"):
        lines = leaflet[path]
        assert isinstance(lines, list)
        page.locator(f"#f-{path}").fill("\n".join(lines))


def walk(page: Page, address: str, leaflet: dict[str, object]) -> None:
    """Make the leaflet, and a picture at each step."""
    tab = page.locator("#tab-a6")
    page.goto(address)
    page.locator(".button[href='/new']").click()
    page.locator("#title-new").fill(str(leaflet["title"]))
    keep(page, "1-nouveau", width=850, height=520)
    page.locator("[data-begin=template] button").click()
    page.locator("#form:not([inert])").wait_for()
    fill(page, leaflet)
    page.locator("[value=a3]").check()
    page.locator("[value=rollfold-a4]").check()
    for name in ("flap", "inner-right"):
        panels = leaflet["panels"]
        assert isinstance(panels, dict)
        page.locator("details.panels").evaluate("one => { one.open = true; }")
        page.locator(f"#f-panels-{name}").fill(panels[name].strip())
    title = page.locator("#f-title")
    title.fill(str(leaflet["title"]) + TOO_LONG)
    expect(tab).to_have_class("bad", timeout=PATIENCE)
    page.evaluate("scrollTo(0, 0)")
    keep(page, "3-trop-long")
    title.fill(str(leaflet["title"]))
    for tabs in page.locator("[role=tab]").all():
        expect(tabs).to_have_class("good", timeout=PATIENCE)
    page.evaluate("scrollTo(0, 0)")
    keep(page, "2-remplir")
    page.locator("#tab-rollfold-a4").click()
    page.locator("#safe").check()
    keep(page, "4-depliant")
    page.locator("#build").click()
    page.wait_for_url("**/view/**", timeout=PATIENCE)
    expect(page.locator("#checking")).not_to_contain_text("…", timeout=PATIENCE)
    keep(page, "5-pages")
    page.locator(".goals a[href^='/print/']").click()
    page.locator("#quantity").fill("1000")
    expect(page.locator("#light")).to_have_attribute("data-light", "green", timeout=PATIENCE)
    keep(page, "6-imprimeur")
    page.locator(".goals a[href^='/home/']").click()
    page.locator("#h-a5").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#h-a5').closest('section').scrollIntoView()")
    keep(page, "7-maison", height=760)


def main() -> None:
    """Write the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    leaflet = yaml.safe_load((ROOT / "leaflets" / "contre-sommet.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        printkit(["new", "project", "essai"], Path(folder))
        settings = yaml.safe_load((ROOT / "printkit.yaml").read_text(encoding="utf-8"))
        del settings["site"][
            "publications"
        ]  # of which none is here; the rest are the collective's own lines
        written = yaml.safe_dump(settings, allow_unicode=True)
        (Path(folder) / "essai" / "printkit.yaml").write_text(written, encoding="utf-8")
        browser = play.chromium.launch(
            executable_path=str(chromium()), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(viewport=DESKTOP, locale="fr-FR").new_page()
        page.set_default_timeout(PATIENCE)
        with run_studio(Path(folder) / "essai") as studio:
            walk(page, studio.address, leaflet)
        browser.close()


if __name__ == "__main__":
    main()
