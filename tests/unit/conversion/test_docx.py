"""Word documents become chapters: what Word shows is kept, what it hides is told, nothing else appears."""

import io

import docx
import pytest
from PIL import Image

from printkit.conversion import docx_reader
from printkit.conversion.importing import Given, Imported, import_file
from support.word_files import box, cell, field, note, p, picture, r, relation, table, word


def imported(data: bytes, *, book: bool = False) -> Imported:
    return import_file(Given("essai.docx", data, book=book), "fr")


def text_of(data: bytes) -> str:
    """Import a document that must be kept whole."""
    done = imported(data)
    assert not done.refused
    assert done.proof is not None
    assert (done.proof.lost, done.proof.losses, done.proof.invented) == (0, (), ())
    assert (done.changed, done.proof.parted) == ((), ())
    return "".join(chapter.text for chapter in done.chapters)


BOLD, ITALIC = "<w:b/>", "<w:i/>"
#: what stands in the document → what must stand in the chapter
KEPT = {
    "heading": (p("Un titre", "Titre1") + p("Sous", "Titre2"), "# Un titre\n\n## Sous\n"),
    "a heading of the house's own": (
        p("Un titre", "Titre1")
        + p("Sous", "Maison")
        + p("Plus bas", more='<w:outlineLvl w:val="2"/>'),
        "# Un titre\n\n## Sous\n\n### Plus bas\n",
    ),
    "emphasis": (
        p(r("Un mot ") + r("gras", BOLD) + r(" et ") + r("penché", ITALIC)),
        "**gras** et *penché*",
    ),
    "both": (p(r("A ") + r("les deux", BOLD + ITALIC) + r(".")), "A ***les deux***."),
    "white inside emphasis": (p(r("un ", BOLD) + r("deux")), "**un** deux"),
    "inside a word": (p(r("ré", BOLD) + r("volution")), "<strong>ré</strong>volution"),
    "raised": (
        p(r("Le XIX") + r("e", '<w:vertAlign w:val="superscript"/>') + r(" siècle")),
        "XIX^e^ siècle",
    ),
    "quotation": (p("Une parole", "Citation"), "> Une parole"),
    "note": (p(r("Un mot") + note(1) + r(", suite")), "Un mot[^1], suite\n\n[^1]: Le texte *a*\n"),
    "signs": (p("3 * 4 * 5, [crochets], _x_, {y}, {{z}}, &lt;b&gt;, `c`, a^2^"), "3 \\* 4 \\* 5"),
    "a date at the beginning": (p("1936. Une grève"), "1936\\. Une grève"),
    "a dash at the beginning": (p("- Non, dit-elle"), "\\- Non, dit-elle"),
    "hashes at the beginning": (p("# mot-dièse"), "\\# mot-dièse"),
    "what would be a caption": (p("Tableau : ses mots"), "Tableau \\: ses mots"),
    "what would be a container": (p("::: mots"), "\\::: mots"),
    "lines": (p(r("un") + "<w:r><w:br/></w:r>" + r("- deux")), "un\\\n\\- deux"),
    "a field": (p(r("Page ") + field("PAGE", "7") + r(" sur 9")), "Page 7 sur 9"),
    "a simple field": (
        p(r("Le ") + f'<w:fldSimple w:instr="DATE">{r("3 mai")}</w:fldSimple>'),
        "Le 3 mai",
    ),
    "an equation": (p(r("Soit ") + "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"), "Soit x=2"),
    "inserted": (p(r("Un ") + f'<w:ins w:author="Nom">{r("ajout")}</w:ins>'), "Un ajout"),
    "moved here": (p(r("Un ") + f"<w:moveTo>{r('déplacé')}</w:moveTo>"), "Un déplacé"),
    "a content control": (
        f"<w:sdt><w:sdtContent>{p('Contrôlé')}</w:sdtContent></w:sdt>",
        "Contrôlé",
    ),
    "a hyphen that holds": (
        p(r("grand") + "<w:r><w:noBreakHyphen/></w:r>" + r("mère")),
        "grand\u2011mère",
    ),
    "a link": (
        p('<w:hyperlink r:id="l">' + r("un site") + "</w:hyperlink>"),
        "[un site](https://exemple.org/a)",
    ),
    "a text box": (
        p(r("Avant") + box(p("Dans la zone"))) + p("Après"),
        "Avant\n\n::: encadré\nDans la zone\n:::\n\nAprès",
    ),
    "a box in a cell": (
        table(cell(p(r("a") + box(p("zone")))) + cell("b"), cell("c") + cell("d")),
        "zone",
    ),
    "a frame": (table(cell(p("un") + p("deux"))), "::: encadré\nun\n\ndeux\n:::"),
    "a table": (
        table(cell("a|b") + cell("c"), cell("1") + cell("2")),
        "| a\\|b | c |\n|---|---|\n| 1 | 2 |",
    ),
    "a note in a table": (
        table(cell(p(r("a") + note(1))) + cell("b"), cell("1") + cell("2")),
        "| a[^1] | b |",
    ),
    "merged across": (
        table(cell("a", '<w:gridSpan w:val="2"/>'), cell("1") + cell("2")),
        '<td colspan="2">a</td>',
    ),
    "merged down": (
        table(
            cell("a", '<w:vMerge w:val="restart"/>') + cell("b"),
            cell("<w:p/>", "<w:vMerge/>") + cell("c [d] *e*"),
        ),
        '<td rowspan="2">a</td>',
    ),
    "a table in a table": (
        table(
            cell(p("a") + table(cell("x") + cell("y"), cell("z") + cell("t"))) + cell("b"),
            cell("1") + cell("2"),
        ),
        "<td>x</td>",
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_word_shows_is_kept(name):
    body, expected = KEPT[name]
    links = relation("l", "hyperlink", "https://exemple.org/a", external=True)
    notes = (p(r("Le texte ") + r("a", ITALIC)),) if "footnoteReference" in body else ()
    assert expected in text_of(word(body, notes=notes, relations=links))


#: what stands beside a word that is kept → place it is told under
LEFT_OUT = {
    "deleted": '<w:del w:author="Nom"><w:r><w:delText>perdu</w:delText></w:r></w:del>',
    "hidden": r("perdu", "<w:vanish/>"),
    "contents": "</w:p>" + p("perdu", "TM1") + "<w:p>",
}


@pytest.mark.parametrize("place", LEFT_OUT)
def test_what_word_does_not_show_is_told_apart(place):
    done = imported(word(f"<w:p>{r('gardé')}{LEFT_OUT[place]}</w:p>"))
    assert [chapter.text for chapter in done.chapters] == ["gardé\n"]
    assert done.proof is not None
    assert [(one.place, one.words) for one in done.proof.apart] == [(place, "perdu")]


def test_headers_comments_and_names_stay_out():
    data = word(p("Texte"), headers=(p("En-tête"),), comments=(p("Une remarque"),))
    done = imported(data)
    assert done.proof is not None
    assert {(one.place, one.words) for one in done.proof.apart} == {
        ("header", "En-tête"),
        ("comment", "Une remarque"),
    }
    assert "Nom" not in repr(done.chapters)


C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def points(tag: str, *said: str) -> str:
    inner = "".join(
        f'<c:pt idx="{number}"><c:v>{one}</c:v></c:pt>' for number, one in enumerate(said)
    )
    return f"<c:{tag}><c:strRef>{inner}</c:strRef></c:{tag}>"


def drawing(inner: str) -> str:
    return (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>"
        f"{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def test_the_words_of_charts_and_diagrams_are_kept():
    series = points("tx", "Part") + points("cat", "2023", "2024") + points("val", "21", "22")
    chart = f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><a:p><a:r><a:t>Titre</a:t></a:r></a:p><c:ser>{series}'
    chart += "</c:ser></c:chartSpace>"
    line = "<a:p><a:r><a:t>Une étape</a:t></a:r></a:p>"
    diagram = f'<dgm:dataModel xmlns:dgm="{DGM}" xmlns:a="{A}">{line}</dgm:dataModel>'
    text = text_of(
        word(
            p(drawing('<c:chart r:id="c"/>')),
            p(drawing('<dgm:relIds r:dm="d"/>')),
            more={
                "word/charts/chart1.xml": chart.encode(),
                "word/diagrams/data1.xml": diagram.encode(),
            },
            relations=relation("c", "chart", "charts/chart1.xml")
            + relation("d", "diagramData", "/word/diagrams/data1.xml"),
        )
    )
    assert "Titre\n\n| Part |  |\n|---|---|\n| 2023 | 21 |\n| 2024 | 22 |\n" in text
    assert "::: encadré\nUne étape\n:::" in text


def test_a_deleted_end_of_paragraph_joins_two():
    first = p(r("mot"), more="<w:rPr><w:del/></w:rPr>")
    assert text_of(word(first, p("suite"))) == "motsuite\n"


def test_lists_of_word_keep_their_levels(tmp_path):
    document = docx.Document()
    for words, style in (
        ("un", "List Bullet"), ("un a", "List Bullet 2"), ("deux", "List Bullet"),
        ("premier", "List Number"), ("second", "List Number"),
    ):  # fmt: skip
        document.add_paragraph(words, style=style)
    out = io.BytesIO()
    document.save(out)
    assert text_of(out.getvalue()) == "- un\n  - un a\n- deux\n\n1. premier\n2. second\n"


def test_headings_become_chapters_and_the_title_that_of_the_book():
    data = word(p("Le livre", "Titre"), p("Un", "Titre1"), p("a"), p("Deux", "Titre1"), p("b"))
    done = imported(data, book=True)
    assert done.title == "Le livre"
    assert [(one.stem, one.text) for one in done.chapters] == [
        ("un", "# Un\n\na\n"),
        ("deux", "# Deux\n\nb\n"),
    ]
    assert [one.text for one in imported(data).chapters] == [
        "# Le livre\n\n## Un\n\na\n\n## Deux\n\nb\n"
    ]


def test_a_title_that_is_said_twice_is_written_once():
    done = imported(word(p("Le même", "Titre"), p("Le même", "Titre1"), p("a")))
    assert [one.text for one in done.chapters] == ["# Le même\n\na\n"]
    assert done.proof is not None
    assert not done.proof.losses


def jpeg_with_a_place() -> bytes:
    picture = Image.new("RGB", (8, 8), "red")
    exif = Image.Exif()
    exif[0x013B] = "Prénom Nom"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_pictures_are_kept_without_what_they_tell():
    data = word(
        p("Avant"), p(picture("i", "Une file [devant]")),
        more={"word/media/a.jpg": jpeg_with_a_place()},
        relations=relation("i", "image", "media/a.jpg"),
    )  # fmt: skip
    done = imported(data)
    assert "![Une file \\[devant\\]](images/essai-1.jpg)" in done.chapters[0].text
    ((path, kept),) = done.pictures
    assert path == "images/essai-1.jpg"
    assert Image.open(io.BytesIO(kept)).size == (8, 8)
    assert b"Nom" not in kept
    assert done.undescribed == 0


def test_a_picture_that_cannot_be_printed_is_named():
    data = word(
        p("Avant"), p(picture("i")), more={"word/media/a.wmf": b"\xd7\xcd\xc6\x9a"},
        relations=relation("i", "image", "media/a.wmf"),
    )  # fmt: skip
    assert len(imported(data).unreadable) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a zip", "abîmé"),
        (word(p("a"))[:-200], "abîmé"),
        (word(more={"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entités"),
        (word(more={"word/document.xml": b"<a>" + b" " * 2_000_000 + b"</a>"}), "dépasse"),
        (word('<w:altChunk r:id="x"/>'), "altChunk"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_harms_is_refused_in_words(data, words):
    assert words in imported(data).refused


def converting(monkeypatch, words: str) -> None:
    """Let the converter read other words in the first paragraph."""
    whole = docx_reader.docx_html

    def other(parts):
        root, pictures = whole(parts)
        next(root.iter("p")).text = words
        return root, pictures

    monkeypatch.setattr(docx_reader, "docx_html", other)


def test_words_the_converter_drops_keep_the_chapters_from_being_written(monkeypatch):
    converting(monkeypatch, "un")
    proof = imported(word(p("un deux trois"))).proof
    assert proof is not None
    assert not proof.holds
    assert [(one.place, one.words) for one in proof.losses] == [("body", "deux trois")]


def test_words_the_converter_makes_up_do_too(monkeypatch):
    converting(monkeypatch, "un deux trois quatre")
    proof = imported(word(p("un deux trois"))).proof
    assert proof is not None
    assert (proof.holds, proof.invented) == (False, ("quatre",))


def test_words_the_converter_moves_are_told(monkeypatch):
    converting(monkeypatch, "deux un trois")
    proof = imported(word(p("un deux trois"))).proof
    assert proof is not None
    assert [(one.place, one.words) for one in proof.parted] == [("body", "un deux trois")]
