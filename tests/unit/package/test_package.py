"""The package for a print shop: what is in it, when it is refused, and its bytes."""

import hashlib
import io
import json
import zipfile

import jsonschema
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from printkit.cli import entry
from printkit.cli import package_command as command
from printkit.core.units import mm_to_pt
from printkit.languages.language import language_of
from printkit.preflight.fault import error, warning
from printkit.preflight.runner import preflight
from printkit.project.condition_files import condition
from support.checkers.ua import by_page_validation

ORDER = ["--printer", "coated-eu", "--quantity", "500", "--paper", "Couché 135 g/m²"]
#: One format is enough for most; two are packed in one test.
ONE = ["--size", "a6"]
TICKET = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "publication", "printer", "quantity", "paper", "files", "proofs"],
    "properties": {
        **{key: {"type": "string"} for key in ("publication", "title", "kind", "printer", "paper")},
        **{key: {"type": "string"} for key in ("job_sheet", "report")},
        **{key: {"type": "integer"} for key in ("version", "quantity", "errors", "warnings")},
        "binding": {"enum": ["saddle", "perfect", "none", None]},
        "contact": {"type": "array"},
        "forced": {"type": "boolean"},
        "files": {"type": "array", "minItems": 1},
        "proofs": {"type": "array", "minItems": 1},
    },
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shop")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("LANGUAGE", "fr")
        assert entry.run(["new", "project", "essai"]) == 0
    return folder / "essai"


@pytest.fixture(autouse=True)
def shop(monkeypatch):
    """Check in this process; one for each file would be slow."""
    monkeypatch.setenv("LANGUAGE", "en")
    said = {"more": ()}

    def check(data, job):
        return (*said["more"], *preflight(data, job)), True

    monkeypatch.setattr(command, "preflight_apart", check)
    yield said
    entry.use_language("en")


def run(project, folder, *more, name="essai-tract"):
    arguments = [*ORDER, "--output", str(folder), "--project", str(project), *more]
    return entry.run(["package", name, *arguments])


def content(folder):
    (path,) = folder.glob("*.zip")
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        return {one.partition("/")[2]: packed.read(one) for one in packed.namelist()}


def test_a_package_has_all_a_shop_needs(project, tmp_path):
    assert (
        run(project, tmp_path, *ONE, "--size", "rollfold-a4", "--contact", "Ada, 01 23 45 67 89")
        == 0
    )
    found = content(tmp_path)
    ticket = json.loads(found["ticket.json"])
    jsonschema.validate(ticket, TICKET)
    assert ticket["quantity"] == 500
    assert not ticket["forced"]
    for file in ticket["files"]:
        data = found[file["path"]]
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert len(pdf.pages) == file["pages"]
            assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "FOGRA39"
    sums = dict(line.split("  ")[::-1] for line in found["SHA256SUMS"].decode().splitlines())
    assert set(sums) == set(found) - {"SHA256SUMS"}
    assert all(hashlib.sha256(found[path]).hexdigest() == one for path, one in sums.items())
    assert set(ticket["proofs"]) == {path for path in found if path.startswith("epreuves/")}
    assert sum(file["pages"] for file in ticket["files"]) == len(ticket["proofs"])
    letter = found["courriel.txt"].decode()
    assert "500" in letter
    assert "Couché 135" in letter
    assert "Ada" in letter


def test_the_job_sheet_is_one_accessible_page(project, tmp_path):
    assert run(project, tmp_path, *ONE) == 0
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(content(tmp_path)["fiche-de-fabrication.pdf"])
    with pikepdf.open(sheet) as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] != [0, 0]
    assert by_page_validation(sheet) == []


def test_equal_orders_give_equal_bytes(project, tmp_path):
    for name in ("one", "two"):
        assert run(project, tmp_path / name, *ONE) == 0
    one, two = (next((tmp_path / name).glob("*.zip")).read_bytes() for name in ("one", "two"))
    assert one == two


def test_an_error_refuses_unless_forced(project, tmp_path, shop, capsys):
    shop["more"] = (error("image-ppi", "too coarse", "take a larger one", page=1),)
    assert run(project, tmp_path, *ONE) == 1
    assert not list(tmp_path.glob("*.zip"))
    said = capsys.readouterr().err
    assert "too coarse" in said
    assert "--force" in said
    assert run(project, tmp_path, *ONE, "--force") == 0
    found = content(tmp_path)
    ticket = json.loads(found["ticket.json"])
    assert ticket["forced"]
    assert ticket["errors"] > 0
    assert "erreurs" in found["courriel.txt"].decode()
    with pikepdf.open(io.BytesIO(found["fiche-de-fabrication.pdf"])) as pdf:
        assert len(pdf.pages) == 1


def test_a_script_hears_all_in_one_object(project, tmp_path, shop, capsys):
    shop["more"] = (error("image-ppi", "too coarse", "take a larger one", page=1),)
    assert run(project, tmp_path, *ONE, "--format", "json") == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["exit_code"], said["package"]) == (1, None)
    (file,) = said["files"]
    assert "image-ppi" in {one["rule"] for one in file["findings"]}
    assert run(project, tmp_path, *ONE, "--force", "--format", "json") == 0
    said = json.loads(capsys.readouterr().out)
    assert [said["package"]] == [path.as_posix() for path in tmp_path.glob("*.zip")]


def test_warnings_are_told_not_refused(project, tmp_path, shop):
    shop["more"] = (warning("thin-line", "a hairline", "thicken it", page=1),)
    assert run(project, tmp_path, *ONE, "--force") == 0
    found = content(tmp_path)
    assert not json.loads(found["ticket.json"])["forced"]
    assert b"a hairline" in found["controle.html"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["package"],
        ["package", "nope", *ORDER],
        ["package", "essai-tract", *ORDER[:4]],
        ["package", "essai-tract", *ORDER, "--quantity", "many"],
        ["package", "essai-tract", *ORDER, "--quantity", "0"],
        ["package", "essai-tract", *ORDER, "--printer", "nobody"],
        ["package", "essai-tract", *ORDER, "--binding", "glue"],
        ["package", "essai-tract", *ORDER, "--spine", "thick"],
        ["package", "essai-tract", *ORDER, "--size", "b7"],
    ],
)
def test_misuse_is_told(project, arguments, monkeypatch, capsys):
    monkeypatch.chdir(project)
    assert entry.run(arguments) == 2
    assert capsys.readouterr().err


def test_a_copier_gets_black_alone(project, tmp_path):
    arguments = ["--printer", "riso", "--output", str(tmp_path), "--project", str(project)]
    code = entry.run(["package", "essai-tract", *ORDER, *ONE, *arguments, "--force"])
    assert code == 0
    found = content(tmp_path)
    ticket = json.loads(found["ticket.json"])
    files = ticket["files"]
    assert [file["part"] for file in files] == ["black", "accent"]
    assert {tuple(file["inks"]) for file in files} == {("K",)}
    together = [path for path in ticket["proofs"] if "simulation" in path]
    assert len(together) == files[0]["pages"]
    with Image.open(io.BytesIO(found[together[0]])) as seen:
        assert len(seen.convert("RGB").getcolors(1_000_000)) > 300  # greys alone are 256
    assert "tambour noir" in found["courriel.txt"].decode()
    assert "(#c8102e)" in found["courriel.txt"].decode()


ATELIER = """\
name: atelier
label: Atelier du canal
sources: [{note: "courriel", date: 2026-11-24}]
levels: [x-1a]
bleed_mm: [2, 3, 4, 5]
marks: crop
conditions: [PSO Atelier]
profile: atelier.icc
ink_limit: 250
cover: separate
bindings: {saddle: {least: 4, multiple: 4}, perfect: {least: 8, multiple: 2}}
bulk: 2.9
file_names: "{publication}_{part}_{pages}p_{width}x{height}_{copies}"
"""


@pytest.fixture(scope="module")
def atelier(project):
    folder = project / "styles" / "printers"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "atelier.yaml").write_text(ATELIER)
    (folder / "atelier.icc").write_bytes(condition("uncoated").icc)
    return folder / "atelier.yaml"


def bound(project, atelier, folder, binding, *more):
    words = ["--printer", atelier.stem, "--binding", binding, "--paper", "Bouffant 450 g", *more]
    return run(project, folder, *words, name="essai-brochure")


def in_mm(box):
    return [round(float(side) / 72 * 25.4, 1) for side in box]


def test_a_shop_gets_the_files_its_profile_asks_for(project, atelier, tmp_path):
    assert bound(project, atelier, tmp_path, "saddle") == 0
    found = content(tmp_path)
    cover, inside = json.loads(found["ticket.json"])["files"]
    inner = inside["pages"]
    assert cover["path"] == "impression/essai-brochure_cover_4p_148x210_500.pdf"
    assert inside["path"] == f"impression/essai-brochure_inside_{inner}p_148x210_500.pdf"
    for file in (cover, inside):
        assert (file["level"], file["condition"]) == ("PDF/X-1a:2003", "PSOAtelier")
        assert file["bleed_mm"] == [2, 3, 4, 5]
        with pikepdf.open(io.BytesIO(found[file["path"]])) as pdf:
            (intent,) = pdf.Root.OutputIntents
            assert intent.DestOutputProfile.read_bytes() == condition("uncoated").icc
            assert "/RegistryName" not in intent
            page = pdf.pages[0]
            assert in_mm(page.TrimBox) == [12, 11, 160, 221]  # 7 mm for the marks
            assert in_mm(page.BleedBox) == [7, 7, 163, 223]
    assert b"output-condition" not in found["controle.html"]
    letter = found["courriel.txt"].decode()
    assert f"{inner + 4} pages" in letter
    assert "fichier séparé" in letter


def test_a_glued_book_gets_a_wrap_around_its_spine(project, atelier, tmp_path):
    assert bound(project, atelier, tmp_path, "perfect") == 0
    found = content(tmp_path)
    cover, inside = json.loads(found["ticket.json"])["files"]
    spine = round(inside["pages"] / 2 * 450 * 2.9 / 1000, 2)
    assert spine > 5
    assert cover["spine_mm"] == spine
    assert cover["trim_mm"] == [round(2 * 148 + spine, 2), 210]
    assert inside["spine_mm"] is None
    with pikepdf.open(io.BytesIO(found[cover["path"]])) as pdf:
        assert len(pdf.pages) == 2
        left, _foot, right, _top = in_mm(pdf.pages[0].TrimBox)
        assert right - left == pytest.approx(2 * 148 + spine, abs=0.1)
    edges = [mm_to_pt(12 + 148), mm_to_pt(12 + 148 + spine)]
    with pypdfium2.PdfDocument(found[cover["path"]]) as pdf:
        written = pdf[0].get_textpage().get_text_bounded(left=edges[0], right=edges[1])
    assert "Essai" in written
    assert "dos de" in found["courriel.txt"].decode()


def test_the_shops_own_width_of_a_spine_comes_first(project, atelier, tmp_path):
    assert bound(project, atelier, tmp_path, "perfect", "--spine", "3,2 mm") == 0
    cover, _inside = json.loads(content(tmp_path)["ticket.json"])["files"]
    assert cover["spine_mm"] == 3.2


def test_an_unknown_paper_leaves_the_spine_unknown(project, atelier, tmp_path, capsys):
    assert bound(project, atelier, tmp_path, "perfect", "--paper", "du bon papier") == 1
    assert "du bon papier" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.zip"))


def test_a_binding_that_is_not_offered_is_refused(project, atelier, tmp_path, capsys):
    assert bound(project, atelier, tmp_path, "none") == 1
    assert "choose one of: saddle, perfect" in capsys.readouterr().err


def test_nothing_may_stand_on_inner_sides_that_stay_bare(project, atelier, tmp_path, capsys):
    bare = atelier.with_name("bare.yaml")
    bare.write_text(ATELIER.replace("name: atelier", "name: bare") + "cover_sides: 2\n")
    assert bound(project, bare, tmp_path, "saddle") == 1
    assert "page 2 is the inner side of the cover" in capsys.readouterr().err


def test_words_are_the_same_in_both_languages():
    assert language_of("fr").figure(105.5) == "105,5"
    assert language_of("fr").figure(300, 0) == "300"
