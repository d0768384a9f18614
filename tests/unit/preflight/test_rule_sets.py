"""The Ghent Workgroup's tables as named sets of rules: what each finds in the files that break one rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printkit.cli import entry
from printkit.core.findings import ExitCode, Severity
from printkit.preflight.runner import preflight
from printkit.project.printer_files import load_printer
from support.preflight_sample import CASES, JOB, X1A, good

E, W = Severity.ERROR, Severity.WARNING
SHEET, DIGITAL = "gwg-2022-sheet", "gwg-2022-digital"
#: Rule → how severe it is in sheet-fed offset and in digital printing, as the tables have it.
TABLE = {
    # R0001: ISO 15930-7
    **dict.fromkeys(("annotation", "embedded-file", "encryption", "font-embedded"), (E, E)),
    **dict.fromkeys(
        (
            "forbidden-object",
            "identity",
            "javascript",
            "missing-glyph",
            "output-intent",
            "page-boxes",
        ),
        (E, E),
    ),
    **dict.fromkeys(("pdfx-claim",), (E, E)),
    "pdf-version": (W, W),
    "user-unit": (E, E),  # R0002
    "crop-box": (E, E),  # R0003
    "page-sizes": (W, W),  # R0004
    "blank-page": (W, None),  # R0005
    "white-overprint": (W, W),  # R0008
    "black-overprint": (W, None),  # R0009
    "small-black-text": (W, None),  # R0011
    "courier-font": (W, None),  # R0014
    "four-colour-text": (W, W),  # R0015
    "fine-type": (W, None),  # R0016: 7 pt, less than 8 and more than 5
    "thin-line": (None, None),  # R0018 and R0019 are about white lines and several inks
    "spot-colour": (E, W),  # R0020
    "registration-colour": (W, W),  # R0024
    "ink-coverage": (W, None),  # R0026
    "rgb-left": (E, E),  # R0027
    "blend-space": (E, E),  # R0030
    "image-ppi": (E, E),  # R0031: 72 ppi
    "bitmap-ppi": (W, W),  # R0032: 576 ppi
    # nothing is asked about these
    **dict.fromkeys(("bleed-box", "bleed-artwork", "safe-margin", "printer-marks"), (None, None)),
    **dict.fromkeys(("type-size", "type3-font", "ink-limit", "output-condition"), (None, None)),
    **dict.fromkeys(("hidden-layer", "fold-panels", "legal-line", "file-name"), (None, None)),
    **dict.fromkeys(("qr-readable", "qr-size", "qr-quiet-zone", "page-count"), (None, None)),
    **dict.fromkeys(("cover-file", "grey-only", "white-poster"), (None, None)),
}
#: Files of other levels, which X-4 refuses as such.
OTHER_LEVELS = {rule for rule, case in CASES.items() if case.job is X1A}


@pytest.mark.parametrize("rule", TABLE)
def test_each_set_finds_what_its_table_says(rule):
    case = CASES[rule]
    data = case.make()
    for name, severity in zip((SHEET, DIGITAL), TABLE[rule], strict=True):
        job = replace(case.job, printer=load_printer(name, None), trim_mm=None)
        found = {fault.rule: fault.severity for fault in preflight(data, job)}
        assert found.get(rule) == severity, name


def test_the_table_is_whole():
    assert set(TABLE) == set(CASES) - OTHER_LEVELS


@pytest.mark.parametrize("name", [SHEET, DIGITAL])
def test_a_good_file_is_clean_and_another_rule_is_never_asked(name):
    printer = load_printer(name, None)
    assert preflight(good(), replace(JOB, printer=printer)) == ()
    for case in CASES.values():
        found = {one.rule for one in preflight(case.make(), replace(case.job, printer=printer))}
        assert found <= set(printer.rules)


def test_a_set_is_chosen_by_its_name(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    (tmp_path / "flyer.pdf").write_bytes(CASES["bleed-box"].make())
    assert entry.run(["check", "flyer.pdf", "--printer", SHEET]) == ExitCode.CLEAN
    assert entry.run(["check", "flyer.pdf", "--printer", "coated-eu"]) == ExitCode.FINDINGS
    assert entry.run(["printers", SHEET]) == ExitCode.CLEAN
    said = capsys.readouterr().out
    assert "rules asked, and no others: annotation" in said
    assert "rules that only warn: registration-colour, ink-coverage" in said
    entry.use_language("en")
