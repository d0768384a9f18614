"""The HTML report: well formed, self-contained, every finding told and drawn."""

import re
from html.parser import HTMLParser

import pytest

from printkit.cli import check_command as command
from printkit.cli import entry
from printkit.preflight.fault import error
from printkit.preflight.runner import preflight
from printkit.report.preflight_html import Seen, html_report, wanted_views
from printkit.views.page_pictures import Wanted, views, views_apart
from support.preflight_sample import CASES, JOB, PRINTER, good

VOID = {"meta", "br", "img", "link", "input"}


class Nesting(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.seen = [], [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def parsed(html):
    reader = Nesting()
    reader.feed(html)
    reader.close()
    assert not reader.wrong
    assert not reader.open
    ids = [attrs["id"] for _tag, attrs in reader.seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    return reader.seen


def report(data, faults):
    return html_report(
        [Seen("flyer.pdf", PRINTER, faults, views(data, wanted_views(faults, PRINTER)))]
    )


def test_every_finding_is_told_and_drawn():
    rect = (10.0, 20.0, 30.0, 40.0)
    faults = (
        error("ink-limit", "too <much> ink", "use less", page=1, rect_mm=rect, found=320.5,
              required=300, unit="%"),
        error("identity", "no name", "give one"),
        error("thin-line", "thin", "thicken", page=2, rect_mm=rect, count=3),
    )  # fmt: skip
    html = report(good("0 0 0 1 k 20 20 50 50 re f", "0 g"), faults)
    seen = parsed(html)
    assert "too &lt;much&gt; ink" in html
    for fault in faults:
        assert fault.fix in html
        assert fault.rule in html
    assert "320.5 %" in html
    assert "300 %" in html
    drawn = [attrs for tag, attrs in seen if tag == "rect" and "found" in attrs["class"]]
    assert len(drawn) == 2
    pictures = [attrs["class"] for tag, attrs in seen if tag == "image"]
    assert pictures == ["l page", "l K", "l heat", "l page", "l heat"]
    assert drawn[0]["x"] == "12.30"  # bleed 3 + 10 − 0.7
    assert "ink coverage: 100 % at most" in html
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="(?!data:|#)', html)


@pytest.mark.parametrize("rule", sorted(CASES))
def test_any_bad_file_makes_a_report(rule):
    data = CASES[rule].make()
    faults = preflight(data, CASES[rule].job)
    html = report(data, faults)
    parsed(html)
    assert html.count("<li class=") == len(faults)


def test_blank_pages_and_inks_are_seen():
    found = views(good("0 0 0 1 k 20 20 50 50 re f", ""), Wanted(ppi=20))
    assert [view.blank for view in found] == [False, True]
    assert found[0].plates == ("K",)
    assert found[0].most_ink == 100
    assert found[0].picture.startswith(b"\x89PNG")
    assert found[0].trim_mm == JOB.trim_mm


def test_a_file_that_is_none_has_no_pages():
    assert views(b"nothing") == ()
    assert views_apart(b"%PDF-1.7 nothing", Wanted()) == ()


def test_check_writes_reports(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr(command, "preflight_apart", lambda data, job: (preflight(data, job), True))
    (tmp_path / "flyer.pdf").write_bytes(CASES["image-ppi"].make())
    arguments = ["check", "flyer.pdf", "--printer", "coated-eu"]
    code = entry.run([*arguments, "--format", "html", "--report", "report.html"])
    out = capsys.readouterr().out
    parsed(out)
    assert code == 1
    assert (tmp_path / "report.html").read_text() == out
    assert entry.run([*arguments, "--report", "no/such/folder.html"]) == 2
    entry.use_language("en")
