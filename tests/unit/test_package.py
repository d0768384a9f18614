"""The package for a print shop: what is in it, when it is refused, and its bytes."""

import hashlib
import io
import json
import zipfile

import jsonschema
import pikepdf
import pytest

from checkers.ua import by_page_validation
from printkit.cli import entry
from printkit.cli import package as command
from printkit.package.words import ENGLISH, FRENCH, figure
from printkit.preflight.fault import error, warning
from printkit.preflight.run import preflight

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
    files = json.loads(content(tmp_path)["ticket.json"])["files"]
    assert {tuple(file["inks"]) for file in files} == {("K",)}


def test_words_are_the_same_in_both_languages():
    assert set(FRENCH) == set(ENGLISH)
    assert figure(105.5, "fr") == "105,5"
    assert figure(300, "fr", 0) == "300"
