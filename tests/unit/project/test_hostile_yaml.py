"""Whatever a YAML file holds, it ends in a finding with a place, soon."""

import pytest

from printkit.project.load import load_project
from printkit.project.yamlpos import read_tree

LEAFLET = "name: t\ntitle: T\nformats: [a6]\nevent:\n  date: 2026-03-14\n"


def levels(width: int, depth: int, field: str) -> str:
    lines = ["x0: &a0 lol"]
    lines += [f"x{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, depth)]
    return LEAFLET + "\n".join([*lines, f"{field}: [{', '.join([f'*a{depth - 1}'] * width)}]\n"])


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        (LEAFLET.replace("title: T", 'title: "\\ud800"'), "forbidden-character", 2),
        (LEAFLET.replace("title: T", 'title: "a\\e[31m"'), "forbidden-character", 2),
        (LEAFLET.replace("title: T", 'title: "\\0"'), "forbidden-character", 2),
        (LEAFLET.replace("title: T", 'title: "\\U00110000"'), "yaml-syntax", 2),
        (LEAFLET.replace("title: T", 'title: "\\UFFFFFFFF"'), "yaml-syntax", 2),
        (LEAFLET + f"link: https://example.org/{'a' * 2500}\n", "url", 6),
        (LEAFLET.replace("name: t", f"name: {'a' * 250}"), "name", 1),
        (LEAFLET + f"body: {'[' * 5000}\n", "yaml-syntax", 1),
        (levels(9, 9, "body"), "yaml-syntax", 6),
        (levels(9, 9, "contact"), "yaml-syntax", 6),
        (levels(3, 9, "contact"), "key-unknown", 6),
    ],
    ids=lambda value: str(value)[-30:],
)
def test_a_hostile_leaflet(tmp_path, text, rule, line):
    (tmp_path / "printkit.yaml").write_text("name: E\n")
    (tmp_path / "leaflets").mkdir()
    (tmp_path / "leaflets" / "t.yaml").write_text(text)
    _project, findings = load_project(tmp_path)
    found = [(one.rule, one.position.line) for one in findings if one.position is not None]
    assert found[0] == (rule, line)


@pytest.mark.parametrize(
    ("name", "trim", "rule"),
    [
        ("x/../../../evade", "[100, 100]", "name"),
        ('"a\\0b"', "[100, 100]", "forbidden-character"),
        ("petit", "[0.1, 0.1]", ""),
    ],
    ids=["leads out", "half a name", "a dot"],
)
def test_a_format_leads_nowhere_and_has_a_size(tmp_path, name, trim, rule):
    (tmp_path / "printkit.yaml").write_text("name: E\n")
    (tmp_path / "leaflets").mkdir()
    (tmp_path / "leaflets" / "t.yaml").write_text(LEAFLET.replace("a6", "x"))
    (tmp_path / "styles" / "formats").mkdir(parents=True)
    (tmp_path / "styles" / "formats" / "x.yaml").write_text(f"name: {name}\ntrim_mm: {trim}\n")
    project, findings = load_project(tmp_path)
    assert not project.publications
    here = [one for one in findings if one.position and one.position.path.endswith("x.yaml")]
    assert here
    assert not rule or here[0].rule == rule


def test_a_themes_file_that_is_a_link_to_elsewhere_is_not_part_of_it(tmp_path):
    (tmp_path / "secret.png").write_bytes(b"secret")
    root = tmp_path / "project"
    (root / "leaflets").mkdir(parents=True)
    (root / "printkit.yaml").write_text("name: E\ntheme: mine\n")
    (root / "leaflets" / "t.yaml").write_text(LEAFLET)
    (root / "styles" / "mine").mkdir(parents=True)
    (root / "styles" / "mine" / "logo.png").symlink_to(tmp_path / "secret.png")
    project, findings = load_project(root)
    assert "path-outside" in {one.rule for one in findings}
    assert not project.publications


def test_read_tree_ends_on_anything():
    for data in (
        b"\xff\xfe",
        b"\0",
        b"a: !!python/object:os.system x\n",
        b"? [a]\n: b\n",
        b"- " * 9999,
    ):
        assert read_tree(data, "x.yaml").findings
