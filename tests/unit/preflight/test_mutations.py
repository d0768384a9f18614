"""No part of a rule can be taken out unnoticed: each finding and each condition, one by one."""

from __future__ import annotations

import ast
import inspect
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest

from printkit.preflight.rules import RULES, Rule
from printkit.preflight.runner import preflight
from support.exact_sample import VERDICTS
from support.preflight_branches import BRANCHES, NEAR
from support.preflight_sample import CASES, Case
from unit.preflight.test_rules import (
    check_case,
    test_a_good_file_gives_none,
    test_a_good_x1a_file_gives_none,
)

#: Conditions that only spare work: without them the answer is the same, later.
SPARING = {
    ("black-overprint", "page.number not in stacks → True"),
    ("ink-limit", "page.number not in stacks → True"),
    ("bleed-artwork", "needs <= 0 or not _has_room(page, edge, sign, needs) → False"),
    # no pixels show white where an area does not end short
    ("bleed-artwork", "mark.kind != 'fill' or mark.plain → True"),
    ("bleed-artwork", "pt_to_mm(high - low) < _LONG_MM → False"),
    ("bleed-artwork", "sign * (page.finished[edge] - inner) < mm_to_pt(_NEAR_MM) → False"),
    ("bleed-artwork", "reach > -_NEAR_MM → True"),
    ("ink-coverage", "not any(map(_adds_up, marks)) → False"),
    ("ink-coverage", "mark.kind == 'image' and mark.picture is not None → True"),
}


@pytest.fixture(autouse=True)
def quiet():
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


class Surgeon(ast.NodeTransformer):
    """Takes the ``turn``-th part out of a module, and says in ``done`` which it was."""

    def __init__(self, turn: int) -> None:
        self._left = turn
        self.done = ""

    def _is_it(self, what: str) -> bool:
        self._left -= 1
        if self._left == -1:
            self.done = what
        return self._left == -1

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if isinstance(node.value, ast.Yield | ast.YieldFrom) and self._is_it(
            f"line {node.lineno} finds nothing"
        ):
            return ast.copy_location(ast.Pass(), node)
        return self.generic_visit(node)

    def _condition(self, node: Any) -> ast.AST:
        for value in (True, False):
            if self._is_it(f"{ast.unparse(node.test)} → {value}"):
                node.test = ast.copy_location(ast.Constant(value), node.test)
        return self.generic_visit(node)

    visit_If = visit_IfExp = _condition  # noqa: N815


def mutants(rule: Any) -> Iterator[tuple[str, Any]]:
    """Yield what was taken out of a rule, and its check without that."""
    source = inspect.getsource(rule)
    for turn in range(1000):
        surgeon = Surgeon(turn)
        tree = ast.fix_missing_locations(surgeon.visit(ast.parse(source)))
        if not surgeon.done:
            return
        names = dict(vars(rule))
        exec(compile(tree, rule.__file__, "exec"), names)  # noqa: S102  our own source
        yield surgeon.done, names["check"]


def cases(rule: str) -> list[Case]:
    return [CASES[rule], *BRANCHES.get(rule, [])]


def check_near(rule: str) -> None:
    for make, job in NEAR.get(rule, []):
        assert rule not in {fault.rule for fault in preflight(make(), job)}


def check_verdicts(rule: str) -> None:
    for verdict in VERDICTS:
        if verdict.rule == rule:
            told = {fault.rule for fault in preflight(verdict.make(), verdict.job)}
            assert (rule in told) is verdict.told


def all_is_well(rule: str) -> bool:
    """Tell whether all files of a rule are answered as they should be."""
    try:
        for case in cases(rule):
            check_case(rule, case)
        check_near(rule)
        check_verdicts(rule)
        test_a_good_file_gives_none()
        test_a_good_x1a_file_gives_none()
    except Exception:  # an assertion, or a mutant that falls over
        return False
    return True


@pytest.mark.parametrize(
    ("rule", "case"), [(rule, case) for rule, found in BRANCHES.items() for case in found]
)
def test_whatever_a_rule_finds_it_finds_alone(rule, case):
    check_case(rule, case)


#: What is wrong with a page as a whole, and with a file, has no place of its own.
OF_PAGES = {"page-sizes", "user-unit", "blank-page", "blend-space", "white-poster"}
OF_PAGES_TOO = {"page-boxes", "printer-marks", "transparency", "fold-panels"}
OF_FILES = {
    *("page-count", "cover-file", "output-intent", "output-condition", "encryption", "javascript"),
    *("hidden-layer", "embedded-file", "pdfx-claim", "pdf-version", "identity", "legal-line"),
    *("file-name", "forbidden-object"),
}


@pytest.mark.parametrize("rule", CASES)
def test_every_finding_says_what_where_how_much_and_how_to_mend_it(rule):
    for case in cases(rule):
        (fault,) = preflight(case.make(), case.job)
        for sentence in (fault.issue, fault.fix):
            assert len(sentence.split()) >= 3
            assert not re.search(r"[{}]|None|\s\s", sentence)
        assert fault.found is not None
        assert fault.required is not None
        assert (fault.page is None) == (rule in OF_FILES)
        if rule not in OF_FILES | OF_PAGES | OF_PAGES_TOO:
            assert fault.rect_mm is not None
        if fault.rect_mm is not None:
            left, bottom, right, top = fault.rect_mm
            assert left <= right
            assert bottom <= top


@pytest.mark.parametrize("rule", NEAR)
def test_what_comes_near_a_rule_is_no_finding(rule):
    check_near(rule)


@pytest.mark.deep
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.ID)
def test_no_part_of_a_rule_can_be_taken_out_unnoticed(rule: Rule, monkeypatch):
    unnoticed = []
    for taken, check in mutants(rule):
        monkeypatch.setattr(rule, "check", check)
        if (rule.ID, taken) not in SPARING and all_is_well(rule.ID):
            unnoticed.append(taken)
    assert unnoticed == []
