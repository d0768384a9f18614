"""Containers: the lines ``::: encadré Title`` that open one and ``:::`` that close it."""

from __future__ import annotations

import re

from printkit.core.i18n import _
from printkit.markup.blocks.base import BlockBase, TooDeepError
from printkit.markup.blocks.patterns import CONTAINER_NAMES, CONTAINERS, MAX_CONTAINERS
from printkit.markup.reading.attributes import split_attributes
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.warnings import did_you_mean, error
from printkit.model.manuscript import slug


class Containers(BlockBase):
    """Takes the lines that open and close containers."""

    def take_container(self, index: int, match: re.Match[str]) -> int:
        """Take a line of colons: it opens a container or closes one."""
        line = self.lines[index]
        column = len(line.text) - len(line.text.lstrip())
        indent, at = line.text[:column], line.at(column)
        rest = match["rest"].strip()
        if not rest:
            if not self.containers:
                message = _("This “:::” closes nothing.")
                hint = _("Remove it, or open a container before: “::: encadré Title”.")
                self.shared.tell(error("stray-container-end", message, at, hint))
            else:
                name = self.containers.pop().name
                self.alone(indent, self.shared.put(Mark(Kind.CLOSE, at, name=name)))
            return index + 1
        if len(self.containers) >= MAX_CONTAINERS:
            message = _("Containers are nested too deeply here.")
            raise TooDeepError(error("too-deep", message, at, _("Close those opened before.")))
        words, attributes = split_attributes(rest)
        name, _space, title = words.partition(" ")
        kind = CONTAINERS.get(slug(name), "")
        start = line.text.index(rest)
        if not kind:
            self.shared.tell(
                error(
                    "unknown-container",
                    _("There is no container called “{name}”.").format(name=name),
                    line.at(start),
                    did_you_mean(
                        name,
                        CONTAINER_NAMES,
                        _("Known containers: {names}.").format(
                            names=", ".join(CONTAINER_NAMES[:4])
                        ),
                    ),
                )
            )
        elif title.strip() and kind != "sidebar":
            message = _("“{name}” takes no title.").format(name=name)
            hint = _("Write the text on the lines after it.")
            self.shared.tell(error("container-title", message, line.at(start), hint))
        mark = Mark(Kind.OPEN, at, title.strip(), kind or "unknown", attributes)
        self.containers.append(mark)
        self.alone(indent, self.shared.put(mark))
        if title.strip():
            offset = line.text.index(title, start + len(name)) if title in line.text else start
            text = self.shared.slice([line], offset, offset + len(title))
            label = Mark(Kind.TITLE, line.at(offset), name=kind)
            self.alone(indent, self.shared.put(label) + text)
        return index + 1
