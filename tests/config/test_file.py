"""Configuration files: finding and reading them."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesome_lint.config import (
    Config,
    ConfigError,
    LinksConfig,
    file,
)


def test_find_looks_upward_as_far_as_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "repository" / "docs" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / ".awesome-lint.yml").touch()
    assert file.find(inner) == tmp_path / ".awesome-lint.yml"
    (tmp_path / "repository" / ".git").mkdir()
    assert file.find(inner) is None
    (tmp_path / "repository" / ".awesome-lint.yaml").touch()
    assert file.find(inner) == tmp_path / "repository" / ".awesome-lint.yaml"
    (tmp_path / "repository" / ".awesome-lint.yml").touch()
    assert file.find(inner) == tmp_path / "repository" / ".awesome-lint.yml"
    (inner / ".awesome-lint.yml").mkdir()
    assert file.find(inner) == tmp_path / "repository" / ".awesome-lint.yml"


def test_find_from_a_relative_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".awesome-lint.yml").touch()
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    assert file.find(Path()) == tmp_path / ".awesome-lint.yml"


def test_find_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "NAMES", (".no-such-name.yml",))
    assert file.find(tmp_path) is None


def test_load(tmp_path: Path) -> None:
    path = tmp_path / "lint.yml"
    path.write_bytes(b"\xef\xbb\xbflinks:\r\n  exclude: [a]\r\n")
    assert file.load(path) == Config(links=LinksConfig(("a",)), source=str(path))
    assert file.load(path, "a name").source == "a name"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"links: {}\n# caf\xe9", "lint.yml:2: not UTF-8"),
        (b"#" * (file.MAX_BYTES + 1), "lint.yml: larger than 1024 KiB"),
    ],
)
def test_load_refuses(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "lint.yml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        file.load(path, "lint.yml")
    assert str(caught.value) == message


def test_load_of_no_file(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "none.yml", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(ConfigError, match=f"cannot be read: {reason}"):
            file.load(path)
