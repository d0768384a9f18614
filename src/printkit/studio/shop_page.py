"""For the printer: shop, paper, quantity; a light that says in words whether the shop will take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from printkit.core.findings import PrintkitError
from printkit.core.i18n import _
from printkit.package.requirements import requirements
from printkit.preflight.printer import printer_word
from printkit.project.printer_files import DEFAULT, load_printer, printer_names
from printkit.report.preflight_text import ranges
from printkit.studio import ui_words
from printkit.studio.packages import Pack, PackageRequest
from printkit.studio.paper_names import papers
from printkit.studio.publication_pages import goal_page, publication_of
from printkit.studio.request_helpers import json_of, missing, studio_of, text_of

_MOST: Final = 10_000_000
_BINDINGS: Final = ("", "saddle", "perfect", "none")
_RANK: Final = {"error": 0, "warning": 1, "note": 2}


async def printing(request: Request) -> Response:
    """Show the form of a print order."""
    one = await publication_of(request)
    formats = [entry.format for entry in one.readable]
    return goal_page(
        request,
        "print",
        one,
        formats=formats,
        first="a5" if "a5" in formats else (formats[0] if formats else ""),
        shops=await run_in_threadpool(_shops, request),
        chosen=DEFAULT,
    )


def _shops(request: Request) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the printers by name and label, in two groups: kinds of press, then shops."""
    kinds: list[tuple[str, str]] = []
    shops: list[tuple[str, str]] = []
    root = studio_of(request).root
    for name in printer_names(root):
        try:
            found = load_printer(name, root)
        except (
            PrintkitError
        ):  # a profile of the project's own that is broken: the command tells why
            continue
        if found.rules:
            continue  # a set of rules, which prints nothing
        known = printer_word(name)
        (kinds if known else shops).append((name, known or found.label))
    kinds.sort(key=lambda pair: pair[0] != DEFAULT)
    shops.sort(key=lambda pair: pair[1].lower())
    return [(_("A kind of press"), kinds), (_("A print shop"), shops)]


async def printer(request: Request) -> Response:
    """Say what a printer asks for, and which usual papers suit it."""
    root = studio_of(request).root
    one = await publication_of(request)
    try:
        found = await run_in_threadpool(load_printer, request.path_params["printer"], root)
    except PrintkitError:
        raise missing() from None
    return JSONResponse(
        {
            "facts": [list(pair) for pair in requirements(found)],
            "notes": list(found.notes),
            "sources": [{"words": source.words, "date": source.date} for source in found.sources],
            "papers": list(papers(one.kind, found)),
        }
    )


async def order(request: Request) -> Response:
    """Begin the package of an order: it is made, checked and kept for the download."""
    studio = studio_of(request)
    one = await publication_of(request)
    data = await json_of(request)
    package_request = _package_request(one.name, data, [entry.format for entry in one.files])
    if package_request.printer not in printer_names(studio.root):
        raise HTTPException(400, _("this request cannot be understood"))
    instead = data.get("instead")
    pack = studio.packer.start(package_request, instead if isinstance(instead, int) else 0)
    return JSONResponse(_pack_json(pack), 202)


def _package_request(name: str, data: Mapping[str, Any], known: Sequence[str]) -> PackageRequest:
    paper = " ".join(text_of(dict(data), "paper").split())
    if not paper or len(paper) > 200:
        raise HTTPException(400, _("say which paper"))
    typed = text_of(dict(data), "quantity").strip()
    if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed[:9]) <= _MOST:
        raise HTTPException(400, _("“{value}” is not a number of copies").format(value=typed[:20]))
    formats = data.get("formats", [])
    binding = text_of(dict(data), "binding")
    if (
        not isinstance(formats, list)
        or any(one not in known for one in formats)
        or binding not in _BINDINGS
    ):
        raise HTTPException(400, _("this request cannot be understood"))
    force = data.get("force") is True
    return PackageRequest(
        name, text_of(dict(data), "printer"), int(typed), paper, tuple(formats), binding, force
    )


async def ordered(request: Request) -> Response:
    """Say how far a package is."""
    pack = studio_of(request).packer.get(request.path_params["number"])
    if pack is None:
        raise missing()
    return JSONResponse(_pack_json(pack))


async def parcel(request: Request) -> Response:
    """Send a package."""
    pack = studio_of(request).packer.get(request.path_params["number"])
    if pack is None or pack.zip is None or pack.zip.name != request.path_params["file"]:
        raise missing()
    return FileResponse(pack.zip, media_type="application/zip", filename=pack.zip.name)


def _pack_json(pack: Pack) -> dict[str, Any]:
    findings = _findings(pack.outcome)
    worst = min((_RANK[one["severity"]] for one in findings), default=2)
    light = {0: "red", 1: "orange", 2: "green"}[worst]
    if pack.state in ("checking", "dropped"):
        light = ""
    elif pack.state == "failed":
        light = "red"
    answer: dict[str, Any] = {
        "number": pack.number,
        "state": pack.state,
        "light": light,
        "findings": findings,
        "url": "",
    }
    if pack.zip is not None and pack.zip.is_file():
        answer["url"] = f"/package/{pack.number}/{pack.zip.name}"
        answer["file"] = pack.zip.name
        answer["size"] = ui_words.size_word(pack.zip.stat().st_size)
    return answer


def _findings(outcome: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Gather what was said of the files, each thing once with all its pages, the worst first."""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in outcome.get("findings", ()):
        key = (one["rule"], one["message"], "")
        found.setdefault(key, {**one, "hint": one["hint"] or "", "pages": [], "where": ""})
    for file in outcome.get("files", ()):
        for one in file["findings"]:
            key = (one["rule"], one["fix"], file["path"])
            row = found.setdefault(
                key,
                {
                    "rule": one["rule"],
                    "severity": one["severity"],
                    "message": one["issue"],
                    "hint": one["fix"],
                    "pages": [],
                    "where": file["path"],
                },
            )
            if one["page"] is not None:
                row["pages"].append(one["page"])
    for row in found.values():
        pages = sorted(set(row.pop("pages")))
        if pages:
            row["where"] = _("{file}, page {pages}").format(file=row["where"], pages=ranges(pages))
    return sorted(found.values(), key=lambda row: _RANK[row["severity"]])
