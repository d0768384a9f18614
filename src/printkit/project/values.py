"""Single values as organisers type them: days, hours, addresses, colours. What is wrong is said in words."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from typing import Final
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

from printkit.core.i18n import _
from printkit.languages.language import (
    is_known,
    known_languages,
    language_of,
    nearest_language,
)
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import FIELDS
from printkit.model.editions import EDITION_NAMES
from printkit.model.manuscript import slug
from printkit.project.names import LONGEST_NAME, NAME, VERSION

_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_HOUR: Final = re.compile(r"(\d{1,2})\s*(?::|[hH])\s*(\d{2})?(?::00)?")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MAIL: Final = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


def wrong(rule: str, message: str, hint: str | None = None) -> PydanticCustomError:
    """Return the error a validator raises; ``message`` and ``hint`` are already translated."""
    return PydanticCustomError(rule, "{message}", {"message": message, "hint": hint})


def short(value: object) -> str:
    """Return a value as a message quotes it: on one line, not too long."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def filled_text(value: object) -> object:
    """Take a text as it is, lines and all; nothing at all is not one."""
    if isinstance(value, str) and not value.strip():
        raise wrong("value-empty", _("this text is empty"), _("fill it, or remove its line"))
    return value


def some_text(value: object) -> object:
    """Take a text without the space around it; nothing at all is not one."""
    filled_text(value)
    return value.strip() if isinstance(value, str) else value


def one_or_many(value: object) -> object:
    """Take one text as a list of one; nothing as an empty list."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


def mapping_of(value: object) -> object:
    """Take nothing as an empty mapping."""
    return {} if value is None else value


def too_long(name: str) -> str:
    """Say that a name is too long for what it names."""
    message = _("“{name}” has {count} letters; a name may have {most}")
    return message.format(name=short(name), count=len(name), most=LONGEST_NAME)


def name_word(value: object) -> object:
    """Take a name made of what every file system and web address bears."""
    if isinstance(value, str) and len(value) > LONGEST_NAME:
        raise wrong("name", too_long(value), _("make it shorter: files are called by it"))
    if isinstance(value, str) and not NAME.fullmatch(value):
        guess = slug(value)
        hint = _("write it so: {name}").format(name=guess) if guess else None
        message = _("“{name}” is not a name: small letters without accents, digits, hyphens")
        raise wrong("name", message.format(name=short(value)), hint)
    return value


def project_version(value: object) -> object:
    """Take the version of keys and meanings that this printkit reads."""
    if isinstance(value, str) and value.strip() != str(VERSION):
        message = _("this project is of version “{value}”; this printkit reads version {known}")
        hint = _("install a newer printkit, or write version: {known}").format(known=VERSION)
        raise wrong("version", message.format(value=short(value), known=VERSION), hint)
    return value


def language_tag(value: object) -> object:
    """Take a BCP 47 tag of a language there are words in; ``fr_FR`` is taken as ``fr-FR``."""
    if isinstance(value, str):
        value = value.strip().replace("_", "-")
    if isinstance(value, str) and not _TAG.fullmatch(value):
        message = _("“{value}” is not a language").format(value=short(value))
        raise wrong("language", message, _("write its code: fr, en, de…"))
    if isinstance(value, str) and not is_known(value):
        known = ", ".join(f"{tag} ({language_of(tag).name})" for tag in known_languages())
        nearest = nearest_language(value)
        hint = _("there are: {names}").format(names=known)
        if nearest is not None:
            hint = _("Did you mean “{name}”?").format(name=nearest) + " " + hint
        message = _(
            "printkit does not know the language “{value}”: it would print words of another"
        )
        raise wrong("language", message.format(value=short(value)), hint)
    return value


def day(value: object) -> object:
    """Take a day as 2026-11-24."""
    if not isinstance(value, str):
        return value
    hint = _("write year-month-day, such as 2026-11-24")
    match = _DAY.fullmatch(value.strip())
    if match is None:
        raise wrong("date", _("“{value}” is not a date").format(value=short(value)), hint)
    try:
        return dt.date(*(int(group) for group in match.groups()))
    except ValueError:
        message = _("there is no such day: {value}").format(value=short(value))
        raise wrong("date", message, hint) from None


def hour(value: object) -> object:
    """Take an hour as 15:15, 15 h 15 or 15 h."""
    if not isinstance(value, str):
        return value
    match = _HOUR.fullmatch(value.strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        message = _("“{value}” is not an hour of the day").format(value=short(value))
        raise wrong("hour", message, _("write 15:15, 15 h 15 or 15 h"))
    return dt.time(int(match[1]), int(match[2] or 0))


def hour_text(value: object) -> object:
    """Take an hour as typed; words are welcome (``toute la journée``), impossible hours are not."""
    if isinstance(value, str):
        for match in _HOUR.finditer(value):
            hour(match[0])
        if value.strip().isdigit():
            hour(value)
    return value


def zone(value: object) -> object:
    """Take the name of a time zone."""
    if not isinstance(value, str):
        return value
    try:
        zoneinfo.ZoneInfo(value.strip())
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        if known:  # a machine without the table cannot tell
            message = _("“{value}” is not a time zone").format(value=short(value))
            hint = did_you_mean(value, sorted(known), _("write continent/town: Europe/Paris"))
            raise wrong("timezone", message, hint) from None
    return value


#: A QR code with more cannot be read from a leaflet.
_LONGEST_ADDRESS = 500


def web_address(value: object) -> object:
    """Take an http or https address with a host."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if len(text) > _LONGEST_ADDRESS:
        message = _("this address has {count} letters: no QR code holds it").format(count=len(text))
        hint = _("take a shorter one: up to {most} letters").format(most=_LONGEST_ADDRESS)
        raise wrong("url", message, hint)
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and _port_is_good(text)
    except ValueError:
        good = False
    if not good or re.search(r"[\s<>\"{}|\\^`]", text):
        message = _("“{value}” is not a web address").format(value=short(value))
        raise wrong("url", message, _("write it whole, from https:// on, without spaces"))
    return text


def folder_address(value: object) -> object:
    """Take the address of a folder, or of its page index.html; return it with a slash at its end."""
    text = web_address(value)
    if not isinstance(text, str):
        return value
    if re.search(r"[?#]", text):
        message = _("“{value}” is not the address of a folder").format(value=short(text))
        raise wrong("url", message, _("write it without what follows “?” or “#”"))
    return text.removesuffix("index.html").rstrip("/") + "/"


def _port_is_good(text: str) -> bool:
    port = urlsplit(text).port  # raises ValueError when it is no number
    return port is None or port > 0


def mail_address(value: object) -> object:
    """Take an address for mail: something, an at sign, a host with a point."""
    if isinstance(value, str) and not _MAIL.fullmatch(value.strip()):
        message = _("“{value}” is not an address for mail").format(value=short(value))
        raise wrong("mail", message, _("write it whole: bonjour@example.org"))
    return value


def field_name(value: object) -> object:
    """Take the name of a field that a format may print or leave out."""
    if isinstance(value, str) and value.strip() not in FIELDS:
        message = _("there is no field “{name}” to show").format(name=short(value))
        otherwise = _("there are: {names}").format(names=", ".join(FIELDS))
        raise wrong("field", message, did_you_mean(value.strip(), FIELDS, otherwise))
    return value


def colour(value: object) -> object:
    """Take a colour as #rrggbb."""
    hint = _('write it in quotes with six digits: "#c8102e"')
    if value is None:  # an unquoted # begins a comment
        raise wrong("colour", _("this colour is empty"), hint)
    if isinstance(value, str) and not _COLOUR.fullmatch(value.strip()):
        raise wrong("colour", _("“{value}” is not a colour").format(value=short(value)), hint)
    return value.strip() if isinstance(value, str) else value


def edition_name(value: object) -> object:
    """Take the name of an edition printkit can make."""
    if isinstance(value, str) and value.strip() not in EDITION_NAMES:
        message = _("there is no edition “{name}”").format(name=short(value))
        otherwise = _("there are: {names}").format(names=", ".join(EDITION_NAMES))
        raise wrong("edition-unknown", message, did_you_mean(value, EDITION_NAMES, otherwise))
    return value
