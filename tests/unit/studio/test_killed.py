"""A text that would keep the renderer busy for ever costs its own page, and that is said."""

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from printkit.core.i18n import current_language, use_language
from printkit.studio.app import create_app
from printkit.studio.session import Studio
from support.browserless import Client

HOST = "127.0.0.1:8717"
ORIGIN = {"origin": f"http://{HOST}"}
LIMIT_S = 2.0
#: Laid out, this would take minutes.
ENDLESS = "- mot\n" * 15_000
#: How long the engine may take to load on a busy machine.
START_S = 20


@pytest.fixture
def others():
    """The processes that other tests of this one have left."""
    return children()


@pytest.fixture
def studio(tmp_path, others):
    (tmp_path / "printkit.yaml").write_text("name: Essai\n")
    (tmp_path / "leaflets").mkdir()
    (tmp_path / "leaflets" / "soir.yaml").write_text(
        "name: soir\ntitle: Soir\nformats: [a6]\nevent:\n  date: 2026-03-14\n"
    )
    before = current_language()
    use_language("fr")
    made = Studio(tmp_path, workers=1, timeout_s=LIMIT_S)
    yield made
    made.close()
    use_language(before)


def children():
    """The processes this one has begun and not yet ended."""
    found = set()
    for name in filter(str.isdigit, os.listdir("/proc")):
        with suppress(OSError), Path(f"/proc/{name}/stat").open() as stat:
            fields = stat.read().rpartition(")")[2].split()
            if int(fields[1]) == os.getpid() and fields[0] != "Z":
                found.add(int(name))
    return found


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="processes are listed in /proc")
def test_an_endless_layout_is_killed_told_and_followed_by_the_next(studio, others):
    app = create_app(studio, token="jeton", hosts=[HOST], cookie="printkit-8717")
    with Client(app, f"http://{HOST}") as client:
        client.get("/?token=jeton")
        form = client.get("/api/leaflet/soir").json()["form"]

        def shown(body):
            asked = {"form": {**form, "body": body}, "format": "a6"}
            return client.post("/api/preview/soir", json=asked, headers=ORIGIN).json()

        assert shown("Un mot.")["sides"]
        (busy,) = children() - others
        started = time.monotonic()
        answer = shown(ENDLESS)
        # the limit is of processor time, which a busy machine deals out slowly
        assert time.monotonic() - started < 4 * LIMIT_S + START_S
        assert answer["sides"] == []
        (told,) = answer["findings"]
        assert told["severity"] == "error"
        assert "n’était toujours pas mis en pages" in told["message"]
        assert children().isdisjoint({busy})
        assert len(children() - others) == 1
        assert shown("Un autre mot.")["sides"]
        assert shown("Un autre mot.")["findings"] == []
