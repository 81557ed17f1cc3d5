"""Whole reports: `golden/README.md` is linted, and `expected.<format>` is the output."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from awesome_lint import __version__
from awesome_lint.cli import main
from awesome_lint.report import FORMATS
from paths import DOCS

REPORTS = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", FORMATS)
def test_report(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPORTS)
    status = main(["--offline", f"--format={name}", "README.md"])
    written = _lasting(capsys.readouterr().out)
    assert written == (REPORTS / f"expected.{name}").read_text(encoding="utf-8")
    assert status == 1


def _lasting(report: str) -> str:
    """Return a report without the version, hashes, texts of rule pages, style and script."""
    report = report.replace(f'"{__version__}"', '"VERSION"')
    report = report.replace(f"awesome-lint {__version__}", "awesome-lint VERSION")
    report = re.sub(r"'sha256-[^']+'", "'sha256-HASH'", report)
    report = re.sub(r"(?s)(?<=<style>).*(?=</style>)|(?<=<script>).*(?=</script>)", "…", report)
    report = re.sub(r'"[0-9a-f]{32}"', '"FINGERPRINT"', report)
    report = re.sub(r'"[0-9a-f]{16}"', '"GROUP"', report)
    return re.sub(r'(?<=Description": \{\n {16}"text": ").*(?=")|## Why.*(?=")', "…", report)


MANUAL = DOCS / "reports.md"


def test_the_manual_has_every_format() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    assert re.findall(r"^\| \[`(\w+)`\]\(#\1\)", text, re.MULTILINE) == list(FORMATS)
    assert re.findall(r"^## (.+)", text, re.MULTILINE) == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_the_manual_quotes_the_report(name: str) -> None:
    sections = re.split(r"^## ", MANUAL.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (section,) = (each for each in sections if each.startswith(f"{name}\n"))
    example = re.findall(r"```(?:text|json|xml|markdown|html)\n(.*?)```", section, re.DOTALL)[0]
    report = (REPORTS / f"expected.{name}").read_text(encoding="utf-8")
    assert _without_indentation(example) in _without_indentation(report)


def _without_indentation(text: str) -> str:
    return re.sub(r"^ +", "", text, flags=re.MULTILINE)


def test_the_manual_shows_a_gitlab_job(tmp_path: Path) -> None:
    text = MANUAL.read_text(encoding="utf-8")
    (job,) = re.findall(r"```yaml gitlab\n(.*?)```", text, re.DOTALL)
    (tmp_path / ".gitlab-ci.yml").write_text(job)
    checker = Path(sys.executable).parent / "check-jsonschema"
    subprocess.run(
        [checker, "--builtin-schema", "vendor.gitlab-ci", tmp_path / ".gitlab-ci.yml"], check=True
    )
