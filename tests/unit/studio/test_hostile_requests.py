"""Requests nobody means well, spoken to the real server as bytes: each refused in words, nothing touched.

Whatever a row asks for, no file outside the project is opened and none anywhere is changed.
"""

import contextlib
import hashlib
import http.client
import json
import os
import socket
import struct
import sys
import threading
import time
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO

import pytest
import uvicorn

from printkit.core.i18n import current_language, use_language
from printkit.studio.app import create_app
from printkit.studio.chapter_preview import Chapters
from printkit.studio.live_layouts import PreviewWorkers
from printkit.studio.project_settings import Settings
from printkit.studio.saving import OutsideError
from printkit.studio.session import Studio

HOST = "127.0.0.1:8717"
TOKEN = "jeton"
COOKIE = {"cookie": f"printkit-8717={TOKEN}"}
ORIGIN = {"origin": f"http://{HOST}"}
JSON = {"content-type": "application/json"}
LEAFLET = "name: soir\ntitle: Soir\nformats: [a5]\nevent:\n  date: 2026-03-14\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{former}'] * 9)}]\n"
    for former, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOUNDARY = {"content-type": "multipart/form-data; boundary=x"}


def zipped():
    """A zip of 200 kB that opens to 200 MB."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("agenda.ics", b"0" * 200_000_000)
    return out.getvalue()


def upload(data, name="agenda.ics"):
    head = f'--x\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n--x--\r\n"


def calendar(events):
    return b"BEGIN:VCALENDAR\r\n" + events + b"END:VCALENDAR\r\n"


def said(**data):
    return json.dumps(data).encode()


@dataclass(frozen=True)
class Ask:
    """A request, and what it is answered: a status and words. ``without`` headers every other has."""

    what: str
    method: str
    path: str
    status: int
    words: str = ""
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    without: tuple = ()


NOTHING = "there is no such thing in this project"
NOT_UNDERSTOOD = "this request cannot be understood"
LARGE = "this is too large"
ELSEWHERE = "another site asked for this: refused"
OUTSIDE = "outside/secret.txt"
FORM = {"title": "x", "formats": ["a5"], "event": {"date": "2026-03-14"}}
EVENT = b"BEGIN:VEVENT\r\nDTSTART:20260101\r\nEND:VEVENT\r\n"
NEW, CALENDAR, SAVE = "/api/new", "/api/calendar", "/api/leaflet/soir"
# fmt: off
HOSTILE = [
    # what, method, path, status, words
    Ask("traversal, plain",           "GET",    f"/file/../../{OUTSIDE}",                 404, NOTHING),
    Ask("traversal, encoded",         "GET",    f"/file/%2e%2e/%2e%2e/{OUTSIDE}",         404, NOTHING),
    Ask("traversal, slashes encoded", "GET",    "/file/..%2f..%2foutside%2fsecret.txt",   404, NOTHING),
    Ask("traversal, encoded twice",   "GET",    "/file/%252e%252e%252fsecret.txt",        404, NOTHING),
    Ask("traversal, backslashes",     "GET",    "/file/..%5c..%5coutside%5csecret.txt",   404, NOTHING),
    Ask("traversal, NUL",             "GET",    "/file/soir.pdf%00.txt",                  404, NOTHING),
    Ask("traversal, overlong UTF-8",  "GET",    "/file/%c0%ae%c0%ae/secret.txt",          404, NOTHING),
    Ask("absolute",                   "GET",    "/file//etc/passwd",                      404, NOTHING),
    Ask("absolute, encoded",          "GET",    "/page/%2fetc%2fpasswd?n=1",              404, NOTHING),
    Ask("absolute, its own address",  "GET",    "file:///etc/passwd",                     404, NOTHING),
    Ask("traversal, static",          "GET",    "/static/../app.py",                      404, NOTHING),
    Ask("traversal, static encoded",  "GET",    "/static/..%2f..%2fguard.py",             404, NOTHING),
    Ask("traversal, static NUL",      "GET",    "/static/%00",                            404, NOTHING),
    Ask("traversal, a leaflet",       "GET",    "/api/leaflet/..%2fprintkit",             404, NOTHING),
    Ask("traversal, a chapter",       "GET",    f"/api/text/livre/..%2f..%2f{OUTSIDE}",   404, NOTHING),
    Ask("traversal, saving",          "POST",   f"/api/text/livre/../../{OUTSIDE}",       404, NOTHING,
        JSON, said(text="x", base="x")),
    Ask("traversal, a copy",          "POST",   NEW,                                      404, NOTHING,
        JSON, said(title="x", copy="../printkit")),
    Ask("a link to a leaflet outside", "GET",   "/api/leaflet/lien",                      404, NOTHING),
    Ask("a link to a chapter outside", "GET",   "/api/text/livre/lien.md",                404, NOTHING),
    Ask("a link to a file outside",   "GET",    "/file/soir/lien.pdf",                    404, NOTHING),
    Ask("a link to a folder outside", "GET",    "/view/ailleurs",                         404, NOTHING),
    Ask("another host (rebinding)", "GET", "/", 421, "not the studio's",
        {"host": "evil.example:8717"}),
    Ask("the same host, other port", "GET", "/", 421, "not the studio's",
        {"host": "127.0.0.1:80"}),
    Ask("no host", "GET", "/", 400, "", without=("host",)),
    Ask("another origin",             "POST",   NEW, 403, ELSEWHERE, {**JSON, "origin": "http://evil.example"},
        said(title="x")),
    Ask("an origin of nobody", "POST", NEW, 403, ELSEWHERE, {**JSON, "origin": "null"}, said(title="x")),
    Ask("the same origin, secure",    "POST",   NEW, 403, ELSEWHERE, {**JSON, "origin": f"https://{HOST}"},
        said(title="x")),
    Ask("no origin",                  "POST",   NEW, 403, ELSEWHERE, JSON, said(title="x"), ("origin",)),
    Ask("another site reads",         "GET",    SAVE, 403, ELSEWHERE, {"origin": "http://evil.example"}),
    Ask("no token", "GET", "/", 401, "open the studio by the address", without=("cookie",)),
    Ask("a wrong token",              "GET",    "/?token=jetons", 401, "open the studio", without=("cookie",)),
    Ask("a token with other letters", "GET", "/?token=%c3%a9%ff", 401, "open the studio", without=("cookie",)),
    Ask("a token in a POST",          "POST",   f"{NEW}?token={TOKEN}", 401, "open the studio", JSON,
        said(title="x"), ("cookie",)),
    Ask("no token, a script", "GET", "/static/common.js", 401, "open the studio", without=("cookie",)),
    Ask("a body too large",           "POST",   NEW, 413, LARGE, JSON, b"x" * 2_000_001),
    Ask("a calendar of 10 MB",        "POST",   CALENDAR, 413, LARGE, BOUNDARY, upload(b"x" * 10_000_000)),
    Ask("a body of no length",        "POST",   NEW, 400, "", {**JSON, "content-length": "beaucoup"}),
    Ask("a body of less than none",   "POST",   NEW, 400, "", {**JSON, "content-length": "-1"}),
    Ask("an address too long",        "GET",    "/view/" + "x" * 2_000, 414, "this address is too long"),
    Ask("a number too long",          "GET",    "/api/build/" + "9" * 5_000, 414, "this address is too long"),
    Ask("a number that is none",      "GET",    "/page/soir/soir-a5-screen.pdf?w=%c2%b2", 404, NOTHING),
    Ask("a page far away",            "GET",    "/page/soir/soir-a5-screen.pdf?n=-1", 404, NOTHING),
    Ask("a method not allowed",       "DELETE", SAVE, 405, "nothing is done that way here"),
    Ask("a method that reads",        "GET",    "/api/build", 405, "nothing is done that way here"),
    Ask("a method that echoes",       "TRACE",  "/", 405, "nothing is done that way here"),
    Ask("a method nobody knows",      "BREW",   "/", 405, "nothing is done that way here"),
    Ask("a form, not JSON",           "POST",   NEW, 415, NOT_UNDERSTOOD,
        {"content-type": "text/plain"}, said(title="x")),
    Ask("broken JSON",                "POST",   NEW, 400, NOT_UNDERSTOOD, JSON, b'{"title": '),
    Ask("JSON nested deeply",         "POST",   NEW, 400, NOT_UNDERSTOOD, JSON, b'{"title": ' + b"[" * 100_000),
    Ask("half a character",           "POST",   NEW, 400, NOT_UNDERSTOOD, JSON, b'{"title": "\\ud800"}'),
    Ask("a list for a text",          "POST",   NEW, 400, NOT_UNDERSTOOD, JSON, said(title=["x"])),
    Ask("a number for a form",        "POST",   SAVE, 400, NOT_UNDERSTOOD, JSON, said(form=7, base="x")),
    Ask("a text for a programme",     "POST",   SAVE, 400, NOT_UNDERSTOOD, JSON,
        said(form={**FORM, "event": {"programme": "x"}}, base="x")),
    Ask("a programme without end",    "POST",   SAVE, 413, LARGE, JSON,
        said(form={**FORM, "event": {"programme": [{"title": "x"}] * 20_000}}, base="x")),
    Ask("a text without end", "POST", SAVE, 413, LARGE, JSON, said(form={**FORM, "body": "x" * 10**6})),
    Ask("names of no publication",    "POST",   "/api/build", 400, NOT_UNDERSTOOD, JSON,
        said(names=["soir; rm -rf ~"])),
    Ask("names that are options", "POST", "/api/build", 400, NOT_UNDERSTOOD, JSON, said(names=["--project=/"])),
    Ask("a file of no name",          "POST",   "/api/order/soir", 400, NOT_UNDERSTOOD, JSON,
        said(printer="../../outside/secret", quantity="1", paper="x", formats=[])),
    Ask("NUL in a chapter",           "POST",   "/api/text/livre/un.md", 400, NOT_UNDERSTOOD, JSON,
        said(text="a\0b", base="x")),
    Ask("a YAML bomb",                "POST",   "/api/leaflet/bombe", 422, "cannot be changed", JSON,
        said(form=FORM, base=hashlib.sha256(BOMB.encode()).hexdigest())),
    Ask("multipart of no boundary",   "POST",   CALENDAR, 400, "", {"content-type": "multipart/form-data"},
        upload(EVENT)),
    Ask("multipart that never ends", "POST", CALENDAR,
        400, "", BOUNDARY, b"--x\r\ncontent-disposition: form-data"),
    Ask("multipart that is none",     "POST",   CALENDAR, 400, "", BOUNDARY, b"--y\r\nnonsense"),
    Ask("two files at once", "POST", CALENDAR, 400, "", BOUNDARY, upload(EVENT)[:-7] + upload(EVENT)),
    Ask("a zip bomb", "POST", CALENDAR, 422, "not a calendar file", BOUNDARY, upload(zipped())),
    Ask("100,000 events",             "POST",   CALENDAR, 422, "too many events", BOUNDARY,
        upload(calendar(b"BEGIN:VEVENT\n" * 100_000))),
    Ask("calendars in calendars",     "POST",   CALENDAR, 422, "too many events", BOUNDARY,
        upload(b"BEGIN:VCALENDAR\n" * 100_000)),
    Ask("an hour after the last",     "POST",   CALENDAR, 422, "no event with a date", BOUNDARY,
        upload(calendar(EVENT.replace(b"20260101", b"99991231T235900Z\r\nDURATION:P9W")))),
]
# fmt: on


@pytest.fixture(scope="module", autouse=True)
def english():
    before = current_language()
    use_language("en")
    yield
    use_language(before)


def project(folder):
    """A project with links that lead out of it, and what lies outside."""
    root, outside = folder / "projet", folder / "outside"
    for one in (root / "leaflets", root / "livre", root / "out" / "soir", outside):
        one.mkdir(parents=True)
    (outside / "secret.txt").write_text("secret")
    (outside / "secret.yaml").write_text("name: lien\ntitle: secret\nformats: [a5]\n")
    (outside / "brochure.yaml").write_text("name: ailleurs\ntitle: secret\nparts: [secret.txt]\n")
    (root / "printkit.yaml").write_text("name: Essai\n")
    (root / "leaflets" / "soir.yaml").write_text(LEAFLET)
    (root / "leaflets" / "bombe.yaml").write_text(BOMB)
    (root / "leaflets" / "lien.yaml").symlink_to(outside / "secret.yaml")
    (root / "livre" / "brochure.yaml").write_text(
        "name: livre\ntitle: Livre\ndate: 2026-01-05\nparts: [un.md, lien.md, ../../outside/secret.txt]\n"
    )
    (root / "livre" / "un.md").write_text("# Un\n")
    (root / "livre" / "lien.md").symlink_to(outside / "secret.txt")
    (root / "ailleurs").symlink_to(outside)
    (root / "out" / "soir" / "lien.pdf").symlink_to(outside / "secret.txt")
    entry = {"publication": "soir", "edition": "screen", "format": "a5", "pages": 1, "bytes": 6}
    entry |= {"path": "soir/lien.pdf", "trim_mm": [148, 210], "sha256": "0" * 64, "conformance": []}
    (root / "out" / "manifest.json").write_text(json.dumps({"version": 1, "artifacts": [entry]}))
    return root


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The real server, on a port of its own: the folder around the project, and the port."""
    folder = tmp_path_factory.mktemp("hostile")
    studio = Studio(project(folder), workers=0)
    app = create_app(studio, token=TOKEN, hosts=[HOST], cookie="printkit-8717")
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, args=([line],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield folder, line.getsockname()[1]
        server.should_exit = True
        thread.join(10)
    studio.close()


OPENED = []
WATCHED = []


def _hear(event, words):
    if event == "open" and WATCHED and isinstance(words[0], str | bytes | os.PathLike):
        OPENED.append(os.path.realpath(os.fsdecode(words[0])))


@pytest.fixture
def opened():
    """Every file this process opens meanwhile, where links end."""
    if not OPENED:
        sys.addaudithook(_hear)
    OPENED[:] = [""]
    WATCHED.append(True)
    yield OPENED
    WATCHED.clear()


def everything(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def answer(port, ask):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    given = {"host": HOST, **COOKIE, **ORIGIN, "content-length": str(len(ask.body)), **ask.headers}
    connection.putrequest(ask.method, ask.path, skip_host=True, skip_accept_encoding=True)
    for name, value in given.items():
        if name not in ask.without:
            connection.putheader(name, value)
    connection.endheaders()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # refused before all came
        connection.send(ask.body)
    heard = connection.getresponse()
    text = heard.read().decode()
    connection.close()
    return heard.status, heard.headers, text


@pytest.mark.parametrize("ask", HOSTILE, ids=lambda ask: ask.what)
def test_a_hostile_request_is_refused_in_words(served, opened, ask):
    folder, port = served
    before = everything(folder)
    started, opened[:] = time.monotonic(), []
    status, headers, text = answer(port, ask)
    assert time.monotonic() - started < 5
    seen = list(opened)
    assert (status, ask.words in text) == (ask.status, True), text
    assert "Traceback" not in text
    assert "secret" not in text
    if ask.words:  # what the server itself cannot read, it refuses before us
        assert "default-src 'none'" in headers["content-security-policy"]
    outside = [path for path in seen if path.startswith(str(folder / "outside"))]
    assert outside == []
    assert "/etc/passwd" not in seen
    assert everything(folder) == before


def test_the_table_would_show_what_is_opened(served, opened):
    folder, port = served
    assert answer(port, Ask("", "GET", SAVE, 200))[0] == 200
    assert str(folder / "projet" / "leaflets" / "soir.yaml") in opened


def test_a_name_with_line_ends_makes_no_header_and_no_file_elsewhere(served):
    folder, port = served
    title = "../x\r\nset-cookie: a=b\r\n\r\n<script>"
    status, headers, text = answer(port, Ask("", "POST", NEW, 201, "", JSON, said(title=title)))
    name = json.loads(text)["name"]
    assert (status, name) == (201, "x-set-cookie-a-b-script")
    assert "set-cookie" not in headers
    made = folder / "projet" / "leaflets" / f"{name}.yaml"
    assert made.is_file()
    heard = answer(port, Ask("", "GET", f"/calendar/{name}%0d%0aset-cookie:%20a=b.ics", 404))
    assert (heard[0], "set-cookie" in heard[1]) == (404, False)
    assert "<script>" not in answer(port, Ask("", "GET", f"/leaflet/{name}", 200))[2]
    made.unlink()


def test_nothing_is_written_through_a_folder_that_leads_outside(tmp_path):
    root = project(tmp_path)
    studio = Studio(root, workers=0)
    leaflet = root / "leaflets" / "soir.yaml"
    (root / ".printkit").mkdir(exist_ok=True)
    (root / ".printkit" / "undo").symlink_to(tmp_path / "outside")
    before = everything(tmp_path / "outside")
    base = hashlib.sha256(leaflet.read_bytes()).hexdigest()
    with pytest.raises(OutsideError):
        studio.saver.save(leaflet, b"x", base=base)
    with pytest.raises(OutsideError):
        studio.saver.save(root / "leaflets" / "lien.yaml", b"x", base="")
    assert leaflet.read_text() == LEAFLET
    assert everything(tmp_path / "outside") == before
    studio.close()


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


#: A picture of 60000 × 60000 dots in a hundred bytes: only its head is true.
HUGE = b"\x89PNG\r\n\x1a\n" + b"".join(
    [
        chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)),
        chunk(b"IDAT", zlib.compress(b"\0" * 1000)),
        chunk(b"IEND", b""),
    ]
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="9" height="9">{}</svg>'
)
OUTER = "file:///OUTSIDE"
#: a picture's file, what is in it (none: it is asked for as it is), what is found
PICTURES = [
    ("huge.png", HUGE, "image-too-large"),
    ("outside.svg", SVG.format(f'<image xlink:href="{OUTER}" width="9" height="9"/>'), "bad-svg"),
    ("web.svg", SVG.format('<image href="http://evil.example/x.png"/>'), "bad-svg"),
    ("style.svg", SVG.format("<style>@import url(http://evil.example/x.css)</style>"), "bad-svg"),
    ("script.svg", SVG.format("<script>alert(1)</script>"), "bad-svg"),
    ("click.svg", SVG.format('<path onclick="alert(1)"/>'), "bad-svg"),
    ("entity.svg", f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{OUTER}">]>{SVG.format("&a;")}', "bad-svg"),
    ("../../outside/secret.txt", None, "path-outside"),
    ("file:///etc/hostname", None, "remote-image"),
    ("http://evil.example/x.png", None, "remote-image"),
    ("lien.png", None, "missing-image"),
]


def test_pictures_that_mean_harm_are_told_and_nothing_else_happens(tmp_path):
    root = project(tmp_path)
    outside = tmp_path / "outside" / "secret.txt"
    brochure, path = root / "livre" / "brochure.yaml", root / "livre" / "un.md"
    brochure.write_text("name: livre\ntitle: Livre\ndate: 2026-01-05\nparts: [un.md]\n")
    (root / "livre" / "lien.png").symlink_to(outside)
    preview_workers = PreviewWorkers(root, 1)
    chapters = Chapters(root, Settings(root), preview_workers)
    try:
        for name, data, rule in PICTURES:
            if data is not None:
                text = data if isinstance(data, bytes) else data.encode()
                (root / "livre" / name).write_bytes(text.replace(b"/OUTSIDE", bytes(outside)))
            typed = chapters.preview(brochure, path, f"# Un\n\n![Une image]({name})\n")
            found = [one.rule for one in typed.findings if one.rule != "sparse-page"]
            assert found == [rule], name
            assert typed.rendered is not None  # its words stand there, whatever its picture is
    finally:
        preview_workers.close()
