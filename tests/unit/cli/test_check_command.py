"""``printkit check``: exit codes, words, and what it says of files it did not make."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from printkit.cli import check_command as command
from printkit.cli import check_fix, entry
from printkit.core.findings import ExitCode, Severity
from printkit.preflight.fault import Fault
from printkit.preflight.repair import repair
from printkit.preflight.runner import preflight
from printkit.report.preflight_text import ranges
from support.preflight_sample import CASES, GROUND, JOB, TEXT, good


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "PRINTKIT_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)
    # a process for each file would be slow: that one works is tested with hostile files
    monkeypatch.setattr(command, "preflight_apart", lambda data, job: (preflight(data, job), True))
    monkeypatch.setattr(check_fix, "repair_apart", repair)
    yield tmp_path
    entry.use_language("en")


@pytest.fixture
def bad(here):
    (here / "flyer.pdf").write_bytes(CASES["image-ppi"].make())
    return here / "flyer.pdf"


@pytest.fixture
def project(here):
    """Make a project whose brochure and leaflet were built: the files are the sample's."""
    (here / "printkit.yaml").write_text("name: essai\nlanguage: en\n")
    (here / "livre").mkdir()
    (here / "livre" / "brochure.yaml").write_text("name: livre\n")
    (here / "leaflets").mkdir()
    (here / "leaflets" / "tract.yaml").write_text("title: T\n")
    entries = []

    def add(name, edition, data, fmt="a6", part=""):
        path = here / "out" / name / f"{name}-{edition}{part}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        entries.append(
            {
                "publication": name,
                "edition": edition,
                "format": fmt,
                "path": f"{name}/{path.name}",
                "pages": 1,
                "trim_mm": [105.0, 148.0],
                "bytes": len(data),
                "sha256": "",
                "conformance": [],
                "part": part.removeprefix("-"),
            }
        )
        document = {"version": 1, "artifacts": entries}
        (here / "out" / "manifest.json").write_text(json.dumps(document))

    return add


def test_a_good_file_exits_0(here, capsys):
    (here / "bon.pdf").write_bytes(good())
    assert entry.run(["check", "bon.pdf"]) == ExitCode.CLEAN
    assert capsys.readouterr().out == "bon.pdf: nothing to object (coated-eu)\n"


def test_a_bad_file_exits_1_and_says_what_where_and_how_to_mend_it(bad, capsys):
    assert entry.run(["check", bad.name]) == ExitCode.FINDINGS
    told = capsys.readouterr().out
    assert "error[image-ppi] an image is printed at 72 ppi; 149 are asked for (page 1)" in told
    assert "hint: place it smaller or take the larger original" in told
    assert "found 72 ppi, required 149 ppi; at 14.6 to 49.9 mm from the left" in told
    assert told.endswith("flyer.pdf: 1 error (coated-eu)\n")


def test_another_printer_asks_for_less(bad, capsys):
    assert entry.run(["check", bad.name, "--printer", "onlineprinters"]) == ExitCode.CLEAN
    assert "nothing to object (onlineprinters)" in capsys.readouterr().out


def test_warnings_alone_exit_0(here, capsys):
    (here / "w.pdf").write_bytes(CASES["thin-line"].make())
    assert entry.run(["check", "w.pdf"]) == ExitCode.CLEAN
    assert "warning[thin-line]" in capsys.readouterr().out


def test_json_has_the_numbers_and_the_rectangle(bad, capsys):
    assert entry.run(["check", bad.name, "--format", "json"]) == ExitCode.FINDINGS
    document = json.loads(capsys.readouterr().out)
    assert (document["version"], document["exit_code"]) == (1, 1)
    (file,) = document["files"]
    assert (file["path"], file["printer"]) == ("flyer.pdf", "coated-eu")
    (finding,) = file["findings"]
    assert finding["rule"] == "image-ppi"
    assert finding["severity"] == "error"
    assert (finding["page"], finding["found"], finding["required"]) == (1, 72, 149)
    assert finding["unit"] == "ppi"
    assert finding["rect_mm"] == pytest.approx([14.64, 85.19, 49.92, 120.47], abs=0.05)
    assert finding["issue"]
    assert finding["fix"]


def test_github_annotates_the_file(bad, capsys):
    assert entry.run(["check", bad.name, "--format", "github"]) == ExitCode.FINDINGS
    assert capsys.readouterr().out.startswith("::error file=flyer.pdf,line=1,col=1,title=image-ppi")


def test_fix_writes_a_copy_and_says_what_was_done_and_what_is_left(here, capsys):
    (here / "à voir.pdf").write_bytes(CASES["javascript"].make())
    assert entry.run(["check", "à voir.pdf", "--fix"]) == ExitCode.CLEAN
    told = capsys.readouterr().out
    assert "repaired[javascript] scripts and actions were taken out: a file for a press" in told
    assert "a-voir-repaired.pdf: nothing to object (coated-eu)" in told
    assert preflight((here / "a-voir-repaired.pdf").read_bytes(), JOB) == ()
    assert (here / "à voir.pdf").read_bytes() == CASES["javascript"].make()


def test_fix_never_writes_over_a_file(here, capsys):
    (here / "x.pdf").write_bytes(CASES["javascript"].make())
    (here / "x-repaired.pdf").write_bytes(b"mine")
    assert entry.run(["check", "x.pdf", "--fix", "--format", "json"]) == ExitCode.CLEAN
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["path"] == "x-repaired-2.pdf"
    assert [one["rule"] for one in file["repairs"]] == ["javascript"]
    assert (here / "x-repaired.pdf").read_bytes() == b"mine"


def test_fix_writes_nothing_where_nothing_can_be_repaired(bad, capsys):
    assert entry.run(["check", bad.name, "--fix"]) == ExitCode.FINDINGS
    told = capsys.readouterr().out
    assert "error[image-ppi]" in told
    assert told.endswith(
        "no repaired copy was written: nothing above can be repaired without a person\n"
    )
    assert [path.name for path in bad.parent.iterdir()] == ["flyer.pdf"]


def test_what_many_pages_share_is_said_once(here, capsys):
    thin = "q /Over gs 0 0 0 1 K .1 w 60 300 m 160 300 l S Q\n"
    (here / "w.pdf").write_bytes(good(*[GROUND + TEXT + thin] * 4, GROUND + TEXT, GROUND + thin))
    assert entry.run(["check", "w.pdf"]) == ExitCode.CLEAN
    told = capsys.readouterr().out
    assert told.count("warning[thin-line]") == 1
    assert "also on pages 2–4, 6" in told


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        ([], "what is to be checked?", "printkit check flyer.pdf"),
        (["nope.pdf"], "there is no file “nope.pdf”", "--help"),
        (["flyer.pdf", "--printer", "coatedeu"], "no printer “coatedeu”", "“coated-eu”"),
        (["flyer.pdf", "--format", "jsn"], "--format cannot be “jsn”", "“json”"),
        (["flyer.pdf", "--bleed", "mirror"], "--bleed belongs to --fix", "--fix --bleed mirror"),
        (["flyer.pdf", "--fix", "--bleed", "miror"], "--bleed cannot be “miror”", "“mirror”"),
        (["flyer.pdf", "--binding", "sadle"], "--binding cannot be “sadle”", "“saddle”"),
    ],
)
def test_misuse(bad, capsys, arguments, message, hint):
    assert entry.run(["check", *arguments]) == ExitCode.USAGE
    told = capsys.readouterr()
    assert told.out == ""
    assert message in told.err
    assert hint in told.err


def test_outside_a_project_a_name_is_no_publication(capsys):
    assert entry.run(["check", "livre"]) == ExitCode.PROJECT
    assert "no-project" in capsys.readouterr().err


def test_publications_are_checked_by_name(project, capsys):
    project("livre", "press", good(*[GROUND + TEXT] * 8))
    project("livre", "screen", good(GROUND))
    project("tract", "press", good())
    assert entry.run(["check", "livre"]) == ExitCode.FINDINGS
    told = capsys.readouterr().out
    assert "out/livre/livre-press.pdf: nothing to object (coated-eu)" in told
    assert "error[page-count] 1 pages cannot be bound" in told  # the screen edition has one page
    assert entry.run(["check", "livre", "--printer", "uncoated-eu"]) == ExitCode.CLEAN
    told = capsys.readouterr().out
    assert "warning[output-condition]" in told
    assert "screen" not in told


COVER = "name: {0}\nlabel: X\nsources: [{{date: 2026-11-25, note: X}}]\nlevels: [x-4]\ncover: {0}\n"


@pytest.mark.parametrize(
    ("wanted", "made", "code", "told"),
    [
        ("separate", ("press",), ExitCode.FINDINGS, "error[cover-file] cover and pages stand"),
        ("separate", ("press", "cover-apart"), ExitCode.CLEAN, "livre-cover-apart-inside.pdf: no"),
        (
            "same-file",
            ("cover-apart",),
            ExitCode.FINDINGS,
            "error[cover-file] the cover is missing",
        ),
        ("same-file", ("press", "cover-apart"), ExitCode.CLEAN, "livre-press.pdf: nothing to"),
        ("either", ("press", "cover-apart"), ExitCode.CLEAN, "livre-press.pdf: nothing to object"),
    ],
)
def test_a_cover_is_judged_where_the_printer_wants_it(
    here, project, capsys, wanted, made, code, told
):
    folder = here / "styles" / "printers"
    folder.mkdir(parents=True)
    (folder / f"{wanted}.yaml").write_text(COVER.format(wanted))
    if "press" in made:
        project("livre", "press", good(*[GROUND + TEXT] * 8))
    if "cover-apart" in made:
        project("livre", "cover-apart", good(*[GROUND + TEXT] * 4), part="-inside")
    assert entry.run(["check", "livre", "--printer", wanted]) == code
    assert told in capsys.readouterr().out


def test_a_leaflet_needs_its_printers_name(project, capsys):
    project("tract", "press", good())
    assert entry.run(["check", "tract"]) == ExitCode.FINDINGS
    assert "error[legal-line]" in capsys.readouterr().out
    project(
        "tract",
        "press",
        good(GROUND + TEXT.replace("Bonjour", "Imprimerie du Quai, Brest")),
        part="-2",
    )
    assert entry.run(["check", "tract"]) == ExitCode.FINDINGS
    assert capsys.readouterr().out.count("error[legal-line]") == 1


def test_an_unknown_publication(project, capsys):
    assert entry.run(["check", "livr"]) == ExitCode.USAGE
    assert "Did you mean “livre”?" in capsys.readouterr().err


def test_nothing_was_built_yet(project, capsys):
    assert entry.run(["check", "livre"]) == ExitCode.USAGE
    assert "build it first: printkit build livre" in capsys.readouterr().err


def test_a_folder_called_pdf_is_no_file(here, capsys):
    (here / "x.pdf").mkdir()
    assert entry.run(["check", "x.pdf"]) == ExitCode.USAGE  # it holds none


def test_page_ranges():
    assert ranges([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"


def test_errors_come_first():
    faults = [Fault("b", Severity.WARNING, "w", ""), Fault("c", Severity.ERROR, "e", "")]
    assert [one.rule for one in sorted(faults, key=Fault.sort_key)] == ["c", "b"]


def test_a_folder_is_checked_with_all_it_holds_and_summed_up(bad, capsys):
    below = bad.parent / "envoi" / "suite"
    below.mkdir(parents=True)
    (below / "bon.pdf").write_bytes(good())
    (below.parent / "a.PDF").write_bytes(bad.read_bytes())
    (below / "lien.pdf").symlink_to(bad)
    (below / "lire.txt").write_text("rien")
    assert entry.run(["check", "envoi"]) == ExitCode.FINDINGS
    said = capsys.readouterr().out
    assert "envoi/a.PDF: 1 error" in said
    assert "envoi/suite/bon.pdf: nothing to object" in said
    assert "lien" not in said
    assert said.endswith(
        "2 files checked: 1 with errors, 0 with warnings alone, 1 with nothing to object\n"
    )


def test_an_empty_folder_is_told(here, capsys):
    (here / "vide").mkdir()
    assert entry.run(["check", "vide"]) == ExitCode.USAGE
    assert "there is no PDF in the folder “vide”" in capsys.readouterr().err


def test_junit_has_a_suite_a_file_and_a_case_a_rule(bad, capsys):
    (bad.parent / "bon.pdf").write_bytes(good())
    assert entry.run(["check", "flyer.pdf", "bon.pdf", "--format", "junit"]) == ExitCode.FINDINGS
    suites = ElementTree.fromstring(capsys.readouterr().out)
    assert [(one.get("name"), one.get("failures")) for one in suites] == [
        ("flyer.pdf", "1"),
        ("bon.pdf", "0"),
    ]
    case = suites[0].find("testcase")
    assert case is not None
    assert case.get("name") == "image-ppi"
    assert "ppi" in (case.find("failure").text or "")


def test_sarif_names_rule_file_and_page(bad, capsys):
    assert entry.run(["check", "flyer.pdf", "--format", "sarif"]) == ExitCode.FINDINGS
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert [one["id"] for one in run["tool"]["driver"]["rules"]] == ["image-ppi"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("image-ppi", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "flyer.pdf"}
    assert result["properties"]["page"] == 1
