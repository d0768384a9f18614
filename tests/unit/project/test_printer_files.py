"""Printers' profiles: all of them read, sourced and told; wrong ones at their line."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import yaml
from PIL import ImageCms

from printkit.cli import entry
from printkit.core.findings import ExitCode, PrintkitError
from printkit.project.condition_files import condition
from printkit.project.printer_files import DEFAULT, FOLDER, load_printer, printer_names
from printkit.project.printer_schema import PrinterFile

NEUTRAL = {"coated-eu", "uncoated-eu", "digital", "riso", "copyshop"}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "PRINTKIT_DEBUG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    yield
    entry.use_language("en")


@pytest.fixture
def own(tmp_path):
    (tmp_path / "printkit.yaml").write_text("name: essai\n")
    folder = tmp_path / "styles" / "printers"
    folder.mkdir(parents=True)
    return folder


def write(folder, text: str, name: str = "mine"):
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder.parents[1]


GOOD = """\
name: mine
label: Mine
sources:
  - {url: "https://example.org/", date: 2026-11-24}
bleed_mm: [2, 3, 4, 0]
"""


def test_the_neutral_ones_are_there():
    assert set(printer_names(None)) >= NEUTRAL
    assert DEFAULT in NEUTRAL


@pytest.mark.parametrize("name", printer_names(None))
def test_every_profile_is_read_and_says_its_sources(name):
    printer = load_printer(name, None)
    assert printer.name == name
    assert printer.label
    for source in printer.sources:
        assert source.url.startswith("http")
        assert dt.date.fromisoformat(source.date)
    assert all(0 <= edge <= 10 for edge in printer.bleed_mm)
    for pair in (printer.ppi, printer.bitmap_ppi):
        assert pair is None or pair[0] < pair[1]


def test_no_profile_repeats_a_key():
    for path in FOLDER.glob("*.yaml"):
        keys = [line.split(":")[0] for line in path.read_text().splitlines() if line[:1].isalpha()]
        assert len(keys) == len(set(keys)), path.name
        assert yaml.safe_load(path.read_text())["name"] == path.stem


def test_a_projects_own_printer(own):
    root = write(own, GOOD)
    assert load_printer("mine", root).bleed_mm == (2, 3, 4, 0)
    assert "mine" in printer_names(root)
    assert "mine" not in printer_names(None)


def test_one_length_is_for_all_edges(own):
    root = write(own, GOOD.replace("[2, 3, 4, 0]", "5"))
    assert load_printer("mine", root).bleed_mm == (5, 5, 5, 5)


@pytest.mark.parametrize(
    ("change", "line", "message", "hint"),
    [
        (("bleed_mm: [2, 3, 4, 0]", "bled_mm: 3"), 5, "no key “bled_mm”", "“bleed_mm”"),
        (("[2, 3, 4, 0]", "[2, 3]"), 5, "one length, or four", "[3, 3, 3, 3]"),
        (("[2, 3, 4, 0]", "wide"), 5, "must be a number", "or 3"),
        (("label: Mine\n", ""), 1, "“label” is missing", "label"),
        (
            ('\n  - {url: "https://example.org/", date: 2026-11-24}', " []"),
            3,
            "where its figures were read",
            "the printer's page",
        ),
        (("name: mine", "name: other"), 1, "its printer “other”", "same name"),
        (("https://example.org/", "example"), 4, "not a web address", "https://"),
        (("bleed_mm: [2, 3, 4, 0]", "levels: [x-5]"), 5, "“x-5” cannot stand here", "x-4"),
        (('url: "https://example.org/", ', ""), 4, "neither an address nor words", "who told you"),
        (("bleed_mm: [2, 3, 4, 0]", "profile: mine.icc"), 5, "not in the folder", ".icc file"),
        (("bleed_mm: [2, 3, 4, 0]", "profile: ../mine.icc"), 5, "not in the folder", ".icc file"),
        (("bleed_mm: [2, 3, 4, 0]", "file_names: '{title}'"), 5, "cannot say “title”", "{size}"),
        (("bleed_mm: [2, 3, 4, 0]", "file_names: 'Tract é'"), 5, "no pattern", "without accents"),
        (("bleed_mm: [2, 3, 4, 0]", "rules: [ink-limits]"), 5, "no rule “ink-limits”", "ink-limit"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(own, change, line, message, hint):
    root = write(own, GOOD.replace(*change))
    with pytest.raises(PrintkitError) as caught:
        load_printer("mine", root)
    assert caught.value.exit_code is ExitCode.PROJECT
    (finding,) = caught.value.findings
    assert message in finding.message
    assert finding.hint is not None
    assert hint in finding.hint
    assert finding.position is not None
    assert (finding.position.path, finding.position.line) == ("styles/printers/mine.yaml", line)


@pytest.mark.parametrize("kind", ["rgb", "broken", "text", "other-class", "link"])
def test_only_a_whole_profile_of_a_press_is_taken(own, kind):
    data = condition("coated").icc
    other = {
        "rgb": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        "broken": data[:400],
        "text": b"a text",
        "other-class": data[:12] + b"scnr" + data[16:],
    }
    root = write(own, GOOD + "profile: mine.icc\n")
    if kind == "link":
        (root / "elsewhere.icc").write_bytes(data)
        (own / "mine.icc").symlink_to(root / "elsewhere.icc")
    else:
        (own / "mine.icc").write_bytes(other[kind])
    with pytest.raises(PrintkitError) as caught:
        load_printer("mine", root)
    (finding,) = caught.value.findings
    assert finding.position is not None
    assert finding.position.line == 6
    assert ("not in the folder" if kind == "link" else "four-colour press") in finding.message


def test_a_printers_own_profile_is_taken(own):
    root = write(own, GOOD + "profile: mine.icc\n")
    (own / "mine.icc").write_bytes(condition("uncoated").icc)
    assert load_printer("mine", root).profile == condition("uncoated").icc


def test_a_new_printer_asks_for_its_source_then_all_its_lines_can_be_used(own, monkeypatch, capsys):
    root = write(own, GOOD)
    monkeypatch.chdir(root)
    assert entry.run(["printers", "new", "atelier"]) == 0
    assert "styles/printers/atelier.yaml" in capsys.readouterr().out
    path = own / "atelier.yaml"
    fresh = path.read_text()
    assert entry.run(["printers", "atelier"]) == ExitCode.PROJECT
    assert "where its figures were read" in capsys.readouterr().err
    assert entry.run(["printers"]) == ExitCode.PROJECT  # the others are listed all the same
    said = capsys.readouterr()
    assert "coated-eu" in said.out
    assert "styles/printers/atelier.yaml:" in said.err

    path.write_text(fresh.replace("sources: []\n#", "sources:\n "))
    assert entry.run(["printers", "atelier"]) == 0
    assert "https://example.org/" in capsys.readouterr().out
    path.write_text(
        re.sub(r"^#(?=\w|  -|  \w+:)", "", fresh.replace("sources: []", "sources:"), flags=re.M)
    )
    (own / "atelier.icc").write_bytes(condition("coated").icc)
    printer = load_printer("atelier", root)
    assert len(printer.sources) == 2
    assert printer.caliper_um("couché 115 g") == pytest.approx(103.5)
    shown = {name for name in PrinterFile.model_fields if re.search(rf"^#?{name}:", fresh, re.M)}
    assert shown == set(PrinterFile.model_fields) - {
        *("notes", "type3", "black_overprints"),
        *("rules", "lenient"),  # no shop asks less than everything
    }


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["new"], "printkit printers new NAME"),
        (["new", "new"], "“new”"),
        (["new", "Mon Imprimeur"], "mon-imprimeur"),
        (["riso", "digital"], "printkit printers riso"),
        (["new", "mine"], "another name"),
    ],
)
def test_misuse_of_the_command_is_told(own, monkeypatch, capsys, words, hint):
    monkeypatch.chdir(write(own, GOOD))
    assert entry.run(["printers", *words]) == ExitCode.USAGE
    assert hint in capsys.readouterr().err


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(PrintkitError) as caught:
        load_printer("coated-ue", None)
    assert caught.value.exit_code is ExitCode.USAGE
    assert caught.value.findings[0].hint == "Did you mean “coated-eu”?"


def test_the_command_lists_and_explains(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert entry.run(["printers"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in NEUTRAL)
    for name in printer_names(None):
        assert entry.run(["printers", name]) == 0
        told = capsys.readouterr().out
        assert "https://" in told or "http://" in told
        assert "bleed: " in told
    assert entry.run(["printers", "risso"]) == ExitCode.USAGE
    assert "Did you mean “riso”?" in capsys.readouterr().err


def test_the_command_shows_a_projects_own(own, monkeypatch, capsys):
    root = write(own, GOOD)
    monkeypatch.chdir(root)
    assert entry.run(["printers", "mine"]) == 0
    assert "top 2, right 3, bottom 4, left 0 mm" in capsys.readouterr().out
    assert entry.run(["printers", "--project", str(root)]) == 0
    assert "mine" in capsys.readouterr().out
