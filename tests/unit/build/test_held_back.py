"""What an error keeps from being delivered, how far it reaches, and where the former version goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from printkit.build import api, pipeline
from printkit.build.build_context import BuildPlan, Product
from printkit.build.build_state import Memory
from printkit.cli import entry
from printkit.cli.clean_command import clean_command
from printkit.core.findings import ExitCode, Finding, Position, PrintkitError, Severity
from printkit.deliver.manifest import read_manifest
from printkit.model import Artifact
from printkit.studio.overview import built_file, shown

LEAFLET = """\
name: {name}
kind: leaflet
title: "{title}"
date: 2026-03-01
language: fr
formats: [a5, a6]
editions: [screen, mono]
organisers: ["Collectif"]
body: "{body}"
event: {{date: 2026-03-14, start: "19:00", place: "Salle", address: "1, rue X"}}
"""
PROJECT = 'name: "Essai"\nlanguage: fr\nbrand: {name: "Collectif"}\n'
FORMATS, EDITIONS = ("a5", "a6"), ("mono", "screen")
SOIR = [f"soir/soir-{size}-{edition}.pdf" for size in FORMATS for edition in EDITIONS]
BAL = [path.replace("soir", "bal") for path in SOIR]


def write(root: Path, name: str, *, body: str = "Venez.", title: str = "Assemblée") -> None:
    text = LEAFLET.format(name=name, title=title, body=body)
    (root / "leaflets").mkdir(exist_ok=True)
    (root / "leaflets" / f"{name}.yaml").write_text(text)


def project_at(root: Path) -> Path:
    (root / "printkit.yaml").write_text(PROJECT)
    write(root, "soir")
    write(root, "bal")
    return root


def paths(root: Path) -> list[str]:
    return [one.path for one in read_manifest(root / "out") if one.publication != "site"]


def aside(root: Path) -> list[str]:
    return [one.path for one in read_manifest(root / "out", former=True) if one.former]


def set_aside(some: Iterable[str]) -> list[str]:
    return [path.replace("/", "/ancien/") for path in some]


class NoPool:
    """A pool of no children: nothing is laid out here."""

    def warm(self, job: object) -> None: ...

    def close(self) -> None: ...


@dataclass
class Line:
    """A project whose publications are finished without being laid out, each run with other content."""

    root: Path
    monkeypatch: pytest.MonkeyPatch
    memory: Memory = field(default_factory=Memory)
    #: what a file's making does instead, by path
    breaks: dict[str, Callable[[], Any]] = field(default_factory=dict)
    plans: dict[str, Callable[[list[Product]], BuildPlan]] = field(default_factory=dict)

    def run(self, content: str, names: Iterable[str] = ()) -> tuple[Finding, ...]:
        def make(publication: Any, *_rest: Any) -> BuildPlan:
            files = [self.product(publication.name, *one, content) for one in _each()]
            plan = self.plans.get(publication.name)
            return plan(files) if plan else BuildPlan(publication.name, (), tuple(files))

        self.monkeypatch.setattr(pipeline.leaflet, "make", make)
        out = self.root / "out"
        pool: Any = NoPool()
        outcome = pipeline.run(
            self.root,
            out,
            pool=pool,
            names=tuple(names),
            editions=(),
            former=self.memory,
            program="1",
            on_progress=lambda event: None,
        )
        self.memory = outcome.memory(program="1", request=(), inputs={}, looked_ns=0)
        return outcome.findings

    def product(self, name: str, fmt: str, edition: str, content: str) -> Product:
        path = f"{name}/{name}-{fmt}-{edition}.pdf"
        data = f"{path} {content}".encode()

        def finish() -> tuple[Artifact, tuple[Finding, ...]]:
            if path in self.breaks:
                self.breaks[path]()
            return Artifact(name, edition, fmt, path, 1, (1.0, 1.0), data), ()

        return Product(name, fmt, edition, path, content, finish)


def _each() -> list[tuple[str, str]]:
    return [(fmt, edition) for fmt in FORMATS for edition in EDITIONS]


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    line = Line(project_at(tmp_path), monkeypatch)
    line.run("one")
    assert paths(tmp_path) == sorted([*BAL, *SOIR])
    return line


def rules(findings: Iterable[Finding]) -> set[str]:
    return {one.rule for one in findings}


def error(rule: str = "lost-text") -> Finding:
    return Finding(rule, Severity.ERROR, "x", Position("leaflets/soir.yaml"))


def wrong_text(_files: list[Product]) -> BuildPlan:
    return BuildPlan("soir", (error(),), text_is_wrong=True)


def test_an_error_of_the_text_holds_back_all_files_of_its_publication_only(line: Line) -> None:
    line.plans["soir"] = wrong_text
    found = line.run("two")
    assert paths(line.root) == BAL
    assert (line.root / "out" / BAL[0]).read_text().endswith("two")
    assert aside(line.root) == set_aside(SOIR)
    assert not (line.root / "out" / SOIR[0]).exists()
    (said,) = [one for one in found if one.rule == "held-back"]
    assert (said.severity, said.position) == (Severity.NOTE, Position("leaflets/soir.yaml"))
    assert "out/soir/ancien" in said.message


def test_an_error_of_a_format_holds_back_that_format_only(line: Line) -> None:
    line.plans["soir"] = lambda files: BuildPlan(
        "soir", (error("fit"),), tuple(files[:2]), wrong_formats=frozenset({"a6"})
    )
    line.run("two")
    assert paths(line.root) == sorted([*BAL, *SOIR[:2]])
    assert aside(line.root) == set_aside(SOIR[2:])


def refuse() -> None:
    raise PrintkitError([error("not-separable")])


def test_an_error_of_an_edition_holds_back_that_edition_only(line: Line) -> None:
    line.breaks[SOIR[2]] = refuse
    assert "not-separable" in rules(line.run("two"))
    assert paths(line.root) == sorted({*BAL, *SOIR} - {SOIR[2]})
    assert aside(line.root) == set_aside([SOIR[2]])


def test_one_former_version_only_and_none_once_the_file_is_made_again(line: Line) -> None:
    line.plans["soir"] = wrong_text
    for content in ("two", "three"):
        line.run(content)
        kept = line.root / "out" / set_aside(SOIR)[0]
        assert kept.read_text() == f"{SOIR[0]} one"
        assert aside(line.root) == set_aside(SOIR)
    del line.plans["soir"]
    line.run("four", ["bal"])
    assert aside(line.root) == set_aside(SOIR)
    line.run("four")
    assert paths(line.root) == sorted([*BAL, *SOIR])
    assert aside(line.root) == []
    assert not (line.root / "out" / "soir" / "ancien").exists()


def test_what_the_project_no_longer_makes_has_no_former_version(line: Line) -> None:
    line.plans["soir"] = wrong_text
    line.run("two")
    line.plans["soir"] = lambda files: BuildPlan("soir", (), tuple(files[:2]))
    line.run("three")
    assert (paths(line.root), aside(line.root)) == (sorted([*BAL, *SOIR[:2]]), [])


def test_a_file_changed_by_hand_is_not_moved(line: Line) -> None:
    mine = line.root / "out" / SOIR[0]
    mine.write_bytes(b"annotated")
    line.plans["soir"] = wrong_text
    assert "file-kept" in rules(line.run("two"))
    assert mine.read_bytes() == b"annotated"
    assert aside(line.root) == set_aside(SOIR[1:])


def test_a_file_that_cannot_be_read_is_an_error_of_its_publication(line: Line) -> None:
    (line.root / "leaflets" / "soir.yaml").write_text("name: soir\ntitle: [\n")
    assert any(one.severity is Severity.ERROR for one in line.run("two"))
    assert (paths(line.root), aside(line.root)) == (BAL, set_aside(SOIR))


def test_a_build_judges_what_it_is_asked_for_alone(line: Line) -> None:
    (line.root / "leaflets" / "soir.yaml").write_text("name: soir\ntitle: [\n")
    line.run("one")
    former = line.memory.findings
    assert line.run("two", ["bal"]) == ()
    wrong = {one for one in former if one.severity is Severity.ERROR}
    assert wrong
    assert wrong <= set(line.memory.findings)  # the studio tells them still
    assert any(one.severity is Severity.ERROR for one in line.run("two", ["soir"]))


def damage() -> None:
    from fontTools.ttLib import TTFont

    TTFont(Path(__file__))


def ours() -> None:
    raise ZeroDivisionError("of ours")


@pytest.mark.parametrize(("breaks", "rule"), [(ours, "bug"), (damage, "not-made")])
def test_a_fault_of_ours_is_no_fault_of_the_material(
    line: Line, breaks: Callable[[], None], rule: str
) -> None:
    line.breaks[SOIR[0]] = breaks
    assert rule in rules(line.run("two"))
    assert (line.root / "out" / BAL[0]).read_text().endswith("two")


def test_a_fault_of_ours_has_its_exit_code() -> None:
    from printkit.cli.build_command import exit_code_of

    assert exit_code_of([error("bug")], strict=False) is ExitCode.BUG


@pytest.mark.deep
def test_site_package_studio_and_clean_refuse_what_is_held_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project_at(tmp_path)
    (root / "printkit.yaml").write_text(PROJECT + "site: {title: Nos tracts}\n")
    api.build(root, jobs=1)
    assert (root / "out" / "site" / SOIR[1]).exists()
    assert (root / "out" / "site" / SOIR[3]).exists()
    long = "Nous parlerons de la Loire, des ponts et du prix des loyers de tout le quartier. "
    write(root, "soir", body=long * 26)  # more than A6 holds
    api.build(root, names=["soir"], jobs=1)
    assert aside(root) == set_aside(SOIR[2:])
    assert [(root / "out" / "site" / SOIR[n]).exists() for n in (1, 3)] == [True, False]
    page = (root / "out" / "site" / "index.html").read_text()
    assert [path in page for path in (SOIR[1], SOIR[3], BAL[3])] == [True, False, True]
    assert built_file(root, aside(root)[0]) is None
    one = shown(root, "soir")
    assert one is not None
    assert one.state == "refused"
    assert {file.format for file in one.files} == {"a5"}
    order = ["--printer", "offset5", "--quantity", "5", "--paper", "90 g", "--size", "a6"]
    here = ["--project", str(root), "--output", str(root)]
    assert entry.run(["package", "soir", *order, *here]) == 1
    assert clean_command(str(root)) == 0
    assert not list((root / "out").rglob("*.pdf"))
    capsys.readouterr()
