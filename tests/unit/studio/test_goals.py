"""What a publication is for: the printer, home, reading. Its pages without a browser."""

import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from printkit.core.findings import Position
from printkit.core.i18n import current_language, use_language
from printkit.core.units import mm_to_pt
from printkit.project.format_files import Formats
from printkit.project.project_files import Files
from printkit.studio.app import create_app
from printkit.studio.packages import PackageRequest
from printkit.studio.page_inspection import _folds
from printkit.studio.press_checks import Checker
from printkit.studio.session import Studio
from support.browserless import Client

HOST = "127.0.0.1:8717"
ORIGIN = {"origin": f"http://{HOST}"}
SIZES = {"a5": (148, 210), "a4": (210, 297), "a3": (297, 420)}
ORDER = {"printer": "copyshop", "quantity": "500", "paper": "Offset 90 g/m²", "formats": ["a5"]}


def blank(pages, size):
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(*map(mm_to_pt, size))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def english():
    before = current_language()
    use_language("en")
    yield
    use_language(before)


@pytest.fixture
def root(tmp_path):
    """A project with a leaflet in three sizes and a brochure of eight pages, as if just built."""
    (tmp_path / "printkit.yaml").write_text("name: Essai\n")
    (tmp_path / "leaflets").mkdir()
    (tmp_path / "leaflets" / "soir.yaml").write_text("name: soir\ntitle: L'été\nformats: [a5]\n")
    (tmp_path / "livre").mkdir()
    (tmp_path / "livre" / "brochure.yaml").write_text(
        "name: livre\ntitle: Livre\nparts: [un.md]\neditions: [screen, web]\n"
    )
    (tmp_path / "livre" / "un.md").write_text("# Un\n")
    entries = []

    def put(name, edition, fmt, path, data, pages, size):
        file = tmp_path / "out" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        entries.append(
            {"publication": name, "edition": edition, "format": fmt, "path": path, "pages": pages}
            | {"trim_mm": size, "bytes": len(data), "sha256": "0" * 64, "conformance": []}
        )

    for fmt, size in SIZES.items():
        pages = 2 if fmt == "a5" else 1
        put("soir", "screen", fmt, f"soir/soir-{fmt}-screen.pdf", blank(pages, size), pages, size)
    put("livre", "screen", "a5", "livre/livre-a5-screen.pdf", blank(8, SIZES["a5"]), 8, SIZES["a5"])
    put("livre", "web", "web", "livre/livre-web.html", b"<!DOCTYPE html><p>x</p>", 0, (0, 0))
    manifest = {"version": 1, "artifacts": entries}
    (tmp_path / "out" / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path


@pytest.fixture
def client(root):
    studio = Studio(root, workers=0)
    app = create_app(studio, token="jeton", hosts=[HOST], cookie="printkit-8717")
    with Client(app, f"http://{HOST}") as one:
        assert one.get("/?token=jeton").status_code == 200
        yield one
    studio.close()


@pytest.mark.parametrize("goal", ["view", "print", "home", "read"])
@pytest.mark.parametrize("name", ["soir", "livre"])
def test_every_goal_has_its_page(client, goal, name):
    page = client.get(f"/{goal}/{name}")
    assert page.status_code == 200
    assert f'href="/{goal}/{name}" aria-current="page"' in page.text
    assert "built-in method" not in page.text
    assert client.get(f"/{goal}/personne").status_code == 404


def test_the_flatplan_opens_on_a_right_hand_page(client):
    page = client.get("/view/livre").text
    spreads = re.findall(r'<li class="spread">(.*?)</li>', page)
    numbers = [re.findall(r'data-n="(\d+)"', spread) for spread in spreads]
    assert numbers == [["1"], ["2", "3"], ["4", "5"], ["6", "7"], ["8"]]
    assert "gap" in spreads[0]
    assert spreads[0].index("gap") < spreads[0].index("data-n")


def test_a_booklet_comes_for_either_edge_with_its_plan(client):
    made = {}
    for flip in ("short-edge", "long-edge"):
        answer = client.get(f"/sheets/livre/a5/{flip}.pdf")
        assert answer.status_code == 200
        sheets = PdfReader(io.BytesIO(answer.content)).pages
        assert len(sheets) == 4
        assert [round(float(side) / 72 * 25.4) for side in sheets[0].mediabox[2:]] == [297, 210]
        made[flip] = answer.content
        plan = client.get(f"/plan/livre/a5/{flip}.svg")
        assert plan.headers["content-type"] == "image/svg+xml"
        words = {text.text for text in ET.fromstring(plan.text).findall(".//{*}text")}
        assert {str(page) for page in range(1, 9)} <= words
    assert made["short-edge"] != made["long-edge"]
    fronts = client.get("/sheets/livre/a5/short-edge.pdf?pass=fronts")
    assert len(PdfReader(io.BytesIO(fronts.content)).pages) == 2


def test_each_size_is_printed_its_own_way(client):
    page = client.get("/home/soir").text
    ways = re.findall(r'id="h-(\w+)".*?<h3>(.*?)</h3>', page, re.DOTALL)
    assert dict(ways) == {
        "a5": "Several on a sheet of A4",
        "a4": "As it is, on A4",
        "a3": "A poster of several sheets",
    }
    poster = client.get("/sheets/soir/a3/long-edge.pdf")
    assert len(PdfReader(io.BytesIO(poster.content)).pages) >= 4
    assert client.get("/sheets/soir/a4/long-edge.pdf").status_code == 404
    assert client.get("/sheets/soir/a5/short-edge.pdf").status_code == 404
    assert client.get("/sheets/soir/a5/long-edge.pdf?pass=x").status_code == 404
    assert client.get("/calibration.pdf").content.startswith(b"%PDF-")


def test_what_is_not_made_can_be_made(client):
    page = client.get("/read/livre").text
    assert 'data-edition="epub"' in page
    assert 'data-edition="web"' not in page
    assert 'href="/file/livre/livre-web.html" download' in page


def test_one_more_edition_is_noted_in_the_file(client, root):
    path = root / "livre" / "brochure.yaml"
    path.write_text(
        "# notre livre\nname: livre\ntitle: 'Livre'\nparts: [un.md]\neditions: [screen, web] # lus\n"
    )
    for _twice in range(2):
        answer = client.post("/api/edition/livre", json={"edition": "epub"}, headers=ORIGIN)
        assert answer.status_code == 200
    assert path.read_text() == (
        "# notre livre\nname: livre\ntitle: 'Livre'\nparts: [un.md]\neditions: [screen, web, epub] # lus\n"
    )


def test_a_file_without_editions_gets_them_where_they_belong(client, root):
    path = root / "livre" / "brochure.yaml"
    path.write_text("name: livre\ntitle: Livre\nparts: [un.md]\n")
    client.post("/api/edition/livre", json={"edition": "large-print"}, headers=ORIGIN)
    assert "editions: [screen, large-print]\n" in path.read_text()


@pytest.mark.parametrize(
    ("name", "edition", "status"),
    [("livre", "press", 404), ("livre", "../x", 404), ("soir", "epub", 404), ("rien", "epub", 404)],
)
def test_no_other_edition_is_noted(client, root, name, edition, status):
    before = (root / "livre" / "brochure.yaml").read_text()
    answer = client.post(f"/api/edition/{name}", json={"edition": edition}, headers=ORIGIN)
    assert answer.status_code == status
    assert (root / "livre" / "brochure.yaml").read_text() == before


def test_a_broken_file_is_left_as_it_is(client, root):
    path = root / "livre" / "brochure.yaml"
    path.write_text("name: livre\neditions: screen: web\n")
    answer = client.post("/api/edition/livre", json={"edition": "epub"}, headers=ORIGIN)
    assert answer.status_code in (404, 422)
    assert path.read_text() == "name: livre\neditions: screen: web\n"


def test_a_web_page_of_ours_is_shown_apart(client):
    answer = client.get("/file/livre/livre-web.html?open")
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox;")
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


def test_a_printer_says_what_it_asks_for_and_from_where(client):
    found = client.get("/api/printer/soir/pulsio").json()
    assert found["facts"]
    assert all(source["words"].startswith("http") for source in found["sources"])
    uncoated = client.get("/api/printer/soir/uncoated-eu").json()["papers"]
    assert not any("coated" in one and "Uncoated" not in one for one in uncoated)
    assert client.get("/api/printer/soir/personne").status_code == 404


def test_the_download_page_is_shown_as_readers_meet_it(client, root):
    assert 'href="/site/"' not in client.get("/").text
    assert client.get("/site/").status_code == 404
    files = {
        "site/index.html": b"<!DOCTYPE html><a href=soir/soir.pdf>",
        "site/soir/soir.pdf": b"%PDF-",
    }
    manifest = json.loads((root / "out" / "manifest.json").read_text())
    for path, data in files.items():
        (root / "out" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "out" / path).write_bytes(data)
        manifest["artifacts"].append(
            {"publication": "site", "edition": "page", "format": "site", "path": path, "pages": 0}
            | {"trim_mm": [0, 0], "bytes": len(data), "sha256": "0" * 64, "conformance": []}
        )
    (root / "out" / "manifest.json").write_text(json.dumps(manifest))
    (root / "out" / "site" / "other.html").write_text("nobody's")
    assert 'href="/site/"' in client.get("/").text
    page = client.get("/site/")
    assert page.content == files["site/index.html"]
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src" not in page.headers["content-security-policy"]
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    pdf = client.get("/site/soir/soir.pdf")
    assert (pdf.content, pdf.headers["content-type"]) == (b"%PDF-", "application/pdf")
    for path in ("other.html", "../printkit.yaml", "..%2fmanifest.json", "soir"):
        assert client.get(f"/site/{path}").status_code == 404


def test_a_page_is_seen_with_its_cut_and_what_may_be_cut_off(client):
    page = client.get("/look/soir/a5?n=2")
    assert page.status_code == 200
    assert 'viewBox="0 0 148.0 210.0"' in page.text
    assert 'class="o-trim line" d="M0.00 0.00H148.00V210.00H0.00Z"' in page.text
    assert re.search(r'class="o-safe shade" d="M0.00 0.00[^"]*ZM5.00 5.00H143.00', page.text)
    assert "/plate/" not in page.text  # no press file, no plates
    assert client.get("/look/soir/a5?n=3").status_code == 404
    assert client.get("/look/soir/a9").status_code == 404
    assert client.get("/look/soir/a5?n=-1").status_code == 404


def test_the_folds_of_a_folded_sheet_are_drawn():
    fmt, _said = Formats(Files(Path())).get("rollfold-a4", Position(""), brochure=False)
    assert len(_folds(fmt, 1)) == 2
    assert _folds(fmt, 1) != _folds(fmt, 2)  # the panel that goes inside is the narrow one


def test_the_preflight_is_asked_once_and_leads_to_page_and_source(client, root, monkeypatch):
    manifest = json.loads((root / "out" / "manifest.json").read_text())
    pressed = {**manifest["artifacts"][0], "edition": "press", "path": "soir/soir-a5-press.pdf"}
    manifest["artifacts"].append(pressed)
    (root / "out" / "manifest.json").write_text(json.dumps(manifest))
    fault = {"rule": "x", "severity": "error", "issue": "wrong", "fix": "mend", "page": 1}
    fault |= {"rect_mm": [1, 2, 3, 4], "source": {"path": "leaflets/soir.yaml", "line": 2}}
    asked = []

    def preflight(_self, name, _folder):
        asked.append(name)
        return [{"path": "out/soir/soir-a5-press.pdf", "findings": [fault]}]

    monkeypatch.setattr(Checker, "_asked", preflight)
    for _time in range(2):
        (found,) = client.get("/api/check/soir").json()["findings"]
    assert asked == ["soir"]
    assert (found["format"], found["page"], found["rect"]) == ("a5", 1, [1, 2, 3, 4])
    assert found["look"] == "/look/soir/a5?n=1"
    assert found["link"] == "/leaflet/soir#f-title"
    unpressed = client.get("/api/check/livre").json()
    assert (unpressed["checked"], unpressed["findings"]) == (False, [])


def test_what_can_be_repaired_is_repaired_in_a_copy(client, root):
    manifest = json.loads((root / "out" / "manifest.json").read_text())
    path = "soir/soir-a5-press.pdf"
    manifest["artifacts"].append({**manifest["artifacts"][0], "edition": "press", "path": path})
    (root / "out" / "manifest.json").write_text(json.dumps(manifest))
    bare = blank(2, SIZES["a5"])
    (root / "out" / path).write_bytes(bare)
    (file,) = client.post("/api/repair/soir", json={}, headers=ORIGIN).json()["files"]
    assert any("FOGRA39" in what for what in file["done"])
    assert file["left"], "bleed is not made up unasked"
    copy = client.get(file["url"])
    assert copy.headers["content-type"] == "application/pdf"
    assert "/OutputIntents" in PdfReader(io.BytesIO(copy.content)).trailer["/Root"]
    assert (root / "out" / path).read_bytes() == bare
    assert client.post("/api/repair/livre", json={}, headers=ORIGIN).json() == {"files": []}


@pytest.mark.parametrize(
    "path", ["/repaired/soir/x.pdf", "/repaired/..%2fout/x.pdf", "/repaired/soir/..%2fx.pdf"]
)
def test_only_copies_made_here_are_sent(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/plate/soir/soir-a5-screen.pdf?n=1&p=C", "/plate/..%2fprintkit.yaml?n=1&p=C", "/plate/x?p=C"],
)
def test_only_press_files_have_plates(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"paper": " "},
        {"paper": "x" * 201},
        {"quantity": "0"},
        {"quantity": "beaucoup"},
        {"quantity": "-5"},
        {"printer": "personne"},
        {"formats": ["a9"]},
        {"formats": "a5"},
        {"binding": "ficelle"},
        {"quantity": 5},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(client, wrong):
    answer = client.post("/api/order/soir", json={**ORDER, **wrong}, headers=ORIGIN)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_the_package_is_the_commands_own():
    package_request = PackageRequest("soir", "copyshop", 500, "--force", ("a5",), "saddle")
    assert package_request.command == [
        *["package", "soir", "--printer", "copyshop", "--quantity", "500", "--paper=--force"],
        *["--size", "a5", "--binding", "saddle"],
    ]


@pytest.mark.parametrize("path", ["/package/1/x.zip", "/package/1/..%2fx.zip", "/api/order/soir/1"])
def test_only_packages_made_here_are_sent(client, path):
    assert client.get(path).status_code == 404
