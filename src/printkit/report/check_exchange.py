"""A preflight told to build servers: JUnit's XML and SARIF 2.1.0.

Every file is a test suite, every rule that found something in it a failed case (a warning is a case with
its words in ``system-out``); a file without findings is one case that passed. In SARIF a result stands at
the line of the sources where it is known, else at the PDF; the page is in its properties.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, TextIO
from xml.etree import ElementTree

from printkit import __version__
from printkit.core.findings import Severity
from printkit.preflight.fault import Fault
from printkit.report.preflight_text import Checked, grouped

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def tell_junit(files: Iterable[Checked], stream: TextIO) -> None:
    """Write the XML that JUnit reporters read, one suite a file."""
    suites = ElementTree.Element("testsuites", name="printkit check")
    for one in files:
        groups = grouped(one.faults)
        failed = [group for group in groups if group[0].severity is Severity.ERROR]
        suite = ElementTree.SubElement(
            suites,
            "testsuite",
            name=one.path,
            tests=str(max(1, len(groups))),
            failures=str(len(failed)),
        )
        if not groups:
            ElementTree.SubElement(suite, "testcase", name=one.printer, classname=one.path)
        for group in groups:
            case = ElementTree.SubElement(suite, "testcase", name=group[0].rule, classname=one.path)
            words = _words(group)
            if group[0].severity is Severity.ERROR:
                failure = ElementTree.SubElement(case, "failure", message=group[0].issue)
                failure.text = words
            else:
                ElementTree.SubElement(case, "system-out").text = words
    ElementTree.indent(suites)
    stream.write(ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n")


def tell_sarif(files: Sequence[Checked], stream: TextIO) -> None:
    """Write one run of SARIF: its results are all findings, in their order."""
    rules: dict[str, dict[str, Any]] = {}
    results = []
    for one in files:
        for fault in one.faults:
            rules.setdefault(fault.rule, {"id": fault.rule})
            results.append(_result(one, fault))
    driver = {"name": "printkit", "version": __version__, "rules": list(rules.values())}
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    stream.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def _result(one: Checked, fault: Fault) -> dict[str, Any]:
    source = fault.source
    place: dict[str, Any] = {"artifactLocation": {"uri": source.path if source else one.path}}
    if source is not None:
        place["region"] = {"startLine": source.line, "startColumn": source.column}
    properties = {
        "file": one.path,
        "printer": one.printer,
        "page": fault.page,
        "rect_mm": fault.rect_mm,
    }
    return {
        "ruleId": fault.rule,
        "level": _LEVELS.get(fault.severity, "note"),
        "message": {"text": f"{fault.issue}. {fault.fix}." if fault.fix else fault.issue},
        "locations": [{"physicalLocation": place}],
        "properties": {key: value for key, value in properties.items() if value is not None},
    }


def _words(group: Sequence[Fault]) -> str:
    return "\n".join(
        f"{fault.page}: {fault.issue}" if fault.page is not None else fault.issue for fault in group
    ) + (f"\n{group[0].fix}" if group[0].fix else "")
