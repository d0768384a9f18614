"""The command line: exit codes, words, and files written and left alone."""

import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from printkit.build.build_state import (
    Memory,
    look,
    program_fingerprint,
    remember,
    request_of,
)
from printkit.cli import entry
from printkit.core.findings import ExitCode, Finding, Position, PrintkitError, Severity
from printkit.core.result import BuildResult, BuiltFile, ProgressEvent
from printkit.project.load import load_project
from printkit.report.build_text import closing, finding_text, size, table
from printkit.report.github_annotations import annotation
from printkit.report.progress import Progress

FILE = BuiltFile("t", "screen", "a6", "t/t-a6-screen.pdf", 2, 31_972, True)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "PRINTKIT_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    yield
    entry.use_language("en")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project(here, monkeypatch, capsys):
    assert entry.run(["new", "project", "essai"]) == 0
    capsys.readouterr()
    monkeypatch.chdir(here / "essai")
    return here / "essai"


@pytest.fixture
def outcome(monkeypatch):
    """Return a function that says what the next build will answer or raise."""
    said = {"result": BuildResult((FILE,), (), False, 1.25)}

    def build(root, **options):
        said["options"] = options
        if isinstance(said["result"], BaseException):
            raise said["result"]
        return said["result"]

    monkeypatch.setattr("printkit.cli.build_command.api.build", build)
    return said


def finding(severity=Severity.ERROR, **more):
    return Finding("rule", severity, "wrong: 100 %", Position("a,b:c.md", 3, 7), **more)


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        ([], "which command?", "printkit --help"),
        (["buidl"], "there is no command “buidl”", "“build”"),
        (["--nope"], "there is no option “--nope”", "--help"),
        (["build", "--strikt"], "there is no option “--strikt”", "“--strict”"),
        (["build", "--jobs"], "a value is missing after “--jobs”", "--help"),
        (["build", "--jobs", "0"], "--jobs takes a number from 1 on, not “0”", "--help"),
        (["build", "--format", "jsn"], "--format cannot be “jsn”", "“json”"),
        (["build", "essay"], "there is no publication “essay”", "there are: essai-brochure"),
        (["build", "essai-tracts"], "no publication “essai-tracts”", "“essai-tract”"),
        (["build", "--edition", "sceen"], "there is no edition “sceen”", "“screen”"),
        (["build", "--project", "nope"], "there is no folder “nope”", "--help"),
        (["new"], "is missing", "printkit new --help"),
        (["new", "brochure"], "“NAME” is missing", "printkit new --help"),
        (["new", "brochur", "x"], "“brochur” cannot be started", "“brochure”"),
        (["new", "leaflet", "Soirée d’été"], "is not a name", "soiree-d-ete"),
        (["new", "leaflet", "essai-tract"], "called “essai-tract” already", "another name"),
        (["new", "brochure", "brochure"], "brochure/ is there already", "another name"),
        (["new", "brochure", "out"], "a brochure cannot be called “out”", "--help"),
        (["html"], "“FILE.md” is missing", "printkit html --help"),
        (["html", "nope.md"], "there is no file “nope.md”", "--help"),
        (["clean", "a", "b"], "words too many: a b", "printkit clean --help"),
    ],
)
def test_misuse_is_told_and_exits_2(project, capsys, arguments, message, hint):
    assert entry.run(arguments) == ExitCode.USAGE
    told = capsys.readouterr()
    assert told.out == ""
    assert message in told.err
    assert hint in told.err.split("\n")[1]


def test_misuse_in_french(here, monkeypatch, capsys):
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert entry.run(["buidl"]) == ExitCode.USAGE
    assert "il n’y a pas de commande « buidl »" in capsys.readouterr().err.replace("\xa0", " ")


def test_help_is_translated_and_clean(monkeypatch):
    runner = CliRunner()
    entry.use_language("fr")
    told = runner.invoke(entry.program(), ["build", "--help"])
    assert told.exit_code == 0
    assert "Affiche cette aide." in told.output
    assert told.output.startswith("Usage\xa0: printkit build [OPTIONS] [NAME]…")


def test_version(capsys):
    assert entry.run(["--version"]) == 0
    assert capsys.readouterr().out == "printkit 0.1.0\n"


def test_the_projects_language_speaks_when_the_locale_does_not(project, monkeypatch, capsys):
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert entry.run(["build", "rien"]) == ExitCode.USAGE
    assert "il n’y a pas de publication" in capsys.readouterr().err


def test_outside_a_project_exits_3(here, capsys):
    assert entry.run(["build"]) == ExitCode.PROJECT
    assert "error[no-project]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("findings", "strict", "code"),
    [
        ([], False, 0),
        ([finding(Severity.WARNING)], False, 0),
        ([finding(Severity.WARNING)], True, 1),
        ([finding(Severity.NOTE)], True, 0),
        ([finding()], False, 1),
    ],
)
def test_findings_decide_the_exit_code(project, outcome, findings, strict, code):
    outcome["result"] = BuildResult((), tuple(findings), True, 0.1)
    assert entry.run(["build"] + ["--strict"] * strict) == code


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (PrintkitError([finding()], ExitCode.PROJECT), 3),
        (PrintkitError([finding()], ExitCode.MISSING_SYSTEM), 4),
        (PrintkitError([finding()], ExitCode.CANNOT_WRITE), 5),
        (OSError(errno.ENOSPC, "No space left on device", "x"), 5),
        (PermissionError(errno.EACCES, "Permission denied", "x"), 5),
        (OSError(errno.EIO, "Input/output error"), 70),
        (ZeroDivisionError("division\nby zero"), 70),
        (RecursionError("deep"), 70),
        (MemoryError(), 70),
        (KeyboardInterrupt(), 130),
    ],
)
def test_whatever_happens_has_its_exit_code(project, outcome, capsys, raised, code):
    outcome["result"] = raised
    assert entry.run(["build"]) == code
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert len(told.splitlines()) <= 2


def test_a_bug_shows_its_trace_on_demand_only(project, outcome, capsys, monkeypatch):
    monkeypatch.setenv("PRINTKIT_DEBUG", "1")
    outcome["result"] = ZeroDivisionError("x")
    assert entry.run(["build"]) == ExitCode.BUG
    assert "Traceback" in capsys.readouterr().err


def test_options_reach_the_build(project, outcome):
    assert entry.run(["build", "essai-tract", "--edition", "screen", "--jobs", "3"]) == 0
    options = outcome["options"]
    assert options["names"] == ("essai-tract",)
    assert options["editions"] == ("screen",)
    assert options["jobs"] == 3


def test_json_is_one_stable_object(project, outcome, capsys):
    outcome["result"] = BuildResult((FILE,), (finding(hint="h", page=4),), False, 1.23456)
    assert entry.run(["build", "--format", "json"]) == 1
    told = capsys.readouterr()
    assert told.err == ""
    assert json.loads(told.out) == {
        "version": 1,
        "exit_code": 1,
        "up_to_date": False,
        "seconds": 1.235,
        "files": [
            {
                "publication": "t",
                "edition": "screen",
                "format": "a6",
                "path": "t/t-a6-screen.pdf",
                "pages": 2,
                "bytes": 31972,
                "rebuilt": True,
            }
        ],
        "findings": [
            {
                "rule": "rule",
                "severity": "error",
                "message": "wrong: 100 %",
                "hint": "h",
                "path": "a,b:c.md",
                "line": 3,
                "column": 7,
                "page": 4,
            }
        ],
    }


def test_json_tells_a_refused_project_too(project, outcome, capsys):
    outcome["result"] = PrintkitError([finding()], ExitCode.PROJECT)
    assert entry.run(["build", "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out)["exit_code"] == 3


def test_github_annotations_are_escaped():
    line = annotation(finding(hint="two\r\nlines"))
    assert line == (
        "::error file=a%2Cb%3Ac.md,line=3,col=7,title=rule::wrong: 100 %25%0Atwo%0D%0Alines"
    )
    assert annotation(Finding("r", Severity.NOTE, "m")) == "::notice title=r::m"


def test_github_paths_begin_where_the_command_runs(project, outcome, capsys, monkeypatch):
    monkeypatch.chdir(project.parent)
    outcome["result"] = BuildResult((), (finding(),), False, 1.0)
    assert entry.run(["build", "--project", "essai", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=essai/a%2Cb%3Ac.md,")


def test_findings_as_text():
    assert finding_text(finding(hint="do it")) == (
        "a,b:c.md:3:7: error[rule] wrong: 100 %\n    hint: do it"
    )
    coloured = finding_text(finding(Severity.WARNING), colour=True)
    assert "\x1b[1;33mwarning[rule]\x1b[0m" in coloured
    sly = Finding("r", Severity.ERROR, "a\x1b[2Jb\nc\u2028d", Position("x"), page=2)
    assert finding_text(sly, colour=True).count("\x1b") == 2
    assert "\n" not in finding_text(sly)
    assert "(page 2)" in finding_text(sly)


def test_closing_words():
    assert closing(BuildResult((FILE,), (), False, 1.25)) == "1 file made in 1.2 s"
    kept = BuiltFile("t", "screen", "a6", "t.pdf", 1, 999, False)
    assert closing(BuildResult((kept,), (), True, 0.01)) == "nothing rebuilt (0.01 s)"
    assert closing(BuildResult((), (), True, 0.01)) == "nothing to build"
    assert closing(BuildResult((), (finding(),), False, 1.0)).startswith("1 error, no file made")
    assert table((FILE, kept), "out") == (
        "out/t/t-a6-screen.pdf  2 pages      32 kB\nout/t.pdf               1 page  999 bytes\n"
    )
    assert size(2_345_678) == "2.3 MB"


def test_progress_is_quiet_off_terminals(capsys):
    shown = Progress(sys.stderr)
    for done in range(3):
        shown(ProgressEvent("rendering", "livre", done, 2))
    shown(ProgressEvent("assembling", "livre/x.pdf", 0, 0))
    shown.close()
    assert capsys.readouterr().err == "laying out livre\nputting together livre/x.pdf\n"


def test_progress_draws_a_bar_on_terminals(capsys, monkeypatch):
    monkeypatch.setattr("printkit.report.progress.is_terminal", lambda stream: True)
    shown = Progress(sys.stderr)
    shown(ProgressEvent("rendering", "livre", 1, 2))
    shown.close()
    told = capsys.readouterr().err
    assert "1/2  laying out livre" in told
    assert told.endswith("\r\x1b[K")


# --- new ------------------------------------------------------------------------------------


def test_what_new_writes_reads_clean(project):
    assert entry.run(["new", "brochure", "livre"]) == 0
    assert entry.run(["new", "leaflet", "ma-soiree"]) == 0
    loaded, findings = load_project(project)
    assert findings == ()
    names = {one.name for one in loaded.publications}
    assert names == {"essai-brochure", "essai-tract", "livre", "ma-soiree"}
    leaflet = next(one for one in loaded.publications if one.name == "ma-soiree")
    empty = {
        key for key in leaflet.leaflet.__dataclass_fields__ if not getattr(leaflet.leaflet, key)
    }
    # what only some events have is for the how-to: an example of it would be printed
    assert empty == {
        "co_organisers",
        "supporters",
        "tickets",
        "phone",
        "mail",
        "show",
        "picture",
        "logos",
    }
    how_to = (Path(__file__).parents[3] / "docs" / "fr" / "tract.md").read_text("utf-8")
    assert not [field for field in empty if f"`{field}" not in how_to]
    assert (project / ".gitignore").read_text() == "/out/\n/.printkit/\n"
    for path in project.rglob("*.*"):
        if path.is_file():
            text = path.read_text("utf-8")
            assert not [word for word in ("@NAME@", "@TITLE@", "@DATE@", "@YEAR@") if word in text]


def test_chapters_of_new_are_typeset_without_a_word(project, capsys):
    for path in sorted((project / "brochure").glob("0*.md")):
        assert entry.run(["html", str(path)]) == 0
        told = capsys.readouterr()
        assert told.err == ""
        assert told.out.startswith("<h1>")


# --- html -----------------------------------------------------------------------------------


def test_html_of_any_file(here, capsys):
    (here / "note.md").write_text('# Titre\n\nUn "mot" : oui !\n', "utf-8")
    assert entry.run(["html", "note.md"]) == 0
    assert "«\xa0mot\xa0»\xa0: oui\u202f!" in capsys.readouterr().out


def test_html_tells_errors_and_still_writes(here, capsys):
    (here / "note.md").write_text("Une {{inconnue}}.\n\n![x](rien.png)\n", "utf-8")
    assert entry.run(["html", "note.md"]) == ExitCode.FINDINGS
    told = capsys.readouterr()
    assert "<p>" in told.out
    assert "note.md:" in told.err


def test_html_in_a_project_but_no_chapter(project, capsys):
    (project / "brochure" / "brouillon.md").write_text("À {{ville}}[@exemple2024].\n", "utf-8")
    assert entry.run(["html", "brochure/brouillon.md"]) == 0
    told = capsys.readouterr()
    assert "Rennes" in told.out
    assert "Maison d’édition" in told.out


def test_html_says_why_a_brochure_is_not_read(project, capsys):
    (project / "brochure" / "brochure.yaml").write_text("titre: x\n", "utf-8")
    assert entry.run(["html", "brochure/00-preface.md"]) == ExitCode.FINDINGS
    told = capsys.readouterr()
    assert "brochure/brochure.yaml:1:1: error[key-unknown]" in told.err
    assert "Préface" in told.out


# --- schema, clean, doctor ------------------------------------------------------------------


def test_schema_writes_files(here, capsys):
    assert entry.run(["schema", "x"]) == 0
    names = sorted(path.name for path in (here / "x").iterdir())
    assert names[0] == "brochure.schema.json"
    assert len(names) == 6
    assert json.loads((here / "x" / "leaflet.schema.json").read_text("utf-8"))["properties"]


def test_clean_leaves_what_is_not_ours(project, capsys):
    import hashlib

    out = project / "out"
    (out / "t").mkdir(parents=True)
    entries = []
    for name in ("a.pdf", "b.pdf"):
        data = name.encode()
        (out / "t" / name).write_bytes(data)
        entries.append(
            {
                "publication": "t",
                "edition": "screen",
                "format": "a6",
                "path": f"t/{name}",
                "pages": 1,
                "bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
            }
        )
    entries.append({**entries[0], "path": "../printkit.yaml"})
    (out / "manifest.json").write_text(json.dumps({"version": 1, "artifacts": entries}))
    (out / "t" / "b.pdf").write_bytes(b"annotated by hand")
    (out / "notes.txt").write_text("mine")
    (project / ".printkit" / "cache").mkdir(parents=True)
    assert entry.run(["clean"]) == 0
    told = capsys.readouterr()
    assert told.out == "1 file removed\n"
    assert "out/t/b.pdf" in told.err
    assert sorted(p.relative_to(out).as_posix() for p in out.rglob("*")) == [
        "notes.txt",
        "t",
        "t/b.pdf",
    ]
    assert not (project / ".printkit").exists()
    assert (project / "printkit.yaml").exists()


def test_doctor_finds_this_machine_well(project, capsys):
    assert entry.run(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "WeasyPrint" in told
    assert "nothing is missing" in told


def test_doctor_names_the_command_that_mends(project, capsys, monkeypatch):
    monkeypatch.setattr("printkit.cli.doctor_command._LIBRARIES", {"pango": ("libnope.so.0",)})
    monkeypatch.setattr(
        "printkit.cli.doctor_command.shutil.which", lambda name: name == "dnf" or None
    )
    assert entry.run(["doctor"]) == ExitCode.MISSING_SYSTEM
    assert "sudo dnf install pango harfbuzz" in capsys.readouterr().out


# --- as a process ---------------------------------------------------------------------------


def shell(*arguments, cwd, **environment):
    return subprocess.run(
        [sys.executable, "-m", "printkit", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, **environment},
    )


def test_the_process_exits_as_documented(project):
    assert shell("--version", cwd=project).returncode == 0
    assert shell("build", "rien", cwd=project).returncode == 2
    assert shell("build", cwd=project.parent).returncode == 3
    (project / "printkit.yaml").write_text("a: b: c\n")
    told = shell("build", cwd=project, LANG="fr_FR.UTF-8")
    assert told.returncode == 3
    assert "printkit.yaml:1:5: error[yaml-syntax]" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_reader_that_goes_away_is_no_error(project):
    command = f"{sys.executable} -m printkit html brochure/01-premier-chapitre.md | true"
    told = subprocess.run(
        ["bash", "-c", command + "; exit ${PIPESTATUS[0]}"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in told.stderr
    assert "bug" not in told.stderr


#: What no command needs that builds nothing.
HEAVY = (
    "pydantic", "yaml", "weasyprint", "pypdf", "pikepdf", "lxml", "jinja2", "markdown", "fontTools",
    "svg", "PIL", "regex", "icalendar", "starlette", "shutil", "subprocess",
)  # fmt: skip


def modules_after(code, cwd):
    """Return the names of the modules that are loaded when ``code`` has run in a process of its own."""
    listing = "\nimport sys; print(*sys.modules, file=sys.stderr)"
    told = subprocess.run(
        [sys.executable, "-c", code + listing],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "LANG": "en_GB.UTF-8"},
    )
    assert told.returncode == 0, told.stderr
    return told.stdout, set(told.stderr.split())


def test_the_version_is_told_without_the_command_line(here):
    told, loaded = modules_after(
        "import sys, printkit.cli; sys.argv[1:] = ['--version']; printkit.cli.main()", here
    )
    assert told == "printkit 0.1.0\n"
    assert {name for name in loaded if name.startswith("printkit")} == {"printkit", "printkit.cli"}
    assert "click" not in loaded


def test_an_unchanged_project_is_answered_without_what_builds(project):
    (project / ".printkit").mkdir()
    made = look(project, {})
    request = request_of((), (), "en")
    memory = Memory(program_fingerprint(), request, made, time.time_ns(), complete=True)
    remember(project, memory)
    told, loaded = modules_after("from printkit.cli import entry; entry.run(['build'])", project)
    assert told.startswith("nothing to build")
    assert not loaded.intersection(HEAVY)
    rooms = {"build", "cli", "core", "deliver", "markup", "model", "project", "report", "sandbox"}
    assert {name.split(".")[1] for name in loaded if name.startswith("printkit.")} == rooms
    assert {name for name in loaded if name.startswith("printkit.model.")} == {
        "printkit.model.editions",
        "printkit.model.products",
    }
    assert not {name for name in loaded if name.startswith("printkit.cli.")} - {
        "printkit.cli.build_command",
        "printkit.cli.commands",
        "printkit.cli.entry",
        "printkit.cli.help_words",
        "printkit.cli.project_option",
    }
