"""The studio: who may speak to it, and that saving harms nothing."""

import re
from itertools import pairwise

import pytest

from printkit.core.i18n import current_language, use_language
from printkit.project.yamlpos import read_tree
from printkit.studio.app import create_app
from printkit.studio.form_values import form_of
from printkit.studio.ics import read_events
from printkit.studio.saving import Saver, digest
from printkit.studio.session import Studio
from printkit.studio.yaml_form import filled
from support.browserless import Client

HOST = "127.0.0.1:8717"
ORIGIN = {"origin": f"http://{HOST}"}
LEAFLET = """\
# kept: who wrote this
name: soir
title: "Soirée"   # kept: short
formats: [a6, a5]
event:
  date: 2026-03-14
  start: "19:00"
  programme:
    # kept: first
    - time: 19 h
      title: Accueil
    - time: 20 h
      title: Débat
legal:
  - Ne pas jeter
"""


@pytest.fixture(autouse=True)
def english():
    before = current_language()
    use_language("en")
    yield
    use_language(before)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "printkit.yaml").write_text("name: Essai\n")
    (tmp_path / "leaflets").mkdir()
    (tmp_path / "leaflets" / "soir.yaml").write_text(LEAFLET)
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path


@pytest.fixture
def client(root):
    studio = Studio(root, workers=0)
    app = create_app(studio, token="jeton", hosts=[HOST], cookie="printkit-8717")
    with Client(app, f"http://{HOST}") as one:
        yield one
    studio.close()


@pytest.fixture
def inside(client):
    assert client.get("/?token=jeton").status_code == 200
    return client


def test_nobody_enters_without_the_token(client):
    assert client.get("/").status_code == 401
    assert client.get("/?token=autre").status_code == 401
    assert client.get("/static/common.js").status_code == 401
    assert client.post("/api/build", json={"names": []}, headers=ORIGIN).status_code == 401


def test_token_becomes_a_cookie_scripts_cannot_read(client):
    answer = client.get("/?token=jeton", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:80", "evil.example:8717", ""])
def test_other_hosts_are_refused(inside, host):
    assert inside.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://{HOST}"])
def test_other_origins_are_refused(inside, origin):
    assert inside.get("/", headers={"origin": origin}).status_code == 403
    answer = inside.post("/api/build", json={"names": []}, headers={"origin": origin})
    assert answer.status_code == 403


def test_a_change_needs_an_origin(inside):
    assert inside.post("/api/build", json={"names": []}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/file/../secret.txt",
        "/file/%2e%2e/secret.txt",
        "/file/..%2f..%2fsecret.txt",
        "/page/../secret.txt",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/leaflet/..%2f..%2fsecret",
        "/text/soir/..%2f..%2fsecret.txt",
        "/calendar/..%2fsecret.ics",
        "/face/..%2f..%2fsecret",
        "/picture/..%2fsecret.png",
        "/api/leaflet/..%2fprintkit",
    ],
)
def test_nothing_outside_is_read(inside, path):
    answer = inside.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text.replace("/secret", "")


def test_policy_lets_nothing_in_from_elsewhere(inside):
    policy = inside.get("/leaflet/soir").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = inside.get("/leaflet/soir").text
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    assert " style=" not in page


def test_oversized_bodies_are_refused(inside):
    big = b"x" * 2_100_000
    headers = {**ORIGIN, "content-type": "application/json"}
    assert inside.post("/api/new", content=big, headers=headers).status_code == 413
    pieces = (big[:500_000] for _piece in range(5))
    assert inside.post("/api/new", content=pieces, headers=headers).status_code == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"[" * 5000, b'{"title": 3}', b"\xff"])
def test_broken_json_is_refused(inside, body):
    headers = {**ORIGIN, "content-type": "application/json"}
    assert inside.post("/api/new", content=body, headers=headers).status_code == 400


def test_malformed_multipart_is_refused(inside):
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        answer = inside.post(
            "/api/calendar", content=b"--y\r\nnonsense", headers={**ORIGIN, "content-type": kind}
        )
        assert answer.status_code == 400, kind


def test_a_save_keeps_comments_and_order(inside, root):
    state = inside.get("/api/leaflet/soir").json()
    form = state["form"]
    form["title"] = "Grande soirée"
    form["event"]["place"] = "Salle : des fêtes"
    form["event"]["programme"].append(
        {"time": "21 h", "title": "Fin", "speakers": ["A", "B"], "note": "", "place": ""}
    )
    answer = inside.post(
        "/api/leaflet/soir", json={"form": form, "base": state["sha256"]}, headers=ORIGIN
    )
    assert answer.status_code == 200
    text = (root / "leaflets" / "soir.yaml").read_text()
    before, after = LEAFLET.splitlines(), text.splitlines()
    assert [line for line in before if line not in after] == [
        'title: "Soirée"   # kept: short',
    ]
    assert 'title: "Grande soirée" # kept: short' in after
    assert '  place: "Salle : des fêtes"' in after
    assert inside.get("/api/leaflet/soir").json()["form"] == form
    undone = inside.post("/api/undo/soir", json={}, headers=ORIGIN)
    assert undone.status_code == 200
    assert (root / "leaflets" / "soir.yaml").read_text() == LEAFLET
    assert inside.post("/api/undo/soir", json={}, headers=ORIGIN).status_code == 409


def test_a_conflict_is_shown_and_overwrites_nothing(inside, root):
    state = inside.get("/api/leaflet/soir").json()
    path = root / "leaflets" / "soir.yaml"
    path.write_text(LEAFLET.replace("Soirée", "Nuit"))
    form = {**state["form"], "title": "Jour"}
    answer = inside.post(
        "/api/leaflet/soir", json={"form": form, "base": state["sha256"]}, headers=ORIGIN
    )
    assert answer.status_code == 409
    assert answer.json()["form"]["title"] == "Nuit"
    assert "Nuit" in path.read_text()


def test_an_undo_never_takes_back_somebody_elses_work(inside, root):
    state = inside.get("/api/leaflet/soir").json()
    form = {**state["form"], "title": "Jour"}
    inside.post("/api/leaflet/soir", json={"form": form, "base": state["sha256"]}, headers=ORIGIN)
    path = root / "leaflets" / "soir.yaml"
    path.write_text(LEAFLET.replace("Soirée", "Nuit"))
    assert inside.post("/api/undo/soir", json={}, headers=ORIGIN).status_code == 409
    assert "Nuit" in path.read_text()


def test_an_unchanged_form_changes_no_byte():
    source = LEAFLET.encode()
    assert filled(source, form_of(read_tree(source, "x")), "x") == source


def test_a_new_leaflet_prints_no_example(inside, root):
    answer = inside.post("/api/new", json={"title": "Fête de l'été"}, headers=ORIGIN)
    assert answer.status_code == 201
    name = answer.json()["name"]
    text = (root / "leaflets" / f"{name}.yaml").read_text()
    assert "Rennes" not in text
    assert "example" not in text
    form = inside.get(f"/api/leaflet/{name}").json()["form"]
    assert form["title"] == "Fête de l'été"
    again = inside.post("/api/new", json={"title": "Fête de l'été"}, headers=ORIGIN)
    assert again.json()["name"] != name
    copied = inside.post("/api/new", json={"title": "Bis", "copy": "soir"}, headers=ORIGIN)
    assert copied.status_code == 201
    assert "# kept: first" in (root / "leaflets" / "bis.yaml").read_text()


def test_a_calendar_goes_out_and_comes_back(inside):
    answer = inside.get("/calendar/soir.ics")
    assert answer.status_code == 200
    (event,) = read_events(answer.content, "Europe/Paris")
    assert (event.title, event.date, event.start) == ("Soirée", "2026-03-14", "19:00")


def test_every_save_is_taken_back_one_after_the_other_even_by_a_studio_started_anew(root):
    path = root / "leaflets" / "soir.yaml"
    texts = [
        LEAFLET.replace("Soirée", title).encode() for title in ("Soirée", "Un", "Deux", "Trois")
    ]
    for before, after in pairwise(texts):
        saved = Saver(root).save(path, after, base=digest(before))
    assert saved.undoable == 3
    for former in reversed(texts[:-1]):
        undone = Saver(root).undo(path)
        assert path.read_bytes() == former
    assert undone.undoable == 0
    assert Saver(root).undo(path) is None
