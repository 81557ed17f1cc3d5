"""The wheel that users install, outside of the checkout."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest
import yaml

from awesome_lint import __version__, find_links
from awesome_lint.rules import RULES
from paths import ROOT

pytestmark = [
    pytest.mark.skipif(
        not (ROOT / "src").is_dir(), reason="the sources are not here to build a wheel from"
    ),
    pytest.mark.xdist_group("wheel"),  # it is built once
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution as `python -m build` does."""
    directory = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", directory, ROOT],
        check=True,
        capture_output=True,
    )
    (found,) = directory.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of commands of a new virtual environment with the wheel.

    Its dependencies are those of the running Python, added by a `.pth` file; the project itself is
    not, because `.pth` files of such directories are ignored.
    """
    directory = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", directory], check=True)
    bin_directory = directory / ("Scripts" if os.name == "nt" else "bin")
    python = bin_directory / "python"
    pip = [sys.executable, "-m", "pip", "--quiet", "--python", str(python)]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", str(wheel)], check=True)
    purelib = subprocess.check_output(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    (Path(purelib.strip()) / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return bin_directory


def run(*command: str | Path, directory: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=directory, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def test_contents(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    rulebook = {f"awesome_lint/rules/{path.name}" for path in (ROOT / "rules").iterdir()}
    modules = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.suffix in (".py", ".css", ".js") or path.name == "py.typed"
    }
    metadata = {name for name in names if ".dist-info/" in name}
    assert names - metadata == rulebook | modules
    assert {Path(name).name for name in metadata} == {
        "METADATA",
        "WHEEL",
        "RECORD",
        "LICENSE",
        "entry_points.txt",
    }


def test_the_page_of_the_package_has_absolute_links(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = [each for each in archive.namelist() if each.endswith("/METADATA")]
    _, _, page = archive.read(name).decode("utf-8").partition("\n\n")

    urls = [link.url for link in find_links(page) if link.kind == "inline"]

    assert len(urls) > 20
    for url in urls:
        assert url.startswith(("https://", "#")), url
        if match := re.match(
            r"https://github\.com/awesome-lint/awesome-lint/blob/main/([^#]+)", url
        ):
            assert (ROOT / match[1]).exists(), url


def test_the_source_distribution_has_everything_that_its_tests_read(wheel: Path) -> None:
    (archive,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        names = {name.partition("/")[2] for name in source.getnames()}
    for directory in ("benchmarks", "docs", "examples", "rules", "src", "tests", "tools"):
        for path in (ROOT / directory).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.relative_to(ROOT).as_posix() in names
    assert {".ci/run", ".github/workflows/ci.yml", "Makefile", "CITATION.cff"} <= names
    if (ROOT / ".git").exists():
        tracked = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).split()
        assert names >= {*tracked}


def test_citation() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert citation["license"] == "MIT"


def test_it_is_the_wheel_that_runs(installed: Path, tmp_path: Path) -> None:
    code = "import awesome_lint; print(awesome_lint.__file__)"

    result = run(installed / "python", "-c", code, directory=tmp_path)

    assert Path(result.stdout).is_relative_to(installed.parent)


@pytest.mark.parametrize("command", [["awesome-lint"], ["python", "-m", "awesome_lint"]])
def test_version(installed: Path, tmp_path: Path, command: list[str]) -> None:
    result = run(installed / command[0], *command[1:], "--version", directory=tmp_path)

    assert result.stdout == f"awesome-lint {__version__}\n"
    assert result.returncode == 0


def test_explain(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from awesome_lint import rulebook; [rulebook.page(id) for id in sys.argv[1:]]"
    )
    ids = [rule.id for rule in RULES]
    assert run(installed / "python", "-c", code, *ids, directory=tmp_path).stderr == ""

    result = run(installed / "awesome-lint", "--explain", ids[0], directory=tmp_path)

    assert result.stdout.startswith(f"# {ids[0]}\n")
    assert "\n## Examples\n" in result.stdout
    assert result.returncode == 0


def test_lint(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "| Title | Venue |\n|:--|:--|\n| A Paper | Avrxi 2024 |\n| Another Paper | arXiv 2024 |\n"
    )

    result = run(installed / "awesome-lint", "--offline", "--format", "json", directory=tmp_path)

    report = json.loads(result.stdout)
    assert [finding["rule"] for finding in report["findings"]] == ["venue-typo"]
    assert result.returncode == 1
