"""Word documents part by part, for what no library writes: notes, changes, boxes, fields, hidden text."""

from __future__ import annotations

import io
import zipfile

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = {
    "Titre": "Title",
    "Titre1": "heading 1",
    "Titre2": "heading 2",
    "Titre3": "heading 3",
    "TM1": "toc 1",
    "Maison": "Chapitre de la maison",
    "Citation": "Quote",
}


def p(inner: str, style: str = "", more: str = "") -> str:
    """Return a paragraph; ``inner`` is text, or runs if it begins with a sign of XML."""
    runs = inner if inner.startswith("<") else r(inner)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def note(number: int, kind: str = "foot") -> str:
    """Return the call of a note."""
    return f'<w:r><w:{kind}noteReference w:id="{number}"/></w:r>'


def table(*rows: str) -> str:
    """Return a table of rows that are made of cells."""
    inner = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{inner}</w:tbl>"


def cell(inner: str, properties: str = "") -> str:
    """Return a cell; ``inner`` is text or blocks."""
    blocks = inner if inner.startswith("<") else p(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def box(*paragraphs: str) -> str:
    """Return a run with a text box in both the forms that Word writes."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    new = (
        '<w:drawing><wp:anchor><wp:docPr id="9" name="Zone"/><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str) -> str:
    """Return a field and what Word last showed for it."""
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{marks[0]}{code}{marks[1]}{r(result)}{marks[2]}"


def word(
    *body: str,
    notes: tuple[str, ...] = (),
    headers: tuple[str, ...] = (),
    comments: tuple[str, ...] = (),
    more: dict[str, bytes] | None = None,
    relations: str = "",
) -> bytes:
    """Return the bytes of a .docx; ``notes`` are the blocks of notes 1, 2…"""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    ).replace('de la maison"/>', 'de la maison"/><w:basedOn w:val="Titre2"/>')
    footnotes = "".join(
        f'<w:footnote w:id="{number}">{blocks}</w:footnote>'
        for number, blocks in enumerate(notes, 1)
    )
    said = "".join(
        f'<w:comment w:id="{number}" w:author="Prénom Nom">{blocks}</w:comment>'
        for number, blocks in enumerate(comments)
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/><Default Extension="jpg" ContentType="image/jpeg"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="f" Type="{_RELATION}/footnotes" Target="footnotes.xml"/>'
        f'<Relationship Id="s" Type="{_RELATION}/styles" Target="styles.xml"/>{relations}</Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
        "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{footnotes}</w:footnotes>",
        "word/comments.xml": f"<w:comments {NAMESPACES}>{said}</w:comments>",
        "docProps/core.xml": "<x>Prénom Nom</x>",
    }
    for number, blocks in enumerate(headers, 1):
        parts[f"word/header{number}.xml"] = f"<w:hdr {NAMESPACES}>{blocks}</w:hdr>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in {**parts, **(more or {})}.items():
            made.writestr(name, text)
    return out.getvalue()


def relation(key: str, kind: str, target: str, *, external: bool = False) -> str:
    """Return a relation of the document."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{_RELATION}/{kind}" Target="{target}"{mode}/>'


def picture(key: str, description: str = "") -> str:
    """Return a run with a picture that a relation names."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Image" descr="{description}"/><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{key}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
