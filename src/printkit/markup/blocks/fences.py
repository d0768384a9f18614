"""Blocks that hide their lines from the parser: fenced code, charts, raw HTML, notes."""

from __future__ import annotations

import re

from printkit.core.i18n import _
from printkit.markup.blocks.base import BlockBase
from printkit.markup.blocks.patterns import CHARTS
from printkit.markup.reading.attributes import split_attributes
from printkit.markup.reading.position_marks import LESS, Kind, Mark
from printkit.markup.reading.sourcemap import dedent, indent_of
from printkit.markup.reading.warnings import error
from printkit.model.manuscript import slug


class Fences(BlockBase):
    """Takes fences, raw HTML and the definitions of notes."""

    def take_fence(self, index: int, match: re.Match[str]) -> int:
        """Take fenced code or a chart, to the fence that closes it."""
        line, fence = self.lines[index], match["fence"]
        column = match.start("fence")
        end = index + 1
        close = re.compile(rf"^\s*{fence[0]}{{{len(fence)},}}\s*$")
        while end < len(self.lines) and not close.match(self.lines[end].text):
            end += 1
        if end == len(self.lines):
            message = _("The code block opened here is never closed.")
            hint = _("Put a line “{fence}” where it ends.").format(fence=fence)
            self.shared.tell(error("unclosed-fence", message, line.at(column), hint))
        width = indent_of(line.text)
        content = tuple(dedent(one, width) for one in self.lines[index + 1 : end])
        info, attributes = split_attributes(match["info"])
        language = info.split()[0] if info else "".join(attributes.classes[:1])
        kind = Kind.CHART if slug(language) in CHARTS else Kind.CODE
        mark = Mark(kind, line.at(column), "", language, attributes, content)
        self.alone(line.text[:column], self.shared.put(mark))
        return end + 1

    def take_raw(self, index: int, match: re.Match[str]) -> int:
        """Copy a raw block whose content is not Markdown, to the line that ends it."""
        tag = match["tag"].lower()
        stop = "-->" if tag == "!--" else f"</{tag}>"
        start = match.end()
        for end in range(index, len(self.lines)):
            text = self.lines[end].text
            if stop in text[start if end == index else 0 :].lower():
                break
        else:
            message = _("“<{tag}” opened here is never closed.").format(tag=tag)
            hint = _("Put “{stop}” where it ends.").format(stop=stop)
            self.shared.tell(error("unclosed-html", message, self.lines[index].at(0), hint))
            self.out.append(self.lines[index].text.replace("<", LESS))
            return index + 1
        first = self.lines[index]
        if tag == "!--":
            self.out += [line.text for line in self.lines[index : end + 1]]
        else:
            self.out.append(self.shared.inline([first]))
            self.out += [line.text for line in self.lines[index + 1 : end + 1]]
        return end + 1

    def take_note(self, index: int, match: re.Match[str]) -> int:
        """Take a note's definition: its line, lines going on, indented blocks after it."""
        line = self.lines[index]
        lines = [line.cut(match.end())]
        end = index + 1
        while end < len(self.lines):
            text = self.lines[end].text
            if not text.strip():
                after = end
                while after < len(self.lines) and not self.lines[after].text.strip():
                    after += 1
                if after == len(self.lines) or indent_of(self.lines[after].text) < 2:
                    break
            elif indent_of(text) < 2 and self.interrupts(end):
                break
            lines.append(dedent(self.lines[end]))
            end += 1
        mark = Mark(Kind.OPEN, line.at(match.start("id") - 2), match["id"], "note")
        self.shared.note(match["id"], mark, lines)
        self.out.append("")
        return end
