"""JUnit's XML: a suite for each assignment, a case for each check."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from grader.ci.sheets import Line, Report, Sheet
from grader.reports.safe import one_line, visible

NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TAGS = {"fail": "failure", "error": "error", "skip": "skipped"}


def junit(report: Report) -> bytes:
    """The report as a file."""
    root = ET.Element("testsuites", _counts(report.lines))
    for sheet in report.sheets:
        _suite(root, sheet)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _suite(root: ET.Element, sheet: Sheet) -> None:
    suite = ET.SubElement(root, "testsuite", {"name": _xml(sheet.slug), **_counts(sheet.lines)})
    for line in sheet.lines:
        _case(suite, line, sheet)
    remarks = "\n".join(f"{remark.message} {remark.detail}" for remark in sheet.remarks)
    for tag, text in (("system-out", sheet.printed), ("system-err", remarks)):
        if text.strip():
            ET.SubElement(suite, tag).text = _xml(visible(text))


def _case(suite: ET.Element, line: Line, sheet: Sheet) -> None:
    named = {"classname": f"{sheet.name}.{line.exercise}", "name": line.id, "file": sheet.file}
    numbers = {"line": str(line.line)} if line.line else {}
    time = {"time": f"{line.duration_s:.3f}"}
    attributes = {key: _xml(text) for key, text in (named | numbers | time).items()}
    case = ET.SubElement(suite, "testcase", attributes)
    if tag := TAGS.get(line.status):
        message = one_line(" ".join((line.sentence, *line.messages)))
        told = ET.SubElement(case, tag, {"message": _xml(message)})
        told.text = _xml(visible("\n".join((*line.messages, line.place, line.detail, line.hint))))


def _counts(lines: tuple[Line, ...]) -> dict[str, str]:
    count = {name: sum(x.status == status for x in lines) for status, name in _NAMES.items()}
    time = f"{sum(line.duration_s for line in lines):.3f}"
    return {"tests": str(len(lines)), **{k: str(v) for k, v in count.items()}, "time": time}


_NAMES = {"fail": "failures", "error": "errors", "skip": "skipped"}


def _xml(text: str) -> str:
    """A text that XML can hold."""
    return NOT_XML.sub("�", text)
