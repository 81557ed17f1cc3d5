"""Sections of other files of the repository."""

from pathlib import Path

import pytest

from awesome_lint import local_files
from awesome_lint.runner import linked_anchors, run
from awesome_lint.runner.options import Options
from awesome_lint.runner.results_cache import ResultsCache
from repositories import repository

OTHER = "# Thin Ice\n\n## Thin Ice\n"


def _messages(top: Path, **options: object) -> list[str]:
    path = str(top / "README.md")
    result = run(Options(paths=(path,), offline=True, select=("link-fragment",), **options))  # type: ignore[arg-type]
    return [f"{found.span.line} {found.message}" for found in result.diagnostics]


def test_sections_of_other_files(tmp_path: Path) -> None:
    text = (
        "- [a](docs/ice.md#thin-ice) [b](/docs/ice.md#thin-ice-1) [c](docs/ice.md#L3)\n"
        "- [d](docs/ice.md#thin-ice-2)\n"
        "- [e](./docs/ice.md#robots)\n"
        "- [f](docs/ice.txt#robots) [g](docs/none.md#robots) [h](docs#robots)\n"
        "- ![i](docs/ice.md#robots) [j](docs/ice.md?plain=1#robots) [k](docs/ice.md)\n"
    )
    files = {"README.md": text, "docs/ice.md": OTHER, "docs/ice.txt": ""}
    missing = "target not found in `docs/ice.md`, so the link opens the top of that file"
    found = _messages(repository(tmp_path, files))
    assert [message.split("; did")[0] for message in found] == [
        f"2 `docs/ice.md#thin-ice-2`: {missing}",
        f"3 `./docs/ice.md#robots`: {missing}",
    ]


def test_symbolic_links_are_not_read(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", {"README.md": "[a](ice.md#robots)\n"})
    (tmp_path / "secret.md").write_text("# Robot\n")
    (top / "ice.md").symlink_to(tmp_path / "secret.md")
    assert _messages(top) == []


@pytest.mark.parametrize(("size", "known"), [(1024 * 1024, True), (1024 * 1024 + 1, False)])
def test_large_files_are_not_read(tmp_path: Path, size: int, known: bool) -> None:
    text = "# Ice\n"
    top = repository(tmp_path, {"ice.md": text + "\n" * (size - len(text))})
    urls = ["ice.md#ice"]
    files = local_files.check_links(urls, top / "README.md") or {}
    found = linked_anchors.add(files, top, ResultsCache().parse_anchors)["ice.md#ice"]
    assert found.anchors == (frozenset(["ice"]) if known else None)


def test_url_that_cannot_be_parsed(tmp_path: Path) -> None:
    top = repository(tmp_path, {"README.md": "[a](README.md?//[#x)\n"})
    assert _messages(top) == []
