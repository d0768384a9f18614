"""What begins a block: each function looks at the rest of a line and opens the block it sees."""

from __future__ import annotations

import re
from collections.abc import Callable

from printkit.core.i18n import _
from printkit.markup.blocks.block_reader import BLOCKS, LINES, NOTHING, TOOK, BlockReader
from printkit.markup.blocks.block_tree import Block
from printkit.markup.blocks.patterns import (
    ABBREVIATION,
    ADMONITION,
    BLOCK_HTML,
    BULLET,
    CLOSING_HASHES,
    COLONS,
    CONTAINER_NAMES,
    CONTAINERS,
    DEFINITION,
    DELIMITERS,
    FENCE,
    HEADING,
    LONE_TAG,
    NOTE,
    NUMBER,
    RAW,
    REMARKS,
    RULE,
    TAB,
    TASK,
    UNDERLINE,
)
from printkit.markup.blocks.table_rows import cells_of
from printkit.markup.reading.allowed_html import KNOWN_ELEMENTS
from printkit.markup.reading.attributes import LIST, Attributes, parse_attributes, split_attributes
from printkit.markup.reading.sourcemap import indent_of
from printkit.markup.reading.warnings import did_you_mean, error, warning
from printkit.model.manuscript import slug


def start_block(reader: BlockReader, block: Block) -> int:
    """Open the block that begins at the rest of a line, if one does."""
    cursor = reader.cursor
    if cursor.blank:
        return NOTHING
    if cursor.indented:
        if reader.tip.kind in ("paragraph", "table") or block.kind == "table":
            return NOTHING
        cursor.skip_columns(4)
        reader.close_unmatched()
        reader.add("code", cursor.line.at(cursor.offset))
        return LINES
    letter = cursor.letter
    for first, start in _STARTS:
        if letter in first and (found := start(reader, block)):
            return found
    return NOTHING


def _quote(reader: BlockReader, _block: Block) -> int:
    cursor = reader.cursor
    reader.add("quote")
    cursor.to_next()
    cursor.skip(1)
    cursor.skip_space()
    return BLOCKS


def _heading(reader: BlockReader, _block: Block) -> int:
    cursor = reader.cursor
    match = HEADING.match(cursor.text, cursor.next)
    if match is None:
        return NOTHING
    rest = cursor.text[match.end() :]
    bare, attributes = split_attributes(rest)
    if (plain := bare.removesuffix("{-}").rstrip()) != bare.rstrip():  # Pandoc's short word for it
        bare, attributes = plain, Attributes(classes=("unnumbered",))
    # closing hashes may stand before the attributes or after them
    if (closing := CLOSING_HASHES.search(bare)) is not None:
        bare = bare[: closing.start()]
        if attributes == Attributes():
            bare, attributes = split_attributes(bare)
    heading = reader.add("heading")
    heading.data["level"] = len(match["hashes"])
    heading.attributes = attributes
    heading.lines = [cursor.line.cut(match.end(), match.end() + len(bare))]
    reader.close(heading)
    return _took(reader)


def _took(reader: BlockReader) -> int:
    """Take the rest of the line: the block holds what there is of it."""
    reader.cursor.take()
    return TOOK


def _fence(reader: BlockReader, _block: Block) -> int:
    cursor = reader.cursor
    match = FENCE.match(cursor.text, cursor.next)
    if match is None:
        return NOTHING
    code = reader.add("code")
    info, code.attributes = split_attributes(match["info"])
    if code.attributes.classes and not info:
        info = code.attributes.classes[0]
    code.data |= {"fence": match["fence"], "indent": cursor.indent, "info": info}
    return _took(reader)


def _html(reader: BlockReader, block: Block) -> int:
    cursor = reader.cursor
    text, start = cursor.text, cursor.next
    end, offset, name = None, start, "!--"
    if match := RAW.match(text, start):
        name = match["tag"].lower()
        end, offset = f"</{name}>", match.end()
    elif text.startswith("<!--", start):
        end = "-->"
    elif not BLOCK_HTML.match(text, start) and (
        block.kind == "paragraph"
        or (reader.tip.kind == "paragraph" and reader.tip is not block)
        or (lone := LONE_TAG.match(text, start)) is None
        or _is_text(reader, lone)
    ):
        return NOTHING
    if end is not None and not reader.comes(end, offset):
        if name != "!--":
            return NOTHING  # told where its tag is read as text
        message = _("“<{tag}” opened here is never closed.").format(tag=name)
        hint = _("Put “{stop}” where it ends.").format(stop=end)
        reader.findings.append(error("unclosed-html", message, cursor.line.at(start), hint))
        return NOTHING
    html = reader.add("html")
    if end is not None:
        html.data |= {"end": end, "from": offset - cursor.offset}
    return LINES


def _is_text(reader: BlockReader, tag: re.Match[str]) -> bool:
    """Tell of « <camarades> » alone on its line: no element is called so, and nothing closes it."""
    name = (tag["tag"] or tag["end"]).lower()
    if name in KNOWN_ELEMENTS or tag[0].rstrip().endswith("/>"):
        return False
    return (f"<{name}" if tag["end"] else f"</{name}") not in reader.typed_tags


def _underline(reader: BlockReader, block: Block) -> int:
    cursor = reader.cursor
    match = UNDERLINE.match(cursor.text, cursor.next)
    if match is None or block.kind != "paragraph":
        return NOTHING
    reader.close_unmatched()
    reader.take_definitions(block)
    if not block.lines:
        if block.parent is not None:
            block.parent.children.append(block)
        return NOTHING
    text, attributes = split_attributes(block.lines[-1].text)
    block.kind, block.attributes = "heading", attributes
    block.lines[-1] = block.lines[-1].cut(0, len(text))
    block.data["level"] = 1 if match[0][0] == "=" else 2
    reader.close(block)
    return _took(reader)


def _rule(reader: BlockReader, _block: Block) -> int:
    cursor = reader.cursor
    if RULE.match(cursor.text, cursor.next) is None:
        return NOTHING
    reader.close(reader.add("rule"))
    return _took(reader)


def _item(reader: BlockReader, block: Block) -> int:
    cursor = reader.cursor
    text, start = cursor.text, cursor.next
    data: dict[str, object] = {}
    if match := BULLET.match(text, start):
        data = {"marker": match[0]}
    elif match := NUMBER.match(text, start):
        data = {"marker": match[2], "start": int(match[1])}
    else:
        return NOTHING
    after = text[match.end() : match.end() + 1]
    in_paragraph = block.kind in ("paragraph", "table")
    if after not in ("", " ", "\t") or (
        in_paragraph and (not text[match.end() :].strip() or data.get("start", 1) != 1)
    ):
        return NOTHING
    at = cursor.line.at(start)
    before = cursor.indent
    cursor.to_next()
    cursor.skip(match.end() - start)
    marker = match.end() - start
    column, offset = cursor.column, cursor.offset
    while cursor.column - column < 5 and cursor.skip_space():
        pass
    spaces = cursor.column - column
    if spaces >= 5 or spaces < 1 or cursor.blank:
        padding = marker + 1
        cursor.back(offset, column)
        cursor.skip_space()
    else:
        padding = marker + spaces
    if block.kind != "list" or block.data["marker"] != data["marker"]:
        block = reader.add("list", at)
        block.data |= data
    item = reader.add("item", at)
    item.data |= {"indent": before + padding, "most": before + padding, "line": reader.number}
    if task := TASK.match(cursor.text, cursor.next):
        item.data["task"] = "done" if task["done"] in "xX" else "open"
        cursor.to_next()
        cursor.skip(task.end() - task.start())
    return BLOCKS


# --- what printkit adds -------------------------------------------------------------------------


_CLASS = re.compile(r"[a-z][a-z0-9_-]*")


def _container(reader: BlockReader, _block: Block) -> int:
    """Take a line of colons: it opens a container, or closes none."""
    cursor = reader.cursor
    match = COLONS.match(cursor.text, cursor.next)
    if match is None:
        return NOTHING
    at = cursor.line.at(cursor.next)
    rest = match["rest"].strip()
    if not rest:
        reader.close_unmatched()
        if not reader.was_across():
            message = _("This “:::” closes nothing.")
            hint = _("Remove it, or open a container before: “::: encadré Title”.")
            reader.findings.append(error("stray-container-end", message, at, hint))
        reader.close(reader.add("nothing"))
        return _took(reader)
    words, attributes = split_attributes(rest)
    if LIST.fullmatch(rest):  # whatever its keys: it can be nothing else here
        words, attributes = "", parse_attributes(rest)
    start = cursor.text.index(rest, match.start())
    name, _space, title = words.partition(" ")
    classes = [one.lower() for one in attributes.classes]
    # Quarto calls a remark « callout-tip »
    named = [one.removeprefix("callout-") for one in (slug(name), *classes)]
    remark = next((one for one in named if one in REMARKS), "")
    kind = CONTAINERS.get(slug(name), "") or ("remark" if remark else "")
    if not kind and not words and attributes != Attributes():
        kind = "plain"
    _check_container(reader, kind, name, title, start)
    block = reader.add("container")
    block.attributes = attributes
    block.data |= {"name": kind or "unknown", "remark": remark}
    if not kind and (title.strip() or not _CLASS.fullmatch(name)):
        title = words  # no name of a class, as other tools have them: somebody's words
    title = title.strip() or (attributes.values.get("title", "") if kind == "remark" else "")
    if title and title in cursor.text[start:]:
        offset = cursor.text.index(title, start)
        block.lines = [cursor.line.cut(offset, offset + len(title))]
    return _took(reader)


def _check_container(reader: BlockReader, kind: str, name: str, title: str, start: int) -> None:
    at = reader.cursor.line.at(start)
    if not kind:
        known = _("Known containers: {names}.").format(names=", ".join(CONTAINER_NAMES[:4]))
        message = _("There is no container called “{name}”: what is in it is printed as text.")
        message = message.format(name=name)
        hint = did_you_mean(name, CONTAINER_NAMES, known)
        reader.findings.append(warning("unknown-container", message, at, hint))
    elif title.strip() and kind not in ("sidebar", "remark"):
        message = _("“{name}” takes no title.").format(name=name)
        hint = _("Write the text on the lines after it.")
        reader.findings.append(error("container-title", message, at, hint))


def _admonition(reader: BlockReader, _block: Block) -> int:
    """Take ``!!! tip "Title"`` when an indented text follows; else it is words with signs."""
    cursor = reader.cursor
    match = ADMONITION.match(cursor.text, cursor.next)
    if match is None or not _indented_follows(reader):
        return NOTHING
    kind = match["kind"].lower()
    titled = "title" if (match["title"] or "").strip() else ""
    if kind not in REMARKS:  # one of the author's own: its name is its title
        kind, titled = "note", titled or "kind"
    block = reader.add("admonition")
    block.data |= {"indent": 4, "most": 4, "remark": kind}
    if titled:
        block.lines = [cursor.line.cut(*match.span(titled))]
    return _took(reader)


def _tab(reader: BlockReader, _block: Block) -> int:
    """Take ``=== "Title"`` when an indented text follows: on paper all tabs are open."""
    cursor = reader.cursor
    match = TAB.match(cursor.text, cursor.next)
    if match is None or not _indented_follows(reader):
        return NOTHING
    block = reader.add("admonition")
    block.data |= {"indent": 4, "most": 4, "remark": "tab"}
    block.lines = [cursor.line.cut(*match.span("title"))]
    return _took(reader)


def _indented_follows(reader: BlockReader) -> bool:
    """Tell whether the text after this line stands four columns further in than it does."""
    following = reader.following()
    return following is not None and indent_of(following.text) >= reader.cursor.next_column + 4


def _note(reader: BlockReader, _block: Block) -> int:
    cursor = reader.cursor
    match = NOTE.match(cursor.text, cursor.next)
    if match is None:
        return NOTHING
    note = reader.add("note")
    note.data |= {"name": " ".join(match["id"].split()), "indent": 2, "most": 4}
    cursor.to_next()
    cursor.skip(match.end() - match.start())
    return BLOCKS


def _abbreviation(reader: BlockReader, block: Block) -> int:
    cursor = reader.cursor
    match = ABBREVIATION.match(cursor.text, cursor.next)
    if match is None:
        return NOTHING
    abbreviation = reader.add("abbreviation")
    abbreviation.data |= {"short": match["short"], "long": match["long"].strip()}
    reader.close(abbreviation)
    return _took(reader)


def _definition(reader: BlockReader, block: Block) -> int:
    """Take ``: text`` after a paragraph, whose lines are the terms, or after a definition."""
    cursor = reader.cursor
    match = DEFINITION.match(cursor.text, cursor.next)
    if match is None:
        return NOTHING
    loose = block.kind != "paragraph"
    if block.kind == "terms" and block.last is not None:
        loose = block.last.ends_blank()
    if block.kind == "paragraph":
        parent, terms = block.parent, block
    elif block.kind == "terms" and block.children:
        parent, terms = block, None
    elif block.last is not None and block.last.kind == "paragraph":
        parent, terms = block, block.last
    else:
        return NOTHING
    if parent is None:
        return NOTHING
    if terms is not None:
        reader.close_unmatched()
        if terms.open:
            reader.close(terms)
        if not parent.children or parent.children[-1] is not terms:
            return NOTHING
        parent.children.pop()
        group = parent.last
        if group is None or group.kind != "terms":
            group = Block("terms", terms.at, parent)
            parent.children.append(group)
        group.open = True
        reader.tip = group
        for line in terms.lines:
            term = reader.add("term", line.at(0))
            term.lines = [line]
            reader.close(term)
    definition = reader.add("definition")
    definition.data |= {"indent": 2, "most": 4, "loose": loose}
    cursor.to_next()
    cursor.skip(match.end() - match.start())
    return BLOCKS


def _table(reader: BlockReader, block: Block) -> int:
    """Take the row of delimiters under a paragraph's last line, which is the table's head."""
    cursor = reader.cursor
    text = cursor.text[cursor.next :]
    if block.kind != "paragraph" or DELIMITERS.match(text) is None:
        return NOTHING
    head = block.lines[-1]
    if "|" not in head.text or "|" not in text:
        return NOTHING
    reader.close_unmatched()
    block.lines.pop()
    if block.lines:
        reader.close(block)
    else:
        block.open = False
        reader.tip = block.parent or reader.root
        reader.tip.children.remove(block)
    table = reader.add("table", head.at(len(head.text) - len(head.text.lstrip())))
    table.data["align"] = [_alignment(cell.text.strip()) for cell in cells_of(cursor.rest())]
    table.lines = [head]
    return _took(reader)


def _alignment(cell: str) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return "center" if left and right else "left" if left else "right" if right else ""


#: first characters and what may begin with them, in the order they are tried
_STARTS: tuple[tuple[frozenset[str], Callable[[BlockReader, Block], int]], ...] = (
    (frozenset(">"), _quote),
    (frozenset("#"), _heading),
    (frozenset("`~"), _fence),
    (frozenset("<"), _html),
    (frozenset("|:-"), _table),
    (frozenset("="), _tab),
    (frozenset("=-"), _underline),
    (frozenset("*_-"), _rule),
    (frozenset("*"), _abbreviation),
    (frozenset("*+-0123456789"), _item),
    (frozenset(":"), _container),
    (frozenset(":"), _definition),
    (frozenset("["), _note),
    (frozenset("!?"), _admonition),
)
