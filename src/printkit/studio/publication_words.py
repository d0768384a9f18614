"""What the pages of a publication say: its goals, the print shop's light, the page looked at closely."""

from __future__ import annotations

from printkit.core.i18n import _


def page_phrases() -> dict[str, str]:
    """Return what these pages say."""
    return {
        "goals": _("What for"),
        "goal_view": _("Pages"),
        "goal_print": _("For the printer"),
        "goal_home": _("For home"),
        "goal_read": _("For reading"),
        "made": _("Made on {when}"),
        "flatplan": _("Flatplan"),
        "to_source": _("Go to the text"),
        "to_page": _("See on the page"),
        "checked": _("Preflight of the press files"),
        "repair": _("Repair what can be repaired"),
        "repair_help": _("In a copy: neither the pages as drawn nor your texts are touched."),
        # --- for the printer
        "order": _("The order"),
        "shop": _("Print shop"),
        "shop_help": _("If yours is not listed, choose the kind of press it has."),
        "paper": _("Paper"),
        "paper_own": _("Paper, as the shop calls it"),
        "quantity": _("Number of copies"),
        "quantity_help": _("Of each size."),
        "sizes": _("Sizes to print"),
        "binding": _("Binding"),
        "saddle": _("stapled"),
        "perfect": _("glued"),
        "unbound": _("not bound"),
        "asks": _("What this shop asks for"),
        "light": _("Will the shop take it?"),
        "download_zip": _("Download the package for the printer"),
        "force": _("Pack it in spite of the errors; the job sheet will name them"),
        "in_zip": _("In the package"),
        "in_zip_list": _(
            "Press files, job sheet, preflight report, pictures of the pages, checksums, "
            "and the letter to send."
        ),
        # --- for home
        "home_lead": _("Print at 100 %, “actual size”: never “fit to page”."),
        "booklet": _("Stapled booklet"),
        "booklet_help": _("Print on both sides, fold in the middle, two staples in the fold."),
        "sheet": _("Several on a sheet of A4"),
        "sheet_help": _(
            "Print on both sides, either edge will do: they lie head to head. Cut apart."
        ),
        "poster": _("A poster of several sheets"),
        "poster_help": _("Print on A4, cut along the lines, glue the sheets edge to edge."),
        "plain": _("As it is, on A4"),
        "plain_one": _("Print on one side."),
        "plain_short": _("Print on both sides, turned over the short edge; then fold."),
        "plain_long": _("Print on both sides, turned over the long edge."),
        "flip-short-edge": _("Turned over the short edge"),
        "flip-long-edge": _("Turned over the long edge"),
        "which_edge": _("Which edge?"),
        "which_edge_help": _(
            "Print the calibration sheet on both sides and read it: it says how your printer "
            "turns the paper and by how much it shifts it."
        ),
        "calibration": _("Calibration sheet"),
        "by_hand": _("My printer prints one side only"),
        "by_hand_help": _(
            "Print the fronts, put the pile back as it lies, print the backs. "
            "If the order is wrong, take the backs in reverse."
        ),
        "fronts": _("Fronts"),
        "backs": _("Backs"),
        "backs-reversed": _("Backs in reverse"),
        "plan": _("Plan of the sheets"),
        "plan_alt": _("Plan of the sheets: which page lies where, front and back"),
        "get_sheets": _("Download the sheets"),
        # --- for reading
        "read_lead": _("The same text in every one of them."),
        "open_here": _("Open"),
        "make_too": _("Make this one too"),
        "make_too_help": _(
            "Not made yet. It is noted in {path}, and made with the others from now on."
        ),
        # --- a page looked at closely
        "overlays": _("Show"),
        "o_trim": _("cut"),
        "o_bleed": _("bleed"),
        "o_safe": _("what may be cut off"),
        "o_folds": _("folds"),
        "o_problems": _("problems"),
        "inks": _("Inks"),
        "ink_all": _("all together"),
        "ink_C": _("cyan"),
        "ink_M": _("magenta"),
        "ink_Y": _("yellow"),
        "ink_K": _("black"),
        "zoom": _("Size"),
        "close_up": _("The page, close up"),
        "tools": _("What is shown"),
        "zoom_fit": _("whole page"),
        "zoom_large": _("large"),
        "on_page": _("On this page"),
        "look_help": _("Arrow keys turn the pages."),
        "no_press": _("Without press files there is no bleed and there are no plates to show."),
    }


def script_phrases() -> dict[str, str]:
    """Return what the scripts of these pages say."""
    return {
        "checking": _("Checking the files as the shop will…"),
        "light_green": _("Green: the shop can print this"),
        "light_green_help": _("Nothing to object. Download the package and send it."),
        "light_orange": _("Orange: it can be printed, but look at this"),
        "light_orange_help": _("The shop may ask about these points."),
        "light_red": _("Red: the shop would refuse it"),
        "light_red_help": _("Mend this first; each line says how."),
        "light_failed": _("It could not be packed"),
        "light_none": _("Say how many copies, on which paper."),
        "light_forced": _("Packed in spite of errors: the job sheet names them."),
        "other_paper": _("Another paper, typed in…"),
        "read_on": _("Read on {date}:"),
        "zip_ready": _("{file}, {size}"),
        "checking_short": _("being checked…"),
        "checking_pages": _("Preflight of the press files…"),
        "checked_none": _("The press files are not built: there is nothing to check."),
        "checked_clean": _("Preflight: nothing to object."),
        "to_page": _("See on the page"),
        "to_source": _("Go to the text"),
        "repairing": _("Repairing…"),
        "repaired": _("Repaired copies, to download:"),
        "repaired_none": _("Nothing here can be repaired without you: each line says what to do."),
        "repair_left": _("Still to be mended: {what}"),
        "no_problem": _("No problem on this page."),
        "of_pages": _("Page {number} of {count}"),
        "plate_of": _("Page {number}, {ink} plate"),
        "error": _("error"),
        "warning": _("warning"),
        "note": _("note"),
    }
