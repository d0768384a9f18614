"""Each rule of the preflight on a file that breaks exactly it; good files, which none speaks of."""

from __future__ import annotations

import logging

import pikepdf
import pytest

from printkit.preflight.rules import RULES
from printkit.preflight.runner import preflight
from support.preflight_sample import CASES, GROUND, JOB, MM, RIGHT, X1A, Case, good, x1a


@pytest.fixture(autouse=True)
def quiet():
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def check_case(rule: str, case: Case) -> None:
    faults = preflight(case.make(), case.job)
    assert [fault.rule for fault in faults] == [rule], faults
    (fault,) = faults
    assert fault.severity is case.severity
    assert fault.page == case.page
    assert fault.issue
    assert fault.fix
    assert "{" not in fault.issue + fault.fix
    assert case.words in fault.issue
    if case.found is not None:
        assert fault.found == (
            pytest.approx(case.found, abs=0.02) if not isinstance(case.found, str) else case.found
        )
    if case.required is not None:
        assert fault.required == case.required
    if case.rect_mm is not None:
        assert fault.rect_mm == pytest.approx(case.rect_mm, abs=0.05)


@pytest.mark.parametrize("rule", CASES)
def test_a_bad_file_gives_exactly_its_finding(rule):
    check_case(rule, CASES[rule])


def test_a_good_file_gives_none():
    assert preflight(good(), JOB) == ()


def test_a_good_x1a_file_gives_none():
    assert preflight(x1a(), X1A) == ()


def test_every_rule_has_a_bad_file_and_a_manual_page():
    assert {rule.ID for rule in RULES} == set(CASES)
    for rule in RULES:
        page = rule.__doc__ or ""
        assert "Severity: " in page, rule.ID
        assert "Source: " in page, rule.ID


@pytest.mark.deep
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ID)
def test_a_rule_without_a_body_is_noticed(rule, monkeypatch):
    monkeypatch.setattr(rule, "check", lambda document, job: iter(()))
    with pytest.raises(AssertionError):
        check_case(rule.ID, CASES[rule.ID])


NEAR = "q /Over gs BT /F1 10 Tf 0 0 0 1 k {} 200 Td {} TJ ET Q\n"


@pytest.mark.parametrize(
    ("shown", "far"),
    [
        ("[(Bonjour)]", 35),
        ("[(Bonjour  )]", 35),  # spaces leave nothing on the paper
        ("[(Bonjour) -500 ( ) 120 ( )]", 35),
        ("[(Bon jour)]", 40),
        ("[(Bonjour -)]", 45),
        ("[(   )]", None),
    ],
)
@pytest.mark.parametrize("told", [False, True])
def test_spaces_at_a_lines_end_need_no_margin(shown, far, told):
    def tweak(pdf, page):
        if told:  # a code that stands for a space may be any
            page.Resources.Font.F1.ToUnicode = pikepdf.Stream(pdf, b"<2d> <002D>\n<20> <0020>")

    end = RIGHT - 2.5 * MM  # 3 mm are safe
    data = good(GROUND + NEAR.format(end - (far or 35), shown), tweak=tweak)
    faults = [one for one in preflight(data, JOB) if one.rule == "safe-margin"]
    if far is None:
        assert faults == []
    else:
        (fault,) = faults
        assert fault.found == pytest.approx(2.5, abs=0.05)
