"""Terms are marked before they are used, every one of the glossary is, and capitals are spelt out."""

import pytest

from support.tool import ROOT, load_tool

GLOSSARY = "# Glossaire\n\nLoup | loups\n: Une bête.\n\nVSA | surveillance\n: Des caméras.\n"
terms = load_tool("lint-terms")


@pytest.fixture
def told(tmp_path):
    (tmp_path / "brochure").mkdir()

    def write(text):
        files = {
            "brochure.yaml": "glossary: g.md\nparts: [cover, a.md]\n",
            "g.md": GLOSSARY,
            "a.md": text,
        }
        for name, content in files.items():
            (tmp_path / "brochure" / name).write_text(content, encoding="utf-8")
        return [str(fault).removeprefix("brochure/") for fault in terms.run(tmp_path)]

    return write


BOTH = "Un [[loup]], une [[VSA]].\n"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (BOTH, []),
        (BOTH + "\nDes loups encore.\n", []),
        ("Des Loups.\n\n" + BOTH, ["a.md:1:5: « Loups » est employé avant d'être marqué [[…]]"]),
        ("La surveillance, ou VSA. " + BOTH, []),  # beside its other name
        ("# Des loups\n\n" + BOTH, []),  # titles hold no marks
        ("Un [[loup]].\n", ["g.md:6:1: « VSA » n'est marqué nulle part"]),
        (BOTH + "La CNIL.\n", ["a.md:2:4: sigle non développé : CNIL"]),
        (BOTH + "La Commission (CNIL), la CNIL.\n", []),
        (BOTH + "La CNIL.\n\n*[CNIL]: Commission\n", []),
        (BOTH + "À la BBC[@CNIL].\n", []),
    ],
)
def test_what_is_told(told, text, faults):
    assert told(text) == faults


def test_the_brochure_explains_its_terms():
    assert [str(fault) for fault in terms.run(ROOT)] == []
