"""What the studio's pages say, in the current language."""

from __future__ import annotations

import datetime as dt

from printkit.core.i18n import _, ngettext, number
from printkit.model.editions import edition_of


def state_word(state: str) -> str:
    """Name the state of a publication."""
    return {
        "none": _("not built yet"),
        "stale": _("changed since it was built"),
        "built": _("ready"),
        "look": _("needs a look"),
        "refused": _("has an error"),
        "shop": _("refused by the printer"),
        "building": _("building…"),
    }[state]


def edition_word(name: str) -> str:
    """Name an edition by what it is for."""
    return _(edition_of(name).label)


def format_word(name: str) -> str:
    """Name a format as people do; one that has the name of an edition as that."""
    if name == "rollfold-a4":
        return _("folded A4")
    edition = edition_of(name)
    if edition.own_format or edition.made_of == "text":
        return _(edition.label)
    return name.upper() if len(name) < 4 else name


def moment_word(moment: dt.datetime) -> str:
    """Write a day and an hour."""
    return _("{day}/{month}/{year} at {hour}:{minute}").format(
        day=moment.day,
        month=f"{moment.month:02}",
        year=moment.year,
        hour=moment.hour,
        minute=f"{moment.minute:02}",
    )


def size_word(count: int) -> str:
    """Write a number of bytes for people."""
    if count < 1_000_000:
        return _("{size} kB").format(size=max(round(count / 1000), 1))
    return _("{size} MB").format(size=number(count / 1_000_000))


def pages_word(count: int) -> str:
    """Write a number of pages; nothing for what has none."""
    if not count:
        return ""
    return ngettext("{count} page", "{count} pages", count).format(count=count)


def script_words() -> dict[str, str]:
    """Return what the scripts say."""
    return {
        "saved": _("Saved."),
        "unsaved": _("Not saved"),
        "saving": _("Saving…"),
        "all_saved": _("Everything is saved"),
        "kept": _("What you had typed and not saved is back."),
        "undone": _("The last save is undone."),
        "nothing": _("There is nothing to undo."),
        "fits": _("Everything fits."),
        "drawing": _("Drawing…"),
        "lost": _("The studio does not answer: is it still running? Nothing is lost on this page."),
        "remove": _("Remove this row"),
        "up": _("Move up"),
        "down": _("Move down"),
        "row": _("Row {number}"),
        "hour": _("Hour"),
        "title": _("Title"),
        "speakers": _("Who speaks (with ; between names)"),
        "note": _("Remark"),
        "room": _("Room or stage"),
        "side": _("Side {number}"),
        "front": _("Front"),
        "back": _("Back"),
        "cut": _("cut here"),
        "safe": _("may be cut off"),
        "fold": _("fold"),
        "too_long": _("{field}: too long"),
        "building": _("Building…"),
        "building_step": _("Building: {step}…"),
        "built": _("Built in {seconds} s."),
        "failed": _("Not everything could be built: see what is wrong below."),
        "elsewhere": _("This file was changed elsewhere."),
        "choose": _("Choose an event"),
        "page": _("Page {number}"),
    }


def writing_signs() -> tuple[tuple[str, str], ...]:
    """Return the signs a chapter is written with, and what each makes."""
    return (
        (_("## A heading"), _("a heading within the chapter")),
        (_("**bold**, *italic*"), _("bold, italic")),
        (_("- an item"), _("a line of a list")),
        (_("> words"), _("a quotation")),
        (_("[words](https://example.org)"), _("a link")),
        (_("a fact[^1] … [^1]: Where it is from."), _("a note at the foot of the page")),
        (_("![What it shows](picture.png)"), _("a picture of the chapter’s folder")),
        (_("an empty line"), _("a new paragraph")),
    )


def page_words() -> dict[str, str]:
    """Return what the pages say."""
    return {
        "skip": _("Go to the content"),
        "home": _("Publications"),
        "new": _("New leaflet"),
        "build_all": _("Build everything"),
        "build": _("Build the PDFs"),
        "empty": _("There is nothing here yet: begin with a leaflet."),
        "no_cover": _("not built yet"),
        "edit": _("Fill in"),
        "see": _("Look at the pages"),
        "to_print": _("Have it printed"),
        "duplicate": _("Duplicate"),
        "calendar": _("Calendar file"),
        "leaflet": _("leaflet"),
        "brochure": _("brochure"),
        "from_template": _("From nothing"),
        "from_template_help": _("Give it a title; you fill in the rest on the next page."),
        "from_copy": _("As a copy"),
        "from_copy_help": _("Everything is taken over, the title is yours."),
        "from_calendar": _("From a calendar"),
        "from_calendar_help": _("A .ics file, from Mobilizon, Gancio, Démosphère or any calendar."),
        "title": _("Title"),
        "of": _("Copy of"),
        "file": _("Calendar file (.ics)"),
        "begin": _("Begin"),
        "read": _("Read the file"),
        "save": _("Save"),
        "undo": _("Undo"),
        "undo_help": _("Undo the last save"),
        "formats": _("Formats"),
        "formats_help": _("Each format has a layout of its own, filled from the same words."),
        "panels": _("Panels of the folded leaflet"),
        "panels_help": _("Only for the folded leaflet; in Markdown."),
        "add_row": _("Add a row"),
        "preview": _("Preview"),
        "form": _("Form"),
        "safe": _("Show what may be cut off"),
        "show_preview": _("See the leaflet"),
        "show_form": _("Back to the form"),
        "conflict": _("This file was changed elsewhere"),
        "conflict_help": _(
            "Somebody, or another window, saved it since you opened it. Nothing was overwritten."
        ),
        "take_theirs": _("Take what stands in the file"),
        "keep_mine": _("Keep my version, and save it"),
        "decide_later": _("Decide later"),
        "files": _("Files"),
        "pages": _("Pages"),
        "findings": _("What to look at"),
        "no_findings": _("Nothing to report."),
        "texts": _("Texts"),
        "download": _("Download"),
        "open": _("Open"),
        "close": _("Close"),
        "previous": _("Previous page"),
        "next": _("Next page"),
        "not_built": _("Nothing is built yet: press the button above."),
        "refused": _("Not here"),
        "back": _("Back to the publications"),
        "text": _("Text"),
        "page_beside": _("Page beside"),
        "writing": _("How to write"),
        "sign": _("You write"),
        "meaning": _("It becomes"),
        "save_build": _("Save and build"),
        "error": _("error"),
        "warning": _("warning"),
        "note": _("note"),
        "site": _("Download page"),
        "here": _("On this machine only: nothing is sent anywhere."),
    }
