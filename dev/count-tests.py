#!/usr/bin/env python3
"""Counts the JUnit reports below a folder; names each test that did not pass; the last line is "N passed, N failed".

count-tests.py FOLDER [FAILURE…]: each further argument is a failure that no report tells of, such as a build that broke.
A skipped test counts as failed, and so does a run without any test.
"""

import sys
import xml.etree.ElementTree as xml
from pathlib import Path

REPORTS = ("*/target/surefire-reports/TEST-*.xml", "*/target/failsafe-reports/TEST-*.xml")
NOT_PASSED = ("failure", "error", "skipped")


def outcomes(report):
    """The test cases of a report as (name, None or what went wrong)."""
    try:
        cases = list(xml.parse(report).iter("testcase"))
    except xml.ParseError as broken:
        yield str(report), f"unreadable report: {broken}"
        return
    for case in cases:
        wrong = next((child for child in case if child.tag in NOT_PASSED), None)
        name = f"{case.get('classname', '')}.{case.get('name')}"
        yield name, None if wrong is None else describe(wrong)


def describe(wrong):
    message = (wrong.get("message") or wrong.text or "").strip()
    return f"{wrong.tag}: {message.splitlines()[0][:200]}" if message else wrong.tag


def count(folder, failures):
    results = [outcome for pattern in REPORTS for report in sorted(Path(folder).glob(pattern)) for outcome in outcomes(report)]
    if not results:
        failures = failures + ["no test has run"]
    passed = sum(1 for _, wrong in results if wrong is None)
    failed = [f"{name}: {wrong}" for name, wrong in results if wrong is not None] + failures
    return passed, failed


def main(folder, *failures):
    passed, failed = count(folder, list(failures))
    for name in failed:
        print(f"FAILED {name}")
    print(f"{passed} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)


main(*sys.argv[1:])
