"""Configuration files: find and read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from awesome_lint.config import Config, ConfigError

NAMES = (".awesome-lint.yml", ".awesome-lint.yaml")
MAX_BYTES = 1024 * 1024


def find(directory: Path) -> Path | None:
    """Return the configuration file for the files of a directory, if there is one.

    It is searched for in the directory and upward, to the root of the repository (the directory
    that holds `.git`) or of the file system.
    """
    directory = directory.absolute()
    for place in (directory, *directory.parents):
        for name in NAMES:
            if (place / name).is_file():
                return place / name
        if (place / ".git").exists():
            return None
    return None


def open_file(path: Path) -> BinaryIO:
    """Open a file to read it, wherever it is. Raises OSError."""
    return path.open("rb")


def load(path: Path, name: str = "", opened: Callable[[Path], BinaryIO] = open_file) -> Config:
    """Read a configuration file; `name` is its name in messages, by default its path.

    `opened` opens it, or raises OSError. Raises ConfigError if it cannot be read or is not valid.
    """
    name = name or str(path)
    try:
        with opened(path) as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", name) from None
    if len(data) > MAX_BYTES:
        raise ConfigError(f"larger than {MAX_BYTES // 1024} KiB", name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("not UTF-8", name, line) from None
    return loads(text, name)


def loads(text: str, name: str) -> Config:
    """Parse a configuration in YAML; `name` is its name in messages.

    Raises ConfigError if it is not valid, with all mistakes.
    """
    from awesome_lint.config import decode, nodes

    try:
        return decode.config(nodes.parse(text), name)
    except nodes.Mistake as found:
        mistake, *others = sorted((found, *found.others), key=lambda each: each.line)
        errors = [ConfigError(each.message, name, each.line) for each in others]
        raise ConfigError(mistake.message, name, mistake.line, errors) from None
