"""The file names the printing condition its colours are made for.

Severity: error where PDF/X is asked for: one GTS_PDFX intent with an identifier, and a registry or a
CMYK output profile. Source: ISO 15930-7:2010, 6.2.2; GWG 2022, R0035.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from PIL import ImageCms

from printkit.core.i18n import _
from printkit.preflight.document import Document
from printkit.preflight.fault import NOTHING, Fault, error
from printkit.preflight.intents import press_intents
from printkit.preflight.levels import level_of
from printkit.preflight.printer import Job

ID: Final = "output-intent"


def check(document: Document, job: Job) -> Iterator[Fault]:
    """Yield what keeps the output intent from being one."""
    if level_of(document, job) is None:
        return
    intents = press_intents(document)
    fix = _("export as PDF/X for the printer's condition, such as FOGRA39")
    if not intents:
        issue = _("the file does not say for which printing condition it is made")
        yield error(ID, issue, fix, found=NOTHING, required="OutputIntent")
    elif len(intents) > 1:
        issue = _("the file names several printing conditions")
        yield error(ID, issue, fix, found=len(intents), required=1)
    elif not intents[0].identifier:
        issue = _("the output intent names no condition")
        yield error(ID, issue, fix, found=NOTHING, required="OutputConditionIdentifier")
    elif intents[0].profile is None and not intents[0].registry:
        issue = _("the output intent has neither a profile nor a registered name")
        yield error(ID, issue, fix, found=intents[0].identifier, required="DestOutputProfile")
    elif intents[0].profile is not None and intents[0].profile[12:20] != b"prtrCMYK":
        issue = _("the profile of the output intent is not one of a CMYK press")
        found = intents[0].profile[12:20].decode("latin-1")
        yield error(ID, issue, fix, found=found, required="prtr CMYK")
    elif intents[0].profile is not None and intents[0].components != 4:
        issue = _("the file says that its press profile has {found} inks; it has {required}")
        words = issue.format(found=intents[0].components, required=4)
        yield error(ID, words, fix, found=intents[0].components, required=4, unit="inks")
    elif intents[0].profile is not None and not _works(intents[0].profile):
        issue = _("the profile of the output intent is damaged")
        yield error(ID, issue, fix, found=NOTHING, required="ICC")


def _works(profile: bytes) -> bool:
    """Tell whether a profile can be used: its tables are whole."""
    if int.from_bytes(profile[:4]) != len(profile):
        return False
    try:
        to = ImageCms.createProfile("sRGB")
        ImageCms.buildTransform(ImageCms.ImageCmsProfile(io.BytesIO(profile)), to, "CMYK", "RGB")
    except (ImageCms.PyCMSError, OSError):
        return False
    return True
