"""Moments printed into files: taken from the material, never from the clock of the machine."""

from __future__ import annotations

import datetime as dt
import os


def document_date(date: dt.date) -> dt.datetime:
    """Return when a file says it was made: ``SOURCE_DATE_EPOCH`` if set, else its date at noon UTC.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.combine(date, dt.time(12), dt.UTC)
